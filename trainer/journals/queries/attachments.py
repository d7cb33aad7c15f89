"""What stands beside an entry, who of its readers sees it today, and which consents are there?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from trainer.accounts.queries import storable
from trainer.core import clock
from trainer.core.db import db
from trainer.journals.models import Attachment, Consent, Entry
from trainer.journals.queries.entries import Round
from trainer.journals.rules.attachments import Shown, Standing, Use, may_show, standing_of, who_sees


@dataclass(frozen=True)
class Beside:
    """One attachment as a certain reader sees it: who sees it, and whether this reader gets its file today."""

    attachment: Attachment
    shown: Shown
    there: bool


def attachment_by_ref(ref: str) -> Attachment | None:
    """The attachment that a URL names, with its entry, files and consents; None once it was removed."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Attachment)
        .join(Attachment.entry)
        .where(Attachment.ref == ref, Attachment.removed_at.is_(None))
        .options(
            contains_eager(Attachment.entry).options(
                joinedload(Entry.person), joinedload(Entry.enrollment), selectinload(Entry.submissions)
            ),
            joinedload(Attachment.file), joinedload(Attachment.thumb), selectinload(Attachment.consents),
        )
    ).first()  # fmt: skip


def consent_by_ref(ref: str) -> Consent | None:
    """The consent that a URL names."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Consent).where(Consent.ref == ref).options(joinedload(Consent.attachment))
    ).first()


def alone(attachment_id: int) -> Select[Any]:
    """One attachment as it is in the database now, for a lock."""
    return select(Attachment).where(Attachment.id == attachment_id).execution_options(populate_existing=True)


def count_of(entry_id: int) -> int:
    """How much stands beside an entry."""
    there = Attachment.entry_id == entry_id, Attachment.removed_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(Attachment).where(*there)) or 0


def next_position(entry_id: int) -> int:
    """Where the next one stands: after all that ever were."""
    last = select(func.max(Attachment.position)).where(Attachment.entry_id == entry_id)
    return (db.session.scalar(last) or 0) + 1


def of_entries(entry_ids: Collection[int]) -> Sequence[Attachment]:
    """All that stands beside these entries, in order. Two statements; who sees it is another question."""
    if not entry_ids:
        return []
    return db.session.scalars(_beside(), {"entries": list(entry_ids)}).all()


@cache
def _beside() -> Any:
    """Built once: to put it together takes longer than to ask it."""
    return (
        select(Attachment)
        .where(Attachment.entry_id.in_(bindparam("entries", expanding=True)), Attachment.removed_at.is_(None))
        .order_by(Attachment.entry_id, Attachment.position, Attachment.id)
        .options(
            joinedload(Attachment.file),
            joinedload(Attachment.thumb),
            joinedload(Attachment.entry),
            selectinload(Attachment.consents),
        )
    )


def visible(
    entry_ids: Collection[int], use: Use = Use.JOURNAL, *, today: date | None = None
) -> list[Attachment]:
    """What somebody other than the writer may see today if it is used so: nobody is in it, or all in it allow it.

    Whether they may read the entry at all, and which of its rounds, is asked before; see `beside`.
    """
    day = today or clock.today()
    return [
        one for one in of_entries(entry_ids)
        if one.file.shown(day) and (not one.recognizable or may_show(use, one.consents, day))
    ]  # fmt: skip


def shown(entry_ids: Collection[int], *, today: date | None = None) -> list[Attachment]:
    """What the writer themselves may see and take along today: all but what is hidden from everybody."""
    day = today or clock.today()
    return [one for one in of_entries(entry_ids) if one.file.shown(day)]


def beside(entry: Entry, person_id: int | None, rounds: Sequence[Round] = ()) -> list[Beside]:
    """What stands beside an entry for a certain reader. The writer hears of everything, also of what is hidden; a
    mentor, only of what they see: with a round that they read, and that was handed in after it came."""
    own, today = person_id == entry.person_id, clock.today()
    found = [_for_reader(one, entry, own, rounds, today) for one in of_entries([entry.id])]
    return [one for one in found if own or one.there]


def sees(attachment: Attachment, person_id: int | None, rounds: Sequence[Round]) -> bool:
    """Whether a reader of its entry gets the file of an attachment today."""
    own = person_id == attachment.entry.person_id
    return _for_reader(attachment, attachment.entry, own, rounds, clock.today()).there


def _for_reader(
    attachment: Attachment, entry: Entry, own: bool, rounds: Sequence[Round], today: date
) -> Beside:
    private = entry.audience == "writer"
    found = who_sees(
        recognizable=attachment.recognizable, private=private, consents=attachment.consents, today=today
    )
    there = attachment.file.shown(today) and found not in (Shown.WITHDRAWN, Shown.EXPIRED)
    if not own:
        there = there and found is Shown.WITH_ENTRY and _in_a_round(attachment, rounds)
    return Beside(attachment, found, there)


def _in_a_round(attachment: Attachment, rounds: Sequence[Round]) -> bool:
    return any(one.reads and one.submission.submitted_at >= attachment.made_at for one in rounds)


def consents(recorded_by: int | None = None) -> Select[Any, Any, Any, Any, Any]:
    """Consents for a page, those that end first come first: (expires_on, id, Consent). All of them, or one writer's.

    Neither the picture nor a word of the entry is read: an administrator sees the record alone.
    """
    found = (
        select(Consent.expires_on, Consent.id, Consent, Attachment.ref, Attachment.removed_at)
        .join(Attachment, Attachment.id == Consent.attachment_id)
        .execution_options(populate_existing=True)
    )
    return found if recorded_by is None else found.where(Consent.recorded_by == recorded_by)


def standings(recorded: Sequence[Consent]) -> dict[int, Standing]:
    """Where each of the consents in one picture stands today, by its number."""
    return {one.id: standing_of(one, recorded, clock.today()) for one in recorded}


def has_consents(person_id: int) -> bool:
    """Whether somebody has recorded any."""
    return db.session.scalar(select(Consent.id).where(Consent.recorded_by == person_id).limit(1)) is not None
