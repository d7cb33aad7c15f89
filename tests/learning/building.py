"""How does a test get a loaded course, a cohort, somebody who learns? Through the actions, with plain defaults."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Person
from trainer.curriculum import loading
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition
from trainer.learning import actions, rules
from trainer.learning.models import Cohort
from trainer.schedule.models import Offering

COURSES = Path(__file__).parents[2] / "courses"
FORMED = datetime(2020, 9, 28, 16, 0, tzinfo=UTC)
FIRST = date(2020, 10, 14)
"""The second Wednesday of October 2020: the cohort crosses June 30."""


def load_courses() -> None:
    """The courses as the authors wrote them."""
    loading.load(COURSES, by=SYSTEM, now=FORMED)


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


def make_learner(name: str = "", **more: Any) -> tuple[Person, Offering]:
    """Somebody registered for CoP 101, and that offering: it ended three days before the day most tests live on."""
    days = (date(2021, 5, 19), date(2021, 5, 20), date(2021, 5, 21))
    offering = builders.make_offering(days=days, year=builders.make_year(2020))
    person = builders.make_person(name, **more)
    builders.make_registration(offering, person)
    return person, offering


def right_answers(edition: CourseEdition, module: str) -> dict[str, str]:
    """The answers with which a check is passed."""
    checks = next(one for one in edition.content["modules"] if one["id"] == module)["checks"]
    return {
        check["id"]: next(answer["id"] for answer in check["answers"] if answer["correct"])
        for check in checks
    }


def wrong_answers(edition: CourseEdition, module: str) -> dict[str, str]:
    """Answers that are all wrong."""
    checks = next(one for one in edition.content["modules"] if one["id"] == module)["checks"]
    return {
        check["id"]: next(answer["id"] for answer in check["answers"] if not answer["correct"])
        for check in checks
    }
