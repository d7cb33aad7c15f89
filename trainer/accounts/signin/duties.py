"""What is forgotten in time? Old wrong tries, ended sessions, used links: nobody needs them, so nobody keeps them."""

from datetime import timedelta

from sqlalchemy import delete

from trainer.accounts.rules import MAIL_WINDOW, SESSION_DAYS
from trainer.accounts.signin.models import OneTimeLink, SignInSession, WrongTry
from trainer.core import clock
from trainer.core.db import db

KEPT = timedelta(days=SESSION_DAYS)
"""So long ended sessions and links stay, for whoever looks into what happened."""


def forget() -> int:
    """Delete what has had its time, by the real clock; returns how many rows."""
    real = clock.real_now()
    old = (
        delete(WrongTry).where(WrongTry.at < real - MAIL_WINDOW),
        delete(SignInSession).where(SignInSession.ends_at < real - KEPT),
        delete(SignInSession).where(SignInSession.ended_at < real - KEPT),
        delete(OneTimeLink).where(OneTimeLink.expires_at < real - KEPT),
    )
    return sum(len(db.session.execute(each.returning(each.table.c.id)).all()) for each in old)
