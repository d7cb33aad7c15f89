"""What does everybody read: the program of a showcase, and what can be done around it?"""

from collections.abc import Sequence
from datetime import datetime

import flask
from flask_babel import gettext as _

from trainer import permissions
from trainer.accounts.actor import Actor
from trainer.core import clock
from trainer.core.errors import NotFound
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.registration import queries as registration_queries
from trainer.registration.rules import HOLDS_A_PLACE
from trainer.registration.rules.formats import way_in
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering
from trainer.schedule.queries import RevisionItem
from trainer.schedule.rules.changes import ItemKind
from trainer.schedule.rules.kinds import OfferingState
from trainer.schedule.views.blueprint import add_links, add_told
from trainer.showcase import queries
from trainer.showcase.models import Call
from trainer.showcase.queries import Day
from trainer.showcase.rules import CALL_KINDS
from trainer.showcase.views.blueprint import bp

PUBLIC = (OfferingState.PUBLISHED, OfferingState.COMPLETED, OfferingState.CANCELED)


@bp.get("/offerings/<offering_ref>/program")
@guard.public(offering=schedule_queries.offering_by_ref)
def program(offering: Offering) -> str:
    """Who presents what, when and where: for everybody, also on paper. Links to join are for participants."""
    call = queries.call_of(offering.id)
    if call is None or call.version == 0 or offering.state not in PUBLIC:
        raise NotFound
    days, now = queries.published(call), clock.now()
    ahead = [day for day in days if day.session.ends_at and now < day.session.ends_at]
    prepares, comes = _prepares(guard.actor(), call, days), _comes(guard.actor(), call)
    return flask.render_template(
        "showcase/program.html", offering=offering, call=call, days=days,
        joins={day.session.id for day in ahead if prepares or (comes and _way_in_is_open(day, now))},
        later=bool(ahead) and not prepares and any(item.link for day in ahead for item in day.items),
    )  # fmt: skip


def _way_in_is_open(day: Day, now: datetime) -> bool:
    """For participants the links open shortly before, as everywhere (row K9)."""
    return way_in([(day.session.starts_at, day.session.ends_at)], now=now).is_open


def _prepares(visitor: Actor | None, call: Call, days: list[Day]) -> bool:
    """Whether the visitor sees the links ahead of time: presenters, trainers and administrators."""
    if visitor is None or visitor.person_id is None:
        return False
    if permissions.allowed(visitor, Permission.ATTENDANCE_MARK, call.scopes()):
        return True
    shown = [item.proposal for day in days for item in day.items if item.proposal]
    return any(person.id == visitor.person_id for proposal in shown for person in proposal.presenters)


def _comes(visitor: Actor | None, call: Call) -> bool:
    """Whether the visitor has a place."""
    if visitor is None or visitor.person_id is None:
        return False
    place = registration_queries.live_registration(call.offering_id, visitor.person_id)
    return place is not None and place.state in HOLDS_A_PLACE


def links(offering: Offering) -> list[tuple[str, str]]:
    """What the page of an offering leads to here: the program, the call, and for the office its management."""
    if offering.kind not in CALL_KINDS:
        return []
    call, visitor, now = queries.call_of(offering.id), guard.actor(), clock.now()
    found = []
    if call is not None and call.version:
        found.append((_("Program"), flask.url_for("showcase.program", offering_ref=offering.ref)))
    live = offering.state is OfferingState.PUBLISHED
    if call is not None and queries.is_open(call, now=now):
        found.append((_("Propose to present"), flask.url_for("showcase.propose", call_ref=call.ref)))
    if call is not None and permissions.allowed(visitor, Permission.PROPOSAL_REVIEW, call.scopes()):
        found.append((_("Review proposals"), flask.url_for("showcase.reviews", call_ref=call.ref)))
    office = permissions.allowed(visitor, Permission.CALL_MANAGE)
    if office and (live or call is not None):
        found.append((_("Call and program"), flask.url_for("showcase.call", offering_ref=offering.ref)))
    if office and queries.days_over(offering, now=now):
        found.append(
            (_("Presentations on record"), flask.url_for("showcase.recorded", offering_ref=offering.ref))
        )
    if (
        call is not None
        and not office
        and permissions.allowed(visitor, Permission.ATTENDANCE_MARK, call.scopes())
    ):
        found.append((_("Presentations held"), flask.url_for("showcase.held", call_ref=call.ref)))
    return found


def told(items: Sequence[RevisionItem]) -> dict[int, list[str]]:
    """Whom this room tells when an offering is canceled: said on the page that shows it first."""
    canceled = [item.offering.id for item in items if item.kind is ItemKind.CANCELED]
    return {
        offering_id: [
            _(
                "Whoever proposed to present is told what becomes of it: %(names)s. So is whoever was asked or still"
                " writes a draft.",
                names=", ".join(names),
            )
        ]
        for offering_id, names in queries.presenting_at(canceled).items()
    }


add_links(links)
add_told(told)
