"""How is a cohort looked after? Who has which book is noted, and people are written to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from trainer.accounts import queries as account_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit, outbox
from trainer.core.db import db, new_ref
from trainer.core.errors import Reason, Refused
from trainer.learning.models import Cohort, Copy, Letter, Material
from trainer.learning.queries import looking_after as queries
from trainer.learning.rules import CopyState, TogetherReason
from trainer.learning.rules import together as together_rules


def add_material(*, cohort: Cohort, title: str, by: Actor, now: datetime) -> Material:
    """Note what everybody in a cohort needs to have. Raises Refused."""
    if len(queries.materials(cohort)) >= together_rules.MOST_MATERIALS:
        raise Refused(Reason(TogetherReason.TOO_MANY_MATERIALS, {"most": together_rules.MOST_MATERIALS}))
    material = Material(ref=new_ref(), cohort_id=cohort.id, title=title.strip(), made_at=now)
    db.session.add(material)
    db.session.flush()
    audit.record(
        action="cohort.add_material", by=by, now=now, subject=("material", material.ref),
        facts={"cohort": cohort.ref, "title": material.title},
    )  # fmt: skip
    return material


def note_copies(
    *,
    cohort: Cohort,
    material: Material,
    wanted: Mapping[int, tuple[CopyState, date | None]],
    by: Actor,
    now: datetime,
) -> int:
    """Note where people's copies are, by person; returns how many changed. Raises Refused, naming who has no day."""
    people = {one.person_id: one.person for one in queries.followed(cohort)}
    wanted = {person_id: one for person_id, one in wanted.items() if person_id in people}
    endless = [people[one].name for one, (state, until) in wanted.items() if _needs_day(state, until)]
    if endless:
        raise Refused(Reason(TogetherReason.LENT_UNTIL, {"names": ", ".join(endless)}))
    had, changed = queries.copies_of(material, lock=True), []
    for person_id, (state, until) in wanted.items():
        if _set_copy(had, material, person_id, state, until, now=now):
            changed.append({"person": people[person_id].ref, "state": state.value})
    if changed:
        db.session.flush()
        audit.record(
            action="cohort.note_copies", by=by, now=now, subject=("material", material.ref),
            facts={"cohort": cohort.ref, "changed": changed},
        )  # fmt: skip
    return len(changed)


def _needs_day(state: CopyState, until: date | None) -> bool:
    return state is CopyState.LENT and until is None


def _set_copy(
    had: Mapping[int, Copy],
    material: Material,
    person_id: int,
    state: CopyState,
    until: date | None,
    *,
    now: datetime,
) -> bool:
    """Whether this says something new."""
    until = until if state is CopyState.LENT else None
    row = had.get(person_id)
    if row is None:
        if state is CopyState.TO_SEND:
            return False
        row = Copy(material_id=material.id, person_id=person_id, state=state, changed_at=now)
        db.session.add(row)
    elif (row.state, row.lent_until) == (state, until):
        return False
    row.state, row.lent_until, row.changed_at = state, until, now
    if state in (CopyState.TO_SEND, CopyState.SENT):
        row.confirmed_at = None
    return True


def confirm_copy(*, cohort: Cohort, material: Material, by: Actor, now: datetime) -> None:
    """Say "I have it". Raises Refused when there is nothing to have any more."""
    person = account_queries.own_person(by)
    row = queries.copies_of(material, lock=True).get(person.id)
    state = row.state if row else CopyState.TO_SEND
    if state not in together_rules.CAN_CONFIRM or (row and row.confirmed_at):
        raise Refused(Reason(TogetherReason.NO_COPY))
    if row is None:
        row = Copy(material_id=material.id, person_id=person.id, state=state, changed_at=now)
        db.session.add(row)
    row.state, row.confirmed_at, row.changed_at = together_rules.copy_after(state), now, now
    db.session.flush()
    audit.record(
        action="cohort.confirm_copy", by=by, now=now, subject=("material", material.ref),
        facts={"cohort": cohort.ref, "person": person.ref},
    )  # fmt: skip


def write_letter(
    *,
    cohort: Cohort,
    people: Sequence[Person],
    subject: str,
    text: str,
    answers: bool,
    by: Actor,
    now: datetime,
) -> Letter:
    """Write to people of a cohort: to each a mail of their own, in the frame of their language. Raises Refused.

    `answers`: a reply reaches the writer. A copy is kept for whoever looks after the cohort.
    """
    known = {one.person_id for one in queries.followed(cohort)}
    to = [one for one in people if one.id in known]
    _refuse_letter(to, subject, text)
    letter = Letter(
        ref=new_ref(), cohort_id=cohort.id, person_id=by.person_id, subject=subject.strip(), text=text.strip(),
        answers=answers, to=[one.id for one in to], made_at=now,
    )  # fmt: skip
    db.session.add(letter)
    db.session.flush()
    params = {
        "cohort": cohort.name, "writer": by.name, "subject": letter.subject, "text": letter.text,
        **({"reply_to": by.person_id} if answers else {}),
    }  # fmt: skip
    with outbox.gathered():
        for one in to:
            outbox.put(
                kind="learning.letter",
                to=one.id,
                now=now,
                dedupe=f"letter:{letter.ref}:{one.id}",
                params=params,
            )
    audit.record(
        action="cohort.write_letter", by=by, now=now, subject=("letter", letter.ref),
        facts={"cohort": cohort.ref, "to": [one.ref for one in to], "answers": answers},
    )  # fmt: skip
    return letter


def _refuse_letter(to: Collection[Person], subject: str, text: str) -> None:
    checks = (
        (not to, TogetherReason.NOBODY_TICKED),
        (not subject.strip(), TogetherReason.SUBJECT_MISSING),
        (not text.strip(), TogetherReason.TEXT_MISSING),
    )
    found = [Reason(reason) for wrong, reason in checks if wrong]
    if found:
        raise Refused(found)
