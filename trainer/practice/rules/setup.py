"""Which steps does setting up an own CoP have, how does each stand, and which comes next?"""

import enum
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.practice.rules import CharterState

ENOUGH_MEMBERS = 5
SOON = 21
"""Days before a session in which its charter has to be on its way."""


class Part(enum.StrEnum):
    """One step, on a page of its own, in the order in which a host would take them (rows B02, B03, C09, E01–E06)."""

    DOMAIN = "domain"
    COMMUNITY = "community"
    PRACTICE = "practice"
    VISION = "vision"
    CONFIDENCE = "confidence"
    SHAPE = "shape"
    FACILITATION = "facilitation"
    RHYTHM = "rhythm"
    PLACE = "place"
    ROOM = "room"
    TYPICAL = "typical"
    CHARTER = "charter"
    FLYER = "flyer"
    INVITATIONS = "invitations"
    WELCOME = "welcome"
    STRENGTHS = "strengths"
    JOURNALS = "journals"
    DATES = "dates"


class Stage(enum.StrEnum):
    """What steps belong together."""

    IDEA = "idea"
    WAY = "way"
    PEOPLE = "people"


STAGES: dict[Stage, tuple[Part, ...]] = {
    Stage.IDEA: (Part.DOMAIN, Part.COMMUNITY, Part.PRACTICE, Part.VISION, Part.CONFIDENCE),
    Stage.WAY: (
        Part.SHAPE, Part.FACILITATION, Part.RHYTHM, Part.PLACE, Part.ROOM, Part.TYPICAL, Part.CHARTER, Part.DATES,
    ),
    Stage.PEOPLE: (Part.FLYER, Part.INVITATIONS, Part.WELCOME, Part.STRENGTHS, Part.JOURNALS),
}  # fmt: skip

FROM_CHARTER: dict[Part, tuple[str, ...]] = {
    Part.DOMAIN: ("domain", "domain_why"),
    Part.COMMUNITY: ("audience",),
    Part.VISION: ("hopes",),
    Part.CONFIDENCE: ("confidentiality",),
    Part.RHYTHM: ("rhythm", "first_on", "starts", "minutes"),
    Part.PLACE: ("format", "place"),
    Part.INVITATIONS: ("invitations",),
}
"""What of a step stands in the charter: it is kept there and nowhere else, so nobody types it twice."""

OWN: dict[Part, tuple[str, ...]] = {
    Part.DOMAIN: ("topic_plan", "topics"),
    Part.COMMUNITY: ("ages", "roles"),
    Part.PRACTICE: ("share", "make"),
    Part.VISION: ("objectives", "goals"),
    Part.SHAPE: ("commonality", "common_on", "school_level", "reach", "region"),
    Part.FACILITATION: ("sharing", "time", "accountability"),
    Part.RHYTHM: ("frequency", "number", "mandatory"),
    Part.PLACE: ("platform", "platform_other", "parking", "involve"),
    Part.ROOM: ("equipment", "checks"),
    Part.TYPICAL: ("typical",),
    Part.FLYER: ("headline", "words", "contact"),
    Part.WELCOME: ("subject", "body"),
}
"""What of a step is kept with the step itself."""

NEEDED: dict[Part, tuple[str, ...]] = {
    Part.DOMAIN: ("domain",),
    Part.COMMUNITY: ("audience", "roles"),
    Part.PRACTICE: ("share", "make"),
    Part.VISION: ("hopes", "objectives", "goals"),
    Part.CONFIDENCE: ("confidentiality",),
    Part.FACILITATION: ("time", "accountability"),
    Part.RHYTHM: ("rhythm", "first_on", "frequency", "number"),
    Part.ROOM: ("equipment",),
    Part.TYPICAL: ("typical",),
    Part.FLYER: ("headline", "words", "contact"),
}
"""What makes a step done. Places, shapes and what is counted have their own way below."""


