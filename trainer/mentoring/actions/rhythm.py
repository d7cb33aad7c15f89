"""Who is told in time that the monthly rhythm would break (R07)? Both, once for each day by which to meet."""

from datetime import UTC, datetime, time, timedelta

from trainer.core import clock, outbox
from trainer.mentoring import queries
from trainer.mentoring.models import Pair
from trainer.mentoring.rules import pace
from trainer.permissions import Permission


def tell_before_the_rhythm_breaks(*, now: datetime) -> int:
    """Tell mentor and trainee of each pair whose next meeting should be soon and is not planned; returns how many."""
    today = clock.day(now)
    waiting = [
        (pair, found)
        for pair, found in queries.paces(today=today)
        if pace.is_time_to_tell(found, today=today)
    ]
    known = outbox.known([_key(pair, found, pair.trainee_id) for pair, found in waiting])
    told = [(pair, found) for pair, found in waiting if _key(pair, found, pair.trainee_id) not in known]
    for pair, found in told:
        for reader, other in ((pair.mentor, pair.trainee), (pair.trainee, pair.mentor)):
            outbox.put(
                kind="mentoring.rhythm", to=reader.id, now=now, dedupe=_key(pair, found, reader.id),
                not_after=_midnight_after(found),
                params={
                    "other": other.name, "by": found.meet_by.isoformat() if found.meet_by else "",
                    "held": found.held, "wanted": pace.WANTED, "path": f"/pairs/{pair.ref}/propose",
                },
                access=(Permission.MENTORING_SEE.value, [["person", pair.trainee_id]]),
            )  # fmt: skip
    return len(told)


def _midnight_after(found: pace.Pace) -> datetime | None:
    """When it is too late for the notice: the day is over where the program is."""
    if found.meet_by is None:
        return None
    return datetime.combine(found.meet_by + timedelta(days=1), time(0), clock.zone(None)).astimezone(UTC)


def _key(pair: Pair, found: pace.Pace, person_id: int) -> str:
    return f"rhythm:{pair.ref}:{found.meet_by}:{person_id}"
