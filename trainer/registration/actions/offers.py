"""What do time and more places do to a waitlist? Offers end, seats kept for a team go on, free ones are given."""

from datetime import datetime

from trainer.accounts.actor import SYSTEM, Actor
from trainer.registration import queries
from trainer.registration.actions import places
from trainer.registration.queries import queue
from trainer.registration.rules import EndCause
from trainer.schedule.models import Offering


def expire_offers(*, now: datetime) -> int:
    """End the offers whose time is over and offer each place to the next; returns how many ended."""
    count = 0
    for offering in queries.offerings_with_ended_offers(now):
        locked = places.lock_places(offering)
        for registration in queries.ended_offers(offering.id, now):
            places.cancel(registration, locked, because=EndCause.OFFER_ENDED, by=SYSTEM, now=now)
            count += 1
        places.offer_next(offering, locked, by=SYSTEM, now=now)
    return count


def end_keeping(*, now: datetime) -> int:
    """Offer on the seats that were kept long enough for a team; returns how many offers were made."""
    return sum(
        fill_places(offering=offering, by=SYSTEM, now=now)
        for offering in queue.offerings_kept_long_enough(now)
    )


def fill_places(*, offering: Offering, by: Actor, now: datetime) -> int:
    """Offer what has become free, for instance by a higher capacity; returns how many offers were made."""
    return places.offer_next(offering, places.lock_places(offering), by=by, now=now)
