"""Are plans judged by what they say: times that do not exist or come twice, days that have passed, what has changed?"""

import zoneinfo
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.schedule.rules import changes, soundness, standing, years
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.changes import Part
from trainer.schedule.rules.kinds import Eligibility, Format, Half, OfferingKind, OfferingState, Season, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan
from trainer.schedule.rules.soundness import PlanReason
from trainer.schedule.rules.standing import Standing

YEAR = date(2026, 7, 1)
ZONES = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
days = st.dates(date(2026, 7, 1), date(2027, 6, 30))
times = st.times().map(lambda t: t.replace(microsecond=0))
sessions = st.builds(
    SessionPlan, key=st.text("abc123", min_size=1, max_size=8), when=st.sampled_from(When), on=st.none() | days,
    starts=st.none() | times, ends=st.none() | times, label=words, fold=st.sampled_from([None, 0, 1]),
    mandatory=st.booleans(), half=st.none() | st.sampled_from(Half),
)  # fmt: skip
all_plans = st.builds(
    OfferingPlan, kind=st.sampled_from(OfferingKind), title=words, format=st.sampled_from(Format),
    when=st.sampled_from(When), season=st.none() | st.sampled_from(Season), about=words, place=words, platform=words,
    join_url=words, audience=words, note=words, length=words, minutes=st.none() | st.integers(0, 9_999),
    zone=st.sampled_from(ZONES), prerequisite=st.none() | words, capacity=st.none() | st.integers(-5, 9_999),
    capacity_virtual=st.none() | st.integers(-5, 9_999), opens_on=st.none() | days, closes_on=st.none() | days,
    canceled=st.booleans(), canceled_why=words, interpretation=words, price=words, region=words, bring=words,
    parking=words, course_code=words, approval_code=words, approval=st.booleans(), per_session=st.booleans(),
    eligibility=st.sampled_from(Eligibility), competencies=st.dictionaries(words, st.integers(0, 900), max_size=3),
    **{name: st.lists(words, max_size=3).map(tuple) for name in plans.LISTS},
    sessions=st.lists(sessions, max_size=6).map(tuple),
)  # fmt: skip


@given(all_plans)
@settings(deadline=None)
def test_a_plan_survives_as_json(plan):
    assert plans.from_json(plans.to_json(plan)) == plan


def test_a_draft_kept_before_there_were_more_parts_is_read():
    older = ("kind", "title", "format", "when", "season", "about", "place", "platform", "join_url", "audience", "note",
             "length", "minutes", "zone", "prerequisite", "capacity", "capacity_virtual", "opens_on", "closes_on",
             "canceled", "canceled_why")  # fmt: skip
    whole = plans.to_json(base())
    sessions_then = ("key", "when", "on", "starts", "ends", "label", "fold")
    draft = {name: whole[name] for name in older} | {
        "sessions": [{name: session[name] for name in sessions_then} for session in whole["sessions"]]
    }
    assert plans.from_json(draft) == base()


def test_every_part_of_a_plan_is_compared():
    of_sessions = {"when", "season", "zone", "sessions"}
    compared = {*changes.PLAIN.values(), *of_sessions, "canceled", "canceled_why"}
    assert {part.name for part in fields(OfferingPlan)} == compared


@given(all_plans)
@settings(deadline=None)
def test_any_plan_can_be_judged_and_compared(plan):
    soundness.problems(plan, year_starts=YEAR, today=date(2026, 9, 1), history=False, was=None)
    assert changes.differences(plan, plan) == []
    change = changes.differences(plan, replace(plan, place=plan.place + "x"))
    assert [c.part for c in change] == [Part.PLACE]
    for found in changes.differences(OfferingPlan(kind=OfferingKind.OTHER, title=""), plan):
        if found.part in (Part.DATE, Part.TIME, Part.LABELS):
            changes.dates_from(found.new)


def shifts(zone):
    """The moments of a year at which a zone's clocks jump, found by halving: (moment, minutes)."""
    tz = zoneinfo.ZoneInfo(zone)
    found = []
    first, end = datetime(2026, 7, 1, tzinfo=UTC), datetime(2027, 6, 30, tzinfo=UTC)

    def offset(moment):
        return moment.astimezone(tz).utcoffset()

    while first < end:
        later = first + timedelta(days=7)
        if offset(first) != offset(later):
            low, high = first, later
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) / 2
                low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
            found.append((high.replace(second=0, microsecond=0), offset(later) - offset(first)))
        first = later
    return found


