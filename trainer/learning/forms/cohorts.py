"""What may a browser send when a cohort is formed, and when somebody is taken out or moved to another edition?"""

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
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from trainer.core.forms import (
    LINE,
    OnceForm,
    chosen,
    no_line_break,
    required,
)
from trainer.learning.rules.editions import MOST_WHY

MOST_SESSIONS = 60


LATEST = date(2200, 1, 1)


EARLIEST = date(2000, 1, 1)


class WithdrawForm(OnceForm):
    """Why somebody leaves a cohort."""

    reason = TextAreaField(_l("Why?"), [required(), Length(max=2_000)])


class MoveForm(OnceForm):
    """Why somebody is moved to another edition of a course; with the edition that the page was about."""

    reason = TextAreaField(_l("Why?"), [required(), Length(max=MOST_WHY)])
    before = HiddenField()
    to = HiddenField()


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
    shape = RadioField(_l("What do they go through?"), [chosen()])
    until = DateField(_l("Take applications until"), [Optional(), _sensible])


class CohortDatesForm(OnceForm):
    """The second step: a date for each session, each of which can be changed. `shape` was chosen in the first."""

    name = StringField(_l("Name of the cohort"), [required(), Length(max=LINE), no_line_break])
    starts = TimeField(_l("Begins at"), [InputRequired(_l("Choose a time."))])
    zone = SelectField(_l("Time zone"))
    program = SelectField(_l("Edition of the program"))
    shape = HiddenField()
    until = DateField(_l("Take applications until"), [Optional(), _sensible])
    dates = FieldList(
        DateField(_l("Date"), [DataRequired(_l("Choose a day.")), _sensible]),
        min_entries=1,
        max_entries=MOST_SESSIONS,
    )
