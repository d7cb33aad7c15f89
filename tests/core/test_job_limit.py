"""How many uploads may somebody have open, and how do they get rid of one?"""

import io

from tests.core.test_jobs import LIST, Office, work
from tests.registration.reading import text
from trainer.core import jobs
from trainer.core.jobs import JobRow, JobState
from trainer.core.web.brake import limiter
from trainer.organizations.models import Membership


def test_unfinished_uploads_have_a_limit_and_can_be_left(session, browser_of):
    office = Office(session, browser_of)
    pages = [office.upload(office.people, LIST) for _ in range(jobs.MOST_OPEN)]
    assert work(), "the oldest is checked, and still waits for a word"
    file = {"file": (io.BytesIO(LIST.encode()), "one_more.csv")}
    refused = office.browser.send(office.people, file, content_type="multipart/form-data")
    assert refused.status_code == 422
    assert "You have 3 uploads that are not finished." in text(refused)
    assert pages[0] in text(refused), "and they can be found from here"
    assert office.browser.send(f"{pages[0]}/leave", {}).status_code == 303
    job = session.query(JobRow).filter_by(ref=pages[0].rsplit("/", 1)[1]).one()
    assert (job.state, job.file) == (JobState.REFUSED, None)
    session.rollback()
    assert "You left this file" in office.read(pages[0])
    assert office.browser.send(f"{pages[0]}/leave", {}).status_code == 409
    assert office.browser.send(pages[0], {}).status_code == 409, "what was left is not saved"
    office.upload(office.people, LIST)
    assert office.count(Membership) == 0


def test_posts_of_files_are_braked_by_person(app, session, browser_of, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_LIMIT", "2 per day")
    limiter.reset()
    office, other = Office(session, browser_of), Office(session, browser_of)
    found = [office.browser.send(office.people, {}).status_code for _ in range(3)]
    assert found == [422, 422, 429]
    assert other.browser.send(other.people, {}).status_code == 422
    assert office.browser.get(office.people).status_code == 200
