"""How is it written down that somebody allows to be seen, and that they no longer do?"""

from collections.abc import Sequence
from datetime import date, datetime

from trainer.accounts.actor import Actor
from trainer.core import audit, clock
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.journals.actions.attachments import settle
from trainer.journals.models import Attachment, Consent
from trainer.journals.queries import attachments
from trainer.journals.rules import WriteReason
from trainer.journals.rules import attachments as rules
from trainer.journals.rules.attachments import AttachmentReason
from trainer.permissions import Role


def record_consent(
    *,
    attachment: Attachment,
    who: str,
    guardian: str,
    given_on: date,
    expires_on: date,
    uses: Sequence[str],
    by: Actor,
    now: datetime,
) -> Consent:
    """Write a consent down; for somebody who gave one before, it takes the place of that one, and shows again what was
    hidden. Raises Refused."""
    _locked(attachment)
    if by.person_id != attachment.entry.person_id:
        raise Refused(Reason(WriteReason.NOT_THE_WRITER))
    reason = rules.why_not_consent(
        recognizable=attachment.recognizable, uses=uses, given_on=given_on, expires_on=expires_on,
        today=clock.today(),
    )  # fmt: skip
    if attachment.removed_at is not None:
        reason = AttachmentReason.GONE
    if reason:
        raise Refused(Reason(reason, {"years": rules.MOST_YEARS}))
    consent = Consent(
        ref=new_ref(), attachment_id=attachment.id, who=who, guardian=guardian, given_on=given_on,
        expires_on=expires_on, uses=sorted(uses), made_at=now, recorded_by=attachment.entry.person_id,
    )  # fmt: skip
    db.session.add(consent)
    _settled(attachment, now)
    _note(consent, attachment, "journals.consent", by=by, now=now)
    return consent


def withdraw_consent(*, consent: Consent, by: Actor, now: datetime) -> None:
    """Somebody takes their consent back: nobody sees the picture from this moment on, anywhere. The writer or an
    administrator writes it down. Again, it is no change. Raises Refused."""
    attachment = consent.attachment
    _locked(attachment)
    db.session.refresh(consent)
    if by.person_id != consent.recorded_by and not by.holds(Role.ADMINISTRATOR):
        raise Refused(Reason(WriteReason.NOT_THE_WRITER))
    if consent.withdrawn_at is not None:
        return
    consent.withdrawn_at, consent.withdrawn_by = now, by.person_id
    _settled(attachment, now)
    _note(consent, attachment, "journals.withdraw_consent", by=by, now=now)


def _locked(attachment: Attachment) -> None:
    db.session.scalars(locked(attachments.alone(attachment.id))).one()


def _settled(attachment: Attachment, now: datetime) -> None:
    db.session.flush()
    db.session.expire(attachment, ["consents"])
    settle(attachment, now=now)


def _note(consent: Consent, attachment: Attachment, action: str, *, by: Actor, now: datetime) -> None:
    """The audit row: which picture and for what, never whom it shows."""
    facts = {"attachment": attachment.ref, "uses": consent.uses, "until": consent.expires_on.isoformat()}
    audit.record(action=action, by=by, now=now, subject=("consent", consent.ref), facts=facts)