class Standing(enum.StrEnum):
    """How a step stands."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    WAITING = "waiting"
    DONE = "done"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class SetupFacts:
    """What is known: what was written, step by step, and what was counted.

    `days_left`: until the next session while no charter was ever approved; None otherwise.
    """

    values: Mapping[Part, Mapping[str, Any]] = field(default_factory=dict)
    model: str | None = None
    charter: CharterState | None = None
    members: int = 0
    invited: int = 0
    unanswered: int = 0
    with_email: int = 0
    welcomed: int = 0
    strengths: int = 0
    journals: int = 0
    people: int = 0
    sessions: int = 0
    days_left: int | None = None


@dataclass(frozen=True)
class Step:
    """A step and how it stands; where something is counted, how many of how many."""

    part: Part
    standing: Standing
    count: int | None = None
    of: int | None = None


def filled(value: Any) -> bool:
    """Whether somebody wrote or chose something. A zero is something."""
    return bool(value.strip()) if isinstance(value, str) else value is not None and value != []


def stamp(values: Mapping[str, Any]) -> str:
    """A short mark of what a page showed, so that nobody saves over what somebody else saved meanwhile."""
    kept = {name: value for name, value in values.items() if filled(value)}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def steps(facts: SetupFacts) -> dict[Part, Step]:
    """How every step stands, in order."""
    found = {part: _written(part, facts.values.get(part, {})) for part in Part}
    found[Part.SHAPE] = Step(Part.SHAPE, Standing.DONE if facts.model else Standing.NOT_STARTED)
    place = facts.values.get(Part.PLACE, {})
    found[Part.PLACE] = Step(Part.PLACE, _place(place))
    if place.get("format") != "hybrid":
        found[Part.ROOM] = Step(Part.ROOM, Standing.NOT_NEEDED)
    found[Part.CHARTER] = Step(Part.CHARTER, _CHARTER[facts.charter])
    found[Part.DATES] = Step(
        Part.DATES, Standing.DONE if facts.sessions else Standing.NOT_STARTED, facts.sessions or None
    )
    found[Part.INVITATIONS] = _invitations(facts)
    found[Part.WELCOME] = _counted(
        Part.WELCOME,
        facts.welcomed,
        facts.with_email,
        begun=filled(facts.values.get(Part.WELCOME, {}).get("body")),
    )
    found[Part.STRENGTHS] = _counted(Part.STRENGTHS, facts.strengths, facts.members)
    found[Part.JOURNALS] = _counted(Part.JOURNALS, facts.journals, facts.people)
    return {part: found[part] for stage in STAGES.values() for part in stage}


def next_step(found: Mapping[Part, Step], *, days_left: int | None = None) -> Step | None:
    """The first step that somebody can do something about; None when all are done or wait for others.

    A session that is near and would not count (R09) brings its charter to the front.
    """
    open_ = (Standing.NOT_STARTED, Standing.STARTED)
    charter = found.get(Part.CHARTER)
    if charter and charter.standing in open_ and days_left is not None and days_left <= SOON:
        return charter
    return next((step for step in found.values() if step.standing in open_), None)


def done(found: Mapping[Part, Step]) -> tuple[int, int]:
    """How many steps are done, of how many that are needed."""
    needed = [step for step in found.values() if step.standing is not Standing.NOT_NEEDED]
    return sum(step.standing is Standing.DONE for step in needed), len(needed)


_CHARTER = {
    None: Standing.NOT_STARTED,
    CharterState.DRAFT: Standing.STARTED,
    CharterState.RETURNED: Standing.STARTED,
    CharterState.SUBMITTED: Standing.WAITING,
    CharterState.APPROVED: Standing.DONE,
}


def _written(part: Part, values: Mapping[str, Any]) -> Step:
    needed = NEEDED.get(part, ())
    if needed and all(filled(values.get(name)) for name in needed):
        return Step(part, Standing.DONE)
    begun = any(filled(value) for value in values.values())
    return Step(part, Standing.STARTED if begun else Standing.NOT_STARTED)


def _place(values: Mapping[str, Any]) -> Standing:
    """A room unless it meets online, a platform unless it meets in a room."""
    meets = values.get("format")
    needed = {"in_person": ("place",), "virtual": ("platform",), "hybrid": ("place", "platform")}.get(
        str(meets)
    )
    if needed and all(filled(values.get(name)) for name in needed):
        return Standing.DONE
    return Standing.STARTED if any(filled(value) for value in values.values()) else Standing.NOT_STARTED


def _invitations(facts: SetupFacts) -> Step:
    if facts.unanswered:
        return Step(Part.INVITATIONS, Standing.WAITING, facts.unanswered)
    if facts.members >= ENOUGH_MEMBERS:
        return Step(Part.INVITATIONS, Standing.DONE, facts.members)
    begun = (
        facts.invited or facts.members or filled(facts.values.get(Part.INVITATIONS, {}).get("invitations"))
    )
    return Step(
        Part.INVITATIONS, Standing.STARTED if begun else Standing.NOT_STARTED, facts.members, ENOUGH_MEMBERS
    )


def _counted(part: Part, count: int, of: int, *, begun: bool = False) -> Step:
    if of and count >= of:
        return Step(part, Standing.DONE, count, of)
    started = count > 0 or begun
    return Step(
        part, Standing.STARTED if started else Standing.NOT_STARTED, count or None, of if count else None
    )
