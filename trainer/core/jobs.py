"""What takes longer than anybody waits? A row with its file: the worker checks it in pieces, then applies it whole."""

import enum
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, LargeBinary, String, Text, delete, func, select, update
from sqlalchemy.orm import Mapped, deferred, mapped_column

from trainer.core import audit
from trainer.core.db import Json, Model, UtcDateTime, db, locked, new_ref, one_of, ref_column, str_enum
from trainer.core.errors import Reason, Refused
from trainer.core.reports import Report
from trainer.permissions import Permission, Scope

KEPT_DAYS, WAITED_DAYS = 90, 30
MOST_OPEN = 3
"""How many uploads of one person may be unfinished at once: each keeps its file, and a worker has one pair of hands."""


class JobState(enum.StrEnum):
    """Where a job stands. What is checked waits for somebody to say: do it."""

    QUEUED = "queued"
    CHECKING = "checking"
    CHECKED = "checked"
    WANTED = "wanted"
    APPLYING = "applying"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


RUNS = (JobState.QUEUED, JobState.CHECKING, JobState.WANTED, JobState.APPLYING)
"""States in which a worker has something to do."""
OPEN = (*RUNS, JobState.CHECKED)
"""States of what is not finished: the worker or whoever began it has something to do."""
NOT_SAVING = (JobState.QUEUED, JobState.CHECKING, JobState.CHECKED)
"""States in which somebody may still say: leave it."""


class JobReason(enum.StrEnum):
    """Why a job is not done. Facts: most."""

    NO_RIGHT = "no_right"
    CHANGED = "changed"
    NOT_CHECKED = "not_checked"
    GONE = "gone"
    TOO_MANY = "too_many_jobs"
    LEFT = "left"
    TOO_LATE = "too_late_to_leave"


class Lost(Exception):
    """The claim belongs to another worker by now, or this one is told to end: nothing of the piece is kept."""


