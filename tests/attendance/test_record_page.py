"""Does a person read their record down to its days, and nobody else but an administrator?"""

import csv
import io
import re
from datetime import UTC, date, datetime

import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW, on_one
from tests.registration.reading import text
from tests.statements import counted
from trainer.accounts.actor import SYSTEM
from trainer.attendance import actions, rules
from trainer.attendance.models import TrainingRecord
from trainer.core.i18n import has_words
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import queries as curriculum_queries
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingKind

pytestmark = on_one("sqlite")  # what pages say; what databases keep is tested with the actions


@pytest.fixture
def ana(session):
    building.make_courses()
    return builders.make_person("Ana Ruiz")


def took_part(person, row, days=building.PAST, agency=None, **more):
    training = building.make_training(days, **more)
    place = builders.make_registration(training, person, organization=agency)
    building.hold(training, {place: row})
    return training, place


def test_hours_by_program_year_and_each_day_with_its_arithmetic(session, ana, browser_of):
    took_part(ana, [0, 16, 15], agency=builders.make_organization("Bay Agency"))
    took_part(
        ana, [0, 0], days=(date(2020, 6, 30), date(2020, 7, 1)), kind=OfferingKind.OTHER, title="Summer days"
    )
    session.commit()
    page = text(browser_of(ana).get("/me/record"))
    assert re.findall(r'<p class="small quiet">(20\d\d–\d\d)</p><p><span class="figure">([^<]+)</span>', page) == [
        ("2020–21", "18 hours"), ("2019–20", "6 hours"),
    ]  # fmt: skip
    assert "360 of 360 minutes; 0 missed, at most 15: credit for the session." in page
    assert "344 of 360 minutes; 16 missed, at most 15: no credit." in page
    assert "Bay Agency" in page
    assert "Partly attended" in page


def test_what_a_course_still_waits_for_leads_to_it(session, ana, browser_of):
    took_part(ana, [0, 16, 0])
    curriculum_actions.record_part(
        person=ana, course="cop-101", edition=building.EDITION, part="check:101.1", on=date(2021, 5, 21), cause="check",
        by=SYSTEM, now=NOW,
    )  # fmt: skip
    session.commit()
    page = text(browser_of(ana).get("/me/record"))
    assert "1 of 7 parts done." in page
    assert 'href="/courses/cop-101"' in page
    assert 'href="/courses/cop-101/101.2/check"' in page
    assert 'href="/courses/cop-101/101.1/check"' not in page
    assert 'href="/courses/cop-101/101.5/reflection"' in page
    assert "2 of 3 sessions. Without credit: session 2. You can make it up in another run" in page
    assert "Closing reflection" in page


def test_a_completed_course_waits_for_nothing(session, ana, browser_of):
    took_part(ana, [0, 0, 0])
    builders.make_completion(ana)
    session.commit()
    assert "Still missing" not in text(browser_of(ana).get("/me/record"))


def test_two_missed_sessions_cannot_both_be_made_up(session, ana, browser_of):
    took_part(ana, [0, "absent", "excused"])
    session.commit()
    page = text(browser_of(ana).get("/me/record"))
    assert "Without credit: sessions 2, 3. One session can be made up in another run, not more." in page
    assert "Absent, 0 of 360 minutes: no credit." in page
    assert "Excused, 0 of 360 minutes: no credit." in page


def test_what_goes_on_shows_what_counts_so_far(session, ana, browser_of):
    running = building.make_training(
        building.PAST, kind=OfferingKind.FACILITATOR_COP, title="Facilitator CoP"
    )
    place = builders.make_registration(running, ana)
    for meeting in running.sessions[:2]:
        building.mark(meeting, running, building.said(place, 0))
    actions.close(session=running.sessions[0], offering=running, by=SYSTEM, now=NOW)
    session.commit()
    page = text(browser_of(ana).get("/me/record"))
    assert "Not finished yet" in page
    assert "6 hours so far." in page
    assert page.count("360 of 360 minutes") == 1, "an open sheet does not count yet"


def test_before_the_first_training_the_page_says_what_comes(session, ana, browser_of):
    session.commit()
    assert "Nothing on record yet" in text(browser_of(ana).get("/me/record"))


def test_on_paper_every_day_is_open(session, ana, browser_of):
    took_part(ana, [0, 0, 0])
    session.commit()
    browser = browser_of(ana)
    assert "<details><summary>" in text(browser.get("/me/record"))
    page = text(browser.get("/me/record?print=1"))
    assert "<details open><summary>" in page
    assert "Still missing" not in page


