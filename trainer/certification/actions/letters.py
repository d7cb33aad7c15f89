"""Which message does a step of a certification send, and which unsent ones does it take back?"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from trainer.accounts import queries as accounts_queries
from trainer.certification.models import CertificationFile, Credential
from trainer.certification.rules import CredentialState, DecisionOutcome
from trainer.certification.rules.states import DEADLINE_DAYS, REMIND_DAYS
from trainer.core import clock, outbox
from trainer.core import numbers as credential_numbers
from trainer.core.db import db
from trainer.learning.models import Enrollment
from trainer.permissions import Permission

KIND_OF = {
    DecisionOutcome.GRANT: "certification.granted",
    DecisionOutcome.RETURN: "certification.returned",
    DecisionOutcome.DECLINE: "certification.declined",
}


def _key(file: CertificationFile, what: str, now: datetime) -> str:
    return f"certification:{file.ref}:{what}:{now.isoformat()}"


def _to_trainee(
    file: CertificationFile, kind: str, *, now: datetime, more: dict[str, Any] | None = None
) -> None:
    outbox.put(
        kind=kind, to=file.person_id, now=now, dedupe=_key(file, kind.split(".")[1], now),
        params={"path": f"/path/{file.enrollment.ref}", **(more or {})},
    )  # fmt: skip


def requested(file: CertificationFile, mentor_id: int | None, *, signed: bool, now: datetime) -> None:
    """Somebody asked: their mentor is asked to sign off, or the administrators to decide when that is done."""
    if not signed and mentor_id is not None:
        outbox.put(
            kind="certification.sign_off_asked", to=mentor_id, now=now, dedupe=_key(file, "asked", now),
            params={"trainee": file.person.name, "path": f"/path/{file.enrollment.ref}/sign-off"},
            access=(Permission.CERTIFICATION_SIGN_OFF.value, [["person", file.person_id]]),
        )  # fmt: skip
    _to_administrators(file, "certification.requested", now=now)


def signed_off(file: CertificationFile, *, given: bool, mentor: str, now: datetime) -> None:
    """The mentor signed, or declined to: the trainee hears of it, and the administrators whose turn it is."""
    what = "certification.signed_off" if given else "certification.sign_off_declined"
    _to_trainee(file, what, now=now, more={"mentor": mentor})
    _to_administrators(file, "certification.to_decide" if given else "certification.not_signed", now=now)


def _to_administrators(file: CertificationFile, kind: str, *, now: datetime) -> None:
    for grant in db.session.scalars(accounts_queries.administrators()):
        if grant.person_id != file.person_id:
            outbox.put(
                kind=kind, to=grant.person_id, now=now, dedupe=_key(file, f"{kind}:{grant.person_id}", now),
                params={"trainee": file.person.name, "path": f"/files/{file.ref}"},
                access=(Permission.CERTIFICATION_FILE.value, []),
            )  # fmt: skip


def decided(
    file: CertificationFile, outcome: DecisionOutcome, credential: Credential | None, *, now: datetime
) -> None:
    """The decision reaches the trainee at once. Its reason stands on their page only: people share addresses."""
    more: dict[str, Any] = {}
    if credential is not None:
        more = {
            "number": credential_numbers.shown(credential.number), "expires_on": credential.expires_on.isoformat(),
            "path": f"/certificates/{credential.ref}",
        }  # fmt: skip
    _to_trainee(file, KIND_OF[outcome], now=now, more=more)


def changed(credential: Credential, to: CredentialState, *, now: datetime) -> None:
    """The holder is told that the certificate was suspended, revoked or reinstated; the reason stands on their page."""
    outbox.cancel(dedupe_prefix=_expires(credential), now=now)
    outbox.put(
        kind=f"certification.{'reinstated' if to is CredentialState.VALID else to.value}", to=credential.person_id,
        now=now, dedupe=f"certification.credential:{credential.ref}:{now.isoformat()}",
        params={
            "number": credential_numbers.shown(credential.number), "path": f"/certificates/{credential.ref}",
        },
    )  # fmt: skip


def extended(file: CertificationFile, until: date, *, now: datetime) -> None:
    """The trainee is told of a later deadline; reminders of the earlier one are taken back."""
    outbox.cancel(dedupe_prefix=_deadline(file.enrollment), now=now)
    outbox.put(
        kind="certification.extended", to=file.person_id, now=now, dedupe=_key(file, "extended", now),
        params={"until": until.isoformat(), "path": "/enrollment"},
    )  # fmt: skip


def deadline_key(enrollment: Enrollment, until: date, days: int) -> str:
    """By what a reminder of a deadline is known: of a day that moved there is another."""
    return f"{_deadline(enrollment)}{until.isoformat()}:{days}"


def _deadline(enrollment: Enrollment) -> str:
    return f"certification.deadline:{enrollment.ref}:"


def deadline(enrollment: Enrollment, until: date, *, days: int, now: datetime) -> None:
    """So many days before the deadline. Never sent when the next reminder, or the deadline itself, has come."""
    shorter = [other for other in DEADLINE_DAYS if other < days]
    last = until - timedelta(days=max(shorter, default=-1) + 1)
    outbox.put(
        kind="certification.deadline", to=enrollment.person_id, now=now,
        dedupe=deadline_key(enrollment, until, days),
        params={"until": until.isoformat(), "path": "/enrollment"},
        not_after=datetime.combine(last, time(23, 59), clock.zone(None)).astimezone(UTC),
    )  # fmt: skip


def _expires(credential: Credential) -> str:
    return f"certification.expires:{credential.ref}:"


def expires(credential: Credential, *, days: int, now: datetime) -> None:
    """So many days before it expires. Never sent when the next reminder, or the end itself, has come."""
    shorter = [other for other in REMIND_DAYS if other < days]
    last = credential.expires_on - timedelta(days=max(shorter, default=-1) + 1)
    zone = clock.zone(None)
    outbox.put(
        kind="certification.expires", to=credential.person_id, now=now, dedupe=f"{_expires(credential)}{days}",
        params={
            "number": credential_numbers.shown(credential.number),
            "expires_on": credential.expires_on.isoformat(), "path": f"/certificates/{credential.ref}",
        },
        not_after=datetime.combine(last, time(23, 59), zone).astimezone(UTC),
    )  # fmt: skip
