"""Are the plan of a session, its mails, notes and money kept and refused as they should be?"""

from datetime import date, time, timedelta

import pytest

from tests import builders
from tests.practice import building
from tests.practice.house import acts, refusal
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.messages import rendering
from trainer.practice import actions
from trainer.practice.actions import money as money_actions
from trainer.practice.models import Mailing, Money, PlanRow, Research, SessionNote, VoiceTally
from trainer.practice.queries import kit as kit_queries
from trainer.practice.queries import money as money_queries
from trainer.practice.rules import PracticeReason
from trainer.practice.rules.afterwards import AfterReason, NoteKind, TouchKind
from trainer.practice.rules.kit import Beginning, KitReason, Row, RowKind
from trainer.practice.rules.money import BudgetLine, MoneyKind, MoneyReason
from trainer.schedule.rules.kinds import Format

ROWS = [Row(60, "Talk", protocol="trace-round"), Row(5, "Stand up", RowKind.BREAK), Row(25, "Close")]
READY = {"slides": "brought"}


@pytest.fixture
def by(people):
    return builders.actor(people["tess"])


@pytest.fixture
def one(cop, now):
    """A session of 90 minutes in three days."""
    return building.make_session(cop, now + timedelta(days=3))


def plan(one, rows, content, *, by, now, lock=0):
    """Save a plan."""
    return actions.save_plan(
        session=one, content=content, rows=rows, purpose="Meet", question="Why?", lock=lock, by=by, now=now
    )


def waiting(session, kind):
    """The mails of a kind that wait to be sent, by address."""
    session.flush()
    session.expire_all()
    rows = session.query(OutboxRow).filter_by(kind=kind, state=OutboxState.WAITING).order_by(OutboxRow.id)
    return {row.address: row for row in rows}


def test_a_draft_is_kept_as_it_stands_and_only_a_whole_plan_is_called_ready(session, one, by, now):
    one.agenda = "10 Arrive\n20 Pairs"
    assert [row.minutes for row in kit_queries.rows_of(one)] == [10, 20]
    kept = plan(one, ROWS[:1], {}, by=by, now=now)
    assert (one.agenda, kept.lock, one.question) == ("", 1, "Why?")
    assert refusal(actions.mark_ready, session=one, by=by, now=now) == [
        KitReason.ROWS_SHORT, KitReason.SLIDES_MISSING,
    ]  # fmt: skip
    assert refusal(plan, one, ROWS, READY, by=by, now=now) == [KitReason.PLAN_CHANGED]
    assert plan(one, ROWS, READY, by=by, now=now, lock=1).lock == 2
    assert plan(one, ROWS, READY, by=by, now=now, lock=2).lock == 2, "nothing new is no change"
    assert actions.mark_ready(session=one, by=by, now=now).ready_at == now
    assert kit_queries.is_ready(one, kept, ROWS)
    one.planned_minutes = 60
    assert not kit_queries.is_ready(one, kept, ROWS), "the session became shorter"
    one.planned_minutes = 90
    assert plan(one, ROWS[::-1], READY, by=by, now=now, lock=2).ready_at == now
    assert plan(one, ROWS[:2], READY, by=by, now=now, lock=3).ready_at is None
    assert refusal(plan, one, ROWS * 14, READY, by=by, now=now, lock=4) == [KitReason.TOO_MANY_ROWS]
    rows = session.query(PlanRow).order_by(PlanRow.position).all()
    assert [(row.position, row.minutes, row.kind) for row in rows] == [
        (1, 60, RowKind.ACTIVITY), (2, 5, RowKind.BREAK),
    ]  # fmt: skip
    actions.cancel_session(session=one, by=by, now=now)
    assert refusal(plan, one, ROWS, READY, by=by, now=now, lock=4) == [PracticeReason.SESSION_CANCELED]


def test_a_copy_of_last_time_takes_rows_and_roles_along_and_what_was_to_be_tried(session, cop, one, by, now):
    last = building.make_session(cop, now - timedelta(days=20))
    content = {
        **READY,
        "roles": {"greeter": "Ana"},
        "presenters": "A guest",
        "checks": ["key"],
        "access": "Ramp",
    }
    plan(last, ROWS, content, by=by, now=now)
    usual = {"by": by, "now": now}
    actions.add_research(session=last, what="Count greetings", member=None, remind_on=None, **usual)
    made = actions.begin_plan(session=one, beginning=Beginning.LAST, lock=0, **usual)
    assert kit_queries.rows_of(one) == ROWS
    assert made.content == {
        "roles": {"greeter": "Ana"}, "access": "Ramp", "link_last": "Count greetings",
    }  # fmt: skip
    again = {"session": one, "lock": 1, **usual}
    assert refusal(actions.begin_plan, beginning=Beginning.TEMPLATE, **again) == [KitReason.NO_TEMPLATE]
    actions.begin_plan(beginning=Beginning.BLANK, **again)
    assert kit_queries.rows_of(one) == []
    first = building.make_session(cop, now - timedelta(days=40))
    nothing = refusal(actions.begin_plan, session=first, beginning=Beginning.LAST, lock=0, **usual)
    assert nothing == [KitReason.NO_LAST]


