"""What may a browser send about somebody at the door who is not on the list?"""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from trainer.accounts.rules import is_email, normal_email
from trainer.core.forms import OnceForm, chosen, no_line_break, required
from trainer.core.i18n import words
from trainer.schedule.rules.kinds import Format


def _address(_form: Any, field: Any) -> None:
    if field.data and not is_email(normal_email(field.data)):
        raise ValidationError(_("Enter an e-mail address such as name@example.org."))


class WalkInForm(OnceForm):
    """Who it is, in their own words; and where they take part, in a hybrid session."""

    name = StringField(_l("Name"), [required(), no_line_break, Length(max=200)])
    email = StringField(_l("E-mail address"), [no_line_break, Length(max=254), _address])
    format = RadioField(_l("Where they take part"), [chosen()])

    def offer(self, formats: list[Format]) -> None:
        """Hand in the formats that have places; the only one is not asked for."""
        self.format.choices = [SelectChoice(one.value, words(one)) for one in formats]
        if not self.format.data and formats:
            self.format.data = formats[0].value

    def ask_for_account(self) -> bool:
        """Whether there is an address to find an account by; else it is asked for at its field."""
        if not self.email.data:
            self.email.errors = [_("An account is found by its address. Without one, note a guest.")]
        return bool(self.email.data)


class GuestForm(OnceForm):
    """Whose account a guest has, as the office found out."""

    email = StringField(_l("E-mail address of their account"), [no_line_break, Length(max=254)])
