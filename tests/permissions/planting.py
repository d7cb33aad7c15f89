"""How does a test put a word of its own into every private thing of one person, and who stands around them?"""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, Table, and_, insert, select, update

from tests import builders
from tests.permissions import world as worlds
from tests.permissions.private_things import Kind
from tests.practice import building
from trainer.accounts.models import Grant
from trainer.core.db import StrEnumType, UtcDateTime, db
from trainer.journals.models import SecondReading
from trainer.learning.models import Enrollment
from trainer.permissions import Role
from trainer.practice.models import Facilitator

OWNERS = ("person_id", "trainee_id", "presenter_id")
HANDED = {"title": "Report", "cop": "CoP", "facts": [], "sections": [], "program": "Program", "footer": ""}
FIGURES = {
    "held_in_year": 1,
    "held": 1,
    "present": 4,
    "members": 4,
    "joined": 0,
    "left": 0,
    "round": 0,
    "health": {},
}
ENOUGH = 4
"""How many answers a table is given, so that what they say is shown at all."""
HELD: dict[str, dict[str, Any]] = {
    "mentoring_proposal": {"times": ["2021-06-10T09:00"]},
    "practice_decision": {"figures": FIGURES},
    "practice_delivery": {
        "confirmed_on": worlds.THEN.date(), "confirmed_by": "x", "content": HANDED, "language": "en",
    },
    "practice_deviation": {"facts": {}},
    "practice_health_answer": {"numbers": {}},
    "practice_money": {"currency": "USD"},
}  # fmt: skip
"""What a row needs that is made because the world has none of this trainee, besides what must be there."""
_numbers = itertools.count(1)


class Ground:
    """The world of the matrix with the people around one trainee, and which rows are that trainee's."""

    def __init__(self, world: worlds.World, tables: Sequence[Table], kinds: Iterable[Kind]) -> None:
        self.world, self.tables = world, tables
        self.people = _cast(world)
        own, mentor = self.people["own"].id, self.people["mentor"].id
        self.owned: dict[str, set[int]] = {}
        self.rows: dict[str, list[Any]] = {}
        cops = db.session.query(Facilitator.cop_id).filter_by(person_id=own)
        self.owned["practice_cop"] = {row[0] for row in cops}
        enrollments = db.session.query(Enrollment.id).filter_by(person_id=own)
        self.owned["learning_enrollment"] = {row[0] for row in enrollments}
        told = {column.partition(".")[0] for kind in kinds for column in kind.columns}
        for table in tables:
            mine = self._mine(table, {own, mentor})
            if not mine and table.name in told:
                for _answer in range(ENOUGH if table.name.endswith("_answer") else 1):
                    db.session.execute(insert(table).values(self._plain(table)))
                mine = self._mine(table, {own, mentor})
            self.rows[table.name] = mine
            self.owned.setdefault(table.name, set()).update(row["id"] for row in mine if "id" in row)

    def _mine(self, table: Table, owners: set[int]) -> list[Any]:
        every = db.session.execute(select(table)).mappings().all()
        return [row for row in every if self._is_owned(table, row, owners)]

    def _plain(self, table: Table) -> dict[str, Any]:
        """A row of what the world has none of: whatever must be there, and as plain as can be."""
        found = {}
        for column in table.columns:
            if (
                column.nullable
                or column.default is not None
                or (column.primary_key and not column.foreign_keys)
            ):
                continue
            found[column.name] = self._plain_value(column)
        return {**found, **HELD.get(table.name, {})}

    def _plain_value(self, column: Column[Any]) -> Any:
        kind = column.type
        for key in column.foreign_keys:
            held = self.owned.get(key.column.table.name)
            return min(held) if held else self.people["own"].id
        if isinstance(kind, StrEnumType):
            return next(iter(kind.kind))
        if isinstance(kind, UtcDateTime):
            return worlds.THEN
        if isinstance(kind, JSON):
            return [] if column.name.endswith("s") else {}
        return {Date: worlds.THEN.date(), Integer: 1, Boolean: False}.get(type(kind), "x")

    def _is_owned(self, table: Table, row: Any, owners: set[int]) -> bool:
        if table.name == "practice_cop":
            return row["id"] in self.owned["practice_cop"]
        if table.name == "messages_post":
            kind, _colon, number = row["circle"].partition(":")
            return kind == "entry" and int(number) in self.owned.get("journals_entry", ())
        if any(row[name] in owners for name in OWNERS if name in row):
            return True
        for key in table.foreign_keys:
            held = self.owned.get(key.column.table.name)
            if held is not None and row[key.parent.name] in held:
                return True
        return False

    def has(self, thing: Any) -> bool:
        """Whether a thing that an address names is the trainee's, or nobody's in particular."""
        held = self.owned.get(thing.__tablename__)
        if thing.__tablename__ == "accounts_person":
            return bool(thing.id == self.people["own"].id)
        return held is None or thing.id in held

    def tokens(self, role: str) -> list[str]:
        """The addresses that members of the CoP are given, or whoever was handed a paper; nobody else has one."""
        if role not in ("member", "council"):
            return []
        return [
            str(value) for name, rows in self.rows.items()
            if name.startswith("practice_") and (name == "practice_delivery") == (role == "council")
            for row in rows for column, value in row.items() if column.endswith("token") and value
        ]  # fmt: skip

    def plant(self, kinds: Iterable[Kind]) -> dict[str, Kind]:
        """A word of its own in each kind of thing: the kind by the word. Fails where the world has no such thing."""
        words: dict[str, Kind] = {}
        bare: list[str] = []
        for kind in kinds:
            word = f"zq{next(_numbers)}x"
            words[word] = kind
            bare += [column for column in kind.columns if not self._put(column, word)]
        assert not bare, f"nobody in the world has {bare}: add it to the world (tests/<room>/building.py)"
        db.session.commit()
        return words

    def _put(self, spec: str, word: str) -> int:
        where, _colon, path = spec.partition(":")
        table = next(one for one in self.tables if one.name == where.partition(".")[0])
        column = table.columns[where.partition(".")[2]]
        for row in self.rows[table.name]:
            value = _with(row[column.name], path, word) if isinstance(column.type, JSON) else word
            key = and_(*(one == row[one.name] for one in table.primary_key.columns))
            db.session.execute(update(table).where(key).values({column.name: value}))
        return len(self.rows[table.name])


