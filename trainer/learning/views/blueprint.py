"""What do this room's pages stand on? The blueprint, and the program's editions, which a higher room knows."""

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import get_locale
from markupsafe import Markup

from trainer.core.i18n import locale_code
from trainer.learning.rules import FIRST_PROGRAM_EDITION

bp = flask.Blueprint("learning", __name__)


Editions = Callable[[], list[str]]
_asked: list[Editions] = []


def ask_for_editions(editions: Editions) -> None:
    """A higher room says which editions of the program are loaded, latest last: a cohort is formed under one."""
    _asked[:] = [editions]


def program_editions() -> list[str]:
    """The editions of the program that a cohort can be formed under."""
    return (_asked[0]() if _asked else []) or [FIRST_PROGRAM_EDITION]


def told(texts: dict[str, str]) -> str:
    """A text of a course in the reader's language; in English where it was not written in that."""
    return texts.get(locale_code()) or texts["en"]


def in_language(texts: dict[str, str]) -> Markup:
    """The attribute that says in which language a text stands, where that is not the page's."""
    written = locale_code() if locale_code() in texts else "en"
    page = str(get_locale() or "en")
    return Markup("") if page.startswith(written) else Markup(' lang="{}"').format(written)


@bp.context_processor
def words_of_the_room() -> dict[str, Any]:
    """What all its templates say the texts of courses with."""
    return {"told": told, "in_language": in_language}
