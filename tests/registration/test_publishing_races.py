"""Do two who publish at once make one version, and do publishing and registering not wait for each other?"""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from tests import builders
from trainer.core import db as core_db
from trainer.core.db import db, writing
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.permissions import Role
from trainer.registration import actions
from trainer.registration.actions import publishing, revision
from trainer.registration.models import Registration
from trainer.schedule import actions as schedule_actions
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, Place, ProgramYear, ScheduleVersion
from trainer.schedule.rules.kinds import Format

TODAY = date(2021, 5, 24)
CHANGED = ("registration.changed", "registration.changed_team")


@pytest.fixture
def admin(session):
    return builders.actor(builders.make_person("Ada Admin", roles=Role.ADMINISTRATOR))


def change(offering, admin, now, **values):
    plan = replace(schedule_queries.planned(offering), **values)
    schedule_actions.change_draft(
        offering=offering, plan=plan, lock=offering.lock, by=admin, now=now, today=TODAY
    )


def moved(offering, days=7):
    plan = schedule_queries.planned(offering)
    return tuple(replace(s, on=s.on + timedelta(days=days)) for s in plan.sessions)


def publish(year, admin, now, *, why="The room was not free.", **more):
    return actions.publish(
        year=year, version=more.pop("version", year.version), why=why, by=admin, now=now, **more
    )


def letters(session, kinds=CHANGED):
    return session.query(OutboxRow).filter(OutboxRow.kind.in_(kinds)).order_by(OutboxRow.id).all()


def _race(app, year_id, admin, now, version, barrier, outcomes):
    """One administrator in a thread of their own."""
    with app.app_context():
        try:
            with writing():
                year = db.session.get(ProgramYear, year_id)
                barrier.wait(timeout=20)
                actions.publish(year=year, version=version, why="Race", by=admin, now=now)
            outcomes.append("published")
        except Refused as refused:
            outcomes.append(refused.reasons[0].code.value)
        except DBAPIError as problem:
            outcomes.append(type(problem.orig).__name__)


def _two_publishers(app, session, admin, now, prepare=lambda: None):
    offering = builders.make_offering()
    people = [builders.make_registration(offering, builders.make_person()) for _ in range(5)]
    change(offering, admin, now, sessions=moved(offering))
    year = offering.year
    year_id, version = year.id, year.version
    session.commit()
    session.remove()
    prepare()
    # On SQLite the second waits at BEGIN IMMEDIATE already, so they cannot meet behind it.
    with app.app_context():
        parties = 1 if db.engine.dialect.name == "sqlite" else 2
    barrier, outcomes = threading.Barrier(parties), []
    threads = [
        threading.Thread(target=_race, args=(app, year_id, admin, now, version, barrier, outcomes))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    session.expire_all()
    numbers = [number for (number,) in session.query(ScheduleVersion.number).all()]
    return sorted(outcomes), numbers, len(people), len(letters(session))


def test_of_two_who_publish_at_once_one_is_refused_and_everybody_is_told_once(app, session, admin, now):
    outcomes, numbers, people, told = _two_publishers(app, session, admin, now)
    assert outcomes == ["published", "version_moved"]
    assert numbers == [2]
    assert told == people


def test_without_the_lock_the_same_race_goes_wrong(app, session, admin, now, monkeypatch):
    """Negative control: the lock off, the test above would fail."""
    never = type("Never", (), {"get": lambda _: False, "set": lambda *_: None, "reset": lambda *_: None})()
    monkeypatch.setattr(core_db, "_write_wanted", never)  # SQLite: both begin as readers
    monkeypatch.setattr(
        publishing, "_held", lambda statement: statement.execution_options(populate_existing=True)
    )
    drafted, both_read = schedule_queries.drafted, threading.Barrier(2)

    def drafted_for_both(year):
        both_read.wait(
            timeout=20
        )  # however busy the machine: nobody locks or writes before both know the version
        return drafted(year)

    monkeypatch.setattr(schedule_queries, "drafted", drafted_for_both)
    outcomes, _numbers, _people, _told = _two_publishers(app, session, admin, now)
    assert outcomes != ["published", "version_moved"]


def test_a_publication_and_registrations_at_once_do_not_wait_for_each_other_for_ever(
    app, session, admin, now
):
    offering = builders.make_offering(capacity=50)
    people = [builders.make_person() for _ in range(6)]
    change(offering, admin, now, place="Oakland", format=Format.IN_PERSON)
    ids, year_id, offering_id = [p.id for p in people], offering.year.id, offering.id
    actors = [builders.actor(person) for person in people]
    session.commit()
    session.remove()
    wrong = []

    def take(person_id, actor):
        with app.app_context():
            try:
                with writing():
                    person = db.session.get(type(people[0]), person_id)
                    found = db.session.get(Offering, offering_id)
                    actions.register(offering=found, person=person, by=actor, now=now)
            except Exception as problem:
                wrong.append(repr(problem))

    outcomes = []
    threads = [threading.Thread(target=take, args=pair) for pair in zip(ids, actors, strict=True)]
    threads.insert(
        3, threading.Thread(target=_race, args=(app, year_id, admin, now, 1, threading.Barrier(1), outcomes))
    )
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (wrong, outcomes) == ([], ["published"])
    session.expire_all()
    place = session.query(Place).filter_by(offering_id=offering_id).one()
    registrations = session.query(Registration).filter_by(offering_id=offering_id).all()
    assert (place.format, place.taken) == (Format.IN_PERSON, 6)
    assert {r.format for r in registrations} == {Format.IN_PERSON}, "whoever came before moved along"


@pytest.mark.parametrize("left_out", ["version", "seen"])
def test_a_form_that_does_not_say_what_was_seen_publishes_nothing(session, admin, now, browser_of, left_out):
    offering = builders.make_offering()
    change(offering, admin, now, place="Oakland", format=Format.IN_PERSON)
    person = builders.make_person(roles=Role.ADMINISTRATOR)
    path, data = f"/manage/schedule/{offering.year.slug}/publish", {"version": "1", "why": "So"}
    data["seen"] = revision.preview(offering.year, now=now).seen
    session.commit()
    browser = browser_of(person)
    session.rollback()
    del data[left_out]
    assert browser.send(path, data).status_code == 409
    session.rollback()
    assert offering.year.version == 1
