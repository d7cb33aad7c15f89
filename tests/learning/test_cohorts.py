"""Is a cohort formed whole, of people who are ready, and does leaving it end what it had given?"""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.learning import building
from trainer.accounts import queries as account_queries
from trainer.accounts.actor import SYSTEM
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.i18n import sentence
from trainer.core.outbox import OutboxRow
from trainer.curriculum.models import Standing
from trainer.learning import actions, queries, rules
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import CohortReason, EnrollmentReason, EnrollmentState
from trainer.permissions import Role
from trainer.registration import actions as registration_actions
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules.kinds import OfferingKind, OfferingState


@pytest.fixture(autouse=True)
def courses(session):
    building.load_courses()


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def test_a_cohort_has_twelve_sessions_over_the_end_of_june(session):
    cohort = building.make_cohort()
    offering = cohort.offering
    assert (offering.kind, offering.state) == (OfferingKind.COHORT, OfferingState.PUBLISHED)
    assert [one.on for one in offering.sessions] == rules.monthly_dates(building.FIRST)
    assert [(one.ends_at - one.starts_at).seconds // 60 for one in offering.sessions] == [90] * 6 + [60] * 6
    assert (cohort.starts_on, cohort.ends_on) == (date(2020, 10, 14), date(2021, 9, 8))
    assert cohort.implementation_on == offering.sessions[5].on + timedelta(days=1)
    # clocks change twice in between, the hour on the wall does not
    assert {one.starts for one in offering.sessions} == {time(9, 30)}
    assert {one.starts_at.hour for one in offering.sessions} == {16, 17}


def test_everybody_is_registered_enrolled_and_told(session):
    people = building.ready(3)
    cohort = building.make_cohort(people)
    taken = session.scalars(select(Registration).where(Registration.offering_id == cohort.offering_id)).all()
    assert {one.state for one in taken} == {RegistrationState.REGISTERED}
    assert {one.organization_id for one in taken} == {None}, "the employer is not written down"
    assert cohort.offering.places[0].taken == 3
    assert [one.person.name for one in queries.trainees(cohort)] == ["Trainee 01", "Trainee 02", "Trainee 03"]
    for person in people:
        enrollment = queries.last_enrollment_of(person.id)
        assert (enrollment.cohort_id, enrollment.state) == (cohort.id, EnrollmentState.ENROLLED)
        days = (building.FIRST - timedelta(days=1), building.FIRST)
        states = [EnrollmentState.ENROLLED, EnrollmentState.ACTIVE]
        assert [enrollment.state_on(day) for day in days] == states, "a date comes, nobody has to do it"
        assert (enrollment.course_edition, enrollment.program_edition) == (building.COHORT_EDITION, "2020-21")
        grants = account_queries.grants_of(person.id, now=building.FORMED)
        assert [(one.role, one.cause) for one in grants] == [(Role.TRAINEE, f"cohort:{cohort.ref}")]
        standing = session.scalars(select(Standing).where(Standing.person_id == person.id)).one()
        assert (standing.until, standing.cause) == (None, f"cohort:{cohort.ref}")
    kinds = session.scalars(select(OutboxRow.kind)).all()
    assert kinds == ["registration.confirmed"] * 3
    done = session.scalars(select(AuditRow.action).order_by(AuditRow.id)).all()
    assert (done.count("cohort.form"), done.count("learning.enroll")) == (1, 3)


def test_who_has_not_completed_cop_101_is_named_and_nothing_is_half_done(session):
    people = [*building.ready(1), builders.make_person("Ben New"), builders.make_person("Ana New")]
    session.commit()
    with pytest.raises(Refused) as refused:
        building.make_cohort(people)
    assert [(one.code, one.facts) for one in refused.value.reasons] == [
        (CohortReason.NOT_COMPLETED, {"names": "Ana New, Ben New"})
    ]
    for model in (Cohort, Enrollment, Offering, Registration, ProgramYear):
        assert session.scalar(select(func.count()).select_from(model)) == 0


def test_who_is_in_a_cohort_cannot_start_in_another(session):
    people = building.ready(2)
    building.make_cohort(people[:1])
    with pytest.raises(Refused) as refused:
        building.make_cohort(people, name="Second")
    assert [(one.code, one.facts) for one in refused.value.reasons] == [
        (CohortReason.IN_COHORT, {"names": "Trainee 01"})
    ]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": "  "}, CohortReason.NAME_MISSING),
        ({"people": []}, CohortReason.NOBODY),
        ({"dates": rules.monthly_dates(building.FIRST)[:11]}, CohortReason.DATES_COUNT),
        ({"dates": [building.FIRST, *rules.monthly_dates(building.FIRST)[:11]]}, CohortReason.DATES_ORDER),
        ({"first_on": date(2020, 10, 7)}, CohortReason.DATES_ORDER),
    ],
)
def test_a_plan_with_a_mistake_is_refused(session, more, code):
    with pytest.raises(Refused) as refused:
        actions.form_cohort(**{**building.plan(building.ready()), **more})
    assert codes(refused) == [code]


