"""What happens when the mail server is away, refuses, or the clock jumps (trust.md 7 and 10, with a scaled clock)?"""

from datetime import timedelta

import pytest

from tests.conftest import on_one
from tests.messages import letters
from trainer.core import mail, outbox
from trainer.core.outbox import OutboxState
from trainer.messages import delivery

pytestmark = on_one("postgresql")  # what pages and papers say; what databases keep is tested with the actions

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOBODY_LISTENS = "smtp://127.0.0.1:9"


class Days:
    """A clock whose days pass as fast as the test turns it, and the one worker who lives by it."""

    def __init__(self, start):
        self.start, self.moment = start, start
        self.deliverer = delivery.Deliverer(monotonic=lambda: (self.moment - self.start).total_seconds())

    def now(self):
        return self.moment

    def pass_by(self, span, step=10 * MINUTE):
        """Let time go by; the worker looks every `step`."""
        end = self.moment + span
        while self.moment < end:
            while self.deliverer.deliver(self.now):
                pass
            self.moment += step


@pytest.fixture
def days(now):
    return Days(now)


def _readers(server):
    return [received.recipients[0] for received in server.mails]


def _put_through_the_day(session, now, count=6):
    """Messages that fall due one after the other, put in another order."""
    numbers = sorted(range(count), key=lambda number: number * 5 % count)
    for number in numbers:
        letters.put(number, now=now, not_before=now + number * HOUR)
    session.commit()
    return [f"reader{number}@example.org" for number in range(count)]


def test_all_is_sent_in_due_order_when_the_server_comes_back(
    session, server, settings, days, now, monkeypatch
):
    expected = _put_through_the_day(session, now)
    there, knocks = f"smtp://127.0.0.1:{server.port}", []
    open_door = mail.Smtp._open

    def knock(self):
        knocks.append(self.port)
        return open_door(self)

    monkeypatch.setattr(mail.Smtp, "_open", knock)
    settings(smtp_url=NOBODY_LISTENS)
    days.pass_by(DAY, step=20 * MINUTE)
    assert server.mails == []
    assert outbox.waiting_count() == len(expected)
    assert 50 < len(knocks) <= DAY / (20 * MINUTE), "it asks once at a time, for all messages together"
    session.rollback()
    settings(smtp_url=there)
    days.pass_by(HOUR)
    assert _readers(server) == expected


def test_a_server_that_puts_everything_off_gets_everything_within_the_hour(session, server, days, now):
    expected = _put_through_the_day(session, now)
    server.refuse = lambda address: "451 try later"
    days.pass_by(DAY, step=20 * MINUTE)
    assert server.mails == []
    assert outbox.waiting_count() == len(expected)
    server.refuse = lambda address: None
    days.pass_by(HOUR)
    first, *others = _readers(server)
    assert sorted([first, *others]) == sorted(expected)
    assert others == sorted(others), "once one got through, the others follow in due order"


def test_one_full_mailbox_holds_nobody_up(session, server, days, now):
    letters.put(1)
    letters.put(2)
    session.commit()
    server.refuse = lambda address: "452 mailbox full" if "reader1@" in address else None
    days.pass_by(HOUR)
    assert _readers(server) == ["reader2@example.org"]
    [full, other] = letters.rows()
    assert (full.state, full.problem) == (OutboxState.WAITING, "452 mailbox full")
    assert 3 <= full.tries <= 6
    assert other.state is OutboxState.SENT


def test_a_refusal_for_good_stops_at_once(session, server, days, now):
    letters.put(1)
    session.commit()
    asked = []

    def refuse(address):
        asked.append(address)
        return "550 no such mailbox"

    server.refuse = refuse
    days.pass_by(DAY, step=20 * MINUTE)
    [row] = letters.rows()
    assert (row.state, row.tries, row.problem) == (OutboxState.FAILED, 1, "550 no such mailbox")
    assert len(asked) == 1


@pytest.mark.parametrize("answer", [None, "451 try later"])
def test_after_five_days_it_gives_up_and_says_so(session, server, settings, days, now, answer):
    letters.put(1)
    session.commit()
    if answer:
        server.refuse = lambda address: answer
    else:
        settings(smtp_url=NOBODY_LISTENS)
    days.pass_by(5 * DAY, step=6 * HOUR)
    assert letters.rows()[0].state is OutboxState.WAITING
    session.rollback()
    days.pass_by(13 * HOUR, step=6 * HOUR)
    [row] = letters.rows()
    assert row.state is OutboxState.FAILED
    assert row.problem
    assert (answer or "Refused") in row.problem


def test_a_reminder_put_months_ahead_has_its_own_five_days(session, server, days, now):
    letters.put(1, now=now, not_before=now + 90 * DAY)
    session.commit()
    server.refuse = lambda address: "451 try later"
    days.moment += 90 * DAY
    days.pass_by(HOUR)
    assert letters.rows()[0].state is OutboxState.WAITING


def test_what_comes_too_late_is_not_sent(session, server, settings, days, now):
    letters.put(1, not_after=now + 2 * HOUR)
    letters.put(2)
    session.commit()
    there = f"smtp://127.0.0.1:{server.port}"
    settings(smtp_url=NOBODY_LISTENS)
    days.pass_by(3 * HOUR)
    session.rollback()
    settings(smtp_url=there)
    days.pass_by(HOUR)
    assert _readers(server) == ["reader2@example.org"]
    assert [row.state for row in letters.rows()] == [OutboxState.STALE, OutboxState.SENT]


def test_nothing_is_sent_before_its_time(session, server, days, now):
    letters.put(1, not_before=now + 2 * HOUR)
    session.commit()
    days.pass_by(HOUR)
    assert server.mails == []
    days.pass_by(2 * HOUR)
    assert len(server.mails) == 1


JUMPS = [HOUR, -HOUR, DAY, -DAY]


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_sends_nothing_twice(app, session, server, now, jump):
    """The clock jumps while one worker sends, and another looks at that moment."""
    _meet_another_worker(app, session, server, now, jump)
    assert sorted(_readers(server)) == [f"reader{number}@example.org" for number in range(5)]


def test_a_claim_that_trusts_the_clock_doubles(app, session, server, now, monkeypatch):
    """The negative control: a claim that a jump can end is no claim."""
    monkeypatch.setattr(delivery, "DEAD_AFTER", 0.0)
    _meet_another_worker(app, session, server, now, DAY)
    assert len(server.mails) > 5


def _meet_another_worker(app, session, server, now, jump):
    for number in range(5):
        letters.put(number, now=now - 2 * DAY)
    session.commit()
    here, other = [now], delivery.Deliverer()
    met: list[timedelta] = []

    def meet(_mail):
        if not met:
            met.append(jump)
            here[0] = now + jump
            with app.app_context():
                while other.deliver(lambda: here[0]):
                    pass

    server.on_accept = meet
    first = delivery.Deliverer()
    while first.deliver(lambda: here[0]):
        pass
    for later in (DAY, 2 * DAY):
        here[0] += later
        first.deliver(lambda: here[0])
