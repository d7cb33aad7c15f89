"""Do the pages of its sessions work: plan, today, sign-in list, what happened, values?"""

from datetime import timedelta

from tests.practice.house import text
from trainer.practice.models import (
    CopSession,
    Debrief,
    SharedValue,
    SignIn,
)
from trainer.practice.rules import CopSessionState, SignInSource


def test_six_sessions_are_proposed_on_one_weekday_and_planned_in_one_step(house):
    tess = house.browser("tess")
    page = f"/cops/{house.cop.ref}/sessions"
    html = text(tess.get(f"{page}?first=2021-06-10"))
    for day in ("2021-06-10", "2021-07-08", "2021-08-12", "2021-09-09", "2021-10-14", "2021-11-11"):
        assert f'value="{day}"' in html
    assert tess.get(f"{page}?first=nonsense").status_code == 200
    assert tess.get(f"{page}?first=9999-12-31").status_code == 200
    days = ["2021-06-10", "2021-07-15", "2021-08-12", "2021-09-09", "2021-10-14", ""]
    data = {f"dates-{number}": day for number, day in enumerate(days)}
    more = {"starts": "16:00", "minutes": "90", "format": "in_person", "place": "Room 2"}
    done = tess.send(page, {**data, **more})
    assert done.status_code == 303
    assert [one.on.isoformat() for one in house.fresh(CopSession)] == days[:5]
    assert tess.send(page, {**data, **more}).status_code == 422
    assert len(house.fresh(CopSession)) == 5
    html = text(tess.get(page))  # what comes after them, under the numbers that they will have
    assert 'value="2021-11-11"' in html
    assert "2021-06-10" not in html
    assert "Session 6" in html
    assert "Session 1 " not in html


def test_a_session_is_planned_held_and_corrected(house):
    tess = house.browser("tess")
    one = house.meet(held=False)
    here = f"/cop-sessions/{one.ref}"
    plan = {
        "on": "2021-05-24", "starts": "09:00", "minutes": "60", "format": "virtual", "place": "", "lock": "0",
    }  # fmt: skip
    assert tess.send(f"{here}/edit", plan).status_code == 303
    assert tess.send(f"{here}/edit", plan).status_code == 422
    rows = {
        "rows-0-minutes": "10",
        "rows-0-activity": "Arrive",
        "rows-0-kind": "activity",
        "rows-0-protocol": "",
    }
    words = {"lock": "0", "purpose": "Meet", "question": "What keeps us up at night?", "do": "save"}
    assert tess.send(f"{here}/plan", {**words, **rows}).status_code == 303
    assert "10 of 60 minutes; 50 are free." in text(tess.get(f"{here}/plan"))
    today = text(tess.get(f"{here}/today"))
    for word in (
        "What keeps us up at night?",
        "10 min",
        "data:image/svg+xml",
        "0 of 5 members have signed in",
    ):
        assert word in today
    assert "(optional)" not in text(tess.get(f"{here}/hold"))
    nobody = tess.send(f"{here}/hold", {"minutes": "55", f"led_{house.tess.ref}": ""})
    assert nobody.status_code == 422
    assert tess.send(f"{here}/hold", {"minutes": "55", f"led_{house.tess.ref}": "lead"}).status_code == 303
    assert house.fresh(CopSession)[0].minutes == 55
    again = {"minutes": "65", f"led_{house.tess.ref}": "lead"}
    assert tess.send(f"{here}/hold", again).status_code == 422
    assert tess.send(f"{here}/hold", {**again, "why": "Clock was wrong"}).status_code == 303
    assert house.fresh(CopSession)[0].minutes == 65
    assert len(house.fresh(Debrief)) == 1


def test_a_planned_session_is_canceled_once_asked(house):
    tess = house.browser("tess")
    one = house.meet(house.now + timedelta(days=7), held=False)
    here = f"/cop-sessions/{one.ref}"
    assert tess.send(f"{here}/cancel", {}, page=here).status_code == 303
    assert house.fresh(CopSession)[0].state is CopSessionState.CANCELED
    assert "canceled" in tess.send(f"{here}/hold", {"minutes": "60"}).get_data(as_text=True)


def test_the_sign_in_list_is_written_closed_and_corrected(house):
    tess = house.browser("tess")
    one = house.meet(held=False)
    page = f"/cop-sessions/{one.ref}/sign-ins"
    assert "Nobody has signed in yet" in text(tess.get(page))
    tess.send(page, {"name": "member 01"})
    new = tess.send(page, {"name": "Walk In", "back": "today"}, page=f"/cop-sessions/{one.ref}/today")
    assert new.location.endswith("/today")
    assert text(tess.get(f"/cop-sessions/{one.ref}/count")) == "2 of 6 members have signed in."
    tess.send(page, {"do": "lock"})
    late = tess.send(page, {"name": "Member 02"})
    assert late.status_code == 422
    assert "Say why you change it" in late.get_data(as_text=True)
    tess.send(page, {"name": "Member 02", "why": "On the paper sheet"})
    assert "On the paper sheet" in text(tess.get(page))
    first = house.fresh(SignIn)[0]
    tess.send(page, {"do": "take_back", "sign_in": first.member.ref, "why": ""})
    assert len(house.fresh(SignIn)) == 3
    tess.send(page, {"do": "take_back", "sign_in": first.member.ref, "why": "Was at home"})
    assert [row.source for row in house.fresh(SignIn)] == [SignInSource.TYPED, SignInSource.CORRECTED]


def test_the_sheet_on_paper_has_the_code_and_the_names(house):
    one = house.meet(held=False)
    html = text(house.browser("tess").get(f"/cop-sessions/{one.ref}/sheet"))
    assert "data:image/svg+xml" in html
    assert "Member 05" in html
    assert f"http://localhost/s/{one.token}" in html


def test_values_and_the_agreement_are_recorded_by_session(house):
    tess = house.browser("tess")
    first = house.meet(house.now - timedelta(days=30))
    second = house.meet()
    page = f"/cop-sessions/{first.ref}/values"
    assert tess.send(page, {"do": "values", "values": " "}).status_code == 422
    tess.send(page, {"do": "values", "values": "We listen first\nWe keep what we hear"})
    tess.send(page, {"do": "agreement", "agreement": "What is said here stays here."})
    later = f"/cop-sessions/{second.ref}/values"
    assert "What is said here stays here." in text(tess.get(later))
    tess.send(later, {"do": "revisit", "said": ""})
    assert "took your values up again in this session" in text(tess.get(later))
    assert [value.text for value in house.fresh(SharedValue)] == ["We listen first", "We keep what we hear"]
    assert "We listen first" in text(house.browser("mentor").get(f"/cops/{house.cop.ref}"))
    assert "We listen first" not in text(house.browser("admin").get(f"/cops/{house.cop.ref}"))