def test_the_agenda_goes_to_addresses_once_and_again_with_what_is_new(session, cop, one, by, now):
    usual = {"session": one, "by": by, "now": now}
    assert KitReason.NO_ROWS in refusal(actions.send_agenda, said="", **usual)
    plan(one, ROWS, READY, by=by, now=now)
    assert refusal(actions.send_agenda, said="", **usual) == [AfterReason.NOBODY_TO_WRITE]
    ana = actions.add_member(cop=cop, name="Ana", email="ana@example.org", by=by, now=now)
    actions.add_member(cop=cop, name="Ben", by=by, now=now)
    actions.add_member(cop=cop, name="Tess Trainee", email="tess@example.org", by=by, now=now)
    sent = actions.send_agenda(said="Bring a scarf", **usual)
    assert (sent.reached, sent.without_address) == (1, 1)
    mail = waiting(session, "practice.agenda")["ana@example.org"]
    assert (mail.params["again"], mail.params["changes"], mail.params["note"]) == (False, [], "Bring a scarf")
    assert mail.params["name"] == "Ana"
    moved = {
        "starts": time(17),
        "minutes": 90,
        "format": Format.IN_PERSON,
        "place": "Library",
        "lock": one.lock,
    }
    actions.change_session(session=one, on=one.on, by=by, now=now, **moved)
    again = actions.send_agenda(said="", **usual)
    assert [change["kind"] for change in again.said["changes"]] == ["when", "where"]
    session.flush()
    assert session.query(OutboxRow).filter_by(kind="practice.agenda").count() == 2
    over = {**usual, "now": one.starts_at + timedelta(hours=4)}
    assert refusal(actions.send_agenda, said="", **over) == [AfterReason.SESSION_OVER]
    actions.cancel_session(session=one, by=by, now=now)
    assert waiting(session, "practice.agenda") == {}, "nobody is invited to a session that was called off"
    assert ana.until is None


def test_those_who_came_and_those_who_were_missed_read_their_own_words(session, cop, one, by, now):
    names = ("Ana", "Ben", "Cai")
    ana, ben, _cai = (
        actions.add_member(cop=cop, name=name, email=f"{name}@example.org", by=by, now=now) for name in names
    )
    began = one.starts_at
    usual = {"session": one, "by": by, "now": began}
    words = {"came": "Thank you", "missed": "We missed you", "body": ""}
    early = {**usual, "now": began - timedelta(hours=1)}
    assert refusal(actions.send_follow_up, words=words, highlights=True, **early) == [
        AfterReason.NOT_BEGUN_YET
    ]
    assert refusal(actions.post_highlights, **usual) == [AfterReason.NOTHING_WRITTEN]
    building.hold(one, [ana])
    written = actions.keep_note(kind=NoteKind.HIGHLIGHTS, text="A calm door", lock=0, **usual)
    actions.add_research(what="Count greetings", member=None, remind_on=None, **usual)
    actions.add_research(what="Ask a parent", member=ben, remind_on=None, **usual)
    actions.send_follow_up(words=words, highlights=True, **usual)
    said = {
        address: (row.params["came"], row.params["research"], row.params["own"], row.params["highlights"])
        for address, row in waiting(session, "practice.follow_up").items()
    }
    asked = {
        address: f"/feedback/{one.token}" in rendering.render(
            kind=row.kind, params=row.params, name="X", language="es", sender=("P", "p@example.org"), now=began
        ).body
        for address, row in waiting(session, "practice.follow_up").items()
    }  # fmt: skip
    assert asked == {"ana@example.org": True, "ben@example.org": False, "cai@example.org": False}
    everybody = ["Count greetings"]
    assert said == {
        "ana@example.org": (True, everybody, [], "A calm door"),
        "ben@example.org": (False, everybody, ["Ask a parent"], "A calm door"),
        "cai@example.org": (False, everybody, [], "A calm door"),
    }  # fmt: skip
    assert written.posted_at == began
    actions.post_highlights(**usual)
    assert len(waiting(session, "practice.highlights")) == 3
    assert session.query(Mailing).count() == 2


