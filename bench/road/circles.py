"""What happens in the trainees' own CoPs? Charter, members, six sessions with sign-ins, values, agreement, debriefs."""

import itertools
from collections.abc import Iterator
from typing import Any

from bench import schedule
from bench.road.who import SESSIONS, TRAINING, Pen, asked, mentor_of
from bench.schedule import ref
from trainer.core.db import Model
from trainer.practice.models import (
    Agreement,
    Charter,
    Cop,
    CopSession,
    Debrief,
    Facilitator,
    Lead,
    Member,
    SharedValue,
    SignIn,
    ValueRevisit,
)
from trainer.practice.rules import (
    AgreementKind,
    CharterState,
    CopSessionState,
    CopState,
    DebriefState,
    LeadRole,
    SignInSource,
)
from trainer.practice.rules.charter import FIELDS
from trainer.schedule.rules.kinds import Format

TABLES: list[type[Model]] = [
    Cop, Facilitator, Charter, Member, CopSession, Lead, SignIn, SharedValue, ValueRevisit, Agreement, Debrief,
]  # fmt: skip
HELD = SESSIONS - TRAINING
MEMBERS = 8
VALUES = 3
MINUTES = 90
STORY = {"story": "The circle was quiet at first; then one question opened it. " * 5}
NAMES = ("Ada", "Bo", "Chen", "Dora", "Eli", "Fay", "Gus", "Hana")


def write(pen: Pen) -> None:
    """One CoP per trainee: its number is the trainee's, and so on down to the sign-ins."""
    _papers(pen)
    _agreed(pen)
    _members(pen)
    _sessions(pen)
    _debriefs(pen)


def _cops(pen: Pen) -> Iterator[tuple[int, int]]:
    """(number of the CoP from 1, its facilitator)."""
    return enumerate(pen.plan.trainees, start=1)


def _session(cop: int, number: int) -> int:
    """The id of the first, second ... session of a CoP; the last one is only planned."""
    return (cop - 1) * (HELD + 1) + number


def _member(cop: int, number: int) -> int:
    return (cop - 1) * MEMBERS + number


def _papers(pen: Pen) -> None:
    """The CoP itself, who facilitates it, and its charter."""
    made = pen.moment(TRAINING, -10)
    pen.filler.fill(
        Cop,
        ("id", "ref", "join_token", "name", "domain", "zone", "state", "made_at"),
        ((cop, ref("O", cop), ref("J", cop), f"Circle {cop}", "Outdoor play", schedule.ZONE, CopState.ACTIVE.value,
          made) for cop, _person in _cops(pen)),
    )  # fmt: skip
    pen.filler.fill(
        Facilitator,
        ("id", "cop_id", "person_id", "since"),
        ((cop, cop, person, pen.on(TRAINING, -10)) for cop, person in _cops(pen)),
    )
    content = pen.json(Charter, "content", dict.fromkeys(FIELDS, "As the circle said it"))
    decided = (pen.moment(TRAINING), pen.moment(TRAINING), pen.moment(TRAINING, 4))
    pen.filler.fill(
        Charter,
        (
            "id",
            "ref",
            "cop_id",
            "version",
            "state",
            "content",
            "saved_at",
            "submitted_at",
            "decided_at",
            "decided_by",
        ),
        (
            (cop, ref("H", cop), cop, 1, CharterState.APPROVED.value, content, *decided, 1)
            for cop, _ in _cops(pen)
        ),
    )


def _agreed(pen: Pen) -> None:
    """What the members agreed, and that they took their values up again."""
    numbers = itertools.count(1)
    pen.filler.fill(
        SharedValue,
        ("id", "cop_id", "session_id", "text", "recorded_at"),
        ((next(numbers), cop, _session(cop, 1), f"We listen, {value}", _day(pen, 1))
         for cop, _ in _cops(pen) for value in range(VALUES)),
    )  # fmt: skip
    pen.filler.fill(
        ValueRevisit,
        ("id", "session_id", "recorded_at"),
        ((cop, _session(cop, 4), _day(pen, 4)) for cop, _ in _cops(pen)),
    )
    kept = (AgreementKind.CONFIDENTIALITY.value, "What is said here stays here.")
    pen.filler.fill(
        Agreement,
        ("id", "cop_id", "session_id", "kind", "text", "recorded_at"),
        ((cop, cop, _session(cop, 1), *kept, _day(pen, 1)) for cop, _ in _cops(pen)),
    )


