"""Do the pages of a CoP work: founding, charter, members, what counts?"""

from datetime import timedelta

import pytest

from tests.conftest import on_one
from tests.practice import building
from tests.practice.house import text
from trainer.practice.models import (
    Charter,
    Cop,
    CopSession,
    Debrief,
    Member,
)
from trainer.practice.rules import CharterState

pytestmark = on_one("postgresql")  # what pages say; what databases keep is tested with the actions


def test_a_trainee_founds_a_cop_and_goes_on_to_its_set_up(house):
    browser = house.browser("theo")
    assert "Your own CoP begins here" in text(browser.get("/cops"))
    wrong = browser.send("/cops/new", {"name": " ", "zone": "", "language": "en"})
    assert wrong.status_code == 422
    done = browser.send(
        "/cops/new",
        {
            "name": "Nap time",
            "domain": "Rest",
            "zone": "",
            "language": "es",
            "kind": "plc",
            "level": "regional",
        },
    )
    cop = house.fresh(Cop)[-1]
    assert (done.status_code, done.location) == (303, f"/cops/{cop.ref}/setup")
    assert (cop.name, cop.zone, cop.language) == ("Nap time", "America/Los_Angeles", "es")
    assert (cop.kind, cop.level) == ("plc", "regional")
    assert "Professional learning community (PLC) · Regional" in text(browser.get(f"/cops/{cop.ref}"))
    assert "Nap time" in text(browser.get("/cops"))


def test_who_is_not_enrolled_is_told_so_and_founds_nothing(house):
    browser = house.browser("coordinator")
    assert "Only people enrolled" in text(browser.get("/cops/new"))
    refused = browser.send(
        "/cops/new", {"name": "X", "zone": "", "language": "en", "kind": "cop", "level": "local"}
    )
    assert refused.status_code == 422
    assert len(house.fresh(Cop)) == 1


def test_the_list_shows_a_mentor_their_trainees_and_an_administrator_all(house):
    other = building.make_cop(house.theo, name="Rainy days", now=house.now)
    house.session.commit()
    assert "Calm mornings" in text(house.browser("mentor").get("/cops"))
    assert other.name not in text(house.browser("mentor").get("/cops"))
    every = text(house.browser("admin").get("/cops"))
    assert "Calm mornings" in every
    assert "Rainy days" in every
    assert "Calm mornings" not in text(house.browser("coordinator").get("/cops"))


def test_a_charter_goes_from_draft_to_approval_on_its_pages(house):
    tess, mentor = house.browser("tess"), house.browser("mentor")
    page = f"/cops/{house.cop.ref}/charter"
    half = tess.send(page, {"domain": "Naps", "lock": "0", "do": "submit"})
    assert (half.status_code, half.location) == (303, f"{page}?send=1&saved=1")
    again = text(tess.get(half.location))
    assert "Your draft is saved" in again
    assert 'href="#audience"' in again
    assert "Naps" in again
    lock = house.fresh(Charter)[0].lock
    sent = tess.send(page, {**building.CHARTER, "lock": lock, "do": "submit"})
    charter = house.fresh(Charter)[0]
    assert (sent.status_code, charter.state) == (303, CharterState.SUBMITTED)
    where = f"/charters/{charter.ref}"
    assert "Save the decision" not in text(tess.get(where))
    assert tess.get(page).location == where
    no_reason = mentor.send(where, {"decision": "return", "reason": ""})
    assert no_reason.status_code == 422
    assert "Say what should change" in no_reason.get_data(as_text=True)
    mentor.send(where, {"decision": "return", "reason": "Who is missing?"})
    back = text(tess.get(page))
    assert "Who is missing?" in back
    lock = house.fresh(Charter)[0].lock
    tess.send(page, {**building.CHARTER, "lock": lock, "do": "submit"})
    second = house.fresh(Charter)[1]
    house.browser("admin").send(f"/charters/{second.ref}", {"decision": "approve", "reason": "Go!"})
    shown = text(tess.get(f"/charters/{second.ref}"))
    assert "Sessions that begin later count" in shown
    assert "Version 1" in shown
    assert [one.state for one in house.fresh(Charter)] == [CharterState.RETURNED, CharterState.APPROVED]


