"""What did somebody miss of this session, by the times they were there?"""

from collections.abc import Sequence
from datetime import datetime

from trainer.attendance import rules
from trainer.attendance.models import Mark
from trainer.attendance.rules import Missed, Piece, Presence
from trainer.schedule.models import Session


def ends_of(session: Session) -> tuple[datetime, datetime]:
    """From when to when a session is whose times are known."""
    if session.starts_at is None or session.ends_at is None:
        raise ValueError(f"session {session.id} has no times")
    return session.starts_at, session.ends_at


def missed_in(session: Session, pieces: Sequence[Piece]) -> Missed | None:
    """What was missed by somebody who was there at these times; None while the session has none."""
    if session.starts_at is None or session.ends_at is None:
        return None
    return rules.missed(pieces, session.starts_at, session.ends_at)


def counted_from(session: Session, mark: Mark) -> Missed | None:
    """What was missed late, early and between, when the mark follows from times; None when minutes were typed."""
    if not mark.pieces or mark.presence is not Presence.PRESENT:
        return None
    missed = missed_in(session, rules.from_kept(mark.pieces))
    return missed if missed is not None and missed.total == mark.missed_minutes else None
