"""Where do I stand in the program, until when, what has happened, and how do I change it?"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import OnceForm
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning import actions, forms, queries, rules
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import EnrollmentState, Move, PhasePlan
from trainer.learning.views.blueprint import bp, deadline_of
from trainer.permissions import Permission


@bp.get("/enrollment")
@guard.signed_in
def enrollment() -> str:
    """My enrollment: state, phases with their dates, deadline, what has happened, what I can do."""
    me = guard.actor().person_id
    own = queries.own_enrollment(me)
    if own is None:
        return flask.render_template("learning/no_enrollment.html", mine=queries.applications_of(me))
    return flask.render_template("learning/enrollment.html", form=OnceForm(), **standing(own))


def standing(enrollment: Enrollment) -> dict[str, Any]:
    """Everything that the person's own page and the administrators' page say of an enrollment."""
    cohort = enrollment.cohort
    day = clock.today(cohort.offering.zone)
    asked = queries.deferrals_of(enrollment.id)
    return {
        "enrollment": enrollment, "cohort": cohort, "state": enrollment.state_on(day), "day": day,
        "phases": phases(cohort), "deadline": deadline_of(enrollment, day), "steps": queries.steps_of(enrollment.id),
        "asked": next((one for one in asked if one.state is rules.DeferralState.ASKED), None), "requests": asked,
        "can": {move.value for move in Move if rules.after(enrollment.state, move)},
        "is_back": enrollment.state is EnrollmentState.DEFERRED
        and rules.why_not_come_back(enrollment.state, back_on=enrollment.back_on, today=day, own=True) is None,
    }  # fmt: skip


def phases(cohort: Cohort) -> list[tuple[PhasePlan, int, int, date, date]]:
    """Each phase of a cohort with its first and last session and its first and last day."""
    numbered = cohort.plan.numbered()
    last_day = cohort.implementation_on - timedelta(days=1)
    found = []
    for number, (phase, first, last) in enumerate(numbered, start=1):
        begins = cohort.starts_on if number == 1 else cohort.implementation_on
        found.append((phase, first, last, begins, cohort.ends_on if number == len(numbered) else last_day))
    return found


@bp.route("/enrollment/<enrollment_ref>/defer", methods=["GET", "POST"])
@guard.needs(Permission.ENROLLMENT_OWN, enrollment=queries.enrollment_by_ref)
def ask_deferral(enrollment: Enrollment) -> Any:
    """Ask to pause, with the reason; an administrator decides."""
    form: Any = forms.AskDeferralForm()

    def act() -> str:
        actions.ask_deferral(
            enrollment=enrollment,
            until=form.until.data,
            why=form.why.data or "",
            by=guard.actor(),
            now=clock.now(),
        )
        return _("You have asked to be deferred. Until it is answered, everything goes on as before.")

    return _asked("learning/ask_deferral.html", enrollment, form, act)


@bp.route("/enrollment/<enrollment_ref>/leave", methods=["GET", "POST"])
@guard.needs(Permission.ENROLLMENT_OWN, enrollment=queries.enrollment_by_ref)
def leave(enrollment: Enrollment) -> Any:
    """Leave the cohort: asked once, plainly; nobody else has to agree."""
    form: Any = forms.LeaveForm()

    def act() -> str:
        actions.withdraw_enrollment(
            enrollment=enrollment, reason=form.why.data or "", by=guard.actor(), now=clock.now()
        )
        return _("You have left the cohort. What you did and wrote stays yours.")

    return _asked("learning/leave.html", enrollment, form, act)


def _asked(template: str, enrollment: Enrollment, form: Any, act: Callable[[], str]) -> Any:
    """One question on a page of its own; back to the enrollment when it was answered."""
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            flask.flash(act(), "done")
            return flask.redirect(flask.url_for("learning.enrollment"), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(template, form=form, refused=refused, **standing(enrollment))
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/enrollment/<enrollment_ref>/defer/take-back")
@guard.needs(Permission.ENROLLMENT_OWN, enrollment=queries.enrollment_by_ref)
def take_back_deferral(enrollment: Enrollment) -> Any:
    """Not wanted any more."""
    return _done(
        lambda: actions.take_back_deferral(enrollment=enrollment, by=guard.actor(), now=clock.now()),
        _("You took your request back. Everything goes on as before."),
    )


@bp.post("/enrollment/<enrollment_ref>/back")
@guard.needs(Permission.ENROLLMENT_OWN, enrollment=queries.enrollment_by_ref)
def back(enrollment: Enrollment) -> Any:
    """I am back, on the day that was agreed on or later."""
    return _done(
        lambda: actions.come_back(enrollment=enrollment, by=guard.actor(), now=clock.now()),
        _("Welcome back. Your place and your standing are as before."),
    )


def _done(act: Callable[[], None], said: str) -> Any:
    if not OnceForm().validate_on_submit():
        flask.abort(400)
    try:
        act()
        flask.flash(said, "done")
    except Refused as error:
        flask.flash(" ".join(undone(error)), "care")
    return flask.redirect(flask.url_for("learning.enrollment"), 303)
