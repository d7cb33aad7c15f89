"""Which tables hold sign-in? Account (none or one per person), its sessions and one-time links, the wrong tries."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.accounts.rules import LinkPurpose
from trainer.core.db import Model, UtcDateTime, one_of, str_enum


class Account(Model):
    """How a person signs in. The e-mail here is the unique sign-in name; the uniquifier changes with the password.

    The words that Flask-Login asks for are written here by hand: this table is read without a browser as well.
    """

    __tablename__ = "accounts_account"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()

    roles: Any = ()
    """Flask-Security's own roles are not used: who may do what is one table, in trainer/permissions.py."""
    actor = cast(Any, None)
    """As whom this account's request acts: set when its session is loaded."""
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether this account may sign in."""
        return self.active

    def get_id(self) -> str:
        """The word in the cookie beside the session's secret; nobody is found by it."""
        return self.fs_uniquifier


class SignInSession(Model):
    """One signed-in device (trust.md, finding 1). The cookie carries the id, the table its hash; it ends at once."""

    __tablename__ = "accounts_session"
    __table_args__ = (Index("ix_accounts_session_account", "account_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(32), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts_account.id"))
    device: Mapped[str] = mapped_column(String(120))
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OneTimeLink(Model):
    """A link in a mail that works once, within an hour of real time. Only its hash is stored."""

    __tablename__ = "accounts_one_time_link"
    __table_args__ = (
        one_of("purpose", LinkPurpose),
        Index("ix_accounts_one_time_link_account", "account_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(str_enum(LinkPurpose))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts_account.id"))
    email: Mapped[str | None] = mapped_column(String(254))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    account: Mapped[Account] = relationship()


class WrongTry(Model):
    """One wrong password, counted per account name on a connection of its own, so that it outlives the refusal."""

    __tablename__ = "accounts_wrong_try"
    __table_args__ = (Index("ix_accounts_wrong_try_name", "name_hash", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
