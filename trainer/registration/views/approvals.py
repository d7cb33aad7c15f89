"""Which requests wait for an administrator's approval, and how is one approved or declined?"""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.core import clock
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.registration import actions, forms, queries
from trainer.registration.models import Registration
from trainer.registration.queries import approval as approval_queries
from trainer.registration.rules import Approval, RegistrationState
from trainer.registration.rules.approval import ApprovalReason
from trainer.registration.rules.seats import free
from trainer.registration.views.blueprint import bp
from trainer.schedule.models import Offering


@bp.route("/approvals", methods=["GET", "POST"])
@guard.needs(Permission.APPROVAL_DECIDE)
def approvals() -> Any:
    """What waits, oldest first; the ticked ones are approved together, in the order in which they asked."""
    form, refused = forms.AnswerForm(), []
    if form.validate_on_submit():
        try:
            return _approved(flask.request.form.getlist("ticked"))
        except Refused as error:
            refused = undone(error)
    page = approval_queries.waiting(after=flask.request.args.get("after"))
    requests = [row[2] for row in page.rows]
    rendered = flask.render_template(
        "registration/approvals.html", page=page, requests=requests, form=form, refused=refused,
        also_training=approval_queries.without_prerequisite(requests),
        free={one.offering_id: _free(one.offering) for one in requests},
    )  # fmt: skip
    return rendered, 422 if flask.request.method == "POST" else 200


def _approved(refs: list[str]) -> Any:
    found = approval_queries.waiting_among(refs[:200])
    if not found:
        raise Refused(Reason(ApprovalReason.NOBODY))
    done = actions.approve(registrations=found, by=guard.actor(), now=clock.now())
    seats = sum(one.state is RegistrationState.REGISTERED for one in done)
    waiting = sum(one.state is RegistrationState.WAITLISTED for one in done)
    flask.flash(
        ", ".join(
            said
            for number, said in (
                (1, ngettext("%(num)d request approved", "%(num)d requests approved", len(done))),
                (seats, ngettext("%(num)d seat", "%(num)d seats", seats)),
                (waiting, _("%(num)d on the waitlist", num=waiting)),
            )
            if number
        ) + ".", "done",
    )  # fmt: skip
    return flask.redirect(flask.url_for("registration.approvals"), 303)


def _free(offering: Offering) -> int | None:
    """The seats that are open to everybody in all formats; None without a limit."""
    counted = [
        free(capacity=place.capacity, taken=place.taken, reserved=place.reserved) for place in offering.places
    ]
    return None if None in counted else sum(count for count in counted if count is not None)


@bp.route("/registrations/<registration_ref>/approval", methods=["GET", "POST"])
@guard.needs(Permission.APPROVAL_DECIDE, registration=queries.registration_by_ref)
def decide_request(registration: Registration) -> Any:
    """One request: approve it, or decline it with a reason that the person and their coordinators read."""
    form = forms.ApprovalForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            if form.decision.data == "approve":
                actions.approve(registrations=[registration], by=guard.actor(), now=clock.now())
            else:
                actions.decline_request(
                    registration=registration,
                    reason=form.reason.data or "",
                    by=guard.actor(),
                    now=clock.now(),
                )
            flask.flash(_("The request was decided, and the person is told."), "done")
            return flask.redirect(flask.url_for("registration.approvals"), 303)
        except Refused as error:
            db.session.rollback()
            refused = []
            for reason in error.reasons:
                if reason.code is ApprovalReason.REASON_MISSING:
                    form.reason.errors = [sentence(reason)]
                else:
                    refused.append(sentence(reason))
    page = flask.render_template(
        "registration/approval.html", registration=registration, offering=registration.offering, form=form,
        refused=refused, pending=registration.approval is Approval.PENDING
        and registration.state is RegistrationState.REQUESTED,
        also_training=bool(approval_queries.without_prerequisite([registration])),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200
