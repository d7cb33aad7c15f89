"""What does a person hear about their training record, and which unsent message does a correction take back?"""

from datetime import datetime

from trainer.attendance.models import TrainingRecord
from trainer.core import outbox
from trainer.core.db import new_ref


def _key(record: TrainingRecord, what: str = "") -> str:
    return f"attendance:{record.ref}:{what}"


def _put(record: TrainingRecord, what: str, key: str, *, now: datetime) -> None:
    outbox.put(
        kind=f"attendance.{what}", to=record.person_id, now=now, dedupe=_key(record, key),
        params={
            "title": record.title, "minutes": record.credited_minutes, "days": record.days,
            "complete": record.state.value == "complete", "path": "/me/record",
        },
    )  # fmt: skip


def take_back(record: TrainingRecord) -> None:
    """Take back what was not sent yet and is no longer true."""
    outbox.cancel(dedupe_prefix=_key(record))


def made(record: TrainingRecord, *, now: datetime) -> None:
    """A training is on record for you, with its days."""
    _put(record, "recorded", "recorded", now=now)


def corrected(record: TrainingRecord, *, now: datetime) -> None:
    """Your record was corrected: this is what it says now."""
    take_back(record)
    _put(record, "corrected", f"corrected:{new_ref()}", now=now)
