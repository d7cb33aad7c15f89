"""How many hours did each person of an organization have in a period, and which of their certificates are its to see?

An organization sees what its people did on its behalf, on days on which they belonged to it and had confirmed it: of
those who left, what is from their time. What somebody took on their own account, or for another employer, is theirs.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.functions import FunctionElement

from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.accounts.rules import fold
from trainer.attendance.models import Goal, Mark, Sheet, TrainingRecord
from trainer.attendance.rules import ONE_WHOLE, RecordState
from trainer.attendance.rules.goals import Period
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import MembershipState
from trainer.registration.models import Registration, SessionJoined
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import OfferingKind, OfferingState, SessionState


class _Minutes(FunctionElement[int]):
    """Whole minutes between two moments, which each database counts in its own way."""

    type = Integer()
    inherit_cache = True


@compiles(_Minutes, "sqlite")
def _sqlite(element: Any, compiler: Any, **more: Any) -> str:
    first, last = (compiler.process(clause, **more) for clause in element.clauses)
    return f"((CAST(strftime('%s', {last}) AS INTEGER) - CAST(strftime('%s', {first}) AS INTEGER)) / 60)"


@compiles(_Minutes, "postgresql")
def _postgresql(element: Any, compiler: Any, **more: Any) -> str:
    first, last = (compiler.process(clause, **more) for clause in element.clauses)
    return f"CAST(EXTRACT(EPOCH FROM {last} - {first}) / 60 AS INTEGER)"


def goal_of(organization: Organization) -> int:
    """The minutes that an organization asks of its people in a year; 0: it asks for none."""
    return db.session.scalar(select(Goal.minutes).where(Goal.organization_id == organization.id)) or 0


def confirmed() -> ColumnElement[bool]:
    """Memberships that the person has confirmed, whether they go on or have ended."""
    ended = and_(Membership.state == MembershipState.ENDED, Membership.confirmed_on.is_not(None))
    return or_(Membership.state == MembershipState.ACTIVE, ended)


def _within_stay(day: Any) -> ColumnElement[bool]:
    return and_(Membership.since <= day, or_(Membership.until.is_(None), Membership.until >= day))


def _sessions(organization: Organization, period: Period, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Places that the organization sent its people to, with the sessions that lie in the period and in their stay."""
    return (
        select(*columns)
        .select_from(Membership)
        .join(
            Registration,
            and_(
                Registration.person_id == Membership.person_id,
                Registration.organization_id == Membership.organization_id,
            ),
        )
        .join(Session, Session.offering_id == Registration.offering_id)
        .join(Offering, Offering.id == Session.offering_id)
        .where(
            Membership.organization_id == organization.id, confirmed(), Registration.told_as.is_(None),
            Session.on >= period.first, Session.on <= period.last, Session.state != SessionState.CANCELED,
            _within_stay(Session.on),
        )
    )  # fmt: skip


def _credited(organization: Organization, period: Period, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        _sessions(organization, period, *columns, func.sum(Mark.session_minutes).label("minutes"))
        .join(Mark, and_(Mark.registration_id == Registration.id, Mark.session_id == Session.id))
        .join(Sheet, Sheet.session_id == Session.id)
        .where(Mark.credited, Sheet.closed_at.is_not(None))
        .group_by(*columns)
    )


