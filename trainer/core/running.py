"""How does a worker carry out a job? Claimed, checked in read-only pieces, applied in one transaction, ended once."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from trainer import permissions
from trainer.core import job_mail, jobs, progress
from trainer.core.db import db, new_ref, own_transaction, writing
from trainer.core.errors import NotFound, Reason, Refused
from trainer.core.jobs import Given, JobReason, JobRow, JobState, Kind, Lost
from trainer.core.reports import Report, problems_from

log = logging.getLogger(__name__)


class Undone(Exception):
    """What was applied is taken back: the report says why."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


DEAD_AFTER = 120.0
"""Seconds that a claim may stand still before its worker counts as gone; a piece takes far less."""


@dataclass
class Runner:
    """One worker's hands. `actor_for` says as whom somebody would act now: a right lost meanwhile ends the job."""

    kinds: Mapping[str, Kind]
    actor_for: Callable[[int | None], Any]
    stop: Callable[[], bool] = lambda: False
    monotonic: Callable[[], float] = time.monotonic
    seen: dict[tuple[str, int], float] = field(default_factory=dict)

    def run(self, now: Callable[[], datetime]) -> bool:
        """Carry out the oldest job that waits; False when none does."""
        if not jobs.waits():
            db.session.rollback()
            return False
        word, dead = new_ref(), self._dead()
        with writing():
            job_id = jobs.claim(word=word, dead=dead)
        if job_id is None:
            return False
        try:
            self._one(job_id, word, now)
        except Lost:
            log.warning("job %s: given back, or another worker has it", job_id)
        except OperationalError:  # the database is busy or away: from the beginning, later
            db.session.rollback()
            raise
        except Exception as fault:
            log.exception("job %s failed", job_id)
            self._end(job_id, word, JobState.FAILED, None, now(), type(fault).__name__)
        finally:
            with writing():
                jobs.release(word=word)
        return True

    def _dead(self) -> set[str]:
        """The claims whose worker is gone: neither word nor beat has moved, before our eyes, for too long."""
        moment = self.monotonic()
        self.seen = {beat: self.seen.get(beat, moment) for beat in jobs.beats()}
        db.session.rollback()
        return {word for (word, _beat), since in self.seen.items() if moment - since >= DEAD_AFTER}

    def _one(self, job_id: int, word: str, now: Callable[[], datetime]) -> None:
        job = db.session.get_one(JobRow, job_id)
        applies = job.state is JobState.APPLYING
        given = Given(
            job.file or b"", job.params, self.actor_for(job.by_person), now(), self._step(job_id, word, applies),
            (job.report or {}).get("mark", ""),
        )  # fmt: skip
        kind = self.kinds[job.kind]
        db.session.rollback()
        try:
            if not permissions.allowed(given.by, kind.permission, kind.scopes(given.params)):
                raise Refused(Reason(JobReason.NO_RIGHT))
            if applies:
                self._apply(job_id, word, kind, given, now)
            else:
                found = kind.check(given)
                state = JobState.REFUSED if found.problems else JobState.CHECKED
                self._end(job_id, word, state, found, now())
        except NotFound:
            found = Report(problems=[(None, Reason(JobReason.GONE))])
            self._end(job_id, word, JobState.REFUSED, found, now())
        except Undone as undone:
            self._end(job_id, word, JobState.REFUSED, undone.report, now())
        except Refused as refused:
            found = Report(problems=list(problems_from(refused)))
            self._end(job_id, word, JobState.REFUSED, found, now())

    def _apply(self, job_id: int, word: str, kind: Kind, given: Given, now: Callable[[], datetime]) -> None:
        """All of it or nothing: what was done and that it is done are one commit."""
        try:
            with writing():
                found = kind.apply(given)
                if found.problems:
                    raise Undone(found)
                jobs.end(job_id, word=word, state=JobState.DONE, report=found, now=now())
                self._tell(job_id, now())
        finally:
            progress.forget()

    def _end(
        self, job_id: int, word: str, state: JobState, found: Report | None, now: datetime, problem: str = ""
    ) -> None:
        db.session.rollback()
        with writing():
            jobs.end(job_id, word=word, state=state, report=found, now=now, problem=problem)
            self._tell(job_id, now)

    def _tell(self, job_id: int, now: datetime) -> None:
        """Write to whoever began it, in the transaction that ends it."""
        job = db.session.get_one(JobRow, job_id, populate_existing=True)
        if job_mail.is_worth_a_mail(job, now=now):
            actor = self.actor_for(job.by_person)
            job_mail.tell(job, zone=actor.zone if actor else None)

    def _step(self, job_id: int, word: str, applies: bool) -> Callable[[int, int], None]:
        """Write down how far it is, where the transaction that applies does not hide it: on a connection of its own.

        SQLite knows one writer: while a job is applied there, nobody can write beside it, so a file says it.
        """

        def step(done: int, total: int) -> None:
            if self.stop():
                raise Lost
            if applies and progress.tell(job_id, word, done, total):
                return
            if not applies:
                db.session.rollback()  # a piece only reads, and ends here
            moved = update(JobRow).where(JobRow.id == job_id, JobRow.lease == word)
            with own_transaction() as connection:
                values = {"done": done, "total": total, "beat": JobRow.beat + 1}
                if connection.execute(moved.values(values)).rowcount != 1:
                    raise Lost

        return step
