"""How far has a trainee come? The counts that the first page shows, in one statement; the path page judges them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, case, func, select
from sqlalchemy.orm import joinedload

from trainer.accounts.actor import Actor
from trainer.certification.models import Credential, ProgramEdition
from trainer.core.db import db
from trainer.journals.models import Entry
from trainer.journals.rules import EntryKind, EntryState
from trainer.learning.models import Enrollment, ModuleProgress
from trainer.learning.rules import COHORT_COURSE, EnrollmentState
from trainer.mentoring.models import Meeting
from trainer.mentoring.rules import MeetingState
from trainer.permissions import Role
from trainer.practice.models import CopSession, Facilitator, Lead
from trainer.practice.rules import CopSessionState

GOES_ON = (
    EnrollmentState.ACTIVE,
    EnrollmentState.ENROLLED,
    EnrollmentState.DEFERRED,
    EnrollmentState.COMPLETED,
)


@dataclass(frozen=True)
class Progress:
    """What a trainee has done so far, as counted and not yet judged."""

    enrollment: Enrollment
    modules: int
    reflections: int
    traces: int
    meetings: int
    sessions: int
    certified_until: date | None
    rules: dict[str, Any] | None

    def needed(self, criterion: str, number: str) -> int | None:
        """A number of the criteria that judge this person; None when their edition is not loaded or has no such one."""
        found = [one for one in (self.rules or {}).get("criteria", ()) if one["code"] == criterion]
        return found[0]["numbers"].get(number) if found else None

    @property
    def stage(self) -> int:
        """How many stages are behind them, of CoP 101, training, own CoP, certified: in a cohort at least the first."""
        if self.certified_until is not None:
            return 4
        return 2 if self.modules >= (self.needed("R02", "modules") or 6) else 1


def of_trainee(actor: Actor) -> Progress | None:
    """The counts of somebody in a cohort; None for everybody else, without a statement."""
    if not actor.holds(Role.TRAINEE):
        return None
    row = db.session.execute(_counts(), {"person": actor.person_id}).first()
    return Progress(*row) if row else None


@cache
def _counts() -> Select[*tuple[Any, ...]]:
    """Built once: to put it together takes longer than to ask it."""
    return (
        select(
            Enrollment, _modules(), _entries(EntryKind.REFLECTIVE), _entries(EntryKind.TRACE), _meetings(), _sessions(),
            select(func.max(Credential.expires_on))
            .where(Credential.person_id == Enrollment.person_id)
            .correlate(Enrollment)
            .scalar_subquery(),
            ProgramEdition.content,
        )
        .outerjoin(ProgramEdition, ProgramEdition.edition == Enrollment.program_edition)
        .where(Enrollment.person_id == bindparam("person"), Enrollment.state.in_(GOES_ON))
        .options(joinedload(Enrollment.cohort))
        .order_by(Enrollment.id.desc())
        .limit(1)
    )  # fmt: skip


def _modules() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(
            ModuleProgress.person_id == Enrollment.person_id, ModuleProgress.course == COHORT_COURSE,
            ModuleProgress.edition == Enrollment.course_edition, ModuleProgress.done_at.is_not(None),
        )
        .correlate(Enrollment)
        .scalar_subquery()
    )  # fmt: skip


def _entries(kind: EntryKind) -> ScalarSelect[int]:
    """By enrollment alone: asked for the state as well, SQLite reads the accepted entries of everybody."""
    counts = (Entry.kind == kind) & (Entry.state == EntryState.ACCEPTED) & Entry.required.is_(True)
    return (
        select(func.count(case((counts, Entry.id))))
        .where(Entry.enrollment_id == Enrollment.id)
        .correlate(Enrollment)
        .scalar_subquery()
    )


def _meetings() -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(Meeting.trainee_id == Enrollment.person_id, Meeting.state == MeetingState.HELD)
        .correlate(Enrollment)
        .scalar_subquery()
    )


def _sessions() -> ScalarSelect[int]:
    return (
        select(func.count(Lead.id.distinct()))
        .select_from(Facilitator)
        .join(CopSession, CopSession.cop_id == Facilitator.cop_id)
        .join(Lead, (Lead.session_id == CopSession.id) & (Lead.person_id == Facilitator.person_id))
        .where(Facilitator.person_id == Enrollment.person_id, CopSession.state == CopSessionState.HELD)
        .correlate(Enrollment)
        .scalar_subquery()
    )
