"""Does whoever began a long work hear of its end, when they will not be looking any more, and once?"""

from datetime import UTC, datetime, timedelta

import pytest

from tests.core.test_jobs import LIST, Office, work
from trainer.core import clock, job_mail
from trainer.core.jobs import JobRow, JobState
from trainer.core.outbox import OutboxRow
from trainer.messages import delivery

NOW = datetime(2021, 5, 24, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "seconds", "rows", "worth"),
    [
        (JobState.DONE, 5, 100, False),
        (JobState.DONE, 5, 101, True),
        (JobState.REFUSED, 5, 101, True),
        (JobState.FAILED, 61, 0, True),
        (JobState.DONE, 60, 3, False),
        (JobState.DONE, 61, 3, True),
        (JobState.CHECKED, 5, 10_000, False),
        (JobState.CHECKED, 61, 3, True),
    ],
)
def test_who_has_left_the_page_by_now_gets_a_mail(state, seconds, rows, worth):
    asked = NOW - timedelta(seconds=seconds)
    job = JobRow(state=state, total=rows, by_person=1, made_at=NOW - timedelta(days=9), asked_at=asked)
    assert job_mail.is_worth_a_mail(job, now=NOW) is worth


def test_one_mail_tells_the_end_with_its_counts_in_the_reader_s_language_and_zone(
    session, browser_of, monkeypatch
):
    monkeypatch.setattr(job_mail, "MANY", 1)
    office = Office(session, browser_of)
    office.person.zone, office.person.language = "America/New_York", "es"
    session.commit()
    page = office.upload(office.team, LIST)
    work()
    office.browser.send(page, {})
    office.job().asked_at -= timedelta(seconds=9)
    session.commit()
    work()
    [row] = office.session.query(OutboxRow).filter(OutboxRow.kind.startswith("jobs."))
    assert (row.kind, row.to_person) == ("jobs.ended", office.person.id)
    others = office.session.query(OutboxRow).filter(OutboxRow.id != row.id)
    assert all(row.due_at < other.due_at for other in others), "before the mails that the file made"
    made = delivery._prepared(row.id, clock.now())
    assert made.to == office.person.email
    assert page in made.said.body
    assert "people.csv" in made.said.subject
    assert "EDT" in made.said.body, "in their zone"
    assert "24 de may" in made.said.body, "in their language"
    assert made.said.body.count(": 1\n") == 2, "one seat, one on the waitlist"
