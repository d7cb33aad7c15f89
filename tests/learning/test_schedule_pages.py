"""Does a cohort, which crosses June 30 and takes nobody in, stand in the schedule like everything else?"""

import pytest

from tests import builders
from tests.conftest import on_one
from tests.learning import building
from tests.registration.reading import text
from trainer.permissions import Role

pytestmark = on_one("postgresql")  # what pages and papers say; what databases keep is tested with the actions


@pytest.fixture
def cohort(session):
    building.load_courses()
    builders.make_year(2020)
    cohort = building.make_cohort()
    session.commit()
    return cohort


def test_the_public_year_shows_it_closed(session, client, cohort):
    ref = cohort.offering.ref
    session.rollback()
    page = text(client.get("/schedule/2020-21"))
    assert "Cohort 2020" in page
    offering = text(client.get(f"/offerings/{ref}"))
    assert "October 2020 to September 2021, monthly" in offering
    assert "Wed, Sep 8, 2021" in offering


def test_nobody_can_register_for_it(session, browser_of, cohort):
    ref, person = cohort.offering.ref, builders.make_person()
    session.commit()
    browser = browser_of(person)
    page = text(browser.get(f"/offerings/{ref}/registration"))
    assert "Registration closed on" in page
    assert browser.send(f"/offerings/{ref}/registration", {"format": "virtual"}).status_code == 422


def test_an_administrator_opens_it_like_any_other(session, browser_of, cohort):
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    ref = cohort.offering.ref
    session.commit()
    browser = browser_of(admin)
    assert browser.get(f"/manage/offerings/{ref}").status_code == 200
    assert browser.get("/manage/schedule/2020-21").status_code == 200
