"""How many minutes did these members earn on behalf of their organization? For a column of the page of its people."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select

from trainer.attendance.models import Mark, Sheet
from trainer.core.db import db
from trainer.organizations.models import Membership
from trainer.organizations.rules import MembershipState
from trainer.registration.models import Registration
from trainer.schedule.models import Session
from trainer.schedule.rules.kinds import SessionState


def minutes_among(
    person_ids: Collection[int], organization_id: int, first: date, last: date
) -> dict[int, int]:
    """The minutes that these members earned on behalf of their organization in sessions from `first` to `last`, on days
    on which they belonged to it, from closed sheets: one statement. The page of hours counts the same (queries.hours).
    """
    if not person_ids:
        return {}
    asked = {"people": list(person_ids), "organization": organization_id, "first": first, "last": last}
    return {row[0]: int(row[1]) for row in db.session.execute(_minutes(), asked)}


@cache
def _minutes() -> Any:
    """Built once: to put it together takes longer than to ask it."""
    # The marks of these people first: PostgreSQL would rather begin with every session of the year.
    people: BindParameter[Any] = bindparam("people", expanding=True)
    marked = (
        select(Mark.person_id, Mark.session_id, Mark.session_minutes)
        .join(Registration, Registration.id == Mark.registration_id)
        .where(
            Mark.person_id.in_(people),
            Mark.credited,
            Registration.organization_id == bindparam("organization"),
        )
        .cte("marked")
        .prefix_with("MATERIALIZED")
    )
    return (
        select(marked.c.person_id, func.sum(marked.c.session_minutes))
        .join(Session, Session.id == marked.c.session_id)
        .join(Sheet, Sheet.session_id == Session.id)
        .join(Membership, Membership.person_id == marked.c.person_id)
        .where(
            Membership.organization_id == bindparam("organization"), Membership.state == MembershipState.ACTIVE,
            Session.on >= Membership.since,
            Session.on >= bindparam("first"), Session.on <= bindparam("last"),
            Session.state != SessionState.CANCELED, Sheet.closed_at.is_not(None),
        )
        .group_by(marked.c.person_id)
    )  # fmt: skip
