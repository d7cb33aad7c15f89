"""What may a browser send when a charter is written and decided about?"""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.core.forms import Form, WholeNumberField, chosen, no_line_break
from trainer.practice.forms.sessions import _LENGTH, FORMATS
from trainer.practice.rules.charter import FIELDS


class CharterForm(Form):
    """A draft may be incomplete; what is missing is said when it is sent."""

    lock = HiddenField()
    domain = TextAreaField(_l("What is this CoP about?"), [Length(max=2000)])
    domain_why = TextAreaField(
        _l("Why does the domain change?"),
        [Length(max=2000)],
        description=_l("It is kept on record beside the old domain and the new one."),
    )
    audience = TextAreaField(
        _l("Who is it for?"),
        [Length(max=2000)],
        description=_l("Whom do you invite, and whose absence would make the group poorer?"),
    )
    rhythm = StringField(
        _l("How often does it meet?"),
        [Length(max=200), no_line_break],
        description=_l("At least monthly. For instance: every second Thursday of the month, 4 to 5:30 PM."),
    )
    first_on = DateField(_l("Date of the first session"), [Optional()])
    starts = TimeField(_l("It starts at"), [Optional()])
    minutes = WholeNumberField(_l("Length in minutes"), [Optional(), _LENGTH])
    format = RadioField(_l("How does it meet?"), [Optional()], choices=FORMATS)
    place = StringField(
        _l("Place or link"),
        [Length(max=200), no_line_break],
        description=_l("Not needed when you meet online."),
    )
    invitations = TextAreaField(_l("How are people invited?"), [Length(max=2000)])
    hopes = TextAreaField(
        _l("Shared hopes"),
        [Length(max=2000)],
        description=_l("What do you hope will be different for members, children and families?"),
    )
    confidentiality = TextAreaField(
        _l("How will you talk about confidence?"),
        [Length(max=2000)],
        description=_l("How will you open this in session 1, and what will you say about its limits?"),
    )

    def content(self) -> dict[str, Any]:
        """What the charter says, as plain values."""
        found: dict[str, Any] = {}
        for name in FIELDS:
            value = self[name].data
            if name == "starts" and value:
                value = value.strftime("%H:%M")
            elif name == "first_on" and value:
                value = value.isoformat()
            found[name] = value
        return found


class DecideForm(Form):
    """A mentor's or administrator's decision about a charter."""

    decision = RadioField(
        _l("Your decision"),
        [chosen()],
        choices=[
            SelectChoice("approve", _l("Approve: sessions from now on count")),
            SelectChoice("return", _l("Return it")),
        ],
    )
    reason = TextAreaField(
        _l("Words to the facilitators"),
        [Length(max=4000)],
        description=_l("Needed when you return it: what should change?"),
    )
