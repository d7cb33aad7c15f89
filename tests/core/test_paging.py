"""Does a long list come in parts without gaps, and can its address be tampered with?"""

import base64
import json

import pytest
from sqlalchemy import select

from tests import builders
from trainer.accounts.models import Person
from trainer.core.web import paging

NAMES = ["Ana", "Bo", "Bo", "Bo", "Cy", "Di", "Émile"]
BY_NAME = [Person.sort_name, Person.id]
BY_MOMENT = [Person.created_at, Person.id]


def word_of(values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.fixture
def people(session):
    """Seven people, three of them with the same name."""
    for name in NAMES:
        builders.make_person(name, account=False)
    session.commit()


def page(by, after=None, **more):
    statement = select(*by, Person.name)
    return paging.page_of(statement, by=by, after=after, size=3, **more)


def all_pages(by, **more):
    after, names = None, []
    while True:
        part = page(by, after, **more)
        names += [row[-1] for row in part.rows]
        assert part.first == (after is None)
        after = part.after
        if after is None:
            return names


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("by", [BY_NAME, BY_MOMENT, [Person.id]])
@pytest.mark.parametrize("down", [False, True])
def test_the_parts_are_the_whole(by, down):
    names = all_pages(by, down=down)
    assert names == (NAMES[::-1] if down else NAMES)


@pytest.mark.usefixtures("people")
def test_a_row_that_comes_between_is_shown_once(session):
    first = page(BY_NAME)
    builders.make_person("Aa", account=False)
    session.commit()
    assert [row[-1] for row in page(BY_NAME, first.after).rows] == NAMES[3:6]


WORDS = [
    "x", "!!!!", "é", "\x00", "A" * 100_000, base64.urlsafe_b64encode(b"\xff\xfe").decode(), word_of("bo"), word_of({}),
    word_of([]), word_of(["bo"]), word_of(["bo", 1, 2]), word_of([1, 2]), word_of(["bo", "1"]), word_of(["bo", None]),
    word_of(["bo", True]), word_of(["bo", 1.5]), word_of(["bo", 2**31]), word_of(["bo", 10**30]),
    word_of(["b\x00o", 1]), word_of(["b\ud800o", 1]), word_of([["bo"], 1]), word_of([{"a": 1}, 1]),
    word_of(["2021-01-01", "x"]), word_of(["2021-01-01T00:00:00", 1]), word_of(["0000-13-45", 1]), "W1tbW1tbW1tb" * 200,
    word_of([float("nan"), 1]), word_of(["0001-01-01T00:00:00+14:00", 1]),
]  # fmt: skip


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("number", range(len(WORDS)))
@pytest.mark.parametrize("by", [BY_NAME, BY_MOMENT])
def test_a_word_that_was_tampered_with_gives_the_first_page(number, by):
    word = WORDS[number]
    part = page(by, word)
    if not part.first:  # a word that fits its columns is a place in the list, whoever wrote it
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        assert isinstance(values[0], str)
        assert type(values[1]) is int
    else:
        assert [row[-1] for row in part.rows] == NAMES[:3]
