"""Where do the pages about organizations hang, and what do they lend to the pages of other rooms?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import flask

from trainer.accounts.models import Person
from trainer.accounts.views.blueprint import name_scopes
from trainer.core.web import guard
from trainer.organizations import queries
from trainer.organizations.models import Membership, Organization, Work
from trainer.organizations.wording import age_words

bp = flask.Blueprint("organizations", __name__)

bp.add_app_template_filter(age_words, "age_words")


@dataclass(frozen=True)
class Column:
    """One more column of a coordinator's people page, added by a higher room.

    The label is text, or a function that gives it in the reader's language.
    `of(person_ids)` gives the cell of each person in one statement; it is asked for confirmed members only, and may
    leave people out. A cell is text, or Markup that the room has made safe. What depends on the organization is told
    by `within(person_ids, organization)` instead.
    """

    label: Any
    of: Callable[[list[int]], Mapping[int, Any]] | None = None
    within: Callable[[list[int], Organization], Mapping[int, Any]] | None = None


_columns: list[Column] = []


def add_column(column: Column) -> None:
    """Add a column to the people page; called once, when the room's views are imported."""
    if column.label not in [known.label for known in _columns]:
        _columns.append(column)


def columns_for(person_ids: list[int], organization: Organization) -> list[tuple[Any, Mapping[int, Any]]]:
    """The added columns with their cells."""
    return [
        (
            column.label() if callable(column.label) else column.label,
            _cells(column, person_ids, organization) if person_ids else {},
        )
        for column in _columns
    ]


def _cells(column: Column, person_ids: list[int], organization: Organization) -> Mapping[int, Any]:
    if column.within is not None:
        return column.within(person_ids, organization)
    return column.of(person_ids) if column.of is not None else {}


def _named(ids: list[int]) -> dict[int, tuple[str, str]]:
    return {
        one.id: (one.name, flask.url_for("organizations.show", organization_ref=one.ref))
        for one in queries.organizations_named(ids)
    }


name_scopes("organization", _named)


@bp.app_template_global("my_memberships")
def my_memberships() -> list[Membership]:
    """Where the visitor belongs, or is asked to confirm it: for the page about them."""
    actor = guard.actor()
    return queries.memberships_of(actor.person_id) if actor else []


@bp.app_template_global("work_of")
def work_of(person: Person) -> Work | None:
    """What somebody says of their work: for the administrator's page about them."""
    return queries.work_of(person.id)


@bp.app_template_global("memberships_of")
def memberships_of(person: Person) -> list[Membership]:
    """Where somebody belongs: for the administrator's page about them."""
    return queries.memberships_of(person.id)
