"""What belongs to a session before, during and after it, what of it is done, and when is somebody reminded (B07)?"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from trainer.core.errors import Reason
from trainer.practice.rules import CopSessionState

LONG_BREAK = timedelta(weeks=6)
"""A pause between two sessions after which a short message keeps people together (B07: momentum in long breaks)."""
REMIND_BEFORE_NEXT = timedelta(days=3)
MOST_RESEARCH = 20
MOST_SEATS = 20
MOST_TURNS = 999


class MailKind(enum.StrEnum):
    """What a facilitator sends to the members of a CoP about one session."""

    AGENDA = "agenda"
    HIGHLIGHTS = "highlights"
    FOLLOW_UP = "follow_up"


class NoteKind(enum.StrEnum):
    """What is written down about a session: the facilitators' notes, and what is posted to the members."""

    NOTES = "notes"
    HIGHLIGHTS = "highlights"


class TouchKind(enum.StrEnum):
    """How somebody was reached between two sessions (E15)."""

    CALL = "call"
    MESSAGE = "message"
    MAIL = "mail"
    VISIT = "visit"


class Step(enum.StrEnum):
    """The steps of one session (B07)."""

    AGENDA = "agenda"
    PRESENTERS = "presenters"
    BREAKS = "breaks"
    SLIDES = "slides"
    ROOM = "room"
    TRIP = "trip"
    SENT = "sent"
    SIGN_IN = "sign_in"
    HELD = "held"
    HIGHLIGHTS = "highlights"
    FOLLOW_UP = "follow_up"
    RESEARCH = "research"
    MONEY = "money"
    DEBRIEF = "debrief"
    NEXT = "next"


class StepState(enum.StrEnum):
    """Where a step stands."""

    DONE = "done"
    PARTLY = "partly"
    OPEN = "open"
    NOT_NEEDED = "not_needed"


class AfterReason(enum.StrEnum):
    """Why something around a session cannot be done. Facts: most, on, names."""

    NOBODY_TO_WRITE = "nobody_to_write"
    NOTHING_WRITTEN = "nothing_written"
    NOT_BEGUN_YET = "not_begun_yet"
    SESSION_OVER = "session_over"
    TOO_MUCH_RESEARCH = "too_much_research"
    REMIND_PAST = "remind_past"
    REMIND_LATE = "remind_late"
    SEATS_WRONG = "seats_wrong"
    DAY_AHEAD = "day_ahead"


class ChangeKind(enum.StrEnum):
    """What is new in an agenda since it was sent."""

    WHEN = "when"
    LENGTH = "length"
    FORMAT = "format"
    WHERE = "where"
    PURPOSE = "purpose"
    QUESTION = "question"
    SLIDES = "slides"
    ROW_NEW = "row_new"
    ROW_GONE = "row_gone"
    ROW_MINUTES = "row_minutes"
    ORDER = "order"


@dataclass(frozen=True)
class Facts:
    """What is on record of one session; counts are numbers of rows."""

    state: CopSessionState
    rows: int = 0
    ready: bool = False
    breaks: int = 0
    presenters: bool = False
    slides: bool = False
    checks: int = 0
    checks_needed: int = 0
    trip: bool = False
    place: bool = False
    agenda_sent: bool = False
    signed_in: int = 0
    closed: bool = False
    highlights: bool = False
    highlights_posted: bool = False
    follow_up_sent: bool = False
    research: int = 0
    money: int = 0
    debriefs_due: int = 0
    debriefs: int = 0
    next_planned: bool = False


@dataclass(frozen=True)
class Item:
    """One line of the checklist."""

    step: Step
    state: StepState
    facts: dict[str, object] = field(default_factory=dict)


def _of(done: bool, *, partly: bool = False) -> StepState:
    return StepState.DONE if done else StepState.PARTLY if partly else StepState.OPEN


