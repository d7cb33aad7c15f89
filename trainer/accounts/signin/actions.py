"""What can somebody do with their own account? Reset, change of password and e-mail, ending sessions."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from trainer.accounts import queries
from trainer.accounts.actor import Actor
from trainer.accounts.rules import LINK_TIME, AccountReason, InvitationReason, LinkPurpose, normal_email
from trainer.accounts.rules import why_not_accept as why_not_use
from trainer.accounts.signin import sessions, tries
from trainer.accounts.signin.models import Account, OneTimeLink, SignInSession
from trainer.core import audit, clock, outbox
from trainer.core.db import db, locked
from trainer.core.errors import NotFound, Reason, Refused


def locked_account(account_id: int) -> Account:
    """The account, read anew and held until the end of the request."""
    account = db.session.scalar(locked(select(Account).where(Account.id == account_id)))
    if account is None:
        raise NotFound
    return account


def _make_link(account: Account, purpose: LinkPurpose, email: str | None = None) -> str:
    secret, real = secrets.token_urlsafe(32), clock.real_now()
    db.session.add(
        OneTimeLink(
            secret_hash=queries.secret_hash(secret), purpose=purpose, account_id=account.id, email=email,
            made_at=real, expires_at=real + LINK_TIME,
        )
    )  # fmt: skip
    db.session.flush()
    return secret


def link_by_secret(secret: str, purpose: LinkPurpose) -> OneTimeLink | None:
    """The link that a mail carried, whether or not it still works."""
    statement = select(OneTimeLink).where(
        OneTimeLink.secret_hash == queries.secret_hash(secret), OneTimeLink.purpose == purpose
    )
    return db.session.scalar(statement)


def why_not(link: OneTimeLink | None) -> InvitationReason | None:
    """Why a link from a mail does not work (any more), or None."""
    if link is None:
        return InvitationReason.UNKNOWN
    return why_not_use(
        used_at=link.used_at, canceled_at=None, expires_at=link.expires_at, now=clock.real_now()
    )


def _use_link(secret: str, purpose: LinkPurpose) -> OneTimeLink:
    statement = select(OneTimeLink).where(
        OneTimeLink.secret_hash == queries.secret_hash(secret), OneTimeLink.purpose == purpose
    )
    link = db.session.scalar(locked(statement))
    reason = why_not(link)
    if reason or link is None:
        raise Refused(Reason(reason or InvitationReason.UNKNOWN))
    link.used_at = clock.real_now()
    return link


def _void_links(account: Account) -> None:
    db.session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.account_id == account.id, OneTimeLink.used_at.is_(None))
        .values(used_at=clock.real_now())
    )


def _tell(account: Account, kind: str, now: datetime, *, address: str | None = None, **params: Any) -> None:
    outbox.put(
        kind=kind, to=account.person_id, address=address or account.email, params=params, now=now,
        dedupe=f"{kind}:{account.person.ref}:{secrets.token_hex(6)}",
        not_after=now + LINK_TIME if "path" in params else None,
    )  # fmt: skip


def ask_reset(*, email: str, language: str, now: datetime) -> None:
    """Somebody forgot a password: a link to the account's address, or a mail that says there is no account here."""
    account = queries.account_by_email(email)
    if account is None or not account.active:
        outbox.put(
            kind="accounts.reset_unknown", address=normal_email(email),
            params={"language": language, "email": normal_email(email)}, now=now, not_after=now + LINK_TIME,
            dedupe=f"accounts.reset_unknown:{secrets.token_hex(8)}",
        )  # fmt: skip
        return
    secret = _make_link(account, LinkPurpose.RESET)
    _tell(account, "accounts.reset", now, path=f"/reset/{secret}")
    by = queries.actor_of(account.person, [])
    audit.record(action="account.ask_reset", by=by, now=now, subject=("person", account.person.ref))


def reset_password(*, secret: str, password_hash: str, now: datetime) -> Account:
    """Use a reset link: the new password, and every device signed out. Refused when the link does not work."""
    link = _use_link(secret, LinkPurpose.RESET)
    account = locked_account(link.account_id)
    if not account.active:
        raise Refused(Reason(InvitationReason.UNKNOWN))
    tries.forget(account.email)
    _set_password(account, password_hash, queries.actor_of(account.person, []), now)
    return account


def change_password(*, account: Account, password_hash: str, by: Actor, now: datetime) -> None:
    """A new password, known to whoever is signed in; every device is signed out (this one signs in anew)."""
    _set_password(account, password_hash, by, now)


def _set_password(account: Account, password_hash: str, by: Actor, now: datetime) -> None:
    account.password, account.fs_uniquifier = password_hash, secrets.token_hex(16)
    _void_links(account)
    sessions.end_all(account.id, now=clock.real_now())
    db.session.flush()
    _tell(account, "accounts.password_changed", now)
    audit.record(action="account.change_password", by=by, now=now, subject=("person", account.person.ref))


def ask_new_email(*, account: Account, email: str, by: Actor, now: datetime) -> None:
    """A link to the new address and a notice to the old one. An address in use gets a mail that says so instead."""
    new = normal_email(email)
    taken = queries.account_by_email(new)
    if taken is not None:
        _tell(taken, "accounts.email_taken", now)
    else:
        secret = _make_link(account, LinkPurpose.EMAIL, new)
        _tell(account, "accounts.email_confirm", now, address=new, path=f"/email/{secret}", old=account.email)
    _tell(account, "accounts.email_asked", now, new=new)
    audit.record(action="account.ask_email", by=by, now=now, subject=("person", account.person.ref))


def change_email(*, secret: str, now: datetime) -> Account:
    """Use the link from the new address: it becomes the sign-in name. The old address is told."""
    link = _use_link(secret, LinkPurpose.EMAIL)
    account = locked_account(link.account_id)
    if not account.active or link.email is None:
        raise Refused(Reason(InvitationReason.UNKNOWN))
    if queries.account_by_email(link.email):
        raise Refused(Reason(AccountReason.EMAIL_TAKEN))
    old = account.email
    account.email = link.email
    if account.person.email == old:
        account.person.email = link.email
    _void_links(account)
    db.session.flush()
    _tell(account, "accounts.email_changed", now, address=old, new=link.email)
    by = queries.actor_of(account.person, [])
    audit.record(action="account.change_email", by=by, now=now, subject=("person", account.person.ref))
    return account


def end_session(*, account: Account, ref: str, by: Actor, now: datetime) -> None:
    """Sign one device out. NotFound for another's."""
    found = None
    if queries.storable(ref):
        found = db.session.scalar(
            select(SignInSession).where(SignInSession.ref == ref, SignInSession.account_id == account.id)
        )
    if found is None:
        raise NotFound
    if found.ended_at is None:
        found.ended_at = clock.real_now()
        audit.record(action="session.end", by=by, now=now, subject=("person", account.person.ref))


def end_other_sessions(*, account: Account, keep: str, by: Actor, now: datetime) -> int:
    """Sign out every device but the one whose session's ref is `keep`; returns how many."""
    ended = db.session.scalars(
        update(SignInSession)
        .where(
            SignInSession.account_id == account.id, SignInSession.ended_at.is_(None), SignInSession.ref != keep,
            SignInSession.ends_at > clock.real_now(),
        )
        .values(ended_at=clock.real_now())
        .returning(SignInSession.id)
    ).all()  # fmt: skip
    audit.record(
        action="session.end_others", by=by, now=now, subject=("person", account.person.ref),
        facts={"count": len(ended)},
    )  # fmt: skip
    return len(ended)
