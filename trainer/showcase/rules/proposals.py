"""When may a proposal be written, handed in, withdrawn, confirmed, decided, and marked as held?"""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from trainer.core.errors import Reason
from trainer.schedule.rules.kinds import OfferingKind, OfferingState
from trainer.showcase.rules import (
    CALL_KINDS,
    MOST_MINUTES,
    ON_PROGRAM,
    UNDECIDED,
    CallReason,
    HeldReason,
    ProposalReason,
    ProposalState,
    ReviewReason,
)

S = ProposalState
WITHDRAWABLE = (S.DRAFT, S.SUBMITTED, S.WAITLISTED, *ON_PROGRAM)


def is_open(*, state: OfferingState, until: date, today: date) -> bool:
    """Whether a call takes proposals: until the end of its last day where the offering is, and while that is on."""
    return state is OfferingState.PUBLISHED and today <= until


def why_canceled(state: OfferingState, offering: str) -> Reason | None:
    """Why nothing more happens with what was proposed to an offering of this name: it was canceled. Else None."""
    return (
        Reason(ProposalReason.CANCELED, {"offering": offering}) if state is OfferingState.CANCELED else None
    )


def why_not_call(
    *,
    kind: OfferingKind,
    state: OfferingState,
    until: date,
    was: date | None,
    today: date,
    formats: Mapping[str, int],
    in_use: Collection[str] = (),
) -> list[Reason]:
    """Why a call cannot be opened or changed so. `was`: its last day until now; `in_use`: formats proposed."""
    reasons = []
    if kind not in CALL_KINDS:
        reasons.append(Reason(CallReason.WRONG_KIND))
    if state is not OfferingState.PUBLISHED:
        reasons.append(Reason(CallReason.NOT_PUBLISHED))
    if until < today and until != was:
        reasons.append(Reason(CallReason.UNTIL_PAST))
    if not formats:
        reasons.append(Reason(CallReason.NO_FORMAT))
    if any(not 0 < minutes <= MOST_MINUTES for minutes in formats.values()):
        reasons.append(Reason(CallReason.FORMAT_MINUTES, {"most": MOST_MINUTES}))
    if set(in_use) - set(formats):
        reasons.append(Reason(CallReason.FORMAT_IN_USE))
    return reasons


def writable(*, state: ProposalState, open_: bool) -> bool:
    """Whether title, story and format may be changed: before anybody has decided, and while the call is open."""
    return open_ and state in (S.DRAFT, S.SUBMITTED)


def why_not_write(state: ProposalState, *, until: date) -> Reason:
    """Why title, story and format stay as they are: it was decided, or the call is closed."""
    if state in (S.DRAFT, S.SUBMITTED):
        return Reason(ProposalReason.CALL_CLOSED, {"until": until})
    return Reason(ProposalReason.WRONG_STATE, {"state": state})


def tended(state: ProposalState) -> bool:
    """Whether what a presenter needs and consents to may be changed: as long as the proposal is alive."""
    return state not in (S.WITHDRAWN, S.DECLINED)


def why_not_hand_in(
    *,
    state: ProposalState,
    open_: bool,
    until: date,
    title: str,
    story: str,
    format: str,
    formats: Collection[str],
) -> list[Reason]:
    """Why a proposal cannot be handed in; everything at once."""
    if state not in (S.DRAFT, S.SUBMITTED):
        return [Reason(ProposalReason.WRONG_STATE, {"state": state})]
    reasons = [] if open_ else [Reason(ProposalReason.CALL_CLOSED, {"until": until})]
    if not title:
        reasons.append(Reason(ProposalReason.TITLE_MISSING))
    if not story:
        reasons.append(Reason(ProposalReason.STORY_MISSING))
    if format not in formats:
        reasons.append(Reason(ProposalReason.FORMAT_MISSING))
    return reasons


def why_not_withdraw(*, state: ProposalState, held: bool) -> Reason | None:
    """Why a proposal cannot be withdrawn, or None."""
    if held:
        return Reason(ProposalReason.ALREADY_HELD)
    return None if state in WITHDRAWABLE else Reason(ProposalReason.WRONG_STATE, {"state": state})


def why_not_confirm(state: ProposalState) -> Reason | None:
    """Why a presenter cannot confirm, or None: only what was accepted is confirmed."""
    return None if state is S.ACCEPTED else Reason(ProposalReason.WRONG_STATE, {"state": state})


def why_not_decide(*, state: ProposalState, presents: bool, words: str) -> Reason | None:
    """Why an administrator cannot decide a proposal, or None. Nobody decides about themselves."""
    if presents:
        return Reason(ReviewReason.PRESENTS)
    if state not in UNDECIDED:
        return Reason(ReviewReason.ALREADY_DECIDED, {"state": state})
    return None if words else Reason(ReviewReason.WORDS_MISSING)


def why_not_held(
    *, state: ProposalState, placed: bool, ends_at: datetime | None, now: datetime
) -> Reason | None:
    """Why a presentation cannot be marked as held, or None. Who came and told it counts, not who promised to."""
    if not placed or state not in ON_PROGRAM or ends_at is None:
        return Reason(HeldReason.NOT_ON_PROGRAM)
    return Reason(HeldReason.NOT_OVER, {"ends": ends_at}) if ends_at > now else None
