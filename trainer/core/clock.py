"""What time is it? The only reader of the time: the sample year may pin it, security tokens may not."""

import json
import zoneinfo
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

# The pinned tzdata package decides, never the machine: its copy may be years old (trust.md, finding 2).
zoneinfo.reset_tzpath(to=())

PROGRAM_ZONE = "America/Los_Angeles"
SAMPLE_START = datetime(2021, 5, 24, 16, 0, tzinfo=UTC)

_shift = timedelta(0)
_program_zone = PROGRAM_ZONE


def real_now() -> datetime:
    """The real moment, UTC: for sessions, links and anything a thief could wait for."""
    return datetime.now(UTC)


def now() -> datetime:
    """The program's moment, UTC: the real one, or in the sample year one that started on May 24, 2021."""
    return real_now() + _shift


def today(name: str | None = None) -> date:
    """The program's day in a time zone."""
    return now().astimezone(zone(name)).date()


def day(moment: datetime) -> date:
    """The day of a moment where the program is: a day of its own until midnight there, not in Greenwich."""
    return moment.astimezone(zone(None)).date()


def zone(name: str | None) -> ZoneInfo:
    """The time zone of that name; the program's usual one when none was chosen."""
    return ZoneInfo(name or _program_zone)


def set_program_zone(name: str) -> None:
    """Where the program is (TRAINER_ZONE). Only the app's start and tests call this."""
    global _program_zone
    _program_zone = name


def set_shift(shift: timedelta) -> None:
    """Move the program's clock. Only the app's start and tests call this."""
    global _shift
    _shift = shift


def shift() -> timedelta:
    """How far the program's clock is from the real one."""
    return _shift


def sample_shift(data_dir: Path) -> timedelta:
    """How far the sample year lies behind: fixed at the folder's first start, so that its days go on passing."""
    file = data_dir / "sample_clock.json"
    if not file.exists():
        file.write_text(json.dumps({"first_start": real_now().isoformat()}), encoding="utf-8")
    first = datetime.fromisoformat(json.loads(file.read_text(encoding="utf-8"))["first_start"])
    return SAMPLE_START - first
