"""What may a browser send when a CoP is founded or its facilitators change?"""

from flask_babel import lazy_gettext as _l
from wtforms import (
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from trainer.core.forms import Form, OnceForm, chosen, no_line_break, required
from trainer.organizations.rules import Level
from trainer.practice.rules import GroupKind


class FoundForm(OnceForm):
    """A trainee founds a CoP."""

    name = StringField(
        _l("Name of the CoP"),
        [required(), Length(max=200), no_line_break],
        description=_l("For instance: Calmer transitions, Bay Area."),
    )
    domain = TextAreaField(
        _l("What is it about?"),
        [Length(max=2000)],
        description=_l("One sentence is enough. It may change; you can leave it open for now."),
    )
    zone = SelectField(_l("Time zone"), validate_choice=True)
    language = SelectField(_l("Language you meet in"))
    kind = SelectField(_l("What your group calls itself"), coerce=GroupKind)
    level = SelectField(_l("How far it reaches"), coerce=Level)


class FacilitatorForm(OnceForm):
    """A facilitator asks another trainee to share the facilitation."""

    person = SelectField(_l("Trainee of your cohort"), [chosen()])


class AnswerForm(Form):
    """A button and nothing else."""


HEADINGS = {"name", "nombre", "member", "miembro", "members", "miembros"}
