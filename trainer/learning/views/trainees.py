"""How does an administrator look at one enrollment, defer somebody, and bring them back?"""

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning import actions, forms, queries
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.views.blueprint import bp
from trainer.learning.views.enrollment import standing
from trainer.permissions import Permission


def _of(cohort: Cohort, enrollment: Enrollment) -> Enrollment:
    if enrollment.cohort_id != cohort.id:
        raise NotFound
    return enrollment


@bp.get("/cohorts/<cohort_ref>/people/<enrollment_ref>")
@guard.needs(Permission.COHORT_MANAGE, cohort=queries.cohort_by_ref, enrollment=queries.enrollment_by_ref)
def trainee(cohort: Cohort, enrollment: Enrollment) -> str:
    """One enrollment, with what its person sees of it, and what can be done."""
    return _page(_of(cohort, enrollment), forms.DeclineDeferralForm(), [])


def _page(enrollment: Enrollment, form: Any, refused: list[str]) -> str:
    return flask.render_template("learning/trainee.html", form=form, refused=refused, **standing(enrollment))


@bp.route("/cohorts/<cohort_ref>/people/<enrollment_ref>/defer", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_MANAGE, cohort=queries.cohort_by_ref, enrollment=queries.enrollment_by_ref)
def defer(cohort: Cohort, enrollment: Enrollment) -> Any:
    """Defer somebody: until a day or to the next cohort, with the deadline moved or not."""
    _of(cohort, enrollment)
    asked = queries.deferral_asked(enrollment.id)
    form: Any = forms.DeferForm(data={"until": asked.until if asked else None})

    def act() -> str:
        actions.defer(
            enrollment=enrollment, until=form.until.data, moves_deadline=form.moves.data, said=form.said.data or "",
            by=guard.actor(), now=clock.now(),
        )  # fmt: skip
        return _("%(name)s is deferred, and told by mail.", name=enrollment.person.name)

    return _acted("learning/defer.html", enrollment, form, act)


@bp.post("/cohorts/<cohort_ref>/people/<enrollment_ref>/decline-deferral")
@guard.needs(Permission.COHORT_MANAGE, cohort=queries.cohort_by_ref, enrollment=queries.enrollment_by_ref)
def decline_deferral(cohort: Cohort, enrollment: Enrollment) -> Any:
    """Say no to a request, and why."""
    form: Any = forms.DeclineDeferralForm()

    def act() -> str:
        actions.decline_deferral(
            enrollment=enrollment, answer=form.answer.data or "", by=guard.actor(), now=clock.now()
        )
        return _("Your answer is saved. %(name)s is told by mail.", name=enrollment.person.name)

    return _acted("learning/trainee.html", _of(cohort, enrollment), form, act)


@bp.route("/cohorts/<cohort_ref>/people/<enrollment_ref>/come-back", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_MANAGE, cohort=queries.cohort_by_ref, enrollment=queries.enrollment_by_ref)
def come_back(cohort: Cohort, enrollment: Enrollment) -> Any:
    """Bring somebody back, into the same cohort or into another."""
    _of(cohort, enrollment)
    others = queries.other_cohorts(enrollment, clock.today(cohort.offering.zone))
    by_ref = {one.ref: one for one in (cohort, *others)}
    form: Any = forms.ComeBackForm()
    form.cohort.choices = [SelectChoice(ref, one.name) for ref, one in by_ref.items()]

    def act() -> str:
        actions.come_back(
            enrollment=enrollment, cohort=by_ref[form.cohort.data], by=guard.actor(), now=clock.now()
        )
        return _("%(name)s is back, and told by mail.", name=enrollment.person.name)

    return _acted("learning/come_back.html", enrollment, form, act)


def _acted(template: str, enrollment: Enrollment, form: Any, act: Callable[[], str]) -> Any:
    """Back to the enrollment when it was done; else the page again, with everything typed."""
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            flask.flash(act(), "done")
            here = flask.url_for(
                "learning.trainee", cohort_ref=enrollment.cohort.ref, enrollment_ref=enrollment.ref
            )
            return flask.redirect(here, 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(template, form=form, refused=refused, **standing(enrollment))
    return page, 422 if flask.request.method == "POST" else 200
