"""Who asks for support, and what was done about it? Administrators see that somebody asks, never what was written."""

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
from trainer.mentoring.models import Meeting, Support
from trainer.mentoring.rules.support import SupportKind, SupportSource, SupportState, SupportStepKind
from trainer.mentoring.views.blueprint import bp
from trainer.permissions import Permission

PLACES = {
    SupportSource.MEETING: ("mentoring.meeting", "meeting_ref"),
    SupportSource.DEBRIEF: ("practice.debrief", "debrief_ref"),
}
"""Where the talk stands in which support was asked for; only its two open it."""


@bp.route("/meetings/<meeting_ref>/support", methods=["GET", "POST"])
@guard.needs(Permission.MENTORING_SEE, meeting=queries.meeting_by_ref)
def ask_support(meeting: Meeting) -> Any:
    """Ask for support out of a mentor meeting: of which kind, and nothing else."""
    form: Any = forms.SupportForm().offer()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            made = actions.ask_in_meeting(
                meeting=meeting, kind=SupportKind(form.kind.data), by=guard.actor(), now=clock.now()
            )
            flask.flash(_("The administrators see that support is asked for."), "done")
            return flask.redirect(flask.url_for("mentoring.support", support_ref=made.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "mentoring/ask_support.html", meeting=meeting, form=form, refused=refused,
        own=meeting.trainee_id == guard.actor().person_id,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


@bp.get("/support")
@guard.needs(Permission.SUPPORT_ANSWER)
def calls() -> str:
    """Every call for support: who, since when, of which kind, with which mentor."""
    wanted = flask.request.args.get("state", SupportState.OPEN.value)
    state = SupportState(wanted) if wanted in set(SupportState) else None
    return flask.render_template(
        "mentoring/calls.html", state=state, states=list(SupportState),
        page=queries.calls(state, after=flask.request.args.get("after")),
    )  # fmt: skip


@bp.get("/support/<support_ref>")
@guard.needs(Permission.SUPPORT_SEE, support=queries.support_by_ref)
def support(support: Support) -> str:
    """One call for support with its history: who saw it, what was done."""
    return _page(support, forms.AnswerForm().offer(support.state), [])


def _page(support: Support, form: Any, refused: list[str]) -> str:
    me = guard.actor().person_id
    at = PLACES[support.source]
    where: dict[str, Any] = {at[1]: support.source_ref}
    return flask.render_template(
        "mentoring/support.html", support=support, steps=queries.steps_of(support.id), form=form, refused=refused,
        button=ButtonForm(), concerned=me in (support.trainee_id, support.by_id, support.mentor_id),
        answers=permissions.allowed(guard.actor(), Permission.SUPPORT_ANSWER, support.scopes()) and me != support.by_id,
        source=flask.url_for(at[0], **where),
    )  # fmt: skip


@bp.post("/support/<support_ref>/answer")
@guard.needs(Permission.SUPPORT_ANSWER, support=queries.support_by_ref)
def answer_support(support: Support) -> Any:
    """An administrator has seen it, notes what was done, closes it, or opens it again."""
    form: Any = forms.AnswerForm().offer(support.state)
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.answer_support(
                support=support, step=SupportStepKind(form.step.data), text=form.text.data or "", by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Saved. The people it concerns see it."), "done")
            return flask.redirect(flask.url_for("mentoring.support", support_ref=support.ref), 303)
        except Refused as error:
            refused = undone(error)
    return _page(support, form, refused), 422


@bp.post("/support/<support_ref>/take-back")
@guard.needs(Permission.SUPPORT_SEE, support=queries.support_by_ref)
def take_support_back(support: Support) -> Any:
    """It is no longer needed, says one of those whom it concerns."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    if guard.actor().person_id not in (support.trainee_id, support.by_id, support.mentor_id):
        flask.abort(403)
    actions.take_support_back(support=support, by=guard.actor(), now=clock.now())
    flask.flash(_("Taken back. Nobody is asked any more."), "done")
    return flask.redirect(flask.url_for("mentoring.support", support_ref=support.ref), 303)
