"""What may a browser send about the conversation with the mentor?"""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange
from wtforms.validators import Optional as Left

from trainer.core.forms import Form, WholeNumberField, as_lock, required, sensible_day
from trainer.mentoring.rules.support import SupportKind
from trainer.practice.forms.sessions import _LENGTH
from trainer.practice.rules.debriefs import MOST_TRACES, PARTS, PREPARED


class _Prepared(Form):
    """The parts that a trainee can write before the talk."""

    lock = HiddenField()
    how = TextAreaField(_l("How was it for you?"), [Length(max=4000)])
    logistics = TextAreaField(_l("What about the logistics helped or hindered?"), [Length(max=4000)])
    threads = TextAreaField(_l("Common threads in the talk"), [Length(max=4000)])
    wonderings = TextAreaField(_l("Wonderings that came up"), [Length(max=4000)])
    moment = TextAreaField(_l("A moment to keep"), [Length(max=4000)])
    voices = TextAreaField(_l("Voices: who was heard, who was not?"), [Length(max=4000)])
    values = TextAreaField(_l("Values: were they used, were they strained?"), [Length(max=4000)])
    protocol = TextAreaField(_l("Which protocol did you use, and how did it go?"), [Length(max=4000)])
    inquiry = TextAreaField(_l("Which step of your inquiry did you take?"), [Length(max=4000)])
    care = TextAreaField(_l("Anything that needs care?"), [Length(max=4000)])
    support = TextAreaField(_l("Which support do you ask for?"), [Length(max=4000)])


class PreparedForm(_Prepared):
    """What the trainee keeps before the talk, saved by itself."""

    def content(self) -> dict[str, str]:
        """The parts as typed."""
        return {part: self[part].data or "" for part in PREPARED}

    @property
    def seen(self) -> int:
        """The number of the draft that the page began with."""
        return as_lock(self.lock.data)


class DebriefForm(_Prepared):
    """The conversation after a session (domain.md 5.2). `at`: the saved debrief that the page began with, where `lock`
    numbers the draft."""

    at = HiddenField()
    on = DateField(_l("When did you talk?"), [required()])
    minutes = WholeNumberField(_l("For how many minutes?"), [required(), _LENGTH])
    mode = RadioField(_l("How did you meet?"), validate_choice=False)
    meeting = SelectField(_l("Was it part of a mentor meeting?"), validate_choice=True)
    again = RadioField(_l("Would you use the protocol again?"), validate_choice=False)
    traces = WholeNumberField(
        _l("How many traces of practice were shown?"),
        [Left(), NumberRange(0, MOST_TRACES, _l("Enter a number from 0 to 200."))],
    )
    consent = BooleanField(_l("Consent was checked for everybody who can be recognized in them"))
    next_step = TextAreaField(_l("Agreed next step"), [Length(max=4000)])
    next_on = DateField(_l("By when"), [Left(), sensible_day])
    competencies = SelectMultipleField(_l("Which areas did you touch?"), coerce=int)
    needs_support = BooleanField(_l("Tell the administrators that support is asked for"))
    support_kind = SelectField(_l("What is it about?"), default=SupportKind.OTHER.value)

    def content(self) -> dict[str, Any]:
        """The story, part by part."""
        told: dict[str, Any] = {part: self[part].data or "" for part in PARTS}
        return {**told, "again": self.again.data, "traces": self.traces.data, "consent": self.consent.data}
