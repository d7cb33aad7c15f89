"""What does a revision change, item by item, and must people be told? Two plans in, named parts out."""

import enum
from dataclasses import dataclass, replace
from typing import Any

from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import PLACE_FORMATS, Format, OfferingKind, When
from trainer.schedule.rules.plan import OfferingPlan


class ItemKind(enum.StrEnum):
    """What a version does with an offering."""

    NEW = "new"
    CHANGED = "changed"
    CANCELED = "canceled"


class Part(enum.StrEnum):
    """Which part of an offering changes."""

    CANCELED = "canceled"
    DATE = "date"
    TIME = "time"
    FORMAT = "format"
    PLACE = "place"
    JOIN_LINK = "join_link"
    KIND = "kind"
    TITLE = "title"
    ABOUT = "about"
    PLATFORM = "platform"
    AUDIENCE = "audience"
    NOTE = "note"
    LENGTH = "length"
    MINUTES = "minutes"
    PREREQUISITE = "prerequisite"
    CAPACITY = "capacity"
    CAPACITY_VIRTUAL = "capacity_virtual"
    OPENS = "opens"
    CLOSES = "closes"
    LABELS = "labels"
    MANDATORY = "mandatory"
    HALF = "half"
    LANGUAGES = "languages"
    INTERPRETATION = "interpretation"
    LED_BY = "led_by"
    ELIGIBILITY = "eligibility"
    APPROVAL = "approval"
    PER_SESSION = "per_session"
    INITIATIVES = "initiatives"
    FUNDERS = "funders"
    FOCUS_AREAS = "focus_areas"
    ROLES = "roles"
    AGES = "ages"
    TRAINER_IDS = "trainer_ids"
    PRICE = "price"
    REGION = "region"
    BRING = "bring"
    PARKING = "parking"
    EQUIPMENT = "equipment"
    COURSE_CODE = "course_code"
    APPROVAL_CODE = "approval_code"
    COMPETENCIES = "competencies"


TELLS = frozenset({Part.CANCELED, Part.DATE, Part.TIME, Part.FORMAT, Part.PLACE, Part.JOIN_LINK})
"""Parts whose change is told to everybody who is registered (issue 2, section 3)."""

INTERNAL = frozenset({Part.NOTE, Part.FUNDERS, Part.EQUIPMENT, Part.TRAINER_IDS})
"""Parts that the office keeps for itself: no version shows them to everybody."""

PLAIN = {
    Part.FORMAT: "format",
    Part.PLACE: "place",
    Part.JOIN_LINK: "join_url",
    Part.KIND: "kind",
    Part.TITLE: "title",
    Part.ABOUT: "about",
    Part.PLATFORM: "platform",
    Part.AUDIENCE: "audience",
    Part.NOTE: "note",
    Part.LENGTH: "length",
    Part.MINUTES: "minutes",
    Part.PREREQUISITE: "prerequisite",
    Part.CAPACITY: "capacity",
    Part.CAPACITY_VIRTUAL: "capacity_virtual",
    Part.OPENS: "opens_on",
    Part.CLOSES: "closes_on",
    Part.LANGUAGES: "languages",
    Part.INTERPRETATION: "interpretation",
    Part.LED_BY: "led_by",
    Part.ELIGIBILITY: "eligibility",
    Part.APPROVAL: "approval",
    Part.PER_SESSION: "per_session",
    Part.INITIATIVES: "initiatives",
    Part.FUNDERS: "funders",
    Part.FOCUS_AREAS: "focus_areas",
    Part.ROLES: "roles",
    Part.AGES: "ages",
    Part.TRAINER_IDS: "trainer_ids",
    Part.PRICE: "price",
    Part.REGION: "region",
    Part.BRING: "bring",
    Part.PARKING: "parking",
    Part.EQUIPMENT: "equipment",
    Part.COURSE_CODE: "course_code",
    Part.APPROVAL_CODE: "approval_code",
    Part.COMPETENCIES: "competencies",
}
"""Parts that are one value of the plan."""


class PublishReason(enum.StrEnum):
    """Why a draft cannot be saved or published. Facts: version, offering, taken, capacity, session, on."""

    VERSION_MOVED = "version_moved"
    DRAFTS_MOVED = "drafts_moved"
    NOTHING_TO_PUBLISH = "nothing_to_publish"
    WHY_MISSING = "why_missing"
    BELOW_TAKEN = "below_taken"
    SAVED_MEANWHILE = "saved_meanwhile"
    CANCELED_ALREADY = "canceled_already"
    NOT_A_DRAFT = "not_a_draft"
    SESSION_HELD = "session_held"


