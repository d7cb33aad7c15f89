"""What becomes of somebody at the door who is not on the list? A place, or a note that the office matches by hand."""

from datetime import datetime

from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.rules import fold, normal_email, tidy
from trainer.attendance import queries
from trainer.attendance.actions.sheets import begin
from trainer.attendance.models import Guest
from trainer.attendance.queries import guests as guest_queries
from trainer.attendance.rules.guests import MOST_GUESTS, GuestReason, why_not_take_in
from trainer.core import audit
from trainer.core.db import db, new_ref
from trainer.core.errors import Reason, Refused
from trainer.registration import actions as registration_actions
from trainer.registration.models import Registration
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import Format


def admit_at_door(
    *,
    session: Session,
    offering: Offering,
    name: str,
    email: str,
    format: Format | None,
    by: Actor,
    now: datetime,
) -> Registration:
    """Put somebody with an account on the sheet, when the offering's own rules let them in. Raises Refused.

    Both the address and the name must be those of the account: people share addresses, and nothing is guessed.
    """
    registration_actions.lock_places(offering)
    _refuse_unless_open(session, offering, now=now)
    person = _person(email, name)
    return registration_actions.admit(
        offering=offering, session=session, person=person, format=format, by=by, now=now
    )


def note_guest(
    *,
    session: Session,
    offering: Offering,
    name: str,
    email: str,
    format: Format,
    by: Actor,
    now: datetime,
) -> Guest:
    """Note who was there without a place: nobody but the trainers and the office reads it. Raises Refused."""
    registration_actions.lock_places(offering)
    _refuse_unless_open(session, offering, now=now)
    there = guest_queries.of_session(session)
    named = (fold(name), normal_email(email))
    if any((fold(one.name), one.email) == named for one in there):
        raise Refused(Reason(GuestReason.ALREADY_NOTED))
    if len(there) >= MOST_GUESTS:
        raise Refused(Reason(GuestReason.TOO_MANY, {"most": MOST_GUESTS}))
    if queries.sheet_of(session) is None:
        begin(session)
    guest = Guest(
        ref=new_ref(), session=session, name=tidy(name), email=normal_email(email), format=format, noted_at=now,
        noted_by=by.person_id,
    )  # fmt: skip
    db.session.add(guest)
    db.session.flush()
    _note("attendance.guest", guest, offering, by, now)
    return guest


def match_guest(
    *, guest: Guest | None, offering: Offering | None, email: str, by: Actor, now: datetime
) -> Registration:
    """The office knows whose account a guest has: they get their place, and the note goes. Raises Refused.

    Being noted counts for nothing by itself: they are marked on the sheet like everybody, with a reason where it is
    closed. `guest` None: somebody was quicker.
    """
    if guest is None or offering is None:
        raise Refused(Reason(GuestReason.GONE))
    registration_actions.lock_places(offering)
    person = _person(email, None)
    registration = registration_actions.admit(
        offering=offering, session=guest.session, person=person, format=guest.format, by=by, now=now
    )
    _note("attendance.match_guest", guest, offering, by, now, registration=registration.ref)
    db.session.delete(guest)
    db.session.flush()
    return registration


def drop_guest(*, guest: Guest | None, offering: Offering | None, by: Actor, now: datetime) -> None:
    """Forget a guest: noted by mistake, or nothing follows from it. Raises Refused."""
    if guest is None or offering is None:
        raise Refused(Reason(GuestReason.GONE))
    _note("attendance.drop_guest", guest, offering, by, now)
    db.session.delete(guest)
    db.session.flush()


def _refuse_unless_open(session: Session, offering: Offering, *, now: datetime) -> None:
    sheet = queries.sheet_of(session)
    problem = why_not_take_in(
        offering=offering.state, session=session.state, starts_at=session.starts_at, ends_at=session.ends_at,
        closed=sheet is not None and sheet.closed_at is not None, now=now,
    )  # fmt: skip
    if problem:
        raise Refused(Reason(*problem))


def _person(email: str, name: str | None) -> Person:
    """Whose account has this address (and this name, unless the office says that it is theirs). Raises Refused."""
    account = accounts_queries.account_by_email(email)
    if account is None or not account.active:
        raise Refused(Reason(GuestReason.NO_ACCOUNT))
    if name is not None and fold(account.person.name) != fold(name):
        raise Refused(Reason(GuestReason.OTHER_NAME))
    return account.person


def _note(action: str, guest: Guest, offering: Offering, by: Actor, now: datetime, **facts: object) -> None:
    audit.record(
        action=action, by=by, now=now, subject=("offering", offering.ref),
        facts={"session": guest.session.number, "guest": guest.ref, **facts},
    )  # fmt: skip
