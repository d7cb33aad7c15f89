"""How does an administrator see a year at a glance, make one, and begin an offering?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.schedule import actions, forms, queries
from trainer.schedule.models import ProgramYear
from trainer.schedule.rules import years as year_rules
from trainer.schedule.rules.kinds import OfferingKind
from trainer.schedule.rules.plan import OfferingPlan
from trainer.schedule.views.blueprint import bp, opens
from trainer.schedule.views.cloning import earlier_years
from trainer.schedule.views.glance import Wanted, choices, glance


def kinds() -> list[tuple[str, str]]:
    """The kinds of offerings, for a select."""
    return [(kind.value, words(kind)) for kind in OfferingKind]


@bp.get("/manage/schedule")
@guard.needs(Permission.SCHEDULE_MANAGE)
def years() -> str:
    """All program years."""
    return _years(_year_form())


def _year_form() -> forms.YearForm:
    form = forms.YearForm()
    this = year_rules.starts_for(clock.today())
    there = {year.starts_on.year for year in queries.years()}
    form.starts.choices = [
        (start, year_rules.slug_of(start).replace("-", "–"))
        for start in range(this - 1, this + 4)
        if start not in there
    ]
    return form


def _years(form: forms.YearForm) -> str:
    return flask.render_template("schedule/years.html", years=queries.years(), form=form)


@bp.post("/manage/schedule")
@guard.needs(Permission.SCHEDULE_MANAGE)
def make_year() -> Any:
    """Begin a program year."""
    form = _year_form()
    if not form.validate_on_submit():
        return _years(form), 422
    made = actions.make_year(starts=form.starts.data, by=guard.actor(), now=clock.now())
    flask.flash(_("The year %(year)s is ready to be planned.", year=made.label), "done")
    return flask.redirect(flask.url_for("schedule.plan", year_ref=made.slug), 303)


@bp.get("/manage/schedule/<year_ref>")
@guard.needs(Permission.SCHEDULE_MANAGE, year=queries.year_by_slug)
def plan(year: ProgramYear) -> str:
    """The whole year at a glance, with what is drafted."""
    items = [queries.revision_item(offering) for offering in queries.year_offerings(year, drafts=True)]
    today, asked = clock.today(), flask.request.args
    wanted = Wanted(*(asked.get(name, "") for name in ("kind", "format", "state")))
    shown = [item for item in items if wanted.fits(item, today)]
    waiting = sum(queries.waits_to_be_published(item.offering) for item in items)
    return flask.render_template(
        "schedule/plan.html", year=year, items=shown, count=len(items), waiting=waiting, wanted=wanted,
        waits=queries.waits_to_be_published, page=glance(shown, year.starts_on), choices=choices(wanted),
        standing=lambda offering: queries.standing_of(offering, today), earlier=earlier_years(year),
        publish_url=opens("registration.publish", year_ref=year.slug),
    )  # fmt: skip


@bp.get("/manage/schedule/<year_ref>/new")
@guard.needs(Permission.SCHEDULE_MANAGE, year=queries.year_by_slug)
def new_offering(year: ProgramYear) -> str:
    """The first step of a new offering."""
    return _new(year, _new_form())


def _new_form() -> forms.NewOfferingForm:
    form = forms.NewOfferingForm()
    form.kind.choices = kinds()
    return form


def _new(year: ProgramYear, form: forms.NewOfferingForm) -> str:
    return flask.render_template("schedule/new.html", year=year, form=form)


@bp.post("/manage/schedule/<year_ref>/new")
@guard.needs(Permission.SCHEDULE_MANAGE, year=queries.year_by_slug)
def make_offering(year: ProgramYear) -> Any:
    """Draft an offering; its page asks for the rest."""
    form = _new_form()
    if not form.validate_on_submit():
        return _new(year, form), 422
    kind = OfferingKind(form.kind.data)
    offering = actions.draft_offering(
        year=year, by=guard.actor(), now=clock.now(), today=clock.today(),
        plan=OfferingPlan(
            kind=kind, title=form.title.data, zone=flask.current_app.config["PROGRAM_ZONE"],
            prerequisite="cop-101" if kind is OfferingKind.REFRESHER else None,
        ),
    )  # fmt: skip
    flask.flash(_("The draft is there. Nobody else sees it until you publish the schedule."), "done")
    return flask.redirect(flask.url_for("schedule.edit", offering_ref=offering.ref), 303)
