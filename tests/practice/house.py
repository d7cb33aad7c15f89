"""Who is there in the tests of the pages? A trainee with a CoP, a mentor, an administrator; each with a browser."""

from datetime import timedelta

import pytest

from tests import builders
from tests.practice import building
from tests.statements import per_page
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.permissions import Role
from trainer.practice.models import (
    Member,
)


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


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.get_data(as_text=True)


def statements(app, browser, path):
    """How many a page sends, the second time it is asked for."""
    _first, again = per_page(app, browser, path, path)
    assert again <= 12, again
    return again


def acts(session):
    return [row.action for row in session.query(AuditRow).order_by(AuditRow.id)]


def refusal(call, *args, **more):
    with pytest.raises(Refused) as caught:
        call(*args, **more)
    return [reason.code for reason in caught.value.reasons]
