"""What will a sheet or a log that was read in change, person by person? Seen before anything is saved."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from trainer.attendance import queries, rules
from trainer.attendance.models import Mark
from trainer.attendance.rules import Marked, Missed, Piece, Presence, paper
from trainer.core.db import db
from trainer.registration.models import Registration
from trainer.registration.queries.lists import Line
from trainer.schedule.models import Session


@dataclass(frozen=True)
class Wanted:
    """What was read about one person: a presence, and the times they were there (none: all of the session)."""

    presence: Presence
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Planned:
    """One person: what stands about them, what will stand, and what of it was missed when."""

    line: Line
    mark: Mark | None
    marked: Marked
    missed: Missed | None

    @property
    def stands(self) -> str:
        """What stands, as `rules.said` puts it; '' while there is no mark."""
        return rules.said(self.mark.presence, self.mark.missed_minutes) if self.mark else ""

    @property
    def changes(self) -> bool:
        """Whether something else will stand about this person."""
        return self.stands != rules.said(self.marked.presence, self.marked.missed_minutes)


def row_codes(session: Session) -> dict[str, str]:
    """The code of each row of a printed sheet, by the registration's reference. It stays, whoever comes or goes."""
    rows = db.session.execute(
        select(Registration.ref)
        .where(Registration.offering_id == session.offering_id)
        .order_by(Registration.id)
    )
    return {
        ref: paper.row_code(number, f"{ref} {session.key}") for number, (ref,) in enumerate(rows, start=1)
    }


def planned(
    session: Session, lines: Sequence[Line], marks: Mapping[int, Mark], wanted: Mapping[str, Wanted]
) -> list[Planned]:
    """What will become of everybody about whom something was read, by name. Who was there for no minute was absent."""
    found = []
    for line in lines:
        one = wanted.get(line.registration.ref)
        if one is None:
            continue
        mark = marks.get(line.registration.id)
        present = one.presence is Presence.PRESENT
        missed = queries.stays.missed_in(session, one.pieces) if present and one.pieces else None
        presence = Presence.ABSENT if missed is not None and not missed.attended else one.presence
        seen = rules.said(mark.presence, mark.missed_minutes) if mark else ""
        minutes = missed.total if missed is not None and presence is Presence.PRESENT else 0
        marked = Marked(line.registration.ref, presence, minutes, one.pieces, seen)
        found.append(Planned(line, mark, marked, missed))
    return found


def rest_absent(
    lines: Sequence[Line], marks: Mapping[int, Mark], named: Collection[str]
) -> dict[str, Wanted]:
    """Absent, for everybody about whom nothing was read and nothing stands yet."""
    return {
        line.registration.ref: Wanted(Presence.ABSENT)
        for line in lines
        if line.registration.ref not in named and line.registration.id not in marks
    }


def digest(plan: Sequence[Planned]) -> str:
    """What was shown, in short: when it is confirmed, the same must still be true."""
    shown = [
        (one.marked.registration_ref, one.stands, one.marked.presence.value, one.marked.missed_minutes)
        for one in plan
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]