def _planned(organization: Organization, period: Period, now: datetime) -> Select[*tuple[Any, ...]]:
    length = func.sum(_Minutes(Session.starts_at, Session.ends_at)).label("minutes")
    joined = select(SessionJoined.session_id).where(
        SessionJoined.registration_id == Registration.id, SessionJoined.session_id == Session.id
    )
    return (
        _sessions(organization, period, Membership.id, length)
        .where(
            Registration.state == RegistrationState.REGISTERED, Session.starts_at > now, Session.ends_at.is_not(None),
            Offering.state == OfferingState.PUBLISHED, Membership.state == MembershipState.ACTIVE,
            or_(Registration.single.is_(False), joined.exists()),
        )
        .group_by(Membership.id)
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One stay of a person with an organization: minutes credited in the period, and minutes ahead in it."""

    membership: Membership
    done: int
    planned: int


def people(
    organization: Organization,
    period: Period,
    *,
    search: str = "",
    below: int | None = None,
    after: str | None = None,
    now: datetime,
    size: int = 50,
) -> tuple[Page, list[Line]]:
    """A page of the people of a period by name. `below`: only members whose minutes, with those ahead, are fewer."""
    done, planned = (
        _credited(organization, period, Membership.id).subquery(),
        _planned(organization, period, now).subquery(),
    )
    minutes, ahead = func.coalesce(done.c.minutes, 0), func.coalesce(planned.c.minutes, 0)
    statement = (
        select(Membership.listed_sort, Membership.id, Membership, minutes, ahead)
        .outerjoin(done, done.c.id == Membership.id)
        .outerjoin(planned, planned.c.id == Membership.id)
        .options(
            joinedload(Membership.person).load_only(Person.ref, Person.name, Person.email, raiseload=True)
        )
    )
    statement = statement.where(*_listed(organization, period, search))
    if below is not None:
        statement = statement.where(Membership.state == MembershipState.ACTIVE, minutes + ahead < below)
    page = page_of(statement, by=(Membership.listed_sort, Membership.id), after=after, size=size)
    return page, [Line(row[2], int(row[3]), int(row[4])) for row in page.rows]


def _listed(organization: Organization, period: Period, search: str = "") -> list[ColumnElement[bool]]:
    there = [
        Membership.organization_id == organization.id, confirmed(), Membership.since <= period.last,
        or_(Membership.until.is_(None), Membership.until >= period.first),
    ]  # fmt: skip
    wanted = fold(search)
    if wanted and storable(search):
        there.append(Membership.listed_sort.contains(wanted, autoescape=True))
    return there


def count_below(organization: Organization, period: Period, below: int, *, now: datetime) -> tuple[int, int]:
    """How many members there are in the period, and of how many the minutes, with those ahead, are fewer."""
    done, planned = (
        _credited(organization, period, Membership.id).subquery(),
        _planned(organization, period, now).subquery(),
    )
    minutes = func.coalesce(done.c.minutes, 0) + func.coalesce(planned.c.minutes, 0)
    fewer = func.count(Membership.id).filter(Membership.state == MembershipState.ACTIVE, minutes < below)
    row = db.session.execute(
        select(func.count(Membership.id), fewer)
        .outerjoin(done, done.c.id == Membership.id)
        .outerjoin(planned, planned.c.id == Membership.id)
        .where(*_listed(organization, period))
    ).one()
    return row[0], row[1]


def by_kind(organization: Organization, period: Period) -> list[tuple[OfferingKind, int, int]]:
    """For each kind of training: how many people had hours in it, and the minutes of all of them."""
    people = func.count(Membership.person_id.distinct())
    rows = db.session.execute(
        _credited(organization, period, Offering.kind).add_columns(people).order_by(Offering.kind)
    )
    return [(row[0], row[2], int(row[1])) for row in rows]


def kinds_of(
    organization: Organization, period: Period, membership_ids: Collection[int]
) -> dict[int, dict[OfferingKind, int]]:
    """The minutes of these memberships by kind of training: one statement."""
    found: dict[int, dict[OfferingKind, int]] = {}
    statement = _credited(organization, period, Membership.id, Offering.kind)
    for membership_id, kind, minutes in db.session.execute(
        statement.where(Membership.id.in_(membership_ids))
    ):
        found.setdefault(membership_id, {})[kind] = int(minutes)
    return found


def _records(organization: Organization, period: Period) -> Select[*tuple[Any, ...]]:
    return (
        select(Membership, TrainingRecord)
        .join(
            TrainingRecord,
            and_(
                TrainingRecord.person_id == Membership.person_id,
                TrainingRecord.organization_id == Membership.organization_id,
            ),
        )
        .join(Offering, Offering.id == TrainingRecord.offering_id)
        .where(
            Membership.organization_id == organization.id, confirmed(), _within_stay(TrainingRecord.last_on),
            TrainingRecord.last_on >= period.first, TrainingRecord.last_on <= period.last,
        )
    )  # fmt: skip


def _earned() -> ColumnElement[bool]:
    """Records that earn a certificate (rules.records.paper, in the words of the database)."""
    return and_(
        TrainingRecord.credited_minutes > 0,
        or_(TrainingRecord.state == RecordState.COMPLETE, Offering.kind.not_in(ONE_WHOLE)),
    )


def count_certificates(organization: Organization, period: Period) -> int:
    """How many certificates of the period are the organization's to see."""
    statement = _records(organization, period).where(_earned()).with_only_columns(func.count())
    return int(db.session.scalar(statement) or 0)


def certificates(
    organization: Organization, period: Period, *, start: int, most: int
) -> Sequence[tuple[Membership, TrainingRecord]]:
    """So many of these certificates from the one numbered `start` on, by the name of the person."""
    rows = db.session.execute(
        _records(organization, period)
        .where(_earned())
        .options(joinedload(TrainingRecord.offering), joinedload(TrainingRecord.person))
        .order_by(Membership.listed_sort, Membership.id, TrainingRecord.last_on, TrainingRecord.id)
        .offset(start)
        .limit(most)
    ).all()
    return [(row[0], row[1]) for row in rows]


def records_of(membership: Membership, period: Period) -> list[TrainingRecord]:
    """The trainings of one person that their employer may see, latest first."""
    rows = db.session.execute(
        _records(membership.organization, period)
        .where(Membership.id == membership.id)
        .options(joinedload(TrainingRecord.offering), joinedload(TrainingRecord.person))
        .order_by(TrainingRecord.last_on.desc(), TrainingRecord.id.desc())
    ).all()
    return [row[1] for row in rows]


def seen_record(membership: Membership, record_ref: str) -> TrainingRecord | None:
    """One of these records, whenever it was; None where the employer may not see it."""
    if not storable(record_ref):
        return None
    always = Period(membership.since, membership.until or date.max)
    rows = db.session.execute(
        _records(membership.organization, always)
        .where(Membership.id == membership.id, TrainingRecord.ref == record_ref)
        .options(joinedload(TrainingRecord.offering), joinedload(TrainingRecord.person))
    ).all()
    return rows[0][1] if rows else None
