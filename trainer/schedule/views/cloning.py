"""How does an administrator copy an earlier year? Every date first, then drafts; nothing is made twice."""

from collections.abc import Sequence
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import HiddenField

from trainer.core import clock, i18n
from trainer.core.errors import Reason, Refused
from trainer.core.forms import OnceForm
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.schedule import actions, queries
from trainer.schedule.actions.cloning import ClonePreview
from trainer.schedule.models import ProgramYear
from trainer.schedule.rules.cloning import CloneState
from trainer.schedule.views.blueprint import bp


class CloneForm(OnceForm):
    """The state of both years that was looked at; which offerings, the page's boxes say."""

    seen = HiddenField(default="")


def earlier_years(year: ProgramYear) -> Sequence[ProgramYear]:
    """The years before this one, the latest first."""
    return [other for other in queries.years() if other.starts_on < year.starts_on]


@bp.get("/manage/schedule/<year_ref>/clone")
@guard.needs(Permission.SCHEDULE_MANAGE, year=queries.year_by_slug)
def clone(year: ProgramYear) -> str:
    """What a copy of an earlier year would make: every date, before anything is made."""
    return _page(year, CloneForm(formdata=None))


@bp.post("/manage/schedule/<year_ref>/clone")
@guard.needs(Permission.SCHEDULE_MANAGE, year=queries.year_by_slug)
def do_clone(year: ProgramYear) -> Any:
    """Make the drafts that were looked at."""
    form, earlier = CloneForm(), _chosen(year)
    if not form.validate_on_submit() or earlier is None:
        return _page(year, form), 422
    try:
        made = actions.clone_year(
            year=year, earlier=earlier, refs=set(flask.request.form.getlist("ref")), seen=form.seen.data or "",
            by=guard.actor(), now=clock.now(), today=clock.today(),
        )  # fmt: skip
    except Refused as refused:
        return _page(year, form, [i18n.sentence(reason) for reason in refused.reasons]), 409
    said = ngettext("%(num)s draft was made.", "%(num)s drafts were made.", len(made))
    flask.flash(f"{said} {_('Nobody else sees them until you publish the schedule.')}", "done")
    return flask.redirect(flask.url_for("schedule.plan", year_ref=year.slug), 303)


def _chosen(year: ProgramYear) -> ProgramYear | None:
    """The earlier year that the address names, else the latest one before this."""
    found = earlier_years(year)
    named = flask.request.args.get("from", "")
    return next((other for other in found if other.slug == named), found[0] if found else None)


def _page(year: ProgramYear, form: CloneForm, more: list[str] | None = None) -> str:
    earlier = _chosen(year)
    preview = (
        actions.preview_clone(year=year, earlier=earlier, today=clock.today())
        if earlier
        else ClonePreview([], "")
    )
    form.seen.data = preview.seen
    sent = flask.request.method == "POST"
    ticked = set(flask.request.form.getlist("ref"))
    return flask.render_template(
        "schedule/clone.html", year=year, form=form, more=more, earlier=earlier, years=earlier_years(year),
        preview=preview, counts={state.value: preview.count(state) for state in CloneState}, say=_problem,
        ticks={row.offering.ref for row in preview.rows
               if (row.offering.ref in ticked if sent else row.chosen_at_first)},
    )  # fmt: skip


def _problem(problem: tuple[Any, dict[str, Any]]) -> str:
    from_rules, facts = problem
    return i18n.sentence(Reason(from_rules, facts))
