"""Does somebody come to a series for the season, or only to some sessions? Chosen when registering, changed later."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.registration import forms, queries
from trainer.registration.actions import season as actions
from trainer.registration.models import Registration
from trainer.registration.rules import CAN_WITHDRAW
from trainer.registration.rules.season import Chosen, can_join
from trainer.registration.views.blueprint import bp
from trainer.schedule.models import Offering
from trainer.schedule.wording import dates


def choices(offering: Offering) -> list[tuple[str, str]]:
    """The sessions that can still be joined, by key, with day and time."""
    now = clock.now()
    return [
        (one.key, f"{dates.session_when(one, offering.zone)}{': ' + one.label if one.label else ''}")
        for one in offering.sessions
        if can_join(Chosen(one.ends_at, one.state), now=now)
    ]


@bp.route("/registrations/<registration_ref>/sessions", methods=["GET", "POST"])
@guard.needs(Permission.REGISTRATION_OWN, registration=queries.registration_by_ref)
def choose_sessions(registration: Registration) -> Any:
    """Come for the season, or to some sessions, from now on."""
    offering = registration.offering
    joined = [one.key for one in queries.sessions_joined(registration)]
    open_ones = [one for one in choices(offering) if offering.per_session or one[0] in joined]
    may = offering.per_session or registration.single
    if registration.state not in CAN_WITHDRAW or not may or not open_ones:
        raise NotFound
    form = forms.SessionsForm(
        joining="single" if registration.single else "season", sessions=joined if registration.single else []
    )
    form.offer_sessions(open_ones)
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.choose_sessions(
                registration=registration, keys=form.keys(), by=guard.actor(), now=clock.now()
            )
            flask.flash(_("Saved. Your calendar follows with the mail that we send."), "done")
            return flask.redirect(flask.url_for("registration.show", registration_ref=registration.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "registration/sessions.html", registration=registration, offering=offering, form=form, refused=refused
    )
    return page, 422 if flask.request.method == "POST" else 200
