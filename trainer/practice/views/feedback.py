"""How does a member answer without a name, after a session or in a health check, and where do facilitators read it?"""

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.actions.cops import today_of
from trainer.practice.models import CopSession, HealthRound, Member
from trainer.practice.rules import health, voices
from trainer.practice.rules.voices import VoiceReason
from trainer.practice.views.blueprint import answer, bp, by_token, code_of, full_address
from trainer.practice.views.own_pages import member_of

KEPT_MARKS = 20


def marked(ref: str) -> bool:
    """Whether this browser has answered here: the browser remembers it, nobody else does."""
    return ref in flask.session.get("answered", [])


def mark(ref: str) -> None:
    """Let this browser remember it."""
    before = [one for one in flask.session.get("answered", []) if one != ref]
    flask.session["answered"] = [*before, ref][-KEPT_MARKS:]


def _one_answer(
    template: str, form: Any, ref: str, problem: str, give: Callable[[], None], done: str, **shown: Any
) -> Any:
    """The page of an anonymous form: closed, answered before on this device, or to be filled in."""
    refused: list[str] = []
    if not problem and form.validate_on_submit():
        try:
            give()
            mark(ref)
            return flask.redirect(done, 303)
        except Refused as error:
            refused = undone(error)
    before = marked(ref) and not flask.request.args.get("again") and not form.is_submitted()
    page = flask.render_template(
        template, form=form, refused=refused, problem=problem, before=before, done=done, **shown
    )
    return answer(page, failed=form.is_submitted())


@bp.route("/feedback/<token>", methods=["GET", "POST"])
@brake("feedback")
@guard.public
def feedback(token: str) -> Any:
    """One minute after a session, by its code or link: nobody knows who answers."""
    session = by_token(queries.cop_session_by_token, token)
    return _feedback(session, None, flask.url_for("practice.answered", token=token))


@bp.route("/m/<token>/feedback/<cop_session_ref>", methods=["GET", "POST"])
@brake("feedback")
@guard.public
def own_feedback(token: str, cop_session_ref: str) -> Any:
    """The same from a member's own page: once, and what they said is kept apart from that they did."""
    member = member_of(token)
    session = by_token(queries.cop_session_by_ref, cop_session_ref)
    if session.cop_id != member.cop_id:
        flask.abort(404)
    return _feedback(session, member, flask.url_for("practice.own", token=token, thanks=1))


def _feedback(session: CopSession, member: Member | None, done: str) -> Any:
    form = forms.FeedbackForm()
    flask.g.zone = flask.g.get("zone") or session.cop.zone
    problem = voices.why_no_feedback(
        state=session.state, starts_at=session.starts_at, planned_minutes=session.planned_minutes, now=clock.now()
    )  # fmt: skip
    if member and not problem and queries.voices.has_given(member.id, [session.id]):
        problem = (VoiceReason.ANSWERED_BEFORE, {})
    return _one_answer(
        "practice/feedback.html", form, f"{session.ref}{member.ref if member else ''}",
        sentence(Reason(*problem)) if problem else "",
        lambda: actions.give_feedback(session=session, said=form.said(), member=member, now=clock.now()),
        done, session=session, cop=session.cop, member=member, fewest=voices.FEWEST,
    )  # fmt: skip


@bp.get("/feedback/<token>/thanks")
@guard.public
def answered(token: str) -> str:
    """It is kept. The phone can be given to the next."""
    session = by_token(queries.cop_session_by_token, token)
    return flask.render_template(
        "practice/feedback_thanks.html", cop=session.cop,
        again=flask.url_for("practice.feedback", token=token, again=1),
    )  # fmt: skip


@bp.route("/health/<token>", methods=["GET", "POST"])
@brake("feedback")
@guard.public
def health_check(token: str) -> Any:
    """A round of the health check, by its code or link."""
    round = by_token(queries.health.round_by_token, token)
    return _health(round, None, flask.url_for("practice.health_answered", token=token))


@bp.route("/m/<token>/health/<health_round_ref>", methods=["GET", "POST"])
@brake("feedback")
@guard.public
def own_health(token: str, health_round_ref: str) -> Any:
    """The same from a member's own page: once in a round."""
    member = member_of(token)
    round = by_token(queries.health.round_by_ref, health_round_ref)
    if round.cop_id != member.cop_id:
        flask.abort(404)
    return _health(round, member, flask.url_for("practice.own", token=token, thanks=1))


def _health(round: HealthRound, member: Member | None, done: str) -> Any:
    form = forms.HealthForm()
    problem = None
    if not queries.health.is_open(round, today_of(round.cop, clock.now())):
        problem = VoiceReason.ROUND_CLOSED
    elif member and queries.health.has_given(member.id, round.id):
        problem = VoiceReason.ANSWERED_BEFORE
    return _one_answer(
        "practice/health_form.html", form, f"{round.ref}{member.ref if member else ''}",
        sentence(Reason(problem)) if problem else "",
        lambda: actions.answer_round(
            round=round, numbers=form.numbers(), texts=form.texts(), member=member, now=clock.now()
        ),
        done, round=round, cop=round.cop, member=member, dimensions=health.ITEMS, more=health.MORE,
        open_questions=health.OPEN, fewest=voices.FEWEST,
    )  # fmt: skip


@bp.get("/health/<token>/thanks")
@guard.public
def health_answered(token: str) -> str:
    """It is kept."""
    round = by_token(queries.health.round_by_token, token)
    return flask.render_template(
        "practice/feedback_thanks.html", cop=round.cop,
        again=flask.url_for("practice.health_check", token=token, again=1),
    )  # fmt: skip


@bp.get("/cop-sessions/<cop_session_ref>/feedback")
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def heard(cop_session: CopSession) -> str:
    """What members said after this session, and the code that leads them there."""
    address = full_address("practice.feedback", token=cop_session.token)
    now = clock.now()
    opens, ends = voices.feedback_window(cop_session.starts_at, cop_session.planned_minutes)
    return flask.render_template(
        "practice/feedback_heard.html", session=cop_session, cop=cop_session.cop, address=address,
        code=code_of(address), heard=queries.voices.feedback_of([cop_session], now=now)[cop_session.id],
        came=queries.count_sign_ins(cop_session.id), begun=now >= opens, over=now >= ends, ends=ends,
        canceled=cop_session.state.value == "canceled", title=_("Feedback of the members"),
    )  # fmt: skip
