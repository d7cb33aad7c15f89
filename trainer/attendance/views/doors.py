"""How does a trainer put the code on the screen, and how do people sign in with it on their own phones?"""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_limiter.util import get_remote_address

from trainer.attendance import actions, forms, queries, rules, wording
from trainer.attendance.actions.doors import Arrival
from trainer.attendance.queries import doors
from trainer.attendance.queries.doors import Here
from trainer.attendance.rules import DoorReason, Source
from trainer.attendance.rules import door as door_rules
from trainer.attendance.views.blueprint import bp, qr_picture
from trainer.attendance.views.sheets import session_of
from trainer.config import Settings
from trainer.core import clock
from trainer.core.errors import NotFound, Reason, Refused
from trainer.core.i18n import clock_time, sentence
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering


@bp.get("/offerings/<offering_ref>/attendance/<int:number>/door")
@guard.needs(Permission.ATTENDANCE_MARK, offering=schedule_queries.offering_by_ref)
def door(offering: Offering, number: int) -> flask.Response:
    """The code for the wall: it changes every minute, and the page comes anew by itself, also without scripts."""
    session, now = session_of(offering, number), clock.now()
    sheet = queries.sheet_of(session)
    problem = actions.why_not_sign_in(session, offering, sheet, now=now)
    on = sheet is not None and bool(sheet.door) and problem is None
    code = door_rules.code_at(sheet.door, now) if on and sheet is not None else ""
    settings: Settings = flask.current_app.extensions["trainer_settings"]
    address = settings.address + flask.url_for("attendance.here")
    page = flask.render_template(
        "attendance/door.html", offering=offering, session=session, code=code,
        problem=sentence(Reason(*problem)) if problem else "", address=address.split("://", 1)[-1],
        picture=qr_picture(f"{address}?code={code}") if code else "",
        count=_count(len(queries.people_on(session)), doors.count_present(session)),
    )  # fmt: skip
    response = flask.make_response(page)
    if code:
        response.headers["Refresh"] = str(door_rules.seconds_left(now) + 1)
    return response


def _count(people: int, came: int) -> str:
    return ngettext(
        "%(came)s of %(num)d person is here.", "%(came)s of %(num)d people are here.", people, came=came
    )


@bp.post("/offerings/<offering_ref>/attendance/<int:number>/door")
@guard.needs(Permission.ATTENDANCE_MARK, offering=schedule_queries.offering_by_ref)
def open_door(offering: Offering, number: int) -> Any:
    """Begin or end sign-in by code."""
    session = session_of(offering, number)
    act = actions.close_door if flask.request.form.get("do") == "close" else actions.open_door
    try:
        act(session=session, offering=offering, by=guard.actor(), now=clock.now())
    except Refused as error:
        for said in undone(error):
            flask.flash(said, "care")
    return flask.redirect(flask.url_for("attendance.door", offering_ref=offering.ref, number=number), 303)


def _visitor() -> str:
    """Each person is counted alone: a whole room may share one address."""
    visitor = guard.actor()
    return f"person:{visitor.person_id}" if visitor else get_remote_address()


@bp.get("/here")
@brake("here.look", methods=("GET",), key=_visitor)
@guard.signed_in
def here() -> str:
    """The sessions that are on in which I have a place: one button says that I am here.

    It says whether the code that was brought fits, so nobody may ask it without end.
    """
    code = door_rules.tidy(flask.request.args.get("code", "")[:20])
    return _page(forms.DoorForm(formdata=None, data={"code": code}), [], brought=bool(code))


@bp.post("/here")
@brake("here")
@guard.signed_in
def come() -> Any:
    """I am here, or I am leaving. A second tap says so and writes nothing."""
    now, leaving = clock.now(), flask.request.form.get("do") == "leave"
    form, by_camera = forms.DoorForm(), flask.request.form.get("by") == "camera"
    places = doors.sessions_now(guard.actor().person_id, now=now)
    try:
        if leaving:
            mine = _named(places)
            actions.sign_out(session=mine.session, offering=mine.offering, by=guard.actor(), now=now)
            flask.flash(_("Goodbye. You are signed out of “%(title)s”.", title=mine.offering.title), "done")
        elif not form.validate():
            return _page(form, [], brought=by_camera), 422
        else:
            found = _fitting(places, form.code.data or "")
            arrival = actions.sign_in(
                session=found.session, offering=found.offering, code=form.code.data or "",
                source=Source.QR if by_camera else Source.SELF, by=guard.actor(), now=now,
            )  # fmt: skip
            flask.flash(_said(arrival, found), "done" if arrival.counts else "care")
    except Refused as error:
        return _page(form, undone(error), brought=False), 422
    return flask.redirect(flask.url_for("attendance.here"), 303)


def _named(places: list[Here]) -> Here:
    offering, number = flask.request.form.get("offering"), flask.request.form.get("number")
    for one in places:
        if one.offering.ref == offering and str(one.session.number) == number:
            return one
    raise NotFound


def _fitting(places: list[Here], code: str) -> Here:
    """The session whose screen shows this code; else one to which they have not come yet, which says what is wrong."""
    now = clock.now()
    found = [one for one in places if one.lets_in(code, now)] or [one for one in places if not _since(one)]
    if not places:
        raise Refused(Reason(DoorReason.NO_PLACE))
    return (found or places)[0]


def _said(arrival: Arrival, found: Here) -> str:
    if not arrival.counts:
        return _("Your arrival is noted. The trainer has marked you already; ask them if something is wrong.")
    if arrival.again:
        return _("You are signed in already. All is well.")
    return _("Thank you. You are signed in to “%(title)s”.", title=found.offering.title)


def _page(form: forms.DoorForm, refused: list[str], *, brought: bool) -> str:
    now = clock.now()
    places = doors.sessions_now(guard.actor().person_id, now=now)
    code = form.code.data or ""
    fitting = next((one for one in places if brought and one.lets_in(code, now)), None)
    if brought and places and not fitting and not refused:
        refused = [sentence(Reason(DoorReason.CODE_WRONG))]
    if not fitting and not form.errors:
        form.code.data = ""
    shown = [(one, _since(one), _counted(one)) for one in places]
    return flask.render_template(
        "attendance/here.html", places=shown, form=form, refused=refused, fitting=fitting, brought=brought
    )  # fmt: skip


def _since(one: Here) -> str:
    """Since when somebody is in the session; '' when they are not, or have left."""
    pieces = rules.from_kept(one.mark.pieces) if one.mark else []
    if not pieces or pieces[-1].left is not None:
        return ""
    return clock_time(pieces[-1].joined.astimezone(clock.zone(one.offering.zone)))


def _counted(one: Here) -> str:
    """What stands by now, with the times it is made of."""
    if one.mark is None:
        return ""
    times = wording.times(rules.from_kept(one.mark.pieces), one.offering.zone)
    return f"{times}. {wording.arithmetic(one.mark)}" if times else wording.arithmetic(one.mark)
