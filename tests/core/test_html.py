"""Can a text that somebody wrote do anything on somebody else's page (trust.md 16, finding 8)?"""

import re

import html5lib
import pytest

from tests.core.xss import VECTORS
from trainer.core import html

SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
NAMES = {"a": {"href", "title", "rel"}, "ol": {"start"}}


def active(markup: str) -> list[str]:
    """What in a piece of HTML is more than text: elements and attributes outside the list, addresses that run."""
    found = []
    for element in html5lib.parseFragment(markup, namespaceHTMLElements=False).iter():
        tag = element.tag
        if tag == "DOCUMENT_FRAGMENT":
            continue
        if not isinstance(tag, str) or tag not in html.TAGS:
            found.append(f"element {tag}")
            continue
        for name, value in element.attrib.items():
            scheme = SCHEME.match(re.sub(r"[\x00-\x20]", "", value))
            if name not in NAMES.get(tag, set()):
                found.append(f"attribute {name}")
            elif name == "href" and scheme and scheme[1].lower() not in html.SCHEMES:
                found.append(f"address {value}")
    return found


def test_there_are_many_vectors_and_most_are_active_before_cleaning():
    """The negative control: the check finds them where nothing cleans."""
    assert len(set(VECTORS)) >= 60
    assert sum(bool(active(vector)) for vector in VECTORS) >= 90


@pytest.mark.parametrize("vector", VECTORS)
def test_no_vector_is_active(vector):
    for text in (vector, f"<p>{vector}</p>", f"<li><a href='/x'>{vector}", vector * 3):
        assert active(html.clean(text)) == []
        assert active(html.markdown(text)) == []
        assert active(html.letter(text)) == []


@pytest.mark.parametrize("vector", VECTORS)
def test_cleaning_twice_changes_nothing_more(vector):
    once = html.clean(vector)
    assert html.clean(once) == once


def test_what_is_allowed_stays():
    text = '<h2>T</h2><p>A <strong>b</strong> <em>c</em> <a href="https://x.example/" title="t">d</a></p><ol start="3">'
    cleaned = html.clean(text)
    for part in ("<h2>T</h2>", "<strong>b</strong>", 'href="https://x.example/"', 'title="t"', 'start="3"'):
        assert part in cleaned
    assert 'rel="noopener noreferrer"' in cleaned


def test_markdown_becomes_markup_and_html_in_it_becomes_text():
    made = html.markdown("# No\n\nA *b* <b>c</b>\n\n- d\n- e")
    assert "<em>b</em>" in made
    assert "<li>d</li>" in made
    assert "&lt;b&gt;c&lt;/b&gt;" in made


def test_a_course_says_where_its_links_lead_and_where_its_pictures_stand():
    text = """A [domain](term:domain), see [x](card:consultancy) and [y](module:101).

![A cycle that goes round.](picture:pdsa)

| a | b |
|--:|---|
| 1 | ![two](picture:b) |
"""
    words, placed, table = html.course_parts(text)
    for link in ('href="term:domain"', 'href="card:consultancy"', 'href="module:101"'):
        assert link in words
    assert placed == html.Placed("pdsa", "A cycle that goes round.")
    assert "<td>two</td>" in table, "a picture inside of something else is its words"
    assert "style" not in table


def test_no_vector_is_active_in_a_course_or_a_drawing():
    tags = html.TAGS | html.TABLE | {"div"}
    for vector in VECTORS:
        parts = html.course_parts(
            f"{vector}\n\n[x]({vector.split()[0]})\n\n![x](picture:{vector.split()[0]})"
        )
        text = "".join(part for part in parts if isinstance(part, str)).replace(
            ' class="wide-table" tabindex="0"', ""
        )
        found = [one for one in active(text) if one.removeprefix("element ") not in tags]
        assert found == [], vector
        drawn = html5lib.parseFragment(
            html.drawing(f"<svg viewBox='0 0 1 1'>{vector}</svg>", "p"), namespaceHTMLElements=False
        )
        for element in drawn.iter():
            assert isinstance(element.tag, str), vector
            assert element.tag.rpartition("}")[2] in html.SHAPES | {"DOCUMENT_FRAGMENT"}, vector
            assert set(element.attrib) <= html.SHAPED, vector


def test_two_drawings_on_a_page_do_not_clash():
    svg = '<svg viewBox="0 0 9 9"><defs><marker id="m"/></defs><path marker-end="url(#m)" style="x" onload="x"/></svg>'
    drawn = html.drawing(svg, "pdsa")
    assert 'viewBox="0 0 9 9"' in drawn
    assert 'id="pdsa-m"' in drawn
    assert 'marker-end="url(#pdsa-m)"' in drawn
    assert "style" not in drawn
    assert "onload" not in drawn


def test_a_letter_keeps_its_lines_and_links_and_has_no_headings():
    said = html.letter("# Hello\nSecond line\n\n    indented\n\nSee https://a.example/b_c. And *this*.")
    assert "<h" not in said
    assert "<code" not in said
    assert "Hello<br" in said
    assert '<a href="https://a.example/b_c" rel="noopener noreferrer">https://a.example/b_c</a>. And' in said
    assert "<em>this</em>" in said