def test_nobody_is_twice_in_a_cohort_and_there_is_a_most(session):
    people = building.ready(1)
    with pytest.raises(Refused) as refused:
        building.make_cohort(people * 2)
    assert codes(refused) == [CohortReason.SOMEBODY_TWICE]
    with pytest.raises(Refused) as refused:
        building.make_cohort(building.ready(rules.MOST_TRAINEES + 1, "Many"))
    assert codes(refused) == [CohortReason.TOO_MANY]


def test_a_cohort_whose_places_are_all_taken_takes_nobody_in(session):
    people = building.ready(3)
    cohort = building.make_cohort(people[:2])
    (place,) = cohort.offering.places
    place.capacity = 2
    session.flush()
    with pytest.raises(Refused) as refused:
        actions.enroll(cohort=cohort, person=people[2], by=SYSTEM, now=building.FORMED)
    assert "Trainee 03 cannot get a place in Cohort 2020: all 2 places are taken or held." in sentence(
        refused.value.reasons[0]
    )
    assert place.taken == 2


def test_an_hour_that_clocks_skip_is_refused(session):
    dates = rules.monthly_dates(date(2021, 3, 14))
    with pytest.raises(Refused) as refused:
        building.make_cohort(first_on=dates[0], dates=dates, starts=time(2, 30))
    assert "time_in_gap" in [code.value for code in codes(refused)]


def test_nobody_registers_for_a_cohort_on_their_own(session, now):
    cohort = building.make_cohort()
    person = builders.make_person()
    with pytest.raises(Refused):
        registration_actions.register(
            offering=cohort.offering, person=person, by=builders.actor(person), now=building.FORMED
        )


def test_one_more_person_can_start_later(session, now):
    cohort = building.make_cohort()
    late = building.ready(1, "Late")[0]
    enrollment = actions.enroll(cohort=cohort, person=late, by=SYSTEM, now=now)
    assert (enrollment.since, cohort.offering.places[0].taken) == (date(2021, 5, 24), 3)
    with pytest.raises(Refused) as refused:
        actions.enroll(cohort=cohort, person=late, by=SYSTEM, now=now)
    assert codes(refused) == [CohortReason.IN_COHORT]


def test_nobody_starts_in_a_year_that_is_over(session, now):
    cohort = building.make_cohort()
    with pytest.raises(Refused) as refused:
        actions.enroll(
            cohort=cohort, person=building.ready(1, "Late")[0], by=SYSTEM, now=now + timedelta(days=150)
        )
    assert codes(refused) == [EnrollmentReason.COHORT_OVER]


def test_leaving_ends_place_role_and_standing_and_keeps_the_reason_from_the_trail(session, now):
    cohort = building.make_cohort()
    enrollment = queries.trainees(cohort)[0]
    person = enrollment.person
    actions.withdraw_enrollment(enrollment=enrollment, reason="She is ill.", by=SYSTEM, now=now)
    assert (enrollment.state, enrollment.until, enrollment.ended_why) == (
        EnrollmentState.WITHDRAWN,
        date(2021, 5, 24),
        "She is ill.",
    )
    assert queries.live_among([person.id]) == {}
    assert queries.last_enrollment_of(person.id) is enrollment
    assert account_queries.grants_of(person.id, now=now) == []
    assert session.scalars(select(Standing).where(Standing.person_id == person.id)).one().until is not None
    assert cohort.offering.places[0].taken == 1
    assert not any("ill" in str(row.facts) for row in session.scalars(select(AuditRow)))
    assert not any("ill" in str(row.params) for row in session.scalars(select(OutboxRow)))
    with pytest.raises(Refused) as refused:
        actions.withdraw_enrollment(enrollment=enrollment, reason="Again", by=SYSTEM, now=now)
    assert codes(refused) == [EnrollmentReason.NOT_LIVE]


def test_leaving_asks_for_a_reason(session, now):
    enrollment = queries.trainees(building.make_cohort())[0]
    with pytest.raises(Refused) as refused:
        actions.withdraw_enrollment(enrollment=enrollment, reason=" ", by=SYSTEM, now=now)
    assert codes(refused) == [EnrollmentReason.WHY_MISSING]


def test_who_left_can_come_back(session, now):
    cohort = building.make_cohort()
    enrollment = queries.trainees(cohort)[0]
    actions.withdraw_enrollment(enrollment=enrollment, reason="Moved", by=SYSTEM, now=now)
    again = actions.enroll(cohort=cohort, person=enrollment.person, by=SYSTEM, now=now + timedelta(days=1))
    assert again is enrollment
    assert (again.state, again.until, again.ended_why) == (EnrollmentState.ACTIVE, None, "")
    assert cohort.offering.places[0].taken == 2
