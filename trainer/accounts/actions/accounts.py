"""How does a person get an account, and when is it suspended? Passwords come in hashed: hashing takes no lock."""

import secrets
from datetime import datetime

from sqlalchemy import select, update

from trainer.accounts import queries
from trainer.accounts.actions.invitations import make_link
from trainer.accounts.actions.people import make_person
from trainer.accounts.actions.roles import keep_an_administrator
from trainer.accounts.actor import SYSTEM, Actor
from trainer.accounts.models import Invitation, Person
from trainer.accounts.rules import AccountReason, InvitationReason, normal_email, tidy, why_not_accept
from trainer.accounts.signin.models import Account, SignInSession
from trainer.core import audit, clock, outbox
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.permissions import Role


def accept_invitation(*, secret: str, password_hash: str, now: datetime) -> Account:
    """Use an invitation's link: the account it promises, and the person where there was none. Refused with why not."""
    invitation = db.session.scalar(
        locked(select(Invitation).where(Invitation.secret_hash == queries.secret_hash(secret)))
    )
    if invitation is None:
        raise Refused(Reason(InvitationReason.UNKNOWN))
    real = clock.real_now()
    why_not = why_not_accept(
        used_at=invitation.used_at, canceled_at=invitation.canceled_at, expires_at=invitation.expires_at, now=real
    )  # fmt: skip
    if why_not is None and invitation.person_id and queries.account_of(invitation.person_id):
        why_not = InvitationReason.USED
    if why_not:
        raise Refused(Reason(why_not))
    if queries.account_by_email(invitation.email):
        raise Refused(Reason(AccountReason.EMAIL_TAKEN))
    person = db.session.get(Person, invitation.person_id) if invitation.person_id else None
    if person is None:
        person = make_person(
            name=invitation.name, email=invitation.email, language=invitation.language, by=SYSTEM, now=now
        )
    account = Account(
        person_id=person.id, email=invitation.email, password=password_hash, fs_uniquifier=secrets.token_hex(16),
        confirmed_at=real, created_at=now,
    )  # fmt: skip
    db.session.add(account)
    invitation.used_at, invitation.person_id = real, person.id
    _use_up_others(person.id, real)
    db.session.flush()
    by = queries.actor_of(person, [])
    audit.record(action="account.make", by=by, now=now, subject=("person", person.ref))
    return account


def _use_up_others(person_id: int, real: datetime) -> None:
    db.session.execute(
        update(Invitation)
        .where(Invitation.person_id == person_id, Invitation.used_at.is_(None))
        .values(used_at=real)
    )


def answer_join(
    *, name: str, email: str, language: str, onward: str | None, now: datetime, mail_key: str
) -> None:
    """Somebody asks for an account: a mail decides what they learn, the page says the same to everybody.

    An address with an account is told so; one who was invited before gets their own invitation again.
    """
    name, email = tidy(name), normal_email(email)
    account = queries.account_by_email(email)
    if account is not None:
        outbox.put(
            kind="accounts.already", to=account.person_id, address=account.email, params={"email": email}, now=now,
            dedupe=f"accounts.already:{mail_key}",
        )  # fmt: skip
        return
    person = queries.person_by_name_and_email(name, email)
    if person is not None and queries.account_of(person.id) is not None:
        person = None
    last = queries.last_invitation(person.id) if person else None
    make_link(
        person=person, name=person.name if person else name, email=email, by=SYSTEM, now=now,
        language=person.language if person else language,
        onward=onward or (last.onward if last else None), about=last.about if last else "",
    )  # fmt: skip


def suspend(*, person: Person, by: Actor, now: datetime) -> None:
    """Close a person's account: every device is signed out, nothing is deleted. The last administrator stays."""
    account = _account_of(person)
    if not account.active:
        return
    if any(held.role is Role.ADMINISTRATOR for held in queries.grants_of(person.id, now=now)):
        keep_an_administrator(without_person=person.id)
    account.active = False
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.account_id == account.id, SignInSession.ended_at.is_(None))
        .values(ended_at=clock.real_now())
    )
    _tell(account, "accounts.suspended", by, now)


def reactivate(*, person: Person, by: Actor, now: datetime) -> None:
    """Open a suspended account again; the person signs in with the password they had."""
    account = _account_of(person)
    if account.active:
        return
    account.active = True
    _tell(account, "accounts.reactivated", by, now)


def _account_of(person: Person) -> Account:
    account = db.session.scalar(locked(select(Account).where(Account.person_id == person.id)))
    if account is None:
        raise Refused(Reason(AccountReason.NO_ACCOUNT))
    return account


def _tell(account: Account, kind: str, by: Actor, now: datetime) -> None:
    db.session.flush()
    outbox.put(
        kind=kind, to=account.person_id, params={}, now=now,
        dedupe=f"{kind}:{account.person.ref}:{now.isoformat()}",
    )  # fmt: skip
    audit.record(
        action=kind.replace("accounts.", "account."), by=by, now=now, subject=("person", account.person.ref)
    )
