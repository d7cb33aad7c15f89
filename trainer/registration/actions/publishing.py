"""How is a revision of the schedule published? Locked, compared with what was seen, applied, and told once to each."""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, or_, select, update

from trainer.accounts.actor import Actor
from trainer.core import audit, outbox
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.permissions import Permission
from trainer.registration import actions
from trainer.registration.actions import interest, letters, places, revision, terms, turns
from trainer.registration.actions.revision import Preview, Team, Told
from trainer.registration.models import Registration, Reservation
from trainer.registration.queries import joining
from trainer.registration.rules import EndCause, RegistrationState
from trainer.schedule import actions as schedule_actions
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, Place, ProgramYear, ScheduleVersion
from trainer.schedule.queries import RevisionItem
from trainer.schedule.rules import changes
from trainer.schedule.rules.changes import ItemKind, PublishReason
from trainer.schedule.rules.kinds import Format, OfferingState

S = TypeVar("S", bound=Select[Any])


def publish(
    *, year: ProgramYear, version: int, why: str, by: Actor, now: datetime, seen: str | None = None
) -> ScheduleVersion:
    """Publish every draft of a year as its next version.

    `version` is the number, and `seen` the mark, that the administrator saw: whoever publishes second is refused,
    and so is what changed meanwhile (trust.md 26). Raises Refused; then nothing has changed.
    """
    db.session.scalars(_held(select(ProgramYear).where(ProgramYear.id == year.id))).one()
    if year.version != version:
        raise Refused(Reason(PublishReason.VERSION_MOVED, {"version": year.version}))
    if year.version and not why.strip():
        raise Refused(Reason(PublishReason.WHY_MISSING))
    drafts = db.session.scalars(_held(schedule_queries.drafted(year))).all()
    for offering in drafts:
        db.session.expire(offering, ["sessions", "places"])
        if offering.state is not OfferingState.DRAFT:
            places.lock_places(offering)
    plan = revision.compare(drafts, now)
    _refuse(plan, seen)
    published = ScheduleVersion(
        year_id=year.id, number=year.version + 1, published_at=now, by_person=by.person_id, why=why.strip(),
        items=[item.as_json() for item in plan.items],
    )  # fmt: skip
    db.session.add(published)
    year.version, year.published_at = published.number, now
    for item in plan.items:
        _apply(item, plan.told.get(item.offering.id, Told()), published, by=by, now=now)
    audit.record(
        action="schedule.publish", by=by, now=now, subject=("year", year.slug),
        facts={"version": published.number, "items": len(plan.items), "told": plan.count_told},
    )  # fmt: skip
    db.session.flush()
    return published


def _held(statement: S) -> S:
    """The rows locked and read anew. FOR NO KEY UPDATE: who registers meanwhile refers to the offering's key, and
    would wait for us while holding the places that we wait for."""
    return statement.with_for_update(key_share=True).execution_options(populate_existing=True)


def _refuse(plan: Preview, seen: str | None) -> None:
    if not plan.items:
        raise Refused(Reason(PublishReason.NOTHING_TO_PUBLISH))
    if seen is not None and seen != plan.seen:
        raise Refused(Reason(PublishReason.DRAFTS_MOVED))
    reasons = [
        Reason(PublishReason.BELOW_TAKEN, {"offering": item.plan.title, **facts})
        for item in plan.items
        for facts in plan.short.get(item.offering.id, [])
    ]
    if reasons:
        raise Refused(reasons)


def _apply(item: RevisionItem, told: Told, version: ScheduleVersion, *, by: Actor, now: datetime) -> None:
    """Make one item public, tell its people, and offer what has become free."""
    offering = item.offering
    if item.kind is ItemKind.NEW:
        offering.state = OfferingState.PUBLISHED
    else:
        _revise(item, told, version, by=by, now=now)
    offering.lock += 1
    db.session.flush()
    audit.record(
        action="schedule.publish_offering", by=by, now=now, subject=("offering", offering.ref),
        facts={"kind": item.kind.value, "parts": [c.part.value for c in item.changes], "told": told.count},
    )  # fmt: skip


def _revise(item: RevisionItem, told: Told, version: ScheduleVersion, *, by: Actor, now: datetime) -> None:
    """Change what was public. Whoever moves up hears of the change as well, so telling comes last."""
    offering = item.offering
    had_dates = {r.id for r in told.registrations if r.state is RegistrationState.REGISTERED}
    before = {format: letters.sessions_of(offering, format, offering.sessions) for format in Format}
    uids = {one.id: f"{offering.ref}.{one.key}" for one in offering.sessions}
    chosen = joining.chosen_among([one.id for one in told.registrations if one.single])
    formats = {place.format for place in offering.places}
    moves = schedule_actions.apply_plan(offering=offering, plan=item.plan, now=now)
    _move_registrations(offering, moves, formats)
    offering.draft = None
    if item.tells:
        offering.sequence += 1
    terms.settle(item, version=version.number, by=by, now=now)
    if item.kind is ItemKind.CANCELED:
        _end_registrations(offering, told, by=by, now=now)
    else:
        actions.fill_places(offering=offering, by=by, now=now)
    for registration in told.registrations:
        old = before[registration.format] if registration.id in had_dates else []
        if registration.id in chosen:  # who comes to single sessions has only those in the calendar
            mine = {uids[one] for one in chosen[registration.id]}
            old = [event for event in old if event["uid"] in mine]
        _tell(registration, item, old, version, now=now)
    _tell_teams(item, told, version, now=now)
    interest.tell(item, told.interested, version, heard=told.heard, now=now)


