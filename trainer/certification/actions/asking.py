"""How does a trainee ask for certification, and how does the mentor sign off?"""

from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.certification import queries
from trainer.certification.actions import letters
from trainer.certification.models import CertificationFile, SignOff
from trainer.certification.rules import CertificationReason, FileState, states
from trainer.core import audit, clock, documents
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.learning.models import Enrollment


def open_file(*, enrollment: Enrollment, by: Actor, now: datetime) -> CertificationFile:
    """The file of an enrollment; made when it is not there yet, for a waiver or an extension before the request."""
    db.session.execute(locked(select(Enrollment.id).where(Enrollment.id == enrollment.id)))
    file = queries.file_of(enrollment.id)
    if file is not None:
        return file
    file = CertificationFile(
        ref=new_ref(), enrollment=enrollment, person=enrollment.person, state=FileState.IN_TRAINING, changed_at=now,
    )  # fmt: skip
    db.session.add(file)
    db.session.flush()
    audit.record(
        action="certification.open", by=by, now=now, subject=("file", file.ref),
        facts={"person": enrollment.person.ref, "edition": enrollment.program_edition},
    )  # fmt: skip
    return file


def request(*, enrollment: Enrollment, name: str, by: Actor, now: datetime) -> CertificationFile:
    """Ask for certification under the name as it shall stand on the certificate. Raises Refused with reasons.

    Every essential criterion that is the trainee's own must be met; what can be waived does not stop the request.
    """
    file = open_file(enrollment=enrollment, by=by, now=now)
    db.session.scalars(locked(queries.file_alone(file.id))).one()
    path = queries.path_of(enrollment, day=day_of(enrollment, now))
    name = " ".join(name.split())
    reasons = states.why_not_request(state=path.state, live=path.live, name=name, findings=path.findings)
    if not reasons and not documents.can_write(name):
        reasons = [Reason(CertificationReason.NAME_NOT_PRINTABLE)]
    if reasons:
        raise Refused(reasons)
    again = file.state is FileState.RETURNED
    signed = path.facts.signed is not None and path.facts.signed.given
    file.state = FileState.IN_REVIEW if signed else FileState.REQUESTED
    file.name_shown, file.changed_at = name, now
    file.requested_at = file.requested_at or now
    file.lock += 1
    db.session.flush()
    audit.record(
        action="certification.request", by=by, now=now, subject=("file", file.ref),
        facts={"again": again, "state": file.state.value},
    )  # fmt: skip
    letters.requested(file, path.mentor.id if path.mentor else None, signed=signed, now=now)
    return file


def sign_off(*, file: CertificationFile, given: bool, statement: str, by: Actor, now: datetime) -> SignOff:
    """The mentor of today states what was seen and verified, or declines with reasons (R21)."""
    db.session.scalars(locked(queries.file_alone(file.id))).one()
    last = db.session.scalar(
        select(SignOff).where(SignOff.file_id == file.id).order_by(SignOff.id.desc()).limit(1)
    )
    reason = states.why_not_sign(
        state=file.state, by=by.person_id, mentor_id=queries.mentor_now(file.enrollment_id),
        signed=last is not None and last.given and last.mentor_id == by.person_id, given=given, statement=statement,
    )  # fmt: skip
    if reason:
        raise Refused(reason)
    row = SignOff(file_id=file.id, mentor_id=by.person_id, given=given, statement=statement.strip(), at=now)
    db.session.add(row)
    moved = states.after(file.state, states.Step.SIGN_OFF) if given else None
    if moved:
        file.state, file.changed_at = moved, now
        file.lock += 1
    db.session.flush()
    audit.record(
        action="certification.sign_off" if given else "certification.sign_off_decline", by=by, now=now,
        subject=("file", file.ref), facts={"state": file.state.value},
    )  # fmt: skip
    letters.signed_off(file, given=given, mentor=by.name, now=now)
    return row


def day_of(enrollment: Enrollment, now: datetime) -> date:
    """The day on which somebody is judged: the cohort's own, in its zone."""
    return now.astimezone(clock.zone(enrollment.cohort.offering.zone)).date()
