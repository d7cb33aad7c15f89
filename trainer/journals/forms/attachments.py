"""What may a browser send when somebody adds a photo, covers a face, or writes a consent down?"""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from trainer.core.forms import OnceForm, chosen, no_line_break, required, sensible_day
from trainer.core.i18n import words
from trainer.journals.rules.attachments import MOST_CAPTION, Shows, Use

NOBODY, SOMEBODY = "nobody", "somebody"
SAID = (
    (NOBODY, _l("Nobody can be recognized")),
    (SOMEBODY, _l("Somebody can be recognized")),
)


class Described(OnceForm):
    """What something beside an entry is, and whom it shows."""

    caption = TextAreaField(_l("What is it?"), [Length(max=MOST_CAPTION)])
    alt = TextAreaField(_l("What can be seen in it?"), [Length(max=MOST_CAPTION)])
    shows = SelectMultipleField(_l("Whom does it show?"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.shows.choices = [(one.value, words(one)) for one in Shows]


class AttachForm(Described):
    """A file, and before it is kept: who can be recognized in it?"""

    file = FileField(_l("Photo, audio note or document"))
    recognizable = RadioField(_l("Who can be recognized in it?"), [chosen()])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.recognizable.choices = [SelectChoice(value, said) for value, said in SAID]

    @property
    def somebody(self) -> bool:
        """Whether anybody can be recognized."""
        return bool(self.recognizable.data == SOMEBODY)


class CoverForm(OnceForm):
    """The picture with covered faces, and who can still be recognized in it."""

    file = FileField(_l("The covered copy"))
    recognizable = RadioField(_l("Who can still be recognized?"), [chosen()])
    somebody = AttachForm.somebody

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.recognizable.choices = [SelectChoice(value, said) for value, said in SAID]


class ConsentForm(OnceForm):
    """Who allows what, since when and until when."""

    who = StringField(_l("Who can be recognized?"), [required(), Length(max=200), no_line_break])
    guardian = StringField(_l("Who signed for a child?"), [Length(max=200), no_line_break])
    given_on = DateField(_l("Signed on"), [InputRequired(_l("Enter a day.")), sensible_day])
    expires_on = DateField(_l("Valid until"), [InputRequired(_l("Enter a day.")), sensible_day])
    uses = SelectMultipleField(_l("What does it allow?"))
    again = HiddenField()

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.uses.choices = [(one.value, words(one)) for one in Use]

    def start(self, today: date) -> None:
        """What is likely: signed today, for a year, for the journal."""
        self.given_on.data, self.uses.data = today, [Use.JOURNAL.value]
        self.expires_on.data = today.replace(year=today.year + 1, day=min(today.day, 28))
