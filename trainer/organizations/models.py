"""Which tables hold organizations, who belongs to them, and what people say of their work?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import SORT_TEXT, Person
from trainer.accounts.rules import fold
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.organizations.rules import Level, MembershipState, OrganizationKind, Setting, WorkRole
from trainer.permissions import Scope


class Organization(Model):
    """Who sends people: a county office, an agency, a school, a family child care."""

    __tablename__ = "organizations_organization"
    __table_args__ = (
        one_of("kind", OrganizationKind),
        one_of("level", Level),
        Index("ix_organizations_organization_sort", "sort_name", "id"),
        Index("ix_organizations_organization_region", "region", "sort_name", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    name: Mapped[str] = mapped_column(String(200), unique=True)
    sort_name: Mapped[str] = mapped_column(SORT_TEXT)
    kind: Mapped[OrganizationKind] = mapped_column(str_enum(OrganizationKind))
    level: Mapped[Level] = mapped_column(str_enum(Level))
    region: Mapped[str] = mapped_column(String(100), default="")

    def scopes(self) -> set[Scope]:
        """Where this organization belongs, for the guard."""
        return {("organization", self.id)}


class Membership(Model):
    """A person in an organization for a time. Until the person confirms, others see only the name that was typed."""

    __tablename__ = "organizations_membership"
    __table_args__ = (
        one_of("state", MembershipState),
        Index(
            "uq_organizations_membership_live", "person_id", "organization_id", unique=True,
            sqlite_where=text("state IN ('invited', 'active')"),
            postgresql_where=text("state IN ('invited', 'active')"),
        ),
        Index("ix_organizations_membership_list", "organization_id", "listed_sort", "id"),
        Index("ix_organizations_membership_person", "person_id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations_organization.id"))
    state: Mapped[MembershipState] = mapped_column(str_enum(MembershipState))
    listed_name: Mapped[str] = mapped_column(String(200))
    listed_sort: Mapped[str] = mapped_column(SORT_TEXT)
    listed_email: Mapped[str] = mapped_column(String(254))
    job: Mapped[str] = mapped_column(String(100), default="")
    since: Mapped[date]
    until: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    person: Mapped[Person] = relationship()
    organization: Mapped[Organization] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the person's and the organization's."""
        return {("person", self.person_id), ("organization", self.organization_id)}

    @property
    def shown_name(self) -> str:
        """The name that the organization may see: the person's own once they confirmed, before only what was typed."""
        return self.person.name if self.state is MembershipState.ACTIVE else self.listed_name

    @property
    def shown_email(self) -> str:
        """The address that the organization may see, likewise."""
        return self.person.email if self.state is MembershipState.ACTIVE else self.listed_email


class Work(Model):
    """What somebody does, where and with children of which ages (A16, A22, C12): told by themselves, for reports."""

    __tablename__ = "organizations_work"
    __table_args__ = (one_of("role", WorkRole), one_of("setting", Setting), one_of("level", Level))
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), unique=True)
    role: Mapped[WorkRole | None] = mapped_column(str_enum(WorkRole))
    setting: Mapped[Setting | None] = mapped_column(str_enum(Setting))
    level: Mapped[Level | None] = mapped_column(str_enum(Level))
    ages: Mapped[list[str]] = mapped_column(Json)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Region(Model):
    """A region or county that administrators offer for choice. Organizations keep its name as text."""

    __tablename__ = "organizations_region"
    __table_args__ = (Index("ix_organizations_region_sort", "sort_name", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    name: Mapped[str] = mapped_column(String(100), unique=True)
    sort_name: Mapped[str] = mapped_column(SORT_TEXT)

    def scopes(self) -> set[Scope]:
        """A region belongs to the whole program, for the guard."""
        return set()


class Consortium(Model):
    """A group of organizations that plans training together; seats can be reserved for all of them at once."""

    __tablename__ = "organizations_consortium"
    __table_args__ = (Index("ix_organizations_consortium_sort", "sort_name", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    name: Mapped[str] = mapped_column(String(200), unique=True)
    sort_name: Mapped[str] = mapped_column(SORT_TEXT)
    about: Mapped[str] = mapped_column(Text, default="")
    members: Mapped[list["ConsortiumMember"]] = relationship(order_by="ConsortiumMember.id")

    def scopes(self) -> set[Scope]:
        """Where it belongs, for the guard: to each organization that has not left it."""
        return {("organization", one.organization_id) for one in self.members if one.until is None}


class ConsortiumMember(Model):
    """An organization in a consortium from one day to another, both included; an organization may be in several."""

    __tablename__ = "organizations_consortium_member"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="days"),
        Index(
            "uq_organizations_consortium_member_live", "consortium_id", "organization_id", unique=True,
            sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL"),
        ),
        Index("ix_organizations_consortium_member_organization", "organization_id", "consortium_id"),
        Index("ix_organizations_consortium_member_consortium", "consortium_id", "id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    consortium_id: Mapped[int] = mapped_column(ForeignKey("organizations_consortium.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations_organization.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    consortium: Mapped[Consortium] = relationship(overlaps="members")
    organization: Mapped[Organization] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the organization's."""
        return {("organization", self.organization_id)}


def _sort_with_the_name(named: Any, name: str, _old: Any, _initiator: Any) -> None:
    named.sort_name = fold(name)[:200]


for _named in (Organization, Region, Consortium):
    event.listen(_named.name, "set", _sort_with_the_name)
