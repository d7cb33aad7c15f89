"""What may a browser send about the sessions of an offering, and about a series made in one step?"""

import re
import secrets
from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    HiddenField,
    SelectField,
    StringField,
    TimeField,
)
from wtforms.validators import Length, NumberRange, Optional

from trainer.core.forms import Form, Row, WholeNumberField, no_line_break
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules import series
from trainer.schedule.rules.kinds import Half, When
from trainer.schedule.rules.plan import SessionPlan
from trainer.schedule.rules.series import Duty, Rhythm


def word(value: Any) -> Any:
    """What was chosen, or None for the empty choice."""
    return None if value in (None, "", "None") else value


class SessionRow(Row):
    """One meeting: a date with or without times, or a month, or only a name. An empty row counts for nothing."""

    key = HiddenField(validators=[Length(max=32)])
    on = DateField(_l("Date"), [Optional()])
    month = SelectField(_l("or only the month"), [Optional()], coerce=word, validate_choice=False)
    half = SelectField(_l("Half-day"), [Optional()], coerce=word, validate_choice=False)
    starts = TimeField(_l("Starts"), [Optional()], format=["%H:%M", "%H:%M:%S"])
    ends = TimeField(_l("Ends"), [Optional()], format=["%H:%M", "%H:%M:%S"])
    fold = SelectField(_l("Which one?"), [Optional()], coerce=word, validate_choice=False)
    label = StringField(_l("Name of the session"), [Length(max=200), no_line_break])
    optional = BooleanField(_l("People may miss this session: it is optional"))
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


class SeriesPart(Form):
    """A series in one step: how often, from when, how many or until when, at what time, which of them mandatory."""

    series_rhythm = SelectField(_l("How often"), default=Rhythm.WEEKDAY.value, validate_choice=False)
    series_first = DateField(_l("First day"), [Optional()])
    series_count = WholeNumberField(
        _l("How many sessions"), [Optional(), NumberRange(1, plans.MOST_SESSIONS)]
    )
    series_until = DateField(_l("or until"), [Optional()])
    series_half = SelectField(_l("Half-day"), coerce=word, validate_choice=False)
    series_starts = TimeField(_l("Starts"), [Optional()], format=["%H:%M", "%H:%M:%S"])
    series_ends = TimeField(_l("Ends"), [Optional()], format=["%H:%M", "%H:%M:%S"])
    series_duty = SelectField(_l("Which ones are mandatory"), default=Duty.ALL.value, validate_choice=False)

    def series_fields(self) -> list[Any]:
        """Its fields, in order."""
        return [field for field in self if field.name.startswith("series_")]

    def series_days(self, *, most: int) -> tuple[list[date], series.SeriesReason | None]:
        """The days of the series, or why there is none."""
        asked = {
            "rhythm": self._rhythm(), "count": self.series_count.data, "until": self.series_until.data, "most": most,
        }  # fmt: skip
        why = series.why_no_series(self.series_first.data, **asked)
        return ([], why) if why else (series.days(self.series_first.data, **asked), None)

    def _rhythm(self) -> Rhythm:
        chosen = self.series_rhythm.data
        return Rhythm(chosen) if chosen in set(Rhythm) else Rhythm.WEEKDAY

    def series_rows(self, days: Sequence[date]) -> list[dict[str, Any]]:
        """A row for each day, as the page shows it. A half-day without times begins when half-days do."""
        half = self.series_half.data if self.series_half.data in set(Half) else None
        starts, ends = self.series_starts.data, self.series_ends.data
        if half and not (starts or ends):
            starts, ends = series.HALF_DAYS[Half(half)]
        duty = Duty(self.series_duty.data) if self.series_duty.data in set(Duty) else Duty.ALL
        known: dict[str, time | str | None] = {"starts": starts, "ends": ends, "half": half}
        by_month = self._rhythm() is Rhythm.MONTHS
        return [
            {
                **({"month": f"{day:%Y-%m}", "half": half} if by_month else {"on": day, **known}),
                "optional": not series.mandatory(number, duty),
            }
            for number, day in enumerate(days)
        ]


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
                mandatory=not row.optional.data, half=Half(row.half.data) if row.half.data in set(Half) else None,
            )
        )  # fmt: skip
    return found


def row_of(session: SessionPlan) -> dict[str, Any]:
    """A session as its row shows it."""
    return {
        "key": session.key,
        "on": session.on if session.when in (When.FIXED, When.DATE_ONLY) else None,
        "month": f"{session.on:%Y-%m}" if session.on and session.when is When.MONTH else None,
        "half": session.half.value if session.half else None,
        "starts": session.starts,
        "ends": session.ends,
        "fold": None if session.fold is None else str(session.fold),
        "label": session.label,
        "optional": not session.mandatory,
    }
