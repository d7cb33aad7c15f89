"""What may a browser send when times are proposed, or somebody writes down what to talk about?"""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, StringField, TextAreaField, TimeField
from wtforms.validators import Length, NumberRange
from wtforms.validators import Optional as Left

from trainer.core.errors import Reason
from trainer.core.forms import (
    OnceForm,
    WholeNumberField,
    chosen,
    no_line_break,
    required,
    sensible_day,
    web_address,
)
from trainer.core.i18n import sentence, words
from trainer.mentoring.rules import LONGEST, MeetingMode, MeetingReason
from trainer.mentoring.rules.times import MOST_TIMES
from trainer.schedule.rules import plan as plans

USUAL_MINUTES = 45


class ProposeForm(OnceForm):
    """Up to three times, and how to meet."""

    on_1 = DateField(_l("First time: day"), [required(), sensible_day])
    starts_1 = TimeField(_l("begins at"), [required()])
    on_2 = DateField(_l("Second time: day"), [Left(), sensible_day])
    starts_2 = TimeField(_l("begins at"), [Left()])
    on_3 = DateField(_l("Third time: day"), [Left(), sensible_day])
    starts_3 = TimeField(_l("begins at"), [Left()])
    minutes = WholeNumberField(
        _l("How many minutes"),
        [required(), NumberRange(1, LONGEST, _l("Enter a number from 1 to 480."))],
        default=USUAL_MINUTES,
    )
    mode = RadioField(_l("How do you meet?"), [chosen()])
    link = StringField(_l("Link to join"), [Length(max=500), no_line_break, web_address])
    note = TextAreaField(_l("A word to it"), [Length(max=500)])

    def __init__(self, *args: Any, zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = zone
        self.mode.choices = [(mode.value, words(mode)) for mode in MeetingMode]

    def rows(self) -> list[tuple[Any, Any]]:
        """The fields of each time: day and beginning."""
        return [(self[f"on_{number}"], self[f"starts_{number}"]) for number in range(1, MOST_TIMES + 1)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Also refuse half a time, and one that the clocks skip that night."""
        valid = super().validate(extra_validators)
        for day, starts in self.rows():
            if bool(day.data) != (starts.data is not None):
                starts.errors = [_("A time has a day and a beginning. Fill in both, or neither.")]
                valid = False
            elif day.data and plans.in_gap(day.data, starts.data, self.zone):
                starts.errors = [sentence(Reason(MeetingReason.NO_SUCH_TIME))]
                valid = False
        return valid

    def moments(self) -> Sequence[tuple[date, time]]:
        """The times that were filled in."""
        return [(day.data, starts.data) for day, starts in self.rows() if day.data]


class TopicsForm(OnceForm):
    """What somebody wants to talk about, with links."""

    text = TextAreaField(_l("What do you want to talk about?"), [Length(max=2_000)])
    links = TextAreaField(
        _l("Links to look at beforehand"),
        [Length(max=2_000)],
        description=_l("One on each line, at most five. Each begins with https://."),
    )

    def addresses(self) -> list[str]:
        """The links as typed, each once."""
        lines = (line.strip() for line in (self.links.data or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))
