"""Does what is marked as added and removed give both texts back, quickly, whatever they are?"""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.journals import rules
from trainer.journals.rules import Change

WORDS = st.text(alphabet="ab \n.\r<é學", max_size=60)


def older(pieces):
    return "".join(piece.text for piece in pieces if piece.change is not Change.ADDED)


def newer(pieces):
    return "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED)


def plain(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


@given(WORDS, WORDS)
def test_both_texts_come_back(before, after):
    found = rules.changes(before, after)
    assert (older(found), newer(found)) == (plain(before), plain(after))


def test_one_changed_word_is_one_word():
    found = rules.changes("The door was open.\nWe sang.", "The door was shut.\nWe sang.")
    assert [(piece.change.value, piece.text) for piece in found] == [
        ("same", "The door was "), ("removed", "open."), ("added", "shut."), ("same", "\nWe sang."),
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["", "\n"])
@pytest.mark.parametrize("alphabet", ["ab", "a", "abcdefgh"])
def test_no_text_takes_long(alphabet, line):
    maker = random.Random(7)
    texts = [(" " + line).join(maker.choices(alphabet, k=9_000 - 4_000 * bool(line))) for _ in range(2)]
    began = time.perf_counter()
    found = rules.changes(*texts)
    assert time.perf_counter() - began < 3
    assert newer(found) == texts[1]
