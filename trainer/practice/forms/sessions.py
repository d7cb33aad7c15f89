"""What may a browser send when sessions are planned and written down?"""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from trainer.core.forms import Form, OnceForm, WholeNumberField, chosen, no_line_break, required
from trainer.practice.rules import MOST_MINUTES, LeadRole
from trainer.practice.rules.sessions import USUAL_SESSIONS
from trainer.schedule.rules.kinds import Format

FORMATS = [
    SelectChoice(Format.IN_PERSON.value, _l("In person")),
    SelectChoice(Format.VIRTUAL.value, _l("Virtual")),
    SelectChoice(Format.HYBRID.value, _l("Hybrid")),
]


_LENGTH = NumberRange(1, MOST_MINUTES, _l("Enter the length in minutes, from 1 to 600."))


class PlanForm(OnceForm):
    """Six sessions in one step; each date can be changed before and after."""

    dates = FieldList(DateField(_l("Session"), [Optional()]), min_entries=USUAL_SESSIONS, max_entries=12)
    starts = TimeField(_l("They start at"), [required()])
    minutes = WholeNumberField(_l("Length in minutes"), [required(), _LENGTH])
    format = RadioField(_l("How do you meet?"), [chosen()], choices=FORMATS)
    place = StringField(_l("Place or link"), [Length(max=200), no_line_break])


class SessionForm(Form):
    """When and where."""

    lock = HiddenField()
    on = DateField(_l("Date"), [required()])
    starts = TimeField(_l("It starts at"), [required()])
    minutes = WholeNumberField(_l("Length in minutes"), [required(), _LENGTH])
    format = RadioField(_l("How do you meet?"), [chosen()], choices=FORMATS)
    place = StringField(_l("Place or link"), [Length(max=200), no_line_break])


class HoldForm(Form):
    """What happened: how long, who led. Made for the facilitators of the day by `hold_form`."""

    minutes = WholeNumberField(_l("How many minutes did it take?"), [required(), _LENGTH])
    why = StringField(
        _l("Why do you correct it?"),
        [Length(max=500), no_line_break],
        description=_l("It is kept with the record."),
    )
    people: list[tuple[str, int]] = []

    def leads(self) -> dict[int, LeadRole]:
        """Who led and who helped, by person."""
        said = {person_id: self[name].data for name, person_id in self.people}
        return {person_id: LeadRole(word) for person_id, word in said.items() if word in list(LeadRole)}


def hold_form(facilitators: Iterable[tuple[str, int, str]]) -> type[HoldForm]:
    """The form for these facilitators: (ref, person id, name)."""
    choices = [
        SelectChoice(LeadRole.LEAD.value, _l("Led")),
        SelectChoice(LeadRole.CO_LEAD.value, _l("Co-led")),
        SelectChoice("", _l("Did not lead")),
    ]
    people = [(f"led_{ref}", person_id, name) for ref, person_id, name in facilitators]
    fields: dict[str, Any] = {
        name: RadioField(shown, choices=choices, default="") for name, _id, shown in people
    }
    return type(
        "HoldFormOfTheDay", (HoldForm,), {**fields, "people": [(name, one) for name, one, _s in people]}
    )


class ValuesForm(Form):
    """Values, the agreement about confidence, or that values were taken up again."""

    do = HiddenField()
    values = TextAreaField(_l("Shared values, one per line"), [Length(max=4000)])
    agreement = TextAreaField(_l("What the members agreed about keeping confidence"), [Length(max=4000)])
    said = TextAreaField(_l("What the group said about them"), [Length(max=2000)])
