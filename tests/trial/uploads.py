"""Does a file of thousands of people come in whole or not at all, whatever wrote it (trust.md 18)? Also when killed."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from tests import builders
from tests.trial import faults, ground
from tests.trial.ground import Ground
from tests.trial.killed import PROCESSES
from tests.trial.outcome import Row, some
from trainer import worker
from trainer.core import clock, jobs, tables
from trainer.core.db import db, writing
from trainer.core.jobs import JobRow, JobState
from trainer.organizations.models import Membership
from trainer.permissions import Role
from trainer.registration.models import Registration

DEAD_AFTER = 1.0
PATIENCE = 900.0
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252")
DELIMITERS = (",", ";", "\t")
COLUMNS = (("name",), ("email", "e-mail"), ("role",))
FAULTY = (("Ana", "no-address"), ("", "somebody@example.org"), ("x" * 201, "long@example.org"))


@dataclass(frozen=True)
class Size:
    """How many rows are read in every way of writing, how many are saved, how often the worker is killed meanwhile."""

    read: int = 100_000
    rows: int = 10_000
    kills: int = 3


SMALL = Size(read=3_000, rows=1_500, kills=1)
TINY = Size(read=300, rows=40, kills=0)


@dataclass
class Office:
    """Somebody who may upload, and the offering it is for."""

    place: Ground
    person: Any
    params: dict[str, Any]
    last: str = ""
    seconds: list[float] = field(default_factory=list)

    def upload(self, data: bytes) -> str:
        """Begin a job; its reference."""
        with self.place.app.app_context(), writing():
            self.last = jobs.begin(
                kind="registration.team", params=self.params, file=data, file_name="people.csv", by=self.person,
                now=clock.now(),
            ).ref  # fmt: skip
        return self.last

    def want(self) -> None:
        """Say that what was checked shall be done."""
        with self.place.app.app_context(), writing():
            job = jobs.by_ref(self.last)
            assert job is not None
            jobs.want(job=job, by=self.person, now=clock.now())

    def work(self) -> None:
        """What a worker does, in this process."""
        with self.place.app.app_context():
            worker.runner().run(clock.now)
            db.session.remove()

    def job(self) -> JobRow:
        """The job as it is now."""
        with self.place.app.app_context():
            found = db.session.query(JobRow).filter_by(ref=self.last).one()
            db.session.expunge(found)
            db.session.remove()
        return found

    def saved(self) -> tuple[int, int]:
        """How many people are registered and belong to the organization."""
        with self.place.app.app_context():
            counts = [
                db.session.scalar(select(func.count()).select_from(model))
                for model in (Registration, Membership)
            ]
            db.session.remove()
        return counts[0] or 0, counts[1] or 0


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.ground(kind) as place:
            yield on(place, size)


def on(place: Ground, size: Size) -> Row:
    """The control, then the figure."""
    broken = interrupted(office_in(place), min(size.rows, SMALL.rows), "pieces are kept")
    began = time.monotonic()
    problems = read_whole(size.read)
    reading = time.monotonic() - began
    office = office_in(place)
    problems += wrong_lines(office, size)
    problems += interrupted(office, size.rows, "")
    problems += same_as_checked(office, size)
    took = f"saved in {office.seconds[-1]:.0f} s" if office.seconds else "saved"
    return Row(
        "18", f"CSV in, {place.kind}",
        "all or nothing, line-numbered message, the dry run equals the import; UTF-16, Latin-1, BOM, semicolons,"
        f" {size.read:,} rows",
        f"{size.read:,} rows read whole in {len(ENCODINGS) * len(DELIMITERS)} ways of writing ({reading:.0f} s);"
        f" {size.rows:,} checked and {took}, the worker killed {size.kills} times meanwhile: {some(problems)}",
        f"pieces are kept: {some(broken, 1)}", not problems, bool(broken),
    )  # fmt: skip


def office_in(place: Ground) -> Office:
    """A coordinator, an organization and an offering with fewer seats than people."""
    with place.app.app_context():
        organization = builders.make_organization()
        person = builders.make_person(roles=(Role.COORDINATOR, organization))
        day = clock.today() + timedelta(days=40)
        year = builders.make_year(day.year if day.month >= ground.JULY else day.year - 1)
        offering = builders.make_offering(days=(day,), year=year, capacity=25)
        params = {
            "organization": organization.ref, "organization_id": organization.id, "offering": offering.ref,
        }  # fmt: skip
        actor = builders.actor(person)
        db.session.commit()
        db.session.remove()
    return Office(place, actor, params)


def people(count: int, mark: str = "") -> list[tuple[str, str]]:
    """Names with letters that encodings write differently, and addresses."""
    return [(f"Ñu {number}", f"p{number}{mark}@x.io") for number in range(count)]


def written(rows: list[tuple[str, str]], delimiter: str = ",", end: str = "\n") -> str:
    """A list as a spreadsheet program saves it."""
    return end.join(delimiter.join(row) for row in [("name", "e-mail"), *rows]) + end


def read_whole(count: int) -> list[str]:
    """What is not read as it was written, over every way of writing it."""
    problems, rows = [], people(count)
    for encoding in ENCODINGS:
        for delimiter in DELIMITERS:
            end = "\r\n" if encoding != "utf-8" else "\n"
            data = written(rows, delimiter, end).encode(encoding)
            found = tables.read_csv(data, columns=COLUMNS, required=2, most=count)
            lines = [(row.line, row.cells["name"], row.cells["email"]) for row in found]
            if lines != [(number, *row) for number, row in enumerate(rows, start=2)]:
                problems.append(f"{encoding} with {delimiter!r}: {len(lines)} of {count} rows")
    return problems


def wrong_lines(office: Office, size: Size) -> list[str]:
    """A file with a few wrong lines somewhere: exactly these are named, and nothing is saved."""
    rows = people(size.rows, "w")
    lines = sorted(random.Random(size.rows).sample(range(1, len(rows)), 5))
    for number, line in enumerate(lines):
        rows[line] = FAULTY[number % len(FAULTY)] if number < 4 else rows[lines[0] - 1]
    before = office.saved()
    office.upload(written(rows, ";", "\r\n").encode("utf-16"))
    office.work()
    job = office.job()
    named = [line for line, *_reason in (job.report or {}).get("named", [])]
    problems = [] if job.state is JobState.REFUSED else [f"a file with wrong lines is {job.state}"]
    if named != [line + 2 for line in lines]:
        problems.append(f"wrong are {[line + 2 for line in lines]}, named {named}")
    return problems if office.saved() == before else [*problems, "something of a refused file was saved"]


@contextmanager
def stopped_in_the_middle(*, keeps: bool) -> Iterator[None]:
    """The worker ends after its first piece; with `keeps`, what it has done so far is committed: the fault."""
    before = worker.Runner._step

    def step(*given: Any) -> Any:
        def end(_done: int, _total: int) -> None:
            if keeps:
                db.session.commit()
            raise jobs.Lost

        return end

    worker.Runner._step = step
    try:
        yield
    finally:
        worker.Runner._step = before


def interrupted(office: Office, rows: int, fault: str) -> list[str]:
    """A worker that ends in the middle of saving leaves nothing, and the next one begins anew."""
    before = office.saved()
    office.upload(written(people(rows, "i")).encode("utf-8-sig"))
    office.work()
    office.want()
    with stopped_in_the_middle(keeps=bool(fault)):
        office.work()
    left = tuple(now - then for now, then in zip(office.saved(), before, strict=True))
    with office.place.app.app_context(), writing():
        db.session.query(JobRow).filter_by(ref=office.last).delete()
    return [] if left == (0, 0) else [f"{left[0]} of {rows} registered after the worker ended in the middle"]


def same_as_checked(office: Office, size: Size) -> list[str]:
    """What is done is what the check said, once, also when the worker is killed while it saves."""
    before = office.saved()
    office.upload(written(people(size.rows), "\t").encode("latin-1"))
    office.work()
    said = (office.job().report or {}).get("counts")
    office.want()
    began = time.monotonic()
    problems = killed_meanwhile(office, size, before) if size.kills else []
    if not size.kills:
        office.work()
    office.seconds.append(time.monotonic() - began)
    job = office.job()
    done = tuple(now - then for now, then in zip(office.saved(), before, strict=True))
    if job.state is not JobState.DONE or done != (size.rows, size.rows):
        problems.append(f"{job.state}: {done} saved of {size.rows}")
    return (
        problems
        if (job.report or {}).get("counts") == said
        else [*problems, f"checked {said}, done {job.report}"]
    )


def killed_meanwhile(office: Office, size: Size, before: tuple[int, int]) -> list[str]:
    """Real workers, one after the other; each but the last is killed while it saves."""
    given = {"url": office.place.database_url, "smtp_url": "", "shift": 0.0, "dead_after": DEAD_AFTER}
    problems, until = [], time.monotonic() + PATIENCE
    for number in range(size.kills + 1):
        process = PROCESSES.Process(target=faults.work, args=(given, ""))
        process.start()
        try:
            _wait(office, lambda job: job.state is JobState.APPLYING, until)
            if number < size.kills:
                time.sleep(random.uniform(0.1, 0.6) * (number + 1))
            else:
                _wait(office, lambda job: job.state not in jobs.RUNS, until)
        finally:
            process.kill()
            process.join()
        left = tuple(now - then for now, then in zip(office.saved(), before, strict=True))
        if left not in ((0, 0), (size.rows, size.rows)):
            problems.append(f"{left} of {size.rows} saved after kill {number + 1}")
    return problems


def _wait(office: Office, fine: Any, until: float) -> None:
    while not fine(office.job()) and time.monotonic() < until:
        if office.job().state not in jobs.RUNS:
            return
        time.sleep(0.05)
