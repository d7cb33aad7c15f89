"""How is a knowledge check taken? Any number of times; the best counts, and 80 % passes."""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum.models import CourseEdition
from trainer.learning import rules
from trainer.learning.actions import reading
from trainer.learning.models import CheckTry


def try_check(
    *, person: Person, edition: CourseEdition, module: str, answers: dict[str, str], by: Actor, now: datetime
) -> CheckTry:
    """Keep one try; one that passes is a part of the course (R05), and its module counts as read.

    Raises Refused when a question has no answer.
    """
    checks = reading.module_of(edition, module)["checks"]
    judged = rules.judge(checks, answers)
    if not isinstance(judged, rules.Judged):
        raise Refused(Reason(*judged))
    reading.own_turn(person, edition.course)
    made = CheckTry(
        person_id=person.id, course=edition.course, edition=edition.edition, module=module, right=judged.right,
        questions=judged.questions, answers={check["id"]: answers[check["id"]] for check in checks}, made_at=now,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(
        action="learning.try_check", by=by, now=now, subject=("person", person.ref),
        facts={
            "course": edition.course, "edition": edition.edition, "module": module, "percent": judged.percent,
        },
    )  # fmt: skip
    if judged.passed:
        curriculum_actions.record_part(
            person=person, course=edition.course, edition=edition.edition, part=f"check:{module}",
            on=reading.day_of(person, now), cause=f"check:{module}", by=by, now=now,
        )  # fmt: skip
        reading.finish_module(person=person, edition=edition, module=module, by=by, now=now)
    return made
