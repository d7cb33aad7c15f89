"""What may everybody see of the schedule? A year by month, its versions, one offering."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from trainer import permissions
from trainer.core import clock, i18n
from trainer.core.errors import NotFound
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.schedule import queries
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.queries import YearStamp
from trainer.schedule.rules import versions as version_rules
from trainer.schedule.rules.kinds import OfferingState, When
from trainer.schedule.rules.openness import open_points
from trainer.schedule.rules.standing import Standing
from trainer.schedule.views import filters, kept
from trainer.schedule.views.blueprint import bp, links_of, opens
from trainer.schedule.wording import dates


@dataclass
class Month:
    """The offerings that begin in one month."""

    starts: date
    offerings: list[Offering] = field(default_factory=list)


@dataclass
class YearPage:
    """A year as it is read: by month, then what has no date yet, then what is arranged on request."""

    months: list[Month]
    undated: list[Offering]
    on_request: list[Offering]

    @property
    def count(self) -> int:
        """How many offerings are shown."""
        return len(self.undated) + len(self.on_request) + sum(len(month.offerings) for month in self.months)


@bp.get("/schedule")
@guard.public
def current() -> Any:
    """The year we are in, or the one published last."""
    years = queries.published_years()
    today = clock.today()
    begun = [item for item in years if item.year.starts_on <= today]
    chosen = begun[0] if begun else years[-1] if years else None
    if chosen is None:
        return flask.render_template("schedule/none.html")
    return _year_answer(chosen, years)


@bp.get("/schedule/<year_slug>")
@guard.public
def year(year_slug: str) -> Any:
    """One published year."""
    years = queries.published_years()
    chosen = next((item for item in years if item.year.slug == year_slug), None)
    if chosen is None:
        raise NotFound
    return _year_answer(chosen, years)


def _year_answer(chosen: YearStamp, years: list[YearStamp]) -> Any:
    regions = queries.regions(chosen.year) if "region" in flask.request.args else []
    wanted = filters.wanted(chosen.year, regions)

    def draw() -> str:
        offerings = queries.published_offerings(chosen.year)
        return flask.render_template(
            "schedule/year.html", year=chosen.year, why=chosen.why, years=[item.year for item in years],
            page=by_month(offerings, wanted), wanted=wanted, filters=filters.choices(offerings),
            standing=lambda offering: queries.standing_of(offering, clock.today()),
            register_url=register_url, feed=_feed(chosen.year, wanted),
        )  # fmt: skip

    stamps = ",".join(item.stamp for item in years)
    return kept.answer(wanted.values(), stamps, draw)


def _feed(year: ProgramYear, wanted: filters.Wanted) -> dict[str, str]:
    """The addresses that a calendar subscribes to: this year as it is looked at, and everything that is offered."""
    chosen = wanted.address(month="", lang=i18n.locale_code())
    this = site_url("schedule.year_feed", year_slug=year.slug, **chosen)
    every = site_url("schedule.feed", **chosen)
    return {"this": this, "every": every, "webcal": "webcal:" + every.partition(":")[2]}


def site_url(endpoint: str, **values: Any) -> str:
    """The full address of a page, by the name that the site has for the world."""
    address: str = flask.current_app.extensions["trainer_settings"].address
    return address + flask.url_for(endpoint, **values)


def by_month(offerings: Any, wanted: filters.Wanted) -> YearPage:
    """The offerings that are looked for, as they are read."""
    months: OrderedDict[date, Month] = OrderedDict()
    page = YearPage([], [], [])
    for offering in offerings:
        if not wanted.fits(offering):
            continue
        if offering.when is When.ON_REQUEST:
            page.on_request.append(offering)
        elif offering.first_on is None:
            page.undated.append(offering)
        else:
            first = offering.first_on.replace(day=1)
            months.setdefault(first, Month(first)).offerings.append(offering)
    for month in months.values():  # fixed days first, then series, then what is known to the month
        month.offerings.sort(key=_rank)
    page.months = list(months.values())
    return page


def _rank(offering: Offering) -> tuple[int, date | None, str]:
    if dates.is_series(offering.sessions):
        return 1, offering.first_on, offering.title
    return (2 if offering.when is When.MONTH else 0), offering.first_on, offering.title


def register_url(offering: Offering) -> str | None:
    """Where to register, once that room is there."""
    return opens("registration.register", offering_ref=offering.ref)


@bp.get("/schedule/<year_slug>/versions")
@guard.public
def versions(year_slug: str) -> Any:
    """What changed when, and why."""
    found = queries.year_by_slug(year_slug)
    if found is None or found.version == 0:
        raise NotFound
    return flask.render_template("schedule/versions.html", year=found, versions=queries.versions(found))


@bp.get("/schedule/<year_slug>/versions/<int:number>")
@guard.public
def version(year_slug: str, number: int) -> Any:
    """One version of a year, as it stood."""
    found = queries.year_by_slug(year_slug)
    kept_version = queries.version(found, number) if found and number < 100_000 else None
    if found is None or kept_version is None:
        raise NotFound
    now = {one.ref: queries.plan_of(one) for one in queries.published_offerings(found)}
    stood = version_rules.as_of(number, queries.versions_until_now(found), now)
    stood.sort(key=lambda one: (one.plan.first_on is None, one.plan.first_on or date.min, one.plan.title))
    return flask.render_template(
        "schedule/version.html", year=found, version=kept_version, stood=stood, latest=number == found.version
    )


def refuse_draft(offering: Offering) -> None:
    """A draft is there only for its own people. Raises NotFound."""
    may_see = permissions.allowed(guard.actor(), Permission.OFFERING_SEE_DRAFT, offering.scopes())
    if offering.state is OfferingState.DRAFT and not may_see:
        raise NotFound


@bp.get("/offerings/<offering_ref>")
@guard.public(offering=queries.offering_by_ref)
def offering(offering: Offering) -> Any:
    """One offering. A draft is there only for its own people."""
    visitor = guard.actor()
    refuse_draft(offering)
    may_manage = permissions.allowed(visitor, Permission.SCHEDULE_MANAGE, offering.scopes())
    may_see_people = permissions.allowed(visitor, Permission.ROSTER_SEE, offering.scopes())
    return flask.render_template(
        "schedule/offering.html", offering=offering,
        standing=queries.standing_of(offering, clock.today(offering.zone)), register_url=register_url(offering),
        manage_url=opens("schedule.edit", offering_ref=offering.ref) if may_manage else None,
        people_url=opens("registration.roster", offering_ref=offering.ref) if may_see_people else None,
        links=links_of(offering),
        interest_url=_interest_url(offering),
        interested_url=opens("registration.interested", offering_ref=offering.ref) if may_manage else None,
        courses={"cop-101": _("CoP 101, or another introduction to CoPs")},
    )  # fmt: skip


def _interest_url(offering: Offering) -> str | None:
    """Where to ask for a word when it is fixed, as long as something is open."""
    today = clock.today(offering.zone)
    over = queries.standing_of(offering, today) in (Standing.COMPLETED, Standing.CANCELED, Standing.DRAFT)
    points = open_points(when=offering.when, format=offering.format, place=offering.place)
    return opens("registration.interest", offering_ref=offering.ref) if points and not over else None
