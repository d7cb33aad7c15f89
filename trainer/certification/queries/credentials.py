"""Which credential is this, does it hold today, and who issues it?"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.attendance.models import Mark
from trainer.attendance.queries import transcript
from trainer.certification.models import Credential, CredentialChange
from trainer.certification.rules import CredentialState
from trainer.certification.rules.states import REMIND_DAYS
from trainer.core import numbers, program
from trainer.core.db import db
from trainer.core.outbox import OutboxRow
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import COURSE_OF

ISSUER = program.ISSUER


@dataclass(frozen=True)
class Issuer:
    """Who issues certificates: kept word for word on each one."""

    name: str = ""
    address: str = ""
    signatory: str = ""
    signatory_title: str = ""

    @property
    def complete(self) -> bool:
        """Whether a certificate can say everything that it should (domain.md 4.6)."""
        return all(asdict(self).values())


def issuer() -> Issuer:
    """Who issues certificates, as an administrator set it; nothing yet in a new installation."""
    kept = db.session.scalar(select(program.Setting.value).where(program.Setting.name == ISSUER))
    return Issuer(**kept) if kept else Issuer()


def credential_by_ref(ref: str) -> Credential | None:
    """The credential that a private URL names."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Credential).where(Credential.ref == ref).options(joinedload(Credential.person))
    ).first()


def credential_by_number(typed: str) -> Credential | None:
    """The credential with a number as somebody typed it; None for unknown and for impossible ones alike."""
    number = numbers.read(typed)
    if number is None:
        return None
    return db.session.scalars(select(Credential).where(Credential.number == number)).first()


def credential_alone(credential_id: int) -> Select[Credential]:
    """One credential as it is in the database now, for a lock."""
    return select(Credential).where(Credential.id == credential_id).execution_options(populate_existing=True)


def changes_of(credential_id: int) -> list[tuple[CredentialChange, str | None]]:
    """What was done to a credential, latest first, with who did it."""
    rows = db.session.execute(
        select(CredentialChange, Person.name)
        .outerjoin(Person, Person.id == CredentialChange.by_person)
        .where(CredentialChange.credential_id == credential_id)
        .order_by(CredentialChange.id.desc())
    )
    return [(row[0], row[1]) for row in rows]


def training_minutes(person_id: int) -> int:
    """The minutes of training on this person's record: what the certificate calls clock hours (domain.md 4.6)."""
    credited = db.session.scalar(
        select(func.sum(Mark.session_minutes))
        .join(Session, Session.id == Mark.session_id)
        .join(Offering, Offering.id == Session.offering_id)
        .where(Mark.person_id == person_id, Mark.credited, Offering.kind.in_(COURSE_OF))
    )
    return int(credited or 0) + sum(one.minutes for one in transcript.on_paper(person_id))


def expiring(day: date, *, days: int, limit: int = 200) -> list[Credential]:
    """Valid credentials that expire within so many days, and whose holder has not been written to about it yet."""
    told = select(OutboxRow.id).where(
        OutboxRow.dedupe == literal("certification.expires:") + Credential.ref + f":{days}"
    )
    earliest = day if days == min(REMIND_DAYS) else day + timedelta(days=min(REMIND_DAYS) + 1)
    return list(
        db.session.scalars(
            select(Credential)
            .where(
                Credential.state == CredentialState.VALID,
                Credential.expires_on.between(earliest, day + timedelta(days=days)),
                ~told.exists(),
            )
            .order_by(Credential.expires_on, Credential.id)
            .limit(limit)
        )
    )
