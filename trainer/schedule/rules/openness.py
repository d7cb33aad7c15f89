"""What of an offering is not fixed yet: its date, its place? People may leave their interest in it."""

import enum

from trainer.schedule.rules.kinds import Format, When


class OpenPoint(enum.StrEnum):
    """What will be announced later (row A12)."""

    DATE = "date"
    PLACE = "place"


def open_points(*, when: When, format: Format, place: str) -> frozenset[OpenPoint]:
    """What is still TBD. What is arranged on request waits for nothing: its people and its dates come together."""
    if when is When.ON_REQUEST:
        return frozenset()
    found = set()
    if when in (When.MONTH, When.SEASON, When.TBD):
        found.add(OpenPoint.DATE)
    if format is Format.TBD or (format is not Format.VIRTUAL and not place.strip()):
        found.add(OpenPoint.PLACE)
    return frozenset(found)
