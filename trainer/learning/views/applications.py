"""Who has applied to a cohort, what did they write, and what do we answer?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.web import guard
from trainer.core.web.paging import page_of
from trainer.core.web.refusals import undone
from trainer.curriculum import queries as curriculum_queries
from trainer.learning import actions, forms, queries, rules
from trainer.learning.models import Application, Cohort
from trainer.learning.rules import ANSWERS, ENTRY_COURSE, ApplicationMove
from trainer.learning.views.blueprint import bp
from trainer.organizations.rules import Setting
from trainer.permissions import Permission
from trainer.schedule.wording.dates import language_words


@bp.route("/cohorts/<cohort_ref>/applications", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_MANAGE, cohort=queries.cohort_by_ref)
def applications(cohort: Cohort) -> Any:
    """The applications to a cohort, the first that came leading; and until when it takes them."""
    form: Any = forms.ApplyUntilForm(data={"until": cohort.apply_until})
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.take_applications(cohort=cohort, until=form.until.data, by=guard.actor(), now=clock.now())
            flask.flash(_("The day is saved."), "done")
            return flask.redirect(flask.url_for("learning.applications", cohort_ref=cohort.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = page_of(
        queries.applications_to(cohort), by=(Application.sent_at, Application.id),
        after=flask.request.args.get("after"),
    )  # fmt: skip
    ready = curriculum_queries.completed_among([row[2].person_id for row in page.rows], ENTRY_COURSE)
    today = clock.today(cohort.offering.zone)
    html = flask.render_template(
        "learning/applications.html", cohort=cohort, page=page, form=form, refused=refused, ready=ready,
        open=rules.takes_applications(until=cohort.apply_until, day=today), people=queries.people_in(cohort.id),
    )  # fmt: skip
    return html, 422 if flask.request.method == "POST" else 200


@bp.route("/applications/<application_ref>", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_MANAGE, application=queries.application_by_ref)
def application(application: Application) -> Any:
    """One application as its writer sent it, and the answer to it."""
    form: Any = forms.AnswerForm()
    refused: list[str] = []
    move = _move()
    if form.validate_on_submit() and move:
        try:
            actions.answer_application(
                application=application,
                move=move,
                answer=form.answer.data or "",
                by=guard.actor(),
                now=clock.now(),
            )
            flask.flash(
                _("Your answer is saved. %(name)s is told by mail.", name=application.person.name), "done"
            )
            here = flask.url_for("learning.applications", cohort_ref=application.cohort.ref)
            return flask.redirect(here, 303)
        except Refused as error:
            refused = undone(error)
    html = flask.render_template(
        "learning/application.html", row=application, form=form, refused=refused,
        moves=[one for one in ANSWERS if rules.application_after(application.state, one)],
        ready=bool(curriculum_queries.completed_among([application.person_id], ENTRY_COURSE)),
        language=language_words([application.language]) if application.language else "",
        setting=Setting(application.setting) if application.setting else None,
    )  # fmt: skip
    return html, 422 if flask.request.method == "POST" else 200


def _move() -> ApplicationMove | None:
    """Which button was pressed."""
    sent = flask.request.form.get("act", "")
    return next((one for one in ANSWERS if one.value == sent), None)
