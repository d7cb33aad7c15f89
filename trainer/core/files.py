"""Where do uploaded files lie, and how do they come and go with the transaction that names them?

A row per file, and its bytes in a folder, under a name of their own. The folder is the data folder's `files` unless
TRAINER_FILES says otherwise; sites on several machines share it. A file row knows no room: each room has a row that
points here, and an endpoint that asks its own permission before it answers with `core.web.files.answer`.
"""

import contextlib
import enum
import hashlib
import os
import secrets
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import String, event, select
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core import clock
from trainer.core.db import Model, UtcDateTime, db, ref_column
from trainer.core.errors import NotFound, Reason, Refused

PIECE = 1 << 20
SWEPT_AFTER = timedelta(hours=24)
"""How old a file without a row must be to be swept: whoever is still writing one is not done yet."""


class FileReason(enum.StrEnum):
    """Why a file is not taken. Facts: most (megabytes), count."""

    NONE = "file_none"
    EMPTY = "file_empty"
    TOO_LARGE = "file_too_large"
    TOO_MANY_AT_ONCE = "file_too_many_at_once"
    NOT_TAKEN = "file_not_taken"
    NO_ROOM = "file_no_room"


class StoredFile(Model):
    """One file: what it is, how large, whose, and whether anybody may still get it.

    `hidden_at` hides it from everybody, everywhere, at once; so does the day after `shown_until`, without anybody
    having to do anything on that day. `removed_at`: its bytes are gone.
    """

    __tablename__ = "core_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    kind: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_person: Mapped[int | None]
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shown_until: Mapped[date | None]
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def shown(self, today: date) -> bool:
        """Whether anybody gets it at all on this day; whether a certain reader does is the room's to say."""
        expired = self.shown_until is not None and today > self.shown_until
        return self.hidden_at is None and self.removed_at is None and not expired


_folder = Path(".data/files")


def set_folder(folder: Path) -> None:
    """Where the bytes lie; said once, when the site starts."""
    global _folder
    _folder = folder


def place_of(ref: str) -> Path:
    """Where the bytes of a file lie. `ref` is ours, never what a browser sent."""
    return _folder / ref[:2] / ref


def put(
    data: BinaryIO, *, kind: str, content_type: str, name: str, by: int | None, now: datetime
) -> StoredFile:
    """Keep a file: written to the disk in pieces, whole or not at all, and gone again if the transaction fails.

    Raises Refused with NO_ROOM when the disk takes no more.
    """
    ref = secrets.token_urlsafe(16)
    try:
        size, digest = _write(data, place_of(ref))
    except OSError as error:
        place_of(ref).unlink(missing_ok=True)
        raise Refused(Reason(FileReason.NO_ROOM)) from error
    _pending("files_new").append(ref)
    file = StoredFile(
        ref=ref, kind=kind, name=name[-200:], content_type=content_type, size=size, digest=digest, made_at=now,
        by_person=by,
    )  # fmt: skip
    db.session.add(file)
    db.session.flush()
    return file


def _write(data: BinaryIO, place: Path) -> tuple[int, str]:
    """Beside its place first: what stands there is whole, also after the machine stopped in the middle."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.new")
    size, digest = 0, hashlib.sha256()
    try:
        with beside.open("xb") as out:
            while piece := data.read(PIECE):
                out.write(piece)
                digest.update(piece)
                size += len(piece)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
    return size, digest.hexdigest()


def path_of(file: StoredFile) -> Path:
    """Where the bytes lie, for whoever reads them now. Raises NotFound for what is hidden, expired, removed or lost."""
    place = place_of(file.ref)
    if not file.shown(clock.today()) or not place.is_file():
        raise NotFound
    return place


def open_(file: StoredFile) -> BinaryIO:
    """The bytes, to be closed by the caller. Raises NotFound like `path_of`."""
    return path_of(file).open("rb")


def remove(file: StoredFile, *, now: datetime | None = None) -> None:
    """Nobody gets it any more, and its bytes go with the commit; the row stays to say that there was one."""
    file.removed_at = now or clock.now()
    file.name = ""
    _pending("files_gone").append(file.ref)


def by_ids(ids: Collection[int]) -> dict[int, StoredFile]:
    """Files by their number; one statement."""
    if not ids:
        return {}
    found = db.session.scalars(select(StoredFile).where(StoredFile.id.in_(list(ids))))
    return {file.id: file for file in found}


def sweep() -> int:
    """Delete what no row names: left behind by a process that was killed. Returns how many. The worker does so hourly.

    Ages are those of the disk, so the real time counts, also in the sample year.
    """
    before = (clock.real_now() - SWEPT_AFTER).timestamp()
    gone = 0
    for folder in _folder.iterdir() if _folder.is_dir() else ():
        old = {path.name: path for path in _files_in(folder) if path.stat().st_mtime < before}
        kept = db.session.scalars(
            select(StoredFile.ref).where(StoredFile.ref.in_(list(old)), StoredFile.removed_at.is_(None))
        ).all()
        for name in set(old) - set(kept):
            old[name].unlink(missing_ok=True)
            gone += 1
    return gone


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else iter(())


def _pending(what: str) -> list[str]:
    found: list[str] = db.session().info.setdefault(what, [])
    return found


def _settle(session: Any, ended: str, other: str) -> None:
    if session.in_nested_transaction():
        return
    for ref in session.info.pop(ended, []):
        with contextlib.suppress(OSError):  # what stays behind is swept
            place_of(ref).unlink(missing_ok=True)
    session.info.pop(other, None)


@event.listens_for(db.session, "after_commit")
def _committed(session: Any) -> None:
    _settle(session, "files_gone", "files_new")


@event.listens_for(db.session, "after_rollback")
def _taken_back(session: Any) -> None:
    _settle(session, "files_new", "files_gone")