def _move_registrations(offering: Offering, moves: dict[Format, Format], formats: set[Format]) -> None:
    """Registrations follow their places into another format; two queues become one, by when people joined them."""
    for old, new in moves.items():
        db.session.execute(
            update(Registration)
            .where(Registration.offering_id == offering.id, Registration.format == old)
            .values(format=new)
        )
        db.session.execute(
            update(Reservation)
            .where(Reservation.offering_id == offering.id, Reservation.format == old)
            .values(format=new)
        )
    if len(offering.places) == 1:
        turns.drop_wishes(offering)
    news = list(moves.values())
    for place in offering.places:
        if place.format in news and (place.format in formats or news.count(place.format) > 1):
            _join_queues(offering, place)
    db.session.flush()


def _join_queues(offering: Offering, place: Place) -> None:
    """Number those who wait anew; also whoever is told so without waiting, or it would show who that is."""
    waits = RegistrationState.WAITLISTED
    waiting = db.session.scalars(
        select(Registration)
        .where(
            Registration.offering_id == offering.id,
            Registration.format == place.format,
            or_(Registration.state == waits, Registration.told_as == waits),
        )
        .order_by(Registration.made_at, Registration.id)
    ).all()
    place.next_number = max([place.next_number, *(1 + (r.number or 0) for r in waiting)])
    numbers: dict[tuple[str, int], int] = {}
    for registration in waiting:
        party = ("group", registration.group_id) if registration.group_id else ("person", registration.id)
        if party not in numbers:  # a team goes on standing under one number
            numbers[party], place.next_number = place.next_number, place.next_number + 1
        registration.number = numbers[party]


def _end_registrations(offering: Offering, told: Told, *, by: Actor, now: datetime) -> None:
    counted = {place.format: place for place in offering.places}
    for registration in told.registrations:
        places.cancel(registration, counted, because=EndCause.OFFERING_CANCELED, by=by, now=now, tell=False)
    actions.release_all(offering=offering, by=by, now=now)


def shared_params(item: RevisionItem, why: str) -> dict[str, Any]:
    """What everybody who is told of one changed offering reads: its changes in words, and why."""
    return {
        "title": item.plan.title,
        "why": item.plan.canceled_why if item.kind is ItemKind.CANCELED else why,
        "canceled": item.kind is ItemKind.CANCELED,
        "changes": [
            {"part": change.part.value, "old": change.old, "new": change.new}
            for change in changes.public(item.changes)
            if change.tells and change.part is not changes.Part.CANCELED
        ],
    }


def _tell(
    registration: Registration,
    item: RevisionItem,
    old_events: list[dict[str, Any]],
    version: ScheduleVersion,
    *,
    now: datetime,
) -> None:
    """One message to somebody registered or waiting; who had the dates gets them anew, or taken out."""
    events = _calendar(item, registration, old_events) if old_events else []
    if not events and registration.state is RegistrationState.REGISTERED:
        events = letters.events_of(registration)
    outbox.put(
        kind="registration.changed", to=registration.person_id, now=now,
        dedupe=letters.dedupe(registration, f"changed.{version.number}"),
        params={
            **letters.params_of(registration), **shared_params(item, version.why),
            **({"calendar": events} if events else {}),
        },
    )  # fmt: skip


def _tell_teams(item: RevisionItem, told: Told, version: ScheduleVersion, *, now: datetime) -> None:
    """One message to each coordinator of an organization whose people are concerned."""
    offering = item.offering
    for team in told.teams:
        outbox.put(
            kind="registration.changed_team", to=team.person_id, now=now,
            dedupe=f"changed:{offering.ref}:{version.number}:{team.person_id}",
            params=team_params(item, team, version.why),
            access=(Permission.REGISTER_TEAM.value, [["organization", team.organization.id]]),
        )  # fmt: skip


def team_params(item: RevisionItem, team: Team, why: str) -> dict[str, Any]:
    """What a coordinator reads: the changes, and how many of their people are concerned."""
    path = f"/organizations/{team.organization.ref}/offerings/{item.offering.ref}/team"
    return {
        **shared_params(item, why),
        "people": team.people,
        "organization": team.organization.name,
        "path": path,
    }


def _calendar(
    item: RevisionItem, registration: Registration, old: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The sessions as they are now, and as CANCELLED those that are in somebody's calendar and are gone."""
    offering = item.offering
    now_there = [] if item.kind is ItemKind.CANCELED else letters.events_of(registration)
    stays = letters.sessions_of(offering, registration.format, offering.sessions) if now_there else []
    kept = {event["uid"] for event in stays}
    gone = [event for event in old if event["uid"] not in kept]
    sequence = item.offering.sequence
    return now_there + [{**event, "sequence": sequence, "status": "CANCELLED"} for event in gone]
