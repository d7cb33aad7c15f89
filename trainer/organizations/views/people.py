"""Who belongs to an organization? The coordinator's page: the list, one more person, and who has left."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts.views.blueprint import searched
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import Form
from trainer.core.i18n import sentence
from trainer.core.web import guard, long_work
from trainer.core.web.long_work import UploadForm
from trainer.organizations import actions, queries
from trainer.organizations.forms import MemberForm
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import MembershipState
from trainer.organizations.rules.listing import MOST_UPLOAD
from trainer.organizations.views.blueprint import bp, columns_for
from trainer.permissions import Permission, Role


@bp.get("/my-people")
@guard.signed_in
def mine() -> Any:
    """A coordinator's people: at once where there is one organization, else a choice of theirs."""
    theirs = queries.organizations_named(guard.actor().scope_ids(Role.COORDINATOR, "organization"))
    if len(theirs) == 1:
        return flask.redirect(flask.url_for("organizations.people", organization_ref=theirs[0].ref))
    return flask.render_template("organizations/my_people.html", organizations=theirs)


@bp.get("/organizations/<organization_ref>/people")
@guard.needs(Permission.ORGANIZATION_PEOPLE, organization=queries.organization_by_ref)
def people(organization: Organization) -> str:
    """The people of an organization, by name."""
    search = searched()
    page = queries.members(organization, search=search, after=flask.request.args.get("after"))
    confirmed = [row[2].person_id for row in page.rows if row[2].state is MembershipState.ACTIVE]
    return flask.render_template(
        "organizations/people.html", organization=organization, page=page, search=search,
        columns=columns_for(confirmed, organization), counts=queries.count_members(organization),
    )  # fmt: skip


@bp.route("/organizations/<organization_ref>/people/new", methods=["GET", "POST"])
@guard.needs(Permission.ORGANIZATION_PEOPLE, organization=queries.organization_by_ref)
def add(organization: Organization) -> Any:
    """Name one person. The answer does not tell whether they have an account."""
    form = MemberForm()
    if form.validate_on_submit():
        try:
            actions.add_member(
                organization=organization, name=form.name.data, email=form.email.data, job=form.job.data or "",
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.email.errors = [sentence(reason) for reason in refused.reasons]
        else:
            flask.flash(
                _("%(name)s is in the list. We have written to %(email)s.",
                  name=form.name.data, email=form.email.data), "done",
            )  # fmt: skip
            return _to(organization)
    page = flask.render_template("organizations/add.html", form=form, organization=organization)
    return page, 422 if form.is_submitted() else 200


@bp.route("/organizations/<organization_ref>/people/upload", methods=["GET", "POST"])
@long_work.slowly
@guard.needs(Permission.ORGANIZATION_PEOPLE, organization=queries.organization_by_ref)
def upload(organization: Organization) -> Any:
    """A file of people: checked and saved by the worker."""
    form = UploadForm()
    here: dict[str, Any] = {"organization_ref": organization.ref}
    if form.validate_on_submit():
        people = flask.url_for("organizations.people", **here)
        job = long_work.took(
            form, kind="organizations.members",
            params={
                "organization": organization.ref, "organization_id": organization.id, "title": _("My people"),
                "kicker": organization.name, "back": people, "after": people,
                "again": flask.url_for("organizations.upload", **here),
            },
        )  # fmt: skip
        if job is not None:
            return long_work.page_of(job)
    return long_work.upload_page(
        form, title=_("My people"), kicker=organization.name,
        back=flask.url_for("organizations.people", **here), lead=long_work.for_people(MOST_UPLOAD),
    )  # fmt: skip


def _to(organization: Organization) -> Any:
    return flask.redirect(flask.url_for("organizations.people", organization_ref=organization.ref), 303)


@bp.route("/memberships/<membership_ref>/end", methods=["GET", "POST"])
@guard.needs(Permission.ORGANIZATION_PEOPLE, membership=queries.membership_by_ref)
def end(membership: Membership) -> Any:
    """Take somebody out of the list, after asking once."""
    form = Form()
    if form.validate_on_submit():
        name, organization = membership.shown_name, membership.organization
        today = clock.today()
        actions.end(membership=membership, on=max(today, membership.since), by=guard.actor(), now=clock.now())
        flask.flash(_("%(name)s is no longer in the list.", name=name), "done")
        return _to(organization)
    page = flask.render_template("organizations/end.html", form=form, membership=membership)
    return page, 422 if form.is_submitted() else 200
