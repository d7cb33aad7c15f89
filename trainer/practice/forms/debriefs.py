"""What may a browser send about the conversation with the mentor?"""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import Length

from trainer.core.forms import Form, WholeNumberField, required
from trainer.mentoring.rules.support import SupportKind
from trainer.practice.forms.sessions import _LENGTH
from trainer.practice.rules.debriefs import PARTS


class DebriefForm(Form):
    """The conversation after a session (domain.md 5.2)."""

    lock = HiddenField()
    on = DateField(_l("When did you talk?"), [required()])
    minutes = WholeNumberField(_l("For how many minutes?"), [required(), _LENGTH])
    meeting = SelectField(_l("Was it part of a mentor meeting?"), validate_choice=True)
    how = TextAreaField(_l("How was it for you?"), [Length(max=4000)])
    logistics = TextAreaField(_l("What about the logistics helped or hindered?"), [Length(max=4000)])
    threads = TextAreaField(_l("Common threads in the talk"), [Length(max=4000)])
    wonderings = TextAreaField(_l("Wonderings that came up"), [Length(max=4000)])
    moment = TextAreaField(_l("A moment to keep"), [Length(max=4000)])
    voices = TextAreaField(_l("Voices: who was heard, who was not?"), [Length(max=4000)])
    values = TextAreaField(_l("Values: were they used, were they strained?"), [Length(max=4000)])
    care = TextAreaField(_l("Anything that needs care?"), [Length(max=4000)])
    support = TextAreaField(_l("Which support do you ask for?"), [Length(max=4000)])
    next_step = TextAreaField(_l("Next step, and by when"), [Length(max=4000)])
    needs_support = BooleanField(_l("Tell the administrators that support is asked for"))
    support_kind = SelectField(_l("What is it about?"), default=SupportKind.OTHER.value)

    def content(self) -> dict[str, str]:
        """The story, part by part."""
        return {part: self[part].data or "" for part in PARTS}
