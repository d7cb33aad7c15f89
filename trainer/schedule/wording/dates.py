"""How is a date said that is fixed, known to the month, a series, TBD or on request? In the reader's language."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from trainer.core import i18n
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import Season, When

EXACT = (When.FIXED, When.DATE_ONLY)


class SessionLike(Protocol):
    """A session of an offering or of a plan."""

    @property
    def when(self) -> When: ...
    @property
    def on(self) -> date | None: ...
    @property
    def starts(self) -> time | None: ...
    @property
    def ends(self) -> time | None: ...
    @property
    def fold(self) -> int | None: ...


class Dated(Protocol):
    """An offering or a plan."""

    @property
    def when(self) -> When: ...
    @property
    def season(self) -> Season | None: ...
    @property
    def zone(self) -> str: ...
    @property
    def sessions(self) -> Sequence[Any]: ...


@dataclass(frozen=True)
class BigDay:
    """The way into an offering: '16–18' over 'Wed to Fri', or a word such as 'Monthly'."""

    main: str
    below: str
    is_words: bool


def interval(first: date, last: date, skeleton: str) -> str:
    """'Sep 16–18, 2020'."""
    text = format_interval(first, last, skeleton, locale=i18n.written_locale())
    return re.sub(r"[\s\u2009]*–[\s\u2009]*", "–" if first.month == last.month else " – ", text)


def is_series(sessions: Sequence[SessionLike]) -> bool:
    """Whether the sessions are a monthly series: three or more, each in a month of its own."""
    months = [(s.on.year, s.on.month) for s in sessions if s.on]
    return len(months) == len(sessions) >= 3 and len(set(months)) == len(months)


def _follow_each_other(days: Sequence[date]) -> bool:
    return all(later - earlier == timedelta(days=1) for earlier, later in itertools.pairwise(days))


def offering_when(thing: Dated) -> str:
    """'Sep 16–18, 2020', 'November 2020, date TBD', 'August 2020 to May 2021, monthly', 'Date TBD', 'On request'."""
    sessions = list(thing.sessions)
    if not sessions:
        if thing.when is When.SEASON and thing.season:
            return _("%(season)s, date TBD", season=i18n.words(thing.season))
        return i18n.words(thing.when)
    known = sorted(session.on for session in sessions if session.on)
    if not known:
        return i18n.words(When.TBD)
    first, last = known[0], known[-1]
    if is_series(sessions):
        return _(
            "%(first)s to %(last)s, monthly", first=i18n.day(first, "month"), last=i18n.day(last, "month")
        )
    if all(session.when in EXACT for session in sessions):
        return _days(known)
    if (first.year, first.month) == (last.year, last.month):
        return _("%(month)s, date TBD", month=i18n.day(first, "month"))
    return _("%(first)s to %(last)s", first=i18n.day(first, "month"), last=i18n.day(last, "month"))


def _days(known: Sequence[date]) -> str:
    days = sorted(set(known))
    if len(days) == 1:
        return i18n.day(days[0])
    if _follow_each_other(days):
        return interval(days[0], days[-1], "yMMMd")
    span = interval(days[0], days[-1], "yMMMd")
    return ngettext("%(span)s, %(num)s day", "%(span)s, %(num)s days", len(days), span=span)


def session_when(session: SessionLike, zone: str, style: str = "full") -> str:
    """'Wed, Sep 16, 2020, 9:00 AM–3:00 PM PDT', or how far it is known; style 'short' leaves the year out."""
    if session.on is None:
        return i18n.words(When.TBD)
    if session.when is When.MONTH:
        return _("%(month)s, date TBD", month=i18n.day(session.on, "month"))
    times = session_times(session, zone) or _("times TBD")
    return f"{i18n.day(session.on, style)}, {times}"


def session_times(session: SessionLike, zone: str) -> str:
    """'9:00 AM–3:00 PM PDT', or nothing while the times are not known."""
    if session.on is None or session.starts is None or session.ends is None:
        return ""
    moment = plans.instant(session.on, session.starts, zone, session.fold)
    span = f"{i18n.clock_time(session.starts)}–{i18n.clock_time(session.ends)}"
    return f"{span} {i18n.zone_short(moment, zone)}"


def session_here(session: Any, zone: str) -> str:
    """The same session in the reader's own zone, when that shows another time; else nothing."""
    own = i18n.zone_name()
    starts: datetime | None = session.starts_at
    ends: datetime | None = session.ends_at
    if own == zone or starts is None or ends is None or _offset(starts, own) == _offset(starts, zone):
        return ""
    return f"{i18n.moment(starts, own)} – {i18n.moment(ends, own)}"


