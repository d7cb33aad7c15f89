"""What does the page of a cohort say of each, who sees it, and how is somebody taken out?"""

from sqlalchemy import select

from tests.conftest import on_one
from tests.learning import building
from tests.registration.reading import text
from tests.statements import per_page
from trainer.accounts.actor import SYSTEM
from trainer.attendance.models import Mark
from trainer.attendance.rules import Presence, Source
from trainer.core.i18n import has_words
from trainer.learning import actions, queries, rules
from trainer.learning.models import Enrollment
from trainer.learning.rules import EnrollmentState
from trainer.registration.models import Registration

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions


def test_only_administrators_see_cohorts(session, browser_of, admin):
    cohort = building.make_cohort()
    trainee = queries.trainees(cohort)[0].person
    session.commit()
    browser = browser_of(trainee)
    assert browser.get("/cohorts").status_code == 403
    assert browser.get("/cohorts/new").status_code == 403
    assert browser.get(f"/cohorts/{cohort.ref}").status_code == 404


def test_the_page_of_a_cohort_shows_how_far_each_is(session, admin, now):
    cohort = building.make_cohort()
    first = queries.trainees(cohort)[0]
    actions.finish_module(
        person=first.person,
        edition=building.course("facilitator-cohort"),
        module="cohort.1",
        by=SYSTEM,
        now=now,
    )
    session_one, session_two = cohort.offering.sessions[:2]
    registration = session.scalars(
        select(Registration).where(Registration.person_id == first.person_id)
    ).one()
    for held, presence, credited in (
        (session_one, Presence.PRESENT, True),
        (session_two, Presence.ABSENT, False),
    ):
        session.add(
            Mark(
                session_id=held.id, registration_id=registration.id, person_id=first.person_id, presence=presence,
                session_minutes=90, credited=credited, source=Source.TYPED, marked_at=now,
            )
        )  # fmt: skip
    session.commit()
    page = text(admin.get(f"/cohorts/{cohort.ref}"))
    assert "1 of 6" in page
    assert "Session 1, Wed, Oct 14, 2020: credited" in page
    assert "Session 2, Wed, Nov 11, 2020: absent" in page
    assert "Session 3, Wed, Dec 9, 2020: not marked yet" in page
    assert "Implementation" in page


def test_the_page_of_a_cohort_names_who_has_completed_the_program(session, admin, now):
    cohort = building.make_cohort()
    actions.complete_enrollment(enrollment=queries.trainees(cohort)[0], by=SYSTEM, now=now)
    session.commit()
    assert "Completed" in text(admin.get(f"/cohorts/{cohort.ref}"))


def test_every_state_of_an_enrollment_and_of_a_cohort_has_its_words(app):
    kinds = (
        EnrollmentState, rules.CohortState, rules.PhaseNow, rules.ModuleState, rules.TaskKind, rules.CopyState,
        rules.TogetherReason,
    )  # fmt: skip
    assert [member for kind in kinds for member in kind if not has_words(member)] == []


def test_somebody_is_taken_out_with_a_reason(session, admin):
    cohort = building.make_cohort()
    enrollment = queries.trainees(cohort)[0]
    name, path = enrollment.person.name, f"/cohorts/{cohort.ref}/people/{enrollment.ref}/withdraw"
    here = f"/cohorts/{cohort.ref}"
    other = building.make_cohort(building.ready(1, "Other"), name="Other")
    elsewhere = f"/cohorts/{other.ref}/people/{enrollment.ref}/withdraw"
    session.commit()
    assert admin.get(elsewhere).status_code == 404
    assert admin.send(path, {"reason": " "}).status_code == 422
    answer = admin.send(path, {"reason": "Moved away."})
    assert (answer.status_code, answer.location) == (303, here)
    page = text(admin.get(here))
    assert f"{name} is not in the cohort any more." in page
    assert "Moved away." in page
    session.rollback()
    assert session.scalars(select(Enrollment.state).where(Enrollment.ref == path.split("/")[4])).one() == (
        EnrollmentState.WITHDRAWN
    )


def test_lists_take_the_same_statements_with_one_and_with_thirty(session, app, admin):
    cohort = building.make_cohort(building.ready(1, "One"))
    building.ready(1, "Trainee")
    here = f"/cohorts/{cohort.ref}"
    session.commit()

    pages = ("/cohorts", here, "/cohorts/new", "/cohorts/new?q=t")
    before = per_page(app, admin, *pages)
    session.rollback()
    for person in building.ready(30, "Thirty"):
        actions.enroll(
            cohort=queries.cohort_by_ref(here.split("/")[2]), person=person, by=SYSTEM, now=building.FORMED
        )
    building.ready(30, "More")
    for n in range(3):
        building.make_cohort(building.ready(1, f"Single {n}"), name=f"Cohort {n}")
    session.commit()
    assert per_page(app, admin, *pages) == before
    assert max(before) <= 12, before
