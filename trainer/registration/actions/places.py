"""How is a place taken, waited for, offered, accepted and given back? Places are locked before anything is counted."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.curriculum import queries as curriculum_queries
from trainer.organizations.models import Organization
from trainer.permissions import Role
from trainer.registration import queries, rules
from trainer.registration.actions import asked, entry, held, interest, leaving, letters, notes, states, turns
from trainer.registration.models import Group, Registration
from trainer.registration.queries import approval as approval_queries
from trainer.registration.queries import interest as interest_queries
from trainer.registration.rules import Approval, EndCause, RegisterReason, RegistrationState, approval
from trainer.schedule.models import Offering, Place
from trainer.schedule.rules.kinds import Format


def lock_places(offering: Offering) -> dict[Format, Place]:
    """Lock all places of an offering and read them and the offering anew: what was read before may be old.

    Whoever counts, takes or frees a place comes through here first; one offering's changes so happen one by one.
    """
    places = db.session.scalars(
        locked(select(Place).where(Place.offering_id == offering.id).order_by(Place.id)).execution_options(
            populate_existing=True
        )
    ).all()
    db.session.scalars(
        select(Offering).where(Offering.id == offering.id).execution_options(populate_existing=True)
    ).one()
    return {place.format: place for place in places}


def register(
    *,
    offering: Offering,
    person: Person,
    organization: Organization | None = None,
    format: Format | None = None,
    access_needs: str = "",
    sessions: Collection[str] | None = None,
    by: Actor,
    now: datetime,
) -> Registration:
    """Give a person a place, or a number on the waitlist, or keep the request until their earlier training is decided.

    `sessions`: only these of a series, by their keys; None: all of it. Raises Refused. Somebody who registers another
    asks for that person's evidence; whoever registers alone brings it.
    """
    course = offering.prerequisite
    claim = curriculum_queries.open_claim(person.id, course, lock=True) if course else None
    places = lock_places(offering)
    place = place_for(offering, places, format)
    early = by.person_id == person.id and interest_queries.interest_of(offering.id, person.id) is not None
    refuse_unless_open(offering, now=now, early=early)
    if queries.live_registration(offering.id, person.id):
        raise Refused(Reason(RegisterReason.ALREADY_REGISTERED))
    entry.refuse_unless_eligible(offering, person, sessions, now=now)
    missing = course is not None and not curriculum_queries.has_completed(person.id, course)
    if course and missing and claim is None and by.person_id == person.id:
        title = curriculum_queries.course_title(course, person.language)
        raise Refused(Reason(RegisterReason.PREREQUISITE_MISSING, {"course": title}))
    if early:
        interest.take_back_opening(offering, person, now=now)
    registration = add(
        offering=offering, person=person, organization=organization, format=place.format,
        access_needs=access_needs, by=by, now=now,
    )  # fmt: skip
    entry.write_sessions(registration, sessions)
    pending = registration.approval is Approval.PENDING
    state = held.state_when_asked(place, organization, prerequisite_open=missing or pending)
    states.begin(registration, place, state, has_claim=claim is not None, by=by, now=now)
    return registration


def place_for(offering: Offering, places: dict[Format, Place], format: Format | None) -> Place:
    """The place that is meant; a hybrid offering has two, and somebody must choose. Raises Refused."""
    wanted = format if format is not None or len(places) != 1 else next(iter(places))
    if wanted is None or wanted not in places:
        raise Refused(Reason(RegisterReason.WRONG_FORMAT))
    return places[wanted]


def refuse_unless_open(offering: Offering, *, now: datetime, early: bool = False) -> None:
    """Raise Refused when nobody can register today; `early`: who left interest in time may a little sooner."""
    problem = queries.why_not_register(offering, now=now, early=early)
    if problem:
        raise Refused(Reason(*problem))


def add(
    *,
    offering: Offering,
    person: Person,
    organization: Organization | None,
    format: Format,
    access_needs: str = "",
    by: Actor,
    now: datetime,
) -> Registration:
    """A new registration that holds nothing yet; `begin` gives it its state."""
    registration = Registration(
        ref=new_ref(), offering=offering, person=person, organization=organization, format=format,
        state=RegistrationState.REQUESTED, made_at=now, made_by=by.person_id, changed_at=now,
        access_needs=access_needs.strip(),
        approval=approval.when_asked(asks=offering.approval, by_administrator=by.holds(Role.ADMINISTRATOR)),
    )  # fmt: skip
    db.session.add(registration)
    return registration


def keep_asked(
    *,
    offering: Offering,
    person: Person,
    organization: Organization,
    place: Place,
    told_as: RegistrationState,
    group: tuple[Group, int] | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Keep what an organization asked for somebody who has a place of their own, as it was told; nothing is held."""
    registration = add(
        offering=offering, person=person, organization=organization, format=place.format, by=by, now=now
    )
    registration.state, registration.told_as = RegistrationState.CANCELED, told_as
    if group is not None:
        registration.group, registration.number = group
    elif told_as is RegistrationState.WAITLISTED:
        registration.number, place.next_number = place.next_number, place.next_number + 1
    db.session.flush()
    notes.note(registration, "registration.register", by=by, now=now)


