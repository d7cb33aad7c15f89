"""Of two who do the same to one entry at the same moment, does one succeed, and does the other hear why?"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import builders
from tests.journals import building
from tests.registration.reading import rows
from trainer.accounts.models import Person
from trainer.core import db as core_db
from trainer.core.errors import Refused
from trainer.journals import actions, queries
from trainer.journals.actions import answering, writing
from trainer.journals.models import Entry, Review, Submission
from trainer.learning.models import Enrollment
from trainer.permissions import Role


def at_once(app, acts):
    """Run all at the same moment, each in a thread and a transaction of its own: what came back, or was raised."""
    start = threading.Barrier(len(acts))

    def one(act):
        start.wait(30)
        try:
            with app.app_context(), core_db.writing():
                return act()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def get(model, id):
    return core_db.db.session.get_one(model, id)


@pytest.fixture
def two(session):
    """An entry that waits, and two mentors who may answer it."""
    pair = building.make_writer()
    second = builders.make_person("Sam Second")
    builders.make_grant(second, Role.MENTOR, pair.trainee)
    entry = building.hand_in(pair)
    ids = entry.id, pair.mentor_id, second.id, pair.trainee_id
    session.commit()
    session.rollback()
    return ids


def begin(entry_id, person_id, now):
    def act():
        entry = queries.entry_by_ref(get(Entry, entry_id).ref)
        actions.begin_review(entry=entry, by=builders.actor(get(Person, person_id)), now=now)
        return person_id

    return act


def test_two_mentors_at_once_one_takes_it_up_and_the_other_hears_who(session, app, now, two):
    entry, first, second, _writer = two
    told = at_once(app, [begin(entry, first, now), begin(entry, second, now)])
    [winner] = [one for one in told if not isinstance(one, Exception)]
    [refused] = [one for one in told if isinstance(one, Refused)]
    assert refused.reasons[0].code.value == "taken"
    assert refused.reasons[0].facts["name"] in ("Mia Mendez", "Sam Second")
    assert [row.reviewer_id for row in rows(session, Entry)] == [winner]


def test_without_the_lock_both_take_it_up(session, app, now, two, monkeypatch):
    """The negative control: both read before either writes."""
    entry, first, second, _writer = two
    meet, real = threading.Barrier(2), queries.holder_of
    monkeypatch.setattr(answering, "locked", lambda statement: statement)
    monkeypatch.setattr(core_db, "begin_write", core_db.db.session.rollback)

    def read_and_wait(*args, **more):
        found = real(*args, **more)
        meet.wait(30)
        return found

    monkeypatch.setattr(queries, "holder_of", read_and_wait)
    told = at_once(app, [begin(entry, first, now), begin(entry, second, now)])
    monkeypatch.undo()
    assert [one for one in told if isinstance(one, Refused)] == []


def test_one_mentor_twice_at_once_answers_once(session, app, now, two):
    entry, first, _second, _writer = two
    assert at_once(app, [begin(entry, first, now)]) == [first]

    def answer():
        found = queries.entry_by_ref(get(Entry, entry).ref)
        actions.review(entry=found, by=builders.actor(get(Person, first)), now=now, **building.answer())
        return "answered"

    told = at_once(app, [answer, answer])
    assert sorted(str(one) for one in told) == ["answered", "not_waiting"]
    assert len(rows(session, Review)) == 1


def test_taken_up_and_taken_back_at_once_has_one_outcome(session, app, now, two):
    entry, first, _second, writer = two

    def withdraw():
        found = queries.entry_by_ref(get(Entry, entry).ref)
        actions.withdraw(entry=found, by=builders.actor(get(Person, writer)), now=now)
        return "withdrawn"

    told = at_once(app, [begin(entry, first, now), withdraw])
    assert sum(isinstance(one, Refused) for one in told) == 1
    [row], [submission] = rows(session, Entry), rows(session, Submission)
    assert (row.state.value, submission.withdrawn_at is None) in (("in_review", True), ("draft", False))


def save(pair_ids, text, now):
    enrollment_id, person_id = pair_ids

    def act():
        return actions.save_draft(
            enrollment=get(Enrollment, enrollment_id), prompt_id="cohort.1-r", text=text, lock=0,
            by=builders.actor(get(Person, person_id)), now=now,
        ).lock  # fmt: skip

    return act


def test_two_first_saves_at_once_make_one_entry_and_lose_nothing_silently(session, app, now):
    pair = building.make_writer()
    ids = pair.enrollment_id, pair.trainee_id
    session.commit()
    session.rollback()
    told = at_once(app, [save(ids, "from the phone", now), save(ids, "from the desk", now)])
    assert sorted(str(one) for one in told) == ["1", "older_copy"]
    [row] = rows(session, Entry)
    assert row.text in ("from the phone", "from the desk")


def test_without_the_lock_two_first_saves_collide(session, app, now, monkeypatch):
    """The negative control: the second meets the database's own constraint and no sentence."""
    pair = building.make_writer()
    ids = pair.enrollment_id, pair.trainee_id
    session.commit()
    session.rollback()
    meet, real = threading.Barrier(2), queries.written
    monkeypatch.setattr(writing, "locked", lambda statement: statement)
    monkeypatch.setattr(core_db, "begin_write", core_db.db.session.rollback)

    def read_and_wait(*args):
        found = real(*args)
        meet.wait(30)
        return found

    monkeypatch.setattr(queries, "written", read_and_wait)
    told = at_once(app, [save(ids, "from the phone", now), save(ids, "from the desk", now)])
    monkeypatch.undo()
    assert not any(isinstance(one, Refused) for one in told)
    assert any(isinstance(one, Exception) for one in told)
