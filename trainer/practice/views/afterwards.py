"""What is left to do after a session: the checklist, notes, voices, what to try, contacts until the next one?"""

from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import as_lock
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, queries
from trainer.practice.forms import afterwards as after_forms
from trainer.practice.models import Cop, CopSession, Member
from trainer.practice.queries import kit as kit_queries
from trainer.practice.rules import PracticeReason
from trainer.practice.rules.afterwards import (
    NoteKind,
    Step,
    StepState,
    TouchKind,
    checklist,
    is_long_break,
    usual_reminder,
)
from trainer.practice.views.blueprint import answer, bp, notes_kept_as

PLACES = {
    Step.AGENDA: "practice.session_plan", Step.PRESENTERS: "practice.session_plan",
    Step.BREAKS: "practice.session_plan", Step.SLIDES: "practice.session_plan", Step.ROOM: "practice.session_plan",
    Step.TRIP: "practice.session_plan", Step.SENT: "practice.agenda_mail", Step.SIGN_IN: "practice.sign_ins",
    Step.HELD: "practice.hold", Step.HIGHLIGHTS: "practice.highlights", Step.FOLLOW_UP: "practice.follow_up",
    Step.RESEARCH: "practice.research",
}  # fmt: skip
"""Where each step of a session is done; money and the next session are pages of the CoP."""
BEFORE = (
    Step.AGENDA, Step.PRESENTERS, Step.BREAKS, Step.SLIDES, Step.ROOM, Step.TRIP, Step.SENT,
)  # fmt: skip


def _place(step: Step, session: CopSession) -> str | None:
    if step is Step.MONEY:
        return flask.url_for("practice.money", cop_ref=session.cop.ref, session=session.ref)
    if step is Step.NEXT:
        return flask.url_for("practice.plan", cop_ref=session.cop.ref)
    if step is Step.DEBRIEF:
        return flask.url_for("practice.session", cop_session_ref=session.ref)
    return flask.url_for(PLACES[step], cop_session_ref=session.ref)


@bp.get("/cop-sessions/<cop_session_ref>/afterwards")
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def afterwards(cop_session: CopSession) -> str:
    """The checklist of one session; each step fills itself from what is on record."""
    (_before, after), desk = kit_queries.neighbors(cop_session), kit_queries.desk(cop_session)
    steps = checklist(kit_queries.step_facts(cop_session, desk, after))
    items = [(item, _place(item.step, cop_session)) for item in steps]
    return flask.render_template(
        "practice/afterwards.html", session=cop_session, cop=cop_session.cop, State=StepState, next=after,
        before=[pair for pair in items if pair[0].step in BEFORE],
        later=[pair for pair in items if pair[0].step not in BEFORE],
        notes=desk.notes, turns=desk.turns,
        long_break=is_long_break(
            last=cop_session.starts_at, next_at=after.starts_at if after else None, now=clock.now()
        ),
        begun=clock.now() >= cop_session.starts_at, done=sum(item.state is StepState.DONE for item, _p in items),
    )  # fmt: skip


