"""What does a facilitator need on their phone during a session? Agenda, question, values, sign-in code, the list."""

from datetime import timedelta
from typing import Any

import flask
import segno
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.config import Settings
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import assets, guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.forms.afterwards import NotesForm
from trainer.practice.models import CopSession
from trainer.practice.queries import kit as kit_queries
from trainer.practice.rules import SignInSource, sessions
from trainer.practice.views.blueprint import answer, bp, notes_kept_as
from trainer.practice.views.kit import card_titles
from trainer.practice.views.plan_pdf import begins

ARRIVING = timedelta(minutes=15)
"""For how long after the start the code at the door stands above the agenda."""


def door_address(session: CopSession) -> str:
    """The full address that the code at the door opens, on the site's own name."""
    settings: Settings = flask.current_app.extensions["trainer_settings"]
    return settings.address + flask.url_for("practice.door", token=session.token)


def door_code(session: CopSession) -> str:
    """The QR code of the door as a picture for an <img>: dark on white in any theme, with its quiet margin."""
    code = segno.make(door_address(session), error="m", micro=False)
    return code.svg_data_uri(scale=8, border=4, dark="#000", light="#fff", omitsize=True)


@bp.get("/cop-sessions/<cop_session_ref>/today")
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def today(cop_session: CopSession) -> str:
    """One page for the hour of the session."""
    now, rows = clock.now(), kit_queries.rows_of(cop_session)
    desk = kit_queries.desk(cop_session)
    written = desk.notes
    notes = {"text": written.text if written else "", "lock": written.lock if written else 0}
    return flask.render_template(
        "practice/today.html", session=cop_session, cop=cop_session.cop, code=door_code(cop_session),
        address=door_address(cop_session), rows=rows, begins=begins(cop_session, rows), cards=card_titles(),
        form=forms.SignInForm(), values=kit_queries.values_in_force(cop_session.cop_id), count=count_words(cop_session),
        problem=actions.doors.why_not_sign_in(cop_session, now=now), begun=now >= cop_session.starts_at,
        opens=sessions.sign_in_window(cop_session.starts_at, cop_session.planned_minutes)[0],
        notes=NotesForm(formdata=None, data=notes), turns=desk.turns, kept_as=notes_kept_as(cop_session),
        content=desk.content, door_first=now < cop_session.starts_at + ARRIVING,
    )  # fmt: skip


@bp.get("/cop-sessions/worker.js")
@guard.public
def worker() -> Any:
    """The script that opens a today page without a connection."""
    return assets.worker("/cop-sessions/")


def count_words(session: CopSession) -> str:
    """How many have signed in, of how many."""
    came, members = queries.count_sign_ins(session.id), queries.count_members(session.cop_id)
    return ngettext(
        "%(num)d of %(members)s members has signed in.", "%(num)d of %(members)s members have signed in.", came,
        members=members,
    )  # fmt: skip


@bp.get("/cop-sessions/<cop_session_ref>/count")
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def count(cop_session: CopSession) -> flask.Response:
    """How many have signed in by now, as one line of text: asked again and again by the open page."""
    return flask.Response(count_words(cop_session), mimetype="text/plain")


@bp.get("/cop-sessions/<cop_session_ref>/sheet")
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def sheet(cop_session: CopSession) -> str:
    """The sign-in sheet on paper, with the code for those who have a phone."""
    return flask.render_template(
        "practice/sheet.html", session=cop_session, cop=cop_session.cop, code=door_code(cop_session),
        address=door_address(cop_session), members=queries.members(cop_session.cop_id),
    )  # fmt: skip


@bp.route("/cop-sessions/<cop_session_ref>/sign-ins", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def sign_ins(cop_session: CopSession) -> Any:
    """Who was there: write somebody down by hand, take a mistake back, close the list."""
    form, refused = forms.SignInForm(), []
    here = flask.url_for("practice.sign_ins", cop_session_ref=cop_session.ref)
    do = flask.request.form.get("do")
    try:
        if flask.request.method == "POST" and do in ("lock", "take_back"):
            _act(cop_session, do)
            return flask.redirect(here, 303)
        if form.validate_on_submit():
            flask.flash(_write_down(cop_session, form), "done")
            stay = flask.request.form.get("back") == "today"
            there = flask.url_for("practice.today", cop_session_ref=cop_session.ref)
            return flask.redirect(there if stay else here, 303)
    except Refused as error:
        refused = undone(error)
    page = flask.render_template(
        "practice/sign_ins.html", session=cop_session, cop=cop_session.cop, form=form, refused=refused,
        sign_ins=queries.sign_ins(cop_session.id), take_back=forms.TakeBackForm(formdata=None),
        members=queries.members(cop_session.cop_id), source=SignInSource,
        problem=actions.doors.why_not_sign_in(cop_session, now=clock.now()), begun=clock.now() >= cop_session.starts_at,
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


def _write_down(session: CopSession, form: forms.SignInForm) -> str:
    arrival = actions.sign_in(
        session=session, name=form.name.data or "", source=SignInSource.TYPED, why=form.why.data or "",
        by=guard.actor(), now=clock.now(),
    )  # fmt: skip
    name = arrival.sign_in.member.name
    return (
        _("%(name)s was signed in already.", name=name)
        if arrival.again
        else _("%(name)s is signed in.", name=name)
    )


def _act(session: CopSession, do: str) -> None:
    form = forms.TakeBackForm()
    if not form.validate_on_submit():
        raise NotFound
    if do == "lock":
        actions.lock_sign_in(session=session, by=guard.actor(), now=clock.now())
        flask.flash(_("The sign-in list is closed."), "done")
        return
    number = str(form.sign_in.data or "")
    row = next((one for one in queries.sign_ins(session.id) if one.member.ref == number), None)
    if row is None:
        raise NotFound
    name = row.member.name
    actions.take_back_sign_in(
        sign_in=row, session=session, why=form.why.data or "", by=guard.actor(), now=clock.now()
    )
    flask.flash(_("The sign-in of %(name)s was taken back.", name=name), "done")
