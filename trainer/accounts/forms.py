"""What may a browser send about people and their accounts?"""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import Length, ValidationError

from trainer.accounts.rules import is_email, normal_email
from trainer.accounts.rules.passwords import SHORTEST, why_not_password
from trainer.core.errors import Reason
from trainer.core.forms import Form, OnceForm, no_line_break, required
from trainer.core.i18n import sentence
from trainer.permissions import Role


def address(_form: Any, field: Any) -> None:
    """The field must be able to be an e-mail address."""
    if isinstance(field.data, str) and not is_email(normal_email(field.data)):
        raise ValidationError(
            _("This does not look like an e-mail address. It should read like name@example.org.")
        )


def name_field() -> StringField:
    """A person's name, as they write it."""
    return StringField(_l("Name"), validators=[required(), no_line_break, Length(max=200)])


def email_field(label: Any = None) -> EmailField:
    """An e-mail address."""
    return EmailField(label or _l("E-mail address"), validators=[required(), no_line_break, address])


class SignInForm(Form):
    """The name and the password."""

    email = EmailField(_l("E-mail address"), validators=[required()])
    password = PasswordField(_l("Password"), validators=[required()])


class ForgotForm(OnceForm):
    """An address to write to."""

    email = email_field()


class JoinForm(OnceForm):
    """Somebody who asks for an account."""

    name = name_field()
    email = email_field()


class NewPasswordForm(Form):
    """A new password, twice. `whose`: e-mail and name, which it must not be made of."""

    password = PasswordField(_l("New password"), validators=[required()])
    again = PasswordField(_l("The same password again"), validators=[required()])

    def __init__(self, *args: Any, whose: tuple[str, str] = ("", ""), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whose = whose

    def validate_password(self, field: Any) -> None:
        email, name = self.whose
        reason = why_not_password(field.data or "", email=email, name=name)
        if reason:
            raise ValidationError(sentence(Reason(reason, {"least": SHORTEST})))

    def validate_again(self, field: Any) -> None:
        if field.data and self.password.data and field.data != self.password.data:
            raise ValidationError(_("The two passwords differ. Type the same one twice."))


class ChangePasswordForm(NewPasswordForm):
    """The current password, and a new one twice."""

    current = PasswordField(_l("Current password"), validators=[required()])


class ChangeEmailForm(Form):
    """A new address, and the password that allows it."""

    email = email_field(_l("New e-mail address"))
    current = PasswordField(_l("Current password"), validators=[required()])


class ProfileForm(Form):
    """Name, language, time zone; the choices are handed in."""

    name = name_field()
    language = SelectField(_l("Language"), validators=[required()])
    zone = SelectField(_l("Time zone"))


class ContactForm(Form):
    """An administrator corrects somebody's name and address."""

    name = name_field()
    email = email_field()


class GrantForm(OnceForm):
    """An administrator gives a role for the whole program; the choices are handed in."""

    role = SelectField(_l("Role"), coerce=Role)


class NewPersonForm(OnceForm):
    """An administrator invites somebody."""

    name = name_field()
    email = email_field()
