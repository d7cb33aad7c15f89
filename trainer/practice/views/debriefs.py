"""How do trainee and mentor write down their talk about a session? Nobody else reads what it says."""

from typing import Any

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import as_lock
from trainer.core.i18n import moment, words
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.mentoring.models import Meeting
from trainer.mentoring.rules.support import SupportKind
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Debrief
from trainer.practice.rules import DebriefState, PracticeReason, debriefs
from trainer.practice.views.blueprint import answer, bp


@bp.route("/debriefs/<debrief_ref>", methods=["GET", "POST"])
@guard.needs(Permission.DEBRIEF_READ, debrief=queries.debrief_by_ref)
def debrief(debrief: Debrief) -> Any:
    """The debrief of one session: read it, write it down, change it."""
    meetings = queries.meetings_for(debrief)
    form: Any = forms.DebriefForm(data=_for_form(debrief, meetings))
    form.meeting.choices = _choices(debrief, meetings)
    form.support_kind.choices = [(kind.value, words(kind)) for kind in SupportKind]
    refused: list[str] = []
    beside = False
    if form.validate_on_submit():
        try:
            return _recorded(debrief, form, meetings)
        except Refused as error:
            refused = undone(error)
            if any(reason.code is PracticeReason.CHANGED_MEANWHILE for reason in error.reasons):
                beside, form.lock.data = True, debrief.lock
    today = clock.today(debrief.session.cop.zone)
    page = flask.render_template(
        "practice/debrief.html", debrief=debrief, session=debrief.session, cop=debrief.session.cop, form=form,
        refused=refused, beside=beside, parts=debriefs.PARTS, own=debrief.trainee_id == guard.actor().person_id,
        present=queries.count_sign_ins(debrief.session_id), members=queries.count_members(debrief.session.cop_id),
        held=debrief.state is DebriefState.HELD, late=debriefs.is_late(due=debrief.due_on, on=debrief.on, today=today),
        kept_as=f"debrief:{guard.actor().ref}:{debrief.ref}",
        writes=form.is_submitted() or debrief.state is DebriefState.DUE or "change" in flask.request.args,
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


def _for_form(debrief: Debrief, meetings: list[Meeting]) -> dict[str, Any]:
    meeting = next((one.ref for one in meetings if one.id == debrief.meeting_id), "")
    return {
        **debrief.content, "lock": debrief.lock, "on": debrief.on, "minutes": debrief.minutes,
        "needs_support": debrief.needs_support, "meeting": meeting,
    }  # fmt: skip


def _choices(debrief: Debrief, meetings: list[Meeting]) -> list[SelectChoice]:
    found = [SelectChoice(one.ref, moment(one.starts_at, one.zone)) for one in meetings]
    return [SelectChoice("", _("No, we talked separately")), *found]


def _recorded(debrief: Debrief, form: forms.DebriefForm, meetings: list[Meeting]) -> Any:
    actions.hold_debrief(
        debrief=debrief, on=form.on.data or debrief.session.on, minutes=form.minutes.data or 0,
        content=form.content(), needs_support=bool(form.needs_support.data), by=guard.actor(), now=clock.now(),
        meeting=next((one for one in meetings if one.ref == form.meeting.data), None),
        lock=as_lock(form.lock.data), support=SupportKind(form.support_kind.data),
    )  # fmt: skip
    flask.flash(_("The debrief is recorded."), "done")
    return flask.redirect(flask.url_for("practice.debrief", debrief_ref=debrief.ref, saved=1), 303)
