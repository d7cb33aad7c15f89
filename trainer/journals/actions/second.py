"""How does somebody else come to read one entry, and how does that end? The right ends with the reading."""

from datetime import datetime

from trainer.accounts import actions as account_actions
from trainer.accounts.actor import Actor
from trainer.accounts.models import Grant, Person
from trainer.core import outbox
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.journals import queries, rules
from trainer.journals.actions import talking
from trainer.journals.actions.writing import note
from trainer.journals.models import Entry, SecondReading
from trainer.journals.queries import talk
from trainer.journals.rules import ReadingEnd, SecondReason
from trainer.mentoring import queries as mentoring_queries
from trainer.permissions import Role


def ask_second(*, entry: Entry, reader: Person | None, why: str, by: Actor, now: datetime) -> SecondReading:
    """Ask another mentor to read one entry, or, without a reader, ask for somebody to be found. Raises Refused.

    The writer never chooses the reader; the mentor and administrators do. Who reads, why and since when stands on the
    entry for its writer from the same moment.
    """
    db.session.scalars(locked(queries.alone(entry.id))).one()
    reason = rules.why_not_ask(
        handed_in=queries.newest(entry) is not None, for_others=entry.audience != "writer",
        open_already=talk.open_reading(entry.id) is not None, why=why,
    )  # fmt: skip
    if reason:
        raise Refused(Reason(reason))
    reading = SecondReading(
        ref=new_ref(), entry_id=entry.id, asked_by=by.person_id, why=why.strip(), asked_at=now
    )
    db.session.add(reading)
    db.session.flush()
    note(entry, "journals.ask_second", by=by, now=now, reading=reading.ref)
    if reader is not None:
        _name(reading, entry, reader, by=by, now=now)
    return reading


def name_second(*, reading: SecondReading, reader: Person, by: Actor, now: datetime) -> None:
    """Find the reader that the writer has asked for. Raises Refused."""
    entry = reading.entry
    db.session.scalars(locked(queries.alone(entry.id))).one()
    reading = talk.reading_now(reading)
    if reading.ended_at is not None:
        raise Refused(Reason(SecondReason.ENDED))
    if reading.reader_id is not None:
        raise Refused(Reason(SecondReason.ALREADY))
    _name(reading, entry, reader, by=by, now=now)


def _name(reading: SecondReading, entry: Entry, reader: Person, *, by: Actor, now: datetime) -> None:
    employers = mentoring_queries.working_together(reader.id, entry.person_id, now=now)
    reason = rules.why_not_second_reader(
        reader_id=reader.id, writer_id=entry.person_id, mentors=talk.is_mentor(reader.id, now=now),
        is_their_mentor=queries.still_mentors(reader.id, entry.person_id, now=now), employers=employers,
    )  # fmt: skip
    if reason:
        facts = {"name": reader.name, "writer": entry.person.name, "organization": ", ".join(employers)}
        raise Refused(Reason(reason, facts))
    cause = f"reading:{reading.ref}"
    grant = account_actions.grant(
        person=reader, role=Role.SECOND_READER, thing=entry, cause=cause, by=by, now=now
    )
    reading.reader_id, reading.grant_id, reading.since = reader.id, grant.id, now
    db.session.flush()
    db.session.expire(reading, ["reader"])
    note(entry, "journals.name_second", by=by, now=now, reading=reading.ref, reader=reader.ref)
    path = f"/entries/{entry.ref}"
    outbox.put(
        kind="journals.second_named", to=reader.id, now=now, dedupe=f"second:{reading.ref}:named",
        params={"writer": entry.person.name, "path": path}, access=talking.access(entry),
    )  # fmt: skip
    outbox.put(
        kind="journals.second_told", to=entry.person_id, now=now, dedupe=f"second:{reading.ref}:told",
        params={"reader": reader.name, "path": path},
    )  # fmt: skip


def end_second(*, reading: SecondReading, by: Actor, now: datetime) -> ReadingEnd:
    """The reader is done; or whoever asked, the writer, the mentor or an administrator takes it back. From this moment
    the reader reads nothing of it, and no mail about it reaches them. What they said stays. Raises Refused."""
    entry = reading.entry
    reading = talk.reading_now(reading)
    if reading.ended_at is not None:
        raise Refused(Reason(SecondReason.ENDED))
    ending = ReadingEnd.DONE if reading.reader_id == by.person_id else ReadingEnd.TAKEN_BACK
    reading.ended_at, reading.ending = now, ending
    grant = db.session.get(Grant, reading.grant_id) if reading.grant_id else None
    if grant is not None and reading.reader is not None:
        account_actions.end_grant(grant=grant, by=by, now=now)
        outbox.cancel(dedupe_prefix=talking.mails_to(entry, reading.reader.ref), now=now)
    outbox.cancel(dedupe_prefix=f"second:{reading.ref}:", now=now)
    db.session.flush()
    note(entry, "journals.end_second", by=by, now=now, reading=reading.ref, ending=ending.value)
    return ending
