"""How is a closing reflection written, kept and handed in? A draft is private; of two tabs the second is asked."""

from datetime import datetime
from typing import Any

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.db import db, new_ref
from trainer.core.errors import Reason, Refused
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum.models import CourseEdition
from trainer.curriculum.rules import PromptAudience, PromptMoment
from trainer.learning import queries, rules
from trainer.learning.actions import reading
from trainer.learning.models import Reflection
from trainer.learning.rules import LEAST_HANDED_IN, MOST_TEXT, LearnReason


def save_reflection(
    *, person: Person, edition: CourseEdition, prompt: str, text: str, lock: int, by: Actor, now: datetime
) -> Reflection:
    """Keep a draft. `lock` is the number that the writer saw, 0 before the first time.

    Raises Refused (saved_meanwhile) when it was saved since; nothing is overwritten.
    """
    asked = exit_prompt(edition, prompt)
    reading.own_turn(person, edition.course)
    row = queries.reflection_of(person.id, edition.course, edition.edition, prompt)
    why = rules.why_not_save(
        handed_in=row is not None and row.handed_in_at is not None, lock=lock, stored=row.lock if row else 0,
        text=text,
    )  # fmt: skip
    if why:
        raise Refused(Reason(why, {"most": MOST_TEXT} if why is LearnReason.TOO_LONG else {}))
    if row is None:
        row = Reflection(
            ref=new_ref(), person=person, course=edition.course, edition=edition.edition, prompt=prompt,
            audience=asked["audience"], lock=0,
        )  # fmt: skip
        db.session.add(row)
    row.text, row.saved_at = text, now
    row.lock += 1
    db.session.flush()
    _note(row, "learning.save_reflection", by=by, now=now)
    return row


def hand_in_reflection(*, reflection: Reflection, by: Actor, now: datetime) -> Reflection:
    """Give it to its readers; from then on it stays as it is, and is a part of the course. Raises Refused."""
    reading.own_turn(reflection.person, reflection.course)
    db.session.refresh(reflection)
    handed_in = reflection.handed_in_at is not None
    why = rules.why_not_hand_in(handed_in=handed_in, text=reflection.text)
    if why:
        raise Refused(Reason(why, {"least": LEAST_HANDED_IN} if why is LearnReason.TOO_SHORT else {}))
    person = reflection.person
    reflection.handed_in_at = now
    if reflection.audience == PromptAudience.TRAINERS:
        reflection.offering_id = queries.offering_id_of(person.id, reflection.course)
    db.session.flush()
    _note(reflection, "learning.hand_in_reflection", by=by, now=now)
    curriculum_actions.record_part(
        person=person, course=reflection.course, edition=reflection.edition, part=f"exit:{reflection.prompt}",
        on=reading.day_of(person, now), cause=f"reflection:{reflection.ref}", by=by, now=now,
    )  # fmt: skip
    return reflection


def exit_prompt(edition: CourseEdition, prompt: str) -> dict[str, Any]:
    """The closing prompt of that id. Raises Refused."""
    for one in queries.prompts_of(edition):
        if one["id"] == prompt and one["moment"] == PromptMoment.EXIT:
            return one
    raise Refused(Reason(LearnReason.NO_PROMPT))


def _note(row: Reflection, action: str, *, by: Actor, now: datetime) -> None:
    """What was written is never among the facts."""
    audit.record(
        action=action, by=by, now=now, subject=("reflection", row.ref),
        facts={"course": row.course, "edition": row.edition, "prompt": row.prompt},
    )  # fmt: skip
