"""Which tables hold cohorts, who applies to them, who is enrolled, and each step of it?"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Json, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.curriculum.rules import Phase
from trainer.learning.rules import (
    BELONGS,
    USUAL,
    ApplicationState,
    CohortState,
    DeferralState,
    EnrollmentState,
    PhaseNow,
    Shape,
    StepKind,
    days_away,
    phase_on,
    shape_of,
    state_on,
)
from trainer.permissions import Scope
from trainer.schedule.models import Offering


class Cohort(Model):
    """People who start together. Its dates are one offering's sessions; its shape says what each of them is for.

    `shape` is kept as it was at forming: what the program's file says later changes nothing for these people.
    """

    __tablename__ = "learning_cohort"
    __table_args__ = (one_of("state", CohortState), Index("ix_learning_cohort_apply", "apply_until", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    name: Mapped[str] = mapped_column(String(200))
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"), unique=True)
    course: Mapped[str] = mapped_column(String(64))
    course_edition: Mapped[str] = mapped_column(String(32))
    program_edition: Mapped[str] = mapped_column(String(32))
    starts_on: Mapped[date]
    implementation_on: Mapped[date]
    ends_on: Mapped[date]
    apply_until: Mapped[date | None]
    shape: Mapped[dict[str, Any]] = mapped_column(Json, default=USUAL.as_kept)
    state: Mapped[CohortState] = mapped_column(str_enum(CohortState), default=CohortState.FORMING)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    offering: Mapped[Offering] = relationship()
    enrollments: Mapped[list["Enrollment"]] = relationship(viewonly=True)

    def scopes(self) -> set[Scope]:
        """Where a cohort belongs, for the guard: its offering's trainers, and its people with their mentors.

        Who left it or waits to come back is not there, and neither is an employer.
        """
        people = {("person", one.person_id) for one in self.enrollments if one.state in BELONGS}
        return {("offering", self.offering_id), *people}

    @property
    def circle(self) -> str:
        """The name under which its people talk in messages."""
        return f"cohort:{self.ref}"

    @property
    def plan(self) -> Shape:
        """Its phases, with their sessions, months and courses."""
        return shape_of(self.shape)

    def phase_on(self, day: date) -> PhaseNow:
        """In which part of its time it is on a day."""
        mentored = self.plan.phases[-1].id is Phase.MENTORSHIP
        return phase_on(
            starts_on=self.starts_on, implementation_on=self.implementation_on, ends_on=self.ends_on, day=day,
            after_training=PhaseNow.MENTORSHIP if mentored else PhaseNow.IMPLEMENTATION,
        )  # fmt: skip


class Enrollment(Model):
    """A person's place in the program. It pins the editions in force that day: they go on judging this person.

    `ended_why` is for administrators only: it may say that somebody is ill. While somebody is away, `away_since` and
    `back_on` (None: for the next cohort) are set; `away_days` are those of earlier deferrals that moved the deadline.
    """

    __tablename__ = "learning_enrollment"
    __table_args__ = (
        one_of("state", EnrollmentState),
        UniqueConstraint("cohort_id", "person_id"),
        Index("ix_learning_enrollment_person", "person_id", "state"),
        Index("ix_learning_enrollment_back", "state", "back_on"),
        Index(
            "uq_learning_enrollment_live", "person_id", unique=True,
            sqlite_where=text("state IN ('enrolled', 'active')"),
            postgresql_where=text("state IN ('enrolled', 'active')"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cohort_id: Mapped[int] = mapped_column(ForeignKey("learning_cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    course_edition: Mapped[str] = mapped_column(String(32))
    program_edition: Mapped[str] = mapped_column(String(32))
    state: Mapped[EnrollmentState] = mapped_column(str_enum(EnrollmentState))
    since: Mapped[date]
    until: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_why: Mapped[str] = mapped_column(Text, default="")
    away_since: Mapped[date | None]
    back_on: Mapped[date | None]
    deadline_moves: Mapped[bool] = mapped_column(default=False)
    away_days: Mapped[int] = mapped_column(default=0)
    cohort: Mapped[Cohort] = relationship()
    person: Mapped[Person] = relationship()

    def state_on(self, day: date) -> EnrollmentState:
        """Where it stands on a day: whoever is enrolled is active from the cohort's first day on."""
        return state_on(self.state, starts_on=self.cohort.starts_on, day=day)

    def away_on(self, day: date) -> int:
        """By how many days its deadline has moved through deferrals."""
        return days_away(
            counted=self.away_days or 0, moves=bool(self.deadline_moves), since=self.away_since, day=day
        )

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the trainee's (and so their mentor's)."""
        return {("person", self.person_id)}


class Step(Model):
    """What happened to an enrollment, as its person reads it. `said` is meant for them; other reasons are not here."""

    __tablename__ = "learning_step"
    __table_args__ = (one_of("kind", StepKind), Index("ix_learning_step_enrollment", "enrollment_id", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("learning_enrollment.id"))
    kind: Mapped[StepKind] = mapped_column(str_enum(StepKind))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[date | None]
    said: Mapped[str] = mapped_column(Text, default="")


class Deferral(Model):
    """Somebody asks to be deferred, and what became of it. At most one request of an enrollment waits."""

    __tablename__ = "learning_deferral"
    __table_args__ = (
        one_of("state", DeferralState),
        Index("ix_learning_deferral_enrollment", "enrollment_id", "id"),
        Index(
            "uq_learning_deferral_asked", "enrollment_id", unique=True,
            sqlite_where=text("state = 'asked'"), postgresql_where=text("state = 'asked'"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("learning_enrollment.id"))
    until: Mapped[date | None]
    why: Mapped[str] = mapped_column(Text)
    state: Mapped[DeferralState] = mapped_column(str_enum(DeferralState))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(Text, default="")


class Application(Model):
    """Somebody applies to start with a cohort. A draft is theirs alone; once sent, administrators read it too."""

    __tablename__ = "learning_application"
    __table_args__ = (
        one_of("state", ApplicationState),
        UniqueConstraint("cohort_id", "person_id"),
        Index("ix_learning_application_cohort", "cohort_id", "sent_at", "id"),
        Index("ix_learning_application_person", "person_id", "id"),
        Index("ix_learning_application_state", "state", "cohort_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    cohort_id: Mapped[int] = mapped_column(ForeignKey("learning_cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    state: Mapped[ApplicationState] = mapped_column(str_enum(ApplicationState))
    why: Mapped[str] = mapped_column(Text, default="")
    idea: Mapped[str] = mapped_column(Text, default="")
    not_yet: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(8), default="")
    setting: Mapped[str] = mapped_column(String(32), default="")
    supervisor: Mapped[str] = mapped_column(String(200), default="")
    agreed: Mapped[bool] = mapped_column(default=False)
    lock: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(Text, default="")
    cohort: Mapped[Cohort] = relationship()
    person: Mapped[Person] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard."""
        return {("person", self.person_id)}
