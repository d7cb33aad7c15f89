"""Does a coordinator see the hours and certificates of the own people in their time, and nobody else's?"""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from tests import builders
from tests.attendance import building
from tests.attendance.test_papers import words_of
from tests.conftest import on_one
from tests.registration.reading import text
from tests.statements import counted
from trainer.attendance.models import Goal, TrainingRecord
from trainer.attendance.queries import hours as queries
from trainer.attendance.rules.goals import Period
from trainer.attendance.views import hours as views
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingKind

pytestmark = on_one("postgresql")  # what pages say; what databases keep is tested with the actions


YEAR = Period(date(2020, 7, 1), date(2021, 6, 30))
AHEAD = (date(2021, 6, 8), date(2021, 7, 6))


def trained(agency, person, days, kind=OfferingKind.OTHER, marks=None, title="Day"):
    training = building.make_training(days, kind=kind, title=title)
    place = builders.make_registration(training, person, organization=agency)
    building.hold(training, {place: marks or [0] * len(days)})
    return training


@pytest.fixture
def agency(session):
    """An agency with a coordinator, and people of every kind with six-hour days."""
    agency, other = builders.make_organization("Bay Agency"), builders.make_organization("Other Agency")
    agency.luz = builders.make_person("Luz", roles=(Role.COORDINATOR, agency))
    agency.other = builders.make_person("Oda", roles=(Role.COORDINATOR, other))
    ana, ben, cy, asked, gone = (
        builders.make_person(name) for name in ("Ana", "Ben", "Cy", "Asked Only", "Gone")
    )
    for person in (ana, ben, cy):
        builders.make_membership(person, agency)
    builders.make_membership(ana, other)
    builders.make_membership(asked, agency, state=MembershipState.INVITED)
    left = {"state": MembershipState.ENDED, "until": date(2021, 1, 31)}
    builders.make_membership(gone, agency, confirmed_on=date(2020, 7, 1), **left)
    builders.make_membership(builders.make_person("Never Confirmed"), agency, **left)
    trained(agency, ana, building.PAST, OfferingKind.COP_101, title="CoP 101")
    trained(agency, ana, (date(2020, 6, 30), date(2020, 9, 1)), title="Two years")
    trained(other, ana, (date(2021, 2, 2),), title="Canary of another employer")
    trained(None, ana, (date(2021, 2, 3),), title="Canary of her own")
    trained(agency, ben, building.FIRST_RUN, OfferingKind.COP_101, [0, 16, 0], title="CoP 101")
    trained(agency, asked, (date(2021, 2, 4),), title="Canary of the unconfirmed")
    trained(agency, gone, (date(2021, 1, 5),), title="In their time")
    trained(agency, gone, (date(2021, 2, 5),), title="Canary after they left")
    ahead = builders.make_offering(days=AHEAD, kind=OfferingKind.OTHER, year=builders.make_year(2020))
    builders.make_registration(ahead, cy, organization=agency)
    session.add(Goal(organization_id=agency.id, minutes=900, changed_at=builders.EARLIER))
    session.commit()
    return agency


def test_hours_count_by_day_on_behalf_of_the_organization_and_in_their_time(agency, now):
    _page, lines = queries.people(agency, YEAR, now=now)
    assert [(one.membership.shown_name, one.done, one.planned) for one in lines] == [
        ("Ana", 1440, 0), ("Ben", 720, 0), ("Cy", 0, 360), ("Gone", 360, 0),
    ]  # fmt: skip
    assert queries.by_kind(agency, YEAR) == [(OfferingKind.COP_101, 2, 1800), (OfferingKind.OTHER, 2, 720)]
    assert queries.count_below(agency, YEAR, 807, now=now) == (4, 2)
    _page, short = queries.people(agency, YEAR, below=807, now=now)
    assert [one.membership.shown_name for one in short] == ["Ben", "Cy"]


def test_the_page_says_who_is_about_to_fall_short_and_how_that_was_counted(agency, browser_of, app):
    browser, url = browser_of(agency.luz), f"/organizations/{agency.ref}/hours"
    page = text(browser.get(url))
    assert "2 people are about to fall short" in page
    assert (
        "12 hours of 15 hours, 0 hours still to come. An even pace would be at 13.4 hours by now."
        " 3 hours to find in 38 days." in page
    )
    assert page.count("24 hours") >= 1
    assert "Canary" not in page
    short = text(browser.get(url + "?show=short"))
    assert "Ana" not in short.partition("<tbody>")[2].partition("</tbody>")[0]
    quarter = text(browser.get(url + "?first=2021-01-01&last=2021-03-31"))
    assert "Choose a whole year" in quarter
    assert "At risk" not in quarter
    wrong = text(browser.get(url + "?first=2021-06-01&last=2021-05-01"))
    assert "These days are no period" in wrong
    assert "Nobody fits" in text(browser.get(url + "?first=2015-07-01&last=2016-06-30"))
    with counted(app) as seen:
        browser.get(url)
    assert len(seen) <= 12