@dataclass(frozen=True)
class Change:
    """One part, before and after, as plain JSON values. Dates are the plan's `when`, zone and sessions."""

    part: Part
    old: Any
    new: Any

    @property
    def tells(self) -> bool:
        """Whether registered people are told."""
        return self.part in TELLS


def differences(was: OfferingPlan, new: OfferingPlan) -> list[Change]:
    """What `new` changes, in the order in which people ask: canceled, when, where, the rest."""
    if was == new:  # most of a year, whenever all of it is looked at
        return []
    before, after = plans.to_json(was), plans.to_json(new)
    found: list[Change] = []
    if new.canceled and not was.canceled:
        found.append(Change(Part.CANCELED, "", new.canceled_why))
    moved = _moved(was, new)
    if moved:
        found.append(Change(moved, dates_of(before), dates_of(after)))
    found += [Change(part, dates_of(before), dates_of(after)) for part in _of_sessions(was, new)]
    goes_online = new.format is Format.VIRTUAL and was.format is not Format.VIRTUAL and not new.place
    for part, name in PLAIN.items():
        if before[name] != after[name]:
            online = part is Part.PLACE and goes_online  # "TBD" would promise another room
            found.append(Change(part, before[name], None if online else after[name]))
    return found


def _moved(was: OfferingPlan, new: OfferingPlan) -> Part | None:
    """Which part the sessions change: their days, only their times, only their labels, or nothing."""
    if (was.when, was.season, _days(was)) != (new.when, new.season, _days(new)):
        same_days = [s.on for s in was.sessions] == [s.on for s in new.sessions] and _days(was) == _days(new)
        return Part.TIME if same_days and was.season == new.season else Part.DATE
    if (was.zone, _times(was)) != (new.zone, _times(new)):
        return Part.TIME
    if [s.label for s in was.sessions] != [s.label for s in new.sessions]:
        return Part.LABELS
    return None


def _of_sessions(was: OfferingPlan, new: OfferingPlan) -> list[Part]:
    """What changes in sessions that stay: which are mandatory, and which half of a day they fill."""
    before, after = ({session.key: session for session in plan.sessions} for plan in (was, new))
    stay = [(before[key], after[key]) for key in before.keys() & after.keys()]
    found = []
    if any(old.mandatory != session.mandatory for old, session in stay):
        found.append(Part.MANDATORY)
    if any(old.half != session.half for old, session in stay):
        found.append(Part.HALF)
    return found


def _days(plan: OfferingPlan) -> list[tuple[Any, ...]]:
    exact = (When.FIXED, When.DATE_ONLY)
    return sorted((s.key, "day" if s.when in exact else s.when.value, str(s.on)) for s in plan.sessions)


def _times(plan: OfferingPlan) -> list[tuple[Any, ...]]:
    return sorted((s.key, str(s.starts), str(s.ends), s.fold or 0) for s in plan.sessions)


def dates_of(values: dict[str, Any]) -> dict[str, Any]:
    """Of a plan's JSON, what says when it is."""
    return {name: values[name] for name in ("when", "season", "zone", "sessions")}


def dates_from(values: dict[str, Any]) -> OfferingPlan:
    """A plan that knows only when: for wording the dates of a change that was kept as JSON."""
    empty = plans.to_json(OfferingPlan(kind=OfferingKind.OTHER, title=""))
    return plans.from_json({**empty, **values})


def public(changes: list[Change]) -> list[Change]:
    """The changes without what only registered people may read, the link to join, and what the office keeps."""
    shown = [change for change in changes if change.part not in INTERNAL]
    return [replace(c, old="", new="") if c.part is Part.JOIN_LINK else c for c in shown]


def seating(plan: OfferingPlan, taken: dict[Format, int]) -> tuple[dict[Format, Format], dict[Format, int]]:
    """Which places become which when a plan is applied, and how many are then taken in each format.

    Whoever holds a place keeps one: places of a format that ends move to one that begins, else to the first.
    """
    wanted = PLACE_FORMATS[plan.format]
    after = {format: taken.get(format, 0) for format in wanted}
    moves: dict[Format, Format] = {}
    for format in (format for format in taken if format not in wanted):
        begun = [new for new in wanted if new not in taken and new not in moves.values()]
        moves[format] = begun[0] if begun else wanted[0]
        after[moves[format]] += taken[format]
    return moves, after


def short_of_places(plan: OfferingPlan, taken: dict[Format, int]) -> list[dict[str, Any]]:
    """Where a plan's capacity is below the places taken: the facts, one per format; empty when everybody fits."""
    capacities = (plan.capacity, plan.capacity_virtual)
    _moves, after = seating(plan, taken)
    return [
        {"capacity": capacity, "taken": count}
        for capacity, count in zip(capacities, after.values(), strict=False)
        if capacity is not None and count > capacity and not plan.canceled
    ]
