"""Does one run over all formats give every seat that it can give, and let people change with each other fairly?"""

from datetime import UTC, datetime

import pytest

from trainer.registration.rules.queue import Party, Seat
from trainer.registration.rules.rounds import Line, run
from trainer.schedule.rules.kinds import Format

NOW = datetime(2021, 5, 24, 16, tzinfo=UTC)
ROOM, ONLINE = Format.IN_PERSON, Format.VIRTUAL


def wish(number, format, holding=None, holdings=()):
    return Party(number, has=Seat(format, holding), holdings=holdings)


@pytest.mark.parametrize(
    ("room", "online", "free", "acts"),
    [
        # Who changes over frees a seat for who waits for it.
        ([Party(1)], [wish(1, ROOM)], (0, 1), [[(ONLINE, 1)], [(ROOM, 1)]]),
        # Both full: the first two who can change with each other, past whoever waits for a first seat.
        ([Party(1), wish(2, ONLINE)], [wish(1, ROOM), wish(2, ROOM)], (0, 0), [[(ROOM, 2), (ONLINE, 1)]]),
        ([wish(1, ONLINE), wish(2, ONLINE)], [wish(1, ROOM)], (0, 0), [[(ROOM, 1), (ONLINE, 1)]]),
        # A seat that is held for an organization goes only to its people, whichever of the two has it.
        ([wish(1, ONLINE, 7)], [wish(1, ROOM)], (0, 0), []),
        ([wish(1, ONLINE)], [wish(1, ROOM, 7)], (0, 0), []),
        ([wish(1, ONLINE, holdings=(7,))], [wish(1, ROOM, 7)], (0, 0), [[(ROOM, 1), (ONLINE, 1)]]),
        ([wish(1, ONLINE)], [wish(1, ROOM, 7), wish(2, ROOM)], (0, 0), [[(ROOM, 1), (ONLINE, 2)]]),
        ([Party(1)], [wish(1, ROOM)], (0, 0), []),
    ],
)
def test_who_moves_in_which_order(room, online, free, acts):
    lines = [
        Line(ROOM, 5, free[0], tuple(room), {7: 0}),
        Line(ONLINE, 5, free[1], tuple(online), {7: 0}),
    ]
    found = run(lines, now=NOW, starts_at=None)
    assert [[(step.format, step.number) for step in act] for act in found.acts] == acts
    for act in found.acts:
        if len(act) == 2:
            one, other = act
            assert (one.seats, other.seats) == ((other.gives_back.holding,), (one.gives_back.holding,))
