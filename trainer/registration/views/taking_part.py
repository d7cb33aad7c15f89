"""How does somebody with a place take part: in person or online, through which link, with which needs?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission, allowed
from trainer.registration import forms, queries
from trainer.registration.actions import formats as actions
from trainer.registration.models import Registration
from trainer.registration.queries import prospects, queue, substitution
from trainer.registration.rules import CAN_WITHDRAW, RegistrationState
from trainer.registration.rules.formats import JOINS, Change, WayIn, way_in
from trainer.registration.views.blueprint import bp
from trainer.schedule.rules.kinds import Format, OfferingState, SessionState


def way(registration: Registration) -> WayIn | None:
    """Whether the link is open to this person now; None for who has no seat online, or where there is no link."""
    offering = registration.offering
    online = registration.format is not Format.IN_PERSON and registration.state in JOINS
    if not online or not offering.join_url or offering.state is not OfferingState.PUBLISHED:
        return None
    there = [one for one in queries.sessions_joined(registration) if one.state is not SessionState.CANCELED]
    return way_in([(one.starts_at, one.ends_at) for one in there], now=clock.now())


def other_format(registration: Registration) -> Format | None:
    """The format that somebody with a seat could change to."""
    if registration.state is not RegistrationState.REGISTERED:
        return None
    others = [
        place.format for place in registration.offering.places if place.format is not registration.format
    ]
    return others[0] if others else None


def _may_know(registration: Registration) -> bool:
    """Whether the visitor may learn where this person takes part: of whoever has not confirmed, a coordinator may not.

    A place that they have of their own would show in what is possible here.
    """
    if allowed(guard.actor(), Permission.PERSON_SEE, registration.person.scopes()):
        return True
    return substitution.is_colleague(registration, registration.person_id)


@bp.get("/registrations/<registration_ref>/join")
@guard.needs(Permission.REGISTRATION_OWN, registration=queries.registration_by_ref)
def join(registration: Registration) -> Any:
    """Lead into the session while it is time; else to the page that says when. Calendars hold this address."""
    found = way(registration)
    if found is not None and found.is_open:
        return flask.redirect(registration.offering.join_url, 303)
    return flask.redirect(_show(registration), 303)


def _show(registration: Registration) -> str:
    return flask.url_for("registration.show", registration_ref=registration.ref)


@bp.route("/registrations/<registration_ref>/format", methods=["GET", "POST"])
@guard.needs(Permission.REGISTRATION_CHANGE, registration=queries.registration_by_ref)
def change_format(registration: Registration) -> Any:
    """In person or online: what happens stands above the button."""
    wanted = other_format(registration)
    if wanted is None or not _may_know(registration):
        raise NotFound
    form, refused = forms.AnswerForm(), []
    if form.validate_on_submit():
        try:
            change = actions.change_format(
                registration=registration, format=wanted, by=guard.actor(), now=clock.now()
            )
            flask.flash(_changed(change, wanted), "done")
            return flask.redirect(_show(registration), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "registration/format.html", registration=registration, offering=registration.offering, form=form,
        refused=refused, wanted=wanted, wish=queue.wish_of(registration),
        prospect=next(
            one
            for one in prospects.prospects(registration.offering, prerequisite_open=False)
            if one.format is wanted
        ),
    )  # fmt: skip
    return page, 409 if refused else 200


def _changed(change: Change, wanted: Format) -> str:
    if change is Change.AT_ONCE:
        return _("Changed. You now take part: %(format)s.", format=words(wanted))
    return _("You keep your seat, and wait to change to: %(format)s.", format=words(wanted))


@bp.post("/registrations/<registration_ref>/format/keep")
@guard.needs(Permission.REGISTRATION_CHANGE, registration=queries.registration_by_ref)
def keep_format(registration: Registration) -> Any:
    """No longer wait for the other format."""
    if not forms.AnswerForm().validate_on_submit() or not _may_know(registration):
        raise NotFound
    actions.keep_format(registration=registration, by=guard.actor(), now=clock.now())
    flask.flash(_("You keep your seat and no longer wait to change."), "done")
    return flask.redirect(_show(registration), 303)


@bp.route("/registrations/<registration_ref>/needs", methods=["GET", "POST"])
@guard.needs(Permission.REGISTRATION_OWN, registration=queries.registration_by_ref)
def needs(registration: Registration) -> Any:
    """What the person needs to take part well, as long as they have a place or wait for one."""
    if registration.state not in CAN_WITHDRAW:
        raise NotFound
    form, refused = forms.NeedsForm(obj=registration), []
    if form.validate_on_submit():
        try:
            actions.say_needs(
                registration=registration, access_needs=form.access_needs.data or "", by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Saved. The trainers of this offering and the administrators can read it."), "done")
            return flask.redirect(_show(registration), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "registration/needs.html", registration=registration, offering=registration.offering, form=form, refused=refused
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200
