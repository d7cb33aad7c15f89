"""What does the committee recommend, and what is decided?"""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.showcase import queries
from trainer.showcase.actions import letters
from trainer.showcase.actions.calls import refuse_canceled
from trainer.showcase.actions.proposing import note
from trainer.showcase.models import CommitteeReview, Proposal
from trainer.showcase.rules import OUTCOMES, ProposalState, Recommendation, ReviewReason, committee, proposals


def review(
    *, proposal: Proposal, recommendation: Recommendation, comment: str, by: Actor, now: datetime
) -> CommitteeReview:
    """Recommend something about a proposal, or change one's mind until it is decided. Raises Refused."""
    assert by.person_id is not None  # noqa: S101 - people review
    proposal = queries.proposal_anew(proposal.id)
    refuse_canceled(proposal.call)
    presenters = proposal.ties(by.person_id)
    ties = queries.ties_of([by.person_id, *presenters], now=now)
    reason = committee.why_not_review(
        state=proposal.state, reviewer=by.person_id, presenters=presenters, ties=ties
    )
    if reason:
        raise Refused(reason)
    if recommendation is not Recommendation.YES and not comment.strip():
        raise Refused(Reason(ReviewReason.WORDS_MISSING))
    reviews = queries.reviews_of([proposal.id])[proposal.id]
    own = next((one for one in reviews if one.reviewer_id == by.person_id), None)
    if own is None:
        own = CommitteeReview(proposal_id=proposal.id, reviewer_id=by.person_id, made_at=now)
        db.session.add(own)
    own.recommendation, own.comment, own.changed_at = recommendation, comment.strip(), now
    db.session.flush()
    first = own.made_at == now
    note("proposal.review" if first else "proposal.review_again", proposal, by=by, now=now)
    return own


def decide(*, proposal: Proposal, outcome: ProposalState, reason: str, by: Actor, now: datetime) -> None:
    """Accept, put on the waitlist, or decline; everybody who presents is told why. Raises Refused."""
    if outcome not in OUTCOMES:
        raise ValueError(f"{outcome} is not decided by the office")
    proposal = queries.proposal_anew(proposal.id)
    refuse_canceled(proposal.call)
    why_not = proposals.why_not_decide(
        state=proposal.state, presents=by.person_id in proposal.people, words=reason.strip()
    )
    if why_not:
        raise Refused(why_not)
    proposal.state, proposal.reason = outcome, reason.strip()
    proposal.decided_at, proposal.decided_by = now, by.person_id
    db.session.flush()
    note("proposal.decide", proposal, by=by, now=now)
    letters.decided(proposal, now=now)
