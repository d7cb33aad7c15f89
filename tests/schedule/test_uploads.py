"""Is a whole year's file drafted from the screen exactly as it was checked, or refused with every row that is wrong?"""

import io
import random
from datetime import date

import pytest

from tests import builders
from tests.core.test_jobs import work
from tests.schedule.test_importing import HEAD, NEXT_YEAR
from tests.schedule.test_public import text_of
from trainer.core import tables
from trainer.core.db import writing
from trainer.core.jobs import Given, JobRow, JobState
from trainer.core.workbooks import write_xlsx
from trainer.permissions import Role
from trainer.schedule import importing, queries
from trainer.schedule.actions import uploads
from trainer.schedule.importing import ImportReason, template
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules import soundness
from trainer.schedule.rules.kinds import OfferingState

PAGE = "/manage/schedule/2021-22/upload"
ROWS = (
    "Circle {n},other,virtual,March 2022,,,,{n},,,",
    "Course {n},cop_101,in_person,,2021-09-1{n},,,12,9:00,2:00 PM,15",
    "Some day {n},other,tbd,TBD,,,,,,,",
    "Series {n},facilitator_cop,hybrid,August 2021 - May 2022,,,,1{n},,,",
)
WRONG = (
    "Late {n},other,virtual,,2021-03-0{n},,,,,,",
    "Backwards {n},other,virtual,,2021-10-0{n},,,,4:00 PM,9:00 AM,",
    "Gap {n},other,virtual,,2022-03-13,,,,2:30 AM,4:00 AM,",
    "Strange {n},nonsense,virtual,TBD,,,,many,,,",
)


def test_the_template_has_every_column_and_its_rows_are_read_once_they_are_no_examples():
    assert template.missing() == set()
    header, rows = template.header(), template.examples(2021)
    mine = [[str(row[0]).removeprefix("Example: "), *row[1:]] for row in rows]
    for files in (tables.write_csv, lambda header, rows: write_xlsx("2021–22", header, rows)):
        left = importing.read(files(header, rows))
        assert {reason.code for row in left for reason in row.reasons} == {ImportReason.EXAMPLE_LEFT}
        found = [row.plan for row in importing.read(files(header, mine))]
        wrong = [
            soundness.problems(
                plan, year_starts=date(2021, 7, 1), today=date(2021, 5, 24), history=False, was=None
            )
            for plan in found
        ]
        assert wrong == [[]] * len(rows)
        assert [len(plan.sessions) for plan in found] == [3, 4, 1, 0]


def test_days_and_months_that_a_spreadsheet_made_of_them_are_read():
    head = "offering,kind,format,date_text,session_dates\n"
    [day, month] = importing.read(f"{head}A,other,tbd,2021-11-03,\nB,other,tbd,,November 2021;2022-01\n")
    assert [session.on for session in day.plan.sessions] == [date(2021, 11, 3)]
    assert [session.on for session in month.plan.sessions] == [date(2021, 11, 1), date(2022, 1, 1)]


@pytest.fixture
def year(session):
    made = builders.make_year(2021, version=0)
    session.commit()
    return made.id


