"""What may a browser send when a session is planned in timed rows?"""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import TextArea

from trainer.core.forms import Form, Row, WholeNumberField, no_line_break
from trainer.core.i18n import words
from trainer.practice.rules import MOST_MINUTES, kit
from trainer.practice.rules.kit import Beginning, Check, KitRole, PlanPart, RowKind, Slides

_PART = Length(max=2000)
_LINE = [Length(max=200), no_line_break]


class RowForm(Row):
    """One timed row. One that says nothing is left out."""

    minutes = WholeNumberField(
        _l("Minutes"), [Optional(), NumberRange(0, MOST_MINUTES, _l("Enter minutes, from 0 to 600."))]
    )
    activity = StringField(_l("What we do"), [Length(max=200)], widget=TextArea())
    kind = SelectField(
        _l("Kind"),
        choices=[SelectChoice(RowKind.ACTIVITY, _l("Activity")), SelectChoice(RowKind.BREAK, _l("Break"))],
        default=RowKind.ACTIVITY.value,
    )
    protocol = SelectField(_l("Protocol card"), choices=[SelectChoice("", "–")], default="")
    who = StringField(_l("Who"), [Length(max=100), no_line_break])
    materials = StringField(_l("Materials"), _LINE)
    aim = StringField(_l("What it is for"), _LINE)

    def as_row(self) -> kit.Row:
        """The row as it is kept."""
        activity = " ".join((self.activity.data or "").split())
        return kit.Row(
            self.minutes.data or 0, activity, RowKind(self.kind.data), self.protocol.data or "",
            self.who.data or "", self.materials.data or "", self.aim.data or "",
        )  # fmt: skip

    def says_something(self) -> bool:
        """Whether anything was typed into it."""
        row = self.as_row()
        return bool(row.minutes or row.activity or row.who or row.materials or row.aim or row.protocol)


class SessionPlanForm(Form):
    """The plan of one session: rows, words, roles, checks."""

    lock = HiddenField()
    purpose = TextAreaField(_l("Purpose in one sentence"), [Length(max=500)])
    question = TextAreaField(
        _l("Guiding question"), [Length(max=500)], description=_l("The question that opens the conversation.")
    )
    questions = TextAreaField(_l("Further questions, one per line"), [_PART])
    link_last = TextAreaField(
        _l("Link to last time"), [_PART], description=_l("What did members want to look into or try?")
    )
    welcome = TextAreaField(
        _l("Welcome and acknowledgments"),
        [_PART],
        description=_l("Also a land acknowledgment, where it is practiced."),
    )
    poem = TextAreaField(_l("Poem or image"), [_PART], description=_l("The words, or where to find it."))
    community = TextAreaField(
        _l("Coming back to community"), [_PART], description=_l("How does everybody arrive?")
    )
    todays_values = TextAreaField(
        _l("Today’s values"), [_PART], description=_l("Which of your values do you need today?")
    )
    traces = TextAreaField(
        _l("Traces of practice"), [_PART], description=_l("Who shows one? Consent checked?")
    )
    closing = TextAreaField(_l("Closing and feedback"), [_PART])
    presenters = TextAreaField(
        _l("Guest presenters"), [_PART], description=_l("Name, topic, how to reach them, what they need.")
    )
    materials = TextAreaField(_l("Materials for the whole session"), [_PART])
    access = TextAreaField(
        _l("Room and access"),
        [_PART],
        description=_l("The way in, parking, what somebody needs to take part."),
    )
    languages = StringField(_l("Languages"), _LINE)
    interpreter = StringField(_l("Interpreter"), _LINE)
    slides = RadioField(
        _l("Slides or handouts"),
        choices=[
            SelectChoice(Slides.LINK, _l("They are behind a link")),
            SelectChoice(Slides.BROUGHT, _l("We bring them")),
        ],
        validate_choice=False,
    )
    slides_link = StringField(_l("Link to the slides"), [Length(max=500), no_line_break])
    field_trip = BooleanField(_l("This session is a field trip"))
    trip = TextAreaField(
        _l("About the trip"), [_PART], description=_l("Where you meet, how you get there and back.")
    )
    checks = SelectMultipleField(_l("Checked"), choices=[SelectChoice(one, one.value) for one in Check])
    role_facilitator = StringField(_l("Facilitator"), _LINE)
    role_co_facilitator = StringField(_l("Co-facilitator"), _LINE)
    role_note_taker = StringField(_l("Note taker"), _LINE)
    role_timekeeper = StringField(_l("Timekeeper"), _LINE)
    role_tech_host = StringField(_l("Tech host"), _LINE)
    role_greeter = StringField(_l("Greeter"), _LINE)
    rows = FieldList(
        FormField(RowForm), max_entries=2 * kit.MOST_ROWS
    )  # the rule refuses: none is dropped unseen

    def content(self) -> dict[str, Any]:
        """Everything beside the rows, as it is kept."""
        said: dict[str, Any] = {part.value: self[part.value].data or "" for part in PlanPart}
        roles = {role.value: self[f"role_{role.value}"].data or "" for role in KitRole}
        checks = [check.value for check in Check if check.value in (self.checks.data or [])]
        slides = self.slides.data if self.slides.data in list(Slides) else ""
        return {
            **said, "roles": {role: name for role, name in roles.items() if name}, "checks": checks,
            "slides": slides, "field_trip": bool(self.field_trip.data),
        }  # fmt: skip

    def kept_rows(self) -> list[kit.Row]:
        """The rows that say something."""
        return [entry.form.as_row() for entry in self.rows.entries if entry.form.says_something()]

    def offer_cards(self, cards: Iterable[tuple[str, str]]) -> None:
        """Let every row choose among these protocol cards: (name, title). One that is gone stays chosen."""
        offered = [SelectChoice("", "–"), *(SelectChoice(name, title) for name, title in cards)]
        names = {choice.value for choice in offered}
        for entry in self.rows.entries:
            own: str = entry.form.protocol.data or ""
            more = [] if own in names else [SelectChoice(own, own)]
            entry.form.protocol.choices = [*offered, *more]


class BeginForm(Form):
    """What a plan begins with."""

    lock = HiddenField()
    beginning = RadioField(
        _l("Begin with"),
        choices=[SelectChoice(one, one.value) for one in Beginning],
        default=Beginning.TEMPLATE.value,
    )


def plan_data(content: dict[str, Any], rows: Iterable[kit.Row]) -> dict[str, Any]:
    """What a form for a plan begins with."""
    roles = {f"role_{role}": name for role, name in (content.get("roles") or {}).items()}
    shown = [
        {
            "minutes": row.minutes, "activity": row.activity, "kind": row.kind.value, "protocol": row.protocol,
            "who": row.who, "materials": row.materials, "aim": row.aim,
        }
        for row in rows
    ]  # fmt: skip
    return {**{name: value for name, value in content.items() if name != "roles"}, **roles, "rows": shown}


def beginnings(*, last: bool, template: bool) -> list[SelectChoice]:
    """What a plan can begin with here."""
    offered = [
        Beginning.BLANK,
        *([Beginning.TEMPLATE] if template else []),
        *([Beginning.LAST] if last else []),
    ]
    return [SelectChoice(one, words(one)) for one in offered]
