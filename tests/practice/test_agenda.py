"""Do pages with many rows ask no more of the database, and is what waits told once to each?"""

from datetime import time, timedelta

from tests import builders
from tests.practice import building
from tests.practice.house import statements
from tests.statements import counted
from trainer.accounts import actions as accounts
from trainer.accounts.rules import PromiseKind
from trainer.core.db import db
from trainer.permissions import Role
from trainer.practice import actions, queries
from trainer.practice.models import (
    Charter,
    Cop,
    CopSession,
    Debrief,
)
from trainer.practice.rules import LeadRole, SignInSource, TaskKind
from trainer.schedule.rules.kinds import Format


def test_a_page_of_many_rows_asks_no_more_of_the_database(app, house):
    one = house.meet(house.now - timedelta(minutes=10), members=1)
    tess = house.browser("tess")
    paths = [
        f"/cops/{house.cop.ref}", "/cops", f"/cops/{house.cop.ref}/members", f"/cop-sessions/{one.ref}",
        *(f"/cop-sessions/{one.ref}/{page}" for page in ("today", "sign-ins", "values", "hold")),
    ]  # fmt: skip
    few = {path: statements(app, tess, path) for path in paths}
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
    assert {path: statements(app, tess, path) for path in paths} == few


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


def test_what_is_done_or_still_to_come_or_anothers_waits_for_nobody(house):
    def kinds(person):
        return [task.reason.code.value for task in queries.waiting(builders.actor(person), now=house.now)]

    theirs = building.make_cop(house.theo, name="Another", now=house.now - timedelta(days=60))
    building.hold(building.make_session(theirs, house.now - timedelta(days=3)), [])
    house.session.commit()
    assert kinds(house.theo) == ["write_debrief", "write_charter", "sign_promise"]
    one = house.meet(house.now - timedelta(days=3))
    house.meet(house.now + timedelta(days=3), held=False)
    [debrief] = house.session.query(Debrief).filter_by(trainee_id=house.tess.id)
    told = {"on": one.on, "minutes": 40, "needs_support": False, "lock": 0, "now": house.now}
    actions.hold_debrief(debrief=debrief, content={"how": "Warm"}, by=house.by, **told)
    accounts.sign_promise(person=house.tess, kind=PromiseKind.PRIVACY, by=house.by, now=house.now)
    _decide(house, approved=False, reason="Who is missing?")
    assert kinds(house.tess) == ["change_charter"]
    _decide(house, approved=True, reason="")
    assert kinds(house.tess) == kinds(house.mentor) == kinds(house.admin) == []
    assert kinds(house.theo) == ["write_debrief", "write_charter", "sign_promise"]


def _decide(house, **answer):
    now, last = (
        house.now,
        house.session.query(Charter).filter_by(cop_id=house.cop.id).order_by(Charter.id.desc()),
    )
    version = last.first()
    charter = actions.save_charter(
        cop=house.cop, content=building.CHARTER, lock=version.lock, by=house.by, now=now
    )
    actions.submit_charter(charter=charter, by=house.by, now=now)
    actions.decide_charter(charter=charter, by=builders.actor(house.mentor), now=now, **answer)


def test_an_administrator_is_not_asked_to_decide_about_their_own_charter(house):
    charter = actions.save_charter(
        cop=house.cop, content=building.CHARTER, lock=0, by=house.by, now=house.now
    )
    actions.submit_charter(charter=charter, by=house.by, now=house.now)
    builders.make_grant(house.tess, Role.ADMINISTRATOR)
    for person, asked in ((house.tess, False), (house.admin, True)):
        found = queries.waiting(builders.actor(person), now=house.now)
        assert (TaskKind.DECIDE_CHARTER in [task.reason.code for task in found]) is asked


def test_a_session_that_moves_or_is_called_off_keeps_its_uid_in_calendars(house):
    moved = house.meet(house.now + timedelta(days=2), held=False)
    off = house.meet(house.now + timedelta(days=4), held=False)
    actions.change_session(
        session=moved, on=moved.on + timedelta(days=1), starts=time(9), minutes=60, format=Format.IN_PERSON,
        place="Room 3", purpose="", question="", agenda="", lock=moved.lock, by=house.by, now=house.now,
    )  # fmt: skip
    actions.cancel_session(session=off, by=house.by, now=house.now)
    first, second = queries.coming(house.tess.id, now=house.now)
    assert (first.uid, first.sequence, first.canceled) == (f"cop-session.{moved.ref}", 1, False)
    assert (first.starts_at, first.ends_at) == (
        house.now + timedelta(days=3), house.now + timedelta(days=3, hours=1)
    )  # fmt: skip
    assert (second.uid, second.sequence, second.canceled) == (f"cop-session.{off.ref}", 1, True)
    house.cop.facilitators[0].until = house.now.date()
    assert queries.coming(house.tess.id, now=house.now) == []
