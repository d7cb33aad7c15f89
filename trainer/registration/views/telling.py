"""What exactly will people read when a revision is published, and who by name? Said before anything is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock, i18n, program
from trainer.messages import rendering
from trainer.registration.actions import interest, letters
from trainer.registration.actions.publishing import shared_params, team_params
from trainer.registration.actions.revision import Preview, Told
from trainer.schedule.queries import RevisionItem


@dataclass(frozen=True)
class Letter:
    """One message, and everybody who gets it. The words are those of the first; names and numbers differ."""

    title: str
    names: list[str]
    subject: str
    body: str


def letters_of(preview: Preview) -> dict[int, list[Letter]]:
    """Per changed offering, what will be sent. One statement for the names of coordinators."""
    ids = {team.person_id for told in preview.told.values() for team in told.teams}
    names = {person.id: person.name for person in account_queries.people_named(ids)}
    return {
        item.offering.id: _letters(item, preview.told[item.offering.id], names)
        for item in preview.items
        if item.offering.id in preview.told
    }


def _letters(item: RevisionItem, told: Told, names: Mapping[int, str]) -> list[Letter]:
    why = _("(the reason that you write below)")
    found = []
    if told.registrations:
        first = told.registrations[0]
        found.append(
            _letter(
                _("Registered or waiting"), [one.person.name for one in told.registrations], "registration.changed",
                {**letters.params_of(first), **shared_params(item, why)},
            )
        )  # fmt: skip
    if told.teams:
        found.append(
            _letter(
                _("Coordinators"), [f"{names[team.person_id]} ({team.organization.name})" for team in told.teams],
                "registration.changed_team", team_params(item, told.teams[0], why),
            )
        )  # fmt: skip
    if told.interested:
        found.append(
            _letter(
                _("Asked to hear first"), [one.person.name for one in told.interested], interest.kind_of(item),
                interest.params_of(item, why),
            )
        )  # fmt: skip
    return found


def _letter(title: str, names: Sequence[str], kind: str, params: dict[str, Any]) -> Letter:
    said = rendering.render(
        kind=kind, params=params, name=names[0].partition(" (")[0], language=i18n.locale_code(),
        sender=(program.name(), ""), now=clock.now(),
    )  # fmt: skip
    return Letter(title, list(names), said.subject, said.body)
