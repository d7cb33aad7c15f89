"""Is a debrief prepared by the trainee alone, completed by two, and seen as overdue by both?"""

from datetime import date, timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.practice.house import text
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.practice import actions
from trainer.practice.models import Debrief
from trainer.practice.rules import PracticeReason, debriefs

TODAY = date(2021, 5, 24)


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ({"how": " Warm ", "unknown": "x"}, {"how": "Warm"}),
        ({"protocol": "Consultancy", "again": "changed"}, {"protocol": "Consultancy", "again": "changed"}),
        ({"how": "Warm", "again": "perhaps"}, {"how": "Warm"}),
        ({"how": "Warm", "traces": 0, "consent": True}, {"how": "Warm"}),
        ({"how": "Warm", "traces": 3}, {"how": "Warm", "traces": 3, "consent": False}),
    ],
)
def test_what_is_kept_of_a_story(content, kept):
    assert debriefs.story(content) == kept


@pytest.mark.parametrize(
    ("step", "day", "wrong"),
    [
        ("Ask Ana", TODAY, False),
        ("Ask Ana", TODAY + timedelta(days=30), False),
        ("Ask Ana", TODAY - timedelta(days=1), True),
        ("", TODAY, True),
        ("", None, False),
    ],
)
def test_a_next_step_has_words_and_a_day_to_come(step, day, wrong):
    found = debriefs.why_not_record(
        session_on=TODAY, on=TODAY, today=TODAY, minutes=30, content={"how": "Warm", "next_step": step}, lock=0,
        seen=0, next_on=day,
    )  # fmt: skip
    assert [reason for reason, _facts in found] == [PracticeReason.NEXT_STEP_WRONG] * wrong


def test_areas_are_those_of_the_program_each_once():
    assert debriefs.areas([8, 3, 3, 9, 0]) == [3, 8]


@on_one("sqlite")
def test_what_a_trainee_prepares_is_theirs_until_they_show_it(house):
    house.meet()
    debrief = house.fresh(Debrief)[0]
    page = f"/debriefs/{debrief.ref}"
    tess, mentor, admin = house.browser("tess"), house.browser("mentor"), house.browser("admin")
    saved = tess.send(f"{page}/draft", {"lock": "0", "how": "canary-draft"}, page=page)
    assert saved.get_json() == {"lock": 1}
    older = tess.send(f"{page}/draft", {"lock": "0", "how": "from another window"}, page=page)
    assert older.status_code == 409
    assert "canary-draft" in text(tess.get(page))
    assert "canary-draft" not in text(mentor.get(page))
    assert mentor.send(f"{page}/draft", {"lock": "1", "how": "mine"}, page=page).status_code == 404
    tess.send(f"{page}/show", {"lock": "1", "how": "canary-draft", "voices": "Everybody"}, page=page)
    read = text(mentor.get(page))
    assert "canary-draft" in read
    assert "has prepared their part" in read
    told = {
        "on": "2021-05-24", "minutes": "40", "mode": "video", "meeting": "", "lock": "0", "how": "canary-draft",
        "traces": "2", "competencies": ["4", "6"], "next_step": "canary-step", "next_on": "2021-06-10",
    }  # fmt: skip
    assert mentor.send(page, told).status_code == 303
    kept = house.fresh(Debrief)[0]
    assert (kept.prepared, kept.competencies, kept.content["traces"]) == ({}, [4, 6], 2)
    assert "consent not checked yet" in text(tess.get(page))
    home = text(tess.get("/home"))
    assert "Your next step from the debrief of session 1" in home
    assert tess.send(f"{page}/done", {}, page=page).status_code == 303
    assert "Your next step from the debrief" not in text(tess.get("/home"))
    cop = text(admin.get(f"/cops/{house.cop.ref}"))
    assert "Areas: 4, 6" in cop
    assert "canary" not in cop


@on_one("postgresql")
def test_an_overdue_debrief_is_overdue_for_both_at_home_in_the_list_and_with_the_cop(house):
    one = house.meet()
    house.session.query(Debrief).update({"due_on": house.now.date() - timedelta(days=1)})
    house.session.commit()
    for who in ("tess", "mentor"):
        browser = house.browser(who)
        assert "Was due Sun, May 23, 2021" in text(browser.get("/home"))
        for path in ("/debriefs", f"/cops/{house.cop.ref}", f"/debriefs/{house.fresh(Debrief)[0].ref}"):
            assert "Overdue" in text(browser.get(path)), (who, path)
    assert "Overdue" not in text(house.browser("theo").get("/debriefs"))
    assert one.number == 1


def test_a_draft_that_was_not_shown_outlives_what_the_mentor_writes(house):
    house.meet()
    debrief = house.session.query(Debrief).one()
    tess = house.by
    actions.prepare_debrief(debrief=debrief, content={"how": "Mine"}, lock=0, by=tess, now=house.now)
    with pytest.raises(Refused):
        actions.prepare_debrief(debrief=debrief, content={"how": "Older"}, lock=0, by=tess, now=house.now)
    told = {
        "debrief": debrief,
        "on": house.now.date(),
        "minutes": 30,
        "needs_support": False,
        "now": house.now,
    }
    mentor = builders.actor(house.mentor)
    actions.hold_debrief(content={"how": "Theirs"}, by=mentor, **told)
    assert (debrief.prepared, debrief.content) == ({"how": "Mine"}, {"how": "Theirs"})
    actions.hold_debrief(content={"how": "Both"}, by=tess, **told)
    assert debrief.prepared == {}
    assert "Mine" not in str([row.params for row in house.session.query(OutboxRow)])
