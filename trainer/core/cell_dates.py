"""Which number of a workbook is a day, a month or a time? Its style says so; it is written down so that it can be read.

A spreadsheet keeps '9/15/2021', '2021-09-15' and 'November 2021' as numbers of days, and only the style of the cell
tells them from a number of places.
"""

import enum
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
EPOCH, EPOCH_1904 = datetime(1899, 12, 30, tzinfo=UTC), datetime(1904, 1, 1, tzinfo=UTC)
LAST = 2_958_465
"""The number of December 31, 9999, the last day that spreadsheets know."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Shows(enum.Enum):
    """What a style shows of a number of days."""

    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    TIME = "time"
    MOMENT = "moment"


BUILT_IN = {
    **dict.fromkeys((14, 15, 16, *range(27, 32), 36, *range(50, 55), 57, 58), Shows.DAY), 17: Shows.MONTH,
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 46, 47, 55, 56), Shows.TIME), 22: Shows.MOMENT,
}  # fmt: skip
"""Styles that every program knows by their number."""


def shown_by(code: str) -> Shows:
    """What a format such as 'mmm\\-yy' or 'h:mm AM/PM' shows; texts in it and colors are nothing to go by."""
    letters = re.sub(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', "", code.split(";")[0].lower())
    days, years, times = "d" in letters, "y" in letters, bool(re.search("[hs]", letters))
    if "general" in letters or not (days or years or times):
        return Shows.NUMBER
    if days or (years and "m" not in letters):
        return Shows.MOMENT if times else Shows.DAY
    return Shows.TIME if times and not years else Shows.MONTH


def styles(sheet: Iterable[ElementTree.Element]) -> list[Shows]:
    """What each style of a workbook shows, by its number. `sheet`: what stands in its part of styles."""
    codes: dict[int, Shows] = {}
    found: list[Shows] = []
    for element in sheet:
        if element.tag == f"{_MAIN}numFmts":
            codes |= {int(one.get("numFmtId", "")): shown_by(one.get("formatCode", "")) for one in element}
        elif element.tag == f"{_MAIN}cellXfs":
            ids = [int(one.get("numFmtId") or 0) for one in element]
            found = [codes.get(id) or BUILT_IN.get(id, Shows.NUMBER) for id in ids]
    return found


def written(number: str, style: str | None, shows: Sequence[Shows], *, since_1904: bool = False) -> str:
    """A cell's number as its style shows it: 2021-09-15, November 2021, 09:00; or the number as it is."""
    what = shows[int(style)] if style and int(style) < len(shows) else Shows.NUMBER
    try:
        days = float(number)
    except ValueError:
        return number
    if what is Shows.NUMBER or not 0 <= days <= LAST:
        return number
    moment = (EPOCH_1904 if since_1904 else EPOCH) + timedelta(minutes=round(days * 24 * 60))
    if what is Shows.TIME or days < 1:
        return f"{moment:%H:%M}"
    if what is Shows.MONTH:
        return f"{MONTHS[moment.month - 1]} {moment.year}"
    midnight = (moment.hour, moment.minute) == (0, 0)
    return f"{moment:%Y-%m-%d}" if what is Shows.DAY or midnight else f"{moment:%Y-%m-%d %H:%M}"
