"""What may a browser send about the papers that a CoP hands to others?"""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.core.forms import Form, OnceForm, chosen, no_line_break, required, sensible_day
from trainer.practice.forms.idea import LINE, LONG, choices_of
from trainer.practice.rules.papers import FIELDS, ActivityCode, PaperKind, Way


class PaperForm(Form):
    """A paper. `seen` is the mark of what its page showed."""

    kind: PaperKind
    seen = HiddenField()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self:
            field.flags.optional = False

    def content(self) -> dict[str, Any]:
        """What was written, as plain values."""
        return {name: self[name].data for name in FIELDS[self.kind]}


class ActivityForm(PaperForm):
    """A contract activity description: what a funder pays for (rows C09, C15)."""

    kind = PaperKind.ACTIVITY
    code = RadioField(_l("Activity code"), [Optional()], choices=choices_of(ActivityCode))
    need = TextAreaField(_l("Which need does it answer?"), [LONG])
    activities = TextAreaField(
        _l("What is done?"),
        [LONG],
        description=_l("Sessions, their number and length, what happens between them."),
    )
    outcomes = TextAreaField(
        _l("What will be different?"),
        [LONG],
        description=_l("For instance: members are more confident, and know more about the domain."),
    )
    measures = TextAreaField(_l("How will you know?"), [LONG])
    evidence = TextAreaField(_l("What is it built on?"), [LONG])
    staff = TextAreaField(_l("Who works on it, and for how many hours?"), [LONG])
    amount = StringField(_l("Amount, and what it pays for"), LINE)


class PlanPaperForm(PaperForm):
    """A plan for two years that comes from a needs assessment (rows D18, D22)."""

    kind = PaperKind.PLAN
    needs_numbers = TextAreaField(
        _l("Needs: what do numbers say?"),
        [LONG],
        description=_l("Which measure, for which group, from when."),
    )
    needs_voices = TextAreaField(_l("Needs: what do people say?"), [LONG])
    annual_measure = TextAreaField(
        _l("Progress in a year"), [LONG], description=_l("By how much should the measure change each year?")
    )
    level_measure = TextAreaField(
        _l("The level you aim for"), [LONG], description=_l("Where should it stand, whatever the way there?")
    )
    year_one = TextAreaField(_l("What will you try in the first year?"), [LONG])
    year_two = TextAreaField(_l("What will you try in the second year?"), [LONG])
    scaling = TextAreaField(_l("What should spread, and to whom?"), [LONG])
    links = TextAreaField(_l("Which improvement plans does it belong to?"), [LONG])
    review = TextAreaField(_l("When do you look at it again?"), [LONG])


class ReportForm(PaperForm):
    """What is reported to a council after a session (row D15)."""

    kind = PaperKind.REPORT
    council = StringField(
        _l("To which council?"), LINE, description=_l("For instance: School Site Council of Lincoln School.")
    )
    formed = RadioField(
        _l("Is the council formed for this year?"),
        [Optional()],
        choices=[
            SelectChoice("yes", _l("Yes, its members are elected")),
            SelectChoice("no", _l("Not yet")),
            SelectChoice("unknown", _l("We do not know")),
        ],
    )
    learned = TextAreaField(
        _l("What was learned?"), [LONG], description=_l("No names: what is told in the group stays there.")
    )
    feedback = TextAreaField(_l("What did members say about the session?"), [LONG])
    tried = TextAreaField(_l("What is being tried?"), [LONG])
    next = TextAreaField(_l("What comes next?"), [LONG])
    ask = TextAreaField(_l("What do you ask of the council?"), [LONG])


PAPER_FORMS: dict[PaperKind, type[PaperForm]] = {
    PaperKind.ACTIVITY: ActivityForm,
    PaperKind.PLAN: PlanPaperForm,
    PaperKind.REPORT: ReportForm,
}


class HandOverForm(OnceForm):
    """A paper goes to somebody."""

    to_whom = StringField(_l("To whom?"), [required(), *LINE])
    way = RadioField(_l("How?"), [chosen()], choices=choices_of(Way))
    address = StringField(
        _l("E-mail address"),
        [Length(max=254), no_line_break],
        description=_l("For a mail: they get a link to this paper and confirm there that they have it."),
    )
    on = DateField(_l("On which day?"), [Optional(), sensible_day], description=_l("Empty: today."))


class ConfirmForm(Form):
    """A paper has arrived."""

    who = StringField(_l("Your name"), [required(), *LINE])


class ConfirmedForm(Form):
    """Somebody told a facilitator that a paper has arrived."""

    delivery = HiddenField()
    who = StringField(_l("Who confirmed it?"), [required(), *LINE])
    on = DateField(_l("On which day?"), [Optional(), sensible_day], description=_l("Empty: today."))
