"""How does a calendar read a file of ours that knows no time zone but those in the file?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
from dateutil.rrule import rrulestr

FAR = 2030
"""No rule is followed beyond this year."""


def in_calendar(file: bytes) -> dict[str, tuple[datetime, datetime]]:
    """Beginning and end of each event as a calendar reads them that knows no zone but those in the file."""
    whole = icalendar.Calendar.from_ical(file)
    rules = {str(part["TZID"]): onsets(part) for part in whole.walk("VTIMEZONE")}
    return {
        str(event["UID"]): (moment(event["DTSTART"], rules), moment(event["DTEND"], rules))
        for event in whole.walk("VEVENT")
    }


def onsets(zone: Any) -> list[tuple[datetime, timedelta, timedelta]]:
    """When which offset begins, in the wall time before it, as the rules in the file say."""
    found = []
    for part in zone.subcomponents:
        old, new = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        first = part["DTSTART"].dt.replace(tzinfo=None)
        times = {first}
        if "RRULE" in part:
            rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=first, ignoretz=True)
            times |= set(rule.between(first, first.replace(year=FAR)))
        listed = part.get("RDATE", [])
        for dates in listed if isinstance(listed, list) else [listed]:
            times |= {item.dt.replace(tzinfo=None) for item in dates.dts}
        found += [(at, old, new) for at in times]
    return sorted(found)


def moment(value: Any, rules: dict[str, list[tuple[datetime, timedelta, timedelta]]]) -> datetime:
    """The moment of a field. A time that comes twice is the first one (RFC 5545, 3.3.5)."""
    name = value.params.get("TZID")
    if name is None:
        return value.dt.astimezone(UTC)
    wall = value.dt.replace(tzinfo=None)
    begun = [rule for rule in rules[str(name)] if rule[0] <= wall]
    ahead = begun[-1][2] if begun else rules[str(name)][0][1]
    return (wall - ahead).replace(tzinfo=UTC)
