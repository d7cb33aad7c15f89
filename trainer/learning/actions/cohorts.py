"""How is a cohort formed, how does somebody join it, and how do they leave it?"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit, clock
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition
from trainer.learning import queries, rules
from trainer.learning.actions import holding
from trainer.learning.models import Cohort, Enrollment, Step
from trainer.learning.rules import (
    COHORT_COURSE,
    ENTRY_COURSE,
    FIRST_PROGRAM_EDITION,
    USUAL,
    CohortReason,
    CohortState,
    EnrollmentReason,
    EnrollmentState,
    PhaseNow,
    Shape,
    StepKind,
)
from trainer.schedule import actions as schedule_actions
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules.kinds import Format, OfferingKind, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan
from trainer.schedule.rules.years import slug_of, starts_for


def form_cohort(
    *,
    name: str,
    first_on: date,
    dates: Sequence[date],
    starts: time,
    zone: str,
    people: Sequence[Person],
    by: Actor,
    now: datetime,
    program_edition: str = FIRST_PROGRAM_EDITION,
    shape: Shape = USUAL,
    apply_until: date | None = None,
) -> Cohort:
    """Form a cohort at once: its offering with all sessions, published, and everybody registered and enrolled.

    All or nothing: raises Refused, naming whoever has not completed CoP 101 or is in a cohort already. `dates` are as
    many as the shape has sessions and begin with `first_on`; `starts` is the wall time in `zone`. With `apply_until` it
    is still forming: nobody has to be in it yet, and people can apply.
    """
    problems = _problems(name, first_on, dates, people, shape, apply_until)
    course = curriculum_queries.edition(COHORT_COURSE)
    if course is None:
        problems.append(Reason(CohortReason.COURSE_NOT_LOADED, {"course": COHORT_COURSE}))
    if problems or course is None:
        raise Refused(problems)
    offering = _offering(name.strip(), dates, starts, zone, shape.minutes, by=by, now=now)
    cohort = Cohort(
        ref=new_ref(), name=name.strip(), offering=offering, course=course.course,
        course_edition=course.edition, program_edition=program_edition, starts_on=dates[0],
        implementation_on=shape.begins_on(dates), ends_on=shape.ends_on(dates), apply_until=apply_until,
        state=CohortState.FORMING if apply_until else CohortState.ACTIVE,
        shape=_counted(shape, course).as_kept(), made_at=now,
    )  # fmt: skip
    db.session.add(cohort)
    db.session.flush()
    audit.record(
        action="cohort.form", by=by, now=now, subject=("cohort", cohort.ref),
        facts={
            "name": cohort.name, "people": len(people), "course": course.edition, "program": program_edition,
            "shape": shape.id,
        },
    )  # fmt: skip
    for person in people:
        _enroll(cohort, person, by=by, now=now)
    return cohort


def _counted(shape: Shape, pinned: CourseEdition) -> Shape:
    """The shape with as many modules in each phase as its course has."""
    found = {one: curriculum_queries.edition(one) for one in shape.courses}
    courses = {**found, pinned.course: pinned}
    counts = {name: len(one.content["modules"]) for name, one in courses.items() if one is not None}
    phases = (replace(one, modules=counts.get(one.course or "", one.modules)) for one in shape.phases)
    return replace(shape, phases=tuple(phases))


def _problems(
    name: str,
    first_on: date,
    dates: Sequence[date],
    people: Sequence[Person],
    shape: Shape,
    apply_until: date | None,
) -> list[Reason]:
    found = [] if name.strip() else [Reason(CohortReason.NAME_MISSING)]
    if dates and dates[0] != first_on:
        found.append(Reason(CohortReason.DATES_ORDER, {"number": 1}))
    found += [Reason(code, facts) for code, facts in shape.why_not_dates(dates)]
    if apply_until is not None and apply_until > first_on:
        found.append(Reason(CohortReason.APPLY_TOO_LATE, {"until": first_on}))
    if not people and apply_until is None:
        found.append(Reason(CohortReason.NOBODY))
    if len(people) > rules.MOST_TRAINEES:
        found.append(Reason(CohortReason.TOO_MANY, {"most": rules.MOST_TRAINEES, "count": len(people)}))
    if len({person.id for person in people}) < len(people):
        found.append(Reason(CohortReason.SOMEBODY_TWICE))
    return found + why_not_join(people)


def why_not_join(people: Sequence[Person]) -> list[Reason]:
    """Who of these people cannot start in a cohort, named. The rows are locked: nobody starts twice at once."""
    ids = sorted({person.id for person in people})
    if not ids:
        return []
    db.session.scalars(locked(select(Person.id).where(Person.id.in_(ids)).order_by(Person.id))).all()
    ready = curriculum_queries.completed_among(ids, ENTRY_COURSE)
    taken = queries.live_among(ids)
    found = []
    for code, names in (
        (CohortReason.NOT_COMPLETED, _names(people, set(ids) - ready)),
        (CohortReason.IN_COHORT, _names(people, set(taken))),
    ):
        if names:
            found.append(Reason(code, {"names": names}))
    return found


def _names(people: Sequence[Person], ids: Collection[int]) -> str:
    return ", ".join(sorted({person.name for person in people if person.id in ids}))


def _offering(
    name: str,
    dates: Sequence[date],
    starts: time,
    zone: str,
    minutes: Sequence[int],
    *,
    by: Actor,
    now: datetime,
) -> Offering:
    """The cohort's offering, public at once and closed: whoever is in it was chosen."""
    today = now.astimezone(clock.zone(zone)).date()
    plan = OfferingPlan(
        kind=OfferingKind.COHORT, title=name, format=Format.VIRTUAL, when=When.FIXED, zone=zone,
        minutes=sum(minutes), closes_on=min(today, dates[0]) - timedelta(days=1),
        sessions=tuple(
            SessionPlan(key=f"c{n:02d}", when=When.FIXED, on=on, starts=starts, ends=_later(starts, length))
            for n, (on, length) in enumerate(zip(dates, minutes, strict=True), start=1)
        ),
    )  # fmt: skip
    year = _year(dates[0], by=by, now=now)
    offering = schedule_actions.draft_offering(
        year=year, plan=plan, by=by, now=now, today=today, history=True
    )
    return schedule_actions.publish_closed(offering=offering, by=by, now=now)


