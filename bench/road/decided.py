"""Which certification files are there? One per trainee; half of them asked for, and of those half signed off."""

from datetime import timedelta

from bench.road.who import SESSIONS, Pen, asked, mentor_of, trainees
from bench.schedule import ref
from trainer.certification.models import CertificationFile, Extension, SignOff
from trainer.certification.rules import FileState
from trainer.core.db import Model

TABLES: list[type[Model]] = [CertificationFile, Extension, SignOff]


def asked_files(people: int) -> list[str]:
    """The references of the files that an administrator opens."""
    return [ref("L", n) for n in range(len(trainees(people))) if asked(n)]


def state_of(number: int) -> FileState:
    """Where a trainee's file stands."""
    if not asked(number):
        return FileState.PRACTICUM
    return FileState.REQUESTED if number % 4 == 1 else FileState.IN_REVIEW


def write(pen: Pen) -> None:
    """Files; a later deadline for whoever goes on, the mentor's word for whoever waits for a decision."""
    plan, since = pen.plan, pen.moment(SESSIONS, 5)
    states = [state_of(n) for n in range(len(plan.trainees))]
    pen.filler.fill(
        CertificationFile,
        ("id", "ref", "enrollment_id", "person_id", "state", "requested_at", "name_shown", "changed_at"),
        (
            (
                n + 1,
                ref("L", n),
                n + 1,
                person,
                states[n].value,
                since if asked(n) else None,
                f"Person {person}",
                since,
            )
            for n, person in enumerate(plan.trainees)
        ),
    )
    going_on = [n for n, state in enumerate(states) if state is FileState.PRACTICUM]
    until = pen.day(plan.today + timedelta(days=300))
    pen.filler.fill(
        Extension,
        ("id", "file_id", "until", "reason", "by_person", "at"),
        ((id_, n + 1, until, "A new job", 1, since) for id_, n in enumerate(going_on, start=1)),
    )
    signed = [n for n, state in enumerate(states) if state is FileState.IN_REVIEW]
    pen.filler.fill(
        SignOff,
        ("id", "file_id", "mentor_id", "given", "statement", "at"),
        (
            (id_, n + 1, mentor_of(n, plan.people), True, "I saw it and I vouch for it.", since)
            for id_, n in enumerate(signed, start=1)
        ),
    )
