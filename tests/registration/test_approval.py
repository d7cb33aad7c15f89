"""Does a place that asks for approval wait for it, together with earlier training, and then come in order of asking?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.registration.reading import rows
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.curriculum import actions as curriculum_actions
from trainer.permissions import Role
from trainer.registration import actions
from trainer.registration.models import Registration
from trainer.registration.rules import Approval, RegistrationState, approval
from trainer.registration.rules.approval import ApprovalReason

REQUESTED = RegistrationState.REQUESTED


@pytest.mark.parametrize(
    ("asks", "administrator", "state"),
    [(False, False, None), (True, False, Approval.PENDING), (True, True, Approval.APPROVED)],
)
def test_whose_request_waits(asks, administrator, state):
    assert approval.when_asked(asks=asks, by_administrator=administrator) is state


@pytest.mark.parametrize(
    ("state", "met", "settles"),
    [
        (None, True, True),
        (None, False, False),
        (Approval.PENDING, True, False),
        (Approval.APPROVED, True, True),
        (Approval.APPROVED, False, False),
        (Approval.DECLINED, True, False),
    ],
)
def test_both_must_be_settled(state, met, settles):
    assert approval.may_settle(approval=state, prerequisite_met=met) is settles


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"approve": False, "reason": "Full of beginners"}, None),
        ({"approve": False, "reason": " "}, ApprovalReason.REASON_MISSING),
        ({"begun": True}, ApprovalReason.HAS_BEGUN),
        ({"begun": True, "approve": False, "reason": "Too late"}, None),
        ({"approval": Approval.APPROVED}, ApprovalReason.NOT_PENDING),
        ({"approval": None}, ApprovalReason.NOT_PENDING),
        ({"state": RegistrationState.CANCELED}, ApprovalReason.NOT_PENDING),
    ],
)
def test_what_can_be_decided(changes, reason):
    facts = {"state": REQUESTED, "approval": Approval.PENDING, "approve": True, "begun": False, "reason": ""}
    assert approval.why_not_decide(**{**facts, **changes}) is reason


class Queue:
    """Three people of an agency who asked for the one seat of an offering that asks for approval, in this order."""

    def __init__(self, session, now):
        self.agency = builders.make_organization("River")
        self.luz = builders.make_person("Luz", roles=(Role.COORDINATOR, self.agency))
        self.offering = builders.make_offering(capacity=1, approval=True)
        self.people = [builders.make_person(name) for name in ("Ana", "Ben", "Cy")]
        self.made = [
            actions.register(
                offering=self.offering, person=person, organization=self.agency, by=builders.actor(self.luz),
                now=now + timedelta(minutes=number),
            )
            for number, person in enumerate(self.people)
        ]  # fmt: skip
        self.refs = [one.ref for one in self.made]
        session.commit()


def test_requests_are_approved_on_the_page_in_order_of_asking(browser_of, session, now):
    admin, queue = builders.make_person("Renata", roles=Role.ADMINISTRATOR), Queue(session, now)
    assert {one.state for one in queue.made} == {REQUESTED}
    assert queue.offering.places[0].taken == 0
    team = f"/organizations/{queue.agency.ref}/offerings/{queue.offering.ref}/team"
    session.rollback()
    shown = browser_of(queue.luz).send(team, {"text": "Dee,dee@example.org", "step": "preview"}).text
    assert "Will be asked for earlier training" not in shown
    assert "Waits for approval" in shown
    waits = browser_of(queue.people[0]).get(f"/registrations/{queue.refs[0]}").text
    assert "Requested: waits for approval" in waits
    office = browser_of(admin)
    assert office.get("/approvals").text.count('name="ticked"') == 3
    assert "Tick at least one" in office.send("/approvals", {}).text
    assert office.send("/approvals", {"ticked": "\x00"}).status_code < 500
    assert office.send("/approvals", {"ticked": [queue.refs[1], queue.refs[0]]}).status_code == 303
    session.rollback()
    first, second, third = (session.get(Registration, one.id, populate_existing=True) for one in queue.made)
    assert (first.state, second.state, third.state) == (
        RegistrationState.REGISTERED, RegistrationState.WAITLISTED, REQUESTED,
    )  # fmt: skip


def test_a_request_is_declined_with_a_reason_that_person_and_coordinator_read(browser_of, session, now):
    admin, queue = builders.make_person("Renata", roles=Role.ADMINISTRATOR), Queue(session, now)
    decide = f"/registrations/{queue.refs[2]}/approval"
    session.rollback()
    office = browser_of(admin)
    assert "Say why in a sentence" in office.send(decide, {"decision": "decline"}).text
    assert office.send(decide, {"decision": "decline", "reason": "For leads"}).status_code == 303
    assert "no longer waits" in office.send(decide, {"decision": "approve"}, page="/approvals").text
    session.rollback()
    assert session.get(Registration, queue.made[2].id).state is RegistrationState.CANCELED
    declined = {row.kind: row.to_person for row in rows(session, OutboxRow) if "declined" in row.kind}
    assert declined == {
        "registration.declined": queue.people[2].id,
        "registration.declined_team": queue.luz.id,
    }
    assert "For leads" in browser_of(queue.people[2]).get(f"/registrations/{queue.refs[2]}").text


def test_approval_and_earlier_training_are_both_needed(session, now):
    admin = builders.actor(builders.make_person("Renata", roles=Role.ADMINISTRATOR))
    refresher = builders.make_offering(prerequisite="cop-101", approval=True, capacity=5)
    people = [builders.make_person() for _ in range(2)]
    claims, made = [], []
    for person in people:
        claims.append(
            curriculum_actions.make_claim(
                person=person, course="cop-101", training="Circles", provider="Bay", year=2018, evidence="Paper",
                by=builders.actor(person), now=now,
            )
        )  # fmt: skip
        made.append(actions.register(offering=refresher, person=person, by=builders.actor(person), now=now))
    first, second = made
    actions.approve(registrations=[first], by=admin, now=now)
    assert first.state is REQUESTED
    for claim in claims:
        actions.decide_claim(claim=claim, accepted=True, reason="", by=admin, now=now)
    assert (first.state, second.state) == (RegistrationState.REGISTERED, REQUESTED)
    with pytest.raises(Refused):
        actions.accept_offer(registration=second, by=builders.actor(people[1]), now=now)
    actions.approve(registrations=[second], by=admin, now=now)
    assert second.state is RegistrationState.REGISTERED
    helper = builders.make_person()
    builders.make_completion(helper)
    chosen = actions.register(offering=refresher, person=helper, by=admin, now=now)
    assert (chosen.state, chosen.approval) == (RegistrationState.REGISTERED, Approval.APPROVED)
    session.rollback()
