"""What belongs into the plan of one session, do its minutes add up, and when may it go out (domain.md 5.3)?"""

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.core.errors import Reason
from trainer.practice.rules import MOST_MINUTES
from trainer.practice.rules.sessions import agenda_rows
from trainer.schedule.rules.kinds import Format

MOST_ROWS = 40
LONG_WITHOUT_BREAK = 90
"""Minutes after which people need a pause (B07, S1)."""


class RowKind(enum.StrEnum):
    """What a row of the plan is: something that is done, or a wellness break."""

    ACTIVITY = "activity"
    BREAK = "break"


class Beginning(enum.StrEnum):
    """What a plan begins with."""

    BLANK = "blank"
    TEMPLATE = "template"
    LAST = "last"


class PlanPart(enum.StrEnum):
    """The parts of a plan that are written as text, in the order in which a session goes (rows E07–E20)."""

    LINK_LAST = "link_last"
    WELCOME = "welcome"
    POEM = "poem"
    COMMUNITY = "community"
    TODAYS_VALUES = "todays_values"
    QUESTIONS = "questions"
    TRACES = "traces"
    CLOSING = "closing"
    PRESENTERS = "presenters"
    MATERIALS = "materials"
    ACCESS = "access"
    LANGUAGES = "languages"
    INTERPRETER = "interpreter"
    TRIP = "trip"
    SLIDES_LINK = "slides_link"


class KitRole(enum.StrEnum):
    """Who does what in a session."""

    FACILITATOR = "facilitator"
    CO_FACILITATOR = "co_facilitator"
    NOTE_TAKER = "note_taker"
    TIMEKEEPER = "timekeeper"
    TECH_HOST = "tech_host"
    GREETER = "greeter"


class Slides(enum.StrEnum):
    """How the slides of a session come (E07)."""

    LINK = "link"
    BROUGHT = "brought"


class Check(enum.StrEnum):
    """What is looked after before people come (B07, C05, C06, E08)."""

    KEY = "key"
    CHAIRS = "chairs"
    VALUES_SEEN = "values_seen"
    PAPER = "paper"
    WAY_IN = "way_in"
    OTHER_SPACE = "other_space"
    FOOD = "food"
    DRINKS = "drinks"
    ALLERGIES = "allergies"
    ROOM_CAMERA = "room_camera"
    ROOM_SOUND = "room_sound"
    SCREEN = "screen"
    REMOTE_HOST = "remote_host"
    LINK_TRIED = "link_tried"
    MEMBERS_READY = "members_ready"
    SECOND_WAY = "second_way"
    PERMISSIONS = "permissions"
    RIDES = "rides"


class CheckGroup(enum.StrEnum):
    """Which checks belong together."""

    ROOM = "room"
    FOOD = "food"
    HYBRID = "hybrid"
    VIRTUAL = "virtual"
    TRIP = "trip"


CHECKS: dict[CheckGroup, tuple[Check, ...]] = {
    CheckGroup.ROOM: (
        Check.KEY, Check.CHAIRS, Check.VALUES_SEEN, Check.PAPER, Check.WAY_IN, Check.OTHER_SPACE,
    ),
    CheckGroup.FOOD: (Check.FOOD, Check.DRINKS, Check.ALLERGIES),
    CheckGroup.HYBRID: (Check.ROOM_CAMERA, Check.ROOM_SOUND, Check.SCREEN, Check.REMOTE_HOST),
    CheckGroup.VIRTUAL: (Check.LINK_TRIED, Check.MEMBERS_READY, Check.SECOND_WAY),
    CheckGroup.TRIP: (Check.PERMISSIONS, Check.RIDES),
}  # fmt: skip
WHOLE_ROOM = (Check.ROOM_CAMERA, Check.ROOM_SOUND)
"""Without these, people who are far away see one face and hear one voice: "single computers that do not show the
whole room will not be effective" (C05)."""


class KitReason(enum.StrEnum):
    """Why a plan is not ready, or what it might lack. Facts: rows, planned, free, over, most, number, minutes."""

    NO_ROWS = "no_rows"
    ROWS_SHORT = "rows_short"
    ROWS_LONG = "rows_long"
    TOO_MANY_ROWS = "too_many_rows"
    ROW_EMPTY = "row_empty"
    SLIDES_MISSING = "slides_missing"
    SLIDES_LINK_MISSING = "slides_link_missing"
    TRIP_PLACE_MISSING = "trip_place_missing"
    NO_BREAK = "no_break"
    ROOM_NOT_CHECKED = "room_not_checked"
    NO_TEMPLATE = "no_template"
    NO_LAST = "no_last"
    PLAN_CHANGED = "plan_changed"


