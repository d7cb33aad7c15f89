"""Can an administrator form a cohort, pair its mentors, and decide a certification that is not their own trainee's?"""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests import builders
from tests.certification import acting
from tests.certification import building as certification
from tests.conftest import on_one
from tests.journeys.walking import done, to
from tests.learning import building as learning
from trainer.certification.models import Credential, Decision
from trainer.learning.models import Cohort
from trainer.mentoring.models import Pair
from trainer.permissions import Role

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions


@pytest.fixture
def renata(session):
    """An administrator."""
    person = builders.make_person("Renata Morales", roles=Role.ADMINISTRATOR)
    session.commit()
    return person


@pytest.fixture
def june(session):
    """A mentor to be; Ana and Ben have completed CoP 101, and Cora has not."""
    learning.load_courses()
    for person, name in zip(learning.ready(2), ("Ana Ruiz", "Ben Osei"), strict=True):
        person.name, person.sort_name, person.email = name, name.casefold(), f"{name[:3].lower()}@example.org"
    builders.make_person("Cora Lind")
    person = builders.make_person("June Whitfield", email="june@example.org")
    session.commit()
    return person


def choose_people(page: Page) -> None:
    """Name, first day, Ana from the list; Cora cannot be ticked, and Ben is searched for."""
    page.get_by_label("Name of the cohort").fill("Fall cohort")
    page.get_by_label("First session").fill("2021-10-14")
    page.get_by_label("Begins at").fill("16:00")
    page.get_by_text("Ana Ruiz").click()
    page.get_by_label("Find somebody").fill("Cora")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_label("Cora Lind")).to_be_disabled()
    expect(page.get_by_role("main")).to_contain_text("CoP 101 is not on record as completed.")
    expect(page.get_by_label("Ana Ruiz")).to_be_checked()
    page.get_by_label("Find somebody").fill("Ben")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("Ben Osei").click()
    page.get_by_role("button", name="Go on to the dates").click()


def test_a_cohort_is_formed_once_and_each_trainee_gets_a_mentor(site, renata, june, size):
    page = site.page(renata, viewport=size)
    to(page, "Cohorts")
    page.get_by_role("link", name="Form a cohort").first.click()
    choose_people(page)
    expect(page.get_by_label("Session 12")).to_have_value("2022-09-08")
    page.get_by_label("Session 3", exact=True).fill("2021-12-16")
    assert site.rows(select(Cohort.id)) == []
    page.get_by_role("button", name="Form the cohort with 2 people").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fall cohort")
    assert len(site.rows(select(Cohort.id))) == 1
    expect(page.get_by_role("main")).to_contain_text("Dec 16, 2021")
    assert "Fall cohort" in site.mail("ana@example.org")[0].body

    page.get_by_role("link", name="Mentors").first.click()
    expect(page.get_by_role("main")).to_contain_text("2 trainees have no mentor yet.")
    page.get_by_role("link", name="Choose a mentor of Ana Ruiz").click()
    page.get_by_label("the e-mail they sign in with").fill("june@example.org")
    page.get_by_role("button", name="Make them mentor and trainee").click()
    done(page, "June Whitfield now mentors Ana Ruiz.")
    page.get_by_role("link", name="Choose a mentor of Ben Osei").click()
    page.get_by_label("Mentor", exact=True).select_option(label="June Whitfield – 1 trainee now")
    page.get_by_role("button", name="Make them mentor and trainee").click()
    done(page, "June Whitfield now mentors Ben Osei.")
    assert [mentor for (mentor,) in site.rows(select(Pair.mentor_id))] == [june.id, june.id]
    assert "June Whitfield" in site.mail("ana@example.org")[0].body


def test_a_certification_is_decided_by_somebody_who_is_not_the_mentor(site, session, renata, now, size):
    mona = builders.make_person("Mona Mentor", roles=Role.ADMINISTRATOR)
    journey = certification.make_journey(name="Rosa Medina", mentor=mona)
    journey.trainee.email = "rosa@example.org"
    acting.sign(journey, acting.ask(journey, now), now)
    session.commit()

    hers = site.page(mona, viewport=size)
    to(hers, "Certifications")
    hers.get_by_role("link", name="Rosa Medina").click()
    expect(hers.get_by_role("main")).to_contain_text("Every criterion is met or waived.")
    expect(hers.get_by_role("button", name="Save the decision")).to_have_count(0)

    page = site.page(renata, viewport=size)
    to(page, "Certifications")
    page.get_by_role("link", name="Who issues certificates").click()
    for label, text in (
        ("Organization", "Facilitators’ Commons"), ("Its address", "1200 Harbor Street, Richmond, CA"),
        ("Who signs", "Renata Morales"), ("Title of whoever signs", "Program director"),
    ):  # fmt: skip
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Rosa Medina").click()
    page.get_by_text("Grant: the certificate is issued at once").click()
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert site.rows(select(Decision.id)) == []
    page.get_by_label("Reason").first.fill("Every record says so.")
    page.get_by_role("button", name="Save the decision").dblclick()
    expect(page.get_by_role("link", name="Open the certificate")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Granted")
    assert len(site.rows(select(Decision.id))) == len(site.rows(select(Credential.id))) == 1
    assert "/certificates/" in site.mail("rosa@example.org")[0].body
