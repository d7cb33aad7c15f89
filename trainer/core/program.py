"""What is this program called, and what else did its administrators set? A few named values, kept in the database."""

import time
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from trainer.core.db import Json, Model, db

NAME = "program_name"
SAMPLE = "sample_year_made"
ISSUER = "certification_issuer"
"""Who issues certificates: name, address, signatory, signatory_title."""
UNNAMED = "Facilitators’ Commons"
KEPT_SECONDS = 30.0
AWAY_SECONDS = 5.0

_kept: dict[str, tuple[float, str]] = {}


class Setting(Model):
    """One named value."""

    __tablename__ = "core_setting"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)


def is_sample() -> bool | None:
    """Whether this database holds the sample year; None when it holds no program, or cannot be asked yet."""
    try:
        names = set(db.session.scalars(select(Setting.name).where(Setting.name.in_((NAME, SAMPLE)))))
    except DBAPIError:  # not there, or not migrated
        return None
    finally:
        db.session.rollback()
    return SAMPLE in names if names else None


def name() -> str:
    """The program's name, read at most every half minute: every page shows it."""
    key = str(db.engine.url)
    kept = _kept.get(key)
    if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
        value = db.session.scalar(select(Setting.value).where(Setting.name == NAME))
        kept = (time.monotonic(), value or UNNAMED)
        _kept[key] = kept
    return kept[1]


def go_on() -> None:
    """Go on for some seconds with the name that was read last: the database is away."""
    key = str(db.engine.url)
    known = _kept[key][1] if key in _kept else UNNAMED
    _kept[key] = (time.monotonic() - KEPT_SECONDS + AWAY_SECONDS, known)


def rename(new: str) -> None:
    """Give the program a name."""
    db.session.merge(Setting(name=NAME, value=new))
    db.session.flush()
    _kept.clear()