@dataclass(frozen=True)
class Row:
    """A row of the plan. `protocol` is the name of a protocol card, or nothing."""

    minutes: int
    activity: str
    kind: RowKind = RowKind.ACTIVITY
    protocol: str = ""
    who: str = ""
    materials: str = ""
    aim: str = ""


@dataclass(frozen=True)
class Added:
    """What the rows add up to, beside the planned length; one of `free` and `over` is 0. Minutes."""

    rows: int
    planned: int

    @property
    def free(self) -> int:
        """Minutes of the session that no row uses."""
        return max(self.planned - self.rows, 0)

    @property
    def over(self) -> int:
        """Minutes that the rows take beyond the session."""
        return max(self.rows - self.planned, 0)


def added(rows: Sequence[Row], planned: int) -> Added:
    """What these rows add up to, for a session planned for so many minutes."""
    return Added(sum(row.minutes for row in rows), planned)


def groups_for(format: Format, *, trip: bool) -> list[CheckGroup]:
    """Which checks a session of this format needs."""
    groups = [] if format is Format.VIRTUAL else [CheckGroup.ROOM, CheckGroup.FOOD]
    groups += [CheckGroup.HYBRID] if format is Format.HYBRID else []
    groups += [CheckGroup.VIRTUAL] if format in (Format.VIRTUAL, Format.HYBRID) else []
    return [*groups, *([CheckGroup.TRIP] if trip else [])]


def why_not_ready(
    rows: Sequence[Row], *, planned: int, content: Mapping[str, Any], place: str = ""
) -> list[Reason]:
    """Why a plan cannot be called ready, or sent. While it is drafted, none of this is asked."""
    found: list[Reason] = []
    total = added(rows, planned)
    facts = {"rows": total.rows, "planned": planned, "free": total.free, "over": total.over}
    if not rows:
        found.append(Reason(KitReason.NO_ROWS, {"planned": planned}))
    elif total.free:
        found.append(Reason(KitReason.ROWS_SHORT, facts))
    elif total.over:
        found.append(Reason(KitReason.ROWS_LONG, facts))
    found += [
        Reason(KitReason.ROW_EMPTY, {"number": number})
        for number, row in enumerate(rows, start=1)
        if not row.minutes or not row.activity
    ]
    if content.get("slides") not in list(Slides):
        found.append(Reason(KitReason.SLIDES_MISSING))
    elif content.get("slides") == Slides.LINK and not content.get("slides_link"):
        found.append(Reason(KitReason.SLIDES_LINK_MISSING))
    if content.get("field_trip") and not place.strip():
        found.append(Reason(KitReason.TRIP_PLACE_MISSING))
    return found


def advice(rows: Sequence[Row], *, planned: int, format: Format, content: Mapping[str, Any]) -> list[Reason]:
    """What a facilitator may want to think of; nothing of it stands in the way."""
    found = []
    if planned >= LONG_WITHOUT_BREAK and rows and not any(row.kind is RowKind.BREAK for row in rows):
        found.append(Reason(KitReason.NO_BREAK, {"minutes": planned}))
    if format is Format.HYBRID and not set(WHOLE_ROOM) <= set(content.get("checks") or []):
        found.append(Reason(KitReason.ROOM_NOT_CHECKED))
    return found


def rows_of_text(text: str) -> list[Row]:
    """The rows of an agenda that was written as text, one part a line."""
    return [Row(min(row.minutes or 0, MOST_MINUTES), row.what[:200]) for row in agenda_rows(text)]


_GAPS = re.compile(r"[*_`\[\]]")


def rows_of_table(text: str, cards: Mapping[str, str]) -> list[Row]:
    """The rows of the table in the template "Session plan" (Markdown): minutes, activity, protocol, who, aim.

    `cards`: names of protocol cards by their titles. A pause is known by having neither protocol nor who.
    """
    rows = []
    for line in text.splitlines():
        cells = [_GAPS.sub("", cell).strip() for cell in line.strip().strip("|").split("|")]
        if not line.lstrip().startswith("|") or len(cells) < 5 or not cells[0].isdigit() or not cells[1]:
            continue
        minutes, activity, protocol, who, aim = cells[:5]
        card = cards.get(protocol.casefold(), "")
        kind = RowKind.ACTIVITY if protocol or who else RowKind.BREAK
        if protocol and not card:
            activity = f"{activity} ({protocol})"
        rows.append(Row(int(minutes), activity[:200], kind, card, who[:100], "", aim[:200]))
    return rows


def moved(rows: Sequence[Row], number: int, by: int) -> list[Row]:
    """The rows with the one at this place (from 0) moved up (-1) or down (1), as far as there is room."""
    there = number + by
    if not (0 <= number < len(rows) and 0 <= there < len(rows)):
        return list(rows)
    changed = list(rows)
    changed.insert(there, changed.pop(number))
    return changed
