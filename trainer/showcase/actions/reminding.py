"""Who presents soon and is to be reminded? Each presenter once for a day, also when the site was down meanwhile."""

from datetime import datetime

from trainer.showcase import queries
from trainer.showcase.actions import letters
from trainer.showcase.rules import program


def remind(*, now: datetime) -> int:
    """Remind whoever presents in some days; returns how many people. Called by the worker again and again."""
    found = {}
    for proposal, call, where in queries.presented_soon(now=now):
        starts = queries.moment_of(call, where)
        if starts and call.published_at and program.is_time_to_remind(starts, call.published_at, now):
            for person in proposal.presenters:
                found[letters.reminder_key(proposal, where, person)] = (proposal, call, where, person)
    missing = found.keys() - queries.put_already(found) if found else set()
    for key in sorted(missing):
        letters.reminder(*found[key], now=now)
    return len(missing)
