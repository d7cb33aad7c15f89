"""How is a charter saved, sent for approval and decided? What was approved stays; a change is a new version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice import queries
from trainer.practice.actions import letters
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.models import Charter, Cop, DomainChange
from trainer.practice.rules import CharterState, charter


def _latest(cop: Cop) -> Charter:
    """The newest version, read anew; the caller holds the CoP's lock."""
    return db.session.scalars(
        select(Charter)
        .where(Charter.cop_id == cop.id)
        .order_by(Charter.version.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    ).one()


def _note(version: Charter, action: str, *, by: Actor, now: datetime) -> None:
    audit.record(
        action=action, by=by, now=now, subject=("charter", version.ref),
        facts={"cop": version.cop.ref, "version": version.version, "state": version.state.value},
    )  # fmt: skip


def save_charter(*, cop: Cop, content: Mapping[str, Any], lock: int, by: Actor, now: datetime) -> Charter:
    """Keep a draft. `lock` is what its writer read; the draft after a decision is a new version. Raises Refused."""
    cop = lock_cop(cop)
    latest = _latest(cop)
    problem = charter.why_not_change(state=latest.state, lock=latest.lock, seen=lock)
    if problem:
        raise Refused(Reason(*problem))
    kept = {name: content[name] for name in charter.FIELDS if content.get(name) not in (None, "")}
    if not charter.domain_changes(kept, domain_now=queries.approved_domain(cop.id)):
        kept.pop("domain_why", None)
    if latest.state is not CharterState.DRAFT:
        # The lock goes on rising through all versions, so that no page of an older one can save over a newer one.
        latest = Charter(cop=cop, version=latest.version + 1, content={}, lock=latest.lock, saved_at=now)
        db.session.add(latest)
    elif kept == latest.content:
        return latest
    latest.content, latest.lock, latest.saved_at = kept, latest.lock + 1, now
    db.session.flush()
    _note(latest, "charter.save", by=by, now=now)
    return latest


def submit_charter(*, charter: Charter, by: Actor, now: datetime) -> None:
    """Send a draft for approval; mentors are told. Raises Refused and names what is missing."""
    cop = lock_cop(charter.cop)
    latest = _latest(cop)
    domain_now = queries.approved_domain(cop.id)
    _submit(latest if latest.id == charter.id else charter, domain_now=domain_now, by=by, now=now)


def _submit(version: Charter, *, domain_now: str, by: Actor, now: datetime) -> None:
    problem = charter.why_not_submit(state=version.state, content=version.content, domain_now=domain_now)
    if problem:
        raise Refused(Reason(*problem))
    version.state, version.submitted_at, version.submitted_by = CharterState.SUBMITTED, now, by.person_id
    version.lock += 1
    db.session.flush()
    _note(version, "charter.submit", by=by, now=now)
    letters.charter_submitted(version, now=now)


def decide_charter(*, charter: Charter, approved: bool, reason: str, by: Actor, now: datetime) -> None:
    """Approve a charter (R09), or return it with a reason: a mentor or administrator, never one of its facilitators."""
    cop = lock_cop(charter.cop)
    version = db.session.scalars(
        select(Charter).where(Charter.id == charter.id).execution_options(populate_existing=True)
    ).one()
    _decide(cop, version, approved=approved, reason=reason.strip(), by=by, now=now)


def _decide(cop: Cop, version: Charter, *, approved: bool, reason: str, by: Actor, now: datetime) -> None:
    problem = charter.why_not_decide(
        state=version.state, approved=approved, reason=reason, decider=by.person_id,
        facilitators={one.person_id for one in cop.facilitators},
    )  # fmt: skip
    if problem:
        raise Refused(Reason(*problem))
    if approved:
        _document_domain(cop, version, now=now)
    version.state = CharterState.APPROVED if approved else CharterState.RETURNED
    version.decided_at, version.decided_by, version.reason = now, by.person_id, reason
    version.lock += 1
    if approved:
        cop.domain = str(version.content.get("domain", cop.domain))
    db.session.flush()
    _note(version, "charter.decide", by=by, now=now)
    letters.take_back_charter(version, now=now)
    letters.charter_decided(version, by=by, now=now)


def _document_domain(cop: Cop, version: Charter, *, now: datetime) -> None:
    """The approved domain becomes another one: what it was, what it is, when and why stay on record (W1)."""
    before = queries.approved_domain(cop.id)
    if charter.domain_changes(version.content, domain_now=before):
        db.session.add(
            DomainChange(
                cop_id=cop.id, charter_id=version.id, on=today_of(cop, now), before=before,
                after=str(version.content.get("domain") or ""), why=str(version.content.get("domain_why") or ""),
            )
        )  # fmt: skip
