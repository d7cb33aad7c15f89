"""Which consortia and regions are there, and which organizations belong to them?"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.queries import storable
from trainer.accounts.rules import fold
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.organizations.models import Consortium, ConsortiumMember, Organization, Region
from trainer.organizations.rules import Level, OrganizationKind


@dataclass(frozen=True)
class Filters:
    """Which organizations a list shows; what is None or empty leaves none out."""

    kind: OrganizationKind | None = None
    level: Level | None = None
    region: str = ""
    consortium: Consortium | None = None

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return bool(self.kind or self.level or self.region or self.consortium)

    def narrow(self, statement: Select[Organization]) -> Select[Organization]:
        """The statement with only those."""
        if self.kind:
            statement = statement.where(Organization.kind == self.kind)
        if self.level:
            statement = statement.where(Organization.level == self.level)
        if self.region:
            statement = statement.where(Organization.region == self.region)
        if self.consortium:
            statement = statement.where(Organization.id.in_(members_now(self.consortium.id)))
        return statement


def members_now(consortium_id: int) -> Select[int]:
    """The ids of the organizations that belong to a consortium now."""
    return select(ConsortiumMember.organization_id).where(
        ConsortiumMember.consortium_id == consortium_id, ConsortiumMember.until.is_(None)
    )


def consortium_by_ref(ref: str) -> Consortium | None:
    """The consortium that a URL names, with its organizations."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Consortium)
        .where(Consortium.ref == ref)
        .options(selectinload(Consortium.members).joinedload(ConsortiumMember.organization))
    ).first()


def member_by_ref(ref: str) -> ConsortiumMember | None:
    """The organization in a consortium that a URL names."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(ConsortiumMember)
        .where(ConsortiumMember.ref == ref)
        .options(joinedload(ConsortiumMember.organization))
    ).first()


def consortium_by_name(name: str) -> Consortium | None:
    """The consortium with this name, however its letters are written."""
    return db.session.scalar(select(Consortium).where(Consortium.sort_name == fold(name)[:200]).limit(1))


def consortia(*, after: str | None = None) -> Page:
    """All consortia by name: rows of (sort_name, id, Consortium, organizations in it now)."""
    organizations = (
        select(func.count(ConsortiumMember.id))
        .where(ConsortiumMember.consortium_id == Consortium.id, ConsortiumMember.until.is_(None))
        .scalar_subquery()
    )
    statement = select(Consortium.sort_name, Consortium.id, Consortium, organizations)
    return page_of(statement, by=(Consortium.sort_name, Consortium.id), after=after)


def all_consortia() -> Sequence[Consortium]:
    """Consortia to choose from, by name."""
    return db.session.scalars(select(Consortium).order_by(Consortium.sort_name).limit(200)).all()


def all_organizations() -> Sequence[Organization]:
    """Organizations to choose from, by name."""
    return db.session.scalars(select(Organization).order_by(Organization.sort_name).limit(1_000)).all()


def consortia_of(organization: Organization) -> Sequence[ConsortiumMember]:
    """Where an organization belongs now, by the consortium's name."""
    return db.session.scalars(
        select(ConsortiumMember)
        .join(Consortium)
        .where(ConsortiumMember.organization_id == organization.id, ConsortiumMember.until.is_(None))
        .options(joinedload(ConsortiumMember.consortium))
        .order_by(Consortium.sort_name)
    ).all()


def region_by_ref(ref: str) -> Region | None:
    """The region that a URL names."""
    return db.session.scalar(select(Region).where(Region.ref == ref)) if storable(ref) else None


def region_by_name(name: str) -> Region | None:
    """The region with this name, however its letters are written."""
    return db.session.scalar(select(Region).where(Region.sort_name == fold(name)[:200]).limit(1))


def regions() -> list[tuple[Region, int]]:
    """The regions to choose from, by name, with how many organizations are there."""
    count = select(func.count(Organization.id)).where(Organization.region == Region.name).scalar_subquery()
    rows = db.session.execute(select(Region, count).order_by(Region.sort_name).limit(500))
    return [(region, organizations) for region, organizations in rows]


def region_names() -> list[str]:
    """The names of the regions to choose from."""
    return list(db.session.scalars(select(Region.name).order_by(Region.sort_name).limit(500)))
