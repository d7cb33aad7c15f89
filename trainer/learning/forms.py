"""What may a browser send when a check is taken, a reflection written, a cohort formed?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from trainer.core.forms import LINE, Form, OnceForm, as_lock, chosen, no_line_break, required
from trainer.learning.rules import MOST_TEXT, SESSIONS

LATEST = date(2200, 1, 1)
EARLIEST = date(2000, 1, 1)

Asked = tuple[str, str, list[tuple[str, str]]]
"""A question: its id, its words, and the ids and words of its answers."""


def check_form(questions: Sequence[Asked]) -> OnceForm:
    """A form that asks these questions, in this order."""
    fields = {
        name: RadioField(words, [chosen()], choices=[SelectChoice(*answer) for answer in answers])
        for name, words, answers in questions
    }
    return type("CheckForm", (OnceForm,), dict(fields))()


class ReflectionForm(Form):
    """A draft, with the number of the text that the writer saw."""

    text = TextAreaField(_l("Your reflection"), [Length(max=MOST_TEXT)])
    lock = HiddenField()

    @property
    def seen(self) -> int:
        """Which text the writer saw; -1 for a number that was never ours."""
        return as_lock(self.lock.data)


class WithdrawForm(OnceForm):
    """Why somebody leaves a cohort."""

    reason = TextAreaField(_l("Why?"), [required(), Length(max=2_000)])


def _sensible(_form: Any, field: Any) -> None:
    """A day on which a cohort could meet, and a year later still could."""
    if field.data and not EARLIEST <= field.data < LATEST:
        raise ValidationError(_("Enter a day with a year of four digits, as in 2021."))


class CohortForm(OnceForm):
    """Name and times of a cohort; its people are ticked in a list beside it."""

    name = StringField(_l("Name of the cohort"), [required(), Length(max=LINE), no_line_break])
    first = DateField(_l("First session"), [DataRequired(_l("Choose a day.")), _sensible])
    starts = TimeField(_l("Begins at"), [InputRequired(_l("Choose a time."))])
    zone = SelectField(_l("Time zone"))
    program = SelectField(_l("Edition of the program"))


class CohortDatesForm(OnceForm):
    """The second step: twelve dates, each of which can be changed."""

    name = StringField(_l("Name of the cohort"), [required(), Length(max=LINE), no_line_break])
    starts = TimeField(_l("Begins at"), [InputRequired(_l("Choose a time."))])
    zone = SelectField(_l("Time zone"))
    program = SelectField(_l("Edition of the program"))
    dates = FieldList(
        DateField(_l("Date"), [DataRequired(_l("Choose a day.")), _sensible]),
        min_entries=SESSIONS,
        max_entries=SESSIONS,
    )
