"""Is what members answer kept without a trace of who and when, and shown to facilitators only, from four answers on?"""

from datetime import timedelta

import pytest
from sqlalchemy import DateTime, inspect

from tests import builders
from tests.conftest import on_one
from tests.practice import building
from tests.practice.house import refusal, statements, text
from tests.statements import per_page
from trainer.core import audit, clock
from trainer.core.db import db
from trainer.core.outbox import OutboxRow
from trainer.practice import actions, duties, queries
from trainer.practice.models import (
    CopSession,
    Decision,
    Feedback,
    FeedbackGiven,
    HealthAnswer,
    HealthGiven,
    HealthRound,
)
from trainer.practice.rules import CopState
from trainer.practice.rules.voices import About, Said, Told, VoiceReason


@pytest.fixture
def heard(house):
    """A session now, held, with five members; the address where they answer."""
    one = house.meet()
    return house, one, f"/feedback/{one.token}"


def test_feedback_is_readable_from_four_on_and_then_four_by_four(heard, client, session, now):
    house, one, page = heard
    hers = house.browser("tess")
    results = f"/cop-sessions/{one.ref}/feedback"
    thanks = f"/s/{one.token}/thanks"
    assert page in text(client.get(thanks))
    for number in range(1, 6):
        said = {"worth": "5" if number < 5 else "1", "take": f"take {number}", "barriers": ["time"]}
        answer = client.send(f"{page}?again=1", {**said, **({"quote": "y"} if number == 2 else {})})
        assert answer.status_code == 303
        found = text(hers.get(results))
        if number < 4:
            assert f"{4 - number} more" in found
            assert "take 1" not in found
    assert "take 5" not in found, "the fifth is held back: it would be known as the newest"
    assert "1 of them is shown later" in found
    assert all(f"take {number}" in found for number in (1, 2, 3, 4))
    assert found.count("may be quoted") == 1
    assert "This device has answered already" in text(client.get(page))
    assert client.send(f"{page}?again=1", {"worth": "5"}).status_code == 422, "five members, five answers"
    clock.set_shift(now + timedelta(days=8) - clock.real_now())
    assert "take 5" in text(hers.get(results)), "when it is closed, all of it"
    assert client.send(page, {"worth": "5"}, page="/sign-in").status_code == 422
    house.session.rollback()
    assert queries.voices.answered(house.cop.id)[0].answers == 5


@on_one("sqlite")
def test_nothing_that_is_kept_says_who_or_when(heard, session, now):
    house, one, _page = heard
    member, _secret = actions.join(cop=house.cop, about=About(name="Nia"), agreed=True, now=now)
    round = actions.health.open_round(cop=house.cop, by=house.by, now=now)
    before = session.query(audit.AuditRow).count()
    actions.give_feedback(session=one, said=Said(take="Slow down"), member=member, now=now)
    actions.answer_round(round=round, numbers={"1": 5}, texts={}, member=member, now=now)
    session.flush()
    assert session.query(audit.AuditRow).count() == before
    assert refusal(
        actions.give_feedback, session=one, said=Said(worth=1), member=member, now=now
    ) == [VoiceReason.ANSWERED_BEFORE]  # fmt: skip
    assert refusal(
        actions.answer_round, round=round, numbers={"1": 1}, texts={}, member=member, now=now
    ) == [VoiceReason.ANSWERED_BEFORE]  # fmt: skip
    assert refusal(
        actions.give_feedback, session=one, said=Said(), now=now
    ) == [VoiceReason.NOTHING_SAID]  # fmt: skip
    for answer, given in ((Feedback, FeedbackGiven), (HealthAnswer, HealthGiven)):
        of_answer, of_given = (
            {column.name: column for column in inspect(one).columns} for one in (answer, given)
        )
        assert "member_id" not in of_answer
        assert "key" not in of_given
        assert [
            one for one in (*of_answer.values(), *of_given.values()) if isinstance(one.type, DateTime)
        ] == []
        for table in (answer, given):
            made = db.session.connection().exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE name = ?", (table.__tablename__,)
            )
            assert "WITHOUT ROWID" in made.scalar_one(), "an order in which they came"


def test_a_round_shows_nothing_while_it_is_open_and_nothing_under_four(heard, client, session, now):
    house, _one, _page = heard
    hers = house.browser("tess")
    assert (
        hers.send(f"/cops/{house.cop.ref}/health/rounds", page=f"/cops/{house.cop.ref}/health").status_code
        == 303
    )
    [round] = house.fresh(HealthRound)
    page, results = f"/health/{round.token}", f"/health-rounds/{round.ref}"
    _member, secret = actions.join(cop=house.cop, about=About(name="Nia"), agreed=True, now=now)
    session.commit()
    own = f"/m/{secret}/health/{round.ref}"
    assert own in text(client.get(f"/m/{secret}"))
    assert client.send(own, {"item_1": "4", "keep": "The poem"}).status_code == 303
    assert client.send(own, {"item_1": "4"}, page="/sign-in").status_code == 422
    assert own not in text(client.get(f"/m/{secret}")), "it says that it was answered"
    for number in (4, 4, 2):
        sent = {"item_1": str(number), "item_2": "cannot_say", "item_stays": "5", "keep": f"Keep {number}"}
        assert client.send(f"{page}?again=1", sent).status_code == 303
    shown = text(hers.get(results))
    assert "4 of 6 members have answered." in shown
    assert "The poem" not in shown
    assert "3.5" not in shown
    assert ">3.5<" not in text(hers.get(f"/cops/{house.cop.ref}/health"))
    assert hers.send(results).status_code == 303
    shown = text(hers.get(results))
    assert "The poem" in shown
    assert "3.5" in shown
    assert "too few" in shown, "nobody rated the second item"
    assert client.send(page, {"item_1": "1"}, page="/sign-in").status_code == 422
    overview = text(hers.get(f"/cops/{house.cop.ref}/health"))
    assert "<svg" in overview
    assert ">3.5<" in overview
    house.session.rollback()
    [counted] = queries.voices.rounds(house.cop.id)
    assert (counted.held, counted.answers, counted.members, counted.enough()) == (1, 4, 6, True)


