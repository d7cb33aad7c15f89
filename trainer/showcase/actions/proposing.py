"""How is a proposal written, handed in, withdrawn and confirmed? Its row is locked before anything about it changes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.showcase import queries
from trainer.showcase.actions import letters, together
from trainer.showcase.actions.calls import refuse_canceled
from trainer.showcase.models import Call, Proposal, Slot
from trainer.showcase.rules import (
    MOST_PROPOSALS,
    ON_PROGRAM,
    ProposalReason,
    ProposalState,
    ShowFormat,
    TogetherState,
    proposals,
)


@dataclass(frozen=True)
class Words:
    """What a presenter writes. `emails`: whom they ask to present together, as typed; `cop`: the ref of their CoP."""

    title: str = ""
    story: str = ""
    format: ShowFormat | None = None
    cop: str = ""
    emails: Collection[str] = ()
    needs: str = ""
    title_public: bool = False
    story_public: bool = False
    may_record: bool = False


def make_proposal(*, call: Call, words: Words, by: Actor, now: datetime) -> Proposal:
    """A new draft, which its writer alone reads. Raises Refused."""
    refuse_canceled(call)
    if not queries.is_open(call, now=now):
        raise Refused(Reason(ProposalReason.CALL_CLOSED, {"until": call.open_until}))
    assert by.person_id is not None  # noqa: S101 - people propose
    if queries.count_by(by.person_id, call.id) >= MOST_PROPOSALS:
        raise Refused(Reason(ProposalReason.TOO_MANY, {"most": MOST_PROPOSALS}))
    proposal = Proposal(
        call=call, presenter_id=by.person_id, state=ProposalState.DRAFT, made_at=now, changed_at=now, lock=0
    )
    db.session.add(proposal)
    db.session.flush()
    _write(proposal, words, by=by, now=now)
    note("proposal.make", proposal, by=by, now=now)
    return proposal


def change_proposal(*, proposal: Proposal, words: Words, lock: int, by: Actor, now: datetime) -> None:
    """Write on, or correct what was handed in; later only needs and consent. `lock`: what the form began with."""
    proposal = _fresh(proposal, by)
    refuse_canceled(proposal.call)
    if proposal.lock != lock:
        raise Refused(Reason(ProposalReason.CHANGED))
    if proposals.writable(state=proposal.state, open_=queries.is_open(proposal.call, now=now)):
        _write(proposal, words, by=by, now=now)
    elif proposals.tended(proposal.state):
        _consent(proposal, words)
    else:
        raise Refused(Reason(ProposalReason.WRONG_STATE, {"state": proposal.state}))
    proposal.lock += 1
    proposal.changed_at = now
    db.session.flush()
    note("proposal.change", proposal, by=by, now=now, title_public=proposal.title_public)


def hand_in(*, proposal: Proposal, by: Actor, now: datetime) -> None:
    """Hand a proposal in: the committee reads it, and co-presenters are asked. Raises Refused."""
    proposal = _fresh(proposal, by)
    refuse_canceled(proposal.call)
    reasons = _why_not_hand_in(proposal, open_=queries.is_open(proposal.call, now=now))
    if reasons:
        raise Refused(reasons)
    proposal.state = ProposalState.SUBMITTED
    proposal.submitted_at = proposal.submitted_at or now
    db.session.flush()
    note("proposal.hand_in", proposal, by=by, now=now)
    together.look_up(proposal, now=now)
    for one in proposal.together:
        if one.state is TogetherState.ASKED:
            letters.asked(one, now=now)


def withdraw(*, proposal: Proposal, by: Actor, now: datetime) -> None:
    """Take a proposal back, also from the program; whoever counted on it is told. Raises Refused."""
    queries.call_anew(proposal.call_id)
    proposal = _fresh(proposal, by)
    held = bool(queries.presented_of([proposal.id]))
    reason = proposals.why_not_withdraw(state=proposal.state, held=held)
    if reason:
        raise Refused(reason)
    was = proposal.state
    letters.take_back(proposal, now=now)
    proposal.state = ProposalState.WITHDRAWN
    for slot in db.session.query(Slot).filter_by(proposal_id=proposal.id):
        db.session.delete(slot)
    db.session.flush()
    note("proposal.withdraw", proposal, by=by, now=now, was=was.value)
    letters.withdrawn(proposal, accepted=was in ON_PROGRAM, now=now)


def confirm(*, proposal: Proposal, by: Actor, now: datetime) -> None:
    """The presenter says that they will come: from then on it may stand on the public program. Raises Refused."""
    proposal = _fresh(proposal, by)
    refuse_canceled(proposal.call)
    reason = proposals.why_not_confirm(proposal.state)
    if reason:
        raise Refused(reason)
    proposal.state, proposal.confirmed_at = ProposalState.CONFIRMED, now
    db.session.flush()
    note("proposal.confirm", proposal, by=by, now=now)


def _write(proposal: Proposal, words: Words, *, by: Actor, now: datetime) -> None:
    own = {cop.ref: cop for cop in queries.own_cops(proposal.presenter_id)}
    if words.cop and words.cop not in own:
        raise Refused(Reason(ProposalReason.NOT_YOUR_COP))
    if words.format is not None and words.format.value not in proposal.call.formats:
        raise Refused(Reason(ProposalReason.FORMAT_MISSING))
    proposal.title, proposal.story, proposal.format = words.title.strip(), words.story.strip(), words.format
    proposal.cop = own.get(words.cop)
    if proposal.submitted_at is not None:
        hand_in_again = _why_not_hand_in(proposal, open_=True)
        if hand_in_again:
            raise Refused(hand_in_again)
    _consent(proposal, words)
    together.ask(proposal, words.emails, by=by, now=now)


def _why_not_hand_in(proposal: Proposal, *, open_: bool) -> list[Reason]:
    return proposals.why_not_hand_in(
        state=proposal.state, open_=open_, until=proposal.call.open_until, title=proposal.title, story=proposal.story,
        format=proposal.format.value if proposal.format else "", formats=proposal.call.formats,
    )  # fmt: skip


def _consent(proposal: Proposal, words: Words) -> None:
    proposal.needs = words.needs.strip()
    proposal.title_public, proposal.may_record = words.title_public, words.may_record
    proposal.story_public = words.story_public and words.title_public


def _fresh(proposal: Proposal, by: Actor) -> Proposal:
    """Lock the proposal, read it anew, and refuse whoever did not write it."""
    proposal = queries.proposal_anew(proposal.id)
    if by.person_id != proposal.presenter_id:
        raise Refused(Reason(ProposalReason.NOT_THE_PRESENTER, {"name": proposal.presenter.name}))
    return proposal


def note(action: str, proposal: Proposal, *, by: Actor, now: datetime, **facts: object) -> None:
    """The audit row of a change: never what somebody wrote."""
    found = {"state": proposal.state.value, **facts}
    audit.record(action=action, by=by, now=now, subject=("proposal", proposal.ref), facts=found)