def _offset(moment: datetime, zone: str) -> timedelta | None:
    return moment.astimezone(ZoneInfo(zone)).utcoffset()


def common_times(thing: Dated) -> str:
    """The times that all its fixed sessions share: for one line; else nothing."""
    fixed = [session for session in thing.sessions if session.when is When.FIXED]
    if not fixed or len({(session.starts, session.ends) for session in fixed}) > 1:
        return ""
    span = session_times(fixed[0], thing.zone)
    zones = {session_times(session, thing.zone)[len(span) - 4 :] for session in fixed}
    return span if len(zones) == 1 else f"{i18n.clock_time(fixed[0].starts)}–{i18n.clock_time(fixed[0].ends)}"


def big_day(thing: Dated) -> BigDay:
    """What stands large beside an offering in the list of a year."""
    sessions = list(thing.sessions)
    if is_series(sessions):
        known = sorted(session.on for session in sessions)
        locale = i18n.written_locale()
        first, last = (format_date(day, "LLLL", locale=locale) for day in (known[0], known[-1]))
        return BigDay(_("Monthly"), _("%(first)s to %(last)s", first=first, last=last), True)
    days = sorted({session.on for session in sessions if session.when in EXACT and session.on})
    if not days or len(days) < len({session.on for session in sessions}):
        if not sessions and thing.when is When.ON_REQUEST:
            return BigDay(i18n.words(When.ON_REQUEST), "", True)
        season = i18n.words(thing.season) if not sessions and thing.season else ""
        return BigDay(_("Date TBD"), season, True)
    if len(days) == 1:
        return BigDay(str(days[0].day), i18n.weekday(days[0]), False)
    below = _("%(first)s to %(last)s", first=_short(days[0], "E"), last=_short(days[-1], "E"))
    if _follow_each_other(days) and days[0].month == days[-1].month:
        return BigDay(f"{days[0].day}–{days[-1].day}", below, False)
    count = ngettext("%(num)s day", "%(num)s days", len(days))
    return BigDay(_("From %(day)s", day=_short(days[0], "MMMd")), count, True)


def days_so_far(thing: Dated) -> str:
    """Of a series, the days that are fixed: 'Aug 26, Sep 23'; nothing when none or no series."""
    sessions = list(thing.sessions)
    if not is_series(sessions):
        return ""
    return ", ".join(
        _short(session.on, "MMMd") for session in sessions if session.when in EXACT and session.on is not None
    )


def _short(day: date, skeleton: str) -> str:
    """'Aug 26' or 'Wed'."""
    return str(format_skeleton(skeleton, day, locale=i18n.written_locale()))


def place_words(offering: Any) -> str:
    """Where it is: the place, the platform, or TBD; nothing for what is virtual and names no platform."""
    if offering.place:
        return str(offering.place)
    if offering.platform:
        return str(offering.platform)
    return "" if offering.format.value == "virtual" else _("Place TBD")


UNNAMED = {"ase": _l("American Sign Language")}
"""Languages that some of our languages have no name for."""


def language_words(codes: Sequence[str]) -> str:
    """'English, Spanish': languages by their names in the reader's own."""
    own = i18n.written_locale()
    names = (str(own.languages.get(code) or UNNAMED.get(code, code)) for code in codes)
    return ", ".join(name[:1].upper() + name[1:] for name in names)


def length_words(minutes: int | None, length: str = "") -> str:
    """'15 hours', '3 hours 30 minutes', or the length in the words of whoever planned it."""
    if minutes is None:
        return length
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(num)s hour", "%(num)s hours", hours)] if hours else []
    if rest:
        parts.append(ngettext("%(num)s minute", "%(num)s minutes", rest))
    return " ".join(parts)
