"""How far has this trainee come? The path: enrollment, file, facts and what the engine says, in nine statements."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    Date,
    String,
    Text,
    bindparam,
    cast,
    false,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.certification.models import (
    CertificationFile,
    Credential,
    Decision,
    Extension,
    ProgramEdition,
    SignOff,
    Waiver,
)
from trainer.certification.queries import gathering, own_cops
from trainer.certification.rules import DecisionOutcome, FileState, engine, states
from trainer.certification.rules.agreed import deadline_of
from trainer.certification.rules.facts import Facts, Signed, Waived
from trainer.certification.rules.findings import Finding
from trainer.core import clock
from trainer.core.db import db
from trainer.curriculum.models import CourseEdition
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import LIVE, EnrollmentState, Shape, shapes_of
from trainer.mentoring.models import Pair

USUAL_LIMIT = 15
"""Minutes missed that still count, where an edition says nothing (R04)."""


@dataclass(frozen=True)
class Paper:
    """One act on a file, as the file page lists it. `kind`: signoff, waiver, extension, decision."""

    kind: str
    at: datetime
    name: str
    positive: bool
    code: str
    scope: str
    text: str
    until: date | None
    numbers: dict[str, int]


@dataclass(frozen=True)
class Path:
    """Everything that a trainee's path page, a sign-off and a certification file show."""

    enrollment: Enrollment
    file: CertificationFile | None
    edition: ProgramEdition | None
    credential: Credential | None
    mentor: Person | None
    criteria: list[engine.Criterion]
    facts: Facts
    findings: list[Finding]
    papers: list[Paper]

    @property
    def state(self) -> FileState:
        """Where it stands: decided by somebody, or else following from the facts."""
        if self.file is not None and self.file.state not in states.BEFORE:
            return self.file.state
        own = sum(one.led or one.co_led for one in self.facts.cop.sessions) if self.facts.cop else 0
        return states.state_by_facts(self.findings, own_sessions=own)

    @property
    def live(self) -> bool:
        """Whether the person is in the program, or has been through it."""
        return self.enrollment.state in (*LIVE, EnrollmentState.COMPLETED)

    @property
    def deadline(self) -> date | None:
        """Until when certification can be asked for (R23); None where the edition sets none."""
        numbers = next((one.numbers for one in self.criteria if one.code == engine.DEADLINE), None)
        if numbers is None:
            return None
        return deadline_of(self.facts.starts_on, self.facts.extended_until, numbers, self.facts.away_days)

    def of(self, kind: str) -> list[Paper]:
        """The papers of one kind, latest first."""
        return [one for one in self.papers if one.kind == kind]


@cache
def _whole() -> Any:
    return select(Enrollment).options(
        joinedload(Enrollment.cohort).joinedload(Cohort.offering), joinedload(Enrollment.person)
    )


def enrollment_by_ref(ref: str) -> Enrollment | None:
    """The enrollment that a URL names, with its cohort, offering and person."""
    if not storable(ref):
        return None
    found: Enrollment | None = db.session.scalars(_whole().where(Enrollment.ref == ref)).first()
    return found


def own_enrollment(person_id: int) -> Enrollment | None:
    """The enrollment of a person: the live one, else the latest that was not withdrawn."""
    found: Enrollment | None = db.session.scalars(_own(), {"person": person_id}).first()
    return found


@cache
def _own() -> Any:
    """Built once, like the others: to put it together takes longer than to ask it."""
    return (
        _whole()
        .where(Enrollment.person_id == bindparam("person"), Enrollment.state != EnrollmentState.WITHDRAWN)
        .order_by(Enrollment.state.in_(LIVE).desc(), Enrollment.since.desc(), Enrollment.id.desc())
        .limit(1)
    )


def path_of(enrollment: Enrollment, *, day: date) -> Path:
    """The whole path of one enrollment on a day."""
    file, edition, course, mentor, credential = _frame(enrollment)
    criteria = engine.criteria_of(edition.content) if edition else []
    papers = _papers(file.id) if file else []
    facts = _facts(enrollment, criteria, course, day)
    if file is not None:
        facts = _with_papers(facts, file, papers, clock.zone(enrollment.cohort.offering.zone))
    return Path(
        enrollment=enrollment, file=file, edition=edition, credential=credential, mentor=mentor, criteria=criteria,
        facts=facts, findings=engine.evaluate(facts, criteria), papers=papers,
    )  # fmt: skip


def editions() -> dict[str, list[Shape]]:
    """The loaded editions of the program, in the order of their names: a cohort is formed under one of them, in one of
    its shapes."""
    rows = db.session.execute(
        select(ProgramEdition.edition, ProgramEdition.content).order_by(ProgramEdition.edition)
    )
    return {edition: shapes_of(content) for edition, content in rows}


def _frame(enrollment: Enrollment) -> Any:
    """The file, the edition of the program, the cohort's course, today's mentor, the credential: one statement."""
    asked = {"enrollment": enrollment.id, "course": enrollment.cohort.course}
    return db.session.execute(_framed(), asked).one()