@pytest.mark.parametrize("lock", ["²", "-1", "x", "9" * 30])
def test_a_number_that_was_tampered_with_fits_no_text_and_loses_nothing(house, lock):
    tess, session = house.browser("tess"), house.meet()
    [debrief] = house.fresh(Debrief)
    plan = {"on": "2021-05-24", "starts": "16:00", "minutes": "90", "format": "virtual", "place": "canary"}
    told = {"on": "2021-05-24", "minutes": "30", "meeting": "", "how": "canary"}
    for path, data in (
        (f"/cops/{house.cop.ref}/charter", {"domain": "canary"}),
        (f"/cop-sessions/{session.ref}/edit", plan),
        (f"/debriefs/{debrief.ref}", told),
    ):
        answer = tess.send(path, {**data, "lock": lock})
        assert answer.status_code == 422
        assert "canary" in answer.get_data(as_text=True)
    assert house.fresh(Debrief)[0].content == {}


def test_a_charter_saved_meanwhile_shows_both_and_loses_nothing(house):
    tess = house.browser("tess")
    page = f"/cops/{house.cop.ref}/charter"
    tess.send(page, {"domain": "Theirs meanwhile", "lock": "0", "do": "save"})
    late = tess.send(page, {"domain": "Mine, long typed", "lock": "0", "do": "save"})
    html = late.get_data(as_text=True)
    assert late.status_code == 422
    assert "Theirs meanwhile" in html
    assert "Mine, long typed" in html
    assert house.fresh(Charter)[0].content["domain"] == "Theirs meanwhile"


def test_the_page_says_plainly_that_a_session_before_the_approval_does_not_count(house):
    house.meet(house.now - timedelta(days=40))
    tess = house.browser("tess")
    assert "Sessions before the charter was approved do not count" in text(tess.get(f"/cops/{house.cop.ref}"))
    building.approve(house.cop, by=house.mentor, now=house.now - timedelta(days=20))
    house.session.commit()
    house.meet(house.now - timedelta(days=10))
    html = text(tess.get(f"/cops/{house.cop.ref}"))
    assert "Session 1 on Wed, Apr 14, 2021" in html
    assert "cannot be dated back" in html
    assert "1 session counts so far" in html
    first = house.fresh(CopSession)[0]
    assert "after this session began" in text(tess.get(f"/cop-sessions/{first.ref}"))


def test_members_are_pasted_changed_and_ended(house):
    tess = house.browser("tess")
    page = f"/cops/{house.cop.ref}/members"
    assert "Nobody here yet" in text(tess.get(page))
    pasted = (
        "Name\tRole\tE-mail\nAna Ruiz\tTeacher\tana@example.org\nBen Ito\t\tben@example.org\nAna Ruiz\t\t\n"
    )
    tess.send(page, {"text": pasted})
    html = text(tess.get(page))
    assert "On the list already: Ana Ruiz." in html
    assert "2 members" in html
    ana, ben = house.fresh(Member)
    assert (ana.role, ben.email) == ("Teacher", "ben@example.org")
    taken = tess.send(f"/cop-members/{ana.ref}", {"name": "Ben Ito", "role": "", "email": ""})
    assert taken.status_code == 422
    tess.send(f"/cop-members/{ana.ref}", {"name": "Ana R.", "role": "Lead", "email": ""})
    tess.send(f"/cop-members/{ben.ref}", {"end": "1"})
    assert [(one.name, one.until is None) for one in house.fresh(Member)] == [
        ("Ana R.", True),
        ("Ben Ito", False),
    ]
    assert "1 former member" in text(tess.get(page))
    assert "Member from" in text(tess.get(f"/cop-members/{ben.ref}"))
    bad = tess.send(page, {"text": "Di Ng, Teacher, di@nowhere"})
    assert bad.status_code == 422
    assert len(house.fresh(Member)) == 2


def test_a_mentor_is_not_told_to_plan_what_the_facilitators_plan(house):
    own, mentor = (text(house.browser(who).get(f"/cops/{house.cop.ref}")) for who in ("tess", "mentor"))
    assert "Plan six monthly sessions in one step" in own
    assert "Plan six monthly sessions" not in mentor
    assert "as soon as the facilitators have planned them" in mentor
