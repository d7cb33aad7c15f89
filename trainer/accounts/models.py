"""Which tables hold people and what they are? Person, grant, invitation."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.rules import PromiseKind
from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.permissions import Role, Scope

SORT_TEXT = String(200).with_variant(String(200, collation="C"), "postgresql")
"""A folded name: compared letter by letter on both databases, so that paging and 'begins with' use its index."""


class Person(Model):
    """Somebody. Their e-mail is where messages go and need not be theirs alone: people share addresses."""

    __tablename__ = "accounts_person"
    __table_args__ = (
        Index("ix_accounts_person_email", "email"),
        Index("ix_accounts_person_sort", "sort_name", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(SORT_TEXT)
    email: Mapped[str] = mapped_column(String(254).with_variant(String(254, collation="C"), "postgresql"))
    language: Mapped[str] = mapped_column(String(8), default="en")
    zone: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def scopes(self) -> set[Scope]:
        """Where this person belongs, for the guard."""
        return {("person", self.id)}


class Grant(Model):
    """A role that somebody holds for a time, and why. `scope_id` is None for the whole program."""

    __tablename__ = "accounts_grant"
    __table_args__ = (
        one_of("role", Role),
        Index("ix_accounts_grant_scope", "scope_kind", "scope_id"),
        Index("ix_accounts_grant_person", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    role: Mapped[Role] = mapped_column(str_enum(Role))
    scope_kind: Mapped[str | None] = mapped_column(String(32))
    scope_id: Mapped[int | None]
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cause: Mapped[str] = mapped_column(String(64))
    by_person: Mapped[int | None]
    person: Mapped[Person] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard."""
        return {("person", self.person_id)}


class Promise(Model):
    """A promise to the platform that somebody signed: which one, in which wording, and when."""

    __tablename__ = "accounts_promise"
    __table_args__ = (one_of("kind", PromiseKind), UniqueConstraint("person_id", "kind", "version"))
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    kind: Mapped[PromiseKind] = mapped_column(str_enum(PromiseKind))
    version: Mapped[int]
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Feed(Model):
    """A person's private calendar address. It holds a signature beside `ref`: the row alone opens nothing.

    One that was revoked answers nobody.
    """

    __tablename__ = "accounts_feed"
    __table_args__ = (Index("ix_accounts_feed_person", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()


class Invitation(Model):
    """A link that lets somebody choose a password once. Only the link's hash is stored.

    A stranger who asks for an account has no person yet: that one is made when the link is used.
    """

    __tablename__ = "accounts_invitation"
    __table_args__ = (Index("ix_accounts_invitation_person", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8), default="en")
    by_name: Mapped[str] = mapped_column(String(200), default="")
    about: Mapped[str] = mapped_column(String(200), default="")
    onward: Mapped[str | None] = mapped_column(String(500))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    canceled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
