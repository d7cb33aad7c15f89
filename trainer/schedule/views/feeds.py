"""How do public dates get into a calendar? By an address that a calendar reads again and again."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import flask

from trainer.core import calendar, program
from trainer.core.errors import NotFound
from trainer.core.web import guard
from trainer.schedule import queries
from trainer.schedule.models import Offering, ProgramYear, Session
from trainer.schedule.rules.kinds import Format, OfferingState, SessionState, When
from trainer.schedule.views import filters, kept
from trainer.schedule.views.blueprint import bp
from trainer.schedule.views.public import refuse_draft, site_url
from trainer.schedule.wording import dates

SECONDS = 900
MOST_YEARS = 3


@bp.get("/schedule/calendar.ics")
@guard.public
def feed() -> flask.Response:
    """The dates of the years published last: per kind, format and region, as the address asks."""
    years = [stamp.year for stamp in queries.published_years()][:MOST_YEARS]
    regions = {name for year in years for name in queries.regions(year)} if _asks_region() else ()
    wanted = filters.wanted(None, regions)
    found = [one for year in years for one in queries.published_offerings(year) if wanted.fits(one)]
    return _answer(found, years, wanted)


@bp.get("/schedule/<year_slug>/calendar.ics")
@guard.public
def year_feed(year_slug: str) -> flask.Response:
    """The dates of one published year."""
    year = queries.year_by_slug(year_slug)
    if year is None or year.version == 0:
        raise NotFound
    wanted = filters.wanted(year, queries.regions(year) if _asks_region() else ())
    return _answer([one for one in queries.published_offerings(year) if wanted.fits(one)], [year], wanted)


@bp.get("/offerings/<offering_ref>/calendar.ics")
@guard.public(offering=queries.offering_by_ref)
def offering_file(offering: Offering) -> flask.Response:
    """The dates of one offering, to put into a calendar once."""
    refuse_draft(offering)
    body = calendar.file(_events([offering]), now=_told(offering.year), name=offering.title)
    return kept.file(
        body, "text/calendar", f"{offering.year.slug}-{offering.ref[:8].lower()}.ics", seconds=SECONDS
    )


def _asks_region() -> bool:
    return "region" in flask.request.args


def _told(year: ProgramYear) -> datetime:
    """When its dates were said last: so that the same dates are the same file, and need not be sent twice."""
    return year.published_at or datetime.combine(year.starts_on, time(), UTC)


def _answer(
    offerings: Iterable[Offering], years: list[ProgramYear], wanted: filters.Wanted
) -> flask.Response:
    name = " · ".join([program.name(), *(year.label for year in years if len(years) == 1), *wanted.words()])
    told = max((_told(year) for year in years), default=None)
    if told is None:
        raise NotFound
    body = calendar.file(_events(offerings), now=told, name=name, subscribed=True)
    return kept.file(body, "text/calendar", "schedule.ics", seconds=SECONDS)


def _events(offerings: Iterable[Offering]) -> list[dict[str, Any]]:
    """What has a day. A month or a season is no date in a calendar; the link to join is for registered people."""
    return [
        {
            "uid": f"{offering.ref}.{session.key}",
            "sequence": offering.sequence,
            "title": f"{offering.title}: {session.label}" if session.label else offering.title,
            **_times(session),
            "zone": offering.zone,
            "place": offering.platform if offering.format is Format.VIRTUAL else dates.place_words(offering),
            "about": offering.about,
            "url": site_url("schedule.offering", offering_ref=offering.ref),
            "status": calendar.CANCELED if _is_off(offering, session) else "CONFIRMED",
        }
        for offering in offerings
        for session in offering.sessions
        if session.on and session.when in (When.FIXED, When.DATE_ONLY)
    ]


def _times(session: Session) -> dict[str, str]:
    """Both moments; of a day whose times are not known, the whole day, which ends before the next."""
    if session.starts_at and session.ends_at:
        return {"starts": session.starts_at.isoformat(), "ends": session.ends_at.isoformat()}
    assert session.on is not None  # noqa: S101 - _events asks it
    return {"starts": session.on.isoformat(), "ends": (session.on + timedelta(days=1)).isoformat()}


def _is_off(offering: Offering, session: Session) -> bool:
    return offering.state is OfferingState.CANCELED or session.state is SessionState.CANCELED
