"""Which regions can an organization be in? The list that administrators keep."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.organizations import actions
from trainer.organizations.forms import RegionForm
from trainer.organizations.models import Region
from trainer.organizations.queries import consortia as queries
from trainer.organizations.views.blueprint import bp
from trainer.permissions import Permission


@bp.route("/regions", methods=["GET", "POST"])
@guard.needs(Permission.ORGANIZATION_MANAGE)
def regions() -> Any:
    """The list, and a form for one more."""
    form, refused = RegionForm(), []
    if form.validate_on_submit():
        try:
            made = actions.add_region(name=form.name.data or "", by=guard.actor(), now=clock.now())
            flask.flash(_("%(name)s is in the list now.", name=made.name), "done")
            return flask.redirect(flask.url_for("organizations.regions"), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "organizations/regions.html", form=form, refused=refused, regions=queries.regions()
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/regions/<region_ref>", methods=["GET", "POST"])
@guard.needs(Permission.ORGANIZATION_MANAGE, region=queries.region_by_ref)
def region(region: Region) -> Any:
    """One region: another name, or off the list."""
    form, refused = RegionForm(obj=region), []
    remove = flask.request.form.get("step") == "remove"
    if form.validate_on_submit():
        try:
            if remove:
                actions.remove_region(region=region, by=guard.actor(), now=clock.now())
            else:
                actions.rename_region(
                    region=region, name=form.name.data or "", by=guard.actor(), now=clock.now()
                )
            flask.flash(_("Saved."), "done")
            return flask.redirect(flask.url_for("organizations.regions"), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template("organizations/region.html", form=form, refused=refused, region=region)
    return page, 422 if form.is_submitted() else 200
