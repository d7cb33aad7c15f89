"""What may a browser send when somebody writes in their journal?"""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from trainer.core.forms import Form, OnceForm, as_lock
from trainer.journals.rules import MOST_TEXT

MOST_WORDS = 5_000


class WriteForm(OnceForm):
    """What somebody writes, and the number that their copy began with."""

    lock = HiddenField()
    text = TextAreaField(
        _l("Your entry"),
        [Length(max=MOST_TEXT, message=_l("This is longer than 20,000 characters. Shorten it a little."))],
    )

    @property
    def seen(self) -> int:
        """The number that the copy began with; one that was tampered with fits none."""
        return as_lock(self.lock.data)


class DraftForm(Form):
    """What the page saves by itself while somebody writes. Not a form for once: it saves again and again."""

    lock = HiddenField()
    text = TextAreaField(validators=[Length(max=MOST_TEXT)])
    seen = WriteForm.seen
