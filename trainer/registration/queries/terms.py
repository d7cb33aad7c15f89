"""Who asked for a place under other terms than those that a revision brings?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from trainer.core.db import db
from trainer.registration.models import Registration
from trainer.registration.rules import CAN_WITHDRAW, Approval, RegistrationState
from trainer.schedule.queries import RevisionItem
from trainer.schedule.rules.changes import ItemKind, Part


@dataclass
class Terms:
    """Whom a change of terms touches, in the order of asking.

    `kept`: they joined single sessions, and keep them; `asked`: their requests need approval from now on; `freed`:
    theirs no longer wait for what is not asked any more.
    """

    kept: list[Registration] = field(default_factory=list)
    asked: list[Registration] = field(default_factory=list)
    freed: list[Registration] = field(default_factory=list)

    @property
    def told(self) -> list[Registration]:
        """Who reads what has changed for them."""
        return self.asked + self.freed


class Changed(NamedTuple):
    """Which terms a revision changes: season only, approval asked for, approval or earlier training no longer."""

    season_only: bool
    asks: bool
    approval_off: bool
    course_off: bool

    @classmethod
    def of(cls, item: RevisionItem) -> "Changed":
        """What one revision does."""
        new = {change.part: change.new for change in item.changes}
        return cls(
            season_only=new.get(Part.PER_SESSION) is False, asks=new.get(Part.APPROVAL) is True,
            approval_off=new.get(Part.APPROVAL) is False, course_off=new.get(Part.PREREQUISITE, "") is None,
        )  # fmt: skip

    def sort_in(self, registration: Registration, terms: Terms) -> None:
        """Say how one registration is touched; not at all, perhaps."""
        if registration.single and self.season_only:
            terms.kept.append(registration)
        if registration.state is not RegistrationState.REQUESTED:
            return
        pending = registration.approval is Approval.PENDING
        if self.asks and registration.approval is None:
            terms.asked.append(registration)
        elif (self.approval_off and pending) or (self.course_off and not pending):
            terms.freed.append(registration)


def terms_of(items: Iterable[RevisionItem]) -> dict[int, Terms]:
    """Whom these revisions touch, per offering; one statement, and none where no terms change."""
    changed = {item.offering.id: Changed.of(item) for item in items if item.kind is ItemKind.CHANGED}
    found = {offering_id: Terms() for offering_id, terms in changed.items() if any(terms)}
    if not found:
        return found
    for registration in db.session.scalars(
        select(Registration)
        .where(
            Registration.offering_id.in_(found),
            or_(
                Registration.state == RegistrationState.REQUESTED,
                and_(Registration.single.is_(True), Registration.state.in_(CAN_WITHDRAW)),
            ),
        )
        .options(joinedload(Registration.person))
        .order_by(Registration.made_at, Registration.id)
        .execution_options(populate_existing=True)
    ):
        changed[registration.offering_id].sort_in(registration, found[registration.offering_id])
    return found
