"""Which guidelines does the shape of a CoP follow, and where does it differ? Advice with counts; nothing is blocked."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.core.errors import Reason

LEAST_MEMBERS = 5
MOST_BC = 20
CORE_TEAMS = (2, 4)
CORE_TEAM = (4, 7)
YEAR_SESSIONS = (2, 4)
HALF_DAY = 180
"""Minutes from which a session is half a day [P]."""


class Model(enum.StrEnum):
    """Which shape a CoP takes (S1–S4). The guidelines of a shape are advice: rows D02, D17, C02, B05, E04."""

    GROWING_TOGETHER = "growing_together"
    CORE = "core"
    BC = "bc"
    SCHOOL_YEAR = "school_year"
    OWN = "own"


class Frequency(enum.StrEnum):
    """How often a CoP meets."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    BIMONTHLY = "bimonthly"
    YEARLY_FEW = "yearly_few"
    OPEN = "open"


OFTEN_ENOUGH = (Frequency.WEEKLY, Frequency.FORTNIGHTLY, Frequency.MONTHLY)
"""At least once a month (row C02)."""


class TeamRole(enum.StrEnum):
    """What somebody does in a team (row D03)."""

    IMPLEMENTING = "implementing"
    OBSERVER = "observer"
    NOTE_TAKER = "note_taker"
    DECISION_MAKER = "decision_maker"


class Equipment(enum.StrEnum):
    """What a hybrid room meets with (row C05)."""

    WHOLE_ROOM = "whole_room"
    SINGLE_LAPTOP = "single_laptop"


class Guideline(enum.StrEnum):
    """What a CoP may do otherwise, and say why (row D17). Facts: count, least, most, names, frequency, of."""

    NO_MODEL = "no_model"
    FEW_MEMBERS = "few_members"
    MANY_MEMBERS = "many_members"
    RARE = "rare"
    FEW_TEAMS = "few_teams"
    MANY_TEAMS = "many_teams"
    SMALL_TEAM = "small_team"
    LARGE_TEAM = "large_team"
    WITHOUT_TEAM = "without_team"
    NO_TEACHER = "no_teacher"
    NO_NOTE_TAKER = "no_note_taker"
    NO_DECISION_MAKER = "no_decision_maker"
    NO_DEDICATED = "no_dedicated"
    NO_COMMONALITY = "no_commonality"
    FEW_SESSIONS = "few_sessions"
    MANY_SESSIONS = "many_sessions"
    SHORT_SESSIONS = "short_sessions"
    FEW_MANDATORY = "few_mandatory"
    ROOM_UNCHECKED = "room_unchecked"
    SINGLE_LAPTOP = "single_laptop"


NEEDED_ROLES = {
    TeamRole.IMPLEMENTING: Guideline.NO_TEACHER,
    TeamRole.NOTE_TAKER: Guideline.NO_NOTE_TAKER,
    TeamRole.DECISION_MAKER: Guideline.NO_DECISION_MAKER,
}
"""Roles that somebody in every team should have, and what is said where nobody has."""


@dataclass(frozen=True)
class TeamFacts:
    """A team: its name, how many are in it, and which roles somebody has."""

    name: str
    size: int
    roles: frozenset[TeamRole] = frozenset()


@dataclass(frozen=True)
class CopFacts:
    """What is known of a CoP's shape. `dedicated`: facilitators who are in no team. None: not said yet."""

    model: Model | None = None
    members: int = 0
    teams: Sequence[TeamFacts] = ()
    without_team: int = 0
    dedicated: int = 1
    commonality: bool = False
    frequency: Frequency | None = None
    sessions: int | None = None
    mandatory: int | None = None
    minutes: int | None = None
    hybrid: bool = False
    equipment: Equipment | None = None


def look(cop: CopFacts) -> list[Reason]:
    """What differs from the guidelines of the shape that was chosen, each with what was counted. Never a block."""
    advice = _shape(cop) + _rhythm(cop)
    if cop.hybrid:
        advice += _room(cop)
    return advice


def _shape(cop: CopFacts) -> list[Reason]:
    found = []
    if cop.model is None:
        found.append(Reason(Guideline.NO_MODEL))
    if cop.members < LEAST_MEMBERS:
        found.append(Reason(Guideline.FEW_MEMBERS, {"count": cop.members, "least": LEAST_MEMBERS}))
    if cop.model is Model.BC and cop.members > MOST_BC:
        found.append(Reason(Guideline.MANY_MEMBERS, {"count": cop.members, "most": MOST_BC}))
    return found + (_teams(cop) if cop.model is Model.CORE else [])


def _teams(cop: CopFacts) -> list[Reason]:
    """Two to four teams of four to seven, each with its roles; a facilitator in none (rows D02, D03, D05)."""
    least, most = CORE_TEAMS
    count = len(cop.teams)
    small = [team.name for team in cop.teams if team.size < CORE_TEAM[0]]
    large = [team.name for team in cop.teams if team.size > CORE_TEAM[1]]
    lacking: list[tuple[object, Guideline, dict[str, object]]] = [
        (names, said, {"names": ", ".join(names)})
        for role, said in NEEDED_ROLES.items()
        if (names := [team.name for team in cop.teams if role not in team.roles])
    ]
    checks: list[tuple[object, Guideline, dict[str, object]]] = [
        (count < least, Guideline.FEW_TEAMS, {"count": count, "least": least}),
        (count > most, Guideline.MANY_TEAMS, {"count": count, "most": most}),
        (small, Guideline.SMALL_TEAM, {"names": ", ".join(small), "least": CORE_TEAM[0]}),
        (large, Guideline.LARGE_TEAM, {"names": ", ".join(large), "most": CORE_TEAM[1]}),
        (cop.without_team > 0, Guideline.WITHOUT_TEAM, {"count": cop.without_team}),
        (cop.dedicated < 1, Guideline.NO_DEDICATED, {}),
        (not cop.commonality, Guideline.NO_COMMONALITY, {}),
    ]
    return [Reason(said, facts) for applies, said, facts in [*checks, *lacking] if applies]


def _rhythm(cop: CopFacts) -> list[Reason]:
    """At least monthly; in a school year two to four half days, at least every other one mandatory (rows C02, B05)."""
    if cop.model is not Model.SCHOOL_YEAR:
        if cop.frequency is None or cop.frequency in OFTEN_ENOUGH:
            return []
        return [Reason(Guideline.RARE, {"frequency": cop.frequency})]
    least, most = YEAR_SESSIONS
    found = []
    if cop.sessions is not None and cop.sessions < least:
        found.append(Reason(Guideline.FEW_SESSIONS, {"count": cop.sessions, "least": least}))
    if cop.sessions is not None and cop.sessions > most:
        found.append(Reason(Guideline.MANY_SESSIONS, {"count": cop.sessions, "most": most}))
    if cop.minutes is not None and cop.minutes < HALF_DAY:
        found.append(Reason(Guideline.SHORT_SESSIONS, {"count": cop.minutes, "least": HALF_DAY}))
    if cop.sessions and cop.mandatory is not None and 2 * cop.mandatory < cop.sessions:
        found.append(Reason(Guideline.FEW_MANDATORY, {"count": cop.mandatory, "of": cop.sessions}))
    return found


def _room(cop: CopFacts) -> list[Reason]:
    if cop.equipment is None:
        return [Reason(Guideline.ROOM_UNCHECKED)]
    return [Reason(Guideline.SINGLE_LAPTOP)] if cop.equipment is Equipment.SINGLE_LAPTOP else []