@on_one("postgresql")
def test_only_facilitators_read_it_and_a_long_history_asks_no_more(heard, app, session, now):
    house, one, _page = heard
    round = actions.health.open_round(cop=house.cop, by=house.by, now=now)
    session.commit()
    for who in ("mentor", "admin", "coordinator", "theo"):
        browser = house.browser(who)
        for path in (f"/cops/{house.cop.ref}/health", f"/health-rounds/{round.ref}",
                     f"/cop-sessions/{one.ref}/feedback", f"/cops/{house.cop.ref}/joining"):  # fmt: skip
            assert browser.get(path).status_code in (403, 404), (who, path)
    hers = house.browser("tess")
    paths = [
        f"/cops/{house.cop.ref}/health",
        f"/cop-sessions/{one.ref}/feedback",
        f"/cops/{house.cop.ref}/joining",
    ]
    hers.get(paths[0])
    few = per_page(app, hers, *paths)
    for number in range(1, 4):
        house.meet(now + timedelta(days=28 * number))
    for number in range(10):
        actions.join(cop=house.cop, about=About(name=f"New {number}"), agreed=True, now=now)
    actions.health.close_round(round=round, by=house.by, now=now)
    actions.health.open_round(cop=house.cop, by=house.by, now=now)
    session.commit()
    assert per_page(app, hers, *paths) == few
    assert max(few) <= 20


@on_one("sqlite")
def test_a_decision_keeps_its_reasons_and_the_figures_of_that_day(heard, session, now):
    house, _one, _page = heard
    hers = house.browser("tess")
    page = f"/cops/{house.cop.ref}/year"
    assert hers.send(page, {"kind": "pause"}).status_code == 422
    assert hers.send(page, {"kind": "pause", "reasons": "Two of us move away."}).status_code == 303
    [kept] = house.fresh(Decision)
    assert (kept.figures["held"], kept.figures["present"], kept.figures["members"]) == (1, 5.0, 5)
    assert house.cop.state is CopState.PAUSED
    house.meet(now + timedelta(days=3))
    assert house.fresh(Decision)[0].figures["held"] == 1
    shown = text(hers.get(f"/cops/{house.cop.ref}/health"))
    assert "Two of us move away." in shown
    actions.health.decide(
        cop=house.cop, kind=queries.health.health.Continuation.CONTINUE, reasons="Back.", by=house.by, now=now
    )
    assert house.cop.state is CopState.ACTIVE


def test_a_notice_comes_once_before_the_month_is_over_and_not_when_something_is_planned(heard, session, now):
    house, _one, _page = heard
    house.session.rollback()

    def told(days):
        done = duties.due(now + timedelta(days=days))
        session.commit()
        return done

    assert told(20) == 0
    planned = building.make_session(house.cop, now + timedelta(days=28))
    session.commit()
    assert told(25) == 0
    actions.cancel_session(session=planned, by=house.by, now=now)
    session.commit()
    assert [told(22), told(25), told(26)] == [1, 0, 0]
    letter = session.query(OutboxRow).filter_by(kind="practice.rhythm").one()
    assert (letter.to_person, letter.params["by"]) == (house.tess.id, "2021-06-24")
    assert house.browser("tess").get(letter.params["path"]).status_code == 200
    assert told(40) == 0, "never after it was broken"
    assert builders.actor(house.tess).person_id == letter.to_person
    assert session.query(CopSession).count() == 2


@on_one("postgresql")
def test_a_story_is_read_where_its_teller_ticked_and_by_nobody_else(heard, app, client, session, now):
    house, _one, _page = heard
    member, secret = actions.join(cop=house.cop, about=About(name="Nia Okafor"), agreed=True, now=now)
    for where in ("in_cop", "to_agency", "in_reports"):
        told = Told(happened=f"Told for {where}", did="", changed="", **{where: True})
        actions.tell_story(member=member, told=told, now=now)
    session.commit()
    page = f"/cops/{house.cop.ref}/stories"
    expected = {"tess": "in_cop", "admin": "to_agency", "mentor": "", "coordinator": "", "theo": ""}
    for who, where in expected.items():
        answer = house.browser(who).get(page)
        assert answer.status_code == (200 if where else 404), who
        shown = answer.get_data(as_text=True)
        assert [one for one in ("in_cop", "to_agency", "in_reports") if f"Told for {one}" in shown] == (
            [where] if where else []
        )
        assert ("Nia Okafor" in shown) == (who == "tess"), "the agency reads no name"
    [story] = [one for one in queries.voices.own_stories(member.id) if one.to_agency]
    own = f"/m/{secret}/story/{story.ref}"
    assert client.send(own, {"withdraw": "1"}).status_code == 303
    assert "Told for to_agency" not in text(house.browser("admin").get(page))
    assert client.get(own).status_code == 404
    _other, others = actions.join(cop=house.cop, about=About(name="Other"), agreed=True, now=now)
    session.commit()
    left = queries.voices.own_stories(member.id)[0]
    assert client.get(f"/m/{others}/story/{left.ref}").status_code == 404
    assert statements(app, house.browser("tess"), page)
