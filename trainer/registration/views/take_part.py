"""How does one person register, see where they stand, take an offered place or give theirs back?"""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.accounts.models import Person
from trainer.accounts.queries import own_person
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.rules import ClaimState
from trainer.permissions import Permission, Role, allowed
from trainer.registration import actions, forms, queries
from trainer.registration.models import Registration
from trainer.registration.queries import eligibility, queue
from trainer.registration.queries import interest as interest_queries
from trainer.registration.queries import prospects as prospect_queries
from trainer.registration.queries.prospects import Prospect
from trainer.registration.rules import Approval, RegistrationState
from trainer.registration.rules.eligibility import EligibilityReason, what_made_eligible
from trainer.registration.views import season, series, taking_part
from trainer.registration.views.blueprint import bp
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format


@bp.route("/offerings/<offering_ref>/registration", methods=["GET", "POST"])
@guard.needs(Permission.REGISTER_ONESELF, offering=queries.known_offering)
def register(offering: Offering) -> Any:
    """One person alone: what will happen stands above the button."""
    person = own_person(guard.actor())
    mine = queries.live_registration(offering.id, person.id)
    if mine and flask.request.method == "GET":
        return flask.redirect(flask.url_for("registration.show", registration_ref=mine.ref), 303)
    course = offering.prerequisite
    completion = curriculum_queries.completion_of(person.id, course) if course else None
    claim = curriculum_queries.latest_claim(person.id, course) if course and not completion else None
    pending = claim is not None and claim.state is ClaimState.OPEN
    approves = offering.approval and not guard.actor().holds(Role.ADMINISTRATOR)
    prospects = prospect_queries.prospects(
        offering, prerequisite_open=bool(course and not completion) or approves
    )
    form: Any = (
        forms.RegisterWithClaimForm() if course and not completion and not pending else forms.RegisterForm()
    )
    form.offer(_formats(prospects), _organizations(person.id))
    form.offer_sessions(season.choices(offering) if offering.per_session else [])
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            return _register(offering, person, form)
        except Refused as error:
            refused = undone(error)
    now = clock.now()
    early = interest_queries.interest_of(offering.id, person.id) is not None
    problem = queries.why_not_register(offering, now=now, early=early) or eligibility.why_not(
        offering, person.id, now=now
    )
    known = eligibility.standings(offering, [person.id])[person.id]
    page = flask.render_template(
        "registration/register.html", offering=offering, form=form, prospects=prospects, completion=completion,
        claim=claim, approves=approves,
        eligibility_reasons=list(EligibilityReason), fact=what_made_eligible(offering.eligibility, known),
        pending=pending, problem=problem, refused=refused, outlook=outlook,
        asks=bool(course and not completion),
        course=curriculum_queries.course_title(course, guard.actor().language) if course else "",
        button=_button(prospects, asks_for_claim=hasattr(form, "training")), hints=_hints(prospects),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _register(offering: Offering, person: Person, form: Any) -> Any:
    actor, now = guard.actor(), clock.now()
    if hasattr(form, "training") and offering.prerequisite:
        curriculum_actions.make_claim(
            person=person, course=offering.prerequisite, by=actor, now=now, **form.claim()
        )
    chosen = form.organization.data if "organization" in form else ""
    registration = actions.register(
        offering=offering,
        person=person,
        organization=next((o for o in queries.organizations_of(person.id) if o.ref == chosen), None),
        format=Format(form.format.data) if "format" in form else None,
        access_needs=form.access_needs.data or "",
        sessions=form.keys(),
        by=actor,
        now=now,
    )
    flask.flash(_said(registration), "done")
    return flask.redirect(flask.url_for("registration.show", registration_ref=registration.ref), 303)


def _said(registration: Registration) -> str:
    title = registration.offering.title
    if registration.state is RegistrationState.REGISTERED:
        return _("You are registered for %(title)s.", title=title)
    if registration.state is RegistrationState.WAITLISTED:
        return _(
            "You are number %(position)s on the waitlist for %(title)s.",
            position=queries.position(registration), title=title,
        )  # fmt: skip
    if registration.approval is Approval.PENDING:
        return _("Your request for %(title)s is with us. No seat is held until it is approved.", title=title)
    return _(
        "Your request for %(title)s is with us. No seat is held until your claim is decided.", title=title
    )


def _formats(prospects: list[Prospect]) -> list[tuple[str, str]]:
    return [(prospect.format.value, words(prospect.format)) for prospect in prospects]


def _organizations(person_id: int) -> list[tuple[str, str]]:
    return [(organization.ref, organization.name) for organization in queries.organizations_of(person_id)]


def _hints(prospects: list[Prospect]) -> dict[str, str]:
    return {prospect.format.value: outlook(prospect) for prospect in prospects}


def outlook(prospect: Prospect) -> str:
    """What somebody who registers now would get, in words."""
    if prospect.state is RegistrationState.WAITLISTED:
        return _("Full: you would be number %(position)s on the waitlist.", position=prospect.position)
    if prospect.left is None:
        return _("There is a seat for you.")
    if prospect.state is RegistrationState.REQUESTED and not prospect.left:
        return _("All seats are taken right now.")
    return ngettext("%(num)d seat is left.", "%(num)d seats are left.", prospect.left)


def _button(prospects: list[Prospect], *, asks_for_claim: bool) -> str:
    states = {prospect.state for prospect in prospects}
    if asks_for_claim:
        return _("Send my claim and ask for a place")
    if states == {RegistrationState.REQUESTED}:
        return _("Ask for a place")
    if states == {RegistrationState.WAITLISTED}:
        return _("Join the waitlist")
    return _("Register") if states == {RegistrationState.REGISTERED} else _("Register or join the waitlist")


@bp.get("/registrations/<registration_ref>")
@guard.needs(Permission.REGISTRATION_SEE, registration=queries.registration_by_ref)
def show(registration: Registration) -> str:
    """One registration: where it stands, when and where it is, and what can be done now."""
    own = registration.person_id == guard.actor().person_id
    course = registration.offering.prerequisite
    requested = registration.state_told is RegistrationState.REQUESTED
    claim = curriculum_queries.latest_claim(registration.person_id, course) if course and own else None
    wish = queue.wish_of(registration) if taking_part.other_format(registration) else None
    return flask.render_template(
        "registration/show.html", registration=registration, offering=registration.offering, own=own, claim=claim,
        position=queries.position(registration), form=forms.AnswerForm(), open_claim=ClaimState.OPEN,
        course=curriculum_queries.course_title(course, guard.actor().language) if course else "",
        prerequisite_met=requested and own and queries.prerequisite_met(registration),
        may_change=allowed(guard.actor(), Permission.REGISTRATION_CHANGE, registration.scopes()),
        told_by=queries.registered_by(registration), shown_name=_shown_name(registration),
        way=taking_part.way(registration) if own else None, other=taking_part.other_format(registration), wish=wish,
        wish_position=queue.position_of_wish(wish) if wish else None, joined=queries.sessions_joined(registration),
        has_series=series.has_series(registration.offering),
    )  # fmt: skip


@bp.route("/registrations/<registration_ref>/withdraw", methods=["GET", "POST"])
@guard.needs(Permission.REGISTRATION_CHANGE, registration=queries.registration_by_ref)
def withdraw(registration: Registration) -> Any:
    """Give a place back: asked once, plainly."""
    form = forms.AnswerForm()
    own = registration.person_id == guard.actor().person_id
    if form.validate_on_submit():
        actions.withdraw(registration=registration, by=guard.actor(), now=clock.now())
        flask.flash(
            _("The registration for %(title)s was withdrawn.", title=registration.offering.title), "done"
        )
        return flask.redirect(_after_answer(registration, own=own), 303)
    page = flask.render_template(
        "registration/withdraw.html", registration=registration, offering=registration.offering, form=form, own=own,
        waiting=queries.place_of(registration).waiting, shown_name=_shown_name(registration),
        back=_after_answer(registration, own=own),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _shown_name(registration: Registration) -> str:
    """The person's name; for a coordinator, before the person has confirmed, the one that was typed."""
    if allowed(guard.actor(), Permission.PERSON_SEE, registration.person.scopes()):
        return registration.person.name
    return queries.typed_name(registration) or registration.person.name


def _after_answer(registration: Registration, *, own: bool) -> str:
    organization = registration.organization
    if own or organization is None:
        return flask.url_for("registration.show", registration_ref=registration.ref)
    if not allowed(guard.actor(), Permission.ORGANIZATION_PEOPLE, organization.scopes()):
        return flask.url_for("registration.show", registration_ref=registration.ref)
    return flask.url_for("registration.sent", organization_ref=organization.ref)


@bp.post("/registrations/<registration_ref>/accept")
@guard.needs(Permission.REGISTRATION_CHANGE, registration=queries.registration_by_ref)
def accept(registration: Registration) -> Any:
    """Take the place that is held."""
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    actions.accept_offer(registration=registration, by=guard.actor(), now=clock.now())
    own = registration.person_id == guard.actor().person_id
    flask.flash(_said(registration) if own else _("The place was taken."), "done")
    return flask.redirect(flask.url_for("registration.show", registration_ref=registration.ref), 303)


@bp.post("/registrations/<registration_ref>/decline")
@guard.needs(Permission.REGISTRATION_CHANGE, registration=queries.registration_by_ref)
def decline(registration: Registration) -> Any:
    """Leave the held place to the next person."""
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    actions.decline_offer(registration=registration, by=guard.actor(), now=clock.now())
    flask.flash(_("The offered place was declined and goes to the next person."), "done")
    return flask.redirect(flask.url_for("registration.show", registration_ref=registration.ref), 303)
