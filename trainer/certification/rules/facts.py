"""Which facts are counted? What the other rooms know of one trainee, as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Completed:
    """A course on record. `equivalency`: earlier training that was accepted in its place."""

    course: str
    on: date
    equivalency: bool = False


@dataclass(frozen=True)
class Module:
    """One module of the cohort's course, in its order."""

    id: str
    read_on: date | None = None
    has_check: bool = False
    percent: int | None = None
    """The best try of its knowledge check."""


@dataclass(frozen=True)
class Attended:
    """One session of a training. `credited` is None while nobody has marked this person."""

    number: int
    on: date | None
    credited: bool | None = None
    missed_minutes: int = 0


@dataclass(frozen=True)
class Written:
    """One required journal entry, with the cohort session that it belongs to; never its text."""

    ref: str
    session: int
    trace: bool
    handed_in_on: date | None = None
    accepted_on: date | None = None


@dataclass(frozen=True)
class Met:
    """A mentor meeting that was held."""

    ref: str
    on: date
    minutes: int


@dataclass(frozen=True)
class OwnSession:
    """One held session of the own CoP, as it counts for this trainee.

    `present`: the members who signed in, without facilitators and mentors. `leads`: how many facilitated, all told.
    """

    ref: str
    number: int
    on: date
    starts_at: datetime
    minutes: int
    led: bool
    co_led: bool = False
    leads: int = 1
    present: frozenset[int] = frozenset()
    debriefed_on: date | None = None
    debrief_ref: str = ""


@dataclass(frozen=True)
class Recorded:
    """Something the members decided: in which session (by its number), and when it was written down."""

    session: int
    at: datetime


@dataclass(frozen=True)
class OwnCop:
    """The CoP that the trainee runs. `sessions`: the held ones, in order, with this trainee's part in each."""

    ref: str
    submitted: bool = False
    approved_at: datetime | None = None
    sessions: tuple[OwnSession, ...] = ()
    members: frozenset[int] = frozenset()
    values: tuple[Recorded, ...] = ()
    revisited: tuple[Recorded, ...] = ()
    agreements: tuple[Recorded, ...] = ()


@dataclass(frozen=True)
class Presented:
    """One presentation to peers that was held: its title, the day, and the page of the program or the offering."""

    title: str
    on: date
    path: str = ""


@dataclass(frozen=True)
class Signed:
    """The mentor's latest statement: given, or declined."""

    given: bool
    on: date
    mentor: str = ""


@dataclass(frozen=True)
class Waived:
    """One waiver: of a whole criterion, of one session's part of it (`scope`), or of its numbers."""

    code: str
    scope: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """Everything that is known of one trainee on one day, for the engine."""

    day: date
    starts_on: date
    implementation_on: date
    completions: tuple[Completed, ...] = ()
    modules: tuple[Module, ...] = ()
    training: tuple[Attended, ...] = ()
    """The sessions of the cohort."""
    training_sessions: int | None = None
    """How many of them, the first ones, train; None where nothing says it: as many as the criterion asks for."""
    facilitator_cop: tuple[Attended, ...] = ()
    """Meetings of the CoP for CoP facilitators that this person was marked in."""
    entries: tuple[Written, ...] = ()
    meetings: tuple[Met, ...] = ()
    cop: OwnCop | None = None
    presented: tuple[Presented, ...] = ()
    """What this person has presented at a showcase, a Facilitator CoP or a Connect session."""
    promise_on: date | None = None
    signed: Signed | None = None
    granted_on: date | None = None
    requested_on: date | None = None
    extended_until: date | None = None
    away_days: int = 0
    """Days by which deferrals have moved the deadline."""
    waivers: tuple[Waived, ...] = ()
