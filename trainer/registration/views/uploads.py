"""How does a file of more people than one page holds come in? A coordinator's, and an administrator's of many."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core.i18n import words
from trainer.core.web import guard, long_work
from trainer.organizations import queries as organization_queries
from trainer.organizations.models import Organization
from trainer.organizations.rules.listing import MOST_UPLOAD
from trainer.permissions import Permission
from trainer.registration import forms, queries
from trainer.registration.views.blueprint import bp
from trainer.schedule.models import Offering


@bp.route("/organizations/<organization_ref>/offerings/<offering_ref>/upload", methods=["GET", "POST"])
@long_work.slowly
@guard.needs(
    Permission.REGISTER_TEAM,
    organization=organization_queries.organization_by_ref,
    offering=queries.known_offering,
)
def upload(organization: Organization, offering: Offering) -> Any:
    """A file of one organization's people; a column of organizations may name only what its sender answers for."""
    here: dict[str, Any] = {"organization_ref": organization.ref, "offering_ref": offering.ref}
    params = {
        "organization": organization.ref, "organization_id": organization.id, "kicker": organization.name,
        "back": flask.url_for("registration.team", **here), "again": flask.url_for("registration.upload", **here),
        "after": flask.url_for("registration.sent", organization_ref=organization.ref, offering=offering.ref),
    }  # fmt: skip
    hint = _(
        "With the headings name, e-mail and role. If you answer for several organizations, a column organization says"
        " for which one each person comes."
    )
    return _upload("registration.team", offering, params, hint)


@bp.route("/offerings/<offering_ref>/people/upload", methods=["GET", "POST"])
@long_work.slowly
@guard.needs(Permission.REGISTER_TEAM, offering=queries.known_offering)
def upload_many(offering: Offering) -> Any:
    """A file of people of many organizations, each named on its line: an administrator's."""
    roster = flask.url_for("registration.roster", offering_ref=offering.ref)
    params = {
        "kicker": _("People of several organizations"), "back": roster, "after": roster,
        "again": flask.url_for("registration.upload_many", offering_ref=offering.ref),
    }  # fmt: skip
    hint = _(
        "With the headings name, e-mail, role and organization. Write each organization as it stands in the list of"
        " organizations."
    )
    return _upload("registration.many", offering, params, hint)


def _upload(kind: str, offering: Offering, params: dict[str, Any], hint: str) -> Any:
    form = forms.TeamUploadForm()
    form.offer([(place.format.value, words(place.format)) for place in offering.places])
    form.file.description = hint
    if form.validate_on_submit():
        format = form.format.data if "format" in form else ""
        about = {"offering": offering.ref, "format": format, "title": offering.title}
        job = long_work.took(form, kind=kind, params={**params, **about})
        if job is not None:
            return long_work.page_of(job)
    return long_work.upload_page(
        form, title=offering.title, kicker=params["kicker"], back=params["back"],
        lead=long_work.for_people(MOST_UPLOAD),
    )  # fmt: skip
