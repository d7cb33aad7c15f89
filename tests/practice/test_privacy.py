"""Does everybody see their own part of a CoP only, and is a debrief read and kept by two?"""

from tests.practice.house import text
from trainer.practice import actions
from trainer.practice.models import (
    Debrief,
    Facilitator,
)
from trainer.practice.rules import DebriefState


def test_a_debrief_is_written_by_the_mentor_changed_by_the_trainee_and_never_overwritten(house):
    one = house.meet()
    debrief = house.fresh(Debrief)[0]
    page = f"/debriefs/{debrief.ref}"
    mentor, tess = house.browser("mentor"), house.browser("tess")
    assert "do not write the details" in text(mentor.get(page)).casefold()
    usual = {"on": "2021-05-24", "minutes": "40", "meeting": "", "lock": "0"}
    empty = mentor.send(page, usual)
    assert empty.status_code == 422
    assert mentor.send(page, {**usual, "how": "Warm", "needs_support": "y"}).status_code == 303
    assert house.fresh(Debrief)[0].state is DebriefState.HELD
    stale = tess.send(page, {**usual, "how": "Typed on the train"})
    assert stale.status_code == 422
    for word in ("Warm", "Typed on the train", "Saved by the other one meanwhile"):
        assert word in stale.get_data(as_text=True)
    assert "Warm" in text(tess.get(page))
    assert tess.send(page, {**usual, "lock": "1", "how": "Both"}, page=f"{page}?change=1").status_code == 303
    assert house.fresh(Debrief)[0].content == {"how": "Both"}
    assert one.number == 1


def test_only_trainee_and_mentor_meet_a_debrief_and_administrators_see_its_date_and_flag(house):
    house.meet()
    debrief = house.fresh(Debrief)[0]
    actions.hold_debrief(
        debrief=debrief, on=house.now.date(), minutes=41, content={"how": "canary-story"}, needs_support=True,
        by=house.by, now=house.now,
    )  # fmt: skip
    house.session.commit()
    page = f"/debriefs/{debrief.ref}"
    for who in ("admin", "coordinator", "theo"):
        assert house.browser(who).get(page).status_code == 404
    cop = text(house.browser("admin").get(f"/cops/{house.cop.ref}"))
    assert "41 minutes" in cop
    assert "Asks for support" in cop
    assert page not in cop
    assert "canary-story" not in cop
    assert "canary-story" in text(house.browser("mentor").get(page))


def test_names_of_members_are_for_facilitators_alone(house):
    one = house.meet()
    pages = (f"/cops/{house.cop.ref}", f"/cop-sessions/{one.ref}", f"/cops/{house.cop.ref}/members")
    for who in ("mentor", "admin"):
        for page in pages:
            answer = house.browser(who).get(page)
            assert "Member 0" not in answer.get_data(as_text=True)
            assert answer.status_code == (404 if page.endswith("members") else 200)
    for who in ("coordinator", "theo"):
        assert {house.browser(who).get(page).status_code for page in pages} == {404}


def test_a_co_facilitator_shares_the_cop_but_not_the_others_debrief(house):
    tess = house.browser("tess")
    page = f"/cops/{house.cop.ref}/facilitators"
    tess.send(page, {"person": house.theo.ref})
    full = text(tess.get(page))
    assert "This CoP has two facilitators" in full
    house.meet()
    first, second = house.fresh(Debrief)
    theo = house.browser("theo")
    assert theo.get(f"/debriefs/{first.ref}").status_code == 404
    assert theo.get(f"/debriefs/{second.ref}").status_code == 200
    assert house.browser("mentor").get(f"/debriefs/{second.ref}").status_code == 404
    tess.send(page, {"end": house.theo.ref})
    assert [one.until is None for one in house.fresh(Facilitator)] == [True, False]
    assert theo.get(page).status_code == 404
