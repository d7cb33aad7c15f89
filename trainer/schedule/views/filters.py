"""What of a year does a visitor want to see? Kind, format, region and month; the same for every page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import i18n
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules import years as year_rules
from trainer.schedule.rules.kinds import Format, OfferingKind

GROUPS: dict[str, tuple[OfferingKind, ...]] = {
    "trainings": (OfferingKind.COP_101, OfferingKind.REFRESHER, OfferingKind.COHORT),
    "monthly": (OfferingKind.FACILITATOR_COP, OfferingKind.LEADERSHIP_COP),
    "showcases": (OfferingKind.SHOWCASE, OfferingKind.CONNECT),
    "days": (OfferingKind.PREP_DAY, OfferingKind.CHECK_IN),
    "web": (OfferingKind.WEB_SERIES,),
}


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty means everything. `month` is '2021-09'."""

    kind: str = ""
    format: str = ""
    region: str = ""
    month: str = ""

    def __bool__(self) -> bool:
        return any(self.values().values())

    def values(self) -> dict[str, str]:
        """As they stand in an address."""
        return {"kind": self.kind, "format": self.format, "region": self.region, "month": self.month}

    def address(self, **changes: str) -> dict[str, str | None]:
        """For url_for: what is chosen, with `changes`; what is empty stays out of the address."""
        return {name: value or None for name, value in {**self.values(), **changes}.items()}

    def fits(self, offering: Offering) -> bool:
        """Whether an offering is shown. A series belongs to each month in which it meets."""
        return (
            (not self.kind or offering.kind in GROUPS[self.kind])
            and (not self.format or offering.format.value == self.format)
            and (not self.region or offering.region == self.region)
            and (not self.month or any(s.on and f"{s.on:%Y-%m}" == self.month for s in offering.sessions))
        )

    def words(self) -> list[str]:
        """What is chosen, for people."""
        chosen = [group_words().get(self.kind, ""), i18n.words(Format(self.format)) if self.format else ""]
        month = i18n.day(date.fromisoformat(f"{self.month}-01"), "month") if self.month else ""
        return [text for text in (*chosen, self.region, month) if text]


def group_words() -> dict[str, str]:
    """What the groups of kinds are called."""
    return {
        "trainings": _("Trainings"), "monthly": _("Monthly CoPs"), "showcases": _("Showcases"),
        "days": _("Facilitator days"), "web": _("Open web series"),
    }  # fmt: skip


def wanted(year: ProgramYear | None = None, regions: Iterable[str] = ()) -> Wanted:
    """What this request asks for; what is none of the answers counts for nothing."""
    asked = {name: flask.request.args.get(name, "") for name in ("kind", "format", "region", "month")}
    months = {f"{month:%Y-%m}" for month in year_rules.months_of(year.starts_on)} if year else set()
    allowed: dict[str, Any] = {"kind": GROUPS, "format": set(Format), "region": set(regions), "month": months}
    return Wanted(**{name: value if value in allowed[name] else "" for name, value in asked.items()})


def choices(offerings: Iterable[Offering]) -> dict[str, list[tuple[str, str]]]:
    """Only answers that find something: of each question, value and words. `regions`: those of the whole year."""
    shown = list(offerings)
    kinds, formats = {one.kind for one in shown}, {one.format for one in shown}
    months = sorted({session.on.replace(day=1) for one in shown for session in one.sessions if session.on})
    words = group_words()
    return {
        "kind": [(name, words.get(name, name)) for name, members in GROUPS.items() if kinds & set(members)],
        "format": [(format.value, i18n.words(format)) for format in Format if format in formats],
        "region": [(name, name) for name in sorted({one.region for one in shown} - {""})],
        "month": [(f"{month:%Y-%m}", i18n.day(month, "month")) for month in months],
    }
