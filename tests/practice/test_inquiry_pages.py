"""Do the pages of an inquiry work, for those who write, those who read and those who learn from it?"""

from tests.conftest import on_one
from tests.practice import inquiring
from tests.practice.house import statements, text
from trainer.practice.models import AgendaQuestion, Cycle, PracticeProblem

pytestmark = on_one("sqlite")  # what pages say; what databases keep is tested with the actions


def test_a_facilitator_writes_a_problem_and_is_told_what_its_tests_miss(house):
    tess, cop = house.browser("tess"), f"/cops/{house.cop.ref}"
    page = text(tess.get(f"{cop}/inquiry"))
    assert "Name your problem of practice" in page
    assert "complete cycles: 0, answered questions: 0." in page
    assert f'href="{cop}/inquiry"' in text(tess.get(cop))
    missing = tess.send(f"{cop}/problem", {"statement": "", "numbers": "14 of 22", "lock": "0"})
    assert (missing.status_code, "14 of 22" in missing.get_data(as_text=True)) == (422, True)
    half = {**inquiring.PROBLEM, "whom": "", "lock": "0"}
    assert tess.send(f"{cop}/problem", half).status_code == 303
    page = text(tess.get(f"{cop}/inquiry"))
    assert page.count("Not yet</span>") == 1
    assert "Name the group of children or families" in page
    stale = tess.send(f"{cop}/problem", {**half, "statement": "Typed on the train"})
    for word in ("Typed on the train", "Mornings at the door", "Somebody else saved this meanwhile"):
        assert word in stale.get_data(as_text=True)


def test_a_facilitator_goes_through_a_cycle_and_into_the_next_plan(house, app):
    tess, cop = house.browser("tess"), f"/cops/{house.cop.ref}"
    begun = tess.send(f"{cop}/cycles", {}, page=f"{cop}/inquiry")
    [cycle] = house.fresh(Cycle)
    here = f"/cycles/{cycle.ref}"
    assert begun.location == f"{here}/plan"
    early = tess.send(f"{here}/plan", {"aim": "Calm", "on": "2021-05-20", "lock": "0", "kinds": ["work"]})
    assert "is dated but does not say yet" in early.get_data(as_text=True)
    plan = {**inquiring.PLAN, "on": "2021-05-20", "place": "together", "ends_on": "2021-06-20", "lock": "0"}
    assert tess.send(f"{here}/plan", {**plan, "learning": ["reading"]}).status_code == 303
    tess.send(f"{here}/do", {"game_plan_on": "2021-05-21", "game_plan_note": "Who and when", "lock": "0"})
    piece = {
        "side": "child",
        "kind": "observation",
        "what": "11 of 12",
        "on": "2021-05-22",
        "link": "http://x",
    }
    assert tess.send(f"{here}/evidence", piece).status_code == 422
    tess.send(f"{here}/evidence", {**piece, "link": "https://example.org/notes", "by_role": "Observer"})
    tess.send(f"{here}/study", {"review": "It works", "on": "2021-05-23", "lock": "0"})
    tess.send(f"{here}/act", {**inquiring.ACT, "on": "2021-05-24", "lock": "0", "carries": "The window"})
    whole = text(tess.get(here))
    for word in (
        "Complete",
        "A book or an article",
        "Who and when",
        "11 of 12",
        "Observer",
        "Wave at the window",
    ):
        assert word in whole
    statements(app, tess, here)
    tess.send(f"{cop}/cycles", {"before": cycle.ref}, page=here)
    second = house.fresh(Cycle)[1]
    assert "The window" in text(tess.get(f"/cycles/{second.ref}/plan"))
    page = text(tess.get(f"{cop}/inquiry"))
    assert "The inquiry that is asked for is there" in page
    assert f"Go on with cycle {second.number}" in page


def test_a_learning_agenda_and_another_way_are_written_down(house):
    tess, cop = house.browser("tess"), f"/cops/{house.cop.ref}"
    assert tess.send(f"{cop}/questions", {"question": "Who waits longest?", "lock": "0"}).status_code == 303
    [asked] = house.fresh(AgendaQuestion)
    tess.send(f"/questions/{asked.ref}", {"question": "Who waits?", "finding": "New families", "lock": "1"})
    assert "New families" in text(tess.get(f"{cop}/inquiry"))
    tess.send(f"{cop}/inquiry", {"rationale": "Two of us were away until March"})
    assert "Two of us were away" in text(house.browser("mentor").get(f"{cop}/inquiry"))


def test_mentors_read_it_nobody_else_does_and_administrators_learn_only_from_what_is_shared(house):
    given = {"by": house.by, "now": house.now}
    inquiring.save_problem(house.cop, **given)
    quiet = inquiring.run_cycle(house.cop, words="canary-quiet", act={"start": "canary-kept"}, **given)
    shared = inquiring.run_cycle(house.cop, words="canary-told", shared=True, act={"keep": "=Bells"}, **given)
    asked = inquiring.ask(house.cop, "canary-asked", **given)
    house.session.commit()
    [problem] = house.fresh(PracticeProblem)
    read = (
        f"/cops/{house.cop.ref}/inquiry", f"/cycles/{quiet.ref}", f"/cycles/{shared.ref}", f"/problems/{problem.ref}",
    )  # fmt: skip
    written = (f"/cops/{house.cop.ref}/problem", f"/cycles/{quiet.ref}/plan", f"/questions/{asked.ref}")
    mentor = house.browser("mentor")
    assert [mentor.get(page).status_code for page in (*read, *written)] == [200] * 4 + [404] * 3
    assert "canary-quiet" in text(mentor.get(read[1]))
    assert "Open the next Plan" not in text(mentor.get(read[1]))
    for who in ("admin", "coordinator", "theo"):
        assert {house.browser(who).get(page).status_code for page in (*read, *written)} == {404}
    admin = house.browser("admin")
    across = text(admin.get("/inquiry"))
    for word in (
        "Calling across the room",
        "Minutes at the door",
        "14 on Sep 1",
        "9 on May 1",
        "Calm mornings",
    ):
        assert word in across
    assert "canary" not in across
    assert "Tess" not in across
    assert "Nothing found" in text(admin.get("/inquiry?q=nowhere&kind=stop&focus=nonsense"))
    table = admin.get("/inquiry.csv?kind=keep").get_data(as_text=True)
    assert "'=Bells" in table
    assert "canary" not in table
    assert {house.browser(who).get("/inquiry").status_code for who in ("tess", "mentor", "coordinator")} == {
        403
    }
