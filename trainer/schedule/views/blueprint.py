"""Under which name do the schedule's pages stand, and which filters do they and others use for dates?"""

from collections.abc import Callable
from typing import Any

import flask

from trainer.accounts.views.blueprint import name_scopes
from trainer.schedule import queries
from trainer.schedule.wording import advice, changes, dates

bp = flask.Blueprint("schedule", __name__)

bp.add_app_template_filter(dates.offering_when, "offering_when")
bp.add_app_template_filter(dates.session_when, "session_when")
bp.add_app_template_filter(dates.session_times, "session_times")
bp.add_app_template_filter(dates.session_here, "session_here")
bp.add_app_template_filter(dates.common_times, "common_times")
bp.add_app_template_filter(dates.big_day, "big_day")
bp.add_app_template_filter(dates.days_so_far, "days_so_far")
bp.add_app_template_filter(dates.place_words, "place_words")
bp.add_app_template_filter(dates.length_words, "length_words")
bp.add_app_template_filter(changes.value_lines, "value_lines")
bp.add_app_template_filter(changes.item_words, "item_words")
bp.add_app_template_filter(changes.part_words, "part_words")
bp.add_app_template_filter(dates.language_words, "language_words")
bp.add_app_template_filter(advice.tag_words, "tag_words")
bp.add_app_template_filter(advice.warnings, "warnings")
bp.add_app_template_filter(advice.advised, "advised")
bp.add_app_template_filter(advice.year_warnings, "year_warnings")
bp.add_app_template_filter(queries.seats_of, "seats")


def _named(ids: list[int]) -> dict[int, tuple[str, str]]:
    """A trainer's role is for an offering."""
    return {
        one.id: (
            f"{one.title}, {dates.offering_when(one)}", flask.url_for("schedule.offering", offering_ref=one.ref)
        )
        for one in queries.offerings_by_id(ids).values()
    }  # fmt: skip


name_scopes("offering", _named)


Links = Callable[[Any], list[tuple[str, str]]]
_links: list[Links] = []


def add_links(links: Links) -> None:
    """A higher room says what the page of an offering leads to there: `links(offering)` gives words and addresses."""
    if links not in _links:
        _links.append(links)


Told = Callable[[Any], dict[int, list[str]]]
_told: list[Told] = []


def add_told(told: Told) -> None:
    """A higher room says whom else it tells of a publication: `told(items)` gives sentences by offering."""
    if told not in _told:
        _told.append(told)


def told_beside(items: Any) -> dict[int, list[str]]:
    """Whom higher rooms tell when these items of a revision are published, in sentences by offering."""
    found: dict[int, list[str]] = {}
    for told in _told:
        for offering_id, lines in told(items).items():
            found.setdefault(offering_id, []).extend(lines)
    return found


def links_of(offering: Any) -> list[tuple[str, str]]:
    """What higher rooms add to the page of an offering."""
    return [pair for links in _links for pair in links(offering)]


def opens(endpoint: str, **values: Any) -> str | None:
    """The address of a page of a later room, or None while that room is not there."""
    if endpoint not in flask.current_app.view_functions:
        return None
    return flask.url_for(endpoint, **values)
