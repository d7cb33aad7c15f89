"""What happens in an offering when seats are free: who is offered one, who changes over, who changes with whom?

All formats at once, and without a database: what is done, and what is shown before a publication, is this one answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from trainer.registration.rules.queue import Party, Seat, next_turn
from trainer.schedule.rules.kinds import Format


@dataclass(frozen=True)
class Line:
    """Those who wait for one format, in order, and the seats there: free for everybody, left in each reservation."""

    format: Format
    capacity: int | None
    free: int | None
    parties: tuple[Party, ...] = ()
    held: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A number of a line gets these seats: as an offer, or in exchange for the seat that is given back."""

    format: Format
    number: int
    seats: tuple[int | None, ...]
    gives_back: Seat | None = None


@dataclass(frozen=True)
class Round:
    """What happens, in order; steps of one act happen together. `kept`: for whom seats are kept, until when."""

    acts: tuple[tuple[Step, ...], ...] = ()
    kept: Mapping[tuple[Format, int], datetime] = field(default_factory=dict)

    @property
    def steps(self) -> list[Step]:
        """Every step, in order."""
        return [step for act in self.acts for step in act]


def run(lines: Sequence[Line], *, now: datetime, starts_at: datetime | None) -> Round:
    """Give every seat that can be given. A seat that becomes free by a change over goes to who waits for it.

    At last people change with each other who each have what the other waits for: that takes no free seat and makes
    none, so whoever waits before them for a free one loses nothing.
    """
    there = {line.format: line for line in lines}
    kept: dict[Format, Mapping[int, datetime]] = {}
    acts: list[tuple[Step, ...]] = []
    to_fill = list(there)
    while to_fill:
        format = to_fill.pop(0)
        line = there[format]
        turn = next_turn(
            line.parties, free=line.free, capacity=line.capacity, now=now, starts_at=starts_at, held=line.held
        )
        kept[format] = dict(turn.kept)
        had = {party.number: party.has for party in line.parties}
        there[format] = _after(line, turn.seats, kept[format])
        for number, seats in turn.seats.items():
            gives_back = had[number]
            acts.append((Step(format, number, seats, gives_back),))
            if gives_back is not None:
                there[gives_back.format] = _freed(there[gives_back.format], gives_back)
                to_fill.append(gives_back.format)
    acts += _swaps(list(there.values()))
    return Round(
        tuple(acts),
        {(format, number): until for format, all in kept.items() for number, until in all.items()},
    )


def _after(line: Line, seats: Mapping[int, tuple[int | None, ...]], kept: Mapping[int, datetime]) -> Line:
    """The line without those who got seats."""
    used = [one for found in seats.values() for one in found]
    return replace(
        line,
        free=None if line.free is None else line.free - used.count(None),
        held={one: left - used.count(one) for one, left in line.held.items()},
        parties=tuple(
            replace(party, kept_until=kept.get(party.number))
            for party in line.parties
            if party.number not in seats
        ),
    )


def _freed(line: Line, seat: Seat) -> Line:
    """The line with one seat more."""
    if seat.holding is not None:
        return replace(line, held={**line.held, seat.holding: line.held.get(seat.holding, 0) + 1})
    return replace(line, free=None if line.free is None else line.free + 1)


def _swaps(lines: Sequence[Line]) -> Iterator[tuple[Step, Step]]:
    """Pairs who change with each other: each takes the very seat of the other, the first who wished it first."""
    if len(lines) != 2:
        return
    first, second = lines
    others = [party for party in second.parties if party.has]
    for one in first.parties:
        partner = next((other for other in others if _can_swap(one, other)), None)
        if one.has is None or partner is None or partner.has is None:
            continue
        others.remove(partner)
        yield (
            Step(first.format, one.number, (partner.has.holding,), one.has),
            Step(second.format, partner.number, (one.has.holding,), partner.has),
        )


def _can_swap(one: Party, other: Party) -> bool:
    """Whether each may sit on the seat of the other: one that is held for an organization is for its people."""
    return bool(
        one.has
        and other.has
        and one.has.holding in (None, *other.holdings)
        and other.has.holding in (None, *one.holdings)
    )