def _with(value: Any, path: str, word: str) -> Any:
    if path == "[address]":
        return [f"https://example.org/{word}"]
    if path == "[link]":
        return [{"url": f"https://example.org/{word}", "title": word}]
    if path == "[section]":
        return {**value, "sections": [["What it says", word]]}
    return {**(value or {}), **dict.fromkeys(path.split("+"), word)}


def _cast(world: worlds.World) -> dict[str, Any]:
    """The people of the table, by their roles; a member and a stranger have no account."""
    people = {
        "own": world.people["trainee_a1"], "mentor": world.people["mentor"], "other": world.people["trainee_b1"],
        "administrator": world.people["administrator"], "employer": world.people["coordinator_a"],
        "trainer": world.people["trainer"],
    }  # fmt: skip
    for role in ("co_facilitator", "former_mentor", "second_reader", "other_mentor"):
        people[role] = builders.make_person(f"Person {role}", email=f"{role}@example.org")
    building.enroll(people["co_facilitator"], building.make_cohort())
    builders.make_grant(people["co_facilitator"], Role.TRAINEE)
    cop = db.session.query(Facilitator).filter_by(person_id=people["own"].id).first().cop_id
    db.session.add(Facilitator(cop_id=cop, person_id=people["co_facilitator"].id, since=worlds.THEN.date()))
    builders.make_grant(people["other_mentor"], Role.MENTOR, people["other"])
    builders.make_grant(people["former_mentor"], Role.MENTOR, people["own"], until=worlds.THEN)
    reading = next(
        one for one in db.session.query(SecondReading) if one.entry.person_id == people["own"].id
    )  # fmt: skip
    reading.reader_id, reading.since = people["second_reader"].id, worlds.THEN
    db.session.add(
        Grant(
            person_id=people["second_reader"].id, role=Role.SECOND_READER, scope_kind="entry",
            scope_id=reading.entry_id, since=builders.EARLIER, cause="test",
        )
    )  # fmt: skip
    db.session.flush()
    return people


def grants_of(person: Any) -> list[Grant]:
    """The roles that somebody holds."""
    return [
        one for one in db.session.query(Grant).filter_by(person_id=person.id)
        if one.until is None or one.until > worlds.THEN
    ]  # fmt: skip
