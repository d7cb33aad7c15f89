"""How are sessions planned in one step, looked at, changed and called off?"""

from datetime import date, time
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import as_lock
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning.rules import monthly_dates
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Cop, CopSession
from trainer.practice.queries import kit as kit_queries
from trainer.practice.rules import CopSessionState, PracticeReason, counting, sessions
from trainer.practice.views.blueprint import answer, bp, reads, runs
from trainer.practice.views.kit import card_titles
from trainer.practice.views.plan_pdf import begins
from trainer.schedule.rules.kinds import Format

USUAL_MINUTES = 90


@bp.route("/cops/<cop_ref>/sessions", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def plan(cop: Cop) -> Any:
    """Plan six monthly sessions in one step: the same weekday of each month, each date open to change."""
    known = queries.sessions(cop.id)
    first, usual = _first_day(cop, known)
    form = forms.PlanForm(data=usual)
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            planned = actions.plan_sessions(
                cop=cop, dates=[day.data for day in form.dates if day.data], starts=form.starts.data or time(0),
                minutes=form.minutes.data or 0, format=Format(form.format.data), place=form.place.data or "",
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(
                ngettext("%(num)d session is planned.", "%(num)d sessions are planned.", len(planned)), "done"
            )
            return flask.redirect(flask.url_for("practice.cop", cop_ref=cop.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/plan.html", cop=cop, form=form, refused=refused, first=first, known=known
    )
    return answer(page, failed=form.is_submitted())


def _first_day(cop: Cop, known: list[CopSession]) -> tuple[date | None, dict[str, Any]]:
    """The first day: as asked for, a month after the last session, or as the charter says; and what a form for six
    sessions begins with.
    """
    charters = queries.charters(cop.id)
    content = (queries.in_force(charters) or charters[0]).content
    try:
        after = monthly_dates(known[-1].on, 2)[1].isoformat() if known else content.get("first_on")
        first = date.fromisoformat(flask.request.args.get("first") or after or "")
        days = monthly_dates(first, sessions.USUAL_SESSIONS)
    except ValueError:
        first, days = None, []  # nothing known, or a day nobody can count from
    starts = content.get("starts")
    return first, {
        "dates": days or [None] * sessions.USUAL_SESSIONS,
        "starts": time.fromisoformat(starts) if starts else None,
        "minutes": content.get("minutes") or USUAL_MINUTES,
        "format": content.get("format"),
        "place": content.get("place"),
    }


@bp.get("/cop-sessions/<cop_session_ref>")
@guard.needs(Permission.COP_SEE, cop_session=queries.cop_session_by_ref)
def session(cop_session: CopSession) -> str:
    """One session: when and where, what is planned, what happened, and whether it counts."""
    cop = cop_session.cop
    facts = queries.judged(cop.id, [cop_session], queries.charters(cop.id))[cop_session.id]
    names = {one.person_id: one.person.name for one in cop.facilitators}
    rows = kit_queries.rows_of(cop_session)
    return flask.render_template(
        "practice/session.html", session=cop_session, cop=cop, facts=facts, why=counting.counts(facts),
        leads=[(names.get(lead.person_id, ""), lead.role) for lead in cop_session.leads], own=runs(cop),
        reader=reads(cop), agreed=queries.agreed(cop.id), state=CopSessionState, form=forms.AnswerForm(),
        rows=rows, begins=begins(cop_session, rows), cards=card_titles(), begun=clock.now() >= cop_session.starts_at,
        door_closed=actions.doors.why_not_sign_in(cop_session, now=clock.now()),
        opens=sessions.sign_in_window(cop_session.starts_at, cop_session.planned_minutes)[0], now=clock.now(),
    )  # fmt: skip


@bp.route("/cop-sessions/<cop_session_ref>/edit", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def edit_session(cop_session: CopSession) -> Any:
    """Change when and where it is."""
    form, refused, beside = forms.SessionForm(data=_for_form(cop_session)), [], None
    if form.validate_on_submit():
        try:
            actions.change_session(
                session=cop_session, on=form.on.data or cop_session.on, starts=form.starts.data or time(0),
                minutes=form.minutes.data or 0, format=Format(form.format.data), place=form.place.data or "",
                lock=as_lock(form.lock.data), by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Saved."), "done")
            return flask.redirect(flask.url_for("practice.session", cop_session_ref=cop_session.ref), 303)
        except Refused as error:
            refused = undone(error)
            if any(reason.code is PracticeReason.CHANGED_MEANWHILE for reason in error.reasons):
                beside, form.lock.data = cop_session, cop_session.lock
    page = flask.render_template(
        "practice/session_form.html", session=cop_session, cop=cop_session.cop, form=form, refused=refused,
        beside=beside, held=cop_session.state is CopSessionState.HELD,
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


def _for_form(session: CopSession) -> dict[str, Any]:
    local = session.starts_at.astimezone(clock.zone(session.cop.zone))
    return {
        "lock": session.lock, "on": session.on, "starts": time(local.hour, local.minute), "place": session.place,
        "minutes": session.planned_minutes, "format": session.format.value,
    }  # fmt: skip


@bp.post("/cop-sessions/<cop_session_ref>/cancel")
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def cancel_session(cop_session: CopSession) -> Any:
    """Call a planned session off."""
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    actions.cancel_session(session=cop_session, by=guard.actor(), now=clock.now())
    flask.flash(_("Session %(number)s is canceled. Tell your members.", number=cop_session.number), "done")
    return flask.redirect(flask.url_for("practice.cop", cop_ref=cop_session.cop.ref), 303)
