"""Is somebody at the door who is not on the list taken in by the offering's rules, or noted and matched by hand?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from trainer.attendance.models import Guest
from trainer.attendance.rules.guests import GuestReason, why_not_take_in
from trainer.core.audit import AuditRow
from trainer.core.outbox import OutboxRow
from trainer.permissions import Role
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.registration.rules.walk_ins import WalkInReason, why_not_admit
from trainer.schedule.rules.kinds import OfferingState, SessionState

FREE = {
    "stands": None, "eligible": True, "asks_approval": False, "missing_course": None, "capacity": 10, "taken": 9,
    "waiting": 0, "reserved": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"capacity": None, "taken": 900}, None),
        ({"stands": RegistrationState.CANCELED}, None),
        ({"taken": 10}, WalkInReason.FULL),
        ({"reserved": 1}, WalkInReason.FULL),
        ({"waiting": 1}, WalkInReason.OTHERS_WAIT),
        ({"missing_course": "CoP 101"}, WalkInReason.PREREQUISITE),
        ({"asks_approval": True}, WalkInReason.APPROVAL),
        ({"eligible": False}, WalkInReason.NOT_ELIGIBLE),
        ({"stands": RegistrationState.WAITLISTED}, WalkInReason.WAITS),
        ({"stands": RegistrationState.OFFERED}, WalkInReason.OFFERED),
        ({"stands": RegistrationState.REQUESTED}, WalkInReason.REQUESTED),
        ({"stands": RegistrationState.REGISTERED, "taken": 10}, WalkInReason.ON_THE_LIST),
    ],
)
def test_who_gets_a_place_at_the_door(change, reason):
    found = why_not_admit(**{**FREE, **change})
    assert (found and found[0]) is reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"now": NOW - timedelta(minutes=15)}, None),
        ({"now": NOW - timedelta(minutes=16)}, GuestReason.NOT_YET),
        ({"now": NOW + timedelta(days=13)}, None),
        ({"now": NOW + timedelta(days=15)}, GuestReason.LOCKED),
        ({"closed": True}, GuestReason.SHEET_CLOSED),
        ({"offering": OfferingState.CANCELED}, GuestReason.NO_SESSION),
        ({"session": SessionState.CANCELED}, GuestReason.NO_SESSION),
        ({"starts_at": None}, GuestReason.NO_SESSION),
    ],
)
def test_when_a_door_is_open_for_guests(change, reason):
    usual = {
        "offering": OfferingState.PUBLISHED, "session": SessionState.SCHEDULED, "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=3), "closed": False, "now": NOW,
    }  # fmt: skip
    found = why_not_take_in(**{**usual, **change})
    assert (found and found[0]) is reason


@pytest.fixture
def training(session):
    made = building.make_training((NOW.date(),), capacity=2)
    made.closes_on = NOW.date() - timedelta(days=3)
    made.sessions[0].starts_at, made.sessions[0].ends_at = NOW - timedelta(hours=1), NOW + timedelta(hours=5)
    builders.make_registration(made, builders.make_person("Ana Soto"))
    return made


def test_who_has_an_account_gets_a_place_as_far_as_the_rules_let_them(session, browser_of, training):
    tess = builders.make_person(roles=(Role.TRAINER, training))
    ben = builders.make_person("Ben Díaz", email="ben@example.org")
    builders.make_person("Cy Lee", email="cy@example.org")
    session.commit()
    sheet = f"/offerings/{training.ref}/attendance/1"
    browser = browser_of(tess)

    def add(name, email, do="add"):
        answer = browser.send(
            f"{sheet}/walk-in", {"name": name, "email": email, "format": "virtual", "do": do}
        )
        return answer.status_code, answer.get_data(as_text=True)

    for typed, says in (
        (("Nobody Known", "nobody@example.org"), "No account signs in with this address"),
        (("Somebody Else", "ben@example.org"), "has another name"),
        (("Ana Soto", session.get(Registration, 1).person.email), "already"),
    ):
        code, page = add(*typed)
        assert (code, says in page, typed[0] in page, "Ben Díaz" in page) == (409, True, True, False), typed
    assert add("Ben Díaz", "")[0] == 422
    assert add("ben  diaz", "BEN@example.org ")[0] == 303
    assert "Ben Díaz" in browser.get(sheet).get_data(as_text=True)
    code, page = add("Cy Lee", "cy@example.org")
    assert (code, "2 of 2 are taken" in page) == (409, True)
    session.rollback()
    made = session.query(Registration).filter_by(person_id=ben.id).one()
    assert (made.state, made.made_by, made.organization_id) == (RegistrationState.REGISTERED, tess.id, None)
    assert training.places[0].taken == 2
    assert "registration.confirmed" in {
        row.kind for row in session.query(OutboxRow).filter_by(to_person=ben.id)
    }
    training.approval = True
    training.places[0].capacity = 9
    session.commit()
    assert "An administrator approves each person here" in add("Cy Lee", "cy@example.org")[1]


def test_a_guest_is_noted_read_by_few_and_matched_by_hand(session, browser_of, training):
    tess = builders.make_person(roles=(Role.TRAINER, training))
    other = builders.make_person(roles=(Role.TRAINER, building.make_training()))
    office = builders.make_person(roles=Role.ADMINISTRATOR)
    builders.make_person("Elizabeth Moss", email="liz@example.org")
    session.commit()
    path = f"/offerings/{training.ref}/attendance/1/walk-in"
    note = {"name": "Liz Moss", "email": "", "format": "virtual", "do": "guest"}
    mine = browser_of(tess)
    assert mine.send(path, note).status_code == 303
    assert mine.send(path, note).status_code == 409, "noted already"
    assert "Liz Moss" in mine.get(path).get_data(as_text=True)
    assert [browser_of(other).get(one).status_code for one in (path, "/guests")] == [404, 403]
    assert session.query(Registration).count() == 1, "a note is no place"

    desk = browser_of(office)
    assert "guests of a session" in desk.get("/home").get_data(as_text=True)
    session.rollback()
    ref = session.query(Guest).one().ref
    page = desk.send("/guests", {"guest": ref, "email": "lis@example.org", "do": "match"})
    assert (page.status_code, 'value="lis@example.org"' in page.get_data(as_text=True)) == (409, True)
    assert desk.send("/guests", {"guest": ref, "email": "liz@example.org", "do": "match"}).status_code == 303
    assert desk.send("/guests", {"guest": ref, "email": "liz@example.org", "do": "match"}).status_code == 409
    session.rollback()
    assert session.query(Guest).count() == 0
    assert "Elizabeth Moss" in mine.get(path.removesuffix("/walk-in")).get_data(as_text=True)
    session.rollback()
    written = [row for row in session.query(AuditRow).order_by(AuditRow.id) if row.action.endswith("guest")]
    assert [row.action for row in written] == ["attendance.guest", "attendance.match_guest"]
    assert "Moss" not in str([row.facts for row in written])
