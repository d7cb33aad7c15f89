"""What do this room's pages stand on? The blueprint, the language in which courses are read, and what a higher room
knows: the program's editions and deadlines."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import flask
from flask_babel import get_locale
from markupsafe import Markup

from trainer.core.i18n import LANGUAGES, locale_code
from trainer.curriculum.rules import is_language
from trainer.learning.models import Enrollment
from trainer.learning.rules import FIRST_PROGRAM_EDITION, USUAL, Shape

bp = flask.Blueprint("learning", __name__)

Editions = Callable[[], dict[str, list[Shape]]]
_asked: list[Editions] = []

READ_IN = "read_in"
YEAR = 31_536_000
OWN_NAMES = {**LANGUAGES, "fr": "Français"}
"""What the languages of courses call themselves; one that is missing here is called by its code."""


def ask_for_editions(editions: Editions) -> None:
    """A higher room says which editions of the program are loaded, latest last, and which shapes a cohort can have in
    each: a cohort is formed under one."""
    _asked[:] = [editions]


def program_editions() -> dict[str, list[Shape]]:
    """The editions of the program that a cohort can be formed under, each with the shapes that it knows."""
    return (_asked[0]() if _asked else {}) or {FIRST_PROGRAM_EDITION: [USUAL]}


@dataclass(frozen=True)
class Later:
    """One move of the deadline: to which day, when, and what its person reads about it."""

    until: date
    at: datetime
    said: str


@dataclass(frozen=True)
class Deadline:
    """The last day to ask for certification: now, and ever; and how it came to be so late."""

    until: date
    last: date
    away_days: int
    moved: list[Later]


Deadlines = Callable[[Enrollment, date], Deadline | None]
_asked_for_deadline: list[Deadlines] = []


def ask_for_deadlines(deadlines: Deadlines) -> None:
    """A higher room says until when certification can be asked for: it knows the numbers, and who moved it."""
    _asked_for_deadline[:] = [deadlines]


def deadline_of(enrollment: Enrollment, day: date) -> Deadline | None:
    """The deadline of an enrollment on a day; None where its edition sets none."""
    return _asked_for_deadline[0](enrollment, day) if _asked_for_deadline else None


def reading_language() -> str:
    """The language in which somebody reads courses: the one just chosen, the one chosen before, else the page's.

    It may be one in which the site itself does not speak: French texts are read on an English page. Whoever changes
    the language of the site reads in that again.
    """
    asked = flask.request.args
    for chosen in (asked.get("in"), asked.get("lang"), flask.request.cookies.get(READ_IN)):
        if chosen and is_language(chosen):
            return chosen
    return locale_code()


def written(texts: Mapping[str, str]) -> str:
    """In which of its languages a text is shown to this reader."""
    return next((one for one in (reading_language(), locale_code()) if texts.get(one)), "en")


def told(texts: Mapping[str, str]) -> str:
    """A text of a course in the language the reader reads in; in the page's or in English where it is not there."""
    return texts.get(written(texts)) or ""


def in_language(texts: Mapping[str, str]) -> Markup:
    """The attribute that says in which language a text stands, where that is not the page's."""
    page, here = str(get_locale() or "en"), written(texts)
    return Markup("") if page.startswith(here) else Markup(' lang="{}"').format(here)


def read_in(languages: Iterable[str], texts: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """The languages in which something can be read: code, own name, and whether it is shown in that one."""
    here = written(texts)
    return [(one, OWN_NAMES.get(one, one), one == here) for one in languages]


@bp.after_request
def keep_language(response: flask.Response) -> flask.Response:
    """Whoever chose a language goes on in it with the next module. A link sets a cookie and changes no row."""
    chosen = flask.request.args.get("in", "")
    if "lang" in flask.request.args and not chosen:
        response.delete_cookie(READ_IN)
    if chosen in OWN_NAMES:
        response.set_cookie(
            READ_IN, chosen, max_age=YEAR, samesite="Lax", httponly=True,
            secure=flask.current_app.config["SESSION_COOKIE_SECURE"],
        )  # fmt: skip
    return response


@bp.context_processor
def words_of_the_room() -> dict[str, Any]:
    """What all its templates say the texts of courses with."""
    return {"told": told, "in_language": in_language, "read_in": read_in}
