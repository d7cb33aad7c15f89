"""How is somebody invited to choose a password, once, by a link that only they get?"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import true, update

from trainer.accounts import queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Invitation, Person
from trainer.accounts.rules import INVITATION_DAYS, AccountReason, normal_email
from trainer.core import audit, clock, outbox
from trainer.core.db import db, new_ref
from trainer.core.errors import Reason, Refused


def invite(
    *,
    person: Person,
    by: Actor,
    now: datetime,
    onward: str | None = None,
    email: str | None = None,
    about: str = "",
) -> str:
    """Invite a person without an account and tell them by mail; returns the link's path.

    `about` names what they are invited to, `onward` is the path that opens once they have chosen a password.
    Earlier links go on working: people open old mail. Refused when the person has an account.
    """
    if queries.account_of(person.id) is not None:
        raise Refused(Reason(AccountReason.HAS_ACCOUNT))
    return make_link(
        person=person, name=person.name, email=normal_email(email or person.email), language=person.language, by=by,
        now=now, onward=onward, about=about,
    )  # fmt: skip


def make_link(
    *, person: Person | None, name: str, email: str, language: str, by: Actor, now: datetime, onward: str | None,
    about: str = "", by_name: str | None = None,
) -> str:  # fmt: skip
    """Write an invitation and its mail; without a person for a stranger who asked for an account themselves."""
    secret = secrets.token_urlsafe(32)
    real = clock.real_now()
    if by_name is None:
        by_name = by.name if by.person_id is not None else ""
    invitation = Invitation(
        ref=new_ref(), secret_hash=queries.secret_hash(secret), person_id=person.id if person else None, name=name,
        email=email, language=language, by_name=by_name, about=about[:200], onward=onward, made_at=now,
        expires_at=real + timedelta(days=INVITATION_DAYS),
    )  # fmt: skip
    db.session.add(invitation)
    path = f"/invitations/{secret}"
    own = person is not None and person.email == email
    outbox.put(
        kind="accounts.invitation", to=person.id if person else None, address=None if own else email,
        params={
            "path": path, "by": by_name, "about": about, "days": INVITATION_DAYS, "asked": person is None,
            **({} if person else {"name": name, "language": language}),
        },
        now=now, dedupe=f"accounts.invitation:{invitation.ref}", not_after=now + timedelta(days=INVITATION_DAYS),
    )  # fmt: skip
    subject = ("person", person.ref) if person else ("invitation", invitation.ref)
    audit.record(action="invitation.make", by=by, now=now, subject=subject)
    return path


def invite_again(*, person: Person, by: Actor, now: datetime) -> str:
    """Send a new link to somebody who has not used theirs, leading to the same place."""
    last = queries.last_invitation(person.id)
    return invite(
        person=person, by=by, now=now, onward=last.onward if last else None, about=last.about if last else ""
    )


def renew_link(*, invitation: Invitation, by: Actor, now: datetime) -> str:
    """A new mail in place of a link that no longer works, to the same address."""
    person = db.session.get(Person, invitation.person_id) if invitation.person_id else None
    return make_link(
        person=person, name=invitation.name, email=invitation.email, language=invitation.language, by=by, now=now,
        onward=invitation.onward, about=invitation.about, by_name=invitation.by_name,
    )  # fmt: skip


def cancel_invitations(*, person: Person, by: Actor, now: datetime, onward: str | None = None) -> None:
    """Make every open link of a person useless (or those that lead to `onward`), and take back unsent mail."""
    open_ones = (
        update(Invitation)
        .where(
            Invitation.person_id == person.id, Invitation.used_at.is_(None), Invitation.canceled_at.is_(None)
        )
        .where(true() if onward is None else Invitation.onward == onward)
        .values(canceled_at=clock.real_now())
        .returning(Invitation.ref)
    )
    refs = db.session.scalars(open_ones).all()
    for ref in refs:
        outbox.cancel(dedupe_prefix=f"accounts.invitation:{ref}")
    if refs:
        audit.record(action="invitation.cancel", by=by, now=now, subject=("person", person.ref))
