"""How does a test get a loaded course, a cohort, somebody who learns? Through the actions, with plain defaults."""

import copy
import functools
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.curriculum import loading, reading
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition, Piece
from trainer.curriculum.rules import PieceKind
from trainer.learning import actions, rules
from trainer.learning.models import (
    Cohort,
    Enrollment,
)
from trainer.schedule.models import Offering

COURSES = Path(__file__).parents[2] / "courses"
EDITION = builders.edition_of("cop-101")
COHORT_EDITION = builders.edition_of("facilitator-cohort")
FORMED = datetime(2020, 9, 28, 16, 0, tzinfo=UTC)
FIRST = date(2020, 10, 14)
"""The second Wednesday of October 2020: the cohort crosses June 30."""


@functools.cache
def written() -> list[reading.Course]:
    """The courses as the authors wrote them: read once, because hundreds of tests stand on them."""
    courses, problems = reading.read_courses(COURSES)
    assert not problems
    return courses


def load_courses(now: datetime = FORMED) -> None:
    """The courses as the authors wrote them."""
    loading.take_in(written(), by=SYSTEM, now=now)


def course(name: str = "cop-101") -> CourseEdition:
    """A loaded course."""
    found = curriculum_queries.edition(name)
    assert found is not None
    return found


def ready(count: int = 2, name: str = "Trainee") -> list[Person]:
    """People who have completed CoP 101."""
    people = [builders.make_person(f"{name} {number:02}") for number in range(1, count + 1)]
    for person in people:
        builders.make_completion(person)
    return people


def plan(people: list[Person], **more: Any) -> dict[str, Any]:
    """What form_cohort is asked for."""
    return {
        "name": "Cohort 2020", "first_on": FIRST, "dates": rules.monthly_dates(FIRST), "starts": time(9, 30),
        "zone": "America/Los_Angeles", "people": people, "by": SYSTEM, "now": FORMED, **more,
    }  # fmt: skip


def make_cohort(people: list[Person] | None = None, **more: Any) -> Cohort:
    """A cohort of two that began in October 2020."""
    return actions.form_cohort(**plan(people if people is not None else ready(), **more))


def join(cohort: Cohort, count: int, name: str) -> list[Person]:
    """So many more people in a cohort, as rows: for lists whose statements must not grow with them."""
    people = [builders.make_person(f"{name} {number:02}", account=False) for number in range(count)]
    db.session.add_all(
        Enrollment(
            cohort_id=cohort.id, person_id=person.id, course_edition=cohort.course_edition,
            program_edition=cohort.program_edition, state=rules.EnrollmentState.ACTIVE, since=FIRST,
            changed_at=FORMED,
        )
        for person in people
    )  # fmt: skip
    db.session.flush()
    return people


def make_learner(name: str = "", **more: Any) -> tuple[Person, Offering]:
    """Somebody registered for CoP 101, and that offering: it ended three days before the day most tests live on."""
    days = (date(2021, 5, 19), date(2021, 5, 20), date(2021, 5, 21))
    offering = builders.make_offering(days=days, year=builders.make_year(2020))
    person = builders.make_person(name, **more)
    builders.make_registration(offering, person)
    return person, offering


def right_answers(edition: CourseEdition, module: str) -> dict[str, Any]:
    """The answers with which a check is passed."""
    return {check["id"]: rules.right_answer(check) for check in checks_of(edition, module)}


def wrong_answers(edition: CourseEdition, module: str) -> dict[str, Any]:
    """Answers that are all wrong."""
    return {check["id"]: rules.wrong_answer(check) for check in checks_of(edition, module)}


QUESTIONS: list[dict[str, Any]] = [
    {"id": "m-q1", "question": {"en": "Which one?"}, "answers": ["no", "one*", "nor this"]},
    {"id": "m-q2", "kind": "several", "question": {"en": "Which of these?"}, "answers": ["a*", "b", "c*", "d"]},
    {"id": "m-q3", "kind": "order", "question": {"en": "In which order?"}, "answers": ["wait", "ask", "hear", "thank"]},
    {"id": "m-q4", "kind": "free", "question": {"en": "And you?"}, "answers": []},
]  # fmt: skip
"""A question of each kind; the first as older editions have it. A star marks what is correct."""


def load_questions(questions: list[dict[str, Any]] | None = None, name: str = "asked") -> CourseEdition:
    """An edition of CoP 101 with two modules: "m" asks a question of each kind, or those given; "n" asks nothing."""

    def answer(number: int, words: str) -> dict[str, Any]:
        text = words.rstrip("*")
        found = {"id": "abcdef"[number], "text": {"en": text}, "explanation": {"en": f"Why {text}."}}
        return {**found, "correct": words.endswith("*")}

    checks = [
        {
            **one,
            "answers": [answer(*each) for each in enumerate(one["answers"])],
            "explanation": {"en": "Look for a name."} if one.get("kind") == "free" else {},
        }
        for one in (QUESTIONS if questions is None else questions)
    ]
    plain = {"minutes": 60, "objectives": [], "activities": [], "prompts": [], "text": {"en": "Read."}}
    modules = [
        {**plain, "id": "m", "title": {"en": "Asking"}, "checks": checks},
        {**plain, "id": "n", "title": {"en": "Resting"}, "checks": []},
    ]
    content = {
        "id": "cop-101", "title": {"en": "CoP 101"}, "summary": {"en": "Short."}, "languages": ["en"],
        "modules": modules,
    }  # fmt: skip
    edition = CourseEdition(
        course="cop-101", edition=name, minutes=120, titles={"en": "CoP 101"}, content=content, digest="x",
        loaded_at=FORMED,
    )  # fmt: skip
    db.session.add(edition)
    db.session.flush()
    return edition


def load_assessment() -> None:
    """A self-assessment with two areas of two statements each."""
    words = ["Not yet", "With help", "On my own", "I can show others"]
    content = {
        "id": "facilitator", "title": {"en": "Self-assessment"}, "intro": {"en": "Where are you today?"},
        "scale": [{"value": n, "text": {"en": text}} for n, text in enumerate(words, start=1)],
        "areas": [
            {
                "competency": area,
                "statements": [{"id": f"{area}{n}", "text": {"en": f"I can do {area}{n}."}} for n in "ab"],
            }
            for area in (1, 2)
        ],
    }  # fmt: skip
    db.session.add(
        Piece(
            kind=PieceKind.SELF_ASSESSMENT, name="any-id", position=1, titles={"en": "Self-assessment"},
            content=content, digest="x", loaded_at=FORMED,
        )
    )  # fmt: skip
    db.session.flush()


def checks_of(edition: CourseEdition, module: str) -> list[dict[str, Any]]:
    """The questions of a module."""
    found = next(one for one in edition.content["modules"] if one["id"] == module)["checks"]
    assert isinstance(found, list)
    return found


def newer(name: str, *, without: tuple[str, ...] = (), now: datetime) -> tuple[CourseEdition, CourseEdition]:
    """The course in an edition "2099": without these modules, and with one more."""
    old = course(name)
    made = copy.deepcopy(old.content)
    extra = copy.deepcopy(made["modules"][0])
    renamed = extra["id"] + "-new"
    made["modules"] = [one for one in made["modules"] if one["id"] not in without]
    extra["id"], extra["prompts"] = renamed, []
    made["modules"].append(extra)
    row = CourseEdition(
        course=name,
        edition="2099",
        minutes=old.minutes,
        titles=old.titles,
        content=made,
        digest="x",
        loaded_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return old, row
