"""What of a trainee's long year is not done in the browser? The rest of it, by the actions that people use."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from tests import builders
from tests.learning import building as learning_building
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Person
from trainer.attendance.rules import Marked, Presence
from trainer.certification import loading as program
from trainer.core.db import db
from trainer.curriculum import queries as curriculum_queries
from trainer.learning import actions as learning
from trainer.learning import queries as learning_queries
from trainer.learning import rules as learning_rules
from trainer.mentoring import actions as mentoring
from trainer.practice.models import Cop, CopSession, Member
from trainer.sample.circles import Circle, CircleRoad
from trainer.sample.road import ZONE, Road, Traveler, actor, at
from trainer.sample.training import attendance, attendance_queries
from trainer.schedule.models import Offering

FIRST = date(2021, 10, 14)
DATES = learning_rules.monthly_dates(FIRST)
OWN = [date(2022, 4, 7), *(date(2022, month, 7) for month in range(5, 10))]
CHARTER_ON = date(2022, 3, 10)


def load() -> None:
    """The courses and the program's rules, as they are written."""
    learning_building.load_courses()
    program.load(learning_building.COURSES, by=SYSTEM, now=builders.EARLIER)


def attend(offering: Offering, trainer: Person, numbers: tuple[int, ...]) -> None:
    """The trainer marks these days after their end: everybody was there, and the sheet is closed."""
    for session in offering.sessions:
        if session.number in numbers:
            now = session.ends_at + timedelta(hours=1)
            marks = [Marked(row.ref, Presence.PRESENT, 0) for row in attendance_queries.people_on(session)]
            by = actor(trainer, now)
            attendance.mark(session=session, offering=offering, marks=marks, lock=0, by=by, now=now)
            attendance.close(session=session, offering=offering, by=by, now=now)


def learn(person: Person, modules: list[str], now: datetime) -> None:
    """She reads these modules of CoP 101 and passes their checks."""
    edition = curriculum_queries.edition("cop-101")
    assert edition is not None
    by = actor(person, now)
    for module in modules:
        learning.open_module(person=person, edition=edition, module=module, now=now)
        learning.finish_module(person=person, edition=edition, module=module, by=by, now=now)
        answers = learning_building.right_answers(edition, module)
        learning.try_check(person=person, edition=edition, module=module, answers=answers, by=by, now=now)


class Year(Road):
    """A cohort of one, without what the browser does: the first entry, the first meeting, the first module."""

    traveler: Traveler

    @classmethod
    def begin(cls, people: dict[str, Person]) -> "Year":
        """The cohort is formed, and she has a mentor."""
        now = at(date(2021, 9, 28), 10)
        year = cls(
            office=people["renata"], trainer=people["teo"], name="Fall cohort", dates=DATES, starts=time(16)
        )
        year.traveler = Traveler(people["tia"], people["june"], voice="center")
        year.cohort = learning.form_cohort(
            name=year.name, first_on=FIRST, dates=DATES, starts=year.starts, zone=ZONE,
            people=[people["tia"]], by=actor(people["renata"], now), now=now,
        )  # fmt: skip
        [enrollment] = learning_queries.trainees(year.cohort)
        year.enrollments[people["tia"].id] = enrollment
        year.pairs[people["tia"].id] = mentoring.pair(
            enrollment=enrollment, mentor=people["june"], by=actor(people["renata"], now), now=now
        )
        builders.make_grant(people["teo"], builders.Role.TRAINER, year.cohort.offering)
        year.plan_learning(year.traveler)
        year.plan_writing(year.traveler)
        year.plan_meetings(year.traveler)
        year.plan_sheets([year.traveler])
        return year

    def write(
        self, traveler: Traveler, number: int, kind: str, now: datetime, *, first: bool = False
    ) -> None:
        """All entries but the first reflection, whose only round she writes herself."""
        if (number, kind) != (1, "reflective"):
            super().write(traveler, number, kind, now, first=first)

    def answer(self, traveler: Traveler, number: int, kind: str, outcome: Any, now: datetime) -> None:
        """The mentor's answers; the first reflection has one round."""
        if (number, kind) != (1, "reflective") or outcome.value.startswith("accepted"):
            super().answer(traveler, number, kind, outcome, now)

    def meet(self, traveler: Traveler, number: int, meets: datetime, now: datetime) -> None:
        """All meetings but the first."""
        if number > 1:
            super().meet(traveler, number, meets, now)

    def go_on_with_the_cop(self) -> None:
        """Sessions two to six of her own CoP, as she planned them, with everybody there and each talked over."""
        circle = CircleRoad(self, Circle("imani", [self.traveler], OWN, CHARTER_ON, CHARTER_ON))
        circle.cop = db.session.scalars(select(Cop)).one()
        circle.sessions = list(db.session.scalars(select(CopSession).order_by(CopSession.number)))
        circle.members = list(db.session.scalars(select(Member).order_by(Member.id)))
        for session in circle.sessions[1:]:
            number = session.number
            self.do(at(session.on, 19, 35), lambda now, n=number: circle.hold(n, now))  # type: ignore[misc]
            self.do(at(session.on + timedelta(days=5), 16), lambda now, n=number: circle.talk(n, now))  # type: ignore[misc]
