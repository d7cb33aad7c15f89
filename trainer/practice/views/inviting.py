"""Whom does a CoP invite, where can it meet, and who is in which team? Lists of its facilitators alone."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Cop, Invitation
from trainer.practice.rules.guidance import TeamRole
from trainer.practice.rules.inviting import Answer, Circle, Guest, VenueUse, circle_now
from trainer.practice.views.blueprint import answer, bp


@bp.route("/cops/<cop_ref>/invitations", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def inviting(cop: Cop) -> Any:
    """Who was invited, circle by circle, what they said; and whom to ask next."""
    form: Any = forms.InviteForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.invite(
                cop=cop, guest=Guest(form.guest.data), circle=Circle(form.circle.data), name=form.name.data,
                how=form.how.data or "", contact=form.contact.data or "", invited_by=form.invited_by.data or "",
                asked_on=form.asked_on.data, by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("%(name)s is on the list.", name=form.name.data), "done")
            return flask.redirect(flask.url_for("practice.inviting", cop_ref=cop.ref), 303)
        except Refused as error:
            refused = undone(error)
    known = queries.invitations(cop.id)
    page = flask.render_template(
        "practice/inviting.html", cop=cop, form=form, refused=refused, known=known, circles=list(Circle),
        turn=circle_now((one.circle, one.answer) for one in known),
        yes=sum(one.answer is Answer.YES for one in known),
        open=sum(one.answer is Answer.OPEN for one in known),
        planned=sum(one.answer is Answer.PLANNED for one in known),
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


@bp.route("/cop-invitations/<cop_invitation_ref>", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_invitation=queries.invitation_by_ref)
def invitation(cop_invitation: Invitation) -> Any:
    """What became of one invitation. Who says yes as a member is on the list of members from then on."""
    invitation, cop = cop_invitation, cop_invitation.cop
    form: Any = forms.AnswerInvitationForm(
        data={
            "answer": invitation.answer.value, "how": invitation.how, "contact": invitation.contact,
            "said": invitation.note,
        }
    )  # fmt: skip
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            made = actions.answer_invitation(
                invitation=invitation, answer=Answer(form.answer.data), how=form.how.data or "",
                contact=form.contact.data or "", said=form.said.data or "", on=form.on.data, by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            said = (
                _("Saved. %(name)s is on the list of members now.", name=made.name) if made else _("Saved.")
            )
            flask.flash(said, "done")
            return flask.redirect(flask.url_for("practice.inviting", cop_ref=cop.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/invitation.html", cop=cop, invitation=invitation, form=form, refused=refused
    )
    return answer(page, failed=form.is_submitted())


@bp.route("/cops/<cop_ref>/places", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def venues(cop: Cop) -> Any:
    """Places in the area: to meet in, instead, or to visit; free of rent and parking or not."""
    form: Any = forms.VenueForm()
    refused: list[str] = []
    here = flask.url_for("practice.venues", cop_ref=cop.ref)
    drop = flask.request.form.get("drop")
    try:
        if drop and forms.AnswerForm().validate_on_submit():
            actions.drop_venue(cop=cop, ref=drop, by=guard.actor(), now=clock.now())
            flask.flash(_("The place is off the list."), "done")
            return flask.redirect(here, 303)
        if not drop and form.validate_on_submit():
            actions.add_venue(
                cop=cop, use=VenueUse(form.use.data), name=form.name.data, address=form.address.data or "",
                rent_free=form.rent_free.data, parking_free=form.parking_free.data, said=form.said.data or "",
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("%(name)s is on the list.", name=form.name.data), "done")
            return flask.redirect(here, 303)
    except Refused as error:
        refused = undone(error)
    page = flask.render_template(
        "practice/venues.html", cop=cop, form=form, refused=refused, known=queries.venues(cop.id)
    )
    return answer(page, failed=form.is_submitted())


@bp.route("/cops/<cop_ref>/teams", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def teams(cop: Cop) -> Any:
    """The teams of a CoP, and who is in which of them with which role."""
    known, people = queries.teams(cop.id), queries.belongings(cop.id)
    adding: Any = forms.TeamForm()
    names = {team.id: team.ref for team in known}
    placing: Any = forms.teams_form(
        [(member.ref, member.name) for member, _row in people], [(one.ref, one.name) for one in known]
    )(data=_placed(people, names))
    refused: list[str] = []
    do, failed = flask.request.form.get("do", ""), None
    try:
        if do == "place":
            failed = placing
            if placing.validate_on_submit():
                actions.place_members(
                    cop=cop, places=_places(placing, people), by=guard.actor(), now=clock.now()
                )
                return _back_to_teams(cop, _("Saved."))
        elif do and flask.request.method == "POST":
            if forms.AnswerForm().validate_on_submit():
                actions.drop_team(cop=cop, ref=do, by=guard.actor(), now=clock.now())
                return _back_to_teams(cop, _("The team is off the list."))
            raise NotFound
        elif adding.validate_on_submit():
            actions.add_team(cop=cop, name=adding.name.data, by=guard.actor(), now=clock.now())
            return _back_to_teams(cop, _("%(name)s is on the list.", name=adding.name.data))
        else:
            failed = adding
    except Refused as error:
        refused = undone(error)
        known, people = queries.teams(cop.id), queries.belongings(cop.id)
    page = flask.render_template(
        "practice/teams.html", cop=cop, adding=adding, placing=placing, refused=refused, known=known, people=people,
        failed=failed if adding.is_submitted() else None,
        sizes={team.id: sum(row is not None and row.team_id == team.id for _m, row in people) for team in known},
    )  # fmt: skip
    return answer(page, failed=adding.is_submitted())


def _placed(people: Any, refs: dict[int, str]) -> dict[str, str]:
    found = {}
    for member, row in people:
        if row is not None and row.team_id in refs:
            found[f"team_{member.ref}"] = refs[row.team_id]
            found[f"role_{member.ref}"] = row.team_role.value if row.team_role else ""
    return found


def _places(form: Any, people: Any) -> dict[str, tuple[str, TeamRole | None]]:
    found = {}
    for member, _row in people:
        role = form[f"role_{member.ref}"].data
        found[member.ref] = (form[f"team_{member.ref}"].data or "", TeamRole(role) if role else None)
    return found


def _back_to_teams(cop: Cop, said: str) -> Any:
    flask.flash(said, "done")
    return flask.redirect(flask.url_for("practice.teams", cop_ref=cop.ref), 303)
