"""How do trainee and mentor prepare and write down their talk about a session? Nobody else reads what it says."""

from typing import Any

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import ButtonForm, as_lock
from trainer.core.i18n import moment, sentence, words
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.curriculum.rules import Competency
from trainer.mentoring import queries as mentoring_queries
from trainer.mentoring.models import Meeting
from trainer.mentoring.rules import MeetingMode
from trainer.mentoring.rules.support import SupportKind, SupportSource
from trainer.permissions import Permission, Role
from trainer.practice import actions, forms, queries
from trainer.practice.models import Debrief
from trainer.practice.rules import DebriefState, PracticeReason, debriefs
from trainer.practice.views.blueprint import answer, bp
from trainer.schedule.wording.advice import area_words


@bp.route("/debriefs/<debrief_ref>", methods=["GET", "POST"])
@guard.needs(Permission.DEBRIEF_READ, debrief=queries.debrief_by_ref)
def debrief(debrief: Debrief) -> Any:
    """The debrief of one session: prepare it, read it, write it down, change it."""
    meetings = queries.meetings_for(debrief)
    own = debrief.trainee_id == guard.actor().person_id
    form: Any = forms.DebriefForm(data=_for_form(debrief, meetings, own=own))
    _offer(form, debrief, meetings)
    refused: list[str] = []
    beside = False
    if form.validate_on_submit():
        try:
            return _recorded(debrief, form, meetings)
        except Refused as error:
            refused = undone(error)
            if any(reason.code is PracticeReason.CHANGED_MEANWHILE for reason in error.reasons):
                beside, form.lock.data, form.at.data = True, debrief.lock, debrief.lock
    return answer(_page(debrief, form, refused, beside=beside, own=own), failed=form.is_submitted())


def _page(debrief: Debrief, form: Any, refused: list[str], *, beside: bool, own: bool) -> str:
    due = debrief.state is DebriefState.DUE
    today = clock.today(debrief.session.cop.zone)
    return flask.render_template(
        "practice/debrief.html", debrief=debrief, session=debrief.session, cop=debrief.session.cop, form=form,
        refused=refused, beside=beside, parts=debriefs.PARTS, prepared_parts=debriefs.PREPARED, own=own,
        present=queries.count_sign_ins(debrief.session_id), members=queries.count_members(debrief.session.cop_id),
        held=not due, late=debriefs.is_late(due=debrief.due_on, on=debrief.on, today=today),
        kept_as=f"debrief:{guard.actor().ref}:{debrief.ref}", drafts=own and due and not beside,
        mentor=queries.mentors_now([debrief.trainee_id]).get(debrief.trainee_id),
        writes=form.is_submitted() or due or "change" in flask.request.args, button=ButtonForm(),
        call=mentoring_queries.support_from(SupportSource.DEBRIEF, debrief.ref, open_only=False),
        Again=debriefs.Again, areas=[area_words(str(number)) for number in debrief.competencies],
    )  # fmt: skip


def _for_form(debrief: Debrief, meetings: list[Meeting], *, own: bool) -> dict[str, Any]:
    """What stands in the fields: what is recorded; before that, what the trainee has prepared, for whoever reads it."""
    meeting = next((one.ref for one in meetings if one.id == debrief.meeting_id), "")
    due = debrief.state is DebriefState.DUE
    told = debrief.prepared if due and (own or debrief.shown_at) else debrief.content
    return {
        **told, "lock": debrief.prepared_lock if due and own else debrief.lock,
        "at": debrief.lock if due and own else "",
        "on": debrief.on,
        "minutes": debrief.minutes, "needs_support": debrief.needs_support, "meeting": meeting,
        "mode": debrief.mode.value if debrief.mode else None, "competencies": debrief.competencies,
        "next_on": debrief.next_on,
    }  # fmt: skip


