"""How does a member sign in at the door, on their own phone, without an account?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Reason, Refused
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.core.web.refusals import undone
from trainer.practice import actions, forms, queries
from trainer.practice.models import CopSession, Member
from trainer.practice.rules import SignInSource, voices
from trainer.practice.views.blueprint import bp


def _session(token: str) -> CopSession:
    found = queries.cop_session_by_token(token) if token.isascii() and "\x00" not in token else None
    if found is None:
        raise NotFound
    return found


@bp.get("/s/<token>")
@guard.public
def door(token: str) -> str:
    """Choose your name, one tap. Names are shown only while sign-in is open."""
    return _page(_session(token), forms.DoorForm(formdata=None), [])


def _page(session: CopSession, form: forms.DoorForm, refused: list[str]) -> str:
    problem = actions.doors.why_not_sign_in(session, now=clock.now())
    members = [] if problem else queries.members(session.cop_id)
    closed = sentence(Reason(*problem)) if problem else ""
    flask.g.zone = flask.g.get("zone") or session.cop.zone
    return flask.render_template(
        "practice/door.html", session=session, cop=session.cop, members=members, form=form,
        refused=[] if problem else refused, closed=closed, thanks=flask.request.args.get("thanks"),
    )  # fmt: skip


@bp.post("/s/<token>")
@brake("door", "CROWD_LIMIT")
@guard.public
def come_in(token: str) -> Any:
    """Signed in, and thanked. A second tap says so and writes nothing."""
    session, form = _session(token), forms.DoorForm()
    if not form.validate_on_submit() or not (form.member.data or form.name.data):
        refused = [_("Tap your name, or type it.")] if not form.errors else []
        return _page(session, form, refused), 422
    try:
        arrival = actions.sign_in(
            session=session, member=_member(form.member.data), name=form.name.data or "", source=SignInSource.QR,
            now=clock.now(),
        )  # fmt: skip
    except Refused as error:
        return _page(session, form, undone(error)), 409
    name = arrival.sign_in.member.name
    flask.flash(
        _("%(name)s, you are already signed in. All is well.", name=name) if arrival.again
        else _("Thank you, %(name)s. You are signed in.", name=name), "done",
    )  # fmt: skip
    return flask.redirect(flask.url_for("practice.thanks", token=token), 303)


def _member(ref: str | None) -> Member | None:
    if not ref:
        return None
    found = queries.member_by_ref(ref) if ref.isascii() and "\x00" not in ref else None
    if found is None:
        raise NotFound
    return found


@bp.get("/s/<token>/thanks")
@guard.public
def thanks(token: str) -> str:
    """You are signed in; the page can be closed, or the phone given to the next."""
    session = _session(token)
    problem = actions.doors.why_not_sign_in(session, now=clock.now())
    asks = voices.why_no_feedback(
        state=session.state,
        starts_at=session.starts_at,
        planned_minutes=session.planned_minutes,
        now=clock.now(),
    )
    return flask.render_template(
        "practice/thanks.html", session=session, cop=session.cop, closed=bool(problem), feedback=asks is None
    )
