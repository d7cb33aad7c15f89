"""How is it written down what a person knows? Completions, and claims of earlier training with their decision."""

from datetime import date, datetime

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit, clock
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.curriculum import queries
from trainer.curriculum.models import Claim, Completion
from trainer.curriculum.rules import ClaimState, CompletionKind, why_not_claim, why_not_decide, why_not_record


def record_completion(
    *,
    person: Person,
    course: str,
    on: date,
    kind: CompletionKind = CompletionKind.COMPLETED,
    cause: str,
    by: Actor,
    now: datetime,
    edition: str = "",
) -> Completion:
    """Write down that a person has a course. `cause` says from where: an attendance, a claim, a sheet of paper."""
    reason = why_not_record(
        has_completion=queries.has_completed(person.id, course), on=on, today=clock.day(now)
    )
    if reason:
        raise Refused(Reason(reason))
    completion = Completion(
        person_id=person.id, course=course, edition=edition, kind=kind, on=on, cause=cause
    )
    db.session.add(completion)
    db.session.flush()
    audit.record(
        action="completion.record", by=by, now=now, subject=("person", person.ref),
        facts={"course": course, "kind": kind.value, "on": on.isoformat(), "cause": cause},
    )  # fmt: skip
    return completion


def make_claim(
    *,
    person: Person,
    course: str,
    training: str,
    provider: str,
    year: int,
    evidence: str,
    by: Actor,
    now: datetime,
) -> Claim:
    """Say that earlier training was equal to a course (row A07); an administrator decides."""
    reason = why_not_claim(
        has_completion=queries.has_completed(person.id, course),
        has_open_claim=queries.open_claim(person.id, course) is not None,
        year=year,
        this_year=now.year,
    )
    if reason:
        raise Refused(Reason(reason))
    claim = Claim(
        person_id=person.id, course=course, training=training, provider=provider, year=year, evidence=evidence,
        state=ClaimState.OPEN, made_at=now,
    )  # fmt: skip
    db.session.add(claim)
    db.session.flush()
    audit.record(
        action="claim.make", by=by, now=now, subject=("claim", claim.ref),
        facts={"course": course, "person": person.ref},
    )  # fmt: skip
    return claim


def settle_claim(*, claim: Claim, accepted: bool, reason: str, by: Actor, now: datetime) -> Completion | None:
    """Accept a claim (the person then has the course) or decline it with a reason. Nobody decides their own."""
    db.session.scalars(locked(queries.claim_alone(claim.id))).one()
    why = why_not_decide(
        state=claim.state, accepted=accepted, reason=reason, own=claim.person_id == by.person_id
    )
    if why:
        raise Refused(Reason(why))
    claim.state = ClaimState.ACCEPTED if accepted else ClaimState.DECLINED
    claim.decided_at, claim.decided_by, claim.reason = now, by.person_id, reason.strip()
    db.session.flush()
    audit.record(
        action="claim.accept" if accepted else "claim.decline", by=by, now=now, subject=("claim", claim.ref),
        facts={"course": claim.course, "person": claim.person.ref},
    )  # fmt: skip
    if not accepted or queries.has_completed(claim.person_id, claim.course):
        return None
    return record_completion(
        person=claim.person, course=claim.course, on=clock.day(now), kind=CompletionKind.EQUIVALENCY,
        cause=f"claim {claim.ref}", by=by, now=now,
    )  # fmt: skip
