"""Which traces are shown at a Connect session or showcase, in which order, and who sees them when?"""

import enum
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from trainer.schedule.rules.kinds import OfferingKind, OfferingState

KINDS = (OfferingKind.CONNECT, OfferingKind.SHOWCASE)
"""The kinds of offerings at which traces are shown (rows A04, E19)."""

MOST_WORDS = 600
"""How many characters fit on a slide that is read from the back of a room."""

MOST_TITLE = 120

MOST_PHOTOS = 2
"""How many pictures one slide shows: more would be too small to see."""


class SlideState(enum.StrEnum):
    """Where a slide stands."""

    OFFERED = "offered"
    CHOSEN = "chosen"
    LEFT_OUT = "left_out"
    WITHDRAWN = "withdrawn"


class SlideReason(enum.StrEnum):
    """Why a trace cannot be shown. Facts: most, title."""

    NOT_YOURS = "slide_not_yours"
    NOT_ACCEPTED = "slide_not_accepted"
    FOR_WRITER_ALONE = "slide_for_writer_alone"
    NO_SUCH_OFFERING = "slide_no_such_offering"
    IS_OVER = "slide_is_over"
    ALREADY = "slide_already"
    NOT_AGREED = "slide_not_agreed"
    NOTHING_TO_SHOW = "slide_nothing_to_show"
    TOO_LONG = "slide_too_long"
    WITHDRAWN = "slide_withdrawn"
    TOO_MANY_PHOTOS = "slide_too_many_photos"
    PHOTO_NOT_ALLOWED = "slide_photo_not_allowed"


class SlideTask(enum.StrEnum):
    """What waits for whoever organizes an offering."""

    ARRANGE = "showcase_arrange_slides"


class Seer(enum.StrEnum):
    """As whom somebody looks at the slides of an offering."""

    ORGANIZER = "organizer"
    SHOWING = "showing"
    REGISTERED = "registered"
    NOBODY = "nobody"


def takes_slides(*, kind: OfferingKind, state: OfferingState, last_day: date | None, today: date) -> bool:
    """Whether traces can be offered for an offering: one that is published and not over; its date may not be fixed."""
    return kind in KINDS and state is OfferingState.PUBLISHED and (last_day is None or last_day >= today)


def may_see(
    seer: Seer, *, first_day: date | None, last_day: date | None, today: date, canceled: bool
) -> bool:
    """Whether somebody sees the slideshow today: its organizers and those who show something always; whoever is
    registered, on the days of the offering. Nobody else ever, and it is never public."""
    if seer in (Seer.ORGANIZER, Seer.SHOWING):
        return True
    if seer is Seer.NOBODY or canceled or first_day is None or last_day is None:
        return False
    return first_day <= today <= last_day + timedelta(days=1)


def why_not_offer(
    *,
    accepted: bool,
    for_others: bool,
    agreed: bool,
    title: str,
    words: str,
    photos: Collection[str] = (),
    allowed: Collection[str] = (),
) -> SlideReason | None:
    """Why a trace cannot be offered, or None. `allowed`: the pictures in which nobody can be recognized, or all who can
    allow just this use, today."""
    checks = (
        (not for_others, SlideReason.FOR_WRITER_ALONE),
        (not accepted, SlideReason.NOT_ACCEPTED),
        (not agreed, SlideReason.NOT_AGREED),
        (not (title.strip() or words.strip() or photos), SlideReason.NOTHING_TO_SHOW),
        (len(photos) > MOST_PHOTOS, SlideReason.TOO_MANY_PHOTOS),
        (not set(photos) <= set(allowed), SlideReason.PHOTO_NOT_ALLOWED),
        (len(words) > MOST_WORDS or len(title) > MOST_TITLE, SlideReason.TOO_LONG),
    )
    return next((reason for wrong, reason in checks if wrong), None)


def first_words(text: str, most: int = MOST_WORDS) -> str:
    """The first whole sentences of a text that fit on a slide; where even the first is longer, its first words."""
    if len(text) <= most:
        return text
    cut = text[:most]
    ends = max(cut.rfind(mark) for mark in (". ", ".\n", "? ", "?\n", "! ", "!\n"))
    return cut[: ends + 1] if ends > 0 else cut.rpartition(" ")[0] or cut


def moved(order: Sequence[int], one: int, by: int) -> list[int]:
    """The order with one of it moved so many places up (negative) or down; at the end it stays where it is."""
    found = [other for other in order if other != one]
    found.insert(min(max(order.index(one) + by, 0), len(found)), one)
    return found