def test_the_tables_hold_what_the_page_shows(agency, browser_of):
    browser, url = browser_of(agency.luz), f"/organizations/{agency.ref}/hours"
    rows = list(csv.DictReader(io.StringIO(browser.get(url + ".csv").get_data().decode("utf-8-sig"))))
    assert [(one["Name"], one["Clock hours"], one["CoP 101"], one["Missing"], one["State"]) for one in rows] == [
        ("Ana", "24.0", "18.0", "0.0", "Reached"), ("Ben", "12.0", "12.0", "3.0", "At risk"),
        ("Cy", "0.0", "0.0", "9.0", "At risk"), ("Gone", "6.0", "0.0", "", ""),
    ]  # fmt: skip
    book = zipfile.ZipFile(io.BytesIO(browser.get(url + ".xlsx").get_data()))
    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    cells = [list(row) for row in sheet.iter(f"{space}row")]
    assert len(cells) == 5
    assert "".join(cells[1][0].itertext()) == "Ana"
    assert Decimal("".join(cells[1][7].itertext())) == 24


def test_certificates_of_a_period_come_as_one_archive_or_in_parts(agency, browser_of, monkeypatch):
    browser, url = browser_of(agency.luz), f"/organizations/{agency.ref}/certificates.zip"
    archive = zipfile.ZipFile(io.BytesIO(browser.get(url).get_data()))
    names = archive.namelist()
    assert [name.split(" ")[0] for name in names] == ["Ana", "Ana", "Gone"], "Ben did not finish CoP 101"
    assert "CoP 101" in words_of(archive.read(names[1]))[0]
    assert browser.get(url + "?first=2015-07-01&last=2016-06-30").status_code == 404
    monkeypatch.setattr(views, "IN_ONE_ARCHIVE", 2)
    assert "An archive holds 2 of them, so they come in 2" in text(
        browser.get(f"/organizations/{agency.ref}/hours")
    )
    parts = [
        zipfile.ZipFile(io.BytesIO(browser.get(f"{url}?part={part}").get_data())).namelist()
        for part in (1, 2)
    ]
    assert [*parts[0], *parts[1]] == names
    assert browser.get(f"{url}?part=3").status_code == 404


def test_nobody_reaches_the_papers_of_another_organization(agency, session, browser_of):
    members = {
        one.person.name: one
        for one in session.query(builders.Membership).filter_by(organization_id=agency.id)
    }
    records = {(one.person.name, one.title): one.ref for one in session.query(TrainingRecord)}
    mine, theirs = browser_of(agency.luz), browser_of(agency.other)

    def answer(browser, who, title):
        return browser.get(f"/memberships/{members[who].ref}/records/{records[who, title]}.pdf").status_code

    assert answer(mine, "Ana", "CoP 101") == answer(mine, "Gone", "In their time") == 200
    hidden = [
        ("Ana", "Canary of another employer"), ("Ana", "Canary of her own"),
        ("Asked Only", "Canary of the unconfirmed"), ("Gone", "Canary after they left"),
    ]  # fmt: skip
    assert [answer(mine, *one) for one in hidden] == [404] * 4
    page = text(mine.get(f"/memberships/{members['Ana'].ref}/hours"))
    assert "CoP 101" in page
    assert "Canary" not in page
    urls = [
        f"/organizations/{agency.ref}/{one}"
        for one in ("hours", "hours.csv", "hours.xlsx", "certificates.zip")
    ]
    urls += [f"/memberships/{members['Ana'].ref}/hours"]
    assert [theirs.get(url).status_code for url in urls] == [404] * 5
    assert answer(theirs, "Ana", "CoP 101") == 404


def test_a_coordinator_sets_the_goal(agency, session, browser_of):
    browser, url = browser_of(agency.luz), f"/organizations/{agency.ref}/hours"
    for wrong in ("many", "NaN", "sNaN", "Infinity", "1e400"):
        assert browser.send(url, {"hours": wrong}).status_code == 422, wrong
    assert browser.send(url, {"hours": "7.5"}).status_code == 303
    session.rollback()
    assert queries.goal_of(agency) == 450
    browser.send(url, {"hours": "0"})
    session.rollback()
    assert queries.goal_of(agency) == 0
    assert "about to fall short" not in text(browser.get(url)).replace("says who is about to fall short", "")
