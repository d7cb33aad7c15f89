"""How does a person say what they can do, finish it with a date, and share it with their mentor?"""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.learning import queries
from trainer.learning.models import Assessment
from trainer.learning.rules import assessing
from trainer.learning.rules.assessing import AssessReason


def save_area(
    *, person: Person, number: int, answers: dict[str, int], by: Actor, now: datetime
) -> Assessment:
    """Keep the values of one area in the draft, which begins with the first. Raises Refused.

    Only the beginning is audited: what somebody thinks of themselves is nobody's business.
    """
    if why := assessing.why_not_save(_content(), number, answers):
        raise Refused(Reason(why))
    _lock(person)
    draft = _draft(person)
    if draft is None:
        draft = Assessment(person_id=person.id, answers={}, begun_at=now)
        db.session.add(draft)
        audit.record(action="assessment.begin", by=by, now=now, subject=("person", person.ref), facts={})
    draft.answers = {**draft.answers, **answers}
    db.session.flush()
    return draft


def finish_assessment(*, person: Person, by: Actor, now: datetime) -> Assessment:
    """Date the draft: it does not change any more, and another can begin. Raises Refused while areas are open."""
    content = _content()
    _lock(person)
    draft = _draft(person)
    open_ = assessing.open_areas(content, draft.answers if draft else {})
    if draft is None or open_:
        raise Refused(Reason(AssessReason.STILL_OPEN, {"count": len(open_)}))
    draft.finished_at = now
    db.session.flush()
    audit.record(action="assessment.finish", by=by, now=now, subject=("person", person.ref), facts={})
    return draft


def share_assessments(*, person: Person, shared: bool, by: Actor, now: datetime) -> list[Assessment]:
    """Let the person's mentor read all that are finished now, or nobody any more. Raises Refused."""
    _lock(person)
    finished = [one for one in queries.assessments(person.id) if one.finished_at is not None]
    if not finished:
        raise Refused(Reason(AssessReason.NOTHING_FINISHED))
    for one in finished:
        one.shared_at = (one.shared_at or now) if shared else None
    db.session.flush()
    action = "assessment.share" if shared else "assessment.keep_to_oneself"
    audit.record(
        action=action, by=by, now=now, subject=("person", person.ref), facts={"count": len(finished)}
    )
    return finished


def _content() -> dict[str, Any]:
    content = queries.assessment_content()
    if content is None:
        raise Refused(Reason(AssessReason.NOT_LOADED))
    return content


def _draft(person: Person) -> Assessment | None:
    return next((one for one in queries.assessments(person.id) if one.finished_at is None), None)


def _lock(person: Person) -> None:
    db.session.scalars(locked(select(Person.id).where(Person.id == person.id))).one()
