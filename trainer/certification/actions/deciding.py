"""How does an administrator waive, extend and decide; and how does a credential come about?"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.certification import queries
from trainer.certification.actions import letters
from trainer.certification.actions.asking import day_of
from trainer.certification.models import CertificationFile, Credential, Decision, Extension, Waiver
from trainer.certification.rules import (
    CertificationReason,
    CredentialState,
    DecisionOutcome,
    engine,
    states,
)
from trainer.core import audit, documents, numbers, program
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.curriculum.models import Standing
from trainer.curriculum.rules import StandingKind
from trainer.learning import actions as learning_actions
from trainer.mentoring import actions as mentoring_actions
from trainer.mentoring import queries as mentoring_queries


def _judging(file: CertificationFile, by: Actor, now: datetime) -> queries.Path:
    """The path of a locked file, for whoever may judge it. Raises Refused for the trainee and for their mentors."""
    db.session.scalars(locked(queries.file_alone(file.id))).one()
    reason = states.why_not_judge(
        by=by.person_id, trainee_id=file.person_id, mentor_ids=queries.mentor_ids(file.person_id)
    )
    if reason:
        raise Refused(reason)
    return queries.path_of(file.enrollment, day=day_of(file.enrollment, now))


def waive(
    *,
    file: CertificationFile,
    criterion: str,
    reason: str,
    scope: str = "",
    numbers: Mapping[str, int] | None = None,
    by: Actor,
    now: datetime,
) -> Waiver:
    """Waive a criterion, one session's part of it (`scope`: the session's ref), or ease its numbers (domain.md 4.2)."""
    path = _judging(file, by, now)
    eased = dict(numbers or {})
    declared = next((one for one in path.criteria if one.code == criterion), None)
    sessions = {one.ref for one in path.facts.cop.sessions} if path.facts.cop else set()
    why = states.why_not_waive(
        state=path.state, criterion=declared, scope=scope, numbers=eased, reason=reason, sessions=sessions
    )
    scope = scope or ",".join(sorted(eased))
    if why is None and any(one.code == criterion and one.scope == scope for one in path.facts.waivers):
        why = Reason(CertificationReason.ALREADY_WAIVED, {"code": criterion})
    if why:
        raise Refused(why)
    row = Waiver(
        file_id=file.id, criterion=criterion, scope=scope, numbers=eased, reason=reason.strip(),
        by_person=by.person_id, at=now,
    )  # fmt: skip
    db.session.add(row)
    file.lock += 1
    db.session.flush()
    audit.record(
        action="certification.waive", by=by, now=now, subject=("file", file.ref),
        facts={"criterion": criterion, "scope": scope, "numbers": eased},
    )  # fmt: skip
    return row


def extend(
    *, file: CertificationFile, until: date, reason: str, by: Actor, now: datetime, said: str = ""
) -> Extension:
    """Move the deadline: 90 days at most at a time, never past the last date of the edition (R23).

    `reason` stays with the administrators; `said` is meant for the person, who is told by mail.
    """
    path = _judging(file, by, now)
    declared = next((one for one in path.criteria if one.code == engine.DEADLINE), None)
    if declared is None:
        raise Refused(Reason(CertificationReason.UNKNOWN_CRITERION))
    why = states.why_not_extend(
        state=path.state, starts_on=path.facts.starts_on, extended_until=path.facts.extended_until, until=until,
        numbers=declared.numbers, reason=reason, away_days=path.facts.away_days,
    )  # fmt: skip
    if why:
        raise Refused(why)
    row = Extension(
        file_id=file.id, until=until, reason=reason.strip(), said=said.strip(), by_person=by.person_id, at=now
    )
    db.session.add(row)
    file.lock += 1
    db.session.flush()
    audit.record(
        action="certification.extend", by=by, now=now, subject=("file", file.ref), facts={"until": until.isoformat()}
    )  # fmt: skip
    letters.extended(file, until, now=now)
    return row


def decide(
    *, file: CertificationFile, outcome: DecisionOutcome, reason: str, by: Actor, now: datetime
) -> Decision:
    """Grant, return with what is missing, or decline (R22). Whoever decides is neither the trainee nor a mentor.

    A grant needs every criterion met or waived, essential ones met. It makes the credential and the standing.
    """
    path = _judging(file, by, now)
    reasons = states.why_not_decide(state=file.state, outcome=outcome, reason=reason, findings=path.findings)
    if reasons:
        raise Refused(reasons)
    issuer = _issuer(by) if outcome is DecisionOutcome.GRANT else None
    row = Decision(
        file_id=file.id, decider_id=by.person_id, outcome=outcome, reason=reason.strip(),
        facts=[one.as_facts() for one in path.findings], at=now,
    )  # fmt: skip
    db.session.add(row)
    moved = states.after(file.state, states.STEP_OF[outcome])
    if moved is None:
        raise Refused(Reason(CertificationReason.NOT_REQUESTED))
    file.state, file.changed_at = moved, now
    file.lock += 1
    credential = _issue(path, file, issuer, now=now) if issuer else None
    db.session.flush()
    audit.record(
        action=f"certification.{outcome.value}", by=by, now=now, subject=("file", file.ref),
        facts={"person": file.person.ref, **({"credential": credential.ref} if credential else {})},
    )  # fmt: skip
    letters.decided(file, outcome, credential, now=now)
    if credential is not None:
        _end_the_program(file, by=by, now=now)
    return row


def _end_the_program(file: CertificationFile, *, by: Actor, now: datetime) -> None:
    """Whoever is certified is no trainee any more: the enrollment is completed, and the mentor reads no further."""
    learning_actions.complete_enrollment(enrollment=file.enrollment, by=by, now=now)
    pair = mentoring_queries.pair_now(file.enrollment_id)
    if pair is not None:
        mentoring_actions.end_pair(pair=pair, by=by, now=now)


def _issue(
    path: queries.Path, file: CertificationFile, issuer: queries.Issuer, *, now: datetime
) -> Credential:
    """The credential as it will be shown for three years, word for word; and the standing that other rooms read."""
    edition = path.edition
    if edition is None:
        raise Refused(Reason(CertificationReason.UNKNOWN_CRITERION))
    issued_on = day_of(file.enrollment, now)
    credential = Credential(
        ref=new_ref(), number=numbers.new_number(), file_id=file.id, person_id=file.person_id,
        state=CredentialState.VALID, issued_on=issued_on, expires_on=states.expires_on(issued_on),
        shown={
            "name": file.name_shown or file.person.name,
            "program": program.name(),
            "titles": edition.titles,
            "edition": edition.edition,
            "competencies": edition.content["competencies"],
            "minutes": queries.training_minutes(file.person_id),
            "sessions": _sessions(path),
            "issuer": asdict(issuer),
        },
    )  # fmt: skip
    db.session.add(credential)
    db.session.add(
        Standing(
            person_id=file.person_id, kind=StandingKind.CERTIFIED, since=issued_on, until=credential.expires_on,
            cause=f"credential:{credential.ref}",
        )
    )  # fmt: skip
    db.session.flush()
    return credential


def _issuer(by: Actor) -> queries.Issuer:
    """Who stands on the certificate: as it was set, else the program and whoever decides.

    Tried before the grant: nobody has typed these into the form that refuses a letter without a sign in our fonts,
    and a certificate is drawn again and again for three years.
    """
    kept = queries.issuer()
    issuer = replace(kept, name=kept.name or program.name(), signatory=kept.signatory or by.name)
    for text in (program.name(), *asdict(issuer).values()):
        if not documents.can_write(text):
            raise Refused(Reason(CertificationReason.ISSUER_NOT_PRINTABLE, {"text": text}))
    return issuer


def _sessions(path: queries.Path) -> int:
    """How many sessions of the own CoP counted, as R10 counted them."""
    counted = next((one.counted.facts.get("done") for one in path.findings if one.code == "R10"), 0)
    return int(counted or 0)


def standing_of(credential: Credential) -> Standing | None:
    """The standing that follows from a credential."""
    return db.session.scalars(
        select(Standing).where(
            Standing.person_id == credential.person_id, Standing.cause == f"credential:{credential.ref}"
        )
    ).first()
