"""What does a trainer do about somebody who is not on the list, and the office about the guests that were noted?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.attendance import actions, queries
from trainer.attendance.forms.guests import GuestForm, WalkInForm
from trainer.attendance.models import Guest
from trainer.attendance.queries import guests as guest_queries
from trainer.attendance.rules.guests import why_not_take_in
from trainer.attendance.views.blueprint import bp
from trainer.attendance.views.sheets import session_of
from trainer.attendance.wording import guests as wording
from trainer.core import clock
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import Format

__all__ = ["guests", "walk_in", "wording"]


@bp.route("/offerings/<offering_ref>/attendance/<int:number>/walk-in", methods=["GET", "POST"])
@guard.needs(Permission.ATTENDANCE_MARK, offering=schedule_queries.offering_by_ref)
def walk_in(offering: Offering, number: int) -> Any:
    """Somebody is here who is not on the list: give them a place, or note them for the office."""
    session, form = session_of(offering, number), WalkInForm()
    form.offer([place.format for place in sorted(offering.places, key=lambda place: place.format.value)])
    if flask.request.method == "GET":
        return _page(offering, session, form)
    wish = flask.request.form.get("do", "")
    try:
        if wish == "drop":
            return _dropped(offering, session)
        valid = form.validate() and (wish == "guest" or form.ask_for_account())
        if not valid:
            return _page(offering, session, form), 422
        return _taken_in(offering, session, form, wish)
    except Refused as refused:
        reasons = undone(refused)
        return _page(offering, session, form, reasons), 409


def _taken_in(offering: Offering, session: Session, form: WalkInForm, wish: str) -> Any:
    known: dict[str, Any] = {
        "session": session, "offering": offering, "name": form.name.data or "", "email": form.email.data or "",
        "format": Format(form.format.data), "by": guard.actor(), "now": clock.now(),
    }  # fmt: skip
    if wish == "guest":
        actions.note_guest(**known)
        flask.flash(
            _("Noted as a guest. An administrator finds out who they are; until then nothing counts."), "done"
        )
        return _back("attendance.walk_in", offering, session)
    actions.admit_at_door(**known)
    flask.flash(_("They have a place now and stand on the list. Mark them like everybody else."), "done")
    return _back("attendance.sheet", offering, session)


def _dropped(offering: Offering, session: Session) -> Any:
    guest = guest_queries.guest_by_ref(flask.request.form.get("guest", ""))
    own = guest if guest is not None and guest.session_id == session.id else None
    actions.drop_guest(guest=own, offering=offering, by=guard.actor(), now=clock.now())
    flask.flash(_("The note is deleted."), "done")
    return _back("attendance.walk_in", offering, session)


def _back(endpoint: str, offering: Offering, session: Session) -> Any:
    return flask.redirect(flask.url_for(endpoint, offering_ref=offering.ref, number=session.number), 303)


def _page(offering: Offering, session: Session, form: WalkInForm, reasons: list[str] | None = None) -> str:
    sheet = queries.sheet_of(session)
    problem = why_not_take_in(
        offering=offering.state, session=session.state, starts_at=session.starts_at, ends_at=session.ends_at,
        closed=sheet is not None and sheet.closed_at is not None, now=clock.now(),
    )  # fmt: skip
    return flask.render_template(
        "attendance/walk_in.html", offering=offering, session=session, form=form, reasons=reasons or [],
        problem=sentence(Reason(*problem)) if problem else "", guests=guest_queries.of_session(session),
    )  # fmt: skip


@bp.route("/guests", methods=["GET", "POST"])
@guard.needs(Permission.PEOPLE_MANAGE)
def guests() -> Any:
    """Who was noted at a door: the office matches each with an account by hand, or deletes the note."""
    form, reasons, tried = GuestForm(), list[str](), ""
    if flask.request.method == "POST":
        tried = flask.request.form.get("guest", "")
        try:
            if form.validate():
                return _settled(guest_queries.guest_by_ref(tried), form)
        except Refused as refused:
            reasons = undone(refused)
    page = guest_queries.all_open(after=flask.request.args.get("after"))
    rendered = flask.render_template(
        "attendance/guests.html", page=page, form=form, reasons=reasons, tried=tried
    )
    return rendered, 200 if flask.request.method == "GET" else 409 if reasons else 422


def _settled(guest: Guest | None, form: GuestForm) -> Any:
    offering = guest_queries.offering_of(guest) if guest is not None else None
    if flask.request.form.get("do") == "drop":
        actions.drop_guest(guest=guest, offering=offering, by=guard.actor(), now=clock.now())
        flask.flash(_("The note is deleted."), "done")
        return flask.redirect(flask.url_for("attendance.guests"), 303)
    number = guest.session.number if guest is not None else 0
    place = actions.match_guest(
        guest=guest, offering=offering, email=form.email.data or "", by=guard.actor(), now=clock.now()
    )
    flask.flash(_("They have a place now and stand on the list. Mark them like everybody else."), "done")
    return flask.redirect(
        flask.url_for("attendance.sheet", offering_ref=place.offering.ref, number=number), 303
    )
