"""How is what stands beside an entry kept, and how does a trace become the answer to a prompt?"""

from datetime import datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.core import audit
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.journals import queries, rules
from trainer.journals.models import Entry
from trainer.journals.rules import Beside, TraceReason, WriteReason
from trainer.learning.models import Enrollment
from trainer.learning.rules import LIVE


def put_beside(entry: Entry, beside: Beside) -> None:
    """Title, tags, links and how far the entry goes (E18). Raises Refused, before anything is changed."""
    problem = rules.problem_of_links(beside.links)
    if problem:
        raise Refused(Reason(*problem))
    if beside.session_id not in (None, entry.cop_session_id):
        mine = {one.id for one in queries.own_sessions(entry.person_id)}
        if beside.session_id not in mine:
            raise Refused(Reason(TraceReason.NOT_YOUR_SESSION))
    if beside.audience is not entry.narrowed:
        reason = rules.why_not_change_audience(
            before=entry.narrowed, after=beside.audience, read_by_others=queries.is_read_by_others(entry)
        )
        if reason:
            raise Refused(Reason(reason))
    entry.title, entry.narrowed, entry.cop_session_id = beside.title, beside.audience, beside.session_id
    entry.shows, entry.areas = [one.value for one in beside.shows], list(beside.areas)
    entry.links = [one.as_json() for one in beside.links]


def use_for_prompt(*, entry: Entry, prompt_id: str, by: Actor, now: datetime) -> Entry:
    """Make a trace that answers no prompt the answer to one. It counts from then on as that prompt's. Raises Refused
    when it was handed in already, or when something is written there."""
    if by.person_id != entry.person_id:
        raise Refused(Reason(WriteReason.NOT_THE_WRITER))
    enrollment = _living(entry)
    db.session.scalars(locked(queries.alone(entry.id))).one()
    prompt = queries.prompt_of(enrollment, prompt_id)
    reason = rules.why_not_use(
        prompt=entry.prompt, state=entry.state, asked=prompt.kind if prompt else None,
        taken=queries.entry_for(enrollment.id, prompt_id) is not None,
    )  # fmt: skip
    if reason or prompt is None:
        raise Refused(
            Reason(reason or TraceReason.NO_TRACE_PROMPT, {"session": prompt.session if prompt else 0})
        )
    before = entry.prompt
    entry.enrollment_id, entry.prompt, entry.module = enrollment.id, prompt.id, prompt.module
    entry.session, entry.required, entry.audience = prompt.session, prompt.required, prompt.audience.value
    entry.lock += 1
    db.session.flush()
    db.session.expire(entry, ["enrollment"])
    facts = {"person": entry.person.ref, "prompt": entry.prompt, "before": before}
    audit.record(action="journals.use_for_prompt", by=by, now=now, subject=("entry", entry.ref), facts=facts)
    return entry


def _living(entry: Entry) -> Enrollment:
    """The writer's live enrollment, locked: two traces used at once for one prompt come one after the other."""
    found = db.session.scalars(
        locked(
            select(Enrollment)
            .where(Enrollment.person_id == entry.person_id, Enrollment.state.in_(LIVE))
            .order_by(Enrollment.id.desc())
            .limit(1)
        ).execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise Refused(Reason(WriteReason.NOT_ENROLLED))
    return found
