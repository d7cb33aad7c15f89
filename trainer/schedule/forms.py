"""What may a browser send when a year is planned? Choices and months are handed in; rules judge the plan."""

import re
import secrets
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    URLField,
)
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from trainer.core.forms import Form, OnceForm, Row, WholeNumberField, no_line_break, required
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import Format, OfferingKind, Season, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan

DATES = "dates"
KEY = re.compile(r"[A-Za-z0-9_-]{1,32}")


def storable(_form: Any, field: Any) -> None:
    """No character that a database cannot hold."""
    if isinstance(field.data, str) and "\x00" in field.data:
        field.data = field.data.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        raise ValidationError(
            _("This text holds a character that cannot be stored. Delete it and type it again.")
        )


def _word(value: Any) -> Any:
    return None if value in (None, "", "None") else value


class YearForm(OnceForm):
    """A new program year."""

    starts = SelectField(_l("Program year"), coerce=int)


class NewOfferingForm(OnceForm):
    """The first step of a new offering; everything else is on its page."""

    kind = SelectField(_l("Kind"))
    title = StringField(_l("Title"), [required(), Length(max=200), no_line_break])


class SessionRow(Row):
    """One meeting: a date with or without times, or a month, or only a name. An empty row counts for nothing."""

    key = HiddenField(validators=[Length(max=32)])
    on = DateField(_l("Date"), [Optional()])
    month = SelectField(_l("or only the month"), [Optional()], coerce=_word, validate_choice=False)
    starts = TimeField(_l("Starts"), [Optional()], format=["%H:%M", "%H:%M:%S"])
    ends = TimeField(_l("Ends"), [Optional()], format=["%H:%M", "%H:%M:%S"])
    fold = SelectField(_l("Which one?"), [Optional()], coerce=_word, validate_choice=False)
    label = StringField(_l("Name of the session"), [Length(max=200), storable, no_line_break])
    remove = BooleanField(_l("Remove this session"))

    @property
    def is_empty(self) -> bool:
        """Whether nothing says that there is a session."""
        return self.remove.data or not (self.on.data or self.month.data or (self.label.data or "").strip())

    @property
    def on_day(self) -> date | None:
        """The day, or the first day of the month."""
        if self.on.data:
            chosen: date = self.on.data
            return chosen
        try:
            return date.fromisoformat(f"{self.month.data}-01") if self.month.data else None
        except ValueError:
            return None


