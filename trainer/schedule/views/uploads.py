"""How does an administrator bring a whole year in from a file? The template, the file, and then the page of its job."""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from trainer.core import clock, i18n, tables
from trainer.core.web import guard, long_work
from trainer.core.web.long_work import UploadForm
from trainer.core.workbooks import MIMETYPE, write_xlsx
from trainer.permissions import Permission
from trainer.schedule import queries
from trainer.schedule.importing import template
from trainer.schedule.importing.rows import MOST_ROWS
from trainer.schedule.models import ProgramYear
from trainer.schedule.views.blueprint import bp

long_work.say(
    "schedule.year",
    before=_l(
        "Nothing has been saved yet. Every row becomes a draft of this year; nobody else sees it, and nobody is told,"
        " until you publish the schedule."
    ),
    after=_l("See the plan"),
)


class YearUploadForm(UploadForm):
    """A year's schedule as a table."""

    history = BooleanField(
        _l("Allow dates that have passed"), description=_l("To write down a year that has begun or is over.")
    )


@bp.route("/manage/schedule/<year_ref>/upload", methods=["GET", "POST"])
@long_work.slowly
@guard.needs(Permission.SCHEDULE_MANAGE, year=queries.year_by_slug)
def upload(year: ProgramYear) -> Any:
    """Choose the file of a year; the worker checks it."""
    form = YearUploadForm()
    form.file.description = _("With the headings of the template. Columns you do not need may be left out.")
    if year.starts_on > clock.today():
        del form.history
    here, plan = (flask.url_for(f"schedule.{name}", year_ref=year.slug) for name in ("upload", "plan"))
    if form.validate_on_submit():
        params = {
            "year": year.slug, "history": "history" in form and bool(form.history.data), "again": here, "back": plan,
            "after": plan, "title": _("Schedule %(year)s", year=year.label), "kicker": _("Plan the year"),
        }  # fmt: skip
        job = long_work.took(form, kind="schedule.year", params=params)
        if job is not None:
            return long_work.page_of(job)
    templates = [
        (_("Template for Excel"), flask.url_for("schedule.template_xlsx", year_ref=year.slug)),
        (_("Template as CSV"), flask.url_for("schedule.template_csv", year_ref=year.slug)),
    ]
    return long_work.upload_page(
        form,
        title=_("Schedule %(year)s", year=year.label),
        kicker=_("Plan the year"),
        back=plan,
        lead=_lead(),
        templates=templates,
    )


def _lead() -> str:
    return _(
        "A whole year at once, up to %(most)s rows. The file is checked first; you see what is wrong with which row,"
        " and then draft all of it or nothing.",
        most=i18n.whole(MOST_ROWS),
    )


@bp.get("/manage/schedule/<year_ref>/template.xlsx")
@guard.needs(Permission.SCHEDULE_MANAGE, year=queries.year_by_slug)
def template_xlsx(year: ProgramYear) -> flask.Response:
    """The headings of a year's file as a workbook, with rows that show how they are filled, to be deleted."""
    header, rows = template.header(), template.examples(year.starts_on.year)
    return _file(year, write_xlsx(year.label, header, rows), MIMETYPE, "xlsx")


@bp.get("/manage/schedule/<year_ref>/template.csv")
@guard.needs(Permission.SCHEDULE_MANAGE, year=queries.year_by_slug)
def template_csv(year: ProgramYear) -> flask.Response:
    """The same as CSV."""
    header, rows = template.header(), template.examples(year.starts_on.year)
    return _file(year, tables.write_csv(header, rows), "text/csv", "csv")


def _file(year: ProgramYear, body: bytes, kind: str, ending: str) -> flask.Response:
    answer = flask.Response(body, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="schedule-{year.slug}.{ending}"'
    return answer
