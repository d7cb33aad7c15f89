"""How far is a job that SQLite saves? Kept in a small file beside the database, which its one transaction cannot hide.

SQLite knows one writer: while a job is saved there, no row can say how far it is. Whoever reads the database is on
the same machine, so a file beside it says it instead. It is news, not truth: what was saved stands in the database.
"""

import contextlib
import json
from pathlib import Path

from trainer.core.db import db


def file() -> Path | None:
    """Where it is kept; None for a database that can say it itself, or that is no file."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(f"{url.database}-progress")


def tell(job_id: int, word: str, done: int, total: int) -> bool:
    """Write down how far the claim `word` of a job is; False when it is not kept in a file here."""
    place = file()
    if place is None:
        return False
    beside = place.with_name(f"{place.name}.new")
    with contextlib.suppress(OSError):  # a full disk ends the job by itself: news about it does not
        beside.write_text(json.dumps([job_id, word, done, total]), encoding="ascii")
        beside.replace(place)
    return True


def of(job_id: int, word: str | None) -> tuple[int, int] | None:
    """How far the claim that holds this job is (done, of how many); None when nobody wrote it down."""
    place = file()
    try:
        told = json.loads(place.read_text(encoding="ascii")) if place else None
        found, by, done, total = told or (None, None, 0, 0)
    except (OSError, ValueError, TypeError):
        return None
    return (int(done), int(total)) if (found, by) == (job_id, word) else None


def forget() -> None:
    """The transaction is over: the row says it again."""
    place = file()
    if place is not None:
        place.unlink(missing_ok=True)