def session_at(wall, minutes=30):
    ends = (datetime.combine(wall.date(), wall.time()) + timedelta(minutes=minutes)).time()
    return SessionPlan("s1", When.FIXED, wall.date(), wall.time(), ends)


def reasons(session, zone):
    plan = OfferingPlan(kind=OfferingKind.OTHER, title="A", zone=zone, sessions=(session,))
    found = soundness.problems(plan, year_starts=YEAR, today=date(2026, 7, 1), history=True, was=None)
    return [code for code, _facts in found]


def test_in_every_zone_a_gap_is_refused_and_a_fold_is_asked():
    gaps = folds = 0
    for zone in ZONES:
        tz = zoneinfo.ZoneInfo(zone)
        for moment, jump in shifts(zone):
            before = (moment - timedelta(minutes=1)).astimezone(tz).replace(tzinfo=None) + timedelta(
                minutes=1
            )
            if jump > timedelta(0):
                wall = before + jump / 2
                if wall.date() == (wall + timedelta(minutes=30)).date():
                    gaps += 1
                    assert PlanReason.TIME_IN_GAP in reasons(session_at(wall), zone), (zone, wall)
            else:
                wall = before + jump / 2
                if wall.date() == (wall + timedelta(minutes=30)).date():
                    folds += 1
                    assert PlanReason.TIME_TWICE in reasons(session_at(wall), zone), (zone, wall)
                    for fold in (0, 1):
                        assert reasons(replace(session_at(wall), fold=fold), zone) == []
                    first, second = (plans.instant(wall.date(), wall.time(), zone, fold) for fold in (0, 1))
                    assert second - first == -jump
    assert gaps > 100
    assert folds > 100


def test_the_help_for_a_gap_names_a_time_that_exists():
    skipped = SessionPlan("s1", When.FIXED, date(2027, 3, 14), time(2, 30), time(5))
    plan = OfferingPlan(kind=OfferingKind.OTHER, title="A", sessions=(skipped,))
    ((code, facts),) = soundness.problems(plan, year_starts=YEAR, today=YEAR, history=False, was=None)
    assert (code, facts["time"], facts["instead"]) == (PlanReason.TIME_IN_GAP, time(2, 30), time(3, 30))


@pytest.mark.parametrize(
    "link", ["http://meet.example/1", "https://", "meet.example/1", "javascript:alert(1)"]
)
def test_a_link_to_join_is_safe_but_one_that_stands_may_stay(link):
    plan = OfferingPlan(kind=OfferingKind.OTHER, title="A", join_url=link)

    def found(was):
        return soundness.problems(plan, year_starts=YEAR, today=YEAR, history=False, was=was)

    assert found(None) == [(PlanReason.BAD_LINK, {})]
    assert found(replace(plan, join_url="https://meet.example/1")) == [(PlanReason.BAD_LINK, {})]
    assert found(replace(plan, title="B")) == []


def base(**values):
    three = tuple(
        SessionPlan(f"s{n}", When.FIXED, date(2026, 9, 14 + n), time(9), time(15)) for n in (1, 2, 3)
    )
    return OfferingPlan(
        **{"kind": OfferingKind.COP_101, "title": "CoP 101", "sessions": three, **values}
    ).with_when()


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        ({"title": "New"}, [Part.TITLE]),
        ({"place": "Oakland", "format": Format.IN_PERSON}, [Part.FORMAT, Part.PLACE]),
        ({"sessions": base().sessions[:2]}, [Part.DATE]),
        ({"sessions": tuple(replace(s, on=s.on + timedelta(days=1)) for s in base().sessions)}, [Part.DATE]),
        ({"sessions": tuple(replace(s, ends=time(16)) for s in base().sessions)}, [Part.TIME]),
        ({"zone": "America/Denver"}, [Part.TIME]),
        ({"sessions": tuple(replace(s, label="Day") for s in base().sessions)}, [Part.LABELS]),
        ({"sessions": tuple(replace(s, when=When.DATE_ONLY) for s in base().sessions)}, [Part.TIME]),
        ({"canceled": True, "canceled_why": "Too few"}, [Part.CANCELED]),
        ({"bring": "A mug", "parking": "Lot B"}, [Part.BRING, Part.PARKING]),
        (
            {"sessions": tuple(replace(s, mandatory=False, half=Half.MORNING) for s in base().sessions)},
            [Part.MANDATORY, Part.HALF],
        ),
    ],
)  # fmt: skip
def test_changes_are_named(change, parts):
    new = replace(base(), **change).with_when()
    assert [found.part for found in changes.differences(base(), new)] == parts


