"""How did CoP 101 in September 2020 go? Times fixed, three days marked, checks taken, closing reflections handed in."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.attendance import actions as attendance
from trainer.attendance import queries as attendance_queries
from trainer.attendance.rules import Marked, Piece, Presence, Source
from trainer.curriculum import queries as curriculum_queries
from trainer.learning import actions as learning
from trainer.learning import rules
from trainer.registration.models import Registration
from trainer.sample import people, texts
from trainer.sample.road import actor, at
from trainer.schedule import actions as schedule
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import When

TIMES = ((time(9), time(15)), (time(9), time(15)), (time(9), time(12)))
"""Two days and a half: fifteen hours."""

CODES: dict[str, Any] = {
    "course_code": "COP-101", "approval_code": "2020-0916-A",
    "led_by": (f"{people.TRAINER.name}, M.Ed., trainer of adults since 2011",),
    "trainer_ids": (f"{people.TRAINER.name}, 204417",), "ages": ("0-1", "1-2", "2-3", "3-4", "4-5"),
    "languages": ("en",),
}  # fmt: skip
"""The office's code of the course, a registry's of this one delivery, who led it, in which language, for which ages."""

MISSED = {"Sofía Guerrero": {1: 10}, "Nadia Petrova": {3: 15}, "Hector Villanueva": {2: 45}}
"""Minutes missed by day. Forty-five of them cost Hector the second day."""

LOGGED = 2
"""The day whose minutes come from the log of the online meeting: Hector lost his connection at noon."""

TOO_LONG = 15


def fix_times(offering: Offering, *, by: Actor, now: datetime) -> None:
    """Draft the times of the three days; the schedule had only the dates."""
    plan = schedule_queries.planned(offering)
    sessions = tuple(
        replace(session, when=When.FIXED, starts=starts, ends=ends)
        for session, (starts, ends) in zip(plan.sessions, TIMES, strict=True)
    )
    schedule.change_draft(
        offering=offering, plan=replace(plan, sessions=sessions, when=When.FIXED, **CODES), lock=offering.lock, by=by,
        now=now, today=now.date(),
    )  # fmt: skip


def attend(offering: Offering, trainer: Person) -> None:
    """After each day the trainer marks the sheet and closes it; with the last one the records are made."""
    for session in offering.sessions:
        assert session.on is not None  # noqa: S101 - the times were fixed before
        now = at(session.on, 17)
        by = actor(trainer, now)
        logged = session.number == LOGGED
        marks = [
            _marked(row, session, MISSED.get(row.person.name, {}).get(session.number, 0), logged=logged)
            for row in attendance_queries.people_on(session)
        ]
        attendance.mark(
            session=session, offering=offering, marks=marks, lock=0, source=Source.LOG if logged else Source.TYPED,
            by=by, now=now,
        )  # fmt: skip
        attendance.close(session=session, offering=offering, by=by, now=now + timedelta(minutes=10))


def _marked(row: Registration, session: Session, missed: int, *, logged: bool) -> Marked:
    """Present, with the minutes missed; from the log also from when to when: who was away came back."""
    if not logged:
        return Marked(row.ref, Presence.PRESENT, missed)
    starts, ends = attendance_queries.stays.ends_of(session)
    noon = starts + timedelta(hours=3)
    pieces = [Piece(starts - timedelta(minutes=2), ends + timedelta(minutes=1))]
    if missed:
        pieces = [Piece(pieces[0].joined, noon), Piece(noon + timedelta(minutes=missed), pieces[0].left)]
    return Marked(row.ref, Presence.PRESENT, missed, tuple(pieces))


def learn(people: list[Person]) -> None:
    """Everybody reads the five modules and takes their checks; those who were there all along close the course."""
    edition = curriculum_queries.edition("cop-101")
    assert edition is not None  # noqa: S101 - the courses are loaded before the sample is made
    for number, person in enumerate(people):
        now = at(date(2020, 9, 19) + timedelta(days=number % 5), 19)
        by = actor(person, now)
        for module in edition.content["modules"]:
            learning.open_module(person=person, edition=edition, module=module["id"], now=now)
            learning.finish_module(person=person, edition=edition, module=module["id"], by=by, now=now)
            right = {one["id"]: rules.right_answer(one) for one in module["checks"]}
            learning.try_check(
                person=person, edition=edition, module=module["id"], answers=right, by=by, now=now
            )
        if all(missed <= TOO_LONG for missed in MISSED.get(person.name, {}).values()):
            closing = next(
                one
                for module in edition.content["modules"]
                for one in module["prompts"]
                if one["moment"] == "exit"
            )
            written = learning.save_reflection(
                person=person, edition=edition, prompt=closing["id"], lock=0, by=by, now=now,
                text=texts.reflection(number, person.language),
            )  # fmt: skip
            learning.hand_in_reflection(reflection=written, by=by, now=now + timedelta(minutes=30))
