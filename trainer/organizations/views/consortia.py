"""Which organizations plan training together, and which seats are held for them?"""

from typing import Any

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.organizations import actions
from trainer.organizations.forms import ConsortiumForm, JoinForm, LeaveForm
from trainer.organizations.models import Consortium, ConsortiumMember
from trainer.organizations.queries import consortia as queries
from trainer.organizations.views.blueprint import bp
from trainer.permissions import Permission, allowed


@bp.get("/consortia")
@guard.needs(Permission.ORGANIZATION_MANAGE)
def consortia() -> str:
    """All consortia, by name."""
    page = queries.consortia(after=flask.request.args.get("after"))
    return flask.render_template("organizations/consortia.html", page=page)


@bp.route("/consortia/new", methods=["GET", "POST"])
@guard.needs(Permission.ORGANIZATION_MANAGE)
def new_consortium() -> Any:
    """A new consortium."""
    return _edit(None)


@bp.get("/consortia/<consortium_ref>")
@guard.needs(Permission.CONSORTIUM_SEE, consortium=queries.consortium_by_ref)
def consortium(consortium: Consortium) -> str:
    """One consortium: its organizations, and the seats that are held for them."""
    may_change = allowed(guard.actor(), Permission.ORGANIZATION_MANAGE, consortium.scopes())
    return _page(consortium, _join_form(consortium) if may_change else None, [])


@bp.route("/consortia/<consortium_ref>/change", methods=["GET", "POST"])
@guard.needs(Permission.ORGANIZATION_MANAGE, consortium=queries.consortium_by_ref)
def change_consortium(consortium: Consortium) -> Any:
    """Change its name and what it is about."""
    return _edit(consortium)


def _edit(consortium: Consortium | None) -> Any:
    """The form of a consortium that is there, or of a new one."""
    form = ConsortiumForm(obj=consortium)
    if form.validate_on_submit():
        typed = {"name": form.name.data or "", "about": form.about.data or ""}
        try:
            if consortium is not None:
                actions.change_consortium(consortium=consortium, **typed, by=guard.actor(), now=clock.now())
                return _to(consortium, _("Saved."))
            made = actions.make_consortium(**typed, by=guard.actor(), now=clock.now())
            return _to(made, _("%(name)s is in the list now. Add its organizations.", name=made.name))
        except Refused as refused:
            form.name.errors = undone(refused)
    page = flask.render_template("organizations/edit_consortium.html", form=form, consortium=consortium)
    return page, 422 if form.is_submitted() else 200


@bp.post("/consortia/<consortium_ref>/organizations")
@guard.needs(Permission.ORGANIZATION_MANAGE, consortium=queries.consortium_by_ref)
def join(consortium: Consortium) -> Any:
    """One more organization in the consortium."""
    form, refused = _join_form(consortium), []
    if form.validate_on_submit():
        chosen = next(one for one in queries.all_organizations() if one.ref == form.organization.data)
        try:
            actions.join_consortium(
                consortium=consortium, organization=chosen, since=form.since.data or clock.today(),
                today=clock.today(), by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            return _to(consortium, _("%(name)s belongs to the consortium now.", name=chosen.name))
        except Refused as error:
            refused = undone(error)
    return _page(consortium, form, refused), 422


@bp.route("/consortia/<consortium_ref>/organizations/<member_ref>/end", methods=["GET", "POST"])
@guard.needs(
    Permission.ORGANIZATION_MANAGE, consortium=queries.consortium_by_ref, member=queries.member_by_ref
)
def leave_consortium(consortium: Consortium, member: ConsortiumMember) -> Any:
    """An organization leaves the consortium, after asking once for its last day."""
    if member.consortium_id != consortium.id:
        raise NotFound
    form, refused = LeaveForm(data={"on": clock.today()}), []
    if form.validate_on_submit():
        try:
            name = member.organization.name
            actions.leave_consortium(
                member=member, on=form.on.data or clock.today(), today=clock.today(), by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            return _to(consortium, _("%(name)s has left the consortium.", name=name))
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "organizations/leave_consortium.html",
        consortium=consortium,
        member=member,
        form=form,
        refused=refused,
    )
    return page, 422 if form.is_submitted() else 200


def _join_form(consortium: Consortium) -> JoinForm:
    there = {one.organization_id for one in consortium.members if one.until is None}
    form = JoinForm(data={"since": clock.today()})
    form.organization.choices = [SelectChoice("", _("Choose one"))] + [
        SelectChoice(one.ref, one.name) for one in queries.all_organizations() if one.id not in there
    ]
    return form


def _page(consortium: Consortium, form: JoinForm | None, refused: list[str]) -> str:
    return flask.render_template(
        "organizations/consortium.html", consortium=consortium, form=form, refused=refused,
        members=sorted(
            (one for one in consortium.members if one.until is None), key=lambda one: one.organization.sort_name
        ),
        former=[one for one in consortium.members if one.until is not None],
    )  # fmt: skip


def _to(consortium: Consortium, said: str) -> Any:
    flask.flash(said, "done")
    return flask.redirect(flask.url_for("organizations.consortium", consortium_ref=consortium.ref), 303)
