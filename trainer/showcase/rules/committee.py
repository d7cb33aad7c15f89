"""Who may review a proposal? Nobody who presents it, mentors a presenter, or shares an employer with one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from trainer.core.errors import Reason
from trainer.showcase.rules import ProposalState, ReviewReason


@dataclass(frozen=True)
class Ties:
    """What ties people to each other, by person: who has mentored them, and where they work or answer for others."""

    mentors: Mapping[int, Collection[int]] = field(default_factory=dict)
    employers: Mapping[int, Mapping[int, str]] = field(default_factory=dict)


def why_not_independent(*, reviewer: int, presenters: Collection[int], ties: Ties) -> Reason | None:
    """What ties this person to a proposal's presenters, or None (W29: the reviewer is not the candidate's own mentor).

    A mentor who was replaced stays tied: they have read the journal. Presenters are those who present for certain:
    whoever was asked is promised that nobody learns of it before they agree. A review that was written before a tied
    person agreed is not counted from then on.
    """
    if reviewer in presenters:
        return Reason(ReviewReason.PRESENTS)
    if any(reviewer in ties.mentors.get(one, ()) for one in presenters):
        return Reason(ReviewReason.MENTORS)
    mine = ties.employers.get(reviewer, {})
    both = sorted(
        {
            name
            for one in presenters
            for organization, name in ties.employers.get(one, {}).items()
            if organization in mine
        }
    )
    return Reason(ReviewReason.SAME_EMPLOYER, {"organization": ", ".join(both)}) if both else None


def why_not_review(
    *, state: ProposalState, reviewer: int, presenters: Collection[int], ties: Ties
) -> Reason | None:
    """Why this member of the committee may not review this proposal now, or None."""
    tied = why_not_independent(reviewer=reviewer, presenters=presenters, ties=ties)
    if tied is not None:
        return tied
    waits = state is ProposalState.SUBMITTED
    return None if waits else Reason(ReviewReason.NOT_WAITING, {"state": state})
