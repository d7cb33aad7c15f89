"""What may a browser send for one step of planning? A year, a new offering, a trainer, a cancellation, a discard."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from trainer.core.forms import Form, OnceForm, no_line_break, required


class YearForm(OnceForm):
    """A new program year."""

    starts = SelectField(_l("Program year"), coerce=int)


class NewOfferingForm(OnceForm):
    """The first step of a new offering; everything else is on its page."""

    kind = SelectField(_l("Kind"))
    title = StringField(_l("Title"), [required(), Length(max=200), no_line_break])


class TrainerForm(OnceForm):
    """Who leads an offering, by the address they sign in with."""

    email = EmailField(
        _l("E-mail that the trainer signs in with"), [required(), Length(max=254), no_line_break]
    )


class CancelForm(Form):
    """Why an offering is canceled: everybody registered reads it."""

    lock = HiddenField(default="")
    why = TextAreaField(_l("Why it is canceled"), [required(), Length(max=500)])


class DiscardForm(Form):
    """Forget a draft."""

    lock = HiddenField(default="")
