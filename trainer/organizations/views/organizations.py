"""Which organizations send people, and who answers for them?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import actions as accounts_actions
from trainer.accounts import queries as accounts_queries
from trainer.accounts.models import Grant
from trainer.accounts.views.blueprint import searched
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.organizations import actions, queries
from trainer.organizations.forms import CoordinatorForm, OrganizationForm
from trainer.organizations.models import Organization
from trainer.organizations.queries import consortia
from trainer.organizations.rules import Level, OrganizationKind
from trainer.organizations.views.blueprint import bp
from trainer.permissions import Permission


@bp.get("/organizations")
@guard.needs(Permission.ORGANIZATION_MANAGE)
def index() -> str:
    """All organizations, by name; those of one kind, level, region or consortium."""
    regions = consortia.region_names()
    search, filters = searched(), _filters(regions)
    page = queries.organizations(search=search, after=flask.request.args.get("after"), filters=filters)
    return flask.render_template(
        "organizations/index.html", page=page, search=search, filters=filters,
        kind_choices=[(kind.value, words(kind)) for kind in OrganizationKind],
        level_choices=[(level.value, words(level)) for level in Level],
        region_choices=[(name, name) for name in regions],
        consortium_choices=[(one.ref, one.name) for one in consortia.all_consortia()],
    )  # fmt: skip


def _filters(regions: list[str]) -> consortia.Filters:
    asked = flask.request.args
    return consortia.Filters(
        kind=next((kind for kind in OrganizationKind if kind.value == asked.get("kind")), None),
        level=next((level for level in Level if level.value == asked.get("level")), None),
        region=next((name for name in regions if name == asked.get("region")), ""),
        consortium=consortia.consortium_by_ref(asked.get("consortium", "")),
    )


def _form(organization: Organization | None = None) -> OrganizationForm:
    form = OrganizationForm(obj=organization)
    form.kind.choices = [(kind.value, words(kind)) for kind in OrganizationKind]
    form.level.choices = [(level.value, words(level)) for level in Level]
    regions = consortia.region_names()
    kept = [organization.region] if organization and organization.region not in ["", *regions] else []
    form.region.choices = [("", _("Not said"))] + [(name, name) for name in kept + regions]
    return form


def _typed(form: OrganizationForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "kind": form.kind.data,
        "level": form.level.data,
        "region": form.region.data,
    }


def _to(organization: Organization, said: str) -> Any:
    flask.flash(said, "done")
    return flask.redirect(flask.url_for("organizations.show", organization_ref=organization.ref), 303)


@bp.route("/organizations/new", methods=["GET", "POST"])
@guard.needs(Permission.ORGANIZATION_MANAGE)
def new() -> Any:
    """A new organization."""
    return _edit(None)


@bp.get("/organizations/<organization_ref>")
@guard.needs(Permission.ORGANIZATION_PEOPLE, organization=queries.organization_by_ref)
def show(organization: Organization) -> str:
    """One organization: what it is, and who answers for it."""
    return _page(organization, CoordinatorForm())


def _page(organization: Organization, form: CoordinatorForm) -> str:
    return flask.render_template(
        "organizations/show.html", organization=organization, form=form,
        counts=queries.count_members(organization),
        coordinators=queries.coordinators(organization, now=clock.now()),
        consortia=consortia.consortia_of(organization),
    )  # fmt: skip


@bp.route("/organizations/<organization_ref>/change", methods=["GET", "POST"])
@guard.needs(Permission.ORGANIZATION_MANAGE, organization=queries.organization_by_ref)
def change(organization: Organization) -> Any:
    """Change what is known about an organization."""
    return _edit(organization)


def _edit(organization: Organization | None) -> Any:
    """The form of an organization that is there, or of a new one."""
    form = _form(organization)
    if form.validate_on_submit():
        by, now = guard.actor(), clock.now()
        try:
            if organization is not None:
                actions.change_organization(organization=organization, **_typed(form), by=by, now=now)
                return _to(organization, _("Saved."))
            made = actions.make_organization(**_typed(form), by=by, now=now)
            return _to(made, _("%(name)s is in the list now.", name=made.name))
        except Refused as refused:
            form.name.errors = undone(refused)
    page = flask.render_template("organizations/edit.html", form=form, organization=organization)
    return page, 422 if form.is_submitted() else 200


@bp.post("/organizations/<organization_ref>/coordinators")
@guard.needs(Permission.ORGANIZATION_MANAGE, organization=queries.organization_by_ref)
def appoint(organization: Organization) -> Any:
    """Let somebody answer for this organization."""
    form = CoordinatorForm()
    if form.validate_on_submit():
        try:
            given = actions.appoint_coordinator(
                organization=organization, name=form.name.data, email=form.email.data, by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            return _to(organization, _("%(name)s now answers for this organization.", name=given.person.name))
        except Refused as refused:
            form.email.errors = undone(refused)
    return _page(organization, form), 422


@bp.post("/organizations/<organization_ref>/coordinators/<grant_ref>/end")
@guard.needs(
    Permission.ORGANIZATION_MANAGE,
    organization=queries.organization_by_ref,
    grant=accounts_queries.grant_by_ref,
)
def dismiss(organization: Organization, grant: Grant) -> Any:
    """Somebody no longer answers for this organization."""
    if (grant.scope_kind, grant.scope_id) != ("organization", organization.id):
        raise NotFound
    accounts_actions.end_grant(grant=grant, by=guard.actor(), now=clock.now())
    return _to(organization, _("%(name)s no longer answers for this organization.", name=grant.person.name))
