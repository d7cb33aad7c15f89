"""When is a session planned, open for sign-in, and ready to be written down as held?"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from trainer.practice.rules import (
    MOST_FACILITATORS,
    MOST_MINUTES,
    SIGN_IN_AFTER,
    SIGN_IN_BEFORE,
    CopSessionState,
    LeadRole,
    PracticeReason,
    Problem,
    SignInSource,
)

USUAL_SESSIONS = 6


@dataclass(frozen=True)
class AgendaRow:
    """A part of a session: how long (None: not said) and what."""

    minutes: int | None
    what: str


def agenda_rows(text: str) -> list[AgendaRow]:
    """The parts of an agenda, one a line: minutes first, then what. "10 Arrive", "25 min: Pairs", "Closing"."""
    rows = []
    for line in text.splitlines():
        found = re.fullmatch(r"\s*(?:(\d{1,3})\b\s*(?:min(?:utes)?\b\.?)?\s*[:–-]?\s*)?(.*?)\s*", line)
        if found and (found[1] or found[2]):
            rows.append(AgendaRow(int(found[1]) if found[1] else None, found[2]))
    return rows


def agenda_minutes(text: str) -> int:
    """How long the parts take together, as far as they say."""
    return sum(row.minutes or 0 for row in agenda_rows(text))


def sign_in_window(starts_at: datetime, planned_minutes: int) -> tuple[datetime, datetime]:
    """From when to when members can sign in: half an hour before the start until two hours after the end."""
    return starts_at - SIGN_IN_BEFORE, starts_at + timedelta(minutes=planned_minutes) + SIGN_IN_AFTER


def why_not_sign_in(
    *,
    state: CopSessionState,
    starts_at: datetime,
    planned_minutes: int,
    locked_at: datetime | None,
    now: datetime,
) -> Problem | None:
    """Why nobody can sign in by themselves now, or None."""
    opens, closes = sign_in_window(starts_at, planned_minutes)
    if state is CopSessionState.CANCELED:
        return PracticeReason.SESSION_CANCELED, {}
    if now < opens:
        return PracticeReason.SIGN_IN_NOT_OPEN, {"opens": opens}
    if locked_at is not None:
        return PracticeReason.SIGN_IN_LOCKED, {}
    if now >= closes:
        return PracticeReason.SIGN_IN_OVER, {"ended": closes}
    return None


def source_written_by_hand(problem: Problem | None, why: str) -> SignInSource | Problem:
    """How a facilitator may write somebody's presence down: freely while the list is open, later with a reason."""
    if problem is None:
        return SignInSource.TYPED
    if problem[0] in (PracticeReason.SESSION_CANCELED, PracticeReason.SIGN_IN_NOT_OPEN):
        return problem
    return SignInSource.CORRECTED if why.strip() else (PracticeReason.WHY_MISSING, {})


def why_not_hold(
    *,
    state: CopSessionState,
    starts_at: datetime,
    minutes: int,
    leads: Mapping[int, LeadRole],
    facilitators: Collection[int],
    again_why: str,
    now: datetime,
) -> list[Problem]:
    """Why a session cannot be written down as held that way. Once it is, a change needs a reason (`again_why`)."""
    if state is CopSessionState.CANCELED:
        return [(PracticeReason.SESSION_CANCELED, {})]
    found: list[Problem] = []
    if state is CopSessionState.HELD and not again_why.strip():
        found.append((PracticeReason.WHY_MISSING, {}))
    if now < starts_at:
        found.append((PracticeReason.NOT_BEGUN, {}))
    if not 0 < minutes <= MOST_MINUTES:
        found.append((PracticeReason.MINUTES_WRONG, {"most": MOST_MINUTES}))
    if LeadRole.LEAD not in leads.values():
        found.append((PracticeReason.NOBODY_LED, {}))
    if len(leads) > MOST_FACILITATORS:
        found.append((PracticeReason.TOO_MANY_LED, {"most": MOST_FACILITATORS}))
    if not set(leads) <= set(facilitators):
        found.append((PracticeReason.NOT_A_FACILITATOR, {}))
    return found


def why_not_record(*, state: CopSessionState, starts_at: datetime, now: datetime) -> Problem | None:
    """Why values and agreements cannot be written down for a session: members decide them there, not before."""
    if state is CopSessionState.CANCELED:
        return PracticeReason.SESSION_CANCELED, {}
    if now < starts_at - SIGN_IN_BEFORE:
        return PracticeReason.NOT_BEGUN, {}
    return None
