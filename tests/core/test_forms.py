"""Does a form refuse what no database or page can bear, and keep what people type (trust.md 7)?"""

import io
import re

import pytest
from flask_babel import force_locale
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from trainer.core import forms


class Letter(forms.OnceForm):
    """A form with one of each."""

    name = StringField(validators=[forms.required(), forms.no_line_break])
    text = TextAreaField()
    short = StringField(validators=[Length(max=5)])
    number = forms.WholeNumberField(validators=[Optional(), NumberRange(0, 1000)])

    class Meta(forms.Form.Meta):
        csrf = False


@pytest.fixture
def check(app):
    """Send a form; returns its errors and its data."""

    def send(**data):
        with app.test_request_context("/", method="POST", data={"name": "Ana", **data}), force_locale("en"):
            form = Letter()
            form.validate()
            return form.errors, form.data

    return send


def test_a_good_form_passes_with_its_ends_trimmed(check):
    errors, data = check(name="  Ana Ruiz ", text=" two\nlines \n")
    assert errors == {}
    assert (data["name"], data["text"]) == ("Ana Ruiz", "two\nlines")


@pytest.mark.parametrize("field", ["name", "text", "short", "once"])
def test_a_nul_is_refused_in_words(check, field):
    errors, _data = check(**{field: "A\x00b"})
    assert "cannot be stored" in str(errors[field][0])


@pytest.mark.parametrize(
    ("field", "most"), [("name", forms.LINE), ("text", forms.TEXT), ("once", forms.LINE)]
)
def test_an_endless_text_is_refused_with_its_length(check, field, most):
    assert check(**{field: "x" * most})[0] == {}
    [said] = check(**{field: "x" * (most + 1)})[0][field]
    assert str(most + 1) in str(said)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("", None), (" 12 ", 12), ("-1", -1), ("9" * 400, None), ("9" * 5_000, None), ("x", None)],
)
def test_a_number_of_any_length_is_read_or_refused(check, typed, read):
    errors, data = check(number=typed)
    assert data["number"] == read
    assert ("number" in errors) is (typed.strip() not in ("", "12"))


def test_half_a_letter_is_refused(check):
    """A lone surrogate can neither be stored nor shown."""
    errors, _data = check(text="x\ud800y".encode("utf-8", "surrogatepass"))
    assert errors == {} or "cannot be stored" in str(errors)


@pytest.mark.parametrize("letter", ["\N{DEVANAGARI LETTER QA}", "\N{HEBREW LETTER SHIN WITH SHIN DOT}"])
def test_a_text_is_as_long_as_it_is_stored(check, letter):
    """These become two letters each when they are stored."""
    assert str(forms.LINE + 2) in str(check(name=letter * (forms.LINE // 2 + 1))[0]["name"][0])
    errors, data = check(name=letter)
    assert errors == {}
    assert len(data["name"]) == 2


@pytest.mark.parametrize("name", ["A\nb", "A\rb", "A\tb", "A\r\nBcc: x@example.org"])
def test_a_name_is_one_line(check, name):
    errors, _data = check(name=name)
    assert "one line" in str(errors["name"][0])


@pytest.mark.parametrize(
    "body", [b"[1]", b'"x"', b'{"name": 5}', rb'{"name": "a\ud800"}', b'{"name": {"a": 1}}']
)
def test_json_is_no_form(app, body):
    """It can hold numbers, lists and half letters, which no field expects."""
    with app.test_request_context("/", method="POST", data=body, content_type="application/json"):
        form = Letter()
        assert not form.validate()
        assert form.name.data is None


def test_a_file_is_no_text(app):
    with app.test_request_context("/", method="POST", data={"name": (io.BytesIO(b"Ana"), "ana.txt")}):
        form = Letter()
        assert not form.validate()
        assert form.name.data is None


def test_an_empty_field_says_what_to_do(check):
    errors, _data = check(name="  ")
    assert [str(said) for said in errors["name"]] == ["Fill this in."]


def test_each_form_has_a_key_of_its_own(app):
    with app.test_request_context("/"):
        keys = {Letter().once.data for _ in range(50)}
    assert len(keys) == 50
    assert min(map(len, keys)) >= 20


@pytest.mark.parametrize(
    ("sent", "lock"),
    [
        ("0", 0),
        (" 12 ", 12),
        (3, 3),
        ("", -1),
        (None, -1),
        ("-1", -1),
        ("٣", -1),
        ("1e3", -1),
        ("9" * 5000, -1),
    ],
)
def test_a_version_that_no_page_sent_fits_none(sent, lock):
    assert forms.as_lock(sent) == lock


def test_a_byte_that_no_page_can_hold_is_not_said_back(app):
    """Whatever kind of field it was typed into, and also where a choice or a hidden number is no good."""

    class Odd(forms.Form):
        on = DateField()
        which = SelectField(choices=["a"])
        lock = HiddenField()
        kept = HiddenField()
        text = TextAreaField()

        class Meta(forms.Form.Meta):
            csrf = False

    sent = {
        "on": "2021\x00",
        "which": "b\x00",
        "lock": "\x01\x00",
        "kept": "\N{REPLACEMENT CHARACTER}",
        "text": "a\x0bb\uffff\x07",
    }
    with app.test_request_context("/", method="POST", data=sent):
        form = Odd()
        assert not form.validate()
        shown = "".join(str(field()) + str(field.errors) for field in form)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\uffff]|x0[01]", shown)
        assert 'value="2021\N{REPLACEMENT CHARACTER}"' in shown
        assert form.text.data == "a\nb"
        assert not form.kept.errors  # somebody else's file may bring a letter that was lost before
