"""Is earlier training claimed once, decided by somebody else, and written down as a fact?"""

from datetime import date, timedelta

import pytest

from tests import builders
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.curriculum import actions, queries
from trainer.curriculum.models import Completion
from trainer.curriculum.rules import (
    ClaimReason,
    ClaimState,
    CompletionKind,
    why_not_claim,
    why_not_decide,
    why_not_record,
)

SAID = {"training": "Learning circles", "provider": "Bay County", "year": 2018, "evidence": "Certificate"}


def claim_of(person, now, **changes):
    return actions.make_claim(
        person=person, course="cop-101", by=builders.actor(person), now=now, **{**SAID, **changes}
    )


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.reasons[0].code


def test_an_accepted_claim_becomes_a_fact(session, now):
    person, admin = builders.make_person(), builders.make_person()
    claim = claim_of(person, now)
    assert not queries.has_completed(person.id, "cop-101")
    evening = now + timedelta(hours=9)  # 6 PM of May 24 in California, and May 25 in Greenwich
    completion = actions.settle_claim(
        claim=claim, accepted=True, reason="", by=builders.actor(admin), now=evening
    )
    assert completion.kind is CompletionKind.EQUIVALENCY
    assert completion.on == date(2021, 5, 24)
    assert queries.has_completed(person.id, "cop-101")
    assert claim.decided_by == admin.id
    actions_noted = [row.action for row in session.query(AuditRow).order_by(AuditRow.id)]
    assert actions_noted == ["claim.make", "claim.accept", "completion.record"]
    assert "Certificate" not in str([row.facts for row in session.query(AuditRow)])


def test_a_declined_claim_says_why_and_another_can_follow(session, now):
    person, admin = builders.make_person(), builders.actor(builders.make_person())
    claim = claim_of(person, now)
    assert (
        refused(lambda: actions.settle_claim(claim=claim, accepted=False, reason=" ", by=admin, now=now))
        is ClaimReason.REASON_MISSING
    )
    actions.settle_claim(claim=claim, accepted=False, reason="Too short", by=admin, now=now)
    assert (claim.state, claim.reason) == (ClaimState.DECLINED, "Too short")
    assert (
        refused(lambda: actions.settle_claim(claim=claim, accepted=True, reason="", by=admin, now=now))
        is ClaimReason.ALREADY_DECIDED
    )
    assert claim_of(person, now).state is ClaimState.OPEN
    assert session.query(Completion).count() == 0


def test_nobody_decides_their_own(session, now):
    person = builders.make_person()
    claim = claim_of(person, now)
    by = builders.actor(person)
    assert (
        refused(lambda: actions.settle_claim(claim=claim, accepted=True, reason="", by=by, now=now))
        is ClaimReason.OWN_CLAIM
    )


def test_one_open_claim_and_none_without_need(session, now):
    person, ready = builders.make_person(), builders.make_person()
    claim_of(person, now)
    assert refused(lambda: claim_of(person, now)) is ClaimReason.ALREADY_OPEN
    builders.make_completion(ready)
    assert refused(lambda: claim_of(ready, now)) is ClaimReason.ALREADY_COMPLETED
    assert refused(lambda: claim_of(builders.make_person(), now, year=2022)) is ClaimReason.YEAR_AHEAD


def test_a_completion_is_written_down_once(session, now):
    person, by = builders.make_person(), builders.actor(builders.make_person())
    facts = {"person": person, "course": "cop-101", "cause": "Sheet 3", "by": by, "now": now}
    assert refused(lambda: actions.record_completion(on=date(2022, 1, 1), **facts)) is ClaimReason.DATE_AHEAD
    actions.record_completion(on=date(2020, 9, 18), **facts)
    assert (
        refused(lambda: actions.record_completion(on=date(2020, 9, 18), **facts))
        is ClaimReason.ALREADY_COMPLETED
    )
    assert queries.completed_among([person.id, by.person_id], "cop-101") == {person.id}


@pytest.mark.parametrize(
    ("completed", "is_open", "year", "reason"),
    [
        (False, False, 2018, None),
        (True, False, 2018, ClaimReason.ALREADY_COMPLETED),
        (False, True, 2018, ClaimReason.ALREADY_OPEN),
        (False, False, 2022, ClaimReason.YEAR_AHEAD),
    ],
)
def test_who_can_claim(completed, is_open, year, reason):
    assert (
        why_not_claim(has_completion=completed, has_open_claim=is_open, year=year, this_year=2021) is reason
    )


@pytest.mark.parametrize(
    ("state", "accepted", "said", "own", "reason"),
    [
        (ClaimState.OPEN, True, "", False, None),
        (ClaimState.OPEN, False, "No hours", False, None),
        (ClaimState.OPEN, False, "  ", False, ClaimReason.REASON_MISSING),
        (ClaimState.DECLINED, True, "", False, ClaimReason.ALREADY_DECIDED),
        (ClaimState.OPEN, True, "", True, ClaimReason.OWN_CLAIM),
    ],
)
def test_who_can_decide(state, accepted, said, own, reason):
    assert why_not_decide(state=state, accepted=accepted, reason=said, own=own) is reason


def test_when_a_completion_can_be_recorded():
    day = date(2021, 5, 24)
    assert why_not_record(has_completion=False, on=day, today=day) is None
    assert why_not_record(has_completion=True, on=day, today=day) is ClaimReason.ALREADY_COMPLETED


def test_courses_have_names_before_they_are_loaded():
    assert queries.course_name("cop-101") == "CoP 101"
