"""Is what people read worth reading, in every language that was promised: long enough, plain enough, translated?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest

from tests.courses.level import level_of
from tests.courses.planting import written
from trainer.curriculum import reading, rules
from trainer.curriculum.rules import CheckKind

EVERYTHING = written()
MODULES = {module.id: (course, module) for course in EVERYTHING.courses for module in course.modules}
PROMISED = {
    "cop-101": {"en", "es"}, "refresher": {"en", "es"}, "facilitator-cop": {"en", "es"}, "open-series": {"en", "es"},
    "facilitator-cohort": {"en", "es", "fr"}, "facilitator-practicum": {"en", "es", "fr"},
}  # fmt: skip
PIECES = {"en", "es", "fr"}

SMALL_WORDS = {
    "en": r"\b(the|and|is|with|that)\b", "es": r"\b(el|con|los|las|una|para)\b",
    "fr": r"\b(des|et|une|dans|vous|qui)\b",
}  # fmt: skip
"""The commonest small words of a language, which the others do not have, show which one a text is written in."""

SAME_IN_BOTH: set[str] = set()
"""Names and words that are the same in two languages; anything else of more than twelve letters is not translated."""


def texts() -> Iterator[tuple[str, str, str, int]]:
    """Every text of a page: whose, in which language, the text, and the least words it has."""
    for name, (_course, module) in MODULES.items():
        for language, text in module.text.items():
            yield name, language, text, 1200
    for piece in EVERYTHING.pieces:
        if isinstance(piece, reading.Card | reading.Template):
            for language, text in piece.text.items():
                yield f"{piece.kind} {piece.id}", language, text, 120


def test_what_was_promised_is_there_in_every_language() -> None:
    assert {course.id: set(course.languages) for course in EVERYTHING.courses} == PROMISED
    kinds = dict.fromkeys(rules.PieceKind, 0)
    for piece in EVERYTHING.pieces:
        kinds[piece.kind] += 1
        spoken = piece.words if isinstance(piece, reading.Term) else piece.title
        assert set(spoken) == PIECES, (piece.kind, piece.id)
    assert (kinds[rules.PieceKind.CARD], kinds[rules.PieceKind.SELF_ASSESSMENT]) == (8, 1)
    assert kinds[rules.PieceKind.TEMPLATE] >= 11
    assert kinds[rules.PieceKind.PICTURE] >= 5
    assert kinds[rules.PieceKind.TERM] >= 35


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_is_worth_reading_and_easy_enough_to_read(module: str) -> None:
    found = MODULES[module][1]
    level = level_of(found.text["en"])
    assert 1200 <= level.words <= 2500
    assert 7 <= level.grade <= 10, f"grade {level.grade:.1f}"
    for language, text in found.text.items():
        assert 1200 <= len(text.split()) <= 2500, language
        assert text.count("—") <= 3, f"{language}: a dash is not a way to breathe"
    assert len({text.count("\n## ") for text in found.text.values()}) == 1, (
        "the languages have different sections"
    )


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_can_be_led_and_its_check_is_more_than_one_kind_of_question(module: str) -> None:
    _course, found = MODULES[module]
    assert sum(activity.minutes for activity in found.activities) == found.minutes
    assert 2 <= len(found.objectives) <= 5
    kinds = [check.kind for check in found.checks]
    assert len(kinds) >= 4
    assert kinds.count(CheckKind.FREE) == 1
    assert {CheckKind.SEVERAL, CheckKind.ORDER} & set(kinds)
    assert all(prompt.alternative["en"] != prompt.text["en"] for prompt in found.prompts)
    for activity in found.activities:
        formats = {activity.in_person.get("en"), activity.virtual.get("en"), activity.hybrid.get("en")}
        assert activity.pause or len(formats) == 3, "a format that says what another says is none"


def test_every_text_is_in_the_language_it_is_said_to_be_in() -> None:
    wrong = []
    for name, language, text, least in texts():
        bare = re.sub(r"\]\([^)]*\)|\*[^*\n]*\*|«[^»]*»|“[^”]*”", " ", text.lower())
        own = len(re.findall(SMALL_WORDS[language], bare))
        foreign = max(
            len(re.findall(found, bare)) for other, found in SMALL_WORDS.items() if other != language
        )
        if own < least / 60 or foreign > own / 10:
            wrong.append((name, language, own, foreign))
    assert wrong == []


def test_nothing_is_left_in_the_other_language() -> None:
    found = {
        words for one in (*EVERYTHING.courses, *EVERYTHING.pieces) for words in _untranslated(asdict(one))
    }
    assert found - SAME_IN_BOTH == set()
    assert SAME_IN_BOTH - found == set(), "these are translated by now"


def _untranslated(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and isinstance(value.get("en"), str):
        spoken = [text for language, text in value.items() if len(text) > 12]
        yield from {text for text in spoken if spoken.count(text) > 1}
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _untranslated(one)


def test_every_picture_says_in_words_what_it_shows() -> None:
    shown = set()
    for name, _language, text, _least in texts():
        for alt, picture in re.findall(r"!\[([^\]]*)\]\(picture:([^)]*)\)", text):
            shown.add(picture)
            assert len(alt.split()) >= 5, (name, picture)
    pictures = [piece for piece in EVERYTHING.pieces if isinstance(piece, reading.Picture)]
    assert shown == {picture.id for picture in pictures}, "a picture that no text shows"
    for picture in pictures:
        for language, description in picture.description.items():
            assert len(description.split()) >= 10, (picture.id, language)


def test_links_and_terms_help_and_do_not_litter() -> None:
    for name, (_course, module) in MODULES.items():
        assert len(module.readings) >= 2, name
        for language, text in module.text.items():
            assert text.count("](term:") <= 10, (name, language)
            for url in re.findall(r"\]\((https:[^)\s]*)", text):
                assert rules.is_link(url), (name, url)


def test_the_grade_of_a_text_is_measured() -> None:
    child = "The cat sat. It was a big cat. We saw it. " * 40
    clerk = (
        "Notwithstanding institutional considerations, facilitators subsequently operationalize participation. "
        * 9
    )
    assert level_of(child).grade < 2
    assert level_of(clerk).grade > 15
    assert level_of("## Not counted\n\n| a | b |\n\nTwo [words](https://example.org/a-b-c).").words == 2
