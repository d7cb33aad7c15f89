"""What is scheduled? Years, offerings, plans and what the public page shows, each in a fixed number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.schedule.models import Offering, Place, ProgramYear, ScheduleVersion, Session
from trainer.schedule.rules import advice, changes, plan, standing
from trainer.schedule.rules import versions as versions_of
from trainer.schedule.rules.changes import Change, ItemKind
from trainer.schedule.rules.kinds import PLACE_FORMATS, OfferingState
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan

SHOWN = (OfferingState.PUBLISHED, OfferingState.CANCELED, OfferingState.COMPLETED)
WHOLE = (joinedload(Offering.year), selectinload(Offering.sessions), selectinload(Offering.places))


def year_by_slug(slug: str) -> ProgramYear | None:
    """The program year '2020-21', published or not."""
    if "\x00" in slug:  # PostgreSQL cannot even be asked for it
        return None
    return db.session.scalar(select(ProgramYear).where(ProgramYear.slug == slug))


def years() -> Sequence[ProgramYear]:
    """All program years, the latest first."""
    return db.session.scalars(select(ProgramYear).order_by(ProgramYear.starts_on.desc())).all()


def current_year(today: date) -> ProgramYear | None:
    """The published year that `today` lies in, else the latest published one."""
    published = select(ProgramYear).where(ProgramYear.version > 0).order_by(ProgramYear.starts_on.desc())
    begun = db.session.scalar(published.where(ProgramYear.starts_on <= today).limit(1))
    return begun or db.session.scalar(published.limit(1))


def offering_by_ref(ref: str) -> Offering | None:
    """One offering with its year, sessions and places. Whether it may be seen is asked by the guard."""
    if "\x00" in ref:  # addresses name it in their query as well
        return None
    return db.session.scalar(select(Offering).options(*WHOLE).where(Offering.ref == ref))


def offerings_by_id(ids: Sequence[int]) -> dict[int, Offering]:
    """Several offerings with their sessions and places: for lists of registrations."""
    found = db.session.scalars(select(Offering).options(*WHOLE).where(Offering.id.in_(ids)))
    return {offering.id: offering for offering in found}


def year_offerings(year: ProgramYear, *, drafts: bool) -> Sequence[Offering]:
    """The offerings of a year in the order of their dates; those without a date come last. Three statements."""
    chosen = select(Offering).options(*WHOLE).where(Offering.year_id == year.id)
    if not drafts:
        chosen = chosen.where(Offering.state.in_(SHOWN))
    undated = Offering.first_on.is_(None)
    return db.session.scalars(chosen.order_by(undated, Offering.first_on, Offering.title, Offering.id)).all()


def published_offerings(year: ProgramYear) -> Sequence[Offering]:
    """What strangers may see of a year."""
    return year_offerings(year, drafts=False)


def regions(year: ProgramYear) -> list[str]:
    """The regions that a published year is offered in. One statement, asked only when somebody looks for a region."""
    found = select(Offering.region).where(Offering.year_id == year.id, Offering.state.in_(SHOWN)).distinct()
    return sorted(name for name in db.session.scalars(found) if name)


@dataclass(frozen=True)
class YearStamp:
    """A published year with its current version, and a stamp that changes with everything the page shows."""

    year: ProgramYear
    why: str
    stamp: str


def _published() -> Select[ProgramYear, str, int, int]:
    places = (
        select(
            Offering.year_id.label("year_id"),
            func.coalesce(func.sum(Place.taken + Place.reserved), 0).label("taken"),
            func.coalesce(func.sum(Place.waiting), 0).label("waiting"),
        )
        .join(Place, Place.offering_id == Offering.id)
        .group_by(Offering.year_id)
        .subquery()
    )
    current = (ScheduleVersion.year_id == ProgramYear.id) & (ScheduleVersion.number == ProgramYear.version)
    return (
        select(ProgramYear, ScheduleVersion.why, places.c.taken, places.c.waiting)
        .outerjoin(ScheduleVersion, current)
        .outerjoin(places, places.c.year_id == ProgramYear.id)
        .where(ProgramYear.version > 0)
        .order_by(ProgramYear.starts_on.desc())
    )


PUBLISHED = _published()
"""Built once: of a kept page, this statement is most of what it costs."""


def published_years() -> list[YearStamp]:
    """All published years, the latest first, each with why it was revised last and its stamp. One statement.

    The stamp is the version and the counts of places: nobody else has to remember to bump it. Two moves that leave
    the counts alike (one person out here, another in there) show after at most the minute that pages are kept.
    """
    rows = db.session.execute(PUBLISHED)
    return [
        YearStamp(year, why or "", f"{year.id}.{year.version}.{taken or 0}.{waiting or 0}")
        for year, why, taken, waiting in rows
    ]


def versions(year: ProgramYear, *, most: int = 50) -> Sequence[ScheduleVersion]:
    """The versions of a year, the latest first."""
    return db.session.scalars(
        select(ScheduleVersion)
        .where(ScheduleVersion.year_id == year.id)
        .order_by(ScheduleVersion.number.desc())
        .limit(most)
    ).all()


def versions_until_now(year: ProgramYear) -> list[versions_of.Item]:
    """What every version of a year did, item by item, the earliest first. One statement."""
    found = select(ScheduleVersion.number, ScheduleVersion.items).where(ScheduleVersion.year_id == year.id)
    return [
        versions_of.Item(number, item["ref"], ItemKind(item["kind"]), item["changes"])
        for number, items in db.session.execute(found.order_by(ScheduleVersion.number))
        for item in items
    ]


def version(year: ProgramYear, number: int) -> ScheduleVersion | None:
    """One version of a year."""
    return db.session.scalar(
        select(ScheduleVersion).where(ScheduleVersion.year_id == year.id, ScheduleVersion.number == number)
    )


def sources(year: ProgramYear) -> set[str]:
    """Which rows of imported files the year already holds."""
    found = select(Offering.source).where(Offering.year_id == year.id, Offering.source.is_not(None))
    return {source for source in db.session.scalars(found) if source}


def plan_of(offering: Offering) -> OfferingPlan:
    """What stands in the columns, as a plan."""
    capacities = {place.format: place.capacity for place in offering.places}
    first, *more = PLACE_FORMATS[offering.format]
    return OfferingPlan(
        kind=offering.kind, title=offering.title, format=offering.format, when=offering.when,
        season=offering.season, about=offering.about, place=offering.place, platform=offering.platform,
        join_url=offering.join_url, audience=offering.audience, note=offering.note, length=offering.length,
        minutes=offering.minutes, zone=offering.zone, prerequisite=offering.prerequisite,
        interpretation=offering.interpretation, eligibility=offering.eligibility, approval=offering.approval,
        per_session=offering.per_session, price=offering.price, region=offering.region, bring=offering.bring,
        parking=offering.parking, course_code=offering.course_code, approval_code=offering.approval_code,
        competencies=dict(offering.competencies),
        **{name: tuple(getattr(offering, name)) for name in plan.LISTS},
        capacity=capacities.get(first), capacity_virtual=capacities.get(more[0]) if more else None,
        opens_on=offering.opens_on, closes_on=offering.closes_on,
        canceled=offering.state is OfferingState.CANCELED, canceled_why=offering.canceled_why,
        sessions=tuple(_session_plan(session) for session in offering.sessions),
    )  # fmt: skip


def _session_plan(session: Session) -> SessionPlan:
    return SessionPlan(
        key=session.key, when=session.when, on=session.on, starts=session.starts, ends=session.ends,
        label=session.label, fold=session.fold, mandatory=session.mandatory, half=session.half,
    )  # fmt: skip


def planned(offering: Offering) -> OfferingPlan:
    """What the next publication will make of an offering: its draft, else what stands."""
    return plan.from_json(offering.draft) if offering.draft else plan_of(offering)


def waits_to_be_published(offering: Offering) -> bool:
    """Whether a publication would change this offering for the public."""
    return offering.state is OfferingState.DRAFT or offering.draft is not None


@dataclass(frozen=True)
class RevisionItem:
    """What the next publication does with one offering."""

    offering: Offering
    kind: ItemKind
    plan: OfferingPlan
    changes: list[Change]

    @property
    def tells(self) -> bool:
        """Whether registered people are told."""
        return self.kind is not ItemKind.NEW and any(change.tells for change in self.changes)

    def as_json(self) -> dict[str, Any]:
        """What the version keeps, and everybody may read."""
        return {
            "ref": self.offering.ref,
            "title": self.plan.title,
            "kind": self.kind.value,
            "dates": changes.dates_of(plan.to_json(self.plan)),
            "changes": [
                {"part": change.part.value, "old": change.old, "new": change.new}
                for change in changes.public(self.changes)
            ],
        }


def drafted(year: ProgramYear) -> Select[Offering]:
    """The offerings that the next publication of a year changes: a statement, so that it can be locked."""
    waits = or_(Offering.state == OfferingState.DRAFT, Offering.draft.is_not(None))
    return select(Offering).where(Offering.year_id == year.id, waits).order_by(Offering.id)


def revision_item(offering: Offering) -> RevisionItem:
    """What a publication does with an offering."""
    new = planned(offering)
    if offering.state is OfferingState.DRAFT:
        return RevisionItem(offering, ItemKind.NEW, new, [])
    stands = plan_of(offering)
    kind = ItemKind.CANCELED if new.canceled and not stands.canceled else ItemKind.CHANGED
    return RevisionItem(offering, kind, new, changes.differences(stands, new))


def seats_of(offering: Offering) -> standing.Seats:
    """The places left and the people waiting."""
    return standing.seats((place.capacity, place.held, place.waiting) for place in offering.places)


def standing_of(offering: Offering, today: date) -> standing.Standing:
    """Where an offering stands on a day."""
    return standing.standing(
        state=offering.state, when=offering.when, last_on=offering.last_on,
        first_on=offering.last_on if offering.per_session else offering.first_on,  # a series is joined at any time
        opens_on=offering.opens_on, closes_on=offering.closes_on, today=today,
        has_place=any(
            place.waiting == 0 and (place.capacity is None or place.held < place.capacity)
            for place in offering.places
        ),
    )  # fmt: skip


def starts_at(offering: Offering) -> datetime | None:
    """When the first session begins, if that is known."""
    return min((session.starts_at for session in offering.sessions if session.starts_at), default=None)


def warnings_of(planned: OfferingPlan) -> list[Reason]:
    """What whoever plans an offering should look at again. It stops nobody."""
    return advice.of_plan(planned)


def warnings_of_year(plans: Iterable[OfferingPlan]) -> list[Reason]:
    """What whoever plans a year should look at again, counted over all its offerings."""
    return advice.of_year(plans)
