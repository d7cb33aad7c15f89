"""What happens on the pages of claims, and to the requests that waited for a decision?"""

import re

import pytest

from tests import builders
from tests.registration.reading import place, rows, states, text
from trainer.core.outbox import OutboxRow
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum.models import Claim, Completion
from trainer.permissions import Role
from trainer.registration import actions
from trainer.schedule.rules.kinds import OfferingKind


class Waiting:
    """Somebody whose request for the Refresher waits for a claim, and an administrator."""

    def __init__(self, session, browser_of, now, *, capacity=1):
        self.ana = builders.make_person("Ana Ruiz")
        self.admin = builders.make_person("Zoe", roles=Role.ADMINISTRATOR)
        self.offering = builders.make_offering(
            kind=OfferingKind.REFRESHER, prerequisite="cop-101", capacity=capacity
        )
        by = builders.actor(self.ana)
        claim = curriculum_actions.make_claim(
            person=self.ana, course="cop-101", training="Circles", provider="Bay", year=2018, evidence="Private paper",
            by=by, now=now,
        )  # fmt: skip
        made = actions.register(offering=self.offering, person=self.ana, by=by, now=now)
        self.claim_url, self.url = f"/claims/{claim.ref}", f"/registrations/{made.ref}"
        session.commit()
        self.office, self.own = browser_of(self.admin), browser_of(self.ana)
        session.rollback()


@pytest.fixture
def waiting(session, browser_of, now):
    return Waiting(session, browser_of, now)


def kinds(session):
    return [(row.kind, row.state.value) for row in rows(session, OutboxRow)]


def test_accepting_gives_the_seat(session, waiting):
    assert states(session) == ["requested"]
    assert "no seat is held yet" in text(waiting.own.get(waiting.url))
    assert "Ana Ruiz" in text(waiting.office.get("/claims"))
    assert "Private paper" in text(waiting.office.get(waiting.claim_url))
    answer = waiting.office.send(waiting.claim_url, {"decision": "accept"})
    assert answer.location == "/claims"
    assert states(session) == ["registered"]
    assert place(session).taken == 1
    assert len(rows(session, Completion)) == 1
    assert kinds(session) == [
        ("registration.requested", "canceled"), ("registration.claim_accepted", "waiting"),
        ("registration.confirmed", "waiting"),
    ]  # fmt: skip
    assert "Ana Ruiz" in text(waiting.office.get("/claims?show=decided"))


def test_accepting_when_full_gives_a_number(session, browser_of, now):
    waiting = Waiting(session, browser_of, now, capacity=0)
    waiting.office.send(waiting.claim_url, {"decision": "accept"})
    assert states(session) == ["waitlisted"]
    assert "Number 1 on the waitlist" in text(waiting.own.get(waiting.url))


def test_declining_ends_the_request_with_the_reason(session, waiting):
    answer = waiting.office.send(waiting.claim_url, {"decision": "decline", "reason": " "})
    assert (answer.status_code, "Say why" in text(answer)) == (422, True)
    assert states(session) == ["requested"]
    waiting.office.send(waiting.claim_url, {"decision": "decline", "reason": "Only two hours"})
    assert states(session) == ["canceled"]
    page = text(waiting.own.get(waiting.url))
    assert "The reason: Only two hours" in page
    assert "Only two hours" in text(waiting.own.get(f"/offerings/{waiting.offering.ref}/registration"))
    assert kinds(session)[-1] == ("registration.claim_declined", "waiting")
    again = waiting.office.send(waiting.claim_url, {"decision": "accept"})
    assert (again.status_code, "decided meanwhile" in text(again)) == (422, True)


def test_only_administrators_decide_and_nobody_their_own(session, waiting, browser_of):
    organization = builders.make_organization()
    coordinator = builders.make_person(roles=(Role.COORDINATOR, organization))
    builders.make_membership(waiting.ana, organization)
    session.commit()
    browser = browser_of(coordinator)
    assert browser.get(waiting.claim_url).status_code == 404
    assert browser.get("/claims").status_code == 403
    assert waiting.own.get(waiting.claim_url).status_code == 200
    assert waiting.own.send(waiting.claim_url, {"decision": "accept"}).status_code == 404
    session.rollback()
    builders.make_grant(waiting.ana, Role.ADMINISTRATOR)
    session.commit()
    own = waiting.own.send(waiting.claim_url, {"decision": "accept"})
    assert (own.status_code, "Another administrator" in text(own)) == (422, True)
    assert rows(session, Claim)[0].state.value == "open"


def test_the_queue_is_oldest_first_and_empty_says_so(session, waiting, browser_of, now):
    other = builders.make_person("Ben Ito")
    curriculum_actions.make_claim(
        person=other, course="cop-101", training="X", provider="Y", year=2019, evidence="Z", by=builders.actor(other),
        now=now,
    )  # fmt: skip
    session.commit()
    page = waiting.office.get("/claims").get_data(as_text=True)
    assert re.findall(r'/claims/[\w-]+">([^<]+)', page) == ["Ana Ruiz", "Ben Ito"]


def test_a_claim_can_be_made_before_registering(session, browser_of):
    ana = builders.make_person()
    session.commit()
    browser = browser_of(ana)
    said = {"training": "Circles", "provider": "Bay", "year": "2018", "evidence": "Paper"}
    answer = browser.send(
        "/claims/new?course=cop-101", {**said, "state": "accepted", "person_id": "99", "decided_by": "1"}
    )
    assert answer.status_code == 303
    assert "Waiting for a decision" in text(browser.get(answer.location))
    [claim] = rows(session, Claim)
    assert (claim.state.value, claim.person_id, claim.decided_by) == ("open", ana.id, None)
    assert browser.send("/claims/new", said).status_code == 422
    assert browser.get("/claims/new?course=nonsense").status_code == 404


def test_a_completion_from_paper_gives_the_seat(session, waiting):
    url = f"/people/{waiting.ana.ref}/completions"
    session.rollback()
    said = {"course": "cop-101", "on": "2019-04-01", "source": "Sheet 3"}
    assert waiting.own.get(url).status_code == 404
    late = waiting.office.send(url, {**said, "on": "2031-01-01"})
    assert (late.status_code, "lies ahead" in text(late)) == (422, True)
    assert waiting.office.send(url, {**said, "kind": "equivalency", "person_id": "1"}).status_code == 303
    assert states(session) == ["registered"]
    [completion] = rows(session, Completion)
    assert (completion.kind.value, completion.person_id) == ("completed", waiting.ana.id)
    assert "Sheet 3" in text(waiting.office.get(url))


def test_somebody_named_by_an_organization_takes_up_the_request(session, browser_of, now):
    organization = builders.make_organization()
    coordinator = builders.make_person("Cora", roles=(Role.COORDINATOR, organization))
    offering = builders.make_offering(kind=OfferingKind.REFRESHER, prerequisite="cop-101")
    ana = builders.make_person("Ana")
    made = actions.register(
        offering=offering, person=ana, organization=organization, by=builders.actor(coordinator), now=now
    )
    builders.make_completion(ana)
    url = f"/registrations/{made.ref}"
    session.commit()
    browser = browser_of(ana)
    page = text(browser.get(url))
    assert "Confirm my place" in page
    assert "Cora registered you" in page
    assert "Confirm my place" not in text(browser_of(coordinator).get(url))
    browser.send(f"{url}/accept", page=url)
    assert states(session) == ["registered"]
