"""What may a browser send about one offering? Everything that a plan holds."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from trainer.core.forms import WholeNumberField, no_line_break, required
from trainer.schedule.forms.sessions import SeriesPart, SessionRow, SessionRows, row_of, session_plans, word
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules import tags
from trainer.schedule.rules.kinds import Eligibility, Format, OfferingKind, Season, When
from trainer.schedule.rules.plan import OfferingPlan

DATES = "dates"
AREAS = 8
"""How many areas of competency the program has (courses/program.toml)."""
PLAIN = (
    "title", "zone", "place", "platform", "join_url", "capacity", "capacity_virtual", "opens_on", "closes_on",
    "prerequisite", "about", "audience", "length", "note", "interpretation", "price", "region", "bring", "parking",
    "course_code", "approval_code", "approval", "per_session",
)  # fmt: skip
"""Parts that a plan and its form hold alike."""
TICKED = ("languages", "focus_areas", "roles", "ages", "equipment")
LINES = ("led_by", "trainer_ids")
TAGS = ("initiatives", "funders")


def short_tags(_form: Any, field: Any) -> None:
    """At most so many tags, each short."""
    found = tags.tags_in(field.data or "")
    if tags.too_many(found, tags.MOST_TAGS):
        raise ValidationError(_("At most %(most)s fit here.", most=tags.MOST_TAGS))
    if tags.too_long(found, tags.LONGEST_TAG):
        raise ValidationError(
            _(
                "Each of these may have up to %(most)s characters. Put a comma between them.",
                most=tags.LONGEST_TAG,
            )
        )


def short_lines(_form: Any, field: Any) -> None:
    """At most so many lines, each short."""
    found = tags.lines_in(field.data or "")
    if tags.too_many(found, tags.MOST_LINES) or tags.too_long(found, tags.LONGEST_LINE):
        raise ValidationError(
            _(
                "At most %(lines)s lines of %(most)s characters fit here.",
                lines=tags.MOST_LINES,
                most=tags.LONGEST_LINE,
            )
        )


class OfferingForm(SeriesPart):
    """Everything that a plan holds."""

    lock = HiddenField(default="")
    kind = SelectField(_l("Kind"))
    title = StringField(_l("Title"), [required(), Length(max=200), no_line_break])
    about = TextAreaField(_l("Description"), [Length(max=2_000)])
    when = RadioField(_l("How far is the date known?"))
    season = SelectField(_l("Season"), coerce=word, validate_choice=False)
    zone = SelectField(_l("Time zone"))
    sessions = SessionRows(FormField(SessionRow), max_entries=plans.MOST_SESSIONS + 1)
    format = RadioField(_l("Format"))
    place = StringField(_l("Place"), [Length(max=200), no_line_break])
    platform = StringField(_l("Platform"), [Length(max=100), no_line_break])
    join_url = URLField(_l("Link to join"), [Length(max=500), no_line_break])
    region = StringField(_l("Region"), [Length(max=100), no_line_break])
    parking = TextAreaField(_l("Parking and arrival"), [Length(max=1_000)])
    bring = TextAreaField(_l("What to bring"), [Length(max=1_000)])
    equipment = SelectMultipleField(_l("What is checked in the room"))
    audience = StringField(_l("Who it is for"), [Length(max=200), no_line_break])
    roles = SelectMultipleField(_l("Made for"))
    ages = SelectMultipleField(_l("Age groups it is about"))
    languages = SelectMultipleField(_l("Languages in which it is held"))
    interpretation = StringField(_l("Interpretation"), [Length(max=200), no_line_break])
    led_by = TextAreaField(_l("Led by"), [Length(max=2_500), short_lines])
    trainer_ids = TextAreaField(_l("Registry numbers of the trainers"), [Length(max=2_500), short_lines])
    eligibility = RadioField(_l("Who may register"), default=Eligibility.ANYONE.value)
    prerequisite = SelectField(_l("Needed first"), coerce=word, validate_choice=False)
    approval = BooleanField(_l("An administrator approves each registration"))
    per_session = BooleanField(_l("People may join a single session instead of all of them"))
    capacity = WholeNumberField(_l("Places"), [Optional()])
    capacity_virtual = WholeNumberField(_l("Virtual places"), [Optional()])
    opens_on = DateField(_l("Registration opens"), [Optional()])
    closes_on = DateField(_l("Registration closes"), [Optional()])
    price = StringField(_l("Price"), [Length(max=200), no_line_break])
    initiatives = StringField(_l("Initiatives"), [Length(max=800), no_line_break, short_tags])
    funders = StringField(_l("Funders"), [Length(max=800), no_line_break, short_tags])
    focus_areas = SelectMultipleField(_l("Focus areas"))
    hours = WholeNumberField(_l("Hours"), [Optional(), NumberRange(0, 500)])
    minutes = WholeNumberField(_l("and minutes"), [Optional(), NumberRange(0, 59)])
    length = StringField(_l("Length in words"), [Length(max=100), no_line_break])
    areas = FieldList(
        WholeNumberField(validators=[Optional(), NumberRange(0, 30_000)]),
        min_entries=AREAS,
        max_entries=AREAS,
    )
    course_code = StringField(_l("Course code"), [Length(max=64), no_line_break])
    approval_code = StringField(_l("Approval code of the registry"), [Length(max=64), no_line_break])
    note = TextAreaField(_l("Note for administrators"), [Length(max=2_000)])

    def plan(self, was: OfferingPlan) -> OfferingPlan:
        """What was typed, as a plan."""
        rows = self.sessions.entries if self.when.data == DATES else []
        known = {session.key for session in was.sessions}
        has_length = self.hours.data is not None or self.minutes.data is not None
        typed: dict[str, Any] = {name: self[name].data for name in PLAIN if self[name].data not in (None, "")}
        typed |= {name: tuple(dict.fromkeys(self[name].data or ())) for name in TICKED}
        typed |= {name: tags.lines_in(self[name].data or "") for name in LINES}
        typed |= {name: tags.tags_in(self[name].data or "") for name in TAGS}
        if self.format.data != Format.HYBRID:
            typed.pop("capacity_virtual", None)
        return OfferingPlan(
            **{
                **typed,
                "title": self.title.data,
                "kind": OfferingKind(self.kind.data),
                "format": Format(self.format.data),
                "when": When.TBD if self.when.data == DATES else When(self.when.data),
                "season": self._season(),
                "minutes": (self.hours.data or 0) * 60 + (self.minutes.data or 0) if has_length else None,
                "eligibility": Eligibility(self.eligibility.data),
                "competencies": self._competencies(was),
                "sessions": tuple(session_plans([row.form for row in rows if not row.form.is_empty], known)),
                "canceled": was.canceled,
                "canceled_why": was.canceled_why,
            }
        ).with_when()

    def _season(self) -> Season | None:
        chosen = self.when.data == When.SEASON and self.season.data in set(Season)
        return Season(self.season.data) if chosen else None

    def _competencies(self, was: OfferingPlan) -> dict[str, int]:
        """Minutes by area; areas of a registry that have no field here stay as they are."""
        ours = {str(number): field.data for number, field in enumerate(self.areas.entries, start=1)}
        kept = {area: minutes for area, minutes in was.competencies.items() if area not in ours}
        return kept | {area: minutes for area, minutes in ours.items() if minutes}

    def full_rows(self) -> list[Any]:
        """The session rows that count, in order: session 1 of a reason is the first of them."""
        return [row for row in self.sessions.entries if not row.form.is_empty]


def values_of(plan: OfferingPlan, lock: int) -> dict[str, Any]:
    """A plan as the form shows it."""
    dated = bool(plan.sessions) or plan.when not in (When.TBD, When.SEASON, When.ON_REQUEST)
    return {
        **{name: getattr(plan, name) for name in PLAIN},
        **{name: list(getattr(plan, name)) for name in TICKED},
        **{name: ", ".join(getattr(plan, name)) for name in TAGS},
        **{name: "\n".join(getattr(plan, name)) for name in LINES},
        "lock": str(lock),
        "kind": plan.kind.value,
        "format": plan.format.value,
        "eligibility": plan.eligibility.value,
        "when": DATES if dated else plan.when.value,
        "season": plan.season.value if plan.season else None,
        "hours": None if plan.minutes is None else plan.minutes // 60,
        "minutes": None if plan.minutes is None else plan.minutes % 60,
        "areas": [plan.competencies.get(str(number)) for number in range(1, AREAS + 1)],
        "sessions": [row_of(session) for session in plan.sessions],
    }
