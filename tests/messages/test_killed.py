"""Is a message lost or doubled when workers are killed, told to end, or work side by side (trust.md 4 and 5)?"""

import os
import signal
import subprocess
import threading
import time
from collections import Counter
from contextlib import ExitStack

from tests import mail_server
from tests.messages import letters, worker_process
from trainer.core import clock, outbox
from trainer.core.db import db, writing
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.messages import delivery

PATIENCE = 180.0
"""Seconds after which something hangs; a machine with much else to do is no fault."""


def _wait_for(done, what="messages"):
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, f"{what} did not arrive"
        time.sleep(0.05)


def _open_count():
    db.session.rollback()
    return db.session.query(OutboxRow).filter(OutboxRow.state == OutboxState.WAITING).count()


def test_a_worker_killed_before_its_mark_loses_nothing(app, store, session):
    count, kills = 5, {2, 4}
    workers: list[subprocess.Popen[bytes]] = []

    def kill(mail):
        if len(server.mails) in kills:
            os.kill(workers[-1].pid, signal.SIGKILL)
            workers[-1].wait()

    for number in range(count):
        letters.put(number)
    session.commit()
    with ExitStack() as open_things:
        server = open_things.enter_context(mail_server.smtp_server(on_accept=kill))

        def all_sent():
            if not workers or workers[-1].poll() is not None:
                assert {worker.returncode for worker in workers} <= {-signal.SIGKILL}, (
                    "a worker died by itself"
                )
                url = f"smtp://127.0.0.1:{server.port}"
                workers.append(open_things.enter_context(worker_process.started(store.url, url)))
            return not _open_count()

        _wait_for(all_sent)
    sent = Counter(mail.recipients[0] for mail in server.mails)
    ids = Counter(str(mail.message["Message-ID"]) for mail in server.mails)
    assert set(sent) == {f"reader{number}@example.org" for number in range(count)}
    assert sum(sent.values()) == count + len(kills)
    assert len(ids) == count, "a message that was sent again has the same Message-ID"
    assert len(workers) == len(kills) + 1


def test_a_worker_that_is_told_to_end_finishes_the_message_in_its_hands(app, store, session):
    workers: list[subprocess.Popen[bytes]] = []

    def end(mail):
        if len(server.mails) == 2:
            workers[0].terminate()
            time.sleep(0.3)

    for number in range(6):
        letters.put(number)
    session.commit()
    with ExitStack() as open_things:
        server = open_things.enter_context(mail_server.smtp_server(on_accept=end))
        url = f"smtp://127.0.0.1:{server.port}"
        workers.append(open_things.enter_context(worker_process.started(store.url, url)))
        assert workers[0].wait(PATIENCE) == 0
    states = [(row.state, row.lease) for row in letters.rows()]
    assert states == [(OutboxState.SENT, None)] * 2 + [(OutboxState.WAITING, None)] * 4
    assert len(server.mails) == 2


def _three_workers(app, count):
    """Three deliverers at once until nothing is left; how many mails were sent is counted by the server."""
    faults = []

    def work():
        deliverer = delivery.Deliverer()
        try:
            with app.app_context():
                while deliverer.deliver(clock.now, limit=3):
                    pass
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return faults


def test_three_workers_send_everything_once(app, session, settings):
    count = 30
    for number in range(count):
        letters.put(number)
    session.commit()
    with mail_server.smtp_server(on_accept=lambda mail: time.sleep(0.01)) as server:
        settings(smtp_url=f"smtp://127.0.0.1:{server.port}")
        assert _three_workers(app, count) == []
    assert len(server.mails) == len({mail.recipients[0] for mail in server.mails}) == count


def test_without_the_claim_three_workers_double(app, session, settings, monkeypatch):
    """The negative control: this is what the claim is for."""

    def look(*, now, limit, word, dead):
        due = db.session.query(OutboxRow.id).filter(OutboxRow.state == OutboxState.WAITING)
        return [row.id for row in due.order_by(OutboxRow.id).limit(limit)]

    monkeypatch.setattr(outbox, "lease", look)
    monkeypatch.setattr(outbox, "held", lambda row_id, word: db.session.get(OutboxRow, row_id))
    for number in range(6):
        letters.put(number)
    session.commit()
    with mail_server.smtp_server(on_accept=lambda mail: time.sleep(0.05)) as server:
        settings(smtp_url=f"smtp://127.0.0.1:{server.port}")
        _three_workers(app, 6)
    assert len(server.mails) > 6


def test_a_claim_that_stands_still_is_taken_over_and_one_that_moves_is_not(session, now):
    moment = [0.0]
    watcher = delivery.Deliverer(monotonic=lambda: moment[0])
    letters.put(1)
    letters.put(2)
    session.commit()
    with writing():
        outbox.lease(now=clock.now(), limit=1, word="stands")
        outbox.lease(now=clock.now(), limit=1, word="moves")
    assert watcher.dead() == set()
    moment[0] = delivery.DEAD_AFTER - 1
    with writing():
        [row] = [row for row in letters.rows() if row.lease == "moves"]
        outbox.renew(row)
    assert watcher.dead() == set()
    moment[0] = delivery.DEAD_AFTER
    assert watcher.dead() == {"stands"}
    with writing():
        taken = outbox.lease(now=clock.now(), word="new", dead=watcher.dead())
    assert [row.lease for row in letters.rows() if row.id in taken] == ["new"]
