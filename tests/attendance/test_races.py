"""Is nothing lost when two people mark, close or finish at the same moment?"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from tests.registration.reading import rows
from trainer.accounts.actor import SYSTEM
from trainer.attendance import actions
from trainer.attendance.models import Mark, TrainingRecord
from trainer.attendance.queries import runs as run_queries
from trainer.attendance.rules import Source, door
from trainer.core import db as core_db
from trainer.core.errors import Refused
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.actions import parts as parts_file
from trainer.curriculum.models import Completion, Part
from trainer.curriculum.rules import parts_needed
from trainer.registration.models import Registration
from trainer.schedule.models import Offering


def at_once(app, jobs):
    """Do each job in a thread and a transaction of its own; what it returned, or the error it raised."""
    start = threading.Barrier(len(jobs))

    def one(job):
        start.wait(30)
        try:
            with app.app_context(), core_db.writing():
                return job()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


def offering_again(ids):
    return core_db.db.session.get_one(Offering, ids)


@pytest.fixture
def training(session):
    building.make_courses()
    return building.make_training()


def test_of_many_who_mark_at_once_one_is_taken_and_the_others_are_asked(app, session, training):
    place = builders.make_registration(training, builders.make_person())
    offering_id, place_id = training.id, place.id
    session.commit()
    session.rollback()

    def mark(missed):
        def job():
            offering = offering_again(offering_id)
            there = core_db.db.session.get_one(Registration, place_id)
            marks = building.said(there, missed)
            actions.mark(
                session=offering.sessions[0], offering=offering, marks=marks, lock=0, by=SYSTEM, now=NOW
            )
            return missed

        return job

    answers = at_once(app, [mark(missed) for missed in range(8)])
    taken = [answer for answer in answers if isinstance(answer, int)]
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert (len(taken), len(refused)) == (1, 7), answers
    assert [row.missed_minutes for row in rows(session, Mark)] == taken


def test_two_phones_of_one_person_at_the_door_at_once_are_recorded_once(app, session):
    training = building.make_training((NOW.date(),))
    person = builders.make_person()
    builders.make_registration(training, person)
    first, by = training.sessions[0], builders.actor(person)
    opened = actions.open_door(session=first, offering=training, by=SYSTEM, now=first.starts_at)
    code, offering_id, starts = door.code_at(opened.door, first.starts_at), training.id, first.starts_at
    session.commit()
    session.rollback()

    def come():
        offering = offering_again(offering_id)
        where = {"session": offering.sessions[0], "offering": offering}
        return actions.sign_in(**where, code=code, source=Source.QR, by=by, now=starts).again

    assert sorted(at_once(app, [come] * 6)) == [False, *[True] * 5]
    assert [len(row.pieces) for row in rows(session, Mark)] == [1]


def test_two_runs_that_close_at_once_make_a_session_up(app, session, training, monkeypatch):
    """Each reads slowly: without the lock on the person neither would see what the other one wrote."""
    read = run_queries.runs_among

    def slowly(*args):
        found = read(*args)
        time.sleep(0.5)
        return found

    earlier = building.make_training(building.EARLIER_RUN)
    person = builders.make_person()
    for offering, row in ((earlier, [0, "absent", 0]), (training, ["excused", 0, "excused"])):
        place = builders.make_registration(offering, person)
        building.hold(offering, {place: row}, close=False)
        for meeting in offering.sessions[:1] if offering is training else offering.sessions[:2]:
            actions.close(session=meeting, offering=offering, by=SYSTEM, now=NOW)
    wanted = [(earlier.id, 2), (training.id, 1)]
    session.commit()
    session.rollback()

    monkeypatch.setattr(run_queries, "runs_among", slowly)

    def close(offering_id, index):
        def job():
            offering = offering_again(offering_id)
            actions.close(session=offering.sessions[index], offering=offering, by=SYSTEM, now=NOW)

        return job

    assert at_once(app, [close(*one) for one in wanted]) == [None, None]
    assert [(row.part, row.course) for row in rows(session, Part)] == [("attendance", "cop-101")]


def test_two_who_close_the_last_sheet_make_one_record(app, session, training):
    place = builders.make_registration(training, builders.make_person())
    building.hold(training, {place: [0, 0, 0]}, close=False)
    for meeting in training.sessions[:2]:
        actions.close(session=meeting, offering=training, by=SYSTEM, now=NOW)
    offering_id = training.id
    session.commit()
    session.rollback()

    def close():
        offering = offering_again(offering_id)
        actions.close(session=offering.sessions[2], offering=offering, by=SYSTEM, now=NOW)

    answers = at_once(app, [close, close])
    assert sum(answer is None for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert len(rows(session, TrainingRecord)) == 1


def finish_at_once(app, session):
    """The last two parts of a course, done at the same moment by two rooms; how many completions came of it."""
    person = builders.make_person()
    parts = parts_needed(curriculum_queries.edition("cop-101").content)

    def record(part, person=person):
        curriculum_actions.record_part(
            person=person, course="cop-101", edition=building.EDITION, part=part, on=building.PAST[0], cause="test",
            by=SYSTEM, now=NOW,
        )  # fmt: skip

    for part in parts[:-2]:
        record(part)
    person_id = person.id
    session.commit()
    session.rollback()

    def job(part):
        return lambda: record(part, core_db.db.session.get_one(type(person), person_id))

    assert at_once(app, [job(part) for part in parts[-2:]]) == [None, None]
    return len(rows(session, Completion))


def test_the_last_two_parts_at_the_same_moment_complete_a_course(app, session, training):
    assert finish_at_once(app, session) == 1


def test_without_the_lock_on_the_person_the_completion_is_lost(app, session, training, monkeypatch):
    """The negative control: both write their part before either looks whether the course is complete."""
    meet, looked = threading.Barrier(2), parts_file._complete

    def wait(*args, **more):
        if threading.current_thread() is threading.main_thread():
            return looked(*args, **more)
        meet.wait(5)
        seen = looked(*args, **more)
        meet.wait(5)
        return seen

    monkeypatch.setattr(parts_file, "_lock", lambda _person: None)
    monkeypatch.setattr(core_db, "begin_write", core_db.db.session.rollback)
    monkeypatch.setattr(parts_file, "_complete", wait)
    if core_db.db.engine.dialect.name == "postgresql":
        assert finish_at_once(app, session) == 0
    else:
        with pytest.raises(AssertionError):
            finish_at_once(app, session)
