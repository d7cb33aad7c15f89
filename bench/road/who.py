"""Who is a trainee, who is a mentor, and on which days did their year happen? All of it follows from a number."""

import functools
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bench import schedule
from bench.filling import Filler
from trainer.core.db import Model
from trainer.learning.models import Cohort
from trainer.schedule.models import Session
from trainer.schedule.rules import plan as plans

PEOPLE_PER_TRAINEE = 50
TRAINEES_PER_MENTOR = 5
COHORT = 10
SESSIONS = 12
TRAINING = 6
FIRST_TRAINEE, FIRST_MENTOR = 47, 45
"""Neither is ever a coordinator, nor among the members that the other pages are asked for."""


def trainees(people: int) -> list[int]:
    """The people in cohorts, in the order of their enrollments."""
    return list(range(FIRST_TRAINEE, people + 1, PEOPLE_PER_TRAINEE))


def mentors(people: int) -> list[int]:
    """The people who mentor them."""
    return list(range(FIRST_MENTOR, people + 1, PEOPLE_PER_TRAINEE * TRAINEES_PER_MENTOR))


def mentor_of(number: int, people: int) -> int:
    """The mentor of a trainee (counted from 0); from the next group, so never from the same organization."""
    every = mentors(people)
    return every[(number // TRAINEES_PER_MENTOR + 1) % len(every)]


def answering(people: int, most: int) -> list[int]:
    """The mentors of the first trainees, each of whom has entries to answer."""
    return list(dict.fromkeys(mentor_of(n, people) for n in range(len(trainees(people)))))[:most]


def asked(number: int) -> bool:
    """Whether a trainee has everything accepted and has asked for the certificate; the others' entries wait."""
    return number % 2 == 1


@dataclass(frozen=True)
class Plan:
    """What the rows are written from."""

    people: int
    today: date
    pool: list[int]
    year_id: int
    training: dict[str, Any]
    practicum: dict[str, Any]
    edition: str
    meetings: dict[int, int]

    @property
    def trainees(self) -> list[int]:
        """The people in cohorts."""
        return trainees(self.people)

    def places_of(self, person: int) -> list[tuple[int, int]]:
        """(offering, registration) of what a person is registered for beside the cohort."""
        before = (person - 1) * schedule.REGISTRATIONS + 1
        return [(one, before + turn) for turn, one in enumerate(schedule.offerings_of(person, self.pool))]

    def day(self, number: int) -> date:
        """On which day session 1 to 12 of every cohort was; the last one a week ago."""
        return self.today - timedelta(days=7 + 30 * (SESSIONS - number))


class Pen:
    """A filler that knows the days: each is turned into what the driver wants only once."""

    def __init__(self, filler: Filler, plan: Plan) -> None:
        self.filler = filler
        self.plan = plan
        self.day = functools.cache(functools.partial(filler.raw, Cohort, "starts_on"))
        self.at = functools.cache(functools.partial(filler.raw, Cohort, "made_at"))
        self.clock = functools.cache(functools.partial(filler.raw, Session, "starts"))

    def on(self, number: int, after: int = 0) -> Any:
        """The day so many days after a session of the cohort."""
        return self.day(self.plan.day(number) + timedelta(days=after))

    def moment(self, number: int, after: int = 0, hour: int = 18) -> Any:
        """A moment of that day."""
        return self.at(datetime.combine(self.plan.day(number) + timedelta(days=after), time(hour), UTC))

    def local(self, number: int, at: time) -> Any:
        """The moment of a session by the clock on the wall."""
        return self.at(plans.instant(self.plan.day(number), at, schedule.ZONE))

    def json(self, model: type[Model], name: str, value: Any) -> Any:
        """A structure as the driver wants it."""
        return self.filler.raw(model, name, value)
