"""How do the tests of accounts sign in with a password, read mail, and look into tables?"""

import re
from typing import Any

from sqlalchemy import select

from trainer.accounts import queries
from trainer.accounts.models import Person
from trainer.accounts.signin import passwords
from trainer.core.db import db
from trainer.core.outbox import OutboxRow

GOOD = "kettle rides north slowly"
OTHER = "seven green umbrellas sing"


def give_password(person: Person, password: str = GOOD) -> Person:
    """Let a person sign in with a password."""
    account = queries.account_of(person.id)
    assert account is not None
    account.password = passwords.hashed(password)
    db.session.commit()
    return person


def sign_in(client: Any, email: str, password: str = GOOD, **more: Any) -> Any:
    """Post the sign-in form."""
    return client.send("/sign-in", {"email": email, "password": password}, **more)


def mails(kind: str = "") -> list[OutboxRow]:
    """What has been put out, oldest first."""
    db.session.rollback()
    rows = db.session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
    return [row for row in rows if row.kind.startswith(kind)]


def path_in(row: OutboxRow) -> str:
    """The link that a mail carries."""
    return str(row.params["path"])


def texts(html: str) -> str:
    """A page's text, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
