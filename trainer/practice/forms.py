"""What may a browser send about a CoP: its charter, members, sessions, what happened, and the debrief?"""

import csv
import io
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from trainer.core.forms import Form, OnceForm, WholeNumberField, chosen, no_line_break, required
from trainer.organizations.rules import Level
from trainer.practice.rules import MOST_MINUTES, GroupKind, LeadRole
from trainer.practice.rules.charter import FIELDS
from trainer.practice.rules.debriefs import PARTS
from trainer.practice.rules.sessions import USUAL_SESSIONS
from trainer.schedule.rules.kinds import Format

FORMATS = [
    SelectChoice(Format.IN_PERSON.value, _l("In person")),
    SelectChoice(Format.VIRTUAL.value, _l("Virtual")),
    SelectChoice(Format.HYBRID.value, _l("Hybrid")),
]
_LENGTH = NumberRange(1, MOST_MINUTES, _l("Enter the length in minutes, from 1 to 600."))


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


class CharterForm(Form):
    """A draft may be incomplete; what is missing is said when it is sent."""

    lock = HiddenField()
    domain = TextAreaField(_l("What is this CoP about?"), [Length(max=2000)])
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


class FacilitatorForm(OnceForm):
    """A facilitator asks another trainee to share the facilitation."""

    person = SelectField(_l("Trainee of your cohort"), [chosen()])


class AnswerForm(Form):
    """A button and nothing else."""


class MembersForm(OnceForm):
    """Members, typed or pasted."""

    text = TextAreaField(
        _l("Members, one per line"),
        [required(), Length(max=20_000)],
        description=_l(
            "Name, role, e-mail – with commas, or as copied from a spreadsheet. Role and e-mail may be left out."
        ),
    )

    def people(self) -> list[tuple[str, str, str]]:
        """Name, role and e-mail of each line."""
        return read_members(self.text.data or "")


HEADINGS = {"name", "nombre", "member", "miembro", "members", "miembros"}


def read_members(text: str) -> list[tuple[str, str, str]]:
    """The lines of a list: the cell with an @ is the e-mail, the first of the others the name, the next the role."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max("\t;,", key=first.count)
    found = []
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
        words = [cell.strip() for cell in cells if cell.strip()]
        email = next((cell for cell in words if "@" in cell), "")
        rest = [cell for cell in words if cell != email]
        if rest and rest[0].casefold() not in HEADINGS:
            found.append((rest[0], rest[1] if len(rest) > 1 else "", email))
    return found


class MemberForm(Form):
    """What is known of one member."""

    name = StringField(_l("Name"), [required(), Length(max=200), no_line_break])
    role = StringField(_l("Role"), [Length(max=100), no_line_break])
    email = StringField(_l("E-mail address"), [Length(max=254), no_line_break])


class PlanForm(OnceForm):
    """Six sessions in one step; each date can be changed before and after."""

    dates = FieldList(DateField(_l("Session"), [Optional()]), min_entries=USUAL_SESSIONS, max_entries=12)
    starts = TimeField(_l("They start at"), [required()])
    minutes = WholeNumberField(_l("Length in minutes"), [required(), _LENGTH])
    format = RadioField(_l("How do you meet?"), [chosen()], choices=FORMATS)
    place = StringField(_l("Place or link"), [Length(max=200), no_line_break])


class SessionForm(Form):
    """When, where and what for."""

    lock = HiddenField()
    on = DateField(_l("Date"), [required()])
    starts = TimeField(_l("It starts at"), [required()])
    minutes = WholeNumberField(_l("Length in minutes"), [required(), _LENGTH])
    format = RadioField(_l("How do you meet?"), [chosen()], choices=FORMATS)
    place = StringField(_l("Place or link"), [Length(max=200), no_line_break])
    purpose = TextAreaField(_l("Purpose in one sentence"), [Length(max=500)])
    question = TextAreaField(
        _l("Guiding question"), [Length(max=500)], description=_l("The question that opens the conversation.")
    )
    agenda = TextAreaField(
        _l("Agenda"),
        [Length(max=4000)],
        description=_l("One part per line, its minutes first. For instance: 10 Arrive and opening image."),
    )


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


class DoorForm(Form):
    """A member on a phone: a name from the list, or one's own."""

    member = StringField(_l("Your name"), [Length(max=64)])
    name = StringField(_l("Your name"), [Length(max=200), no_line_break])


class SignInForm(Form):
    """A facilitator writes a member down by hand."""

    name = StringField(_l("Name"), [required(), Length(max=200), no_line_break])
    why = StringField(_l("Why is it added now?"), [Length(max=500), no_line_break])


class TakeBackForm(Form):
    """A facilitator takes back a sign-in that was a mistake."""

    sign_in = HiddenField()
    why = StringField(_l("Why is it taken back?"), [Length(max=500), no_line_break])


class DebriefForm(Form):
    """The conversation after a session (domain.md 5.2)."""

    lock = HiddenField()
    on = DateField(_l("When did you talk?"), [required()])
    minutes = WholeNumberField(_l("For how many minutes?"), [required(), _LENGTH])
    meeting = SelectField(_l("Was it part of a mentor meeting?"), validate_choice=True)
    how = TextAreaField(_l("How was it for you?"), [Length(max=4000)])
    logistics = TextAreaField(_l("What about the logistics helped or hindered?"), [Length(max=4000)])
    threads = TextAreaField(_l("Common threads in the talk"), [Length(max=4000)])
    wonderings = TextAreaField(_l("Wonderings that came up"), [Length(max=4000)])
    moment = TextAreaField(_l("A moment to keep"), [Length(max=4000)])
    voices = TextAreaField(_l("Voices: who was heard, who was not?"), [Length(max=4000)])
    values = TextAreaField(_l("Values: were they used, were they strained?"), [Length(max=4000)])
    care = TextAreaField(_l("Anything that needs care?"), [Length(max=4000)])
    support = TextAreaField(_l("Which support do you ask for?"), [Length(max=4000)])
    next_step = TextAreaField(_l("Next step, and by when"), [Length(max=4000)])
    needs_support = BooleanField(_l("Tell the administrators that support is asked for"))

    def content(self) -> dict[str, str]:
        """The story, part by part."""
        return {part: self[part].data or "" for part in PARTS}
