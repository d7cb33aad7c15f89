"""What may a browser send about invitations, places, teams, and what is known of each member?"""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.core.forms import Form, OnceForm, chosen, no_line_break, required, sensible_day
from trainer.practice.forms.idea import LINE, choices_of
from trainer.practice.rules.guidance import TeamRole
from trainer.practice.rules.inviting import Answer, Circle, Guest, VenueUse


class InviteForm(OnceForm):
    """Somebody to invite."""

    name = StringField(_l("Name"), [required(), *LINE])
    guest = SelectField(_l("As what?"), [chosen()], choices=choices_of(Guest))
    circle = RadioField(
        _l("How close are they to you?"), [chosen()], choices=choices_of(Circle), default=Circle.CLOSEST
    )
    how = StringField(
        _l("How do you invite them?"),
        LINE,
        description=_l("For instance: in person, by telephone, with the flyer."),
    )
    contact = StringField(_l("Telephone or e-mail address"), [Length(max=254), no_line_break])
    invited_by = StringField(_l("Who invites them?"), LINE, description=_l("Empty: you."))
    asked_on = DateField(
        _l("When did you ask?"), [Optional(), sensible_day], description=_l("Empty: not asked yet.")
    )


class AnswerInvitationForm(Form):
    """What became of an invitation."""

    answer = RadioField(_l("What did they say?"), [chosen()], choices=choices_of(Answer))
    on = DateField(_l("On which day?"), [Optional(), sensible_day], description=_l("Empty: today."))
    how = StringField(_l("How do you invite them?"), LINE)
    contact = StringField(_l("Telephone or e-mail address"), [Length(max=254), no_line_break])
    said = TextAreaField(
        _l("What would make it possible for them?"),
        [Length(max=500)],
        description=_l("Another hour, another language, a ride. Leave it empty if there is nothing."),
    )


class VenueForm(OnceForm):
    """A place in the area."""

    name = StringField(_l("Name of the place"), [required(), *LINE])
    use = SelectField(_l("What is it good for?"), [chosen()], choices=choices_of(VenueUse))
    address = StringField(_l("Address"), [Length(max=300), no_line_break])
    rent_free = BooleanField(_l("It costs no rent"))
    parking_free = BooleanField(_l("Parking is free"))
    said = TextAreaField(_l("Worth knowing"), [Length(max=500)])


class TeamForm(OnceForm):
    """A team."""

    name = StringField(
        _l("Name of the team"), [required(), *LINE], description=_l("For instance: Lincoln School.")
    )


def teams_form(members: Sequence[tuple[str, str]], teams: Sequence[tuple[str, str]]) -> type[Form]:
    """The form for these members (ref, name): the team (ref, name) and role of each."""
    named = [SelectChoice("", _l("No team")), *(SelectChoice(*one) for one in teams)]
    fields: dict[str, Any] = {}
    for ref, name in members:
        fields[f"team_{ref}"] = SelectField(name, choices=named)
        fields[f"role_{ref}"] = SelectField(name, choices=choices_of(TeamRole, _l("No role")))
    return type("TeamsForm", (Form,), fields)


def strengths_form(members: Sequence[tuple[str, str]]) -> type[Form]:
    """The form for these members (ref, name): what each is good at."""
    line = [Length(max=300), no_line_break]
    return type("StrengthsForm", (Form,), {f"good_{ref}": StringField(name, line) for ref, name in members})


class PickForm(OnceForm):
    """Some members of the list; the choices are handed in."""

    members = SelectMultipleField(_l("Members"))
