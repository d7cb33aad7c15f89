"""How is an offering canceled, a draft discarded, a trainer named? Each asks once, plainly."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import actions as account_actions
from trainer.accounts import queries as account_queries
from trainer.core import clock, i18n
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import as_lock
from trainer.core.web import guard
from trainer.permissions import Permission, Role
from trainer.schedule import actions, forms, queries
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import OfferingState
from trainer.schedule.views.blueprint import bp


def _back(offering: Offering) -> Any:
    return flask.redirect(flask.url_for("schedule.edit", offering_ref=offering.ref), 303)


@bp.get("/manage/offerings/<offering_ref>/cancel")
@guard.needs(Permission.SCHEDULE_MANAGE, offering=queries.offering_by_ref)
def cancel(offering: Offering) -> str:
    """Ask why, and say what follows."""
    return _cancel_page(offering, forms.CancelForm(formdata=None, data={"lock": str(offering.lock)}))


def _cancel_page(offering: Offering, form: forms.CancelForm, more: list[str] | None = None) -> str:
    return flask.render_template("schedule/cancel.html", offering=offering, form=form, more=more)


@bp.post("/manage/offerings/<offering_ref>/cancel")
@guard.needs(Permission.SCHEDULE_MANAGE, offering=queries.offering_by_ref)
def draft_cancellation(offering: Offering) -> Any:
    """Draft it; the next publication tells everybody."""
    form = forms.CancelForm()
    if not form.validate_on_submit():
        return _cancel_page(offering, form), 422
    try:
        actions.cancel_offering(
            offering=offering,
            why=form.why.data,
            lock=as_lock(form.lock.data),
            by=guard.actor(),
            now=clock.now(),
        )
    except Refused as refused:
        form.lock.data = str(offering.lock)
        return _cancel_page(offering, form, [i18n.sentence(reason) for reason in refused.reasons]), 409
    flask.flash(_("The cancellation is drafted. People are told when you publish the schedule."), "done")
    return _back(offering)


@bp.post("/manage/offerings/<offering_ref>/discard")
@guard.needs(Permission.SCHEDULE_MANAGE, offering=queries.offering_by_ref)
def discard(offering: Offering) -> Any:
    """Forget what was drafted."""
    form = forms.DiscardForm()
    if not form.validate_on_submit():
        flask.abort(400)
    year, was_new = offering.year, offering.state is OfferingState.DRAFT
    actions.discard_draft(offering=offering, lock=as_lock(form.lock.data), by=guard.actor(), now=clock.now())
    if was_new:
        flask.flash(_("The draft is gone."), "done")
        return flask.redirect(flask.url_for("schedule.plan", year_ref=year.slug), 303)
    flask.flash(_("The changes are gone. The offering stays as it is published."), "done")
    return _back(offering)


@bp.post("/manage/offerings/<offering_ref>/trainers")
@guard.needs(Permission.SCHEDULE_MANAGE, offering=queries.offering_by_ref)
def add_trainer(offering: Offering) -> Any:
    """Name a trainer, who then sees the people of this offering."""
    form = forms.TrainerForm()
    person = account_queries.person_by_sign_in(form.email.data) if form.validate_on_submit() else None
    if person is None:
        problem = _("Nobody signs in with this address. Invite them first, then name them here.")
        flask.flash(" ".join(str(error) for error in form.email.errors) or problem, "care")
        return _back(offering)
    try:
        account_actions.grant(
            person=person,
            role=Role.TRAINER,
            thing=offering,
            cause="schedule",
            by=guard.actor(),
            now=clock.now(),
        )
    except Refused as refused:
        flask.flash(" ".join(i18n.sentence(reason) for reason in refused.reasons), "care")
        return _back(offering)
    flask.flash(_("%(name)s leads this offering now.", name=person.name), "done")
    return _back(offering)


@bp.post("/manage/offerings/<offering_ref>/trainers/<grant_ref>/end")
@guard.needs(Permission.SCHEDULE_MANAGE, offering=queries.offering_by_ref)
def end_trainer(offering: Offering, grant_ref: str) -> Any:
    """A trainer no longer leads this offering."""
    if not forms.DiscardForm().validate_on_submit():
        flask.abort(400)
    held = account_queries.grants_in("offering", offering.id, Role.TRAINER, now=clock.now())
    grant = next((grant for grant in held if grant.ref == grant_ref), None)
    if grant is None:
        raise NotFound
    account_actions.end_grant(grant=grant, by=guard.actor(), now=clock.now())
    flask.flash(_("The trainer was taken off."), "done")
    return _back(offering)
