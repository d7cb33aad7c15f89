"""What may a browser send about organizations and their people?"""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length

from trainer.accounts.forms import email_field, name_field
from trainer.core.forms import Form, OnceForm, chosen, no_line_break, required
from trainer.organizations.rules import Level, OrganizationKind


class OrganizationForm(OnceForm):
    """An organization; the choices are handed in."""

    name = StringField(_l("Name"), validators=[required(), no_line_break, Length(max=200)])
    kind = SelectField(_l("What it is"), coerce=OrganizationKind)
    level = SelectField(_l("How far it reaches"), coerce=Level)
    region = SelectField(_l("Region or county"))


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


class ConsortiumForm(OnceForm):
    """A consortium."""

    name = StringField(_l("Name"), validators=[required(), no_line_break, Length(max=200)])
    about = TextAreaField(_l("What it is for"), validators=[Length(max=2000)])


class JoinForm(OnceForm):
    """One more organization in a consortium; the choices are handed in."""

    organization = SelectField(_l("Organization"), [chosen(), required()])
    since = DateField(_l("Since"), [required()])


class LeaveForm(Form):
    """The last day of an organization in a consortium."""

    on = DateField(_l("Last day"), [required()])


class RegionForm(OnceForm):
    """One region of the list."""

    name = StringField(_l("Name"), validators=[required(), no_line_break, Length(max=100)])
