"""How many seats are held for whom in an offering, how many of them are used, and when do the others return?"""

from collections.abc import Sequence
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice

from trainer.core import clock, i18n
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.organizations import queries as organization_queries
from trainer.organizations.models import Consortium, Organization
from trainer.organizations.queries import consortia
from trainer.permissions import Permission
from trainer.registration import actions, forms, queries
from trainer.registration.models import Reservation
from trainer.registration.queries import reservations as seat_queries
from trainer.registration.rules import seats as seat_rules
from trainer.registration.rules.seats import RollOver, SeatReason
from trainer.registration.views.blueprint import bp
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format
from trainer.schedule.wording import dates


@bp.route("/offerings/<offering_ref>/reservations", methods=["GET", "POST"])
@guard.needs(Permission.RESERVATION_MANAGE, offering=queries.any_offering)
def reservations(offering: Offering) -> Any:
    """What is held in an offering, and a form to hold more."""
    form, refused = _form(offering), []
    if form.validate_on_submit():
        try:
            made = _reserve(offering, form)
            flask.flash(
                ngettext(
                    "%(num)d seat is held for %(holder)s.", "%(num)d seats are held for %(holder)s.", made.seats,
                    holder=made.holder,
                ), "done",
            )  # fmt: skip
            return flask.redirect(flask.url_for("registration.reservations", offering_ref=offering.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "registration/reservations.html", offering=offering, form=form, refused=refused,
        reservations=seat_queries.reservations_of(offering),
        free={place.format: _free(place) for place in offering.places},
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _reserve(offering: Offering, form: Any) -> Reservation:
    roll_over = RollOver(form.roll_over.data)
    return actions.reserve(
        offering=offering,
        holder=_holder(form.holder.data or ""),
        count=form.count.data,
        release_on=form.release_on.data,
        format=Format(form.format.data) if "format" in form else None,
        roll_over=roll_over,
        roll_over_to=_offering(form.roll_over_to.data) if roll_over is RollOver.NAMED else None,
        by=guard.actor(),
        now=clock.now(),
    )


def _holder(named: str) -> Organization | Consortium:
    """Whom the seats are for: 'organization:…' or 'consortium:…'. Raises Refused."""
    kind, _colon, ref = named.partition(":")
    found: Organization | Consortium | None = None
    if kind == "organization":
        found = organization_queries.organization_by_ref(ref)
    elif kind == "consortium":
        found = consortia.consortium_by_ref(ref)
    if found is None:
        raise Refused(Reason(SeatReason.NOBODY))
    return found


def _offering(ref: str | None) -> Offering:
    found = queries.known_offering(ref or "")
    if found is None:
        raise Refused(Reason(SeatReason.ITSELF))
    return found


def _form(offering: Offering) -> Any:
    form = forms.ReserveForm(data={"roll_over": RollOver.NONE.value})
    form.offer(
        formats=[(place.format.value, words(place.format)) for place in offering.places],
        organizations=[(f"organization:{one.ref}", one.name) for one in consortia.all_organizations()],
        consortia=[(f"consortium:{one.ref}", one.name) for one in consortia.all_consortia()],
        following=[
            (one.ref, f"{one.title}, {dates.offering_when(one)}")
            for one in seat_queries.may_follow(offering, clock.now())
        ],
    )
    form.roll_over.choices = [SelectChoice(one.value, words(one)) for one in RollOver]
    return form


def _free(place: Any) -> int | None:
    return seat_rules.free(capacity=place.capacity, taken=place.taken, reserved=place.reserved)


@bp.route("/reservations/<reservation_ref>/release", methods=["GET", "POST"])
@guard.needs(Permission.RESERVATION_MANAGE, reservation=seat_queries.reservation_by_ref)
def release(reservation: Reservation) -> Any:
    """Give unused seats back to everybody before their date: asked once, plainly."""
    form = forms.AnswerForm()
    if form.validate_on_submit():
        count = actions.release(reservation=reservation, by=guard.actor(), now=clock.now())
        flask.flash(
            ngettext(
                "%(num)d seat is open to everybody now.", "%(num)d seats are open to everybody now.", count
            ),
            "done",
        )
        return flask.redirect(
            flask.url_for("registration.reservations", offering_ref=reservation.offering.ref), 303
        )
    page = flask.render_template("registration/release.html", reservation=reservation, form=form)
    return page, 422 if flask.request.method == "POST" else 200


@bp.app_template_global("seats_held_for_organization")
def seats_held_for_organization(organization: Organization) -> Sequence[Reservation]:
    """What is held for an organization's people, for its pages."""
    return seat_queries.held_for(organization.id)


@bp.app_template_global("seats_held_for_consortium")
def seats_held_for_consortium(consortium: Consortium) -> Sequence[Reservation]:
    """What is held for a consortium and its organizations, for its page."""
    return seat_queries.held_for_consortium(consortium)


@bp.app_template_global("seats_said")
def seats_said(reservation: Reservation) -> str:
    """'3 of 5 used; 2 are released on Wed, Sep 1, 2021.'"""
    holding = reservation.holding
    used = _("%(used)s of %(seats)s used", used=holding.used, seats=holding.seats)
    if reservation.released_at is not None:
        if not reservation.returned:
            return used
        more = ngettext(
            "%(num)d was released on %(day)s", "%(num)d were released on %(day)s", reservation.returned,
            day=i18n.day_of(reservation.released_at),
        )  # fmt: skip
    elif holding.left:
        more = ngettext(
            "%(num)d is released on %(day)s", "%(num)d are released on %(day)s", holding.left,
            day=i18n.day(reservation.release_on),
        )  # fmt: skip
    else:
        return used
    return f"{used}; {more}"


@bp.app_template_global("when_offered")
def when_offered(offering: Offering) -> str:
    """When an offering is, for pages of rooms that do not know the schedule."""
    return dates.offering_when(offering)


@bp.app_template_global("seats_for_me")
def seats_for_me(offering: Offering) -> list[str]:
    """For which organizations of the visitor seats are held here that are not used yet: their names."""
    actor = guard.actor()
    if actor is None or not any(place.reserved for place in offering.places):
        return []
    return [
        organization.name
        for organization in queries.organizations_of(actor.person_id)
        if any(seat_queries.own_left(place, organization) for place in offering.places)
    ]