def withdraw(*, registration: Registration, by: Actor, now: datetime) -> None:
    """Give a place or a number back; a place that becomes free is offered to the next. Raises Refused."""
    places = lock_and_read(registration)
    if registration.told_as is not None:
        asked.stop_telling(registration, because=EndCause.WITHDRAWN, by=by, now=now)
        return
    reason = rules.why_not_withdraw(registration.state)
    if reason:
        raise Refused(Reason(reason))
    cancel(registration, places, because=EndCause.WITHDRAWN, by=by, now=now)
    offer_next(registration.offering, places, by=by, now=now)


def accept_offer(*, registration: Registration, by: Actor, now: datetime) -> None:
    """Take the place that is held; or, for somebody whose earlier training is on record, take up the request.

    For somebody else only where their organization may learn what is on record.
    """
    places = lock_and_read(registration)
    own = by.person_id == registration.person_id
    met = queries.prerequisite_met(registration) and (own or approval_queries.may_show_course(registration))
    if registration.state is RegistrationState.REQUESTED and approval.may_settle(
        approval=registration.approval, prerequisite_met=met
    ):
        letters.take_back(registration, now=now)
        settle(registration, places, by=by, now=now)
        return
    refuse_if_team_answers(registration)
    take_up(registration, by=by, now=now)


def refuse_if_team_answers(registration: Registration) -> None:
    """Raise Refused when seats are offered to a team, also to somebody of whom that is only told."""
    if registration.group is not None and registration.state_told is RegistrationState.OFFERED:
        raise Refused(
            Reason(RegisterReason.TEAM_ANSWERS, {"organization": registration.group.organization.name})
        )


def take_up(registration: Registration, *, by: Actor, now: datetime) -> None:
    """Turn an offered place into a seat and tell the person. The caller holds the lock. Raises Refused."""
    problem = rules.why_not_accept(
        state=registration.state, ends=registration.offer_ends, ended=registration.ended, now=now
    )
    if problem:
        raise Refused(Reason(*problem))
    registration.state, registration.changed_at = RegistrationState.REGISTERED, now
    registration.offer_ends = None
    db.session.flush()
    letters.take_back(registration, now=now)
    letters.confirmed(registration, by=by, now=now)
    notes.note(registration, "registration.accept", by=by, now=now)


def settle(registration: Registration, places: dict[Format, Place], *, by: Actor, now: datetime) -> None:
    """Turn a request whose prerequisite is met into a place or a number, as long as the offering has not begun."""
    place = places[registration.format]
    if not queries.may_offer(registration.offering, now=now):
        return
    state = held.state_when_asked(place, registration.organization, prerequisite_open=False)
    states.begin(registration, place, state, has_claim=False, by=by, now=now)


def cancel(
    registration: Registration,
    places: dict[Format, Place],
    *,
    because: EndCause,
    by: Actor,
    now: datetime,
    tell: bool = True,
) -> None:
    """End a registration and count it out. The caller holds the lock, and fills the place afterwards."""
    place = places.get(registration.format)
    had_place = registration.state in rules.HOLDS_A_PLACE
    if place is not None and had_place:
        held.give_back(registration, place)
    if place is not None and registration.state is RegistrationState.WAITLISTED:
        place.waiting -= 1
    turns.drop_wish(registration, places)
    was_registered = registration.state is RegistrationState.REGISTERED
    registration.state, registration.ended = RegistrationState.CANCELED, because
    registration.offer_ends, registration.changed_at = None, now
    db.session.flush()
    letters.take_back(registration, now=now)
    if tell:
        letters.ended(registration, had_place=was_registered, by=by, now=now)
    leaving.keep_begun(registration, had_seat=was_registered, now=now)
    notes.note(registration, "registration.cancel", by=by, now=now)
    canceled = because is EndCause.OFFERING_CANCELED  # the one cause that is not the person's own affair
    for besides in queries.asked_besides(registration):
        asked.stop_telling(besides, because=because if canceled else EndCause.WITHDRAWN, by=by, now=now)


def offer_next(offering: Offering, places: dict[Format, Place], *, by: Actor, now: datetime) -> int:
    """Offer each free place to whoever waits longest, in the order of the numbers. The caller holds the lock.

    A seat held for an organization is offered to its people only. What happens is said by `rules.rounds`, which the
    preview of a publication asks as well.
    """
    if not any(place.waiting for place in places.values()) or not queries.may_offer(offering, now=now):
        return 0
    starts_at = queries.starts_at(offering)
    ends = rules.offer_ends(now=now, starts_at=starts_at)
    offered = turns.carry_out(offering, places, ends=ends, starts_at=starts_at, by=by, now=now)
    turns.tell_along(offered, by=by, now=now)
    letters.offered_to_teams(offered, ends=ends, now=now)
    return len(offered)


def lock_and_read(registration: Registration) -> dict[Format, Place]:
    """Lock the offering's places, then read the registration anew."""
    places = lock_places(registration.offering)
    db.session.scalars(queries.registration_now(registration.id)).one()
    return places
