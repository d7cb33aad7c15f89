"""What can a member without an account see and change, on the page that only their own link opens?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.core.web.refusals import undone
from trainer.organizations.rules import AgeBand, Setting
from trainer.practice import actions, forms, queries
from trainer.practice.actions.cops import today_of
from trainer.practice.models import AccessSurvey, CopSession, Member
from trainer.practice.rules import CopSessionState, voices
from trainer.practice.views.blueprint import answer, bp, by_token, full_address
from trainer.practice.views.joining import former


def member_of(token: str, *, ended: bool = False) -> Member:
    """Whose page this is. After the membership ended it opens nothing but the way to have the name erased."""
    found = by_token(queries.voices.member_by_secret, token)
    if found.until is not None and not ended:
        raise NotFound
    flask.g.zone = flask.g.get("zone") or found.cop.zone
    return found


@bp.get("/m/<token>")
@guard.public
def own(token: str) -> Any:
    """What comes next in the group, what waits for this member, and what is kept of them."""
    member = member_of(token, ended=True)
    if member.until is not None:
        return flask.redirect(flask.url_for("practice.own_leave", token=token), 303)
    now, cop = clock.now(), member.cop
    sessions = queries.voices.sessions_around(cop.id)
    asked = [one for one in sessions if not _no_feedback(one)]
    given = queries.voices.has_given(member.id, [one.id for one in asked])
    rounds = [
        one for one in queries.health.rounds_of(cop.id) if queries.health.is_open(one, today_of(cop, now))
    ]
    return flask.render_template(
        "practice/member_own.html", member=member, cop=cop, token=token, agreed=queries.agreed(cop.id),
        address=full_address("practice.own", token=token) if flask.request.args.get("new") else "",
        next=next((one for one in sessions if _to_come(one, now)), None),
        asked=[(one, one.id in given) for one in reversed(asked)],
        rounds=[(one, queries.health.has_given(member.id, one.id)) for one in rounds[-1:]],
        ages=", ".join(words(AgeBand(band)) for band in member.ages),
        place=words(Setting(member.setting)) if member.setting else "",
        survey=queries.voices.access_of(cop.id).get(member.id),
        stories=queries.voices.own_stories(member.id),
        others=[one for one in queries.voices.stories_in_cop(cop.id) if one.member_id != member.id],
    )  # fmt: skip


def _no_feedback(session: CopSession) -> Any:
    return voices.why_no_feedback(
        state=session.state, starts_at=session.starts_at, planned_minutes=session.planned_minutes,
        now=clock.now(),
    )  # fmt: skip


def _to_come(session: CopSession, now: Any) -> bool:
    return session.state is CopSessionState.PLANNED and session.starts_at > now


@bp.route("/m/<token>/about", methods=["GET", "POST"])
@brake("own")
@guard.public
def own_about(token: str) -> Any:
    """Change what one gave on joining."""
    member = member_of(token)
    form, refused = forms.AboutForm(obj=member), []
    if form.validate_on_submit():
        try:
            actions.change_own(member=member, about=form.about(), now=clock.now())
            return back(token, _("Saved."))
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/member_own_about.html",
        member=member,
        cop=member.cop,
        token=token,
        form=form,
        refused=refused,
    )
    return answer(page, failed=form.is_submitted())


@bp.route("/m/<token>/access", methods=["GET", "POST"])
@brake("own")
@guard.public
def own_access(token: str) -> Any:
    """Say what one needs to take part."""
    member = member_of(token)
    row: AccessSurvey | None = queries.voices.access_of(member.cop_id).get(member.id)
    form = forms.AccessForm(data=row.content if row else None)
    if form.validate_on_submit():
        actions.save_access(member=member, content=form.content(), now=clock.now())
        return back(token, _("Saved. The facilitators see it, and nobody else."))
    page = flask.render_template(
        "practice/member_own_access.html", member=member, cop=member.cop, token=token, form=form
    )
    return answer(page, failed=form.is_submitted())


@bp.route("/m/<token>/leave", methods=["GET", "POST"])
@brake("own")
@guard.public
def own_leave(token: str) -> Any:
    """Leave, at any time; what goes and what stays is said before."""
    member = member_of(token, ended=True)
    form = forms.AnswerForm()
    if form.validate_on_submit():
        actions.leave(member=member, shown_as=former(member.cop), now=clock.now())
        return flask.redirect(flask.url_for("practice.left"), 303)
    return flask.render_template(
        "practice/member_own_leave.html", member=member, cop=member.cop, token=token, form=form,
        came=queries.came_often(member.cop_id).get(member.id, 0),
    )  # fmt: skip


@bp.get("/goodbye")
@guard.public
def left() -> str:
    """You have left. This page says nothing of whom or what."""
    return flask.render_template("practice/member_own_left.html")


def back(token: str, said: str) -> Any:
    flask.flash(said, "done")
    return flask.redirect(flask.url_for("practice.own", token=token), 303)
