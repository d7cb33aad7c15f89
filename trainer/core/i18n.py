"""In which language, zone and words does this reader get it? Sentences for reasons, names for states, dates."""

import enum
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import flask
from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_name
from babel.numbers import format_decimal
from flask_babel import Babel

from trainer.core import catalog
from trainer.core.errors import Month, Reason

LANGUAGES = {"en": "English", "es": "Español"}
"""The languages a person can choose, in their own names. A further one is a folder in translations/ and a line here."""

_words: dict[tuple[type, str], Any] = {}
_names: dict[tuple[str, str], Any] = {}
babel = Babel()


def words_for(words: Mapping[enum.StrEnum, Any]) -> None:
    """Register the (lazily translated) words of an enum's members: a state's name, or a reason's sentence.

    Placeholders in a sentence are `%(fact)s`. Rooms call this once, in their wording.py.
    """
    for member, text in words.items():
        _words[(type(member), member.value)] = text


def words(member: enum.StrEnum | None) -> str:
    """The name of a state or kind in the reader's language. KeyError when a room forgot one (tested)."""
    if member is None:
        return ""
    return _kept((type(member), member.value))


def _kept(key: tuple[type, str]) -> str:
    kept = catalog.kept_words()
    if key not in kept:
        kept[key] = str(_words[key])
    return kept[key]


def sentence(reason: Reason) -> str:
    """What a reason says to its reader, with the facts that were counted."""
    text = _kept((type(reason.code), reason.code.value))
    facts = {name: _fact(value) for name, value in reason.facts.items()}
    return text % facts if facts else text


def has_words(member: enum.StrEnum) -> bool:
    """Whether a member has its words: asked by the tests."""
    return (type(member), member.value) in _words


def names_for(space: str, names: Mapping[str, Any]) -> None:
    """Register the (lazily translated) names of words that are no enum: kinds of messages ("message"), what was done
    ("action"). Rooms call this once, in their wording.py."""
    _names.update({(space, name): text for name, text in names.items()})


def name_of(name: str, space: str) -> str:
    """What a kind of message or an action is called; the bare word when no room named it (tested)."""
    return str(_names.get((space, name), name))


def has_name(name: str, space: str) -> bool:
    """Whether a room named it: asked by the tests."""
    return (space, name) in _names


def _fact(value: Any) -> str:
    if type(value) in (str, int):  # most are
        return str(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Month):
        return day(value, "month")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, time):
        return clock_time(value)
    if isinstance(value, enum.StrEnum):
        return words(value)
    return str(value)


def locale_code() -> str:
    """The reader's language: the one just chosen, else the person's, else the browser's, else English."""
    if not flask.has_request_context():
        return str(flask.g.get("language", "en")) if flask.has_app_context() else "en"
    request = flask.request
    chosen = flask.g.get("language") or request.args.get("lang") or request.cookies.get("lang")
    if chosen in LANGUAGES or chosen == "pseudo":
        return str(chosen) if chosen != "pseudo" or flask.current_app.testing else "en"
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def zone_name() -> str:
    """The zone in which times are shown: the reader's, else the program's."""
    return str(flask.g.get("zone") or flask.current_app.config["PROGRAM_ZONE"])


WRITTEN_AS = {"es": Locale("es", "US")}
"""How dates and times are written in a language, where the program's people write them otherwise than its cradle."""


def written_locale() -> Locale:
    """The reader's locale for dates and times."""
    locale = catalog.locale()
    return WRITTEN_AS.get(locale.language, locale)


def day(value: date | None, style: str = "full") -> str:
    """A date: 'Wed, Sep 16, 2020'; style 'short' leaves the year out, 'month' gives 'September 2020'."""
    if value is None:
        return ""
    skeleton = {"full": "yMMMEd", "short": "MMMEd", "month": "yMMMM", "plain": "yMMMd"}[style]
    return _day(value.year, value.month, value.day, skeleton, written_locale())


@lru_cache(maxsize=4_096)
def _day(year: int, month: int, day: int, skeleton: str, locale: Locale) -> str:
    return format_skeleton(skeleton, date(year, month, day), locale=locale)


def decimal(value: float) -> str:
    """A number with at most two places: '4.5' as the reader writes it."""
    return _decimal(value, catalog.locale())


@lru_cache(maxsize=4_096)
def _decimal(value: float, locale: Locale) -> str:
    return format_decimal(value, "0.##", locale=locale)


def whole(value: int) -> str:
    """A whole number: '10,000' as the reader writes it."""
    return format_decimal(value, "#,##0", locale=catalog.locale())


def month_name(value: date) -> str:
    """'September', as a heading."""
    return format_date(value, "LLLL", locale=written_locale()).capitalize()


def weekday(value: date) -> str:
    """'Wednesday'."""
    return format_date(value, "EEEE", locale=written_locale()).capitalize()


def clock_time(value: time | datetime) -> str:
    """'9:00 AM' as the reader writes it."""
    return _clock_time(time(value.hour, value.minute), written_locale())


@lru_cache(maxsize=2_048)
def _clock_time(value: time, locale: Locale) -> str:
    return format_time(value, "short", locale=locale).replace("\u202f", "\u00a0")


def zone_short(moment: datetime, zone: str) -> str:
    """'PDT': what this zone is called on that day."""
    local = moment.astimezone(ZoneInfo(zone))
    return _zone_short(local.replace(tzinfo=None), local.fold, zone, written_locale())


@lru_cache(maxsize=4_096)
def _zone_short(wall: datetime, fold: int, zone: str, locale: Locale) -> str:
    moment = wall.replace(tzinfo=ZoneInfo(zone), fold=fold)
    name = get_timezone_name(moment, width="short", locale=locale)
    # Where a language has no short name for the zone, its people know the local one better than '-0700'.
    return name if name[:1].isalpha() and not name.startswith(("GMT", "UTC")) else moment.tzname() or name


def moment(value: datetime | None, zone: str | None = None) -> str:
    """A moment in a zone: 'Mon, May 24, 2021, 9:00 AM PDT'."""
    if value is None:
        return ""
    name = zone or zone_name()
    local = value.astimezone(ZoneInfo(name))
    return f"{day(local.date())}, {clock_time(local)} {zone_short(local, name)}"


def day_of(value: datetime | None) -> str:
    """The day of a moment in the reader's zone."""
    return day(value.astimezone(ZoneInfo(zone_name())).date()) if value else ""


def iso_day(value: str | None, style: str = "full") -> str:
    """A date that was written down as text, as messages carry it."""
    return day(date.fromisoformat(value), style) if value else ""


def iso_moment(value: str | None, zone: str | None = None) -> str:
    """A moment that was written down as text, as messages carry it."""
    return moment(datetime.fromisoformat(value), zone) if value else ""


def init_app(app: flask.Flask) -> None:
    """Give the templates their words."""
    for code in LANGUAGES:
        # Babel 2.18 keeps the names that the first language of a process finds through a common alias, and gives them
        # to later ones: each of ours finds its own before any other is asked.
        format_date(date(2021, 8, 11), "LLLL cccc", locale=WRITTEN_AS.get(code, Locale(code)))
    babel.init_app(app, locale_selector=locale_code, timezone_selector=zone_name)
    catalog.init_app(app)
    app.jinja_env.filters.update(
        day=day, moment=moment, month_name=month_name, weekday=weekday, clock_time=clock_time, words=words,
        sentence=sentence, day_of=day_of, name_of=name_of, iso_day=iso_day, iso_moment=iso_moment, whole=whole,
    )  # fmt: skip
