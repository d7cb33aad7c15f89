"""How does something come to stand beside an entry, is described, covered and removed?"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from trainer.accounts.actor import Actor
from trainer.core import contents, files, pictures
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.core.files import FileReason, StoredFile
from trainer.journals import queries
from trainer.journals.actions.writing import note
from trainer.journals.models import Attachment, Entry
from trainer.journals.queries import attachments
from trainer.journals.rules import WriteReason
from trainer.journals.rules import attachments as rules
from trainer.journals.rules.attachments import AttachmentKind, AttachmentReason

VIDEO = (b"vide", b"V_VP8", b"V_VP9", b"V_AV1", b"V_MPEG")
"""What stands in a film and in no audio note, in the first or last part of its file."""
LOOKED_AT = 2 << 20


@dataclass(frozen=True)
class Prepared:
    """A file that may be kept: a photo drawn anew with its small one, or an audio note or document as it came."""

    kind: AttachmentKind
    content_type: str
    ending: str
    data: BinaryIO
    thumbnail: bytes = b""


def prepare(data: BinaryIO, *, name: str, size: int) -> Prepared:
    """What takes long: look at a file, and draw a photo anew. Before any lock is taken; nothing is written.

    Raises Refused for what is not taken, too large, or no photo whatever it says.
    """
    found = contents.what(data.read(contents.HEAD), name)
    data.seek(0)
    if found is None:
        raise Refused(Reason(FileReason.NOT_TAKEN))
    kind = AttachmentKind(found.family.value)
    most = rules.MOST_MEGABYTES[kind.value]
    if size > most << 20:
        raise Refused(Reason(FileReason.TOO_LARGE, {"most": most}))
    if kind is not AttachmentKind.PHOTO:
        if kind is AttachmentKind.AUDIO and _is_film(data, size):
            raise Refused(Reason(AttachmentReason.HAS_PICTURES))
        return Prepared(kind, found.type, found.ending, data)
    safe = pictures.make_safe(data)
    return Prepared(kind, contents.JPEG.type, contents.JPEG.ending, io.BytesIO(safe.data), safe.thumbnail)


def _is_film(data: BinaryIO, size: int) -> bool:
    """Whether moving pictures come with the sound: they show faces, and nobody was asked about those."""
    looked_at = data.read(LOOKED_AT)
    data.seek(max(0, size - LOOKED_AT))
    looked_at += data.read(LOOKED_AT)
    data.seek(0)
    return any(word in looked_at for word in VIDEO)


def attach(
    *,
    entry: Entry,
    prepared: Prepared,
    recognizable: bool,
    caption: str,
    alt: str,
    shows: Sequence[str],
    by: Actor,
    now: datetime,
) -> Attachment:
    """Keep a file beside an entry that can still be changed. With somebody in it, it is the writer's alone until every
    consent is recorded. Raises Refused."""
    db.session.scalars(locked(queries.alone(entry.id))).one()
    _only_writer(entry, by)
    reason = rules.why_not_attach(entry.state, attachments.count_of(entry.id))
    if reason:
        raise Refused(Reason(reason, {"most": rules.MOST_ATTACHED}))
    file, thumb = _keep(prepared, by=by, now=now)
    attachment = Attachment(
        ref=new_ref(), entry_id=entry.id, kind=prepared.kind, file_id=file.id, thumb_id=thumb.id if thumb else None,
        caption=caption, alt=alt, shows=sorted(shows), recognizable=recognizable,
        position=attachments.next_position(entry.id), made_at=now,
    )  # fmt: skip
    db.session.add(attachment)
    db.session.flush()
    note(entry, "journals.attach", by=by, now=now, attachment=attachment.ref, kind=prepared.kind.value)
    return attachment


def _only_writer(entry: Entry, by: Actor) -> None:
    if by.person_id != entry.person_id:
        raise Refused(Reason(WriteReason.NOT_THE_WRITER))


def _keep(prepared: Prepared, *, by: Actor, now: datetime) -> tuple[StoredFile, StoredFile | None]:
    """The name it came with is not kept: phones and people put names and days into it."""
    given: dict[str, Any] = {"kind": prepared.kind.value, "content_type": prepared.content_type}
    given |= {"name": f"{prepared.kind.value}.{prepared.ending}", "by": by.person_id, "now": now}
    file = files.put(prepared.data, **given)
    thumb = files.put(io.BytesIO(prepared.thumbnail), **given) if prepared.thumbnail else None
    return file, thumb


def _fresh(attachment: Attachment, by: Actor) -> None:
    """Lock it, read it anew, and refuse everybody but the writer, and what is gone."""
    db.session.scalars(locked(attachments.alone(attachment.id))).one()
    _only_writer(attachment.entry, by)
    if attachment.removed_at is not None:
        raise Refused(Reason(AttachmentReason.GONE))


def describe(
    *, attachment: Attachment, caption: str, alt: str, shows: Sequence[str], by: Actor, now: datetime
) -> None:
    """Say what it is, what can be seen in it, and whom it shows, while the entry can be changed. Raises Refused."""
    _fresh(attachment, by)
    reason = rules.why_not_attach(attachment.entry.state, 0)
    if reason:
        raise Refused(Reason(reason))
    attachment.caption, attachment.alt, attachment.shows = caption, alt, sorted(shows)
    db.session.flush()
    note(attachment.entry, "journals.describe", by=by, now=now, attachment=attachment.ref)


def say_recognizable(*, attachment: Attachment, by: Actor, now: datetime) -> None:
    """Somebody can be recognized after all: from now on only the writer sees it, in whatever state the entry is."""
    _fresh(attachment, by)
    if attachment.recognizable:
        return
    attachment.recognizable = True
    db.session.flush()
    note(attachment.entry, "journals.recognizable", by=by, now=now, attachment=attachment.ref)


def cover(
    *, attachment: Attachment, prepared: Prepared, recognizable: bool, by: Actor, now: datetime
) -> None:
    """Put a photo with covered faces in the place of the one that shows them, whose bytes are deleted; in whatever
    state the entry is. With nobody to recognize any more, no consent is needed. Raises Refused."""
    _fresh(attachment, by)
    if AttachmentKind.PHOTO not in (attachment.kind, prepared.kind) or attachment.kind is not prepared.kind:
        raise Refused(Reason(AttachmentReason.NO_PHOTO))
    if rules.is_hidden(attachment.consents):
        raise Refused(Reason(AttachmentReason.HIDDEN))
    for old in (attachment.file, attachment.thumb):
        if old is not None:
            files.remove(old, now=now)
    attachment.file, attachment.thumb = _keep(prepared, by=by, now=now)
    attachment.recognizable, attachment.covered_at = recognizable, now
    db.session.flush()
    settle(attachment, now=now)
    note(attachment.entry, "journals.cover", by=by, now=now, attachment=attachment.ref)


def remove(*, attachment: Attachment, by: Actor, now: datetime) -> None:
    """Delete its bytes and its words for good, in whatever state the entry is. Raises Refused."""
    _fresh(attachment, by)
    for file in (attachment.file, attachment.thumb):
        if file is not None:
            files.remove(file, now=now)
    attachment.removed_at, attachment.caption, attachment.alt, attachment.shows = now, "", "", []
    db.session.flush()
    note(attachment.entry, "journals.remove_attachment", by=by, now=now, attachment=attachment.ref)


def settle(attachment: Attachment, *, now: datetime) -> None:
    """Write onto the files what the consents say, so that whoever serves a file need not know of consents: hidden when
    one was taken back, shown no longer than the first of them lasts."""
    consents = attachment.consents if attachment.recognizable else []
    hidden, until = rules.is_hidden(consents), rules.shown_until(consents)
    for file in (attachment.file, attachment.thumb):
        if file is not None:
            file.hidden_at = (file.hidden_at or now) if hidden else None
            file.shown_until = until
    db.session.flush()