def upload(browser, data, page=PAGE, **more):
    """Send a file and let the worker check it; the address of its job."""
    file = {"file": (io.BytesIO(data), "year.csv"), **more}
    answer = browser.send(page, file, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert work()
    return answer.location


def drafts(session, year_id):
    session.rollback()
    return session.query(Offering).filter_by(year_id=year_id).order_by(Offering.id).all()


def test_a_year_is_uploaded_checked_and_drafted_once(session, browser, year):
    page = upload(browser, NEXT_YEAR)
    shown = text_of(browser.get(page).get_data(as_text=True))
    for words in ("10 lines were read", "New, as a draft 10", "until you publish the schedule"):
        assert words in shown, words
    assert drafts(session, year) == []
    assert browser.send(page, {}).status_code == 303
    assert work()
    made = drafts(session, year)
    assert len(made) == 10
    assert {one.state for one in made} == {OfferingState.DRAFT}
    assert session.get(ProgramYear, year).version == 0
    done = browser.get(page).get_data(as_text=True)
    assert 'href="/manage/schedule/2021-22">See the plan</a>' in done
    again = upload(browser, NEXT_YEAR)
    assert "Already there 10" in text_of(browser.get(again).get_data(as_text=True))


def test_every_wrong_row_is_named_and_nothing_is_drafted(session, browser, year):
    rows = [ROWS[0], *WRONG]
    page = upload(browser, "\n".join([HEAD, *(row.format(n=3) for row in rows)]).encode())
    shown = text_of(browser.get(page).get_data(as_text=True))
    for words in (
        "4 lines need a correction",
        "Line 3 Session 1: Wed, Mar 3, 2021 is not in this program year.",
        "Line 4 Session 1: the end must be later than the start.",
        "2:30",
        "Line 6 Column kind: “nonsense” is no kind.",
    ):
        assert words in shown, words
    assert browser.send(page, {}).status_code == 409
    assert not work()
    assert drafts(session, year) == []
    past = builders.make_year(2020, version=0).slug
    session.commit()
    row = f"{HEAD}\nHeld,other,virtual,,2020-10-07,,,,,,\n".encode()
    for more, state in (({}, JobState.REFUSED), ({"history": "y"}, JobState.CHECKED)):
        upload(browser, row, f"/manage/schedule/{past}/upload", **more)
        assert session.query(JobRow).order_by(JobRow.id.desc()).first().state is state
        session.rollback()


def test_what_was_checked_and_is_no_longer_so_is_not_drafted(session, browser, year):
    page = upload(browser, f"{HEAD}\n{ROWS[0].format(n=1)}\n{ROWS[1].format(n=1)}\n".encode())
    upload(browser, f"{HEAD}\n{ROWS[1].format(n=1)}\n".encode())
    latest = session.query(JobRow).order_by(JobRow.id.desc()).first().ref
    session.rollback()
    for one in (f"/jobs/{latest}", page):
        browser.send(one, {})
        assert work()
    assert [one.title for one in drafts(session, year)] == ["Course 1"]
    assert "Since the check, something here has changed" in browser.get(page).get_data(as_text=True)


def test_a_dry_run_equals_the_import_for_files_of_any_rows(session, now, year):
    """Mandatory: the same report, and drafts exactly as the check read them."""
    by = builders.actor(builders.make_person(roles=Role.ADMINISTRATOR))
    session.commit()
    chance, came = random.Random(2021), []
    for _ in range(8):
        some = [chance.choice(ROWS).format(n=chance.randint(1, 9)) for _ in range(chance.randint(1, 5))]
        some += [chance.choice(WRONG).format(n=chance.randint(1, 3))] * (chance.random() < 0.4)
        chance.shuffle(some)
        data = "\n".join([HEAD, *some]).encode()
        before = {one.id for one in drafts(session, year)}
        checked = uploads.check_year(given(data, by, now))
        assert session.query(Offering).count() == len(before), "a check writes nothing, not even for a moment"
        session.rollback()
        with writing():
            done = uploads.draft_from_file(given(data, by, now, checked.mark))
        assert done.as_json() == checked.as_json()
        new = [one for one in drafts(session, year) if one.id not in before]
        wanted = [] if checked.problems else [row.plan for row in importing.read(data)]
        read = {plan.title: plans.to_json(plan) for plan in wanted}
        assert len(new) == (0 if checked.problems else dict(checked.counts)[uploads.Outcome.NEW])
        for one in new:
            assert plans.to_json(queries.plan_of(one)) == read[one.title]
        came.append(len(new))
    assert (0 in came, len([count for count in came if count])) == (True, 3), came


def given(data, by, now, checked=""):
    params = {"year": "2021-22"}
    return Given(data, params, by, now, lambda _done, _all: None, checked)