def _offer(form: Any, debrief: Debrief, meetings: list[Meeting]) -> None:
    found = [SelectChoice(one.ref, moment(one.starts_at, one.zone)) for one in meetings]
    form.meeting.choices = [SelectChoice("", _("No, we talked separately")), *found]
    form.mode.choices = [(mode.value, words(mode)) for mode in MeetingMode]
    form.again.choices = [(one.value, words(one)) for one in debriefs.Again]
    form.competencies.choices = [(one.value, area_words(str(one.value))) for one in Competency]
    form.support_kind.choices = [(kind.value, words(kind)) for kind in SupportKind]


def _recorded(debrief: Debrief, form: forms.DebriefForm, meetings: list[Meeting]) -> Any:
    actions.hold_debrief(
        debrief=debrief, on=form.on.data or debrief.session.on, minutes=form.minutes.data or 0,
        content=form.content(), needs_support=bool(form.needs_support.data), by=guard.actor(), now=clock.now(),
        meeting=next((one for one in meetings if one.ref == form.meeting.data), None),
        lock=as_lock(form.at.data or form.lock.data), support=SupportKind(form.support_kind.data),
        mode=MeetingMode(form.mode.data) if form.mode.data in set(MeetingMode) else None, next_on=form.next_on.data,
        competencies=form.competencies.data or [],
    )  # fmt: skip
    flask.flash(_("The debrief is recorded."), "done")
    return flask.redirect(flask.url_for("practice.debrief", debrief_ref=debrief.ref, saved=1), 303)


@bp.post("/debriefs/<debrief_ref>/draft")
@guard.needs(Permission.COP_RUN, debrief=queries.debrief_by_ref)
def prepare_debrief(debrief: Debrief) -> Any:
    """What the page saves by itself while the trainee prepares; answered with the next number of the draft."""
    form = forms.PreparedForm()
    if not form.validate_on_submit():
        return {"problem": " ".join(str(text) for texts in form.errors.values() for text in texts)}, 422
    try:
        actions.prepare_debrief(
            debrief=debrief, content=form.content(), lock=form.seen, by=guard.actor(), now=clock.now()
        )
    except Refused as error:
        return {"problem": " ".join(sentence(reason) for reason in error.reasons)}, 409
    return {"lock": debrief.prepared_lock}


@bp.post("/debriefs/<debrief_ref>/show")
@guard.needs(Permission.COP_RUN, debrief=queries.debrief_by_ref)
def show_debrief(debrief: Debrief) -> Any:
    """The trainee shows the mentor what is prepared, before they talk."""
    form = forms.PreparedForm()
    if not form.validate_on_submit():
        flask.abort(400)
    actions.prepare_debrief(
        debrief=debrief, content=form.content(), lock=form.seen, show=True, by=guard.actor(), now=clock.now()
    )
    flask.flash(_("Your mentor can read your part now, and completes it with you."), "done")
    return flask.redirect(flask.url_for("practice.debrief", debrief_ref=debrief.ref, saved=1), 303)


@bp.post("/debriefs/<debrief_ref>/done")
@guard.needs(Permission.COP_RUN, debrief=queries.debrief_by_ref)
def debrief_step_done(debrief: Debrief) -> Any:
    """The agreed next step is done."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.do_next_step(debrief=debrief, by=guard.actor(), now=clock.now())
    flask.flash(_("Done. It no longer waits for you."), "done")
    return flask.redirect(flask.url_for("practice.debrief", debrief_ref=debrief.ref), 303)


@bp.get("/debriefs")
@guard.signed_in
def debriefs_list() -> str:
    """My own debriefs and those of my trainees: what is due first, then what was recorded."""
    actor = guard.actor()
    recorded = flask.request.args.get("state") == DebriefState.HELD.value
    people = [actor.person_id, *actor.scope_ids(Role.MENTOR, "person")]
    return flask.render_template(
        "practice/debriefs.html", recorded=recorded, today=clock.today(actor.zone), me=actor.person_id,
        page=queries.debriefs_page(people, recorded=recorded, after=flask.request.args.get("after")),
    )  # fmt: skip
