"""Is every change written down, in its transaction, so that nobody can rewrite it unseen (trust.md 30)?"""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from trainer.accounts.actor import SYSTEM, Actor
from trainer.core import audit
from trainer.core.audit import AuditRow, AuditSeal
from trainer.core.db import db, writing

ANA = Actor(person_id=1, name="Ana")


def _record(number, now, by=ANA):
    audit.record(
        action="thing.change", by=by, now=now, subject=("thing", f"ref{number}"), facts={"number": number}
    )


@pytest.fixture
def sealed(session, now):
    """Five changes, all sealed."""
    for number in range(5):
        _record(number, now)
    session.commit()
    assert audit.seal() == 5
    session.commit()


def test_a_change_says_who_what_and_when(session, now):
    _record(1, now)
    _record(2, now, by=SYSTEM)
    session.commit()
    first, second = session.query(AuditRow).order_by(AuditRow.id)
    assert (first.by_person, first.action, first.at, first.facts) == (1, "thing.change", now, {"number": 1})
    assert second.by_person is None


def test_a_change_that_is_undone_leaves_no_row(session, now):
    _record(1, now)
    session.flush()
    session.rollback()
    assert session.query(AuditRow).count() == 0


CHANGES = [
    "UPDATE core_audit SET action = 'other'",
    "UPDATE core_audit SET by_person = NULL WHERE id = (SELECT min(id) FROM core_audit)",
    "DELETE FROM core_audit",
    "DELETE FROM core_audit WHERE id = (SELECT max(id) FROM core_audit)",
    "UPDATE core_audit_seal SET hash = 'x'",
    "DELETE FROM core_audit_seal WHERE number = 3",
]


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_to_change_what_was_written(session, statement):
    with pytest.raises(DBAPIError, match="audit rows cannot be changed"):
        session.execute(text(statement))
    session.rollback()
    assert session.query(AuditRow).count() == session.query(AuditSeal).count() == 5


@pytest.mark.usefixtures("sealed")
def test_the_database_refuses_to_replace_or_empty(session):
    if session.get_bind().dialect.name == "sqlite":
        statements = [
            "INSERT OR REPLACE INTO core_audit "
            "SELECT id, at, 2, action, subject_kind, subject_ref, facts FROM core_audit",
            "INSERT OR REPLACE INTO core_audit_seal SELECT number, audit_id, 'x' FROM core_audit_seal",
        ]
    else:
        statements = ["TRUNCATE core_audit", "TRUNCATE core_audit_seal"]
    for statement in statements:
        with pytest.raises(DBAPIError, match="audit rows cannot be changed"):
            session.execute(text(statement))
        session.rollback()


@pytest.mark.usefixtures("sealed")
def test_an_untouched_chain_is_whole(session):
    assert audit.broken_seals() == []
    assert audit.checked() == audit.Chain()
    assert audit.check() == audit.checked() == audit.Chain(links=5, up_to=5)


def _tamper(session, *statements):
    """What somebody could do who owns the database: take the guards away first."""
    tables = [name for name, _key in audit.GUARDED]
    if session.get_bind().dialect.name == "sqlite":
        ends = ("update", "delete", "replace")
        off = [f"DROP TRIGGER {table}_no_{end}" for table in tables for end in ends]
    else:
        off = [f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in tables]
    for statement in [*off, *statements]:
        session.execute(text(statement))
    if session.get_bind().dialect.name == "sqlite":
        on = [statement for table, key in audit.GUARDED for statement in audit.guards(table, key)["sqlite"]]
    else:
        on = [f"ALTER TABLE {table} ENABLE TRIGGER ALL" for table in tables]
    for statement in on:
        session.execute(text(statement))
    session.commit()
    session.expire_all()


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE core_audit SET by_person = 2 WHERE id = 3", [3]),
        ("UPDATE core_audit SET at = '2020-01-01 00:00:00' WHERE id = 1", [1]),
        ("UPDATE core_audit SET facts = '{\"number\": 99}' WHERE id = 5", [5]),
        ("DELETE FROM core_audit WHERE id = 2", [2]),
        ("DELETE FROM core_audit_seal WHERE number = 2", [3]),
    ],
)
def test_the_chain_finds_what_was_changed_all_the_same(session, statement, broken):
    _tamper(session, statement)
    assert audit.broken_seals() == broken
    assert audit.broken_seals(broken) == broken
    audit.check()
    assert list(audit.checked().broken) == broken


@pytest.mark.usefixtures("sealed")
def test_taking_the_guards_off_alone_breaks_nothing(session):
    """The control of the test above: it is the change that is found."""
    _tamper(session)
    assert audit.broken_seals() == []


def test_a_row_that_was_committed_late_is_sealed_late(app, session, now):
    """On PostgreSQL the row with the lower number may be committed after the higher one was sealed."""
    if session.get_bind().dialect.name == "sqlite":
        session.add(
            AuditRow(id=2, at=now, by_person=1, action="b", subject_kind="t", subject_ref="r", facts={})
        )
    else:
        session.execute(text("SELECT nextval('core_audit_id_seq')"))
        _record(2, now)
    session.commit()
    assert audit.seal() == 1
    session.commit()
    session.add(AuditRow(id=1, at=now, by_person=1, action="a", subject_kind="t", subject_ref="r", facts={}))
    session.commit()
    assert audit.seal() == 1
    session.commit()
    assert [row.audit_id for row in session.query(AuditSeal).order_by(AuditSeal.number)] == [2, 1]
    assert audit.broken_seals() == []


def test_two_who_seal_at_once_make_one_chain(app, session, now):
    for number in range(20):
        _record(number, now)
    session.commit()
    barrier = threading.Barrier(3)

    def seal():
        with app.app_context():
            barrier.wait()
            for _ in range(10):
                try:
                    with writing():
                        audit.seal(limit=3)
                except IntegrityError:
                    continue
            db.session.remove()

    threads = [threading.Thread(target=seal) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    session.rollback()
    assert audit.check() == audit.Chain(links=20, up_to=20)
