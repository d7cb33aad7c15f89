"""Is a message about others still sent to somebody who lost the right to read it (trust.md 15)?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.messages import letters
from trainer import worker
from trainer.accounts.models import Grant
from trainer.accounts.signin.models import Account
from trainer.core.outbox import OutboxState
from trainer.permissions import Permission, Role


@pytest.fixture
def coordinator(session):
    """A coordinator, and a message to her about the people of her organization."""
    organization = builders.make_organization()
    ana = builders.make_person("Ana", roles=(Role.COORDINATOR, organization))
    access = (Permission.ORGANIZATION_PEOPLE, [["organization", organization.id]])
    letters.put(to=ana.id, access=access)
    session.commit()
    return ana


def test_who_still_may_gets_it(app, session, server, coordinator):
    worker.run_once(app)
    assert letters.rows()[0].state is OutboxState.SENT
    assert len(server.mails) == 1


def test_who_lost_the_role_does_not_get_it(app, session, server, coordinator, now):
    session.query(Grant).filter_by(person_id=coordinator.id).update({"until": now - timedelta(minutes=1)})
    session.commit()
    worker.run_once(app)
    [row] = letters.rows()
    assert (row.state, row.params, server.mails) == (OutboxState.FORBIDDEN, {}, [])


def test_a_role_elsewhere_does_not_count(app, session, server, coordinator, now):
    other = builders.make_organization()
    session.query(Grant).filter_by(person_id=coordinator.id).update({"scope_id": other.id})
    session.commit()
    worker.run_once(app)
    assert letters.rows()[0].state is OutboxState.FORBIDDEN


def test_who_is_suspended_does_not_get_it(app, session, server, coordinator):
    session.query(Account).filter_by(person_id=coordinator.id).update({"active": False})
    session.commit()
    worker.run_once(app)
    assert letters.rows()[0].state is OutboxState.FORBIDDEN
    assert server.mails == []


def test_a_stranger_gets_nothing_about_others(app, session, server):
    letters.put(access=(Permission.ROSTER_SEE, [["offering", 1]]))
    session.commit()
    worker.run_once(app)
    assert letters.rows()[0].state is OutboxState.FORBIDDEN
