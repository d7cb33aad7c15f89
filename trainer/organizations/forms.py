"""What may a browser send about organizations and their people?"""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import Length

from trainer.accounts.forms import email_field, name_field
from trainer.core.forms import Form, OnceForm, no_line_break, required
from trainer.organizations.rules import Level, OrganizationKind


class OrganizationForm(OnceForm):
    """An organization; the choices are handed in."""

    name = StringField(_l("Name"), validators=[required(), no_line_break, Length(max=200)])
    kind = SelectField(_l("What it is"), coerce=OrganizationKind)
    level = SelectField(_l("How far it reaches"), coerce=Level)
    region = StringField(_l("Region or county"), validators=[no_line_break, Length(max=100)])


class CoordinatorForm(OnceForm):
    """Somebody who shall answer for an organization."""

    name = name_field()
    email = email_field()


class MemberForm(OnceForm):
    """One person whom a coordinator names."""

    name = name_field()
    email = email_field()
    job = StringField(_l("Job"), validators=[no_line_break, Length(max=100)])


class WorkForm(Form):
    """What somebody says of their work; nothing is required."""

    role = SelectField(_l("What I do"))
    setting = SelectField(_l("Where I work"))
    level = SelectField(_l("How far my work reaches"))
    ages = SelectMultipleField(_l("Ages of the children"))
