"""Does the real schedule come in as it is written, and does everything else get a sentence instead of a guess?"""

from datetime import date, time
from pathlib import Path

import pytest

from tests import builders
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.i18n import sentence
from trainer.core.tables import TableReason
from trainer.schedule import actions, importing, queries
from trainer.schedule.actions.years import Outcome
from trainer.schedule.importing import ImportReason
from trainer.schedule.models import Offering, ProgramYear, Session
from trainer.schedule.rules.kinds import Format, OfferingKind, OfferingState, When
from trainer.schedule.rules.soundness import PlanReason
from trainer.schedule.rules.years import YearReason

SAMPLE = Path(__file__).parent.parent.parent / "trainer" / "sample"
LAST_YEAR = (SAMPLE / "schedule_2020_2021.csv").read_bytes()
NEXT_YEAR = (SAMPLE / "schedule_2021_2022.csv").read_bytes()
HEAD = "offering,kind,format,date_text,start_date,end_date,days,capacity,start_time,end_time,length_hours"
TODAY = date(2021, 5, 24)


def plans_of(data):
    return [item.plan for item in importing.read(data)]


def days(plan):
    return [session.on for session in plan.sessions]


def one(row, head=HEAD):
    return importing.read(f"{head}\n{row}\n")[0]


def test_the_ten_rows_of_the_real_year():
    rows = plans_of(LAST_YEAR)
    assert len(rows) == 10
    showcase, june, first_101, second_101, november, refresher, october, peers, leaders, agency = rows

    assert (showcase.kind, showcase.format, showcase.when) == (
        OfferingKind.SHOWCASE, Format.VIRTUAL, When.DATE_ONLY,
    )  # fmt: skip
    assert days(showcase) == [date(2020, 8, 14)]
    assert "length says 1/2 day" in showcase.note
    assert showcase.minutes is None

    assert (june.format, june.when, june.place) == (Format.TBD, When.MONTH, "")
    assert days(june) == [date(2021, 6, 1)]

    assert days(first_101) == [date(2020, 9, 16), date(2020, 9, 17), date(2020, 9, 18)]
    assert days(second_101) == [date(2020, 10, 7), date(2020, 10, 8), date(2020, 10, 9)]
    for plan in (first_101, second_101):
        assert (plan.kind, plan.minutes, plan.length) == (OfferingKind.COP_101, 900, "2 1/2 days")
        assert plan.note == "which date is the half day not stated; 15 hours inferred"
        assert {session.when for session in plan.sessions} == {When.DATE_ONLY}

    assert (november.when, days(november), november.minutes) == (When.MONTH, [date(2020, 11, 1)], 900)

    assert (refresher.prerequisite, refresher.minutes) == ("cop-101", 360)
    assert days(refresher) == [date(2020, 8, 12)]
    assert (october.prerequisite, october.when, days(october)) == ("cop-101", When.MONTH, [date(2020, 10, 1)])

    for plan in (peers, leaders):
        assert len(plan.sessions) == 10
        assert (days(plan)[0], days(plan)[-1]) == (date(2020, 8, 1), date(2021, 5, 1))
        assert {session.when for session in plan.sessions} == {When.MONTH}
        assert plan.minutes is None
    assert peers.length == "monthly virtual sessions (2 hours each)"

    assert (agency.when, agency.sessions, agency.format) == (When.ON_REQUEST, (), Format.TBD)


def test_four_fixed_three_month_only_twenty_monthly_one_undated():
    rows = plans_of(LAST_YEAR)
    assert sum(plan.when is When.DATE_ONLY for plan in rows) == 4
    assert sum(plan.when is When.MONTH and len(plan.sessions) == 1 for plan in rows) == 3
    assert sum(len(plan.sessions) for plan in rows if len(plan.sessions) == 10) == 20
    assert sum(not plan.sessions for plan in rows) == 1


def test_the_next_year_has_times_places_and_windows():
    rows = plans_of(NEXT_YEAR)
    virtual, in_person = rows[3], rows[4]
    assert (virtual.format, virtual.capacity, days(virtual)[0]) == (Format.VIRTUAL, 24, date(2021, 9, 15))
    assert (virtual.sessions[0].starts, virtual.sessions[0].ends) == (time(9), time(14))
    assert (in_person.format, in_person.capacity) == (Format.IN_PERSON, 12)
    assert in_person.place.startswith("Harbor House")
    assert in_person.closes_on == date(2021, 9, 29)
    peers = rows[7]
    assert [session.when for session in peers.sessions] == [When.FIXED] * 5 + [When.MONTH] * 5


