"""Does a CoP stay with its people: handed on with care, paused and closed with a reason, never lost?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.practice import building
from tests.practice.house import acts, refusal, text
from trainer.accounts.models import Grant
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.learning.models import Enrollment
from trainer.learning.rules import EnrollmentState
from trainer.practice import actions, queries
from trainer.practice.models import Cop, Debrief, Handover, Turning
from trainer.practice.rules import CopState, TaskKind, keeping
from trainer.practice.rules.keeping import KeepingReason, OfferState, Turn


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"offer": OfferState.WITHDRAWN}, KeepingReason.NOT_OPEN),
        ({"state": CopState.CLOSED}, KeepingReason.CLOSED),
        ({"person": 1}, KeepingReason.ALREADY_THERE),
        ({"facilitators": [1, 2], "leaver": None}, KeepingReason.NO_ROOM),
        ({"facilitators": [1, 2]}, None),
        ({"facilitators": [2, 4]}, KeepingReason.NO_ROOM),
    ],
)
def test_a_cop_is_taken_over_while_the_offer_stands_and_there_is_room(change, reason):
    facts = {
        "offer": OfferState.OPEN,
        "state": CopState.ACTIVE,
        "facilitators": [1],
        "person": 3,
        "leaver": 1,
    }
    problem = keeping.why_not_take_over(**{**facts, **change})
    assert (problem and problem[0]) == reason


def test_a_pause_has_a_reason_and_ends_where_it_began(session, cop, people, now):
    by = builders.actor(people["tess"])
    turn = {"cop": cop, "by": by, "now": now}
    assert refusal(actions.turn_cop, turn=Turn.PAUSED, why=" ", **turn) == [KeepingReason.WHY_MISSING]
    assert refusal(actions.turn_cop, turn=Turn.RESUMED, why="x", **turn) == [KeepingReason.WRONG_STATE]
    yesterday = {"back_on": now.date() - timedelta(days=1)}
    assert refusal(actions.turn_cop, turn=Turn.PAUSED, why="x", **yesterday, **turn) == [
        KeepingReason.BACK_WRONG
    ]
    for number, (one, state) in enumerate(
        [
            (Turn.PAUSED, CopState.PAUSED), (Turn.RESUMED, CopState.PLANNED), (Turn.CLOSED, CopState.CLOSED),
            (Turn.REOPENED, CopState.PLANNED),
        ]
    ):  # fmt: skip
        actions.turn_cop(turn=one, why=f"Reason {number}", **turn)
        assert cop.state is state
        asked = [task.reason.code for task in queries.waiting(by, now=now)]
        assert (TaskKind.WRITE_CHARTER in asked) is (state is CopState.PLANNED), (
            "nothing waits in a CoP that rests"
        )
        if state is CopState.CLOSED:
            assert refusal(building.make_session, cop, now) == [KeepingReason.CLOSED]
    assert [row.why for row in session.query(Turning).order_by(Turning.id)][-1] == "Reason 3"
    assert acts(session)[-4:] == ["cop.paused", "cop.resumed", "cop.closed", "cop.reopened"]


@on_one("sqlite")
def test_after_the_program_the_workspace_stays_the_facilitators(house):
    for grant in house.session.query(Grant).filter_by(person_id=house.tess.id):
        house.session.delete(grant)
    house.session.query(Enrollment).filter_by(person_id=house.tess.id).one().state = EnrollmentState.COMPLETED
    house.session.commit()
    tess = house.browser("tess")
    for page in ("", "/setup", "/members", "/papers", "/keeping"):
        assert house.cop.name in text(tess.get(f"/cops/{house.cop.ref}{page}"))
    assert house.cop.name in text(tess.get("/cops"))


@on_one("sqlite")
def test_a_successor_sees_the_cop_and_never_a_debrief_and_the_other_keeps_what_they_led(house):
    house.meet(house.now - timedelta(days=3))
    successor = builders.make_person("Sue Successor", email="sue@example.org")
    house.sue = successor
    house.session.commit()
    [debrief] = house.fresh(Debrief)
    tess, keep = house.browser("tess"), f"/cops/{house.cop.ref}/keeping"
    assert "Debriefs and talks with a mentor" in text(tess.get(keep))
    wrong = tess.send(keep, {"do": "offer", "email": "nobody", "words": "With thanks"})
    assert (wrong.status_code, "With thanks" in wrong.get_data(as_text=True)) == (422, True)
    tess.send(keep, {"do": "offer", "email": "Sue@Example.org", "words": "With thanks", "leaves": "y"})
    [offer] = house.fresh(Handover)
    [mail] = [row for row in house.fresh(OutboxRow) if row.kind == "practice.cop_offered"]
    assert (mail.address, mail.params["path"]) == ("sue@example.org", f"/cop-handovers/{offer.ref}")
    assert tess.send(keep, {"do": "paused", "why": ""}).status_code == 422
    page = f"/cop-handovers/{offer.ref}"
    theo = {"person": house.theo, "by": builders.actor(house.theo), "now": house.now}
    assert refusal(actions.take_over, offer=offer, **theo) == [KeepingReason.NOT_YOURS]
    assert house.browser("theo").get(page).status_code == 404
    sue = house.browser("sue")
    assert "What stays with Tess Trainee" in text(sue.get(page))
    assert sue.get(f"/cops/{house.cop.ref}").status_code == 404
    assert sue.send(page, {"do": "accept"}).location == f"/cops/{house.cop.ref}"
    assert "Member 01" in text(sue.get(f"/cops/{house.cop.ref}/members"))
    assert sue.get(f"/debriefs/{debrief.ref}").status_code == 404
    assert tess.get(f"/cops/{house.cop.ref}/members").status_code == 404
    assert text(tess.get(f"/debriefs/{debrief.ref}"))
    assert "you led 1 session" in text(tess.get("/cops"))
    assert "This offer was answered" in text(sue.get(page))
    [told] = [row for row in house.fresh(OutboxRow) if row.kind == "practice.cop_taken_over"]
    assert (told.to_person, told.params["left"]) == (house.tess.id, True)
    sue.send(f"/cops/{house.cop.ref}/keeping", {"do": "paused", "why": "Summer"})
    assert [one.state for one in house.fresh(Cop)] == [CopState.PAUSED]
    assert "Summer" in text(house.browser("admin").get(f"/cops/{house.cop.ref}"))


@on_one("sqlite")
def test_a_facilitator_who_was_never_in_the_program_owes_no_debrief(session, cop, people, now):
    sue, tess = builders.make_person("Sue", email="sue@example.org"), people["tess"]
    earlier = now - timedelta(days=5)
    offer = actions.offer_cop(
        cop=cop,
        email="sue@example.org",
        words="",
        leaves=False,
        giver=tess,
        by=builders.actor(tess),
        now=earlier,
    )
    actions.take_over(offer=offer, person=sue, by=builders.actor(sue), now=earlier)
    made = building.hold(building.make_session(cop, now - timedelta(days=1)), [])
    assert [debrief.trainee_id for debrief in made] == [tess.id]


@on_one("sqlite")
def test_whoever_no_longer_facilitates_has_nothing_to_hand_on(session, cop, people, now):
    sue, tess, theo = builders.make_person("Sue", email="sue@example.org"), people["tess"], people["theo"]
    by = builders.actor(tess)
    actions.add_facilitator(cop=cop, person=theo, by=by, now=now)
    offer = actions.offer_cop(
        cop=cop, email="sue@example.org", words="", leaves=True, giver=tess, by=by, now=now
    )
    hers = next(one for one in cop.facilitators if one.person_id == tess.id)
    actions.end_facilitator(facilitator=hers, cop=cop, by=builders.actor(theo), now=now)
    takes = {"offer": offer, "person": sue, "by": builders.actor(sue), "now": now}
    assert refusal(actions.take_over, **takes) == [KeepingReason.NOT_OPEN]
    [mail] = [row for row in session.query(OutboxRow) if row.kind == "practice.cop_offered"]
    assert (offer.state, mail.state) == (OfferState.WITHDRAWN, OutboxState.CANCELED)
