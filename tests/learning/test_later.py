"""Is what was read without a connection kept when it is sent: once, and never over what is newer?"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.learning import building
from trainer.core.audit import AuditRow
from trainer.learning.models import ModuleProgress

PATH = "/courses/cop-101/101.1"


@pytest.fixture
def learner(session):
    building.load_courses()
    person = building.make_learner("Lena Learner")[0]
    session.commit()
    return person


def test_what_is_sent_later_counts_once_and_an_older_place_never_replaces_a_newer(
    session, browser_of, learner, now
):
    browser = browser_of(learner)

    def send(what, **values):
        answer = browser.send(f"{PATH}/{what}", {"quiet": "yes", **values}, page=PATH)
        session.rollback()
        return answer.status_code

    def minutes_since(moment):
        return round((now - moment) / timedelta(minutes=1))

    def kept():
        row = session.scalars(select(ModuleProgress)).one()
        found = row.place, minutes_since(row.seen_at), row.done_at is not None
        session.rollback()
        return found

    assert send("place", place="s2", age="7200") == 204
    assert kept() == ("s2", 120, False)
    assert send("place", place="s3", age="3600") == 204
    assert send("place", place="s1", age="3660") == 204
    assert kept() == ("s3", 60, False), "another device was further, and later"
    assert [send("done", age="5000"), send("done", age="5000")] == [204, 204]
    assert kept() == ("s3", 60, True)
    arrived = session.scalars(select(ModuleProgress.done_at)).one()
    assert minutes_since(arrived) == 0, "it counts from when it arrives"
    done = select(AuditRow.id).where(AuditRow.action == "learning.finish_module")
    assert len(session.scalars(done).all()) == 1
    session.rollback()
    assert send("place", place="s2") == 204
    assert kept()[:2] == ("s2", 0), "what is sent at once is newest"
    for age in ("-60", "1e3", "123456789", "soon"):
        assert send("place", place="s1", age=age) == 400, "no time of the future, and none that is no time"
    assert kept()[:2] == ("s2", 0)


def test_a_script_hears_in_words_why_nothing_is_kept(session, browser_of, learner):
    browser, path = browser_of(learner), "/courses/refresher/r.1"
    answer = browser.send(f"{path}/done", {"quiet": "yes", "age": "60"}, page=path)
    assert (answer.status_code, answer.mimetype) == (409, "text/plain")
    assert answer.get_data(as_text=True).startswith("You have no place in this course")
    session.rollback()
    assert session.scalars(select(ModuleProgress)).all() == []