def do_import(data=NEXT_YEAR, *, slug="2021-22", now, **more):
    return actions.import_year(
        year_slug=slug, text=data, by=builders.actor(builders.make_person()), now=now, today=TODAY, **more
    )


def test_an_import_drafts_the_year(session, now):
    report = do_import(now=now)
    assert report.ok
    assert len(report.made) == report.count(Outcome.NEW) == 10
    year = queries.year_by_slug("2021-22")
    assert year is not None
    assert year.version == 0
    offerings = queries.year_offerings(year, drafts=True)
    assert {offering.state for offering in offerings} == {OfferingState.DRAFT}
    assert queries.published_offerings(year) == []
    assert session.query(Session).count() == 1 + 1 + 1 + 3 + 3 + 1 + 1 + 10 + 10
    assert session.query(AuditRow).filter_by(action="schedule.import").one().facts == {"rows": 10, "made": 10}


def test_a_dry_run_equals_the_import_and_writes_nothing(session, now):
    checked = do_import(now=now, check=True)
    assert session.query(Offering).count() == session.query(ProgramYear).count() == 0
    imported = do_import(now=now)
    assert checked.rows == imported.rows


def test_a_repeated_import_makes_nothing_twice(session, now):
    do_import(now=now)
    offering = session.query(Offering).filter_by(kind=OfferingKind.SHOWCASE).first()
    offering.title = "Renamed on screen"
    again = do_import(now=now)
    assert again.ok
    assert again.count(Outcome.ALREADY) == 10
    assert again.made == ()
    assert session.query(Offering).count() == 10


def test_a_row_added_to_the_file_is_the_only_new_one(session, now):
    do_import(now=now)
    more = NEXT_YEAR + b"11,Extra circle,other,virtual,,,March 2022,,,,,,,,,,,,,\n"
    report = do_import(more, now=now)
    assert (report.count(Outcome.ALREADY), len(report.made)) == (10, 1)


def test_dates_that_have_passed_need_history(session, now):
    refused = do_import(LAST_YEAR, slug="2020-21", now=now)
    assert not refused.ok
    assert session.query(Offering).count() == 0
    codes = {reason.code for _line, reason in refused.problems}
    assert codes == {PlanReason.DATE_PASSED}
    assert {line for line, _reason in refused.problems} == {2, 4, 5, 6, 7, 8, 9, 10}, "June 2021 is ahead"
    said = [f"{sentence(reason)}" for line, reason in refused.problems if line == 8]
    assert said[0].startswith("Session 1: October 2020 has passed."), "no day was ever named"
    assert do_import(LAST_YEAR, slug="2020-21", now=now, history=True).ok
    assert session.query(Offering).count() == 10


