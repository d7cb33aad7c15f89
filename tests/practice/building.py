"""How does a test get an own CoP? A trainee with a mentor, a charter, members, sessions held: by the room's actions."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests import builders
from tests.practice import inquiring, kitting
from trainer.core.db import db
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import CohortState, EnrollmentState
from trainer.mentoring.models import Pair
from trainer.permissions import Role
from trainer.practice import actions
from trainer.practice.models import Cop, CopSession, Debrief, Member
from trainer.practice.rules import LeadRole, SignInSource, voices
from trainer.practice.rules.inviting import Circle, Guest
from trainer.practice.rules.papers import PaperKind
from trainer.practice.rules.setup import stamp
from trainer.schedule.rules.kinds import Format, OfferingKind

ZONE = "America/Los_Angeles"
CHARTER = {
    "domain": "Calmer transitions in toddler rooms",
    "audience": "Infant and toddler educators of the county",
    "rhythm": "Monthly, on a Thursday",
    "first_on": "2021-04-08",
    "starts": "16:00",
    "minutes": 90,
    "format": "in_person",
    "place": "Family center, room 2",
    "hopes": "That mornings become gentler for children",
    "confidentiality": "We open with three cases and agree on words",
}
WORLD_BEGAN = datetime(2021, 4, 1, 16, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def make_cohort(**more: Any) -> Cohort:
    """A cohort that began in October 2020."""
    offering = builders.make_offering(kind=OfferingKind.COHORT, title="Cohort", days=(date(2020, 10, 15),))
    cohort = Cohort(
        **{
            "name": f"Cohort {next(_numbers)}", "offering_id": offering.id, "course": "facilitator-cohort",
            "course_edition": "2020", "program_edition": "2020-21", "starts_on": date(2020, 10, 15),
            "implementation_on": date(2021, 4, 1), "ends_on": date(2021, 9, 30), "state": CohortState.ACTIVE,
            "made_at": builders.EARLIER, **more,
        }
    )  # fmt: skip
    db.session.add(cohort)
    db.session.flush()
    return cohort


def make_trainee(name: str = "", *, cohort: Cohort | None = None, mentor: Any = None, **more: Any) -> Any:
    """A trainee, enrolled; with `mentor` (a person) paired."""
    person = builders.make_person(name, roles=Role.TRAINEE, **more)
    enrollment = enroll(person, cohort or make_cohort())
    if mentor is not None:
        pair(person, mentor, enrollment)
    return person


def enroll(person: Any, cohort: Cohort) -> Enrollment:
    """A place in a cohort."""
    enrollment = Enrollment(
        cohort_id=cohort.id, person_id=person.id, course_edition="2020", program_edition="2020-21",
        state=EnrollmentState.ACTIVE, since=date(2020, 10, 15), changed_at=builders.EARLIER,
    )  # fmt: skip
    db.session.add(enrollment)
    db.session.flush()
    return enrollment


def pair(trainee: Any, mentor: Any, enrollment: Enrollment | None = None) -> Pair:
    """A mentor for a trainee, with the grant that lets them see what is the trainee's."""
    enrollment = enrollment or db.session.query(Enrollment).filter_by(person_id=trainee.id).one()
    grant = builders.make_grant(mentor, Role.MENTOR, trainee)
    row = Pair(
        enrollment_id=enrollment.id, mentor_id=mentor.id, trainee_id=trainee.id, grant_id=grant.id,
        since=date(2020, 10, 15),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def make_cop(trainee: Any, *, name: str = "", now: datetime) -> Cop:
    """A CoP that the trainee founded."""
    return actions.found_cop(
        trainee=trainee, name=name or f"CoP {next(_numbers)}", domain="Transitions", zone=ZONE, language="en",
        by=builders.actor(trainee), now=now,
    )  # fmt: skip


def approve(cop: Cop, *, by: Any, now: datetime) -> Any:
    """Its charter is written, sent and approved."""
    facilitator = builders.actor(cop.facilitators[0].person)
    lock = 0
    charter = actions.save_charter(cop=cop, content=CHARTER, lock=lock, by=facilitator, now=now)
    actions.submit_charter(charter=charter, by=facilitator, now=now)
    actions.decide_charter(charter=charter, approved=True, reason="", by=builders.actor(by), now=now)
    return charter


def make_members(cop: Cop, count: int = 5, *, now: datetime) -> list[Member]:
    """Members of a CoP, called Member 1 and so on."""
    facilitator = builders.actor(cop.facilitators[0].person)
    return [
        actions.add_member(cop=cop, name=f"Member {number:02}", role="Teacher", by=facilitator, now=now)
        for number in range(1, count + 1)
    ]


def make_session(cop: Cop, starts_at: datetime, *, minutes: int = 90) -> CopSession:
    """A session that is planned at this moment."""
    local = starts_at.astimezone(builders.plans.ZoneInfo(cop.zone))
    return actions.plan_sessions(
        cop=cop, dates=[local.date()], starts=time(local.hour, local.minute), minutes=minutes,
        format=Format.IN_PERSON, place="Room 2", by=builders.actor(cop.facilitators[0].person),
        now=starts_at - timedelta(days=30),
    )[0]  # fmt: skip


def hold(
    session: CopSession, members: list[Member], *, minutes: int = 90, leads: dict[int, LeadRole] | None = None
) -> list[Debrief]:
    """Members sign in and the session is held; the first facilitator leads unless told otherwise."""
    person = session.cop.facilitators[0].person
    after = session.starts_at + timedelta(minutes=minutes)
    for member in members:
        actions.sign_in(session=session, member=member, source=SignInSource.QR, now=session.starts_at)
    return actions.hold_session(
        session=session, minutes=minutes, leads=leads or {person.id: LeadRole.LEAD}, by=builders.actor(person),
        now=after,
    )  # fmt: skip


def add_to_world(world: Any) -> None:
    """The CoPs of two trainees, with something private in every part, for the matrix of doors."""
    for trainee, readers in (("trainee_a1", ["trainee_a1", "mentor"]), ("trainee_b1", ["trainee_b1"])):
        person = world.people[trainee]
        if not db.session.query(Enrollment).filter_by(person_id=person.id).count():
            enroll(person, make_cohort())
        cop = make_cop(person, name=f"CoP {world.secret('name of a CoP', *readers)}", now=WORLD_BEGAN)
        by = builders.actor(person)
        content = {**CHARTER, "hopes": world.secret("a charter", *readers)}
        charter = actions.save_charter(cop=cop, content=content, lock=0, by=by, now=WORLD_BEGAN)
        member = actions.add_member(
            cop=cop, name=f"Member {world.private('name of a member', trainee)}", by=by, now=WORLD_BEGAN,
            email=f"{world.private('e-mail of a member', trainee)}@example.org",
        )  # fmt: skip
        held = make_session(cop, WORLD_BEGAN + timedelta(days=30))
        debrief = hold(held, [member])[0]
        actions.submit_charter(charter=charter, by=by, now=WORLD_BEGAN)
        later = {"by": by, "now": held.starts_at}
        actions.record_values(session=held, texts=[world.private("a shared value", *readers)], **later)
        actions.record_agreement(session=held, text=world.private("an agreement", *readers), **later)
        actions.hold_debrief(
            debrief=debrief, on=held.on, minutes=30, content={"how": world.private("a debrief", *readers)},
            needs_support=True, by=by, now=held.starts_at + timedelta(hours=2),
        )  # fmt: skip
        inquiring.add_to_world(world, cop, readers, by=by, now=held.starts_at)
        asked = _voices(world, trainee, cop, member, held, later)
        rows = {
            "cop": cop, "charter": charter, "member": member, "cop_session": held, "debrief": debrief,
            "health_round": asked, "money": kitting.add_to_world(world, trainee, readers, held, by),
            **_set_up(world, trainee, held, member, later),
        }  # fmt: skip
        for name, row in rows.items():
            world.things.setdefault(name, []).append(row)


def _voices(world: Any, trainee: str, cop: Cop, member: Member, held: CopSession, later: Any) -> Any:
    """What members said: a story, what they need, answers after a session, and a round that asks them."""
    told = voices.Told(happened=world.private("a story", trainee), did="", changed="", in_cop=True)
    actions.tell_story(member=member, told=told, now=held.starts_at)
    needs = {"needs": world.private("access needs of a member", trainee)}
    actions.save_access(member=member, content=needs, now=held.starts_at)
    asked = actions.health.open_round(cop=cop, **later)
    actions.add_members(cop=cop, people=[(f"Other {number}", "", "") for number in range(3)], **later)
    for _four in range(4):
        said = voices.Said(take=world.private("feedback of a member", trainee))
        actions.give_feedback(session=held, said=said, now=held.starts_at)
    return asked


def _set_up(
    world: Any, trainee: str, held: CopSession, member: Member, later: dict[str, Any]
) -> dict[str, Any]:
    """Something private in every part of how this CoP was set up and is kept."""
    invitation = actions.invite(
        cop=held.cop, guest=Guest.MEMBER, circle=Circle.CLOSEST, how="", contact="", invited_by="", asked_on=None,
        name=f"Guest {world.private('name of somebody invited', trainee)}", **later,
    )  # fmt: skip
    actions.note_strengths(
        cop=held.cop, strengths={member.ref: world.private("a strength", trainee)}, **later
    )
    paper = actions.save_paper(
        cop=held.cop, kind=PaperKind.REPORT, session=held, seen=stamp({}), **later,
        content={"learned": world.private("a report to a council", trainee)},
    )  # fmt: skip
    offer = actions.offer_cop(
        cop=held.cop, email=f"{world.secret('e-mail of a successor', trainee)}@example.org", leaves=True,
        words=world.private("words to a successor", trainee), giver=held.cop.facilitators[0].person, **later,
    )  # fmt: skip
    return {"cop_invitation": invitation, "cop_paper": paper, "cop_handover": offer}