def lines(answer):
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_the_file_counts_by_program_year_and_holds_no_formula(session, browser_of):
    ana = builders.make_person("=Ana")
    took_part(ana, [0, 16], days=(date(2020, 6, 30), date(2020, 7, 1)), kind=OfferingKind.OTHER)
    evening = datetime(2021, 5, 25, 3, 0, tzinfo=UTC)  # still the 24th where the program is
    session.query(TrainingRecord).update({"verified_at": evening})
    session.commit()
    answer = browser_of(ana).get("/me/record.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="record.csv"'
    found = lines(answer)
    assert [(row["Program year"], row["Attended minutes"], row["Clock hours"]) for row in found] == [
        ("2020-21", "344", "0.00"), ("2019-20", "360", "6.00"),
    ][::-1]  # fmt: skip
    assert {row["Name"] for row in found} == {"'=Ana"}
    assert {row["Verified on"] for row in found} == {"2021-05-24"}


@pytest.mark.parametrize("who", ["administrator", "trainer", "coordinator", "bystander"])
def test_only_administrators_read_the_record_of_another(session, ana, browser_of, who):
    training, _place = took_part(ana, [0, 0, 0])
    agency = builders.make_organization()
    builders.make_membership(ana, agency)
    roles = {
        "administrator": Role.ADMINISTRATOR, "trainer": (Role.TRAINER, training),
        "coordinator": (Role.COORDINATOR, agency),
    }  # fmt: skip
    visitor = builders.make_person(roles=roles.get(who, []))
    urls = [f"/people/{ana.ref}/record", f"/people/{ana.ref}/record.csv"]
    session.commit()
    browser = browser_of(visitor)
    expected = 200 if who == "administrator" else 404
    assert [browser.get(url).status_code for url in urls] == [expected] * 2
    assert "CoP 101" not in browser.get("/me/record").get_data(as_text=True)
    if who == "administrator":
        assert "Training record: Ana Ruiz" in text(browser.get(urls[0]))
        assert urls[0] in text(browser.get(f"/people/{ana.ref}"))


def test_one_reads_the_own_record_under_either_address(session, ana, browser_of):
    session.commit()
    assert browser_of(ana).get(f"/people/{ana.ref}/record").status_code == 200
    assert "/sign-in" in browser_of().get("/me/record").location


def test_the_page_sends_few_statements_however_long_the_record(session, ana, browser_of, app):
    counts = []
    for more in (1, 30):
        for number in range(more):
            took_part(ana, [0], days=(date(2021, 1 + number % 4, 2 + number % 20),), kind=OfferingKind.OTHER)
            took_part(ana, [0, 16, 0]) if not number else None
        session.commit()
        session.rollback()
        browser = browser_of(ana)
        browser.get("/permissions")
        with counted(app) as seen:
            assert browser.get("/me/record").status_code == 200
        counts.append(len(seen))
        session.rollback()
        session.add(ana)
    assert counts[0] == counts[1] <= 14


def test_coordinators_see_hours_of_confirmed_people_as_one_number(session, ana, browser_of, app):
    agency = builders.make_organization()
    luz = builders.make_person("Luz", roles=(Role.COORDINATOR, agency))
    asked = builders.make_person("Asked")
    builders.make_membership(ana, agency)
    builders.make_membership(asked, agency, state=MembershipState.INVITED)
    took_part(ana, [0, 16, 0], agency=agency)
    took_part(asked, [0, 0, 0], agency=agency)
    took_part(ana, [0], days=(date(2020, 6, 30),), kind=OfferingKind.OTHER, agency=agency)
    took_part(ana, [0], days=(date(2021, 2, 2),), kind=OfferingKind.OTHER)
    session.commit()
    browser = browser_of(luz)
    url = f"/organizations/{agency.ref}/people"
    page = browser.get(url).get_data(as_text=True)
    cells = re.findall(r'data-label="Hours this program year">([^<]*)<', page)
    assert sorted(cell.strip() for cell in cells) == ["", "12 hours"]
    with counted(app) as seen:
        browser.get(url)
    assert len(seen) <= 12


def test_every_word_of_the_room_is_there(app):
    kinds = (
        rules.Presence,
        rules.Source,
        rules.RecordState,
        rules.CreditReason,
        rules.MarkReason,
        rules.TaskKind,
    )
    assert [member for kind in kinds for member in kind if not has_words(member)] == []


def test_the_part_of_a_course_stays_in_the_edition_in_which_it_was_begun(session, ana):
    curriculum_actions.record_part(
        person=ana, course="cop-101", edition="2019-20", part="check:101.1", on=date(2020, 5, 21), cause="check",
        by=SYSTEM, now=NOW,
    )  # fmt: skip
    took_part(ana, [0, 0, 0])
    assert curriculum_queries.parts_of(ana.id, "cop-101", "2019-20") == {"check:101.1", "attendance"}


def test_a_course_from_paper_stands_on_the_record_with_its_hours(session, ana, browser_of):
    def on_record(course):
        curriculum_actions.record_completion(
            person=ana, course=course, on=date(2016, 9, 24), cause="Sheets of 2016", by=SYSTEM, now=NOW
        )

    on_record("cop-101")
    on_record("refresher")
    took_part(ana, [0], days=(date(2021, 1, 7),), kind=OfferingKind.REFRESHER)
    session.commit()
    browser = browser_of(ana)
    page = text(browser.get("/me/record"))
    assert re.findall(r"<h3>([^<]+)</h3>\s*<p><b>([^<]+)</b></p>", page) == [("CoP 101", "15 hours")], (
        "the Refresher was credited here: its hours are counted once"
    )
    line = lines(browser.get("/me/record.csv"))[-1]
    assert (line["Training"], line["Program year"], line["Clock hours"]) == ("CoP 101", "2016-17", "15.00")
    assert line["State"] == "Taken over from paper"
