"""What becomes of a credential: suspended, reinstated, revoked, about to expire?"""

from datetime import timedelta

from tests.certification import building
from tests.certification.acting import by, certified, kinds, refused
from trainer.certification import actions
from trainer.certification.rules import (
    CertificationReason,
    CredentialState,
)
from trainer.core.audit import AuditRow
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.curriculum.models import Standing
from trainer.curriculum.rules import StandingKind


def change(journey, credential, now, to, who=None):
    return actions.change_credential(
        credential=credential, to=to, reason="canary-why", by=by(who or journey.administrator), now=now
    )


def test_a_credential_is_suspended_reinstated_and_revoked(session, now):
    journey = building.make_journey()
    credential = certified(journey, now)
    standing = session.query(Standing).filter_by(kind=StandingKind.CERTIFIED).one()
    assert refused(change, journey, credential, now, CredentialState.VALID) is CertificationReason.SAME_STATE
    change(journey, credential, now, CredentialState.SUSPENDED)
    assert standing.until < now.date()
    change(journey, credential, now + timedelta(hours=1), CredentialState.VALID)
    assert standing.until == credential.expires_on
    change(journey, credential, now + timedelta(hours=2), CredentialState.REVOKED)
    assert standing.until < now.date()
    assert (
        refused(change, journey, credential, now, CredentialState.VALID) is CertificationReason.REVOKED_STAYS
    )
    for person in (journey.trainee, journey.mentor):
        assert refused(change, journey, credential, now, CredentialState.SUSPENDED, person) in (
            CertificationReason.OWN_FILE, CertificationReason.OWN_TRAINEE
        )  # fmt: skip
    assert kinds(session, to_person=journey.trainee.id)[-3:] == ["suspended", "reinstated", "revoked"]
    assert "canary" not in str([row.facts for row in session.query(AuditRow)])
    assert "canary" not in str([row.params for row in session.query(OutboxRow)])


def test_holders_are_reminded_once_each_time_and_never_after_the_moment(session, now):
    journey = building.make_journey()
    credential = certified(journey, now)
    ends = now.replace(year=2024)

    def reminders():
        rows = session.query(OutboxRow).filter_by(kind="certification.expires").order_by(OutboxRow.id)
        return [row.dedupe.rpartition(":")[2] for row in rows]

    assert actions.remind(now=ends - timedelta(days=181)) == 0
    assert actions.remind(now=ends - timedelta(days=180)) == 1
    assert actions.remind(now=ends - timedelta(days=179)) == 0
    assert actions.remind(now=ends - timedelta(days=30)) == 1
    assert actions.remind(now=ends) == 0
    assert reminders() == ["180", "30"]
    first, second = session.query(OutboxRow).filter_by(kind="certification.expires").order_by(OutboxRow.id)
    assert first.not_after.date() <= credential.expires_on - timedelta(days=29)
    assert second.not_after.date() <= credential.expires_on + timedelta(days=1)
    assert actions.remind(now=ends + timedelta(days=1)) == 0


def test_a_reminder_that_was_missed_is_not_sent_late(session, now):
    journey = building.make_journey()
    certified(journey, now)
    ends = now.replace(year=2024)
    assert actions.remind(now=ends - timedelta(days=20)) == 1
    assert session.query(OutboxRow).filter_by(kind="certification.expires").one().dedupe.endswith(":30")
    assert actions.remind(now=ends + timedelta(days=2)) == 0


def test_a_revoked_certificate_sends_no_reminder(session, now):
    journey = building.make_journey()
    credential = certified(journey, now)
    soon = now.replace(year=2024) - timedelta(days=100)
    assert actions.remind(now=soon) == 1
    change(journey, credential, soon, CredentialState.REVOKED)
    assert (
        session.query(OutboxRow).filter_by(kind="certification.expires").one().state is OutboxState.CANCELED
    )
    assert actions.remind(now=soon + timedelta(days=75)) == 0
