"""What may a browser send when somebody asks for support, or an administrator answers?"""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import Length

from trainer.core.forms import OnceForm, chosen
from trainer.core.i18n import words
from trainer.mentoring.rules.support import SupportKind, SupportState, SupportStepKind


class SupportForm(OnceForm):
    """What the support is about."""

    kind = RadioField(_l("What is it about?"), [chosen()])

    def offer(self) -> "SupportForm":
        """Hand in the kinds."""
        self.kind.choices = [(one.value, words(one)) for one in SupportKind]
        return self


class AnswerForm(OnceForm):
    """What an administrator has done about it."""

    step = RadioField(_l("Now"), [chosen()])
    text = TextAreaField(_l("What was done?"), [Length(max=1_000)])

    def offer(self, state: SupportState) -> "AnswerForm":
        """Hand in what can happen in this state."""
        steps = (
            (SupportStepKind.SEEN, SupportStepKind.NOTED, SupportStepKind.CLOSED)
            if state is SupportState.OPEN
            else (SupportStepKind.REOPENED,)
        )
        self.step.choices = [(one.value, STEP_WORDS[one]) for one in steps]
        return self


STEP_WORDS = {
    SupportStepKind.SEEN: _l("I have seen it"),
    SupportStepKind.NOTED: _l("Note what was done; it stays open"),
    SupportStepKind.CLOSED: _l("Close it"),
    SupportStepKind.REOPENED: _l("Open it again"),
}
