"""Does the database keep what it must: moments with a zone, one writer at a time, words of an enum?"""

import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from tests import builders
from trainer.accounts.models import Grant, Person
from trainer.core import db as databases
from trainer.core.db import begin_write, db, locked, own_transaction, writing
from trainer.core.program import Setting
from trainer.permissions import Role


def test_a_naive_moment_is_refused(session):
    person = builders.make_person(account=False)
    person.created_at = datetime(2021, 5, 24, 9)  # noqa: DTZ001 - a naive moment is what is tested
    with pytest.raises((StatementError, ValueError), match="without a time zone"):
        session.flush()


def test_a_moment_comes_back_in_utc(session):
    person = builders.make_person(account=False)
    person.created_at = datetime(2021, 5, 24, 9, tzinfo=timezone(timedelta(hours=-7)))
    session.commit()
    session.expire_all()
    assert person.created_at == datetime(2021, 5, 24, 16, tzinfo=UTC)
    assert person.created_at.tzinfo is UTC


def test_a_word_outside_its_enum_is_refused_by_the_database(session, now):
    person = builders.make_person(account=False)
    grant = builders.make_grant(person, Role.TRAINEE)
    with pytest.raises(IntegrityError):
        session.execute(text("UPDATE accounts_grant SET role = 'queen' WHERE id = :id"), {"id": grant.id})


def test_begin_write_refuses_to_drop_changes(session):
    session.add(Setting(name="x", value=1))
    with pytest.raises(RuntimeError, match="before the first change"):
        begin_write()


def _count_up(app, faults, rounds=10):
    """Read a number, wait a moment, write it one higher: the classic way to lose an update."""
    try:
        with app.app_context():
            for _ in range(rounds):
                with writing():
                    row = db.session.scalars(locked(db.select(Setting).where(Setting.name == "count"))).one()
                    time.sleep(0.002)
                    row.value = row.value + 1
            db.session.remove()
    except Exception as fault:
        faults.append(fault)


def _count_with(app, session, people=4):
    session.add(Setting(name="count", value=0))
    session.commit()
    faults: list[Exception] = []
    threads = [threading.Thread(target=_count_up, args=(app, faults)) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    session.rollback()
    return db.session.scalars(db.select(Setting.value).where(Setting.name == "count")).one(), faults


def test_writers_take_turns(app, session):
    assert _count_with(app, session) == (40, [])


def test_without_the_lock_updates_are_lost_or_refused(app, session, monkeypatch):
    """The negative control: check-then-write without a lock."""
    monkeypatch.setattr(databases, "begin_write", lambda: db.session.rollback())
    monkeypatch.setattr("tests.core.test_db.locked", lambda statement: statement)
    counted, faults = _count_with(app, session)
    assert counted < 40 or faults


def _write_half():
    with writing():
        db.session.add(Setting(name="half", value=1))
        db.session.flush()
        raise ZeroDivisionError


def test_writing_leaves_nothing_after_an_error(session):
    with pytest.raises(ZeroDivisionError):
        _write_half()
    assert session.get(Setting, "half") is None


def test_what_has_its_own_transaction_outlives_a_refusal(session):
    session.rollback()
    with own_transaction() as connection:
        connection.execute(db.insert(Setting).values(name="counted", value=1))
    session.rollback()
    assert session.get(Setting, "counted") is not None


def test_references_cannot_be_guessed():
    refs = {databases.new_ref() for _ in range(1000)}
    assert len(refs) == 1000
    assert {len(ref) for ref in refs} == {22}


def test_foreign_keys_are_kept_by_both_databases(session):
    builders.make_grant(builders.make_person(account=False), Role.TRAINEE)
    session.flush()
    nobody = db.select(db.func.max(Person.id) + 1).scalar_subquery()
    with pytest.raises(IntegrityError):
        session.execute(db.update(Grant).values(person_id=nobody))


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_postgresql_remembers_its_plans_from_page_to_page(app, session, browser_of):
    person = builders.make_person(account=True)
    session.commit()
    browser = browser_of(person)
    session.rollback()
    db.engine.dispose()  # one connection from here on
    for _visit in range(8):
        assert browser.get("/home").status_code == 200
    session.rollback()
    assert session.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar() > 3


def test_what_is_rolled_back_is_gone_whatever_was_read_before(app, session):
    with app.test_request_context():
        db.session.execute(text("SELECT 1"))
        db.session.rollback()
        begin_write()
        db.session.add(Setting(name="half", value=1))
        db.session.flush()
        db.session.rollback()
        assert db.session.get(Setting, "half") is None
