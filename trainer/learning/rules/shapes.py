"""Which phases does a cohort go through, how many sessions has each, and which course is read in it?

A shape is data: it stands in program.toml, and a cohort keeps the one it was formed with, whatever the file says later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from trainer.curriculum.rules import Phase
from trainer.learning.rules.dates import Problem, on_weekday, why_not_order
from trainer.learning.rules.reading import COHORT_COURSE, PRACTICUM_COURSE

ENTRIES = {Phase.TRAINING: 1}
"""Required journal entries for each module of a phase: one while training, with a trace afterwards two (R06)."""

ENTRIES_AFTERWARDS = 2


@dataclass(frozen=True)
class PhasePlan:
    """One phase: its length in months, its sessions and their minutes, the course read in it and its modules."""

    id: Phase
    months: int
    sessions: int
    minutes: int
    course: str | None
    modules: int
    title: Mapping[str, str]

    def module_session(self, position: int) -> int:
        """To which session of the phase a module belongs, both counted from 0: spread evenly where they differ."""
        if self.modules <= self.sessions:
            return min(position, self.sessions - 1)
        return min(position * self.sessions // self.modules, self.sessions - 1)


@dataclass(frozen=True)
class Shape:
    """What a cohort goes through, from its first session to its last."""

    id: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    phases: tuple[PhasePlan, ...]

    @property
    def sessions(self) -> int:
        """How many sessions there are in all."""
        return sum(phase.sessions for phase in self.phases)

    @property
    def months(self) -> int:
        """How many months it takes."""
        return sum(phase.months for phase in self.phases)

    @property
    def training_sessions(self) -> int:
        """How many of the sessions train; the first ones."""
        return sum(phase.sessions for phase in self.phases if phase.id is Phase.TRAINING)

    @property
    def minutes(self) -> list[int]:
        """The minutes of every session, in order."""
        return [phase.minutes for phase in self.phases for _session in range(phase.sessions)]

    @property
    def courses(self) -> tuple[str, ...]:
        """The courses that are read, in the order of their phases."""
        return tuple(phase.course for phase in self.phases if phase.course)

    def modules_of(self, course: str) -> int:
        """How many modules of a course are read; 0 when it is no part of this shape."""
        return sum(phase.modules for phase in self.phases if phase.course == course)

    def numbered(self) -> list[tuple[PhasePlan, int, int]]:
        """Each phase with its first and its last session, counted from 1."""
        found, before = [], 0
        for phase in self.phases:
            found.append((phase, before + 1, before + phase.sessions))
            before += phase.sessions
        return found

    def session_of(self, course: str, position: int) -> int | None:
        """The session, from 1, to which a module of a course belongs; None when the course is no part of this shape."""
        for phase, first, _last in self.numbered():
            if phase.course == course:
                return first + phase.module_session(position)
        return None

    def entries_asked(self, session: int) -> int:
        """How many required journal entries a session asks for: as many as its modules do."""
        for phase, first, last in self.numbered():
            if phase.course and first <= session <= last:
                here = sum(first + phase.module_session(n) == session for n in range(phase.modules))
                return here * ENTRIES.get(phase.id, ENTRIES_AFTERWARDS)
        return 0

    def dates_from(self, first: date) -> list[date]:
        """A date for each session: the phases one after the other, spread over their months, on the same weekday of
        the month as the first. The second Tuesday stays the second Tuesday; a fifth becomes the last."""
        found, begins = [], 0
        for phase in self.phases:
            step = (phase.months - 1) / max(phase.sessions - 1, 1)
            found += [on_weekday(first, begins + round(number * step)) for number in range(phase.sessions)]
            begins += phase.months
        return found

    def begins_on(self, dates: Sequence[date]) -> date:
        """When what follows the training begins: the day after its last session, so that nobody waits to open their
        CoP; where nobody trains, the first day; where nothing follows, the day after the end."""
        if not self.training_sessions:
            return dates[0]
        return dates[self.training_sessions - 1] + timedelta(days=1)

    def ends_on(self, dates: Sequence[date]) -> date:
        """The last day: that of the last session; where a phase has but one, its last month is still to come."""
        last = self.phases[-1]
        return dates[-1] if last.sessions > 1 else on_weekday(dates[-1], last.months - 1)

    def why_not_dates(self, dates: Sequence[date]) -> list[Problem]:
        """What is wrong with the dates of a cohort: as many as sessions, in order, each in a month of its own."""
        return why_not_order(dates, needed=self.sessions)

    def as_kept(self) -> dict[str, Any]:
        """How a cohort keeps it."""
        return {
            "id": self.id, "title": dict(self.title), "summary": dict(self.summary),
            "phases": [
                {
                    "id": one.id.value, "months": one.months, "sessions": one.sessions, "minutes": one.minutes,
                    "course": one.course, "modules": one.modules, "title": dict(one.title),
                }
                for one in self.phases
            ],
        }  # fmt: skip


def shape_of(kept: Mapping[str, Any]) -> Shape:
    """The shape that a cohort keeps."""
    return Shape(
        kept["id"], kept["title"], kept["summary"],
        tuple(
            PhasePlan(
                Phase(one["id"]), one["months"], one["sessions"], one["minutes"], one["course"], one["modules"],
                one["title"],
            )
            for one in kept["phases"]
        ),
    )  # fmt: skip


def shapes_of(content: Mapping[str, Any]) -> list[Shape]:
    """The shapes of a loaded edition of the program; the usual one where it names none."""
    return [
        Shape(
            one["id"], one["title"], one["summary"],
            tuple(
                PhasePlan(
                    Phase(phase["id"]), phase["months"], phase["sessions"], phase["session_minutes"], phase["course"],
                    phase["sessions"], phase["title"],
                )
                for phase in one["phases"]
            ),
        )
        for one in content.get("shapes") or ()
    ] or [USUAL]  # fmt: skip


def without(shape: Shape) -> list[Phase]:
    """Of training and the own CoP, what a shape does not contain: certification asks for both all the same."""
    there = {phase.id for phase in shape.phases}
    return [phase for phase in (Phase.TRAINING, Phase.IMPLEMENTATION) if phase not in there]


USUAL = Shape(
    "training-and-implementation",
    {
        "en": "Training and implementation",
        "es": "Formación y puesta en práctica",
    },
    {
        "en": "Six months of training, then six months of leading an own CoP.",
        "es": "Seis meses de formación y luego seis meses al frente de una CoP propia.",
    },
    (
        PhasePlan(
            Phase.TRAINING, 6, 6, 90, COHORT_COURSE, 6, {"en": "Training", "es": "Formación"}
        ),
        PhasePlan(
            Phase.IMPLEMENTATION, 6, 6, 60, PRACTICUM_COURSE, 6,
            {"en": "Implementation", "es": "Puesta en práctica"},
        ),
    ),
)  # fmt: skip
"""Six sessions train, six go with the own CoP (domain.md 3.3): where an edition of the program says nothing else."""
