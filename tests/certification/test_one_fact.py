"""Is a completion the one fact that registration, cohorts and certification read of a course, and nothing beside it?"""

from datetime import date

import pytest

from tests import builders
from tests.attendance import building as attendance
from tests.certification import building
from tests.learning import building as learning
from tests.mentoring import building as mentoring
from trainer.accounts.actor import SYSTEM
from trainer.certification import loading, queries
from trainer.core.errors import Refused
from trainer.curriculum.models import Completion, Part
from trainer.curriculum.rules import parts_needed
from trainer.learning import actions as learning_actions
from trainer.learning import queries as learning_queries
from trainer.learning.models import CheckTry, Enrollment
from trainer.learning.rules import EnrollmentState
from trainer.registration import actions as registration_actions
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import OfferingKind


def walk(session, person, place, offering, now):
    """CoP 101 by its parts: the checks, the sign-in sheets, the closing reflection, in that order."""
    edition, said = learning.course(), {"person": person, "by": builders.actor(person), "now": now}
    for module in edition.content["modules"]:
        answers = learning.right_answers(edition, module["id"])
        learning_actions.try_check(edition=edition, module=module["id"], answers=answers, **said)
    attendance.hold(offering, {place: [0, 0, 0]})
    assert session.query(Completion).filter_by(person_id=person.id).all() == []
    closing = next(
        one["id"]
        for module in edition.content["modules"]
        for one in module["prompts"]
        if one["moment"] == "exit"
    )
    written = learning_actions.save_reflection(
        edition=edition,
        prompt=closing,
        text="I will ask two of them to meet in October. " * 3,
        lock=0,
        **said,
    )
    learning_actions.hand_in_reflection(reflection=written, by=said["by"], now=now)


def counted(session, person, refresher, cohort, now):
    """Who takes the course as done: registration, the forming of cohorts, and R01."""
    try:
        place = registration_actions.register(
            offering=refresher, person=person, by=builders.actor(person), now=now
        )
        registered = place.state is RegistrationState.REGISTERED
    except Refused:
        registered = False
    startable = person.id not in learning_queries.standing_among([person.id])
    enrollment = Enrollment(
        cohort_id=cohort.id, person_id=person.id, course_edition=cohort.course_edition, program_edition="2020-21",
        state=EnrollmentState.ACTIVE, since=cohort.starts_on, changed_at=now,
    )  # fmt: skip
    for_oneself = CheckTry(
        person_id=person.id, course=cohort.course, edition=cohort.course_edition, module="cohort.1", right=0,
        questions=0, answers={}, made_at=now,
    )  # fmt: skip
    session.add_all([enrollment, for_oneself])
    session.flush()
    findings = {one.code: one for one in queries.path_of(enrollment, day=now.date()).findings}
    return registered, startable, findings["R01"].verdict.value


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("by its parts", (True, True, "met")),
        ("on record alone", (True, True, "met")),
        ("parts alone", (False, False, "not_met")),
    ],
)
def test_a_completion_is_what_registration_cohorts_and_certification_read(session, now, how, expected):
    attendance.make_courses()
    loading.load(building.COURSES, by=SYSTEM, now=now)
    offering = attendance.make_training()
    refresher = builders.make_offering(
        kind=OfferingKind.REFRESHER, title="Refresher", prerequisite="cop-101", days=(date(2021, 9, 1),)
    )
    person, cohort = builders.make_person("Ana Ruiz"), mentoring.make_cohort()
    place = builders.make_registration(offering, person)
    if how == "by its parts":
        walk(session, person, place, offering, now)
    elif how == "on record alone":
        builders.make_completion(person)
    else:
        edition = learning.course()
        done = {"person_id": person.id, "course": "cop-101", "edition": edition.edition, "on": now.date()}
        session.add_all(Part(part=part, cause="x", **done) for part in parts_needed(edition.content))
    session.flush()
    assert counted(session, person, refresher, cohort, now) == expected
