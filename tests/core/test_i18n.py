"""Are dates, states and reasons written as their reader writes them?"""

import enum
from datetime import UTC, date, datetime, time

import pytest
from flask_babel import force_locale

from trainer.core import i18n
from trainer.core.errors import Reason

MOMENT = datetime(2020, 9, 16, 16, 0, tzinfo=UTC)


class Colors(enum.StrEnum):
    """States of a test."""

    RED = "red"
    FULL = "full"
    NEVER_NAMED = "never_named"


@pytest.fixture(autouse=True)
def _english(app):
    with app.app_context(), force_locale("en"):
        yield


def test_a_moment_names_day_time_and_zone():
    assert i18n.moment(MOMENT, "America/Los_Angeles") == "Wed, Sep 16, 2020, 9:00\u00a0AM PDT"
    assert i18n.moment(MOMENT, "America/New_York") == "Wed, Sep 16, 2020, 12:00\u00a0PM EDT"
    assert i18n.moment(None) == ""


def test_the_zone_is_the_program_s_when_the_reader_chose_none():
    assert i18n.moment(MOMENT).endswith("PDT")


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("full", "Wed, Sep 16, 2020"),
        ("short", "Wed, Sep 16"),
        ("month", "September 2020"),
        ("plain", "Sep 16, 2020"),
    ],
)
def test_a_day_has_its_styles(style, text):
    assert i18n.day(date(2020, 9, 16), style) == text


def test_what_was_written_as_text_reads_the_same():
    assert i18n.iso_day("2020-09-16") == "Wed, Sep 16, 2020"
    assert i18n.iso_moment("2020-09-16T16:00:00+00:00", "America/Los_Angeles") == i18n.moment(
        MOMENT, "America/Los_Angeles"
    )
    assert i18n.iso_day(None) == i18n.iso_moment("") == ""


def test_another_language_has_other_words():
    with force_locale("es"):
        assert i18n.day(date(2020, 9, 16)) == "mié, 16 de sept de 2020"
        assert i18n.month_name(date(2020, 9, 1)) == "Septiembre"
        assert i18n.clock_time(time(9)) == "9:00\u00a0a.m."


def test_states_and_reasons_get_their_words():
    i18n.words_for({Colors.RED: "Red", Colors.FULL: "%(taken)s of %(on)s"})
    assert i18n.words(Colors.RED) == "Red"
    assert i18n.words(None) == ""
    facts = {"taken": 5, "on": date(2020, 9, 16)}
    assert i18n.sentence(Reason(Colors.FULL, facts)) == "5 of Wed, Sep 16, 2020"
    assert i18n.has_words(Colors.RED)
    with pytest.raises(KeyError):
        i18n.words(Colors.NEVER_NAMED)


def test_words_of_two_enums_do_not_mix():
    class Signal(enum.StrEnum):
        RED = "red"

    # One call each: members of two enums with the same word are one key of a dict.
    i18n.words_for({Colors.RED: "Red"})
    i18n.words_for({Signal.RED: "Stop"})
    assert (i18n.words(Colors.RED), i18n.words(Signal.RED)) == ("Red", "Stop")


def test_kinds_and_actions_have_names_or_stay_what_they_are():
    i18n.names_for("message", {"test.kind": "A kind"})
    assert i18n.name_of("test.kind", "message") == "A kind"
    assert i18n.name_of("test.kind", "action") == "test.kind"
    assert not i18n.has_name("test.kind", "action")


@pytest.mark.parametrize(
    ("address", "headers", "language"),
    [
        ("/", {}, "en"),
        ("/", {"Accept-Language": "es-MX,es;q=0.9"}, "es"),
        ("/", {"Accept-Language": "de"}, "en"),
        ("/?lang=es", {}, "es"),
        ("/?lang=xx", {"Accept-Language": "es"}, "es"),
        ("/", {"Cookie": "lang=es"}, "es"),
        ("/?lang=en", {"Cookie": "lang=es"}, "en"),
        ("/?lang=../../etc", {}, "en"),
    ],
)
def test_the_language_is_the_one_just_chosen_then_the_person_s_then_the_browser_s(
    app, address, headers, language
):
    with app.test_request_context(address, headers=headers):
        assert i18n.locale_code() == language
