"""How is a credential suspended, revoked or reinstated, who issues it, and when is its holder reminded?"""

from dataclasses import asdict
from datetime import datetime, timedelta

from trainer.accounts.actor import Actor
from trainer.certification import queries
from trainer.certification.actions import letters
from trainer.certification.actions.deciding import standing_of
from trainer.certification.models import Credential, CredentialChange
from trainer.certification.queries.credentials import ISSUER
from trainer.certification.rules import CredentialState, states
from trainer.certification.rules.states import DEADLINE_DAYS, REMIND_DAYS
from trainer.core import audit, clock, outbox
from trainer.core.db import db, locked
from trainer.core.errors import Refused
from trainer.core.program import Setting


def change_credential(
    *, credential: Credential, to: CredentialState, reason: str, by: Actor, now: datetime
) -> CredentialChange:
    """Suspend, revoke or reinstate (domain.md 4.5). The check page shows it at once, never the reason.

    Whoever does it is neither the holder nor a mentor of theirs.
    """
    db.session.scalars(locked(queries.credential_alone(credential.id))).one()
    mentors = queries.mentor_ids(credential.person_id)
    why = states.why_not_judge(
        by=by.person_id, trainee_id=credential.person_id, mentor_ids=mentors
    ) or states.why_not_change(now=credential.state, to=to, reason=reason)
    if why:
        raise Refused(why)
    today = clock.day(now)
    row = CredentialChange(
        credential_id=credential.id, state=to, reason=reason.strip(), by_person=by.person_id, at=now
    )
    db.session.add(row)
    credential.state, credential.state_changed_on = to, today
    standing = standing_of(credential)
    if standing is not None:
        standing.until = credential.expires_on if to is CredentialState.VALID else today - timedelta(days=1)
    db.session.flush()
    audit.record(
        action=f"credential.{'reinstate' if to is CredentialState.VALID else to.value}", by=by, now=now,
        subject=("credential", credential.ref), facts={"state": to.value},
    )  # fmt: skip
    letters.changed(credential, to, now=now)
    return row


def set_issuer(
    *, name: str, address: str, signatory: str, signatory_title: str, by: Actor, now: datetime
) -> None:
    """Say who issues certificates from now on. What was issued stays as it is."""
    issuer = queries.Issuer(name.strip(), address.strip(), signatory.strip(), signatory_title.strip())
    db.session.merge(Setting(name=ISSUER, value=asdict(issuer)))
    audit.record(
        action="certification.issuer", by=by, now=now, subject=("program", "issuer"), facts=asdict(issuer)
    )
    db.session.flush()


def remind(*, now: datetime) -> int:
    """Put out the reminders of an expiry that are due, once each (domain.md 4.3); returns how many."""
    today = clock.day(now)
    count = 0
    for days in REMIND_DAYS:
        for credential in queries.expiring(today, days=days):
            letters.expires(credential, days=days, now=now)
            count += 1
    return count


def remind_of_deadlines(*, now: datetime) -> int:
    """Put out the reminders of deadlines that come near (R23), once each; returns how many.

    Whoever is reminded of the shorter time is not reminded of the longer one as well.
    """
    today = clock.day(now)
    due = {
        letters.deadline_key(enrollment, until, days): (enrollment, until, days)
        for days in sorted(DEADLINE_DAYS, reverse=True)
        for enrollment, until in queries.approaching(today, days=days)
        if days == min(DEADLINE_DAYS) or (until - today).days > min(DEADLINE_DAYS)
    }
    told = outbox.known(list(due))
    for key, (enrollment, until, days) in due.items():
        if key not in told:
            letters.deadline(enrollment, until, days=days, now=now)
    return len(due) - len(told)
