"""Which devices are signed in as whom? A session is a row: its end counts at the next request (trust.md, finding 1)."""

import hashlib
import secrets
from datetime import datetime, timedelta

import flask
from flask_login import login_user as remember_user
from flask_login import logout_user as forget_user
from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import contains_eager

from trainer.accounts import queries
from trainer.accounts.models import Grant, Person
from trainer.accounts.rules import SESSION_DAYS
from trainer.accounts.signin.models import Account, SignInSession
from trainer.core import clock
from trainer.core.db import db, new_ref
from trainer.core.i18n import LANGUAGES

actor_of = queries.actor_of


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def begin(account: Account, *, device: str, now: datetime) -> str:
    """Make a session row; returns the secret that only the cookie carries. `now` is the real time."""
    secret = secrets.token_urlsafe(32)
    db.session.add(
        SignInSession(
            ref=new_ref(), secret_hash=_hash(secret), account_id=account.id, device=device[:120], began_at=now,
            ends_at=now + timedelta(days=SESSION_DAYS),
        )
    )  # fmt: skip
    db.session.flush()
    return secret


def sign_in(account: Account) -> None:
    """Sign this browser in: what it carried before is dropped, so that nobody can plant a session (trust.md 22)."""
    kept = {name: flask.session[name] for name in ("_flashes",) if name in flask.session}
    _end(flask.session.get("sid"))
    flask.session.clear()
    flask.session.update(kept)
    secret = begin(
        account, device=device_name(flask.request.headers.get("User-Agent", "")), now=clock.real_now()
    )
    flask.session["sid"] = secret
    flask.session.permanent = True
    remember_user(account, force=True)


def sign_out() -> None:
    """End this browser's session, in the table first: an old cookie is worth nothing afterwards."""
    _end(flask.session.get("sid"))
    forget_user()
    flask.session.clear()


def _end(secret: object) -> None:
    if isinstance(secret, str):
        db.session.execute(
            update(SignInSession)
            .where(SignInSession.secret_hash == _hash(secret), SignInSession.ended_at.is_(None))
            .values(ended_at=clock.real_now())
        )


def end_all(account_id: int, *, now: datetime, except_secret: str | None = None) -> None:
    """End every session of an account: after a change of password, a suspension, or at the person's wish."""
    ended = update(SignInSession).where(
        SignInSession.account_id == account_id, SignInSession.ended_at.is_(None)
    )
    if except_secret:
        ended = ended.where(SignInSession.secret_hash != _hash(except_secret))
    db.session.execute(ended.values(ended_at=now))


WHO = (
    select(Account, SignInSession.ref, Grant)
    .join(SignInSession, SignInSession.account_id == Account.id)
    .join(Person, Person.id == Account.person_id)
    .outerjoin(
        Grant,
        (Grant.person_id == Person.id)
        & (Grant.since <= bindparam("now"))
        & or_(Grant.until.is_(None), Grant.until > bindparam("now")),
    )
    .options(contains_eager(Account.person))
    .where(
        SignInSession.secret_hash == bindparam("secret_hash"),
        SignInSession.ended_at.is_(None),
        SignInSession.ends_at > bindparam("real_now"),
        Account.active,
    )
)
"""Session, account, person and roles in one statement, built once: every signed-in request sends it."""


def load(_user_id: str) -> Account | None:
    """Who sends this request: session, account, person and roles in one statement."""
    secret = flask.session.get("sid")
    if not isinstance(secret, str):
        return None
    known = {"now": clock.now(), "real_now": clock.real_now(), "secret_hash": _hash(secret)}
    found = db.session.execute(WHO, known).all()
    if not found:
        return None
    account = found[0][0]
    account.actor = queries.actor_of(
        account.person, [row[2] for row in found if row[2]], session_ref=found[0][1]
    )
    asked = flask.request.args.get("lang")
    flask.g.language = (
        asked if asked in LANGUAGES else flask.request.cookies.get("lang") or account.person.language
    )
    flask.g.zone = account.person.zone
    return account


def device_name(agent: str) -> str:
    """What a person would call the device: 'Chrome, Windows'. Rough on purpose: it is shown, never decided by."""
    browsers = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
    systems = (
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )  # fmt: skip
    browser = next((name for mark, name in browsers if mark in agent), "Browser")
    system = next((name for mark, name in systems if mark in agent), "")
    return f"{browser}, {system}" if system else browser
