"""How does a coordinator, or a person themselves, give a seat to a colleague?"""

from typing import Any

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission, allowed
from trainer.registration import forms, queries
from trainer.registration.actions import substitution as actions
from trainer.registration.models import Registration
from trainer.registration.queries import substitution as colleague_queries
from trainer.registration.views.blueprint import bp


@bp.route("/registrations/<registration_ref>/substitute", methods=["GET", "POST"])
@guard.needs(Permission.REGISTRATION_CHANGE, registration=queries.registration_by_ref)
def substitute(registration: Registration) -> Any:
    """Choose a colleague, who then has the seat; or, for one's own seat, type the colleague's address."""
    actor, now = guard.actor(), clock.now()
    choosing = actions.may_see_colleagues(registration, actor)
    members = colleague_queries.colleagues(registration) if choosing else []
    form: Any = forms.ColleagueForm() if choosing else forms.ColleagueAddressForm()
    if choosing:
        form.colleague.choices = [SelectChoice("", _("Choose one"))] + [
            SelectChoice(member.ref, f"{member.listed_name}{f', {member.job}' if member.job else ''}")
            for member in members
        ]
    refused: list[str] = []
    reason = actions.why_not_give(registration, by=actor, now=now)
    ahead, under_way = actions.sessions_ahead(registration, now=now)
    if form.validate_on_submit():
        try:
            person = _person(registration, form, {member.ref: member.person for member in members})
            made = actions.substitute(registration=registration, person=person, by=actor, now=now)
            flask.flash(
                _("The seat in %(title)s went to %(name)s. Both are told.",
                  title=made.offering.title, name=made.person.name), "done",
            )  # fmt: skip
            shows = made if allowed(actor, Permission.REGISTRATION_SEE, made.scopes()) else registration
            return flask.redirect(flask.url_for("registration.show", registration_ref=shows.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "registration/substitute.html", registration=registration, offering=registration.offering, form=form,
        refused=refused, why_not=words(reason) if reason else "", members=members, choosing=choosing,
        own=registration.person_id == actor.person_id,
        ahead=len(ahead) if under_way else 0, shown_name=queries.typed_name(registration) or registration.person.name,
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _person(registration: Registration, form: Any, people: dict[str, Person]) -> Person | None:
    if people or hasattr(form, "colleague"):
        return people.get(form.colleague.data or "")
    return colleague_queries.colleague_by_email(registration, form.email.data or "")


@bp.app_template_global("may_substitute")
def may_substitute(registration: Registration) -> bool:
    """Whether the page of a registration offers to give the seat to a colleague."""
    return actions.why_not_give(registration, by=guard.actor(), now=clock.now()) is None
