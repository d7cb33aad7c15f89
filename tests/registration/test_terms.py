"""When a revision changes what an offering asks for: who is touched, are they named before, and do their rows agree?"""

from dataclasses import replace
from datetime import date

import pytest

from tests import builders
from tests.conftest import NOW
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.permissions import Role
from trainer.registration import actions, queries
from trainer.registration.actions import revision, season
from trainer.registration.models import Registration, SessionJoined
from trainer.registration.rules import Approval, RegistrationState
from trainer.registration.rules.season import SeasonReason
from trainer.schedule import actions as schedule_actions
from trainer.schedule import queries as schedule_queries
from trainer.schedule.rules.kinds import OfferingKind

STATE = RegistrationState


class Office:
    """An administrator who changes an offering, reads the preview, and publishes it."""

    def __init__(self, browser_of, session):
        self.session, self.browser_of = session, browser_of
        self.ada = builders.make_person("Ada Admin", roles=Role.ADMINISTRATOR)
        session.commit()

    def publish(self, offering, **values):
        """The preview's text; afterwards it is published."""
        by, year = builders.actor(self.ada), offering.year
        plan = replace(schedule_queries.planned(offering), **values)
        schedule_actions.change_draft(
            offering=offering, plan=plan, lock=offering.lock, by=by, now=NOW, today=NOW.date()
        )
        self.session.commit()
        text = self.browser_of(self.ada).get(f"/manage/schedule/{year.slug}/publish").text
        seen = revision.preview(year, now=NOW).seen
        self.session.rollback()
        actions.publish(year=year, version=year.version, why="Changed", seen=seen, by=by, now=NOW)
        self.session.commit()
        return text


def test_requests_wait_for_what_is_asked_now_and_nobody_later_passes_them(browser_of, session):
    office = Office(browser_of, session)
    offering = builders.make_offering(capacity=1, prerequisite="cop-101")
    people = [builders.make_person(name) for name in ("Ana", "Ben", "Cy")]
    builders.make_completion(people[1])
    by = builders.actor(office.ada)
    first, second, third = (
        actions.register(offering=offering, person=person, by=by, now=NOW) for person in people
    )
    text = office.publish(offering, approval=True)
    assert "2 requests wait for earlier training, and from now on for approval as well: Ana, Cy." in text
    assert ("Publish and tell 2 people" in text, "Nobody is told" in text) == (True, False)
    assert [one.approval for one in (first, second, third)] == [Approval.PENDING, None, Approval.PENDING]
    assert second.state is STATE.REGISTERED  # who has a seat keeps it
    told = session.query(OutboxRow).filter_by(kind="registration.requested", to_person=people[0].id).all()
    assert [row.params.get("approval") for row in told if row.state is OutboxState.WAITING] == [True]

    builders.make_completion(people[2])
    text = office.publish(offering, approval=False)
    assert "2 requests no longer wait for what you took out: Ana, Cy." in text
    assert [one.approval for one in (first, third)] == [None, None]
    assert (first.state, third.state, third.number) == (STATE.REQUESTED, STATE.WAITLISTED, 1)

    assert "1 request no longer waits for what you took out: Ana." in office.publish(
        offering, prerequisite=None
    )
    assert (first.state, first.number, offering.places[0].waiting) == (STATE.WAITLISTED, 2, 2)


def test_who_joined_single_sessions_keeps_them_and_nobody_else_can(browser_of, session):
    office = Office(browser_of, session)
    days = (date(2021, 8, 23), date(2021, 9, 27))
    offering = builders.make_offering(kind=OfferingKind.LEADERSHIP_COP, days=days, per_session=True)
    ana, ben = builders.make_person("Ana"), builders.make_person("Ben")
    hers = builders.make_registration(offering, ana)
    hers.single = True
    session.add_all(SessionJoined(registration_id=hers.id, session_id=one.id) for one in offering.sessions)
    text = office.publish(offering, per_session=False)
    assert "1 person joined single sessions and keeps them; nobody else can: Ana." in text
    page, browser = f"/registrations/{hers.ref}/sessions", browser_of(ana)
    assert "Single sessions can no longer be joined here" in browser.get(page).text
    assert browser.send(page, {"joining": "single", "sessions": "s2"}).status_code == 303
    session.rollback()
    hers = session.get(Registration, hers.id, populate_existing=True)
    assert [one.key for one in queries.sessions_joined(hers)] == ["s2"]
    with pytest.raises(Refused) as refused:
        season.choose_sessions(registration=hers, keys=["s1"], by=builders.actor(ana), now=NOW)
    assert refused.value.reasons[0].code is SeasonReason.WHOLE_ONLY
    with pytest.raises(Refused):
        actions.register(offering=offering, person=ben, sessions=["s1"], by=builders.actor(ben), now=NOW)
    session.rollback()
    assert browser.send(page, {"joining": "season"}).status_code == 303
    session.rollback()
    assert browser.get(page).status_code == 404
