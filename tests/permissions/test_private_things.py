"""Does each kind of private thing reach the people of the table in private_things.py, and nobody else, by any way?"""

import re
from typing import Any

from sqlalchemy import JSON, String, Table

from tests.conftest import on_one
from tests.permissions import planting
from tests.permissions import world as worlds
from tests.permissions.private_things import KINDS, NEVER, ROLES, UNTOLD, WAYS, Kind
from tests.permissions.test_matrix import addresses, may, text_of
from trainer.accounts.signin import sessions
from trainer.core.db import StrEnumType, db

ROOMS = ("journals", "mentoring", "practice")
WRITTEN_IN = (*ROOMS, "showcase")
ABOVE = ("home", "messages", "accounts", "organizations")
WIDE = ("administrator", "employer")
"""Who also reads the other rooms: nobody else has anything to see there that is not their own."""
FIRST = "home.mine"
TAKEN_ALONG = ("/journal/export.html", "/journal/export.json")
"""Files whose kind the address names."""
ALSO = ("messages_post",)
"""Tables of other rooms that hold what is said under an entry."""
LINE = 100
"""From how many characters on a column holds words, not a key."""
ASKS = re.compile(r'name="q"')
WORD = re.compile(r"zq\d+x")


def tables() -> list[Table]:
    """The tables of the rooms in which people write, and whatever refers to them."""
    every = sorted(db.metadata.sorted_tables, key=lambda table: table.name in ALSO)
    ours = {table.name for table in every if table.name.split("_")[0] in ROOMS}
    return [
        table for table in every
        if table.name in ours or table.name in ALSO
        or any(key.column.table.name in ours for key in table.foreign_keys)
    ]  # fmt: skip


def holds_words(column: Any) -> bool:
    kind = column.type
    if isinstance(kind, StrEnumType) or column.name in ("ref", "token", "sort_name"):
        return False
    return isinstance(kind, JSON) or (isinstance(kind, String) and (kind.length or LINE) >= LINE)


def test_every_column_that_can_hold_something_private_is_in_the_table_or_has_a_reason():
    told = {column.partition(":")[0] for kind in KINDS for column in kind.columns}
    words = {
        f"{table.name}.{column.name}" for table in tables() for column in table.columns if holds_words(column)
    }
    assert words - told - set(UNTOLD) == set(), "add it to private_things.py"
    assert (told | set(UNTOLD)) - words == set(), "no longer there"
    assert told & set(UNTOLD) == set()
    for kind in KINDS:
        met = set().union(*(kind.readers(way) for way in WAYS))
        assert met <= set(ROLES), kind.name
        assert not met & set(NEVER), kind.name


class Crawl:
    """What one role meets, by the way it was met."""

    def __init__(self, app: Any, browser: Any) -> None:
        self.app, self.browser = app, browser
        self.met: dict[str, dict[str, str]] = {way: {} for way in WAYS}

    def walk(self, found: list[tuple[str, str, list[Any]]], actor: Any, rooms: set[str]) -> None:
        """Every page of these rooms that this role may open, their first page, and what they take along."""
        for endpoint, path, things in found:
            here = endpoint.partition(".")[0] in rooms or endpoint == FIRST
            if here and may(self.app, endpoint, actor, things):
                self.read(path, "see" if things else "lists")
        for path in TAKEN_ALONG if actor else ():
            self.read(path, "export")

    def open(self, tokens: list[str]) -> None:
        """What opens with an address that was given to somebody without an account."""
        for rule in self.app.url_map.iter_rules():
            if (
                "GET" in (rule.methods or ())
                and rule.arguments == {"token"}
                and may(self.app, rule.endpoint, None, [])
            ):
                for token in tokens:
                    self.read(rule.rule.replace("<token>", token), "see")

    def read(self, path: str, way: str) -> None:
        """One page, or a file; a page that can be searched is searched as well."""
        answer = self.browser.get(path)
        text = text_of(answer) if answer.status_code == 200 else answer.location or ""
        page = answer.mimetype == "text/html"
        self.note(way if page else "export", text, path)
        if page and ASKS.search(text):
            self.note("search", text_of(self.browser.get(f"{path}?q=zq")), path)

    def note(self, way: str, text: str, path: str) -> None:
        """Which words stand in a text."""
        for word in WORD.findall(text):
            self.met[way].setdefault(word, path)

    def otherwise(self, role: str, words: dict[str, Kind]) -> list[str]:
        """Where this role meets more or less than the table says."""
        found = []
        for word, kind in words.items():
            for way in WAYS:
                meets, should = word in self.met[way], role in kind.readers(way)
                if meets != should:
                    place = self.met[way].get(word, "")
                    found.append(
                        f"{role} {'meets' if meets else 'does not meet'} ({way}): {kind.name} {place}"
                    )
        return found


@on_one("sqlite")
def test_each_private_thing_reaches_its_readers_and_nobody_else_by_any_way(app, session, browser_of):
    ground = planting.Ground(worlds.build(), tables(), KINDS)
    words = ground.plant(KINDS)
    found = [
        one for one in addresses(app, ground.world, "GET")
        if one[0].partition(".")[0] in {*WRITTEN_IN, *ABOVE} and all(ground.has(thing) for thing in one[2])
    ]  # fmt: skip
    problems = []
    for role in ROLES:
        person = ground.people.get(role)
        actor = sessions.actor_of(person, planting.grants_of(person)) if person else None
        crawl = Crawl(app, browser_of(person))
        crawl.walk(found, actor, {*WRITTEN_IN, *(ABOVE if role in WIDE else ())})
        crawl.open(ground.tokens(role))
        problems += crawl.otherwise(role, words)
    assert not problems, "\n".join(problems)