@cache
def _framed() -> Any:
    return (
        select(CertificationFile, ProgramEdition, CourseEdition.content, Person, Credential)
        .select_from(Enrollment)
        .outerjoin(CertificationFile, CertificationFile.enrollment_id == Enrollment.id)
        .outerjoin(ProgramEdition, ProgramEdition.edition == Enrollment.program_edition)
        .outerjoin(
            CourseEdition,
            (CourseEdition.course == bindparam("course"))
            & (CourseEdition.edition == Enrollment.course_edition),
        )
        .outerjoin(Pair, (Pair.enrollment_id == Enrollment.id) & Pair.until.is_(None))
        .outerjoin(Person, Person.id == Pair.mentor_id)
        .outerjoin(Credential, Credential.file_id == CertificationFile.id)
        .where(Enrollment.id == bindparam("enrollment"))
    )


def _facts(
    enrollment: Enrollment, criteria: list[engine.Criterion], course: dict[str, Any] | None, day: date
) -> Facts:
    zone = clock.zone(enrollment.cohort.offering.zone)
    by_code = {one.code: one.numbers for one in criteria}
    limit = by_code.get("R04", {}).get("missed_minutes", USUAL_LIMIT)
    recorded = gathering.recorded(enrollment)
    cohort, facilitator_cop = gathering.sessions(enrollment, limit=limit)
    return Facts(
        day=day,
        starts_on=enrollment.cohort.starts_on,
        implementation_on=enrollment.cohort.implementation_on,
        away_days=enrollment.away_on(day),
        completions=gathering.completions(recorded),
        modules=gathering.modules_of(course, recorded, zone),
        training=tuple(cohort),
        training_sessions=enrollment.cohort.plan.training_sessions,
        facilitator_cop=tuple(facilitator_cop),
        entries=gathering.entries(recorded, zone),
        meetings=gathering.meetings(recorded),
        cop=own_cops.own_cop(enrollment.person_id, day=day),
        presented=gathering.presented(recorded),
        promise_on=gathering.promised(recorded, zone),
    )


def _with_papers(facts: Facts, file: CertificationFile, papers: list[Paper], zone: Any) -> Facts:
    signed = next((one for one in papers if one.kind == "signoff"), None)
    granted = next((one for one in papers if one.kind == "decision" and one.positive), None)
    return replace(
        facts,
        signed=Signed(signed.positive, signed.at.astimezone(zone).date(), signed.name) if signed else None,
        granted_on=granted.at.astimezone(zone).date() if granted else None,
        requested_on=file.requested_at.astimezone(zone).date() if file.requested_at else None,
        extended_until=max((one.until for one in papers if one.until), default=None),
        waivers=tuple(Waived(one.code, one.scope, one.numbers) for one in papers if one.kind == "waiver"),
    )


def _papers(file_id: int) -> list[Paper]:
    """Sign-offs, waivers, extensions and decisions of a file, latest first: one statement."""
    found = db.session.execute(_written(), {"file": file_id}).all()
    ordered = sorted(found, key=lambda row: (row[1], row[9]), reverse=True)
    return [
        Paper(kind, at, name, positive, code, scope, text, until, _numbers(numbers))
        for kind, at, name, positive, code, scope, text, until, numbers, _id in ordered
    ]


@cache
def _written() -> Any:
    no_text, no_day = cast(literal(""), String(64)), cast(null(), Date)
    file_id: BindParameter[Any] = bindparam("file")
    rows = [
        select(
            cast(literal("signoff"), String(16)), SignOff.at, Person.name, SignOff.given, no_text, no_text,
            SignOff.statement, no_day, cast(null(), Text), SignOff.id,
        ).join(Person, Person.id == SignOff.mentor_id).where(SignOff.file_id == file_id),
        select(
            literal("waiver"), Waiver.at, Person.name, cast(false(), Boolean), Waiver.criterion, Waiver.scope,
            Waiver.reason, no_day, cast(Waiver.numbers, Text), Waiver.id,
        ).join(Person, Person.id == Waiver.by_person).where(Waiver.file_id == file_id),
        select(
            literal("extension"), Extension.at, Person.name, cast(false(), Boolean), no_text, no_text,
            Extension.reason, Extension.until, cast(null(), Text), Extension.id,
        ).join(Person, Person.id == Extension.by_person).where(Extension.file_id == file_id),
        select(
            literal("decision"), Decision.at, Person.name, Decision.outcome == DecisionOutcome.GRANT,
            cast(Decision.outcome, String(64)), no_text, Decision.reason, no_day, cast(null(), Text), Decision.id,
        ).join(Person, Person.id == Decision.decider_id).where(Decision.file_id == file_id),
    ]  # fmt: skip
    return union_all(*rows)


def _numbers(stored: str | None) -> dict[str, int]:
    loaded: dict[str, int] = json.loads(stored) if stored else {}
    return loaded
