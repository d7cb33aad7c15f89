"""Does each message reach its reader once, with the right fields, and does nothing else happen?"""

import pytest

from tests import builders
from tests.messages import letters
from trainer import worker
from trainer.core import outbox
from trainer.core.db import db
from trainer.core.outbox import OutboxState
from trainer.messages.models import SampleMail


def test_a_message_is_sent_once_with_the_right_fields(app, session, server):
    ana = builders.make_person("Ana Ruiz", email="ana@example.org", language="es")
    letters.put(to=ana.id, params={"title": "CoP 101 – día uno"})
    session.commit()

    assert worker.run_once(app)[OutboxState.SENT] == 1
    assert worker.run_once(app)[OutboxState.SENT] == 0

    [mail], [row] = server.mails, letters.rows()
    message = mail.message
    assert (mail.sender, mail.recipients) == ("program@example.org", ["ana@example.org"])
    assert message["Message-ID"] == f"<{row.ref}@localhost>"
    assert str(message["From"]) == "Facilitators’ Commons <program@example.org>"
    assert str(message["To"]) == "Ana Ruiz <ana@example.org>"
    assert str(message["Subject"]).endswith(": CoP 101 – día uno")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "es"
    assert message["Date"].datetime.date().isoformat() == "2021-05-24"
    assert message.get_content_type() == "text/plain"
    body = mail.text
    assert body.startswith("Ana Ruiz,\n\nCoP 101 – día uno\nhttp://localhost/home\n")
    assert body.endswith("\n-- \nFacilitators’ Commons\nhttp://localhost/\n")
    assert not message.defects
    assert (row.state, row.tries, row.params) == (OutboxState.SENT, 1, {})


def test_dates_that_were_written_as_text_are_read_as_dates(app, session, server):
    params = {"on": "2021-09-15", "at": "2021-09-15T16:00:00+00:00"}
    letters.put(kind="test.day", params=params)
    session.commit()
    worker.run_once(app)
    body = server.mails[0].text.replace("\u00a0", " ")
    assert "Wed, Sep 15, 2021 / Wed, Sep 15, 2021, 12:00 PM EDT" in body


EVIL = "Ana\r\nBcc: victim@example.org\r\n\r\n<script>"


@pytest.mark.parametrize("evil", [EVIL, "Ana\nBcc: victim@example.org", "Ana\x0b\u2028Bcc: v@example.org"])
def test_a_name_adds_no_header_and_no_recipient(app, session, server, evil):
    ana = builders.make_person(evil, email="ana@example.org")
    letters.put(to=ana.id, params={"title": evil})
    session.commit()
    worker.run_once(app)
    [mail] = server.mails
    assert mail.recipients == ["ana@example.org"]
    assert mail.message["Bcc"] is None
    assert set(mail.message.keys()) == {
        "Message-ID", "Date", "From", "To", "Subject", "Content-Language", "Auto-Submitted", "Content-Type",
        "Content-Transfer-Encoding", "MIME-Version",
    }  # fmt: skip
    assert [address.addr_spec for address in mail.message["To"].addresses] == ["ana@example.org"]


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.org\r\nRCPT TO:<victim@example.org>",
        "ana@example.org, b@example.org",
        "no address",
        "@",
        "",
    ],
)
def test_a_broken_address_is_never_tried(app, session, server, address):
    ana = builders.make_person("Ana", email="ana@example.org")
    ana.email = address
    letters.put(to=ana.id)
    session.commit()
    worker.run_once(app)
    assert server.mails == []
    assert letters.rows()[0].state is OutboxState.FAILED


def test_a_message_that_cannot_be_made_fails_and_the_others_go_out(app, session, server):
    letters.put(1, kind="test.broken")
    letters.put(2, kind="test.headless")
    letters.put(3, kind="test.missing")
    letters.put(4, kind="../../etc/passwd")
    letters.put(5, to=987654)
    letters.put(6, access=("no.permission", []))
    letters.put(7)
    session.commit()
    worker.run_once(app)
    assert [row.state for row in letters.rows()] == [OutboxState.FAILED] * 6 + [OutboxState.SENT]
    assert [mail.recipients for mail in server.mails] == [["reader7@example.org"]]


def test_the_same_cause_puts_one_message_out(app, session, server):
    letters.put(1)
    letters.put(1)
    session.commit()
    worker.run_once(app)
    assert len(server.mails) == len(letters.rows()) == 1


def test_what_was_canceled_is_not_sent(app, session, server, now):
    letters.put(1)
    letters.put(11)
    session.commit()
    outbox.cancel(dedupe_prefix="note:11", now=now)
    session.commit()
    worker.run_once(app)
    assert [mail.recipients for mail in server.mails] == [["reader1@example.org"]]
    assert [row.state for row in letters.rows()] == [OutboxState.SENT, OutboxState.CANCELED]


def test_a_cause_that_is_undone_leaves_no_message(app, session, server):
    letters.put(1)
    session.rollback()
    worker.run_once(app)
    assert server.mails == []


@pytest.mark.usefixtures("sample")
def test_in_the_sample_year_mail_stays_in_the_house(app, session, server):
    letters.put(1)
    session.commit()
    worker.run_once(app)
    worker.run_once(app)
    assert server.mails == []
    [mail], [row] = db.session.query(SampleMail).all(), letters.rows()
    assert mail.message_id == f"{row.ref}@localhost"
    assert (mail.to_address, mail.subject) == ("reader1@example.org", "Sign in: Note 1")
    assert row.state is OutboxState.SENT
