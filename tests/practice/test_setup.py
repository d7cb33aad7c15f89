"""Does setting a CoP up go step by step: kept as typed, never twice, never over somebody else's words?"""

from datetime import timedelta

from tests.conftest import on_one
from tests.practice import building
from tests.practice.house import refusal, statements, text
from trainer.practice import actions
from trainer.practice.models import Charter, Cop, Deviation, DomainChange, SetupPart
from trainer.practice.rules import PracticeReason

pytestmark = on_one("sqlite")


def seen(browser, path):
    html = text(browser.get(path))
    return html.split('name="seen" value="', 1)[1].split('"', 1)[0]


def test_a_step_is_kept_as_typed_and_what_the_charter_says_stands_there_only(app, house):
    tess = house.browser("tess")
    page = f"/cops/{house.cop.ref}/setup"
    first = text(tess.get(page))
    assert 'id="next">Who it is for' in first, "the founder has said what it is about"
    assert "1 of 17 steps are done" in first
    before = seen(tess, f"{page}/vision")
    half = {
        "seen": before,
        "hopes": "Gentler mornings",
        "objectives": "We can name\nthree signals",
        "goals": "",
    }
    saved = tess.send(f"{page}/vision", half)
    assert (saved.status_code, saved.location) == (303, f"{page}?saved=vision#vision")
    [row], [charter] = house.fresh(SetupPart), house.fresh(Charter)
    assert (row.content, charter.content["hopes"]) == ({"objectives": half["objectives"]}, "Gentler mornings")
    assert charter.content["domain"] == "Transitions", "what another step wrote into the charter stays"
    assert "Gentler mornings" in text(tess.get(f"/cops/{house.cop.ref}/charter"))
    late = tess.send(f"{page}/vision", {**half, "objectives": "Typed in another window"})
    html = late.get_data(as_text=True)
    assert (late.status_code, "Somebody else saved this" in html) == (422, True)
    assert "three signals" in html
    assert "Typed in another window" in html
    assert house.fresh(SetupPart)[0].content == row.content
    again = {**half, "seen": seen(tess, f"{page}/vision"), "goals": "A county of calm rooms"}
    tess.send(f"{page}/vision", again)
    assert "2 of 17 steps are done" in text(tess.get(page))
    few = statements(app, tess, page)
    house.session.rollback()
    building.make_session(house.cop, house.now + timedelta(days=9))
    house.session.commit()
    assert 'id="next">Charter, sent and approved' in text(tess.get(page)), "a session is near"
    house.session.rollback()
    building.make_members(house.cop, 6, now=house.now)
    house.session.commit()
    assert statements(app, tess, page) == few


def test_what_waits_for_a_decision_stays_and_another_domain_needs_a_reason(house):
    tess, page = house.browser("tess"), f"/cops/{house.cop.ref}/setup/domain"
    by = building.builders.actor(house.tess)
    draft = building.actions.save_charter(
        cop=house.cop, content=building.CHARTER, lock=0, by=by, now=house.now
    )
    building.actions.submit_charter(charter=draft, by=by, now=house.now)
    house.session.commit()
    tess.send(page, {"seen": seen(tess, page), "domain": "Sneaked in", "topics": "Meals"})
    assert house.fresh(Charter)[0].content["domain"] == building.CHARTER["domain"]
    assert house.fresh(SetupPart)[0].content == {"topics": "Meals"}
    [waiting] = house.fresh(Charter)
    building.actions.decide_charter(
        charter=waiting, approved=True, reason="", by=building.builders.actor(house.mentor),
        now=house.now,
    )  # fmt: skip
    house.session.commit()
    tess.send(page, {"seen": seen(tess, page), "domain": "Calm meals", "topics": "Meals"})
    first, second = house.fresh(Charter)
    assert (first.content["domain"], second.content["domain"]) == (building.CHARTER["domain"], "Calm meals")
    charter_page = f"/cops/{house.cop.ref}/charter"
    whole = {**building.CHARTER, "domain": "Calm meals", "lock": second.lock, "do": "submit"}
    asked = tess.send(charter_page, whole)
    assert 'href="#domain_why"' in text(tess.get(asked.location))
    lock = house.fresh(Charter)[1].lock
    sent = tess.send(charter_page, {**whole, "lock": lock, "domain_why": "Members asked for it"})
    where = sent.location.partition("?")[0]
    house.browser("mentor").send(where, {"decision": "approve", "reason": ""})
    [change] = house.fresh(DomainChange)
    assert (change.before, change.after, change.why) == (
        building.CHARTER["domain"],
        "Calm meals",
        "Members asked for it",
    )
    assert "Members asked for it" in text(house.browser("admin").get(f"/cops/{house.cop.ref}"))
    shown = text(tess.get(where))
    assert "What changed since version 1" in shown
    assert building.CHARTER["domain"] in shown


def test_a_cop_may_differ_from_its_shape_and_says_why(house):
    tess, page = house.browser("tess"), f"/cops/{house.cop.ref}/setup/shape"
    tess.send(page, {"seen": seen(tess, page), "model": "core"})
    assert [cop.model for cop in house.fresh(Cop)] == ["core"]
    guidelines = f"/cops/{house.cop.ref}/guidelines"
    assert "Teams: 0. This shape needs at least 2." in text(tess.get(guidelines))
    nothing = tess.send(f"{guidelines}/few_teams", {"rationale": " "})
    assert nothing.status_code == 422
    assert tess.send(f"{guidelines}/large_team", {"rationale": "x"}).status_code == 404
    tess.send(f"{guidelines}/few_teams", {"rationale": "Only one school is near"})
    [row] = house.fresh(Deviation)
    empty = {"cop": house.cop, "guideline": row.guideline, "facts": {}, "rationale": " ", "by": house.by}
    assert refusal(actions.explain_deviation, now=house.now, **empty) == [PracticeReason.RATIONALE_MISSING]
    assert (row.facts, row.by_name) == ({"count": "0", "least": "2"}, "Tess Trainee")
    shown = text(house.browser("mentor").get(guidelines))
    assert "Only one school is near" in shown
    assert "Explained" in shown
    assert house.browser("mentor").send(f"{guidelines}/few_members", {"rationale": "x"}).status_code == 404
    assert "Members so far: 0" in text(tess.get(f"/cops/{house.cop.ref}/setup"))
