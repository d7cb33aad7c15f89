"""How is a knowledge check taken? Question by question, any number of times; the best try counts, and 80 % passes."""

from datetime import datetime
from typing import Any

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum.models import CourseEdition
from trainer.learning import queries, rules
from trainer.learning.actions import reading
from trainer.learning.models import CheckTry, OpenTry
from trainer.learning.rules import LearnReason


def answer_question(
    *, person: Person, edition: CourseEdition, module: str, question: str, answer: Any, tried: int, by: Actor,
    now: datetime,
) -> CheckTry | None:  # fmt: skip
    """Keep the answer to one question of the try under way, or begin one; the try itself, once it was the last answer.

    `tried` is how many tries the person had finished when they saw the question: another window may have finished
    this one since. An answer that was checked stands. Raises Refused.
    """
    checks = reading.module_of(edition, module)["checks"]
    check = next((one for one in checks if one["id"] == question), None)
    if check is None:
        raise Refused(Reason(LearnReason.UNKNOWN_ANSWER))
    if problem := rules.why_not_answer(check, answer):
        raise Refused(Reason(*problem))
    reading.own_turn(person, edition.course)
    if len(queries.tries(person.id, edition, module)) != tried:
        raise Refused(Reason(LearnReason.TRY_OVER))
    row = queries.open_try(person.id, edition, module) or _begin(person, edition, module, by=by, now=now)
    if question in row.answers:
        raise Refused(Reason(LearnReason.ANSWERED))
    row.answers = {**row.answers, question: answer}
    db.session.flush()
    if rules.next_question(checks, row.answers) is not None:
        return None
    answers = row.answers
    db.session.delete(row)
    return try_check(person=person, edition=edition, module=module, answers=answers, by=by, now=now)


def _begin(person: Person, edition: CourseEdition, module: str, *, by: Actor, now: datetime) -> OpenTry:
    """A try belongs to the edition that the person is on: with the module begun, that stays so."""
    reading.open_module(person=person, edition=edition, module=module, now=now)
    row = OpenTry(
        person_id=person.id, course=edition.course, edition=edition.edition, module=module, answers={}, begun_at=now
    )  # fmt: skip
    db.session.add(row)
    audit.record(
        action="learning.begin_check", by=by, now=now, subject=("person", person.ref),
        facts={"course": edition.course, "edition": edition.edition, "module": module},
    )  # fmt: skip
    return row


def try_check(
    *, person: Person, edition: CourseEdition, module: str, answers: dict[str, Any], by: Actor, now: datetime
) -> CheckTry:
    """Keep one try; one that passes is a part of the course (R05), and the module counts as read.

    Raises Refused when a scored question has no answer.
    """
    checks = reading.module_of(edition, module)["checks"]
    judged = rules.judge(checks, answers)
    if not isinstance(judged, rules.Judged):
        raise Refused(Reason(*judged))
    reading.own_turn(person, edition.course)
    made = CheckTry(
        person_id=person.id, course=edition.course, edition=edition.edition, module=module, right=judged.right,
        questions=judged.questions, answers={one["id"]: answers.get(one["id"], "") for one in checks}, made_at=now,
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
