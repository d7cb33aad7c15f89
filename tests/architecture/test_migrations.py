"""Do the migrations make exactly the schema of the models, and undo it again? On both databases, down to the CHECKs."""

import itertools
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import flask
import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from tests import builders, servers
from tests.architecture import ddl
from tests.conftest import BOTH, make_settings
from trainer.app import MIGRATIONS, create_app
from trainer.core.db import db
from trainer.registration.models import Wish
from trainer.registration.rules import EndCause, RegistrationState
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format


class Blank:
    """An app on an empty database of its own."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.name = f"m_{uuid.uuid4().hex}"
        self.path = str(folder / f"{self.name}.sqlite")
        url = f"sqlite:///{self.path}" if kind == "sqlite" else servers.create_database(self.name)
        self.app: flask.Flask = create_app(make_settings(folder, database_url=self.libpq(url)))

    @staticmethod
    def libpq(url: str) -> str:
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    def lines(self) -> list[str]:
        return (
            ddl.of_sqlite(self.path)
            if self.kind == "sqlite"
            else ddl.of_postgresql(servers.database_url(self.name))
        )

    def close(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        if self.kind == "postgresql":
            servers.drop_database(self.name)


@pytest.fixture(params=BOTH)
def blanks(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    made: list[Blank] = []

    def make() -> Blank:
        made.append(Blank(request.param, tmp_path))
        return made[-1]

    yield make
    for blank in made:
        blank.close()


def migrate(blank: Blank, direction: str = "up", revision: str = "head") -> None:
    with blank.app.app_context():
        act = flask_migrate.upgrade if direction == "up" else flask_migrate.downgrade
        act(directory=str(MIGRATIONS), revision=revision)


def from_models(blank: Blank) -> list[str]:
    with blank.app.app_context():
        db.create_all()
        db.session.commit()
    return blank.lines()


def test_the_migrated_schema_is_the_one_of_the_models(blanks):
    migrated = blanks()
    migrate(migrated)
    assert migrated.lines() == from_models(blanks())


def test_a_lost_check_or_trigger_would_be_seen(blanks):
    migrated = blanks()
    migrate(migrated)
    with migrated.app.app_context(), db.engine.begin() as connection:
        drop = "core_audit_no_update" if migrated.kind == "sqlite" else "core_audit_no_change ON core_audit"
        connection.execute(sa.text(f"DROP TRIGGER {drop}"))
    assert migrated.lines() != from_models(blanks())


def test_every_revision_goes_up_and_down_again(blanks):
    blank = blanks()
    script = ScriptDirectory(str(MIGRATIONS))
    assert len(script.get_heads()) == 1
    revisions = [item.revision for item in reversed(list(script.walk_revisions()))]
    seen = {}
    for revision in revisions:
        migrate(blank, "up", revision)
        seen[revision] = blank.lines()
    for before, revision in reversed(list(itertools.pairwise(revisions))):
        migrate(blank, "down", before)
        assert blank.lines() == seen[before], f"{revision} is not undone by its downgrade"
    migrate(blank, "down", "base")
    assert blank.lines() == []


KEPT = (
    "SELECT id, ref, name, email FROM accounts_person ORDER BY id",
    "SELECT id, ref, kind, title FROM schedule_offering ORDER BY id",
    "SELECT id, offering_id, key, starts_at FROM schedule_session ORDER BY id",
    "SELECT id, offering_id, taken FROM schedule_place ORDER BY id",
    "SELECT id, ref, person_id, offering_id FROM registration_registration ORDER BY id",
)
"""Rows of tables to which others refer: a table written anew loses none, and nothing that refers to it."""


def test_rows_survive_the_revisions_down_and_up(blanks, now):
    blank = blanks()
    migrate(blank)
    with blank.app.app_context():
        fill(builders.make_offering(format=Format.HYBRID, capacity=40), now)
        before = read(KEPT)
    migrate(blank, "down", "0018")
    with blank.app.app_context():
        counted = read(("SELECT waiting, count(*) FROM schedule_place GROUP BY waiting",))
        ended = read(("SELECT ended, count(*) FROM registration_registration GROUP BY ended ORDER BY ended",))
    assert counted == [[(0, 2)]], "a wish that went is counted no longer"
    assert set(ended[0]) == {("withdrawn", 2), (None, 30)}, "causes that were not known yet"
    migrate(blank)
    with blank.app.app_context():
        after = read(KEPT)
    assert before == after
    assert [len(rows) for rows in after] == [32, 1, 3, 2, 32]


def fill(offering: Offering, now: datetime) -> None:
    """Somebody with every seat that is taken, one who would rather come online, and causes of later revisions."""
    seated = [builders.make_registration(offering, builders.make_person()) for _ in range(30)]
    for cause in (EndCause.SUBSTITUTED, EndCause.APPROVAL_DECLINED):
        builders.make_registration(
            offering, builders.make_person(), state=RegistrationState.CANCELED, ended=cause
        )
    online = offering.places[1]
    online.waiting = 1
    wish = Wish(
        registration_id=seated[0].id, offering_id=offering.id, format=online.format, number=1, made_at=now
    )
    db.session.add(wish)
    db.session.commit()


def read(statements: Sequence[str]) -> list[list[Any]]:
    """The rows of each statement."""
    found = [[tuple(row) for row in db.session.execute(sa.text(one))] for one in statements]
    db.session.remove()
    return found
