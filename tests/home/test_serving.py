"""Does whoever mentors, trains or administers see how far their cohorts have come, and nobody else's?"""

import re
from datetime import date, timedelta

import pytest

from tests import builders
from tests.certification import building
from tests.statements import counted
from trainer.learning.rules import EnrollmentState
from trainer.permissions import Role


def far(browser):
    """What the first page says of each cohort: name, sessions over, people."""
    page = re.sub(r"\s+", " ", browser.get("/home").get_data(as_text=True))
    if 'id="cohorts"' not in page:
        return []
    part = page.split('id="cohorts"')[1].split("</section>")[0]
    names = re.findall(r'class="task-name"[^>]*>([^<]+)<', part)
    return list(
        zip(
            names,
            re.findall(r"(\d+ of \d+) sessions are over", part),
            re.findall(r"(\d+) pe", part),
            strict=True,
        )
    )


@pytest.fixture
def journey(session, now):
    """A cohort in its twelfth month: two trainees of two mentors, and one who left."""
    journey = building.make_journey()
    cohort = journey.cohort
    cohort.ends_on = now.date()
    cohort.offering.sessions[-1].ends_at = now + timedelta(hours=1)
    for name, state in (("Olga Other", EnrollmentState.ACTIVE), ("Lea Left", EnrollmentState.WITHDRAWN)):
        session.add(type(journey.enrollment)(
            cohort=cohort, person=builders.make_person(name), course_edition="2020-21", program_edition="2020-21",
            state=state, since=building.STARTS, changed_at=builders.EARLIER,
        ))  # fmt: skip
    session.commit()
    return journey


def test_each_role_that_serves_sees_the_cohorts_it_serves(session, browser_of, journey):
    trainer = builders.make_person("Tess", roles=(Role.TRAINER, journey.cohort.offering))
    elsewhere = builders.make_person("Elsa", roles=(Role.TRAINER, builders.make_offering()))
    coordinator = builders.make_person("Cora", roles=(Role.COORDINATOR, builders.make_organization()))
    session.commit()
    name = journey.cohort.name
    assert far(browser_of(journey.administrator)) == [(name, "11 of 12", "2")]
    assert far(browser_of(trainer)) == [(name, "11 of 12", "2")]
    assert far(browser_of(journey.mentor)) == [(name, "11 of 12", "1")], "their own trainee alone"
    for other in (journey.trainee, elsewhere, coordinator):
        assert far(browser_of(other)) == []


def test_what_is_over_or_has_not_begun_is_not_under_way(session, browser_of, journey, now):
    for starts, ends in (
        (now.date() + timedelta(days=1), date(2022, 1, 1)),
        (date(2020, 1, 1), date(2021, 5, 23)),
    ):
        session.rollback()  # a reader that goes on to write on SQLite begins anew
        journey.cohort.starts_on, journey.cohort.ends_on = starts, ends
        session.commit()
        assert far(browser_of(journey.administrator)) == []


def test_the_statements_do_not_grow_with_the_cohorts(app, session, browser_of, journey):
    browser = browser_of(journey.administrator)
    browser.get("/home")
    with counted(app) as one:
        browser.get("/home")
    session.rollback()
    for number in range(4):
        other = building.make_enrollment(builders.make_person(), name=f"Cohort {number} more")
        other.cohort.ends_on = journey.cohort.ends_on
    session.commit()
    with counted(app) as many:
        browser.get("/home")
    assert len(one) == len(many) <= 18
    assert len(far(browser)) == 5
