"""Who works when nobody is looking? Delivers messages, does what the rooms owe, seals the audit rows, tidies up."""

import importlib
import importlib.util
import logging
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import flask
from sqlalchemy.exc import IntegrityError, OperationalError

from trainer import features
from trainer.accounts import queries as accounts_queries
from trainer.config import Mode
from trainer.core import audit, clock, files, jobs, once
from trainer.core.db import db, writing
from trainer.core.running import Runner
from trainer.messages.delivery import Deliverer

log = logging.getLogger(__name__)

QUICK, SLOW = 1.0, 5.0
"""Seconds between two looks into the outbox: after something happened or in the sample year, and when all is quiet."""

DUTIES_EVERY, TIDY_EVERY = 15.0, 3600.0

ENOUGH = 10.0
"""Seconds for the long work to give its piece back when the worker ends; another one finds it untouched."""


def duties(verb: str = "due") -> list[ModuleType]:
    """The duties of every room that has some of this kind: `due`, all the time, or `tidy`, every hour."""
    names = (f"trainer.{room}.duties" for room in features.ROOMS)
    modules = (importlib.import_module(name) for name in names if importlib.util.find_spec(name))
    return [module for module in modules if hasattr(module, verb)]


def runner(stop: Callable[[], bool] = lambda: False) -> Runner:
    """The hands that carry out the long work of all rooms."""
    kinds = {name: kind for module in duties("JOBS") for name, kind in module.JOBS.items()}
    return Runner(kinds, accounts_queries.actor_for, stop)


def do_duties() -> None:
    """What the rooms owe now: expired offers, reminders. One that fails does not keep the others from theirs."""
    for module in duties():
        try:
            with writing():
                module.due(now=clock.now())
        except OperationalError:
            raise
        except Exception:
            log.exception("%s failed", module.__name__)
            db.session.remove()


def seal_audit(*, everything: bool = False) -> int:
    """Add what was written down to the chain; returns how many rows."""
    count = 0
    while True:
        try:
            with writing():
                sealed = audit.seal(everything=everything)
        except IntegrityError:  # another worker was quicker
            return count
        count += sealed
        if not sealed:
            return count


def tidy() -> None:
    """Remove what is needed no longer, one-time keys first; seal what was committed late; look at the whole chain."""
    with writing():
        once.forget_old(now=clock.real_now())
        jobs.forget_old(now=clock.now())
    files.sweep()
    db.session.rollback()  # it only read
    for module in duties("tidy"):
        with writing():
            module.tidy(now=clock.now())
    seal_audit(everything=True)
    with writing():
        chain = audit.check()
    if chain.broken:
        log.error("audit rows were changed by force: %s", chain.broken)


def run_once(app: flask.Flask) -> Counter[str]:
    """Everything that is due, once, for commands and tests; returns how many messages ended how."""
    with app.app_context():
        do_duties()
        hands, deliverer = runner(), Deliverer()
        while hands.run(clock.now):
            pass
        while deliverer.deliver(clock.now):
            pass
        tidy()
        db.session.remove()
    return deliverer.done


@dataclass
class Loop:
    """The worker's day. `stop` ends it between two messages."""

    app: flask.Flask
    stop: threading.Event = field(default_factory=threading.Event)
    quick: float = QUICK
    deliverer: Deliverer = field(default_factory=Deliverer)
    next_duties: float = 0.0
    next_tidy: float = 0.0
    pause: float = 0.0

    def run(self) -> None:
        """Work until told to end. Long work goes on beside: mail does not wait for it."""
        beside = threading.Thread(target=self._long_work, name="long work", daemon=True)
        beside.start()
        while not self.stop.is_set():
            try:
                with self.app.app_context():
                    worked = self._round()
            except OperationalError as problem:  # the database is busy or away: nothing is lost, later again
                log.error("database not available: %s", type(problem.orig).__name__)
                worked = 0
            except Exception:
                log.exception("unexpected error")
                worked = 0
            self._rest(worked)
        beside.join(ENOUGH)

    def _long_work(self) -> None:
        """One job after the other, in a session of its own; a piece that was begun is given back at the end."""
        with self.app.app_context():
            hands = runner(self.stop.is_set)
        while not self.stop.is_set():
            worked = False
            try:
                with self.app.app_context():
                    worked = hands.run(clock.now)
                    db.session.remove()
            except OperationalError as problem:
                log.error("database not available: %s", type(problem.orig).__name__)
            except Exception:
                log.exception("unexpected error")
            if not worked:
                self.stop.wait(max(self.quick, 0.25))

    def _round(self) -> int:
        moment = time.monotonic()
        if moment >= self.next_duties:
            self.next_duties = moment + DUTIES_EVERY
            do_duties()
        if moment >= self.next_tidy:
            self.next_tidy = moment + TIDY_EVERY
            tidy()
        worked = self.deliverer.deliver(clock.now, stop=self.stop.is_set)
        worked += seal_audit()
        db.session.remove()
        return worked

    def _rest(self, worked: int) -> None:
        if worked:
            self.pause = self.quick
            return
        self.stop.wait(max(self.pause, self.quick))
        settings: Any = self.app.extensions["trainer_settings"]
        slowest = self.quick if settings.mode is Mode.SAMPLE else max(SLOW, self.quick)
        self.pause = min(max(self.pause, self.quick) * 1.5, slowest)


def run_forever(app: flask.Flask, stop: threading.Event | None = None, *, quick: float = QUICK) -> None:
    """`trainer work`: until SIGTERM or Ctrl+C, which let it finish the message in its hands."""
    loop = Loop(app, stop or threading.Event(), quick)
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: loop.stop.set())
    log.info("worker started")
    loop.run()
    log.info("worker ended")
