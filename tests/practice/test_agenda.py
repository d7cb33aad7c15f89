"""Do pages with many rows ask no more of the database, and is what waits told once to each?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.practice import building
from tests.practice.house import statements
from tests.statements import counted
from trainer.core.db import db
from trainer.permissions import Role
from trainer.practice import actions, queries
from trainer.practice.models import (
    Cop,
    CopSession,
)
from trainer.practice.rules import LeadRole, SignInSource


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
