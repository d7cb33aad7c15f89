"""What will a publication change, and who will be told? Looked at first, then done exactly so."""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from trainer.core import clock, i18n
from trainer.core.errors import Refused
from trainer.core.forms import OnceForm, as_lock
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.registration import actions
from trainer.registration.actions import revision
from trainer.registration.views import telling
from trainer.registration.views.blueprint import bp
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import ProgramYear
from trainer.schedule.views.blueprint import told_beside


class PublishForm(OnceForm):
    """Why, and the state of the year that was looked at."""

    version = HiddenField(default="")
    seen = HiddenField(default="")
    why = TextAreaField(_l("What changed and why"), [Length(max=1_000)])


@bp.get("/manage/schedule/<year_ref>/publish")
@guard.needs(Permission.SCHEDULE_PUBLISH, year=schedule_queries.year_by_slug)
def publish(year: ProgramYear) -> Any:
    """What would change, item by item, and who would be told."""
    return _page(year, PublishForm(formdata=None))


@bp.post("/manage/schedule/<year_ref>/publish")
@guard.needs(Permission.SCHEDULE_PUBLISH, year=schedule_queries.year_by_slug)
def do_publish(year: ProgramYear) -> Any:
    """Publish what was looked at."""
    form = PublishForm()
    if not form.validate_on_submit():
        return _page(year, form), 422
    version = as_lock(form.version.data)
    count = len(revision.preview(year, now=clock.now()).people)
    try:
        made = actions.publish(
            year=year,
            version=version,
            seen=form.seen.data,
            why=form.why.data or "",
            by=guard.actor(),
            now=clock.now(),
        )
    except Refused as refused:
        return _page(year, form, [i18n.sentence(reason) for reason in refused.reasons]), 409
    told = ngettext("%(num)s person is being told.", "%(num)s people are being told.", count) if count else ""
    flask.flash(
        _("Version %(number)s is published.", number=made.number) + (f" {told}" if told else ""), "done"
    )
    return flask.redirect(flask.url_for("schedule.plan", year_ref=year.slug), 303)


def _page(year: ProgramYear, form: PublishForm, more: list[str] | None = None) -> str:
    seen = revision.preview(year, now=clock.now())
    form.version.data, form.seen.data = str(year.version), seen.seen
    return flask.render_template(
        "registration/publish.html",
        year=year,
        form=form,
        preview=seen,
        more=more,
        letters=telling.letters_of(seen),
        beside=told_beside(seen.items),
    )
