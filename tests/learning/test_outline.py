"""How long does a text take to read, and what is left of it for somebody who stopped in the middle?"""

import pytest

from trainer.learning import rules
from trainer.learning.views.rendering import plain, sections_of, to_fill_in

TEXT = (
    "One two three.\n\n## First *part*\n\n"
    + "word " * 178
    + "\n\n### Deeper\n\nMore.\n\n## Second\n\nLast words here.\n"
)


def test_a_text_falls_into_its_headings():
    sections = sections_of("Before.\n\n## One *more*\n\nFirst.\n\n### Deeper\n\nText.\n\n## Two\n\nSecond.\n")
    assert [(one.id, one.heading) for one in sections] == [("s0", ""), ("s1", "One more"), ("s2", "Two")]
    assert "<h3>Deeper</h3>" in sections[1].text
    assert "<script" not in sections_of("## A\n\n<script>alert(1)</script>")[0].text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0), ("We\u2019re here, aren't we?", 4), ("A [long link](https://x.example/some/where)!", 3),
        ("well-being \u2013 una acci\u00f3n", 3), ("- **one**\n- *two*", 2),
    ],
)  # fmt: skip
def test_words_are_what_one_reads(text, words):
    assert rules.words_in(text) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (180, 1), (181, 2), (2_000, 12)])
def test_minutes_are_rounded_up(words, minutes):
    assert rules.minutes_to_read(words) == minutes


@pytest.mark.parametrize(
    ("place", "read", "left"), [("", False, 189), ("s0", False, 189), ("s1", False, 186), ("s2", False, 4),
                                ("s9", False, 189), ("s1", True, 0)],
)  # fmt: skip
def test_what_is_left_begins_at_the_part_where_one_stopped(place, read, left):
    assert rules.words_left(TEXT, place=place, read=read) == left


@pytest.mark.parametrize(("words", "seconds"), [(0, 20), (100, 20), (1_800, 150)])
def test_a_glance_is_no_reading(words, seconds):
    assert rules.least_seconds(words) == seconds


def test_a_template_has_lines_to_write_on_and_boxes_to_tick():
    text = "## Who\n\nName:\n____\n\n- [ ] yes\n- [ ] no\n\n[ ] alone\n\n____ 3\n\n____ 99\n"
    html = to_fill_in(text)
    assert html.count('class="write-line"') == 1 + 3 + 20
    assert html.count('class="tick-box"') == 3
    assert "<p>Name:</p>" in html
    assert plain("## Who\n\n____ 2\n\n- [ ] **yes**, see [it](https://x.example) or [them](card:c)") == (
        f"Who\n\n{'_' * 60}\n{'_' * 60}\n\n- [ ] yes, see it (https://x.example) or them\n"
    )
