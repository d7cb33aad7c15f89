"""How often was a wrong password tried for a name, and how often did we write to an address? In real time."""

import hashlib
from datetime import timedelta

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.engine import Connection

from trainer.accounts.rules import MAIL_WINDOW, MOST_MAILS, MOST_WRONG_TRIES, TRY_WINDOW, normal_email
from trainer.accounts.signin.models import WrongTry
from trainer.core import clock
from trainer.core.db import db, own_transaction


def claim_sign_in(name: str) -> int | None:
    """Take one of the tries this name has left, before the password is looked at; None when there is none.

    Given back by `give_back` when the password was right. Counting first leaves no gap for many tries at once.
    """
    return _claim(f"sign-in:{normal_email(name)}", most=MOST_WRONG_TRIES, window=TRY_WINDOW)


def claim_mail(address: str) -> int | None:
    """Take one of the mails that strangers may cause to this address within an hour; None when there is none."""
    return _claim(f"mail:{normal_email(address)}", most=MOST_MAILS, window=MAIL_WINDOW)


def give_back(claimed: int) -> None:
    """The password was right: this try does not count. The wrong ones before it do, until their time is over."""
    with own_transaction() as connection:
        connection.execute(delete(WrongTry).where(WrongTry.id == claimed))


def forget(name: str) -> None:
    """Somebody proved by mail that the account is theirs: they can sign in at once."""
    db.session.execute(delete(WrongTry).where(WrongTry.name_hash == _hash(f"sign-in:{normal_email(name)}")))


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()


def _claim(name: str, *, most: int, window: timedelta) -> int | None:
    db.session.rollback()  # an open reader would make the counter wait
    key, now = _hash(name), clock.real_now()
    with own_transaction() as connection:
        _one_at_a_time(connection, key)
        connection.execute(delete(WrongTry).where(WrongTry.name_hash == key, WrongTry.at < now - window))
        count = connection.scalar(
            select(func.count(WrongTry.id)).where(WrongTry.name_hash == key, WrongTry.at >= now - window)
        )
        if (count or 0) >= most:
            return None
        return connection.scalar(insert(WrongTry).values(name_hash=key, at=now).returning(WrongTry.id))


def _one_at_a_time(connection: Connection, key: str) -> None:
    """SQLite has one writer; PostgreSQL is asked to let those who count the same name queue."""
    if connection.dialect.name == "postgresql":
        number = int(key[:15], 16)
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
