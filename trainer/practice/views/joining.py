"""How does somebody become a member by the link, and what do facilitators see of who has joined?"""

from typing import Any

import flask
from flask_babel import force_locale
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import sentence, words
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Cop, Member
from trainer.practice.rules import voices
from trainer.practice.rules.voices import DEVICES, Has
from trainer.practice.views.blueprint import answer, bp, by_token, code_of, full_address


@bp.route("/join/<token>", methods=["GET", "POST"])
@brake("join")
@guard.public
def join(token: str) -> Any:
    """What this group is, what is kept of you and who reads it; then your name and that you agree."""
    cop = by_token(queries.voices.cop_by_join_token, token)
    form, refused = forms.JoinForm(), []
    problem = voices.why_not_join(cop.state)
    agreement = queries.agreed(cop.id).agreement
    if not problem and form.validate_on_submit():
        try:
            agreed = bool(form.agree.data) and (agreement is None or bool(form.keep_confidence.data))
            _member, secret = actions.join(cop=cop, about=form.about(), agreed=agreed, now=clock.now())
            flask.flash(_("Welcome. You are a member now."), "done")
            return flask.redirect(flask.url_for("practice.own", token=secret, new=1), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/join.html", cop=cop, form=form, refused=refused, agreement=agreement,
        closed=sentence(Reason(problem)) if problem else "", charter=queries.in_force(queries.charters(cop.id)),
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


@bp.route("/cops/<cop_ref>/joining", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def joining(cop: Cop) -> Any:
    """The link to join by, who has used it, and what members need to take part."""
    form = forms.AnswerForm()
    if form.validate_on_submit():
        actions.renew_join_link(cop=cop, by=guard.actor(), now=clock.now())
        flask.flash(_("There is a new link. The old one opens nothing any more."), "done")
        return flask.redirect(flask.url_for("practice.joining", cop_ref=cop.ref), 303)
    address = full_address("practice.join", token=cop.join_token)
    return flask.render_template(
        "practice/joining.html", cop=cop, form=form, address=address, code=code_of(address),
        members=queries.members(cop.id), access=queries.voices.access_of(cop.id), devices=DEVICES,
        has={one.value: words(one) for one in Has},
    )  # fmt: skip


@bp.route("/cop-members/<member_ref>/link", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, member=queries.member_by_ref)
def member_link(member: Member) -> Any:
    """A new link to a member's own page, or for whoever has left: erase their name."""
    form = forms.AnswerForm()
    here = flask.url_for("practice.member_link", member_ref=member.ref)
    if form.validate_on_submit() and member.until is not None:
        actions.leave(member=member, shown_as=former(member.cop), by=guard.actor(), now=clock.now())
        flask.flash(_("The name is erased. That one person came to these sessions stays on record."), "done")
        return flask.redirect(flask.url_for("practice.members", cop_ref=member.cop.ref), 303)
    if form.validate_on_submit():
        secret = actions.renew_link(member=member, by=guard.actor(), now=clock.now())
        if not member.email:
            address = full_address("practice.own", token=secret)
            return flask.render_template(
                "practice/joining_link.html", member=member, form=form, address=address, code=code_of(address)
            )
        flask.flash(_("The link is on its way to %(email)s.", email=member.email), "done")
        return flask.redirect(here, 303)
    return flask.render_template("practice/joining_link.html", member=member, form=form, address="", code="")


def former(cop: Cop) -> str:
    """What stands where a name was, in the language of the group."""
    with force_locale(cop.language):
        return _("Former member")
