"""How does a journey move the program's clock? The server of a test runs in the same process, so it moves along."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from trainer.core import clock

CALIFORNIA = ZoneInfo("America/Los_Angeles")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in California."""
    return datetime.combine(day, time(hour, minute), CALIFORNIA)


def move_to(moment: datetime) -> datetime:
    """From here on it is this moment, for every page and the worker. The `store` of the next test sets it back."""
    clock.set_shift(moment - clock.real_now())
    return clock.now()
