"""Which tables hold sign-in? Account (none or one per person), its sessions, and the wrong tries."""

from datetime import datetime
from typing import Any

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, UtcDateTime


class Account(Model, UserMixin):
    """How a person signs in. The e-mail here is the unique sign-in name; the uniquifier changes with the password."""

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


class NoRole(RoleMixin):
    """Flask-Security asks for a role class; this one has no rows."""


class SignInSession(Model):
    """One signed-in device (trust.md, finding 1). The cookie carries the id, the table its hash; ending it is at once."""

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


class WrongTry(Model):
    """One wrong password, counted per account name on a connection of its own, so that it outlives the refusal."""

    __tablename__ = "accounts_wrong_try"
    __table_args__ = (Index("ix_accounts_wrong_try_name", "name_hash", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
