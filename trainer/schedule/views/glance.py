"""What happens in which month of a year? The year at a glance, for whoever plans it, and what of it is looked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from trainer.core import i18n
from trainer.schedule import queries
from trainer.schedule.queries import RevisionItem
from trainer.schedule.rules import years as year_rules
from trainer.schedule.rules.kinds import Format, OfferingState, When
from trainer.schedule.rules.standing import Standing
from trainer.schedule.views.filters import GROUPS, group_words
from trainer.schedule.wording import dates


@dataclass(frozen=True)
class Mark:
    """An offering in one month: its days there ('16–18'), or nothing while only the month is known."""

    item: RevisionItem
    days: str


@dataclass
class MonthBox:
    """One month and what happens in it."""

    starts: date
    marks: list[Mark] = field(default_factory=list)


@dataclass
class Glance:
    """The twelve months, then what has no month yet, then what is arranged on request."""

    months: list[MonthBox]
    undated: list[RevisionItem]
    on_request: list[RevisionItem]


def glance(items: Sequence[RevisionItem], starts_on: date) -> Glance:
    """Where each offering stands in its year. A cohort's sessions after June 30 stand with the following year."""
    boxes = {month: MonthBox(month) for month in year_rules.months_of(starts_on)}
    page = Glance(list(boxes.values()), [], [])
    for item in items:
        plan = item.plan
        if not any(session.on for session in plan.sessions):
            (page.on_request if plan.when is When.ON_REQUEST else page.undated).append(item)
            continue
        for month in dict.fromkeys(session.on.replace(day=1) for session in plan.sessions if session.on):
            if month in boxes:
                boxes[month].marks.append(Mark(item, _days(plan.sessions, month)))
    for box in page.months:
        box.marks.sort(key=lambda mark: (not mark.days, int(mark.days.split("–")[0].split(",")[0] or 0)))
    return page


def _days(sessions: Sequence[Any], month: date) -> str:
    """'16–18', '1, 8, 15', or nothing when no day is fixed."""
    days = sorted({s.on for s in sessions if s.on and s.when in dates.EXACT and s.on.replace(day=1) == month})
    if len(days) > 1 and days[-1] - days[0] == timedelta(days=len(days) - 1):
        return f"{days[0].day}–{days[-1].day}"
    return ", ".join(str(day.day) for day in days)


@dataclass(frozen=True)
class Wanted:
    """What of a year is looked for; empty means everything."""

    kind: str = ""
    format: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.format or self.state)

    def fits(self, item: RevisionItem, today: date) -> bool:
        """Whether an offering is shown."""
        return (
            (not self.kind or item.plan.kind in GROUPS.get(self.kind, ()))
            and (not self.format or item.plan.format.value == self.format)
            and (not self.state or self.state in states_of(item, today))
        )


def states_of(item: RevisionItem, today: date) -> set[str]:
    """Every state of an offering that can be looked for; it may be in several at once."""
    offering, found = item.offering, set()
    if queries.waits_to_be_published(offering):
        found.add("waiting")
    if item.plan.when in (When.MONTH, When.SEASON, When.TBD):
        found.add("undated")
    if offering.state is not OfferingState.DRAFT:
        found.add(queries.standing_of(offering, today).value)
    return found


def choices(wanted: Wanted) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """The three questions of the filter: name, label, what is chosen, and the answers."""
    groups = group_words()
    states = [("waiting", _("Not published as drafted")), ("undated", _("Date not fixed"))]
    shown = (Standing.OPEN, Standing.FULL, Standing.NOT_OPEN_YET, Standing.CLOSED, Standing.CANCELED,
             Standing.COMPLETED)  # fmt: skip
    return [
        ("kind", _("Kind"), wanted.kind, [(name, groups.get(name, name)) for name in GROUPS]),
        ("format", _("Format"), wanted.format, [(one.value, i18n.words(one)) for one in Format]),
        ("state", _("State"), wanted.state, [*states, *((one.value, i18n.words(one)) for one in shown)]),
    ]