@bp.route("/cop-sessions/<cop_session_ref>/notes", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def notes(cop_session: CopSession) -> Any:
    """The notes of a session, for its facilitators."""
    written = kit_queries.note_of(cop_session, NoteKind.NOTES)
    begin = {"text": written.text if written else "", "lock": written.lock if written else 0}
    form, refused, beside = after_forms.NotesForm(data=begin), [], None
    if form.validate_on_submit():
        try:
            _keep(cop_session, form)
            flask.flash(_("The notes are saved."), "done")
            back = "practice.today" if flask.request.form.get("back") == "today" else "practice.notes"
            return flask.redirect(flask.url_for(back, cop_session_ref=cop_session.ref, saved=1), 303)
        except Refused as error:
            refused, beside = undone(error), kit_queries.note_of(cop_session, NoteKind.NOTES)
            form.lock.data = beside.lock if beside else 0
    page = flask.render_template(
        "practice/notes.html", session=cop_session, cop=cop_session.cop, form=form, refused=refused,
        beside=beside, kept_as=notes_kept_as(cop_session),
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


def _keep(session: CopSession, form: after_forms.NotesForm) -> int:
    return actions.keep_note(
        session=session, kind=NoteKind.NOTES, text=form.text.data or "", lock=as_lock(form.lock.data),
        by=guard.actor(), now=clock.now(),
    ).lock  # fmt: skip


@bp.post("/cop-sessions/<cop_session_ref>/notes/keep")
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def keep_notes(cop_session: CopSession) -> Any:
    """What a script saves while somebody writes: the new number of the text, or why it was not kept."""
    form = after_forms.NotesForm()
    if not form.validate_on_submit():
        return {"problem": " ".join(str(one) for all_of in form.errors.values() for one in all_of)}, 422
    try:
        return {"lock": _keep(cop_session, form)}
    except Refused as error:
        undone(error)
        meanwhile = any(reason.code is PracticeReason.CHANGED_MEANWHILE for reason in error.reasons)
        return {"problem": " ".join(sentence(reason) for reason in error.reasons)}, 409 if meanwhile else 422


@bp.post("/cop-sessions/<cop_session_ref>/voices")
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def voices(cop_session: CopSession) -> Any:
    """How often each seat spoke: kept as numbers."""
    form = after_forms.VoicesForm()
    here = flask.url_for("practice.today", cop_session_ref=cop_session.ref)
    if form.validate_on_submit():
        turns = [field.data or 0 for field in form.seats.entries]
        kept = actions.keep_voices(session=cop_session, turns=turns, by=guard.actor(), now=clock.now())
        flask.flash(_("The numbers are kept.") if kept else _("Nothing is kept of who spoke."), "done")
    else:
        flask.flash(_("Enter how often each seat spoke as a number from 0 to 999."), "care")
    return flask.redirect(f"{here}#voices", 303)


def _member(cop: Cop, ref: str | None) -> Member | None:
    """The member of this CoP who was chosen; None is everybody. Raises NotFound."""
    if not ref:
        return None
    found = next((one for one in queries.members(cop.id) if one.ref == ref), None)
    if found is None:
        raise NotFound
    return found


def _named(cop: Cop) -> list[tuple[str, str, str]]:
    return [(one.ref, one.name, one.email) for one in queries.members(cop.id)]


@bp.route("/cop-sessions/<cop_session_ref>/research", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def research(cop_session: CopSession) -> Any:
    """What to look into or try before the next session, who, and when they are reminded."""
    cop, (_before, after) = cop_session.cop, kit_queries.neighbors(cop_session)
    today = clock.now().astimezone(clock.zone(cop.zone)).date()
    usual: date | None = usual_reminder(after.on if after else None, today)
    form: Any = after_forms.ResearchForm(data={"remind_on": usual})
    form.who.choices = after_forms.people(_named(cop), without=_("no address"))
    here, refused = flask.url_for("practice.research", cop_session_ref=cop_session.ref), []
    drop = flask.request.form.get("drop", "")
    try:
        if drop and flask.request.method == "POST":
            found = next((one for one in kit_queries.research_of(cop_session) if one.ref == drop), None)
            if found is None:
                raise NotFound
            actions.drop_research(research=found, by=guard.actor(), now=clock.now())
            flask.flash(_("Taken back. Nobody is reminded of it."), "done")
            return flask.redirect(here, 303)
        if form.validate_on_submit():
            actions.add_research(
                session=cop_session, what=form.what.data, member=_member(cop, form.who.data),
                remind_on=form.remind_on.data, by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Written down."), "done")
            return flask.redirect(here, 303)
    except Refused as error:
        refused = undone(error)
    page = flask.render_template(
        "practice/research.html", session=cop_session, cop=cop, form=form, refused=refused, next=after,
        wanted=kit_queries.research_of(cop_session), people=kit_queries.circle(cop),
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


@bp.route("/cops/<cop_ref>/between", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def between(cop: Cop) -> Any:
    """The log of contacts between sessions, so that nobody is lost in a long pause."""
    today = clock.now().astimezone(clock.zone(cop.zone)).date()
    form: Any = after_forms.TouchForm(data={"on": today})
    form.who.choices = after_forms.people(_named(cop), without="")
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.log_touch(
                cop=cop, on=form.on.data, how=TouchKind(form.how.data), member=_member(cop, form.who.data),
                about=form.about.data or "", by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Written down."), "done")
            return flask.redirect(flask.url_for("practice.between", cop_ref=cop.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/between.html", cop=cop, form=form, refused=refused,
        page=kit_queries.touches(cop.id, after=flask.request.args.get("after")),
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())
