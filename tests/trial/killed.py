"""Is mail lost or doubled when its workers are killed again and again (trust.md 5)?"""

import contextlib
import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

import psutil

from tests import mail_server
from tests.messages import letters
from tests.trial import faults, ground
from tests.trial.ground import Ground
from tests.trial.outcome import Row, some
from trainer.core.db import db
from trainer.core.outbox import OutboxRow, OutboxState

PATIENCE = 600.0
MOST_WAIT = 18.0
"""Seconds; a worker gives up on a server after 20."""

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.messages.worker_process"])
"""Workers are forked from a process that has imported everything: a killed one is replaced at once."""

DEAD_AFTER = 3.0
"""Seconds after which a claim that stands still belongs to nobody; 120 in production."""


@dataclass(frozen=True)
class Size:
    """How many mails, kills and workers. `together`: the first mail waits until every worker has one in its hands."""

    mails: int = 400
    kills: int = 40
    workers: int = 3
    together: bool = False


SMALL = Size(mails=20, kills=2, workers=2)
TINY = Size(mails=12, kills=1, workers=2)


@dataclass
class Sent:
    """What the server recorded in one run, and how often a worker was killed."""

    kills: int = 0
    recipients: Counter[str] = field(default_factory=Counter)
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unsent: int = 0

    @property
    def doubled(self) -> int:
        """Mails that came once more than needed."""
        return sum(self.recipients.values()) - len(self.recipients)

    def problems(self, mails: int, *, most_doubled: int) -> list[str]:
        """What trust.md does not allow."""
        lost = mails - len(self.recipients)
        found = [f"{lost} lost"] if lost else []
        found += [f"{self.unsent} not marked as sent"] if self.unsent else []
        found += [f"{self.doubled} doubled with {self.kills} kills"] if self.doubled > most_doubled else []
        other = [address for address, ids in self.ids.items() if len(ids) > 1]
        return found + ([f"{len(other)} doubled with another Message-ID"] if other else [])


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.ground(kind) as place:
            yield on(place, size)


def on(place: Ground, size: Size) -> Row:
    """Two controls, then the figure: without kills, and with them."""
    few = Size(min(size.mails, 40), 0, size.workers, together=True)
    unclaimed = delivered(place, few, "claim").problems(few.mails, most_doubled=0)
    controls = {"no claim, no kills": unclaimed}
    if size.kills >= 10:
        some_kills = Size(100, 20, size.workers)
        controls["mark before sending, 20 kills"] = delivered(place, some_kills, "mark_first").problems(
            some_kills.mails, most_doubled=some_kills.kills
        )
    calm = delivered(place, Size(size.mails, 0, size.workers))
    killed = delivered(place, size)
    problems = calm.problems(size.mails, most_doubled=0) + killed.problems(
        size.mails, most_doubled=killed.kills
    )
    problems += [] if killed.kills == size.kills else [f"only {killed.kills} kills"]
    return Row(
        "5", f"kill -9 of the worker, {place.kind}",
        f"{size.mails} mails, {size.kills} kills, {size.workers} workers: 0 lost, doubled ≤ kills with the same"
        " Message-ID; 0 doubled without kills",
        f"{killed.kills} kills: {size.mails - len(killed.recipients)} lost, {killed.doubled} doubled; without kills"
        f" {calm.doubled} doubled; {some(problems)}",
        "; ".join(f"{name}: {some(wrong, 1)}" for name, wrong in controls.items()),
        not problems, all(controls.values()),
    )  # fmt: skip


def delivered(place: Ground, size: Size, *wrong: str) -> Sent:
    """Put mails out, let workers send them and kill some, until nothing waits."""
    with place.app.app_context():
        db.session.query(OutboxRow).delete()
        for number in range(size.mails):
            letters.put(number)
        db.session.commit()
        db.session.remove()
    workers: list[BaseProcess] = []
    killer = Killer(workers, size)
    with mail_server.smtp_server(on_accept=killer.accepted) as server:
        killer.port = server.port
        given = {
            "url": place.database_url, "smtp_url": f"smtp://127.0.0.1:{server.port}", "shift": 0.0,
            "dead_after": DEAD_AFTER,
        }  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        try:
            while _waiting(place) and time.monotonic() < deadline:
                workers[:] = [worker for worker in workers if worker.is_alive()]
                while len(workers) < size.workers:
                    workers.append(PROCESSES.Process(target=faults.work, args=(given, ",".join(wrong))))
                    workers[-1].start()
                time.sleep(0.05)
        finally:
            killer.over = True
            for worker in workers:
                worker.kill()
                worker.join()
    sent = Sent(kills=killer.kills, unsent=_waiting(place))
    for mail in server.mails:
        sent.recipients[mail.recipients[0]] += 1
        sent.ids[mail.recipients[0]].add(str(mail.message["Message-ID"]))
    return sent


def _waiting(place: Ground) -> int:
    with place.app.app_context():
        count = db.session.query(OutboxRow).filter(OutboxRow.state == OutboxState.WAITING).count()
        db.session.remove()
    return count


class Killer:
    """Kills a worker that talks to the server, while the server accepts a mail: evenly over all of them."""

    def __init__(self, workers: list[BaseProcess], size: Size) -> None:
        self.workers, self.size = workers, size
        self.port = self.kills = self.count = 0
        self.over = self.met = False
        self.lock = threading.Lock()
        self.all_here = threading.Barrier(size.workers if size.together else 1)

    def accepted(self, _mail: object) -> None:
        """Called when a mail is recorded and its sender does not know yet."""
        time.sleep(
            0.01
        )  # a server at the other end of a network; two who hold the same mail both get to send it
        if self.size.together and not self.met:
            with contextlib.suppress(
                threading.BrokenBarrierError
            ):  # the last mail, or a worker that never came
                self.all_here.wait(MOST_WAIT)
            self.met = True
        with self.lock:
            self.count += 1
            due = self.size.kills * self.count // max(self.size.mails, 1)
            if self.over or self.kills >= min(due, self.size.kills):
                return
            talking = self._talking()
            if talking:
                os.kill(random.choice(talking), signal.SIGKILL)
                self.kills += 1

    def _talking(self) -> list[int]:
        return [pid for worker in list(self.workers) if (pid := worker.pid) and self._talks(pid)]

    def _talks(self, pid: int) -> bool:
        with contextlib.suppress(psutil.Error):
            lines = psutil.Process(pid).net_connections("tcp")
            return any(line.raddr and line.raddr.port == self.port for line in lines)
        return False
