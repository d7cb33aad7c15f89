"""How do dates travel into somebody's calendar? Plain events become a file that parses back to the same fields."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

CANCELED = "CANCELLED"
"""The state of an event that will not happen, spelled as the standard spells it."""

PRODUCT = "-//Facilitator training//Program calendar//EN"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")


def plain(text: str) -> str:
    """The text with line ends of one kind and without characters that no calendar can carry.

    A typed backslash and N would end the line: the library takes it for the format's own sign. It comes as \\n.
    """
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\\N", "\\n").strip()


def method(events: Iterable[Mapping[str, Any]]) -> str:
    """CANCEL when there are events and all are called off; REQUEST for an invitation to one's own; else PUBLISH."""
    known = list(events)
    if known and all(event.get("status") == CANCELED for event in known):
        return "CANCEL"
    return "REQUEST" if known and all(event.get("invited") for event in known) else "PUBLISH"


def file(
    events: list[dict[str, Any]], *, now: datetime, name: str = "", organizer: tuple[str, str] | None = None,
    subscribed: bool = False,
) -> bytes:  # fmt: skip
    """The calendar file of `events`.

    An event: uid, sequence, title, starts and ends (ISO moments in UTC, or ISO dates for a whole day), zone, and where
    they apply place, url, about, status (CONFIRMED or CANCELLED), and invited: name and e-mail of the one whom an
    invitation is for, without which no calendar takes a request. The uid names the event through all its changes; the
    sequence rises with each. `organizer`: name and e-mail. `subscribed`: it is fetched again and again, so it tells
    what is there, also when all of it is called off.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH" if subscribed else method(events))
    if name:
        calendar.add("x-wr-calname", plain(name))
    days = [
        day for event in events for day in (_day(event["starts"]), _day(event.get("ends") or event["starts"]))
    ]
    for event in events:
        calendar.add_component(_event(event, now, organizer))
    if days:
        # A client needs the rules that hold on these days, not those since 1970.
        calendar.add_missing_timezones(min(days) - timedelta(days=366), max(days) + timedelta(days=366))
    return bytes(calendar.to_ical())


def _event(event: Mapping[str, Any], now: datetime, organizer: tuple[str, str] | None) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", plain(str(event["uid"])))
    made.add("sequence", int(event.get("sequence") or 0))
    made.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    made.add("summary", plain(event["title"]))
    made.add("dtstart", _moment(event["starts"], event.get("zone")))
    if event.get("ends"):
        made.add("dtend", _moment(event["ends"], event.get("zone")))
    for field, value in (("location", event.get("place")), ("description", event.get("about"))):
        if value and plain(str(value)):
            made.add(field, plain(str(value)))
    if event.get("url"):
        made.add("url", re.sub(r"\s", "", str(event["url"])))
    made.add("status", event.get("status") or "CONFIRMED")
    made.add("transp", "TRANSPARENT" if event.get("status") == CANCELED else "OPAQUE")
    if organizer:
        address = icalendar.vCalAddress(f"mailto:{organizer[1]}")
        address.params["cn"] = re.sub(r'["\s]+', " ", plain(organizer[0]))
        made.add("organizer", address)
    if event.get("invited"):
        made.add("attendee", _attendee(*event["invited"]), encode=False)
    return made


def _attendee(name: str, email: str) -> icalendar.vCalAddress:
    """Whoever is invited, and need not answer: what was agreed here stands."""
    address = icalendar.vCalAddress(f"mailto:{email}")
    address.params["cn"] = re.sub(r'["\s]+', " ", plain(name))
    address.params["role"], address.params["partstat"] = "REQ-PARTICIPANT", "ACCEPTED"
    address.params["rsvp"] = "FALSE"
    return address


def _moment(text: str, zone: str | None) -> date | datetime:
    if len(text) == len("2021-05-24"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment in a calendar needs its time zone")
    local = moment.astimezone(ZoneInfo(zone or "UTC"))
    # Of a time that comes twice a calendar takes the first (RFC 5545, 3.3.5); the second can only be said in UTC.
    return moment.astimezone(UTC) if local.fold or not zone else local


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
