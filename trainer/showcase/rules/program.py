"""Does the program fit? No room and no person twice at once, and nothing outside the session."""

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from trainer.core.errors import Reason
from trainer.showcase.rules import ProgramReason

REMIND_BEFORE = timedelta(days=5)
"""How long before they present people are reminded of it."""
NOT_AT_ONCE = timedelta(days=1)
"""How long after a publication, which has told them, nobody is reminded."""


def is_time_to_remind(starts: datetime, published_at: datetime, now: datetime) -> bool:
    """Whether whoever presents then is to be reminded by now: some days before, not right after they were told."""
    return max(starts - REMIND_BEFORE, published_at + NOT_AT_ONCE) <= now < starts


@dataclass(frozen=True)
class Span:
    """When a session is, by the clock on its wall."""

    starts: time
    ends: time


@dataclass(frozen=True)
class Placed:
    """Something on the program: `key` names it, `people` are those who present for certain, by name.

    Whoever was asked to present together and has not agreed is not among them: a clash would tell of it.
    """

    key: str
    title: str
    session: int
    room: int
    room_name: str
    starts: time
    ends: time
    people: Mapping[int, str]

    def meets(self, other: "Placed") -> bool:
        """Whether both are at the same time; what ends at ten is over when the next begins at ten."""
        return self.session == other.session and self.starts < other.ends and other.starts < self.ends


def after(begins: time, minutes: int) -> time:
    """So many minutes later on the same day; past its end, its last minute."""
    ends = begins.hour * 60 + begins.minute + minutes
    return time(*divmod(min(ends, 24 * 60 - 1), 60))


def why_not_there(one: Placed, others: Collection[Placed], spans: Mapping[int, Span]) -> list[Reason]:
    """Everything that speaks against this place for `one`, each naming both sides; empty when it fits."""
    if one.ends <= one.starts:
        return [Reason(ProgramReason.ENDS_FIRST, {"title": one.title})]
    span = spans.get(one.session)
    if span is None:
        return [Reason(ProgramReason.NO_TIMES)]
    reasons = []
    if one.starts < span.starts or one.ends > span.ends:
        when = f"{span.starts:%H:%M}–{span.ends:%H:%M}"
        reasons.append(Reason(ProgramReason.OUTSIDE, {"title": one.title, "when": when}))
    for other in sorted(others, key=lambda placed: (placed.starts, placed.key)):
        if other.key != one.key and one.meets(other):
            reasons += _both(one, other)
    return reasons


def _both(one: Placed, other: Placed) -> list[Reason]:
    facts = {"title": one.title, "other": other.title}
    found = []
    if one.room == other.room:
        found.append(Reason(ProgramReason.ROOM_TAKEN, {**facts, "room": one.room_name}))
    for person in sorted(set(one.people) & set(other.people)):
        found.append(Reason(ProgramReason.PERSON_TWICE, {**facts, "name": one.people[person]}))
    return found


def faults(placed: Sequence[Placed], spans: Mapping[int, Span]) -> list[Reason]:
    """Everything that does not fit in a whole program: each pair is named once."""
    found = []
    for one in placed:
        found += why_not_there(one, (), spans)
    for one, other in itertools.combinations(placed, 2):
        if one.meets(other):
            found += _both(one, other)
    return found


def told(before: Mapping[int, object] | None, after: Mapping[int, object]) -> dict[int, str]:
    """What a publication changes for each proposal: "new", "moved" or "off". Unchanged ones are left alone."""
    before = before or {}
    found = {
        key: "moved" if key in before else "new" for key, where in after.items() if before.get(key) != where
    }
    return {**found, **{key: "off" for key in before if key not in after}}