def test_what_the_office_notes_for_itself_is_in_no_version():
    new = base(
        note="Ask Ana", funders=("CDE",), equipment=("camera",), trainer_ids=("Tess, NV-9",),
        join_url="https://secret.example", price="$1",
    )  # fmt: skip
    shown = changes.public(changes.differences(base(), new))
    assert [(change.part, change.new) for change in shown] == [(Part.JOIN_LINK, ""), (Part.PRICE, "$1")]


def test_each_format_of_a_hybrid_keeps_its_own_places():
    taken = {Format.IN_PERSON: 3, Format.VIRTUAL: 2}
    plan = base(format=Format.HYBRID, capacity=3, capacity_virtual=1)
    assert changes.short_of_places(plan, taken) == [{"capacity": 1, "taken": 2}]
    assert changes.short_of_places(replace(plan, capacity_virtual=2), taken) == []


def test_a_month_that_becomes_a_day_is_a_change_of_date():
    was = base(sessions=(SessionPlan("s1", When.MONTH, date(2026, 11, 1)),))
    new = base(sessions=(SessionPlan("s1", When.DATE_ONLY, date(2026, 11, 1)),))
    assert [found.part for found in changes.differences(was, new)] == [Part.DATE]


def test_a_passed_date_may_stay_but_not_come():
    plan, today = base(), date(2026, 9, 16)

    def codes(was, history=False):
        return [
            code
            for code, _ in soundness.problems(plan, year_starts=YEAR, today=today, history=history, was=was)
        ]

    assert codes(None) == [PlanReason.DATE_PASSED]
    assert codes(plan) == []
    assert codes(None, history=True) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, Standing.OPEN),
        ({"has_place": False}, Standing.FULL),
        ({"opens_on": date(2026, 9, 2)}, Standing.NOT_OPEN_YET),
        ({"closes_on": date(2026, 8, 31)}, Standing.CLOSED),
        ({"today": date(2026, 9, 16)}, Standing.CLOSED),
        ({"today": date(2026, 9, 18)}, Standing.COMPLETED),
        ({"state": OfferingState.CANCELED}, Standing.CANCELED),
        ({"state": OfferingState.DRAFT}, Standing.DRAFT),
        ({"when": When.ON_REQUEST, "first_on": None, "last_on": None}, Standing.ON_REQUEST),
        ({"when": When.TBD, "first_on": None, "last_on": None}, Standing.OPEN),
        ({"when": When.MONTH, "first_on": date(2026, 9, 1), "last_on": date(2026, 9, 1)}, Standing.OPEN),
        ({"when": When.MONTH, "first_on": date(2026, 8, 1), "last_on": date(2026, 8, 1)}, Standing.COMPLETED),
    ],
)
def test_where_an_offering_stands(values, expected):
    normal = {
        "state": OfferingState.PUBLISHED, "when": When.FIXED, "first_on": date(2026, 9, 15),
        "last_on": date(2026, 9, 17), "opens_on": None, "closes_on": None, "has_place": True,
        "today": date(2026, 9, 1),
    }  # fmt: skip
    assert standing.standing(**{**normal, **values}) is expected


@pytest.mark.parametrize(
    ("counted", "left", "waiting"),
    [
        ([(20, 5, 0)], 15, 0),
        ([(20, 20, 6)], 0, 6),
        ([(20, 19, 3)], 0, 3),
        ([(None, 7, 0)], None, 0),
        ([(10, 10, 2), (20, 5, 0)], 15, 2),
    ],
)
def test_places_left(counted, left, waiting):
    found = standing.seats(counted)
    assert (found.left, found.waiting) == (left, waiting)


def test_program_years():
    assert years.slug_of(2099) == "2099-00"
    assert years.starts_of("2020–21") == years.starts_of("2020-2021") == 2020
    assert (years.starts_for(date(2021, 6, 30)), years.starts_for(date(2021, 7, 1))) == (2020, 2021)
    months = years.months_of(date(2021, 7, 1))
    assert (months[0], months[-1], len(months)) == (date(2021, 7, 1), date(2022, 6, 1), 12)
