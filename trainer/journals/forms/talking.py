"""What may a browser send when people talk about an entry, or ask for a second reader?"""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from trainer.core.forms import OnceForm, chosen, required
from trainer.messages.rules import MOST_POST


class SayForm(OnceForm):
    """What somebody says under an entry."""

    text = TextAreaField(_l("What would you like to say?"), [required(), Length(max=MOST_POST)])


class SecondForm(OnceForm):
    """Why somebody else should read an entry, and who; the writer does not choose, and whoever finds a reader for a
    request gives no other reason."""

    why = TextAreaField(_l("Why?"), [required(), Length(max=500)])
    reader = SelectField(_l("Who?"), [chosen()])

    def __init__(self, people: Sequence[Any] | None, *, asked: bool, **more: Any) -> None:
        super().__init__(**more)
        if asked:
            del self.why
        if people is None:
            del self.reader
        else:
            self.reader.choices = [
                SelectChoice("", "–"),
                *(SelectChoice(one.ref, one.name) for one in people),
            ]

    @property
    def chosen_reader(self) -> str:
        """The reference of whoever was chosen; empty when nobody is."""
        return str(self.reader.data or "") if "reader" in self else ""

    @property
    def reason(self) -> str:
        """Why, as far as it was asked for."""
        return str(self.why.data or "") if "why" in self else ""
