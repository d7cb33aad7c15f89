"""What may a browser send about records? A number in a registry, a goal of hours, a period, ticked records."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DecimalField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from trainer.attendance import registries
from trainer.attendance.rules.goals import Period, period_of
from trainer.core.forms import Form, OnceForm, no_line_break, required

MOST_HOURS = 500


class NumberForm(OnceForm):
    """Somebody's number in a registry."""

    registry = SelectField(_l("Registry"), [required()])
    number = StringField(_l("Your number there"), [required(), Length(max=40), no_line_break])
    name = StringField(
        _l("Your name there, if it is another one"),
        [Length(max=200), no_line_break],
        description=_l("Registries give hours only where name and number fit together."),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [SelectChoice(one.id, one.name) for one in registries.registries().values()]
        self.registry.choices = [SelectChoice("", _l("Choose one")), *choices]


class GoalForm(Form):
    """The hours that an organization asks of its people; 0 for none."""

    hours = DecimalField(
        _l("Clock hours a year"),
        [
            InputRequired(_l("Enter a number such as 15, or 0 for none.")),
            NumberRange(0, MOST_HOURS, _l("Enter a number such as 15, or 0 for none.")),
        ],
        places=None,
        filters=[lambda typed: typed if typed is None or typed.is_finite() else None],
    )

    @property
    def minutes(self) -> int:
        """The same in minutes."""
        return round(float(self.hours.data or 0) * 60)


class SendForm(OnceForm):
    """What was ticked on the page of a registry is read beside it."""

    error = TextAreaField(_l("What the registry said"), [Length(max=1_000)])


def typed_period(first: str, last: str, today: date) -> tuple[Period | None, bool]:
    """The period between two typed days; whether anything typed was wrong. Nothing typed: this program year."""
    try:
        days = [date.fromisoformat(text) if text else None for text in (first[:10], last[:10])]
    except ValueError:
        return None, True
    found = period_of(days[0], days[1], today)
    return found, found is None
