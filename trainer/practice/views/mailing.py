"""How does a facilitator send the agenda, the highlights and a follow-up, seeing beforehand who reads what?"""

from collections.abc import Mapping
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.core import clock, program
from trainer.core.errors import Refused
from trainer.core.forms import as_lock
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.messages import rendering
from trainer.permissions import Permission
from trainer.practice import actions, queries
from trainer.practice.actions import mailing
from trainer.practice.forms import afterwards as after_forms
from trainer.practice.models import CopSession
from trainer.practice.queries import kit as kit_queries
from trainer.practice.rules import kit
from trainer.practice.rules.afterwards import MailKind, NoteKind
from trainer.practice.views.blueprint import answer, bp


def preview(session: CopSession, kind: MailKind, params: Mapping[str, Any]) -> rendering.Rendered:
    """The mail as a member called by a usual name will read it, in the language of the CoP."""
    sender = (program.name(), rendering.settings().mail_from or f"program@{rendering.host()}")
    return rendering.render(
        kind=f"practice.{kind.value}", params=params, name=_("(name)"), language=session.cop.language,
        sender=sender, now=clock.now(),
    )  # fmt: skip


def _sent(count: int, without: int) -> None:
    flask.flash(ngettext("Sent to %(num)d member.", "Sent to %(num)d members.", count), "done")
    if without:
        flask.flash(
            ngettext(
                "%(num)d member has no e-mail address here: give them the text on paper.",
                "%(num)d members have no e-mail address here: give them the text on paper.", without,
            ), "care",
        )  # fmt: skip


@bp.route("/cop-sessions/<cop_session_ref>/agenda", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def agenda_mail(cop_session: CopSession) -> Any:
    """The agenda as a mail: what it says, who gets it, who cannot; sent again with what is new."""
    form, refused = after_forms.AgendaMailForm(), []
    said = form.words.data or ""
    if form.validate_on_submit() and flask.request.form.get("do") == "send":
        try:
            sent = actions.send_agenda(session=cop_session, said=said, by=guard.actor(), now=clock.now())
            _sent(sent.reached, sent.without_address)
            there = flask.url_for("practice.session", cop_session_ref=cop_session.ref)
            return flask.redirect(there, 303)
        except Refused as error:
            refused = undone(error)
    params = mailing.agenda_params(cop_session, said, by=guard.actor())
    plan = kit_queries.plan_of(cop_session)
    problems = kit.why_not_ready(
        kit_queries.rows_of(cop_session), planned=cop_session.planned_minutes,
        content=plan.content if plan else {}, place=cop_session.place,
    )  # fmt: skip
    page = flask.render_template(
        "practice/agenda_mail.html", session=cop_session, cop=cop_session.cop, form=form, refused=refused,
        mail=preview(cop_session, MailKind.AGENDA, params), people=kit_queries.circle(cop_session.cop),
        problems=problems, again=params["again"], changes=params["changes"],
        sent=[one for one in kit_queries.mailings(cop_session) if one.kind is MailKind.AGENDA],
    )  # fmt: skip
    return answer(page, failed=bool(refused or form.errors))


@bp.route("/cop-sessions/<cop_session_ref>/highlights", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def highlights(cop_session: CopSession) -> Any:
    """What was worth keeping: written, and posted to the members."""
    written = kit_queries.note_of(cop_session, NoteKind.HIGHLIGHTS)
    begin = {"text": written.text if written else "", "lock": written.lock if written else 0}
    form, refused = after_forms.HighlightsForm(data=begin), []
    if form.validate_on_submit():
        try:
            return flask.redirect(_keep_highlights(cop_session, form), 303)
        except Refused as error:
            refused = undone(error)
            form.lock.data = kit_queries.note_of(cop_session, NoteKind.HIGHLIGHTS)
            form.lock.data = form.lock.data.lock if form.lock.data else 0
    params = {**mailing.highlights_params(cop_session, by=guard.actor()), "highlights": form.text.data or "…"}
    page = flask.render_template(
        "practice/highlights.html", session=cop_session, cop=cop_session.cop, form=form, refused=refused,
        mail=preview(cop_session, MailKind.HIGHLIGHTS, params), people=kit_queries.circle(cop_session.cop),
        written=kit_queries.note_of(cop_session, NoteKind.HIGHLIGHTS),
    )  # fmt: skip
    return answer(page, failed=bool(refused or form.errors))


def _keep_highlights(session: CopSession, form: after_forms.HighlightsForm) -> str:
    actor, now = guard.actor(), clock.now()
    actions.keep_note(
        session=session, kind=NoteKind.HIGHLIGHTS, text=form.text.data or "", lock=as_lock(form.lock.data),
        by=actor, now=now,
    )  # fmt: skip
    if flask.request.form.get("do") == "post":
        sent = actions.post_highlights(session=session, by=actor, now=now)
        _sent(sent.reached, sent.without_address)
        return flask.url_for("practice.afterwards", cop_session_ref=session.ref)
    flask.flash(_("The highlights are saved. Members do not see them yet."), "done")
    return flask.url_for("practice.highlights", cop_session_ref=session.ref)


@bp.route("/cop-sessions/<cop_session_ref>/follow-up", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def follow_up(cop_session: CopSession) -> Any:
    """A word to everybody after the session: to those who came, and to those who were missed."""
    begin = {
        "came": _("thank you for coming to session %(number)s.", number=cop_session.number),
        "missed": _("we missed you in session %(number)s.", number=cop_session.number),
        "highlights": True,
    }
    form, refused = after_forms.FollowUpForm(data=begin), []
    words = {name: form[name].data or "" for name in ("came", "missed", "body")}
    with_highlights = bool(form.highlights.data)
    if form.validate_on_submit() and flask.request.form.get("do") == "send":
        try:
            sent = actions.send_follow_up(
                session=cop_session,
                words=words,
                highlights=with_highlights,
                by=guard.actor(),
                now=clock.now(),
            )
            _sent(sent.reached, sent.without_address)
            there = flask.url_for("practice.afterwards", cop_session_ref=cop_session.ref)
            return flask.redirect(there, 303)
        except Refused as error:
            refused = undone(error)
    params = mailing.follow_up_params(cop_session, words, highlights=with_highlights, by=guard.actor())
    people, came = kit_queries.circle(cop_session.cop), kit_queries.who_came(cop_session)
    mails = [
        preview(cop_session, MailKind.FOLLOW_UP, {**params, "came": here, "own": []})
        for here in (True, False)
    ]
    page = flask.render_template(
        "practice/follow_up.html", session=cop_session, cop=cop_session.cop, form=form, refused=refused,
        mails=mails, came=people.only(came, among=True), missed=people.only(came, among=False), people=people,
        sent=[one for one in kit_queries.mailings(cop_session) if one.kind is MailKind.FOLLOW_UP],
    )  # fmt: skip
    return answer(page, failed=bool(refused or form.errors))
