"""Who is in the CoP? Its facilitators see the list, add to it, correct it, and end a membership."""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Cop, Member
from trainer.practice.views.blueprint import answer, bp


@bp.route("/cops/<cop_ref>/members", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def members(cop: Cop) -> Any:
    """The members with how often they came, and a list to type or paste."""
    form, refused = forms.MembersForm(), []
    if form.validate_on_submit():
        try:
            new, known = actions.add_members(cop=cop, people=form.people(), by=guard.actor(), now=clock.now())
            flask.flash(_said(len(new), known), "done" if new else "care")
            return flask.redirect(flask.url_for("practice.members", cop_ref=cop.ref), 303)
        except Refused as error:
            refused = undone(error)
    everybody = queries.members(cop.id, ended=True)
    page = flask.render_template(
        "practice/members.html", cop=cop, form=form, refused=refused, came=queries.came_often(cop.id),
        members=[one for one in everybody if one.until is None],
        former=[one for one in everybody if one.until is not None],
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


def _said(new: int, known: list[str]) -> str:
    text = ngettext("%(num)d member was added.", "%(num)d members were added.", new)
    return f"{text} {_('On the list already: %(names)s.', names=', '.join(known[:10]))}" if known else text


@bp.route("/cop-members/<member_ref>", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, member=queries.member_by_ref)
def member(member: Member) -> Any:
    """One member: correct what is known, or end the membership."""
    form, refused = forms.MemberForm(obj=member), []
    ends = bool(flask.request.form.get("end"))
    back = flask.url_for("practice.members", cop_ref=member.cop.ref)
    try:
        if ends and forms.AnswerForm().validate_on_submit():
            actions.end_member(member=member, by=guard.actor(), now=clock.now())
            flask.flash(
                _("%(name)s is no longer a member. What happened stays on record.", name=member.name), "done"
            )
            return flask.redirect(back, 303)
        if not ends and form.validate_on_submit():
            actions.change_member(
                member=member, name=form.name.data or "", role=form.role.data or "", email=form.email.data or "",
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Saved."), "done")
            return flask.redirect(back, 303)
    except Refused as error:
        refused = undone(error)
    page = flask.render_template("practice/member.html", member=member, form=form, refused=refused, back=back)
    return answer(page, failed=form.is_submitted())
