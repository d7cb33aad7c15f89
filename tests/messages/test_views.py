"""Do the pages of this room show what became of each message, and never what it says?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.messages import letters
from trainer import worker
from trainer.core import audit, outbox
from trainer.core.audit import AuditRow
from trainer.core.db import db
from trainer.core.outbox import OutboxState
from trainer.messages.models import SampleMail
from trainer.permissions import Role

pytestmark = on_one("postgresql")  # what pages and papers say; what databases keep is tested with the actions

SECRET = "canary-of-a-private-link"


@pytest.fixture
def admin(session):
    person = builders.make_person("Admin", roles=Role.ADMINISTRATOR)
    session.commit()
    return person


@pytest.fixture
def failed(app, session, server, admin):
    """One message that was refused for good and one that was sent, both about something private."""
    server.refuse = lambda address: "550 no such mailbox" if "reader1@" in address else None
    for number in (1, 2):
        letters.put(number, params={"title": SECRET, "link": f"/invitations/{SECRET}"})
    session.commit()
    worker.run_once(app)
    return letters.rows()[0]


def test_the_log_says_what_became_of_each_message_and_not_what_it_said(browser_of, admin, failed):
    page = browser_of(admin).get("/messages/log")
    for words in ("reader1@example.org", "reader2@example.org", "550 no such mailbox", "Failed", "Sent"):
        assert words in page.text
    assert "1 message could not be sent" in page.text
    assert SECRET not in page.text


@pytest.mark.parametrize(("state", "shown", "hidden"), [("failed", 1, 2), ("sent", 2, 1)])
def test_the_log_shows_one_state(browser_of, admin, failed, state, shown, hidden):
    page = browser_of(admin).get(f"/messages/log?state={state}")
    assert f"reader{shown}@example.org" in page.text
    assert f"reader{hidden}@example.org" not in page.text


def test_an_unknown_state_shows_all(browser_of, admin, failed):
    page = browser_of(admin).get("/messages/log?state=%00")
    assert page.status_code == 200
    assert "reader2@example.org" in page.text


def test_what_waits_is_counted(browser_of, session, admin, now):
    for number in range(3):
        letters.put(number)
    session.commit()
    assert "3 messages are waiting to be sent" in browser_of(admin).get("/messages/log").text


def test_a_failed_message_can_be_tried_again(app, browser_of, admin, failed, server):
    server.refuse = lambda address: None
    answer = browser_of(admin).send(f"/messages/log/{failed.ref}/again", page="/messages/log?state=failed")
    assert (answer.status_code, answer.location) == (303, "/messages/log")
    row = letters.rows()[0]
    assert row.state is OutboxState.WAITING
    assert db.session.query(AuditRow).filter_by(action="messages.try_again").count() == 1
    worker.run_once(app)
    assert [mail.recipients[0] for mail in server.mails] == ["reader2@example.org", "reader1@example.org"]


def test_a_sent_message_is_not_sent_again(browser_of, admin, failed):
    sent = letters.rows()[1]
    answer = browser_of(admin).send(f"/messages/log/{sent.ref}/again", page="/messages/log")
    assert answer.status_code == 409
    assert "has not failed" in answer.text
    assert letters.rows()[1].state is OutboxState.SENT


@pytest.mark.parametrize("path", ["/messages/log", "/audit"])
def test_only_administrators_see_logs(browser_of, session, path):
    ana = builders.make_person("Ana")
    session.commit()
    assert browser_of(ana).get(path).status_code == 403
    assert browser_of().get(path).status_code == 303


def test_only_administrators_try_again(browser_of, session, failed):
    ana = builders.make_person("Ana")
    session.commit()
    assert browser_of(ana).send(f"/messages/log/{failed.ref}/again", page="/").status_code == 404
    assert letters.rows()[0].state is OutboxState.FAILED


def test_long_logs_come_in_parts(browser_of, session, admin):
    for number in range(120):
        letters.put(number)
    session.commit()
    browser, seen, path = browser_of(admin), [], "/messages/log?state=waiting"
    while path:
        text = browser.get(path).text
        seen += [number for number in range(120) if f">reader{number}@" in text]
        older = text.split('rel="next" href="')
        path = older[1].split('"')[0].replace("&amp;", "&") if len(older) > 1 else ""
    assert sorted(seen) == list(range(120))


EVENT = {
    "uid": "o.s1", "sequence": 1, "title": "CoP 101; día, uno", "starts": "2021-09-15T16:00:00+00:00",
    "ends": "2021-09-15T22:00:00+00:00", "zone": "America/Los_Angeles", "place": "Oakland", "status": "CONFIRMED",
}  # fmt: skip


@pytest.fixture
def mail(app, session, settings, sample):
    """A mail in the mailbox of the sample year, with a calendar file."""
    letters.put(params={"title": "<script>alert(1)</script> & you", "calendar": [EVENT]})
    session.commit()
    worker.run_once(app)
    return session.query(SampleMail).one()


def test_the_mailbox_shows_mail_with_links_to_follow(client, mail):
    assert "&lt;script&gt;alert(1)" in client.get("/mailbox").text
    page = client.get(f"/mailbox/{mail.ref}")
    assert '<a href="http://localhost/home">http://localhost/home</a>' in page.text
    assert "<script>alert" not in page.text
    file = client.get(f"/mailbox/{mail.ref}/calendar.ics")
    assert (file.mimetype, file.text) == ("text/calendar", mail.calendar)
    assert "attachment" in file.headers["Content-Disposition"]


def test_a_mail_that_is_not_there_is_missing(client, mail):
    for path in ("/mailbox/none", "/mailbox/none/calendar.ics", "/mailbox/%00"):
        assert client.get(path).status_code == 404


def test_there_is_no_mailbox_outside_the_sample_year(app, client, session, now):
    session.add(
        SampleMail(
            message_id="a@b",
            at=now,
            to_address="a@b.org",
            to_name="A",
            language="en",
            subject=SECRET,
            body="x",
        )
    )
    session.commit()
    ref = session.query(SampleMail).one().ref
    for path in ("/mailbox", f"/mailbox/{ref}", f"/mailbox/{ref}/calendar.ics"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert SECRET not in answer.text


def test_the_trail_says_who_did_what(app, browser_of, session, admin, now):
    for number in range(3):
        actor = builders.actor(admin)
        facts = {"number": number, "text": "<b>bold</b>"}
        audit.record(action="thing.change", by=actor, now=now, subject=("thing", f"r{number}"), facts=facts)
    session.commit()
    worker.run_once(app)
    page = browser_of(admin).get("/audit")
    for words in ("thing.change", "Admin", "thing r2", "Unbroken up to line 3", "&lt;b&gt;bold"):
        assert words in page.text


def test_an_empty_trail_and_an_empty_log_say_so(browser_of, admin, session):
    assert "No changes yet" in browser_of(admin).get("/audit").text
    assert "No messages here" in browser_of(admin).get("/messages/log").text


def test_a_line_changed_by_force_shows(app, browser_of, session, admin, now, monkeypatch):
    audit.record(action="thing.change", by=builders.actor(admin), now=now, subject=("thing", "r"), facts={})
    session.commit()
    worker.run_once(app)
    monkeypatch.setattr(audit, "_link", lambda previous, row: "another hash")
    page = browser_of(admin).get("/audit")
    assert "The chain of these lines is broken" in page.text
    assert "Changed afterwards" in page.text


def test_a_message_that_is_due_later_says_when(browser_of, session, admin, now):
    letters.put(1, not_before=now + timedelta(days=2))
    session.commit()
    assert "Due Wed, May 26, 2021" in browser_of(admin).get("/messages/log").text
    assert outbox.waiting_count() == 1
