"""What is broken on purpose? Faults planted in the site's and the worker's own processes, for the negative controls.

TRIAL_FAULTS names them. gunicorn reads this file as its configuration and plants them after its fork; pytest takes it
as a plugin; a worker is told when it starts.
"""

import os
import time
from typing import Any

VARIABLE = "TRIAL_FAULTS"


def lock() -> None:
    """Places are counted without taking a lock first: the fault that gave 42 people one seat."""
    from trainer.core.db import db
    from trainer.core.web import guard
    from trainer.registration.actions import places

    begin = guard.begin_write
    # PostgreSQL takes no lock there, and would refuse what is written without it.
    guard.begin_write = lambda: begin() if db.engine.dialect.name == "postgresql" else None
    places.locked = lambda statement: statement


def door() -> None:
    """Whoever signs in at the door of a CoP takes no lock first, and looks twice at a name."""
    from trainer.core.db import db
    from trainer.core.web import guard
    from trainer.practice.actions import doors

    begin = guard.begin_write
    guard.begin_write = lambda: begin() if db.engine.dialect.name == "postgresql" else None
    doors.lock_cop = lambda cop: cop
    called = doors.member_called

    def slowly(cop: Any, name: str) -> Any:
        found = called(cop, name)
        time.sleep(0.1)
        return found

    doors.member_called = slowly


def once() -> None:
    """Nobody remembers which form was sent already."""
    from trainer.core import once as keys

    keys.claim = lambda **_given: None
    keys.answer = lambda **_given: None


def claim() -> None:
    """Workers look for what is due and do not claim it."""
    from trainer.core import outbox
    from trainer.core.db import db
    from trainer.core.outbox import OutboxRow, OutboxState

    def look(*, limit: int = 20, **_given: Any) -> list[int]:
        due = db.session.query(OutboxRow.id).filter(OutboxRow.state == OutboxState.WAITING)
        return [row.id for row in due.order_by(OutboxRow.id).limit(limit)]

    outbox.lease = look
    outbox.held = lambda row_id, word: db.session.get(OutboxRow, row_id)


def mark_first() -> None:
    """A worker marks a message as sent before it sends it: the fault that lost 2 of 400."""
    from trainer.core import outbox
    from trainer.core.db import writing
    from trainer.messages import delivery, rendering

    def one(_self: Any, row_id: int, word: str, now: Any, way: Any) -> bool:
        made = delivery._prepared(row_id, now())
        with writing():
            row = outbox.held(row_id, word=word)
            if row is None:
                return True
            outbox.mark_sent(row, now=now())
        time.sleep(0.2)
        way.send(made.message, sender=rendering.settings().mail_from, to=made.to)
        return True

    delivery.Deliverer._one = one


def quick_unknown() -> None:
    """A name nobody has is refused without hashing the password."""
    from trainer.accounts.signin import passwords

    right = passwords.is_right
    passwords.is_right = lambda account, password: account is not None and right(account, password)


def overwrite() -> None:
    """What somebody writes takes the place of whatever is stored, also of what is newer."""
    from trainer.journals import rules

    rules.why_not_save = lambda *, state, **_given: rules.why_not_write(state)


def tries() -> None:
    """Wrong tries are not counted."""
    from trainer.accounts.signin import tries as counter

    counter.claim_sign_in = lambda name: 0


def open_door() -> None:
    """Whoever asks may."""
    from trainer import permissions

    permissions.allowed = lambda *_asked: True


def endless() -> None:
    """Signing out and changing the password end no session."""
    from trainer.accounts.signin import sessions

    sessions._end = lambda _secret: None
    sessions.end_all = lambda *_given, **_more: None


def no_token() -> None:
    """Forms are taken without their token."""
    from flask_wtf.csrf import CSRFProtect

    CSRFProtect.protect = lambda _self: None


def anywhere() -> None:
    """After signing in one is sent wherever the address says."""
    from trainer.core.web import guard

    guard.safe_next = lambda wanted, otherwise: wanted or otherwise


def unseen() -> None:
    """Whoever saves or publishes is not asked what they had seen."""
    from trainer.registration import actions
    from trainer.schedule.actions import drafting

    publish = actions.publish
    actions.publish = lambda *, year, version, seen=None, **given: publish(
        year=year, version=year.version, seen=None, **given
    )
    drafting._lock_offering = lambda _offering, _lock: None


def as_they_came() -> None:
    """Photos are kept as they came, with everything in them."""
    from trainer.core import pictures

    def keep(stream: Any) -> Any:
        data = stream.read()
        return pictures.SafePicture(data, data)

    pictures.make_safe = keep


FAULTS = (
    as_they_came, lock, door, once, claim, mark_first, quick_unknown, overwrite, tries, open_door, endless, no_token,
    anywhere, unseen,
)  # fmt: skip
PLANTED = {fault.__name__: fault for fault in FAULTS}


def plant(names: str = "") -> None:
    """Plant these faults, or what the environment asks for."""
    for name in filter(None, (names or os.environ.get(VARIABLE, "")).split(",")):
        PLANTED[name]()


def post_fork(_server: Any, _worker: Any) -> None:
    """gunicorn's name for the moment before a worker loads the app."""
    plant()


def pytest_configure() -> None:
    """pytest's name for the moment before it collects tests."""
    plant()


def work(given: dict[str, Any], names: str) -> None:
    """A worker with these faults, in a process of its own."""
    from tests.messages import worker_process

    plant(names)
    worker_process.main(given)
