"""Does every page of a CoP work for its facilitators, mentors and administrators, and show each only their part?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.practice import building
from tests.statements import counted
from trainer.core.db import db
from trainer.permissions import Role
from trainer.practice import actions, queries
from trainer.practice.models import (
    Charter,
    Cop,
    CopSession,
    Debrief,
    Facilitator,
    Member,
    SharedValue,
    SignIn,
)
from trainer.practice.rules import CharterState, CopSessionState, DebriefState, LeadRole, SignInSource


class House:
    """A trainee with a CoP, a mentor, an administrator, a coordinator and another trainee; each with a browser."""

    def __init__(self, session, browser_of, now):
        self.session, self.now = session, now
        cohort = building.make_cohort()
        organization = builders.make_organization()
        self.mentor = builders.make_person("Mia Mentor")
        self.tess = building.make_trainee("Tess Trainee", cohort=cohort, mentor=self.mentor)
        builders.make_membership(self.tess, organization)
        self.theo = building.make_trainee("Theo Trainee", cohort=cohort)
        self.admin = builders.make_person("Ada Admin", roles=Role.ADMINISTRATOR)
        self.coordinator = builders.make_person("Cora", roles=(Role.COORDINATOR, organization))
        self.cop = building.make_cop(self.tess, name="Calm mornings", now=now - timedelta(days=60))
        self.by = builders.actor(self.tess)
        session.commit()
        self.browser_of = browser_of

    def browser(self, who):
        self.session.rollback()
        opened = self.browser_of(getattr(self, who))
        self.session.rollback()
        return opened

    def fresh(self, model):
        self.session.rollback()
        return self.session.query(model).order_by(model.id).all()

    def meet(self, starts_at=None, members=5, held=True):
        """A session at this moment (now), with members signed in, and held."""
        self.session.rollback()
        made = self.session.query(Member).filter_by(cop_id=self.cop.id).all() or building.make_members(
            self.cop, members, now=self.now - timedelta(days=50)
        )
        one = building.make_session(self.cop, starts_at or self.now)
        if held:
            building.hold(one, made)
        self.session.commit()
        return one


@pytest.fixture
def house(session, browser_of, now):
    return House(session, browser_of, now)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.get_data(as_text=True)


def test_a_trainee_founds_a_cop_and_goes_on_to_its_charter(house):
    browser = house.browser("theo")
    assert "Your own CoP begins here" in text(browser.get("/cops"))
    wrong = browser.send("/cops/new", {"name": " ", "zone": "", "language": "en"})
    assert wrong.status_code == 422
    done = browser.send("/cops/new", {"name": "Nap time", "domain": "Rest", "zone": "", "language": "es"})
    cop = house.fresh(Cop)[-1]
    assert (done.status_code, done.location) == (303, f"/cops/{cop.ref}/charter")
    assert (cop.name, cop.zone, cop.language) == ("Nap time", "America/Los_Angeles", "es")
    assert "Nap time" in text(browser.get("/cops"))


def test_who_is_not_enrolled_is_told_so_and_founds_nothing(house):
    browser = house.browser("coordinator")
    assert "Only people enrolled" in text(browser.get("/cops/new"))
    refused = browser.send("/cops/new", {"name": "X", "zone": "", "language": "en"})
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


def test_a_session_is_planned_held_and_corrected(house):
    tess = house.browser("tess")
    one = house.meet(held=False)
    here = f"/cop-sessions/{one.ref}"
    plan = {
        "on": "2021-05-24", "starts": "09:00", "minutes": "60", "format": "virtual", "place": "", "lock": "0",
        "purpose": "Meet", "question": "What keeps us up at night?", "agenda": "10 Arrive\n20 Pairs",
    }  # fmt: skip
    assert tess.send(f"{here}/edit", plan).status_code == 303
    assert tess.send(f"{here}/edit", plan).status_code == 422
    assert "add up to 30 minutes" in text(tess.get(f"{here}/edit"))
    today = text(tess.get(f"{here}/today"))
    for word in (
        "What keeps us up at night?",
        "10 min",
        "data:image/svg+xml",
        "0 of 5 members have signed in",
    ):
        assert word in today
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


def statements(app, browser, path):
    assert browser.get(path).status_code == 200
    with counted(app) as seen:
        browser.get(path)
    assert len(seen) <= 12, "\n".join(seen)
    return len(seen)


@pytest.mark.parametrize("page", ["cop", "cops", "members", "session", "today", "sign-ins", "values", "hold"])
def test_a_page_of_many_rows_asks_no_more_of_the_database(app, house, page):
    one = house.meet(house.now - timedelta(minutes=10), members=1)
    tess = house.browser("tess")
    path = {
        "cop": f"/cops/{house.cop.ref}", "cops": "/cops", "members": f"/cops/{house.cop.ref}/members",
        "session": f"/cop-sessions/{one.ref}",
    }.get(page, f"/cop-sessions/{one.ref}/{page}")  # fmt: skip
    few = statements(app, tess, path)
    house.session.rollback()
    cop = db.session.get_one(Cop, house.cop.id)
    for number in range(30):
        member = actions.add_member(cop=cop, name=f"More {number}", by=house.by, now=house.now)
        actions.sign_in(
            session=db.session.get_one(CopSession, one.id),
            member=member,
            source=SignInSource.QR,
            now=house.now,
        )
    for number in range(1, 12):
        held = building.make_session(cop, house.now - timedelta(days=3 * number))
        building.hold(held, [], leads={house.tess.id: LeadRole.LEAD})
        actions.record_values(session=held, texts=[f"Value {number}"], by=house.by, now=house.now)
    house.session.commit()
    assert statements(app, tess, path) == few


def test_the_list_of_an_administrator_does_not_grow_in_statements(app, house):
    admin = house.browser("admin")
    few = statements(app, admin, "/cops")
    house.session.rollback()
    for _ in range(30):
        building.make_cop(building.make_trainee(), now=house.now)
    house.session.commit()
    assert statements(app, admin, "/cops") == few


def test_what_waits_is_told_once_to_each_and_in_one_statement_a_role(app, house):
    tess, mentor = builders.actor(house.tess), builders.actor(house.mentor)

    def kinds(actor):
        return [task.reason.code.value for task in queries.waiting(actor, now=house.now)]

    assert kinds(tess) == ["write_charter", "sign_promise"]
    house.meet(house.now - timedelta(days=3))
    building.make_session(house.cop, house.now - timedelta(days=1))
    charter = actions.save_charter(
        cop=house.cop, content=building.CHARTER, lock=0, by=house.by, now=house.now
    )
    actions.submit_charter(charter=charter, by=house.by, now=house.now)
    house.session.commit()
    assert kinds(tess) == ["hold_session", "write_debrief", "sign_promise"]
    assert kinds(mentor) == ["hold_debrief", "decide_charter"]
    assert kinds(builders.actor(house.admin)) == ["decide_charter"]
    assert kinds(builders.actor(house.coordinator)) == []
    builders.make_grant(house.mentor, Role.ADMINISTRATOR)
    both = builders.actor(house.mentor)
    house.session.commit()
    with counted(app) as seen:
        assert kinds(both) == ["hold_debrief", "decide_charter"]
    assert len(seen) == 2


def test_what_comes_is_the_sessions_one_facilitates(app, house):
    one = house.meet(house.now + timedelta(days=2), held=False)
    person_id = house.tess.id
    with counted(app) as seen:
        found = queries.coming(person_id, now=house.now)
    assert len(seen) == 1
    assert [(event.uid, event.sequence, event.canceled) for event in found] == [
        (f"cop-session.{one.ref}", 0, False)
    ]
    assert queries.coming(house.theo.id, now=house.now) == []
