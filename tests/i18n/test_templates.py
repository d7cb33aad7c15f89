"""Does any template hold a text outside gettext, even in a branch that no crawl reaches?"""

import re
from pathlib import Path

import jinja2
import pytest

from trainer import app as trainer_app

FOLDER = Path(trainer_app.__file__).parent / "templates"
FILES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.*"))
LETTERS = re.compile(r"[^\W\d_]{2,}")
QUIET = re.compile(
    r"<!--.*?-->|<(script|style|code|pre|samp|kbd)\b.*?</\1>|<!doctype[^>]*>|&#?\w+;", re.S | re.I
)
SAID = re.compile(r"""\b(?:title|aria-label|alt|placeholder|data-label)\s*=\s*(["'])(.*?)\1""", re.S)
HOLE = "\x00"
MAIL_WORDS = {"Subject"}


def bare(source: str) -> str:
    """A template without its code: expressions become holes, translated blocks vanish."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    found: list[str] = []
    words: list[str] = []
    inside = code = False
    for _line, kind, text in environment.lex(source):
        if kind == "data" and not inside:
            found.append(text)
        elif kind == "variable_begin" and not inside:
            found.append(HOLE)
        elif kind == "block_begin":
            words, code = [], True
        elif kind == "block_end":
            code = False
            inside = words[:1] == ["trans"] or (inside and words[:1] != ["endtrans"])
        elif code and kind == "name":
            words.append(text)
    return "".join(found)


def raw(source: str, *, mail: bool) -> list[str]:
    """The texts of a template that no language can change."""
    text = QUIET.sub(" ", bare(source))
    found = [match[2] for match in SAID.finditer(text)]
    found += re.sub(r"""<(?:"[^"]*"|'[^']*'|[^'">])*>""", "\n", text).split("\n")
    known = MAIL_WORDS if mail else set()
    return [line.strip() for line in found if set(LETTERS.findall(line)) - known]


@pytest.mark.parametrize("name", FILES)
def test_every_text_goes_through_gettext(name):
    assert raw((FOLDER / name).read_text(encoding="utf-8"), mail=name.startswith("mail/")) == []


def test_a_planted_text_is_found():
    assert raw('<p class="big one">{{ _("Good") }}{% trans %}Good, too{% endtrans %}</p>', mail=False) == []
    assert raw("<p>{{ name }} was here</p>", mail=False) == ["\x00 was here"]
    assert raw("{% if x %}<img alt='A tree'>{% endif %}", mail=False) == ["A tree"]
    assert raw('Subject: {{ _("Hello") }}\n\nDear {{ name }}', mail=True) == ["Dear \x00"]
