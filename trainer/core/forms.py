"""What may a browser send? The form every form builds on: no NUL bytes, no endless texts, a one-time key."""

import re
import secrets
import unicodedata
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import Field, FieldList, FileField, FormField, HiddenField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields.numeric import IntegerField
from wtforms.i18n import get_translations
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from trainer.core import i18n, links

LINE = 200
TEXT = 10_000
MOST_DIGITS = 9


def required() -> DataRequired:
    """The field must be filled in."""
    return DataRequired(_l("Fill this in."))


def typed() -> InputRequired:
    """Something must be typed, and a zero is something."""
    return InputRequired(_l("Fill this in."))


def chosen() -> InputRequired:
    """One of the choices must be taken."""
    return InputRequired(_l("Choose one."))


def sensible_day(_form: object, field: Any) -> None:
    """A day on which something may have been, or may still be, in this program."""
    if field.data and not date(2000, 1, 1) <= field.data <= date(2100, 1, 1):
        raise ValidationError(_("Enter a day between 2000 and 2100."))


def as_lock(sent: object) -> int:
    """The number of the version that a form began with; -1, which fits none, for what no page of ours sent."""
    text = str(sent or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


LOST = "\N{REPLACEMENT CHARACTER}"
_BREAK = re.compile("[\x0b\x0c]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def bearable(text: str) -> str:
    """The text without what no page can hold, in whatever field it was sent: it may be said back before it is read.

    What programs for letters use inside of a line becomes a break. A NUL is shown where it was, and refused.
    """
    return _CONTROL.sub("", _BREAK.sub("\n", text.replace("\x00", LOST)))


def _trim(value: Any) -> Any:
    """Without blanks at its ends, and with letters as they are stored: some take more room there than typed."""
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else value


@lru_cache
def _sentences(language: str) -> Any:
    """What WTForms itself says in a language. Flask-WTF would read its file anew in every request."""
    return get_translations([language, "en"])


class WholeNumberField(IntegerField):
    """A whole number that a database holds: with 400 digits, it is too large even to be compared with a limit."""

    def process_formdata(self, valuelist: Any) -> None:
        fits = not valuelist or len(valuelist[0].strip()) <= MOST_DIGITS
        super().process_formdata(valuelist if fits else ["no number"])


class Row(PlainForm):
    """A form inside a form, as often as it is needed: without a token of its own, but in the reader's language."""

    class Meta(PlainForm.Meta):
        def get_translations(self, form: Any) -> Any:
            return _sentences(i18n.locale_code())


class Form(FlaskForm):
    """A form with a CSRF token that refuses what no database or page can bear (trust.md 7)."""

    with_nul: Collection[str] = ()

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What a form of ours sends: text, and files where files are asked for. Never JSON, which can hold
            anything, nor a file in place of a text."""
            if formdata is None or hasattr(formdata, "getlist") or not form.is_submitted():
                return super().wrap_formdata(form, formdata)
            takes = {field.name for field in form if isinstance(field, FileField)}
            files = [(name, file) for name, file in flask.request.files.items(multi=True) if name in takes]
            sent = list(flask.request.form.items(multi=True))
            form.with_nul = {name for name, value in sent if "\x00" in value}
            typed = [(name, bearable(value)) for name, value in sent]
            return CombinedMultiDict((MultiDict(files), MultiDict(typed))) or None

        def get_translations(self, form: Any) -> Any:
            return _sentences(i18n.locale_code())

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            filters = list(unbound_field.kwargs.get("filters", []))
            if issubclass(unbound_field.field_class, StringField) and not issubclass(
                unbound_field.field_class, HiddenField
            ):
                filters.append(_trim)
            return unbound_field.bind(form=form, filters=filters, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate, and hold every text to a length and to characters that can be stored."""
        valid = super().validate(extra_validators)
        borne = [_bears(field, self.with_nul) for field in self]  # a list, so that each says what it holds
        return valid and all(borne)


def _bears(field: Field, with_nul: Collection[str]) -> bool:
    """Whether a field, or every field of its rows, holds what can be stored; says at the field what does not."""
    if isinstance(field, FormField):
        borne = [_bears(inner, with_nul) for inner in field.form]
        return all(borne)
    if isinstance(field, FieldList):
        borne = [_bears(row, with_nul) for row in field.entries]
        if not all(borne):
            field.errors = [row.errors for row in field.entries]
        return all(borne)
    problem = _unbearable(field, with_nul=field.name in with_nul)
    if problem:
        field.errors = [problem]
    return not problem


def _unbearable(field: Field, *, with_nul: bool) -> str | None:
    text = field.data
    if not isinstance(text, str):
        return None
    if with_nul or "\x00" in text:
        return _("This text holds a character that cannot be stored. Delete it and type it again.")
    most = TEXT if isinstance(field, TextAreaField) else LINE
    if any(isinstance(check, Length) for check in field.validators):
        return None
    if len(text) > most:
        return _("This is %(count)d characters long. At most %(most)d fit here.", count=len(text), most=most)
    return None


class OnceForm(Form):
    """A form that creates something: it carries a key, so that a double click or a retry creates one thing."""

    once = HiddenField(default=lambda: secrets.token_urlsafe(16))


class ButtonForm(OnceForm):
    """A button and nothing else: cancel, withdraw, publish."""


def no_line_break(_form: Any, field: Field) -> None:
    """For names and addresses: they go into headers of mail and calendar files."""
    if isinstance(field.data, str) and any(char in field.data for char in "\r\n\t"):
        raise ValidationError(_("This must be on one line."))


def web_address(_form: Any, field: Field) -> None:
    """A link to join that nobody on the way can read or change; the one that stands already may stay."""
    if field.data and field.data != field.object_data and not links.is_safe(field.data):
        raise ValidationError(_("Enter the whole link. It begins with https:// and names a site."))
