"""What may a browser send when a mentor keeps sentences to begin with?"""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from trainer.core.forms import OnceForm, chosen, required
from trainer.journals.rules import MOST_BEGINNING, Part
from trainer.journals.wording.reviewing import PARTS


class BeginningForm(OnceForm):
    """A sentence, and the part of the feedback that it begins."""

    part = RadioField(_l("For which part?"), [chosen()])
    text = TextAreaField(_l("How do you like to begin?"), [required(), Length(max=MOST_BEGINNING)])

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.part.choices = [SelectChoice(one.value, str(PARTS[one])) for one in Part]