class SessionRows(FieldList):
    """The session rows; names with a number that is none, or beyond any row, count for nothing."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        name = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})-")
        return (int(found[1]) for key in formdata if (found := name.match(key)))


class OfferingForm(Form):
    """Everything that a plan holds."""

    lock = HiddenField(default="")
    kind = SelectField(_l("Kind"))
    title = StringField(_l("Title"), [required(), Length(max=200), no_line_break])
    when = RadioField(_l("How far is the date known?"))
    season = SelectField(_l("Season"), coerce=_word, validate_choice=False)
    zone = SelectField(_l("Time zone"))
    sessions = SessionRows(FormField(SessionRow), max_entries=plans.MOST_SESSIONS + 1)
    series_first = SelectField(_l("First month"), coerce=_word, validate_choice=False)
    series_count = WholeNumberField(_l("How many months"), [Optional(), NumberRange(1, 12)])
    format = RadioField(_l("Format"))
    place = StringField(_l("Place"), [Length(max=200), no_line_break])
    platform = StringField(_l("Platform"), [Length(max=100), no_line_break])
    join_url = URLField(_l("Link to join"), [Length(max=500), no_line_break])
    capacity = WholeNumberField(_l("Places"), [Optional()])
    capacity_virtual = WholeNumberField(_l("Virtual places"), [Optional()])
    opens_on = DateField(_l("Registration opens"), [Optional()])
    closes_on = DateField(_l("Registration closes"), [Optional()])
    prerequisite = SelectField(_l("Needed first"), coerce=_word, validate_choice=False)
    about = TextAreaField(_l("Description"), [Length(max=2_000)])
    audience = StringField(_l("Who it is for"), [Length(max=200), no_line_break])
    hours = WholeNumberField(_l("Hours"), [Optional(), NumberRange(0, 500)])
    minutes = WholeNumberField(_l("and minutes"), [Optional(), NumberRange(0, 59)])
    length = StringField(_l("Length in words"), [Length(max=100), no_line_break])
    note = TextAreaField(_l("Note for administrators"), [Length(max=2_000)])

    def plan(self, was: OfferingPlan) -> OfferingPlan:
        """What was typed, as a plan."""
        rows = self.sessions.entries if self.when.data == DATES else []
        known = {session.key for session in was.sessions}
        has_length = self.hours.data is not None or self.minutes.data is not None
        return OfferingPlan(
            kind=OfferingKind(self.kind.data), title=self.title.data, format=Format(self.format.data),
            when=When.TBD if self.when.data == DATES else When(self.when.data),
            season=self._season(),
            about=self.about.data or "", place=self.place.data or "", platform=self.platform.data or "",
            join_url=self.join_url.data or "", audience=self.audience.data or "", note=self.note.data or "",
            length=self.length.data or "",
            minutes=(self.hours.data or 0) * 60 + (self.minutes.data or 0) if has_length else None,
            zone=self.zone.data, prerequisite=self.prerequisite.data, capacity=self.capacity.data,
            capacity_virtual=self.capacity_virtual.data if self.format.data == "hybrid" else None,
            opens_on=self.opens_on.data, closes_on=self.closes_on.data,
            sessions=tuple(session_plans([row.form for row in rows if not row.form.is_empty], known)),
            canceled=was.canceled, canceled_why=was.canceled_why,
        ).with_when()  # fmt: skip

    def _season(self) -> Season | None:
        chosen = self.when.data == When.SEASON and self.season.data in set(Season)
        return Season(self.season.data) if chosen else None

    def full_rows(self) -> list[Any]:
        """The session rows that count, in order: session 1 of a reason is the first of them."""
        return [row for row in self.sessions.entries if not row.form.is_empty]


def session_plans(rows: Sequence[SessionRow], known: set[str]) -> list[SessionPlan]:
    """The rows as sessions. A session keeps its key through all revisions; a new one gets one never used before."""
    found: list[SessionPlan] = []
    for row in rows:
        key = row.key.data or ""
        if key not in known or key in {session.key for session in found}:
            key = f"n{secrets.token_hex(6)}"
        when = When.TBD
        if row.on.data:
            when = When.FIXED if row.starts.data or row.ends.data else When.DATE_ONLY
        elif row.on_day:
            when = When.MONTH
        fixed = when is When.FIXED
        fold = int(row.fold.data) if fixed and row.fold.data in ("0", "1") else None
        found.append(
            SessionPlan(
                key=key, when=when, on=row.on_day, starts=row.starts.data if fixed else None,
                ends=row.ends.data if fixed else None, label=(row.label.data or "").strip(), fold=fold,
            )
        )  # fmt: skip
    return found


def values_of(plan: OfferingPlan, lock: int) -> dict[str, Any]:
    """A plan as the form shows it."""
    names = (
        "title", "zone", "place", "platform", "join_url", "capacity", "capacity_virtual", "opens_on", "closes_on",
        "prerequisite", "about", "audience", "length", "note",
    )  # fmt: skip
    dated = bool(plan.sessions) or plan.when not in (When.TBD, When.SEASON, When.ON_REQUEST)
    return {
        **{name: getattr(plan, name) for name in names},
        "lock": str(lock),
        "kind": plan.kind.value,
        "format": plan.format.value,
        "when": DATES if dated else plan.when.value,
        "season": plan.season.value if plan.season else None,
        "hours": None if plan.minutes is None else plan.minutes // 60,
        "minutes": None if plan.minutes is None else plan.minutes % 60,
        "sessions": [
            {
                "key": session.key,
                "on": session.on if session.when in (When.FIXED, When.DATE_ONLY) else None,
                "month": f"{session.on:%Y-%m}" if session.on and session.when is When.MONTH else None,
                "starts": session.starts,
                "ends": session.ends,
                "fold": None if session.fold is None else str(session.fold),
                "label": session.label,
            }
            for session in plan.sessions
        ],
    }


class TrainerForm(OnceForm):
    """Who leads an offering, by the address they sign in with."""

    email = EmailField(
        _l("E-mail that the trainer signs in with"), [required(), Length(max=254), no_line_break]
    )


class CancelForm(Form):
    """Why an offering is canceled: everybody registered reads it."""

    lock = HiddenField(default="")
    why = TextAreaField(_l("Why it is canceled"), [required(), Length(max=500)])


class DiscardForm(Form):
    """Forget a draft."""

    lock = HiddenField(default="")