def _day(pen: Pen, number: int) -> Any:
    """The moment of a session of a CoP: three days after the cohort's own."""
    return pen.moment(TRAINING + number, 3)


def _members(pen: Pen) -> None:
    pen.filler.fill(
        Member,
        ("id", "ref", "cop_id", "name", "sort_name", "role", "since"),
        (
            (_member(cop, number), ref("B", _member(cop, number)), cop, name, name.casefold(), "Teacher",
             pen.on(TRAINING, -5))
            for cop, _ in _cops(pen) for number, name in enumerate(NAMES, start=1)
        ),
    )  # fmt: skip


def _sessions(pen: Pen) -> None:
    """Six held and led by the trainee, with everybody signed in; the next one is planned."""
    columns = (
        "id", "ref", "token", "cop_id", "number", "on", "starts_at", "planned_minutes", "minutes", "format", "place",
        "purpose", "state", "held_at",
    )  # fmt: skip
    pen.filler.fill(CopSession, columns, _planned_and_held(pen))
    held = range(1, HELD + 1)
    leads = ((_session(cop, number), person) for cop, person in _cops(pen) for number in held)
    pen.filler.fill(
        Lead,
        ("id", "session_id", "person_id", "role"),
        ((id_, session, person, LeadRole.LEAD.value) for id_, (session, person) in enumerate(leads, start=1)),
    )
    there = (
        (_session(cop, number), _member(cop, member), _day(pen, number))
        for cop, _ in _cops(pen) for number in held for member in range(1, MEMBERS + 1)
    )  # fmt: skip
    pen.filler.fill(
        SignIn,
        ("id", "session_id", "member_id", "at", "source"),
        ((id_, *one, SignInSource.QR.value) for id_, one in enumerate(there, start=1)),
    )


def _planned_and_held(pen: Pen) -> Iterator[tuple[Any, ...]]:
    for cop, _person in _cops(pen):
        for number in range(1, HELD + 2):
            id_, held = _session(cop, number), number <= HELD
            session, after = (TRAINING + number, 3) if held else (SESSIONS, 33)
            at = pen.moment(session, after)
            yield (
                id_, ref("S", id_), ref("T", id_), cop, number, pen.on(session, after), at, MINUTES,
                MINUTES if held else None, Format.IN_PERSON.value, "Room 4", "To look at one story together",
                (CopSessionState.HELD if held else CopSessionState.PLANNED).value, at if held else None,
            )  # fmt: skip


def _debriefs(pen: Pen) -> None:
    """One per held session; the last is still due for whoever has not asked for the certificate."""
    columns = (
        "id", "ref", "session_id", "trainee_id", "state", "due_on", "on", "minutes", "mentor_id", "content",
        "recorded_at",
    )  # fmt: skip
    nothing, story = pen.json(Debrief, "content", {}), pen.json(Debrief, "content", STORY)
    rows: list[tuple[Any, ...]] = []
    for cop, person in _cops(pen):
        mentor = mentor_of(cop - 1, pen.plan.people)
        for number in range(1, HELD + 1):
            id_, session = len(rows) + 1, TRAINING + number
            here = (id_, ref("V", id_), _session(cop, number), person)
            due, on, at = pen.on(session, 17), pen.on(session, 4), pen.moment(session, 4)
            if number < HELD or asked(cop - 1):
                rows.append((*here, DebriefState.HELD.value, due, on, 30, mentor, story, at))
            else:
                rows.append((*here, DebriefState.DUE.value, due, None, None, None, nothing, None))
    pen.filler.fill(Debrief, columns, rows)
