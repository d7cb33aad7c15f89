"""What waits for somebody, and what comes next? The two shapes in which every room tells it to the first page."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from trainer.core.errors import Reason


@dataclass(frozen=True)
class Task:
    """Something to do: said by `reason` with its facts, done at `endpoint`. `due`: the day it is expected, if any."""

    reason: Reason
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    due: date | None = None


@dataclass(frozen=True)
class Event:
    """Something with a date, for "coming up" and for calendars. `uid` stays, `sequence` rises with every change."""

    uid: str
    title: Reason | str
    starts_at: datetime
    ends_at: datetime
    zone: str
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    place: str = ""
    link: str = ""
    sequence: int = 0
    canceled: bool = False
