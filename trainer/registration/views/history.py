"""What happened to a registration, in words? Every step in order, with its time in the reader's zone."""

from collections.abc import Mapping
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core.i18n import iso_moment, name_of, words
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.registration import queries
from trainer.registration.models import Registration
from trainer.registration.queries import history as history_queries
from trainer.registration.queries.history import Step
from trainer.registration.rules import EndCause, RegistrationState
from trainer.registration.views.blueprint import bp
from trainer.schedule.rules.kinds import Format


@bp.get("/registrations/<registration_ref>/steps")
@guard.needs(Permission.RECORD_SEE, registration=queries.registration_by_ref)
def steps(registration: Registration) -> str:
    """For the person and the administrators."""
    own = registration.person_id == guard.actor().person_id
    return flask.render_template(
        "registration/steps.html", registration=registration, offering=registration.offering, own=own,
        steps=history_queries.steps(registration), said=said, who=lambda step: _who(step, registration),
    )  # fmt: skip


def said(step: Step) -> str:
    """One step in words: 'Put on the waitlist as number 4'."""
    if step.action == "registration.register":
        return _began(step.facts)
    if step.action == "registration.offer":
        return _("Seat offered until %(ends)s", ends=iso_moment(step.facts["ends"])) if "ends" in step.facts else _(
            "Seat offered"
        )  # fmt: skip
    if step.action == "registration.accept":
        return _("Offer accepted: the seat is taken")
    if step.action == "registration.cancel":
        cause = step.facts.get("ended")
        return words(EndCause(cause)) if cause else name_of(step.action, "action")
    if step.action == "registration.outcome":
        return _("Written down: %(state)s", state=words(RegistrationState(step.facts["state"])))
    if step.action == "registration.format":
        return _("Changed to: %(format)s", format=words(Format(step.facts["format"])))
    return name_of(step.action, "action")


def _began(facts: Mapping[str, Any]) -> str:
    state = facts.get("state")
    if state == RegistrationState.WAITLISTED:
        position = facts.get("position") or facts.get("number")
        return _("Put on the waitlist as number %(number)s", number=position)
    if state == RegistrationState.REQUESTED:
        return _("Asked for a place; no seat is held yet")
    return _("Registered: the seat is taken")


def _who(step: Step, registration: Registration) -> str:
    if step.by_person is None:
        return _("by itself, as the rules say")
    if step.by_person == guard.actor().person_id:
        return _("by you")
    if step.by_person == registration.person_id:
        return _("by the person")
    return _("by %(name)s", name=step.by_name) if step.by_name else ""
