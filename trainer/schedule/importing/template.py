"""How is a year's schedule written down? The headings that a file may have, and rows that show how they are filled."""

from collections.abc import Sequence
from datetime import date

from trainer.schedule.importing import facts
from trainer.schedule.importing.rows import COLUMNS, EXAMPLE

FIRST = (
    "offering", "kind", "format", "date_text", "start_date", "end_date", "start_time", "end_time", "session_dates",
    "capacity", "capacity_virtual", "place", "platform", "join_link", "registration_opens", "registration_closes",
    "time_zone", "audience_or_prerequisite", "length_text", "length_hours", "about", "flag",
)  # fmt: skip
"""The headings in the order in which somebody plans; those of facts follow."""
NOT_ASKED = {"row", "days"}
"""What the sources of the first years had besides, and nobody needs to write."""


def header() -> list[str]:
    """The headings of the template."""
    return [*FIRST, *(names[0] for names in facts.COLUMNS)]


def missing() -> set[str]:
    """The columns an import reads that the template does not have: none (tested)."""
    return {names[0] for names in COLUMNS} - set(header()) - NOT_ASKED


def examples(starts: int) -> list[Sequence[object]]:
    """Rows of the year that begins in July of `starts`, each called an example: an import asks to delete them."""
    mark = EXAMPLE.capitalize()
    rows: list[dict[str, object]] = [
        {"offering": f"{mark} CoP 101, three days online", "kind": "cop_101", "format": "virtual",
         "start_date": date(starts, 9, 15), "end_date": date(starts, 9, 17), "start_time": "9:00",
         "end_time": "2:00 PM", "capacity": 24, "platform": "Zoom", "registration_closes": date(starts, 9, 8),
         "length_hours": 15, "languages": "English; Spanish", "led_by": "Rosa Ortiz, M.Ed."},
        {"offering": f"{mark} monthly series", "kind": "facilitator_cop", "format": "hybrid",
         "session_dates": f"{starts}-10-06; {starts}-11-03; {starts}-12-01; {starts + 1}-01", "start_time": "3:30 PM",
         "end_time": "5:30 PM", "capacity": 12, "capacity_virtual": 30, "place": "Harbor House, Oakland",
         "eligibility": "certified", "per_session": "yes"},
        {"offering": f"{mark} the month is known, the day is not", "kind": "refresher", "format": "in_person",
         "date_text": f"March {starts + 1}", "capacity": 20, "length_hours": 6},
        {"offering": f"{mark} on request", "kind": "in_agency", "format": "tbd", "date_text": "on request"},
    ]  # fmt: skip
    return [[row.get(name, "") for name in header()] for row in rows]