def test_a_reminder_follows_the_next_session_and_stops_with_it(session, cop, one, by, now):
    ana, ben = (
        actions.add_member(cop=cop, name=name, email=f"{name}@example.org", by=by, now=now)
        for name in ("ana", "ben")
    )
    held = building.make_session(cop, now - timedelta(days=1))
    day = now.date() + timedelta(days=2)
    usual = {"session": held, "by": by, "now": now}
    every = actions.add_research(what="Count greetings", member=None, remind_on=day, **usual)
    actions.add_research(what="Ask a parent", member=ana, remind_on=day, **usual)
    late = refusal(actions.add_research, what="x", member=None, remind_on=one.on + timedelta(days=1), **usual)
    assert late == [AfterReason.REMIND_LATE]
    rows = session.query(OutboxRow).filter_by(kind="practice.research").all()
    assert sorted((row.address, row.params["own"]) for row in rows) == [
        ("ana@example.org", False), ("ana@example.org", True), ("ben@example.org", False),
    ]  # fmt: skip
    assert {row.not_after for row in rows} == {one.starts_at}
    assert {row.due_at.hour for row in rows} == {16}, "nine in the morning in California"
    actions.end_member(member=ben, by=by, now=now)
    assert set(waiting(session, "practice.research")) == {"ana@example.org"}
    when = {"starts": time(16), "minutes": 90, "format": Format.IN_PERSON, "place": "", "by": by, "now": now}
    actions.change_session(session=one, on=now.date() + timedelta(days=1), lock=one.lock, **when)
    assert waiting(session, "practice.research") == {}, "the session has passed by then"
    actions.change_session(session=one, on=now.date() + timedelta(days=9), lock=one.lock, **when)
    assert waiting(session, "practice.research")["ana@example.org"].not_after == one.starts_at
    actions.drop_research(research=every, by=by, now=now)
    assert [row.params["what"] for row in waiting(session, "practice.research").values()] == ["Ask a parent"]
    assert session.query(Research).count() == 1


def test_notes_are_not_overwritten_silently_and_voices_are_numbers(session, cop, one, by, now):
    usual = {"session": one, "kind": NoteKind.NOTES, "by": by, "now": now}
    assert actions.keep_note(text="Warm", lock=0, **usual).lock == 1
    assert actions.keep_note(text="Warm", lock=0, **usual).lock == 1, "the same text, sent twice"
    assert refusal(actions.keep_note, text="Cold", lock=0, **usual) == [PracticeReason.CHANGED_MEANWHILE]
    assert actions.keep_note(text="Warmer", lock=1, **usual).lock == 2
    assert [row.text for row in session.query(SessionNote)] == ["Warmer"]
    assert acts(session).count("cop_session.notes") == 1
    count = {"session": one, "by": by, "now": now}
    actions.keep_voices(turns=[2, 0, 5, 0], **count)
    assert actions.keep_voices(turns=[1], **count) == [1]
    assert kit_queries.tally_of(one) == [1]
    assert refusal(actions.keep_voices, turns=[-1], **count) == [AfterReason.SEATS_WRONG]
    actions.keep_voices(turns=[0], **count)
    assert session.query(VoiceTally).count() == 0
    touch = {"cop": cop, "how": TouchKind.CALL, "member": None, "about": "", "by": by, "now": now}
    actions.log_touch(on=now.date(), **touch)
    ahead = refusal(actions.log_touch, on=now.date() + timedelta(days=1), **touch)
    assert ahead == [AfterReason.DAY_AHEAD]


def test_money_is_added_up_by_session_and_currency(session, cop, one, by, now, people):
    usual = {
        "cop": cop, "on": date(2021, 5, 20), "line": BudgetLine.FOOD, "what": "Fruit", "giver": "", "currency": "USD",
        "by": by, "now": now,
    }  # fmt: skip
    money_actions.add_money(session=one, kind=MoneyKind.EXPENSE, cents=1250, **usual)
    gift = money_actions.add_money(session=one, kind=MoneyKind.IN_KIND, cents=8000, **usual)
    money_actions.add_money(session=None, kind=MoneyKind.EXPENSE, cents=300, **{**usual, "currency": "CAD"})
    whole, parts = money_queries.parts(cop.id)
    assert {name: one.by_kind for name, one in whole.items()} == {
        "USD": {MoneyKind.EXPENSE: 1250, MoneyKind.IN_KIND: 8000}, "CAD": {MoneyKind.EXPENSE: 300},
    }  # fmt: skip
    assert [part.session for part in parts] == [one, None]
    wrong = {**usual, "on": date(2021, 5, 26), "what": " "}
    assert refusal(
        money_actions.add_money, session=None, kind=MoneyKind.EXPENSE, cents=0, **wrong
    ) == [MoneyReason.WHAT_MISSING, MoneyReason.CENTS_WRONG, MoneyReason.DAY_WRONG]  # fmt: skip
    other = building.make_session(building.make_cop(people["theo"], now=now), now)
    foreign = refusal(
        money_actions.add_money, session=other, kind=MoneyKind.EXPENSE, cents=5, **usual
    )  # fmt: skip
    assert foreign == [MoneyReason.NO_SUCH_SESSION]
    money_actions.remove_money(money=gift, by=by, now=now)
    assert session.query(Money).count() == 2
    for cents in (500, 700):
        money_actions.plan_budget(
            cop=cop, lines={BudgetLine.FOOD: (cents, 0)}, currency="USD", by=by, now=now
        )
    assert [(row.line, row.cents) for row in money_queries.budget(cop).values()] == [(BudgetLine.FOOD, 700)]
