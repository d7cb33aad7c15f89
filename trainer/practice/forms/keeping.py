"""What may a browser send when a CoP is handed on, paused, resumed or closed?"""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional

from trainer.core.forms import Form, OnceForm, no_line_break, required, sensible_day


class OfferForm(OnceForm):
    """A facilitator offers their CoP to a successor."""

    email = StringField(
        _l("E-mail address of your successor"),
        [required(), Length(max=254), no_line_break],
        description=_l(
            "They sign in with an account of this address, read what it means, and accept or decline."
        ),
    )
    words = TextAreaField(_l("A few words to them"), [Length(max=2000)])
    leaves = BooleanField(_l("I leave when they come"), default=True)


class TurnForm(Form):
    """A CoP pauses, resumes, closes or opens again."""

    turn = HiddenField()
    why = TextAreaField(
        _l("Why?"),
        [required(), Length(max=2000)],
        description=_l("Your reason stands on the page of the CoP, with the day and your name."),
    )
    back_on = DateField(_l("When do you mean to go on?"), [Optional(), sensible_day])
