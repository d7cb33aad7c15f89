"""What was presented at an offering, and how is recorded what stood on no program?"""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering
from trainer.showcase import actions, forms, queries
from trainer.showcase.rules import CALL_KINDS
from trainer.showcase.views.blueprint import bp


@bp.route("/offerings/<offering_ref>/presented", methods=["GET", "POST"])
@guard.needs(Permission.CALL_MANAGE, offering=schedule_queries.offering_by_ref)
def recorded(offering: Offering) -> Any:
    """Everything that is on record as presented here; record more by hand, or take that back."""
    if offering.kind not in CALL_KINDS:
        raise NotFound
    now, back = (
        clock.now(),
        flask.redirect(flask.url_for("showcase.recorded", offering_ref=offering.ref), 303),
    )
    days = queries.days_over(offering, now=now)
    if "take_back" in flask.request.form:
        _take_back(offering)
        return back
    form, refused = forms.RecordForm(), []
    form.offer(days)
    if form.validate_on_submit():
        try:
            made = actions.record(
                offering=offering, title=form.title.data or "", on=form.day, emails=form.addresses,
                by=guard.actor(), now=now,
            )  # fmt: skip
            flask.flash(
                ngettext("On record: %(num)d person presented.", "On record: %(num)d people presented.", len(made)),
                "done",
            )  # fmt: skip
            return back
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "showcase/recorded.html", offering=offering, days=days, form=form, refused=refused,
        presented=queries.presented_at(offering.id), call=queries.call_of(offering.id),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _take_back(offering: Offering) -> None:
    wanted = flask.request.form.get("take_back")
    one = next((row for row in queries.presented_at(offering.id) if row.ref == wanted), None)
    if one is not None and one.proposal_id is None:
        name = one.person.name
        actions.take_back(presented=one, by=guard.actor(), now=clock.now())
        flask.flash(_("It is no longer on record that %(name)s presented this.", name=name), "done")
