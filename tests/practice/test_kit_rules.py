"""Do the minutes of a plan add up, what is missing, what is new, what is due? Without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import COURSES
from trainer.practice.rules import CopSessionState, afterwards, kit
from trainer.practice.rules.afterwards import AfterReason, ChangeKind, Facts, Step, StepState
from trainer.practice.rules.kit import Check, CheckGroup, KitReason, Row, RowKind
from trainer.practice.rules.money import BudgetLine, MoneyKind, Sums, as_cents
from trainer.schedule.rules.kinds import Format

NOW = datetime(2021, 5, 24, 16, 0, tzinfo=UTC)
TEN, PAUSE = Row(10, "Arrive"), Row(5, "Stand up", RowKind.BREAK)
BROUGHT = {"slides": "brought"}


@pytest.mark.parametrize(
    ("minutes", "free", "over"), [((60, 25), 5, 0), ((60, 30), 0, 0), ((60, 31), 0, 1), ((), 90, 0)]
)
def test_minutes_are_added_up_beside_what_was_planned(minutes, free, over):
    total = kit.added([Row(one, "x") for one in minutes], 90)
    assert (total.rows, total.planned, total.free, total.over) == (sum(minutes), 90, free, over)


@pytest.mark.parametrize(
    ("rows", "content", "place", "reasons"),
    [
        ((), BROUGHT, "", [KitReason.NO_ROWS]),
        ((TEN,), BROUGHT, "", [KitReason.ROWS_SHORT]),
        ((TEN, TEN), BROUGHT, "", [KitReason.ROWS_LONG]),
        ((TEN, PAUSE), BROUGHT, "", []),
        ((TEN, PAUSE, Row(0, "Talk")), BROUGHT, "", [KitReason.ROW_EMPTY]),
        ((TEN, Row(5, "")), BROUGHT, "", [KitReason.ROW_EMPTY]),
        ((TEN, PAUSE), {}, "", [KitReason.SLIDES_MISSING]),
        ((TEN, PAUSE), {"slides": "elsewhere"}, "", [KitReason.SLIDES_MISSING]),
        ((TEN, PAUSE), {"slides": "link"}, "", [KitReason.SLIDES_LINK_MISSING]),
        ((TEN, PAUSE), {"slides": "link", "slides_link": "https://example.org"}, "", []),
        ((TEN, PAUSE), {**BROUGHT, "field_trip": True}, " ", [KitReason.TRIP_PLACE_MISSING]),
        ((TEN, PAUSE), {**BROUGHT, "field_trip": True}, "The farm", []),
    ],
)
def test_a_plan_is_ready_when_it_adds_up_and_says_how_the_slides_come(rows, content, place, reasons):
    found = kit.why_not_ready(rows, planned=15, content=content, place=place)
    assert [reason.code for reason in found] == reasons


def test_a_long_session_without_a_break_and_an_unchecked_room_are_pointed_out():
    both = {"checks": [Check.ROOM_CAMERA, Check.ROOM_SOUND]}

    def said(rows, planned, format, content):
        return [one.code for one in kit.advice(rows, planned=planned, format=format, content=content)]

    assert said([TEN], 90, Format.IN_PERSON, {}) == [KitReason.NO_BREAK]
    assert said([TEN], 89, Format.IN_PERSON, {}) == []
    assert said([TEN, PAUSE], 90, Format.HYBRID, {"checks": [Check.ROOM_CAMERA]}) == [
        KitReason.ROOM_NOT_CHECKED
    ]
    assert said([TEN, PAUSE], 90, Format.HYBRID, both) == []
    assert kit.groups_for(Format.VIRTUAL, trip=False) == [CheckGroup.VIRTUAL]
    assert kit.groups_for(Format.HYBRID, trip=True)[-3:] == [
        CheckGroup.HYBRID, CheckGroup.VIRTUAL, CheckGroup.TRIP,
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_template_that_is_shipped_fills_ninety_minutes_with_a_break_and_cards(language):
    text = (COURSES / "templates" / "session-plan" / f"{language}.md").read_text("utf-8")
    titles = {
        "trace round": "trace-round",
        "ronda de huellas": "trace-round",
        "regards sur une trace": "trace-round",
    }
    rows = kit.rows_of_table(text, titles)
    assert kit.added(rows, 90).rows == 90
    assert [row.minutes for row in rows if row.kind is RowKind.BREAK] == [5]
    assert [row.protocol for row in rows if row.protocol] == ["trace-round"]
    assert rows[0].who
    assert rows[0].aim


def test_a_row_moves_as_far_as_there_is_room():
    rows = [Row(1, "a"), Row(2, "b"), Row(3, "c")]
    said = [
        "".join(row.activity for row in kit.moved(rows, *move))
        for move in ((0, -1), (2, -1), (0, 1), (2, 1), (9, 1))
    ]
    assert said == ["abc", "acb", "bac", "abc", "abc"]


def test_what_is_new_in_an_agenda_is_named():
    before = {"when": "2021-05-24T16:00:00+00:00", "minutes": 90, "place": "Room 2",
              "rows": [{"activity": "Arrive", "minutes": 10}, {"activity": "Talk", "minutes": 60}]}  # fmt: skip
    assert afterwards.changes(before, before) == []
    other = {**before, "rows": before["rows"][::-1]}
    assert [one["kind"] for one in afterwards.changes(before, other)] == [ChangeKind.ORDER]
    after = {**before, "place": "Library", "minutes": 75,
             "rows": [{"activity": "Talk", "minutes": 55}, {"activity": "Walk", "minutes": 20}]}  # fmt: skip
    said = [
        tuple(one.get(name) for name in ("kind", "what", "before", "after"))
        for one in afterwards.changes(before, after)
    ]
    assert said == [
        ("length", None, 90, 75), ("where", None, "Room 2", "Library"), ("row_gone", "Arrive", None, None),
        ("row_minutes", "Talk", 60, 55), ("row_new", "Walk", None, 20),
    ]  # fmt: skip


def test_each_step_of_a_session_fills_itself():
    def states(**facts):
        items = afterwards.checklist(Facts(**{"state": CopSessionState.PLANNED, **facts}))
        return {item.step: item.state for item in items}

    empty = states()
    assert {step for step, state in empty.items() if state is StepState.NOT_NEEDED} == {
        Step.PRESENTERS, Step.TRIP, Step.MONEY,
    }  # fmt: skip
    assert StepState.DONE not in (empty[step] for step in Step if step is not Step.ROOM)
    half = states(
        rows=3, checks=1, checks_needed=6, signed_in=2, highlights=True, debriefs=2, debriefs_due=1, trip=True
    )
    for step in (Step.AGENDA, Step.ROOM, Step.SIGN_IN, Step.HIGHLIGHTS, Step.DEBRIEF):
        assert half[step] is StepState.PARTLY, step
    assert half[Step.TRIP] is StepState.OPEN
    full = states(
        state=CopSessionState.HELD, rows=3, ready=True, breaks=1, presenters=True, slides=True, checks=6,
        checks_needed=6, trip=True, place=True, agenda_sent=True, signed_in=4, closed=True, highlights=True,
        highlights_posted=True, follow_up_sent=True, research=1, money=1, debriefs=1, next_planned=True,
    )  # fmt: skip
    assert set(full.values()) == {StepState.DONE}


def test_a_reminder_lies_between_tomorrow_and_the_next_session():
    today, next_on = date(2021, 5, 24), date(2021, 6, 14)

    def why(day, after=next_on):
        found = afterwards.why_not_remind(remind_on=day, next_on=after, today=today)
        return found.code if found else None

    assert afterwards.usual_reminder(next_on, today) == date(2021, 6, 11)
    assert afterwards.usual_reminder(today + timedelta(days=2), today) == today + timedelta(days=1)
    assert why(None) is None
    assert why(today) is AfterReason.REMIND_PAST
    assert why(next_on) is None
    assert why(next_on + timedelta(days=1)) is AfterReason.REMIND_LATE
    assert why(date(2022, 1, 1), None) is None


@pytest.mark.parametrize(
    ("next_in", "now_in", "long"),
    [(None, 0, True), (43, 0, True), (42, 0, False), (60, 20, False), (63, 20, True)],
)
def test_a_long_break_is_noticed_from_today_on(next_in, now_in, long):
    next_at = NOW + timedelta(days=next_in) if next_in else None
    assert afterwards.is_long_break(last=NOW, next_at=next_at, now=NOW + timedelta(days=now_in)) is long


def test_voices_are_numbers_and_nothing_else():
    assert afterwards.turns([3, 0, 2, 0, 0]) == [3, 0, 2]
    assert afterwards.turns([0, 0]) == []
    assert afterwards.turns([-1]) is None
    assert afterwards.turns([1000]) is None
    assert afterwards.turns([1] * 21) is None


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("12", 1200), ("12.5", 1250), ("12.50", 1250), ("$1,250.00", 125000), ("0", 0), (".5", None), ("12,50", None),
     ("1,25", None), ("12.505", None), ("-3", None), ("1e3", None), ("²", None), ("", None), ("9" * 12, None)],
)  # fmt: skip
def test_a_sum_is_read_as_people_type_it(typed, cents):
    assert as_cents(typed) == cents


def test_sums_keep_kinds_and_lines_apart():
    found = Sums()
    found.add(MoneyKind.EXPENSE, BudgetLine.FOOD, 100)
    found.add(MoneyKind.EXPENSE, BudgetLine.FOOD, 250)
    found.add(MoneyKind.DONATION, BudgetLine.PRIZES, 70)
    assert found.by_kind == {MoneyKind.EXPENSE: 350, MoneyKind.DONATION: 70}
    assert found.by_line[BudgetLine.FOOD] == {MoneyKind.EXPENSE: 350}
