"""How did the first certificates of the sample come about? One lasts, one has ended, one was taken back."""

from datetime import date, datetime, timedelta

from trainer.certification import actions as certification
from trainer.certification.models import CertificationFile, Credential
from trainer.certification.rules import CredentialState, DecisionOutcome
from trainer.core.db import db
from trainer.sample.road import Road, Traveler, actor, at

STATEMENT = (
    "I read every entry as it came, met {name} each month, and saw two sessions of this CoP with my own eyes. The"
    " sign-in sheets agree with what I saw, and the members speak for themselves."
)
GRANTED = "Every criterion is met, and the records I opened say the same as the file."
REVOKED = "The sign-in records of two sessions turned out to name people who had not been there."


def set_issuer(road: Road, now: datetime) -> None:
    """Who issues certificates, as they show it."""
    certification.set_issuer(
        name="Facilitators’ Commons", address="1200 Harbor Street, Richmond, CA 94801",
        signatory="Renata Morales", signatory_title="Program director", by=actor(road.office, now), now=now,
    )  # fmt: skip


def plan_certificate(
    road: Road, traveler: Traveler, *, requested: date, granted: date, extended: tuple[date, ...] = ()
) -> None:
    """Ask, sign off, decide; before that, as many extensions as it took."""
    first = at(requested, 18)
    for number, until in enumerate(extended):
        asked = at(until - timedelta(days=95), 10)
        road.do(asked, lambda now, until=until, number=number: _extend(road, traveler, until, number, now))  # type: ignore[misc]
    road.do(first, lambda now: _request(road, traveler, now))
    road.do(first + timedelta(days=5), lambda now: _sign_off(traveler, now))
    road.do(at(granted, 11), lambda now: _grant(road, traveler, now))


def revoke(road: Road, traveler: Traveler, on: date) -> None:
    """Taken back for a reason that stays in the office."""
    road.do(at(on, 11), lambda now: _revoke(road, traveler, now))


def _file(traveler: Traveler) -> CertificationFile:
    return db.session.query(CertificationFile).filter_by(person_id=traveler.person.id).one()


def _extend(road: Road, traveler: Traveler, until: date, number: int, now: datetime) -> None:
    file = certification.open_file(
        enrollment=road.enrollments[traveler.person.id], by=actor(road.office, now), now=now
    )
    why = (
        "Family leave from November to February.",
        "Her site was closed until April.",
        "The value story is late.",
    )
    certification.extend(file=file, until=until, reason=why[number], by=actor(road.office, now), now=now)


def _request(road: Road, traveler: Traveler, now: datetime) -> None:
    certification.request(
        enrollment=road.enrollments[traveler.person.id], name=traveler.person.name,
        by=actor(traveler.person, now), now=now,
    )  # fmt: skip


def _sign_off(traveler: Traveler, now: datetime) -> None:
    first = traveler.person.name.split()[0]
    certification.sign_off(
        file=_file(traveler), given=True, statement=STATEMENT.format(name=first), by=actor(traveler.mentor, now),
        now=now,
    )  # fmt: skip


def _grant(road: Road, traveler: Traveler, now: datetime) -> None:
    certification.decide(
        file=_file(traveler),
        outcome=DecisionOutcome.GRANT,
        reason=GRANTED,
        by=actor(road.office, now),
        now=now,
    )


def _revoke(road: Road, traveler: Traveler, now: datetime) -> None:
    credential = db.session.query(Credential).filter_by(person_id=traveler.person.id).one()
    certification.change_credential(
        credential=credential, to=CredentialState.REVOKED, reason=REVOKED, by=actor(road.office, now), now=now
    )
