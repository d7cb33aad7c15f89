"""How does somebody's seat go to a colleague? The seat stays taken throughout, so nobody who waits is passed."""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.curriculum import queries as curriculum_queries
from trainer.permissions import Permission, Role, allowed
from trainer.registration import queries
from trainer.registration.actions import entry, held, letters, notes, places
from trainer.registration.models import Registration
from trainer.registration.queries import eligibility, joining
from trainer.registration.queries import substitution as colleagues
from trainer.registration.rules import Approval, EndCause, RegistrationState
from trainer.registration.rules import substitution as rules
from trainer.registration.rules.substitution import SubstitutionReason
from trainer.schedule.models import Place, Session
from trainer.schedule.rules.kinds import Format, SessionState


def substitute(
    *, registration: Registration, person: Person | None, by: Actor, now: datetime
) -> Registration:
    """Give somebody's seat to a colleague of the same organization, before the offering begins. Raises Refused.

    Both are told; the one who leaves gets the sessions taken out of the calendar. `person` None: nobody was found.
    Whoever gives their own seat away and may not see the organization's people learns nothing about them. Row K4.
    """
    locked = places.lock_places(registration.offering)
    db.session.scalars(queries.registration_now(registration.id)).one()
    reason = why_not_give(registration, by=by, now=now)
    if reason:
        raise Refused(Reason(reason))
    return _hand_over(
        registration, _whoever_may(registration, person, by=by, now=now), locked, by=by, now=now
    )


def why_not_give(registration: Registration, *, by: Actor, now: datetime) -> SubstitutionReason | None:
    """Why this seat cannot go to anybody else now, or None. Where approval is asked for, an administrator does it."""
    own = by.person_id == registration.person_id or by.holds(Role.ADMINISTRATOR)
    return rules.why_not_give(
        confirmed=own or colleagues.is_colleague(registration, registration.person_id),
        state=registration.state,
        has_organization=registration.organization_id is not None,
        begun=not queries.may_offer(registration.offering, now=now),
        needs_approval=registration.offering.approval and not by.holds(Role.ADMINISTRATOR),
        left=not registration.offering.sessions or bool(sessions_ahead(registration, now=now)[0]),
    )


def may_see_colleagues(registration: Registration, by: Actor) -> bool:
    """Whether somebody may choose from the names of the organization's people."""
    organization = registration.organization
    return organization is not None and allowed(by, Permission.ORGANIZATION_PEOPLE, organization.scopes())


def _whoever_may(registration: Registration, person: Person | None, *, by: Actor, now: datetime) -> Person:
    """The person, when they may take the seat over. Raises Refused."""
    offering, course = registration.offering, registration.offering.prerequisite
    reason = SubstitutionReason.NOT_A_COLLEAGUE
    if person is not None:
        found = rules.why_not_take_over(
            same_person=person.id == registration.person_id,
            colleague=colleagues.is_colleague(registration, person.id),
            registered=queries.live_registration(offering.id, person.id) is not None,
            eligible=eligibility.why_not(offering, person.id, now=now) is None,
            prerequisite_met=course is None or curriculum_queries.has_completed(person.id, course),
        )
        if found is None:
            return person
        reason = found
    if reason is not SubstitutionReason.SAME_PERSON and not may_see_colleagues(registration, by):
        reason = SubstitutionReason.NOT_POSSIBLE
    raise Refused(
        Reason(reason, {
            "name": person.name if person else "",
            "organization": registration.organization.name if registration.organization else "",
            "course": curriculum_queries.course_name(course) if course else "",
        })
    )  # fmt: skip


def _hand_over(
    old: Registration,
    person: Person,
    locked: dict[Format, Place],
    *,
    by: Actor,
    now: datetime,
) -> Registration:
    reservation_id = old.reservation_id
    ahead, under_way = sessions_ahead(old, now=now)
    places.cancel(old, locked, because=EndCause.SUBSTITUTED, by=by, now=now)
    new = places.add(
        offering=old.offering, person=person, organization=old.organization, format=old.format, by=by, now=now
    )
    new.state, new.replaces_id = RegistrationState.REGISTERED, old.id
    new.approval = Approval.APPROVED if old.approval else None
    held.take_same(new, locked[old.format], reservation_id)
    db.session.flush()
    if under_way or old.single:
        entry.write_sessions(new, [one.key for one in ahead])
    notes.note(new, "registration.substitute", by=by, now=now)
    letters.confirmed(new, by=by, now=now)
    return new


def sessions_ahead(registration: Registration, *, now: datetime) -> tuple[list[Session], bool]:
    """The sessions of a seat that can still be given, and whether others have begun: those stay with the person."""
    begun = {one.id for one in joining.begun(registration, now=now)}
    ahead = [
        one
        for one in joining.sessions_joined(registration)
        if one.id not in begun and one.state is not SessionState.CANCELED
    ]
    return ahead, bool(begun)