def _later(at: time, minutes: int) -> time:
    """The time so many minutes later; one past midnight comes out before the start, which a plan refuses."""
    total = at.hour * 60 + at.minute + minutes
    return time(total // 60 % 24, total % 60)


def _year(day: date, *, by: Actor, now: datetime) -> ProgramYear:
    starts = starts_for(day)
    year = schedule_queries.year_by_slug(slug_of(starts))
    return year or schedule_actions.make_year(starts=starts, by=by, now=now)


def enroll(*, cohort: Cohort, person: Person, by: Actor, now: datetime) -> Enrollment:
    """Let one more person start with a cohort. Raises Refused like form_cohort."""
    if cohort.phase_on(clock.day(now)) is PhaseNow.OVER:
        raise Refused(Reason(EnrollmentReason.COHORT_OVER))
    problems = why_not_join([person])
    if problems:
        raise Refused(problems)
    return _enroll(cohort, person, by=by, now=now)


def _enroll(cohort: Cohort, person: Person, *, by: Actor, now: datetime) -> Enrollment:
    """The place, the enrollment with its editions, the role, and the standing that other rooms read."""
    holding.give_place(cohort, person, by=by, now=now)
    today = holding.today_in(cohort, now)
    enrollment = queries.enrollment_in(cohort.id, person.id)
    if enrollment is None:
        enrollment = Enrollment(ref=new_ref(), cohort=cohort, person=person)
        db.session.add(enrollment)
    enrollment.course_edition, enrollment.program_edition = cohort.course_edition, cohort.program_edition
    enrollment.state, enrollment.since, enrollment.until = EnrollmentState.ENROLLED, today, None
    enrollment.state = enrollment.state_on(today)
    enrollment.changed_at, enrollment.ended_why, enrollment.away_days = now, "", 0
    holding.begin_standing(enrollment, today)
    holding.give_role(enrollment, by=by, now=now)
    db.session.add(Step(enrollment_id=enrollment.id, kind=StepKind.ENROLLED, at=now))
    audit.record(
        action="learning.enroll", by=by, now=now, subject=("enrollment", enrollment.ref),
        facts={
            "cohort": cohort.ref, "person": person.ref, "course": enrollment.course_edition,
            "program": enrollment.program_edition,
        },
    )  # fmt: skip
    return enrollment
