"""What becomes of an offered place, and what do time and more places do to a waitlist?"""

from datetime import datetime

from trainer.accounts.actor import SYSTEM, Actor
from trainer.core.errors import Reason, Refused
from trainer.registration import queries, rules
from trainer.registration.actions import groups, places
from trainer.registration.models import Registration
from trainer.registration.queries import queue
from trainer.registration.rules import EndCause
from trainer.schedule.models import Offering


def expire_offers(*, now: datetime) -> int:
    """End the offers whose time is over and offer each place to the next; returns how many ended."""
    count = 0
    for offering in queries.offerings_with_ended_offers(now):
        locked = places.lock_places(offering)
        ended = queries.ended_offers(offering.id, now)
        for registration in ended:
            places.cancel(registration, locked, because=EndCause.OFFER_ENDED, by=SYSTEM, now=now)
        for group in dict.fromkeys(one.group for one in ended if one.group):
            groups.offer_ended(group=group, by=SYSTEM, now=now)
        count += len(ended)
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


def decline_offer(*, registration: Registration, by: Actor, now: datetime) -> None:
    """Leave the held place to the next. Raises Refused when none is held."""
    locked = places.lock_and_read(registration)
    places.refuse_if_team_answers(registration)
    problem = rules.why_not_decline(state=registration.state, ended=registration.ended)
    if problem:
        raise Refused(Reason(*problem))
    places.cancel(registration, locked, because=EndCause.OFFER_DECLINED, by=by, now=now)
    places.offer_next(registration.offering, locked, by=by, now=now)
