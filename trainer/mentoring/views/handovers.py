"""Who takes over from my mentor, when, and what will they read? The trainee answers; an administrator sets the day."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer import permissions
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import ButtonForm
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.mentoring import actions, forms, queries
from trainer.mentoring.models import Handover, Meeting, Pair
from trainer.mentoring.rules.handover import OPEN
from trainer.mentoring.views.blueprint import bp
from trainer.permissions import Permission


@bp.get("/handovers/<handover_ref>")
@guard.needs(Permission.HANDOVER_SEE, handover=queries.handover_by_ref)
def handover(handover: Handover) -> str:
    """What changes, from when on, and what the new mentor will and will not read."""
    return _page(handover, forms.DayForm(on=handover.on), [])


def _page(handover: Handover, form: Any, refused: list[str]) -> str:
    own = handover.trainee_id == guard.actor().person_id
    return flask.render_template(
        "mentoring/handover.html", handover=handover, own=own, form=form, refused=refused, button=ButtonForm(),
        open=handover.state in OPEN, notes=queries.notes_of(handover.trainee_id) if own else [],
        decides=permissions.allowed(guard.actor(), Permission.COHORT_MANAGE),
        cohort=handover.enrollment.cohort,
    )  # fmt: skip


@bp.post("/handovers/<handover_ref>/answer")
@guard.needs(Permission.ENROLLMENT_OWN, handover=queries.handover_by_ref)
def answer_handover(handover: Handover) -> Any:
    """The trainee says: go ahead now, or: I want to talk first."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    if flask.request.form.get("answer") == "agree":
        actions.agree_to_handover(handover=handover, by=guard.actor(), now=clock.now())
        flask.flash(_("%(name)s is your mentor now.", name=handover.mentor.name), "done")
        return flask.redirect(flask.url_for("mentoring.mine"), 303)
    actions.ask_to_talk(handover=handover, by=guard.actor(), now=clock.now())
    flask.flash(_("Nothing changes for now. An administrator will talk with you first."), "done")
    return flask.redirect(flask.url_for("mentoring.handover", handover_ref=handover.ref), 303)


@bp.post("/handovers/<handover_ref>/day")
@guard.needs(Permission.COHORT_MANAGE, handover=queries.handover_by_ref)
def move_handover(handover: Handover) -> Any:
    """An administrator sets another day, as after a talk."""
    form: Any = forms.DayForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.go_on(handover=handover, on=form.on.data, by=guard.actor(), now=clock.now())
            flask.flash(_("The day is set, and all three are told."), "done")
            return flask.redirect(flask.url_for("mentoring.handover", handover_ref=handover.ref), 303)
        except Refused as error:
            refused = undone(error)
    return _page(handover, form, refused), 422


@bp.post("/handovers/<handover_ref>/stop")
@guard.needs(Permission.COHORT_MANAGE, handover=queries.handover_by_ref)
def stop_handover(handover: Handover) -> Any:
    """It does not take place."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.stop_handover(handover=handover, by=guard.actor(), now=clock.now())
    flask.flash(_("Stopped. Nothing changes."), "done")
    return flask.redirect(flask.url_for("mentoring.mentors", cohort_ref=handover.enrollment.cohort.ref), 303)


@bp.post("/pairs/<pair_ref>/end")
@guard.needs(Permission.COHORT_MANAGE, pair=queries.pair_by_ref)
def end(pair: Pair) -> Any:
    """A mentor leaves today: the right to read ends now; whoever comes next is announced."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    if pair.until is None:
        actions.end_pair(pair=pair, by=guard.actor(), now=clock.now())
    flask.flash(
        _(
            "%(name)s no longer reads anything of %(trainee)s.",
            name=pair.mentor.name,
            trainee=pair.trainee.name,
        ),
        "done",
    )
    return flask.redirect(flask.url_for("mentoring.mentors", cohort_ref=pair.enrollment.cohort.ref), 303)


@bp.post("/meetings/<meeting_ref>/keep")
@guard.needs(Permission.MENTORING_SEE, meeting=queries.meeting_by_ref)
def keep_note(meeting: Meeting) -> Any:
    """Keep the shared note of a meeting between the two who met."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.keep_note(meeting=meeting, by=guard.actor(), now=clock.now())
    flask.flash(_("This note stays between the two of you."), "done")
    standing = next(iter(queries.open_handovers([meeting.pair.enrollment_id]).values()), None)
    if standing is not None and guard.actor().person_id == meeting.trainee_id:
        return flask.redirect(flask.url_for("mentoring.handover", handover_ref=standing.ref), 303)
    return flask.redirect(flask.url_for("mentoring.meeting", meeting_ref=meeting.ref), 303)