class JobRow(Model):
    """One long work: what was asked by whom, the file, how far it is, and one report. It names people by number alone.

    `lease` is the worker's word, `beat` rises with every piece: a claim whose beat stands still belongs to nobody.
    `asked_at`: when somebody last asked for something to be done, by uploading it or by saying: save it.
    """

    __tablename__ = "core_job"
    __table_args__ = (
        one_of("state", JobState),
        Index("ix_core_job_state", "state", "id"),
        Index("ix_core_job_by", "by_person", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    kind: Mapped[str] = mapped_column(String(48))
    by_person: Mapped[int | None]
    params: Mapped[dict[str, Any]] = mapped_column(Json)
    file_name: Mapped[str] = mapped_column(String(200), default="")
    file: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    state: Mapped[JobState] = mapped_column(str_enum(JobState), default=JobState.QUEUED)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    beat: Mapped[int] = mapped_column(default=0)
    report: Mapped[dict[str, Any] | None] = mapped_column(Json)
    problem: Mapped[str | None] = mapped_column(Text)
    lease: Mapped[str | None] = mapped_column(String(32))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: whoever began it."""
        return {("person", self.by_person)} if self.by_person is not None else set()


@dataclass(frozen=True)
class Given:
    """What a room gets to check or to apply. `step(done, total)` ends a piece; `checked` is the mark of the check."""

    file: bytes
    params: Mapping[str, Any]
    by: Any
    now: datetime
    step: Callable[[int, int], None]
    checked: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of job: who may do it, to what; `check` only reads, `apply` writes inside one transaction of ours."""

    permission: Permission
    scopes: Callable[[Mapping[str, Any]], Iterable[Scope]]
    check: Callable[[Given], Report]
    apply: Callable[[Given], Report]


def begin(
    *, kind: str, params: dict[str, Any], file: bytes, file_name: str, by: Any, now: datetime
) -> JobRow:
    """Put a job into the queue: it is checked first, and nothing is saved before somebody says so.

    Raises Refused when this person has too many that are not finished: a brake, not exact when two come at once.
    """
    if by.person_id is not None and _open_of(by.person_id) >= MOST_OPEN:
        raise Refused(Reason(JobReason.TOO_MANY, {"most": MOST_OPEN}))
    job = JobRow(
        ref=new_ref(), kind=kind, by_person=by.person_id, params=params, file=file, file_name=file_name[:200],
        state=JobState.QUEUED, made_at=now,
        asked_at=now,
    )  # fmt: skip
    db.session.add(job)
    db.session.flush()
    audit.record(action="job.begin", by=by, now=now, subject=("job", job.ref), facts={"kind": kind})
    return job


def want(*, job: JobRow, by: Any, now: datetime) -> None:
    """Do what was checked. Raises Refused when it is not checked, or is being done already."""
    db.session.scalars(_alone(job.id)).one()
    if job.state is not JobState.CHECKED:
        raise Refused(Reason(JobReason.NOT_CHECKED))
    job.state, job.done, job.asked_at = JobState.WANTED, 0, now
    audit.record(action="job.want", by=by, now=now, subject=("job", job.ref))


def leave(*, job: JobRow, by: Any, now: datetime) -> None:
    """Do not save it: its file is forgotten. Raises Refused when it is being saved, or ended already."""
    db.session.scalars(_alone(job.id)).one()
    if job.state not in NOT_SAVING:
        raise Refused(Reason(JobReason.TOO_LATE))
    report = Report(rows=job.total, problems=[(None, Reason(JobReason.LEFT))])
    job.state, job.lease, job.file, job.ended_at = JobState.REFUSED, None, None, now
    job.report = report.as_json()
    audit.record(action="job.leave", by=by, now=now, subject=("job", job.ref))


def _open_of(person_id: int) -> int:
    mine = select(func.count()).where(JobRow.by_person == person_id, JobRow.state.in_(OPEN))
    return db.session.scalar(mine) or 0


def by_ref(ref: str) -> JobRow | None:
    """The job that a URL names."""
    return db.session.scalar(select(JobRow).where(JobRow.ref == ref))


def _alone(job_id: int) -> Any:
    return locked(select(JobRow).where(JobRow.id == job_id)).execution_options(populate_existing=True)


def waits() -> bool:
    """Whether any job has something to do, claimed or not."""
    return db.session.scalar(select(JobRow.id).where(JobRow.state.in_(RUNS)).limit(1)) is not None


def beats() -> dict[tuple[str, int], int]:
    """The claims that stand now, each with its beat, and the job they hold."""
    held = select(JobRow.lease, JobRow.beat, JobRow.id).where(
        JobRow.state.in_(RUNS), JobRow.lease.is_not(None)
    )
    return {(word, beat): job_id for word, beat, job_id in db.session.execute(held) if word}


def claim(*, word: str, dead: Collection[str] = ()) -> int | None:
    """Claim the oldest job that has something to do; two workers never hold the same one. The caller commits."""
    job = db.session.scalars(
        select(JobRow)
        .where(JobRow.state.in_(RUNS), JobRow.lease.is_(None) | JobRow.lease.in_(list(dead)))
        .order_by(JobRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if job is None:
        return None
    checks = job.state in (JobState.QUEUED, JobState.CHECKING)
    job.state, job.lease = JobState.CHECKING if checks else JobState.APPLYING, word
    job.done = 0
    return job.id


def end(
    job_id: int, *, word: str, state: JobState, report: Report | None, now: datetime, problem: str = ""
) -> None:
    """Write down how it ended, in the transaction of what it did. Raises Lost when the claim is another's by now."""
    values: dict[str, Any] = {
        "state": state, "lease": None, "problem": problem[:500] or None, "beat": JobRow.beat + 1,
    }  # fmt: skip
    if report is not None:
        values |= {"report": report.as_json(), "total": report.rows, "done": report.rows}
    if state is not JobState.CHECKED:
        values |= {"ended_at": now, "file": None}
    mine = update(JobRow).where(JobRow.id == job_id, JobRow.lease == word, JobRow.state.in_(RUNS))
    if db.session.execute(mine.values(values).execution_options(synchronize_session=False)).rowcount != 1:  # type: ignore[attr-defined]
        raise Lost


def release(*, word: str) -> None:
    """Give back what was claimed and not ended: another worker begins it anew."""
    db.session.execute(update(JobRow).where(JobRow.lease == word, JobRow.state.in_(RUNS)).values(lease=None))


def forget_old(*, now: datetime) -> None:
    """Remove what nobody looks at any more: reports after three months, files that were never wanted after one."""
    kept, waited = now - timedelta(days=KEPT_DAYS), now - timedelta(days=WAITED_DAYS)
    idle = (JobState.DONE, JobState.REFUSED, JobState.FAILED)
    db.session.execute(delete(JobRow).where(JobRow.state.in_(idle), JobRow.made_at < kept))
    db.session.execute(delete(JobRow).where(JobRow.state == JobState.CHECKED, JobRow.made_at < waited))


def latest(*, by_person: int | None, most: int = 5) -> Sequence[JobRow]:
    """What somebody began, what is not finished first, then the latest."""
    return db.session.scalars(
        select(JobRow)
        .where(JobRow.by_person == by_person)
        .order_by(JobRow.state.not_in(OPEN), JobRow.id.desc())
        .limit(most)
    ).all()
