"""How is a change said? The old and the new value of a part, in words, from the JSON that versions and mail keep."""

from datetime import date
from typing import Any

from flask_babel import gettext as _

from trainer.core import i18n
from trainer.organizations.wording import age_words
from trainer.schedule.rules import changes
from trainer.schedule.rules.changes import ItemKind, Part
from trainer.schedule.rules.kinds import Eligibility, Format, OfferingKind
from trainer.schedule.rules.plan import SessionPlan
from trainer.schedule.wording import advice, dates

MOST_LINES = 12


def item_words(kind: str) -> str:
    """'New', 'Changed' or 'Canceled'."""
    return i18n.words(ItemKind(kind))


def part_words(part: str) -> str:
    """'Date', 'Place', …"""
    return i18n.words(Part(part))


def value_lines(value: Any, part: str) -> list[str]:
    """The words of one side of a change, a line per session for dates; 'TBD', 'No limit', 'none' for what is empty."""
    kind = Part(part)
    if kind in (Part.DATE, Part.TIME, Part.LABELS, Part.MANDATORY, Part.HALF):
        return _dates(value, kind)
    if value is None and kind is Part.CAPACITY:
        return [_("No limit")]
    if value is None and kind is Part.PLACE:
        return [_("Online")]
    if isinstance(value, bool):
        return [_("Yes") if value else _("No")]
    if value in (None, "", [], {}):
        return [_("TBD") if kind in (Part.PLACE, Part.PLATFORM) else _("none")]
    if kind is Part.FORMAT:
        return [i18n.words(Format(value))]
    if kind is Part.KIND:
        return [i18n.words(OfferingKind(value))]
    if kind is Part.MINUTES:
        return [dates.length_words(value)]
    if kind in (Part.OPENS, Part.CLOSES):
        return [i18n.day(date.fromisoformat(value))]
    if kind is Part.ELIGIBILITY:
        return [i18n.words(Eligibility(value))]
    if kind is Part.LANGUAGES:
        return [dates.language_words(value)]
    if kind is Part.AGES:
        return [age_words(value)]
    if kind is Part.COMPETENCIES:
        return [
            _("%(area)s: %(length)s", area=advice.area_words(area), length=dates.length_words(minutes))
            for area, minutes in value.items()
        ]
    return [advice.tag_words(item) for item in value] if isinstance(value, list) else [str(value)]


def _dates(value: dict[str, Any], part: Part) -> list[str]:
    plan = changes.dates_from(value)
    if part in (Part.MANDATORY, Part.HALF):
        return [_of_session(session, plan.zone, part) for session in plan.sessions[:MOST_LINES]]
    exact = [session for session in plan.sessions if session.when in dates.EXACT]
    if not exact or len(plan.sessions) > MOST_LINES:
        return [dates.offering_when(plan)]
    lines = []
    for session in plan.sessions:
        label = f"{session.label}: " if session.label else ""
        lines.append(label + dates.session_when(session, plan.zone, "short"))
    return lines


def _of_session(session: SessionPlan, zone: str, part: Part) -> str:
    """'Sep 16, 9:00 AM–12:00 PM PDT: Optional'."""
    if part is Part.MANDATORY:
        said = _("Mandatory") if session.mandatory else _("Optional")
    else:
        said = i18n.words(session.half) if session.half else _("none")
    name = session.label or dates.session_when(session, zone, "short")
    return f"{name}: {said}"