def test_all_or_nothing_and_every_row_is_reported(session, now):
    bad = "Bad,nonsense,hologram,Someday,,,,many,,,"
    table = f"{HEAD}\nGood,other,virtual,March 2022,,,,,,,\n{bad}\n,other,tbd,TBD,,,,,,,\n"
    report = do_import(table, now=now)
    assert session.query(Offering).count() == 0
    assert report.made == ()
    found = [(line, reason.code, reason.facts["column"]) for line, reason in report.problems]
    assert found == [
        (3, ImportReason.UNKNOWN_KIND, "kind"),
        (3, ImportReason.UNKNOWN_FORMAT, "format"),
        (3, ImportReason.UNREADABLE_NUMBER, "capacity"),
        (3, ImportReason.UNREADABLE_DATE, "date_text"),
        (4, ImportReason.EMPTY_CELL, "offering"),
    ]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("A,other,virtual,x,2021-13-01,,,,,,", ImportReason.UNREADABLE_DATE, "start_date"),
        ("A,other,virtual,x,09/15/2021,,,,,,", ImportReason.UNREADABLE_DATE, "start_date"),
        ("A,other,virtual,,2021-09-17,2021-09-15,,,,,", ImportReason.ENDS_BEFORE_IT_BEGINS, "end_date"),
        ("A,other,virtual,,2021-09-01,2021-09-30,,,,,", ImportReason.RANGE_TOO_LONG, "end_date"),
        ("A,other,virtual,October 2021,2021-09-15,,,,,,", ImportReason.DATES_DIFFER, "date_text"),
        ("A,other,virtual,September 2022,2021-09-15,,,,,,", ImportReason.DATES_DIFFER, "date_text"),
        ("A,other,virtual,,2021-09-15,,Thu,,,,", ImportReason.WEEKDAY_DIFFERS, "days"),
        ("A,other,virtual,May 2022 - August 2021,,,,,,,", ImportReason.UNREADABLE_DATE, "date_text"),
        ("A,other,virtual,TBD,,,,,25:00,,", ImportReason.UNREADABLE_TIME, "start_time"),
        ("A,other,virtual,TBD,,,,,,13:00 PM,", ImportReason.UNREADABLE_TIME, "end_time"),
        ("A,other,virtual,TBD,,,,-3,,,", ImportReason.UNREADABLE_NUMBER, "capacity"),
        ("A,other,virtual,TBD,,,,,,,fifteen", ImportReason.UNREADABLE_NUMBER, "length_hours"),
        (f"{'A' * 201},other,virtual,TBD,,,,,,,", ImportReason.TOO_LONG, "offering"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(row, code, column):
    found = one(row)
    assert found.plan is None
    assert [(reason.code, reason.facts["column"]) for reason in found.reasons] == [(code, column)]


def test_the_same_row_twice_in_a_file_is_a_problem():
    row = "A,other,virtual,March 2022,,,,,,,"
    found = importing.read(f"{HEAD}\n{row}\n{row}\n")
    assert [reason.code for reason in found[1].reasons] == [ImportReason.TWICE_IN_FILE]
    assert found[1].reasons[0].facts["line"] == 2


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("A,other,virtual,,2021-09-15,,,,9:00,,", PlanReason.TIMES_MISSING),
        ("A,other,virtual,,2021-09-15,,,,2:00 PM,9:00 AM,", PlanReason.ENDS_BEFORE_START),
        ("A,other,virtual,,2022-03-13,,,,2:30 AM,4:00 AM,", PlanReason.TIME_IN_GAP),
        ("A,other,virtual,,2021-11-07,,,,1:30 AM,4:00 AM,", PlanReason.TIME_TWICE),
        ("A,other,virtual,August 2022,,,,,,,", PlanReason.OUTSIDE_YEAR),
        ("A,other,virtual,TBD,,,,6000,,,", PlanReason.CAPACITY),
        ("A,other,virtual,TBD,,,,,,,,http://meet.example/1", PlanReason.BAD_LINK),
    ],
)
def test_a_plan_that_cannot_be_kept_is_named(session, now, row, code):
    report = do_import(f"{HEAD},join_link\n{row}{',' * (11 - row.count(','))}\n", now=now)
    assert [reason.code for _line, reason in report.problems] == [code]
    assert session.query(Offering).count() == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", TableReason.EMPTY),
        (b"\x00\x01binary", TableReason.NOT_TEXT),
        (b"\xff\xfe\x00", TableReason.NOT_TEXT),
        (b"offering,kind,format\nA,other,tbd\n", TableReason.MISSING_COLUMN),
        (f'{HEAD}\n"A" oops,other,tbd,TBD\n'.encode(), TableReason.STRAY_QUOTE),
        ((HEAD + "\n" + "A,other,virtual,March 2022,,,,,,,\n" * 10_000).encode(), TableReason.TOO_MANY_ROWS),
        (f"{HEAD}\nA\x07,other,tbd,TBD,,,,,,,\n".encode(), TableReason.CONTROL_CHARACTER),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(session, now, data, code):
    report = do_import(data, now=now)
    assert [reason.code for reason in report.file_problems] == [code]
    assert report.rows == ()
    with pytest.raises(Refused):
        importing.read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_and_semicolons_are_read(encoding):
    table = "offering;kind;format;date_text\nCírculo de práctica – Otoño;other;virtual;October 2021\n"
    found = importing.read(table.encode(encoding))
    assert found[0].plan is not None
    assert found[0].plan.title == "Círculo de práctica – Otoño"


def test_a_formula_and_html_stay_mere_text():
    found = one("=HYPERLINK(1),other,virtual,TBD,,,,,,,")
    assert found.plan is not None
    assert found.plan.title == "=HYPERLINK(1)"
    assert one("<b>A</b>,other,virtual,TBD,,,,,,,").title == "<b>A</b>"


@pytest.mark.parametrize("slug", ["2021", "2021-23", "x", "", "1921-22", "2021-22; drop"])
def test_a_year_that_is_none_is_refused(session, now, slug):
    report = do_import(slug=slug, now=now)
    assert [reason.code for reason in report.file_problems] == [YearReason.NO_YEAR]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("November 2020", 1),
        ("August 2020 - May 2021", 10),
        ("august 2020 – may 2021", 10),
        ("August 2020 to May 2021", 10),
        ("on request", 0),
        ("TBD", 0),
        ("Whenever", None),
        ("May 2021 - August 2020", None),
        ("January 2000 - January 2050", None),
    ],
)
def test_months_in_words(text, count):
    months = importing.months_in(text)
    assert (None if months is None else len(months)) == count
