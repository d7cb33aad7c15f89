"""How does it end what an organization asked for somebody who has a place of their own?"""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.registration.actions import notes
from trainer.registration.models import Registration
from trainer.registration.rules import EndCause


def stop_telling(asked: Registration, *, because: EndCause, by: Actor, now: datetime) -> None:
    """What an organization asked for ends, and shows so."""
    asked.told_as, asked.ended, asked.offer_ends, asked.changed_at = None, because, None, now
    db.session.flush()
    notes.note(asked, "registration.cancel", by=by, now=now)