def checklist(facts: Facts) -> list[Item]:
    """The steps of a session; each fills itself from what is on record."""
    quiet, came = StepState.NOT_NEEDED, facts.signed_in > 0
    found = [
        Item(Step.AGENDA, _of(facts.ready, partly=facts.rows > 0), {"rows": facts.rows}),
        Item(Step.PRESENTERS, StepState.DONE if facts.presenters else quiet),
        Item(Step.BREAKS, _of(facts.breaks > 0), {"breaks": facts.breaks}),
        Item(Step.SLIDES, _of(facts.slides)),
        Item(
            Step.ROOM, _of(facts.checks >= facts.checks_needed, partly=facts.checks > 0),
            {"done": facts.checks, "all": facts.checks_needed},
        ),
        Item(Step.TRIP, _of(facts.place) if facts.trip else quiet),
        Item(Step.SENT, _of(facts.agenda_sent)),
        Item(Step.SIGN_IN, _of(came and facts.closed, partly=came), {"came": facts.signed_in}),
        Item(Step.HELD, _of(facts.state is CopSessionState.HELD)),
        Item(Step.HIGHLIGHTS, _of(facts.highlights_posted, partly=facts.highlights)),
        Item(Step.FOLLOW_UP, _of(facts.follow_up_sent)),
        Item(Step.RESEARCH, _of(facts.research > 0), {"count": facts.research}),
        Item(Step.MONEY, StepState.DONE if facts.money else quiet, {"count": facts.money}),
        Item(
            Step.DEBRIEF,
            _of(facts.debriefs > 0 and not facts.debriefs_due, partly=facts.debriefs > facts.debriefs_due),
            {"due": facts.debriefs_due},
        ),
        Item(Step.NEXT, _of(facts.next_planned)),
    ]  # fmt: skip
    return found


def is_long_break(*, last: datetime, next_at: datetime | None, now: datetime) -> bool:
    """Whether the pause after a session is long, or could become so: nothing is planned within six weeks of it."""
    return next_at is None or next_at - max(last, now) > LONG_BREAK


def usual_reminder(next_on: date | None, today: date) -> date | None:
    """When members are usually reminded of what they want to try: three days before the next session."""
    if next_on is None:
        return today + timedelta(days=7)
    return max(next_on - REMIND_BEFORE_NEXT, today + timedelta(days=1)) if next_on > today else None


def why_not_remind(*, remind_on: date | None, next_on: date | None, today: date) -> Reason | None:
    """Why nobody can be reminded on that day: it has passed, or the next session will have."""
    if remind_on is None:
        return None
    if remind_on <= today:
        return Reason(AfterReason.REMIND_PAST)
    if next_on is not None and remind_on > next_on:
        return Reason(AfterReason.REMIND_LATE, {"on": next_on})
    return None


def turns(sent: Sequence[int]) -> list[int] | None:
    """How often somebody spoke at each seat, without names; the empty seats at the end are left out. None: wrong."""
    if len(sent) > MOST_SEATS or any(not 0 <= one <= MOST_TURNS for one in sent):
        return None
    kept = list(sent)
    while kept and not kept[-1]:
        kept.pop()
    return kept


TOLD = {
    "when": ChangeKind.WHEN, "minutes": ChangeKind.LENGTH, "format": ChangeKind.FORMAT, "place": ChangeKind.WHERE,
    "purpose": ChangeKind.PURPOSE, "question": ChangeKind.QUESTION, "slides": ChangeKind.SLIDES,
}  # fmt: skip
"""What of an agenda is compared with what was sent, and what a change of it is called."""


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is new in an agenda: two of them as they are kept with each mail, compared. kind, before, after, what."""
    found: list[dict[str, Any]] = [
        {"kind": kind.value, "before": before.get(name) or "", "after": after.get(name) or ""}
        for name, kind in TOLD.items()
        if (before.get(name) or "") != (after.get(name) or "")
    ]
    old, new = _by_activity(before), _by_activity(after)
    found += [{"kind": ChangeKind.ROW_GONE.value, "what": what} for what in old if what not in new]
    for what, minutes in new.items():
        if what not in old:
            found.append({"kind": ChangeKind.ROW_NEW.value, "what": what, "after": minutes})
        elif old[what] != minutes:
            found.append(
                {"kind": ChangeKind.ROW_MINUTES.value, "what": what, "before": old[what], "after": minutes}
            )
    if not found and [*old] != [*new]:
        found.append({"kind": ChangeKind.ORDER.value})
    return found


def _by_activity(snapshot: Mapping[str, Any]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for row in snapshot.get("rows") or []:
        rows[row["activity"]] = rows.get(row["activity"], 0) + row["minutes"]
    return rows
