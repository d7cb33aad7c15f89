"""What may a browser send when somebody applies, pauses, comes back or leaves?"""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from trainer.core.forms import (
    LINE,
    Form,
    OnceForm,
    no_line_break,
    required,
)
from trainer.learning.forms.checks import ReflectionForm
from trainer.learning.forms.cohorts import _sensible
from trainer.learning.rules import MOST_ANSWER


class TextsForm(Form):
    """The long answers of an application, which the page saves by itself; not for once: it saves again and again."""

    lock = HiddenField()
    why = TextAreaField(_l("Why do you want to facilitate?"), [Length(max=MOST_ANSWER)])
    idea = TextAreaField(_l("The CoP you have in mind"), [Length(max=MOST_ANSWER)])
    not_yet = TextAreaField(_l("CoP 101 is not on record. Why not yet?"), [Length(max=MOST_ANSWER)])
    seen = ReflectionForm.seen


class ApplicationForm(OnceForm):
    """A whole application."""

    lock = HiddenField()
    why = TextAreaField(
        _l("Why do you want to facilitate?"), [Length(max=MOST_ANSWER)],
        description=_l("What draws you to it, and what would be different around you. A few sentences are enough."),
    )  # fmt: skip
    idea = TextAreaField(
        _l("The CoP you have in mind"), [Length(max=MOST_ANSWER)],
        description=_l("Who would be in it, and what would they care about? A first idea is enough; it may change."),
    )  # fmt: skip
    not_yet = TextAreaField(
        _l("CoP 101 is not on record. Why not yet?"), [Length(max=MOST_ANSWER)],
        description=_l("For instance: I am registered for September; or: I took it elsewhere, in 2019."),
    )  # fmt: skip
    language = SelectField(_l("The language in which you would like to learn"))
    setting = SelectField(_l("Where you work"))
    supervisor = StringField(
        _l("Name of your supervisor"), [Length(max=LINE), no_line_break],
        description=_l("Leave it empty if you have none. We do not write to them, and they do not see your answers."),
    )  # fmt: skip
    agreed = BooleanField(_l("They know that I apply, and agree that I take the time for it."))
    seen = ReflectionForm.seen


class AnswerForm(OnceForm):
    """What an administrator answers to an application."""

    answer = TextAreaField(_l("Your words to them"), [Length(max=2_000)])


class ApplyUntilForm(OnceForm):
    """Until when a cohort takes applications; empty: no more."""

    until = DateField(_l("Take applications until"), [Optional(), _sensible])


class AskDeferralForm(OnceForm):
    """Somebody asks to be deferred."""

    until = DateField(_l("I expect to be back on"), [Optional(), _sensible])
    why = TextAreaField(_l("Why?"), [required(), Length(max=2_000)])


class DeferForm(OnceForm):
    """An administrator defers somebody."""

    until = DateField(_l("Back on"), [Optional(), _sensible])
    moves = BooleanField(_l("The days away are added to the deadline"))
    said = TextAreaField(_l("What they read about it"), [required(), Length(max=2_000)])


class DeclineDeferralForm(OnceForm):
    """An administrator declines to defer somebody."""

    answer = TextAreaField(_l("Why not? They read it."), [required(), Length(max=2_000)])


class ComeBackForm(OnceForm):
    """Into which cohort somebody comes back."""

    cohort = SelectField(_l("Cohort"))


class LeaveForm(OnceForm):
    """Somebody leaves by themselves, with a word or without."""

    why = TextAreaField(_l("Is there anything you would like us to know?"), [Length(max=2_000)])
