"""Who is in an offering? The roster of administrators and trainers, on a page and as a file."""

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.permissions import Permission, Role
from trainer.registration import queries
from trainer.registration.models import Group
from trainer.registration.queries import lists, queue
from trainer.registration.views.blueprint import bp
from trainer.registration.views.series import has_series
from trainer.registration.views.team import csv_file
from trainer.schedule.models import Offering


def _typed_only() -> bool:
    """Trainers see of somebody who has not confirmed their organization only what was typed; administrators see all."""
    return not guard.actor().holds(Role.ADMINISTRATOR)


@bp.get("/offerings/<offering_ref>/people")
@guard.needs(Permission.ROSTER_SEE, offering=queries.any_offering)
def roster(offering: Offering) -> str:
    """One part of the roster at a time: with a place, offered, waiting in order, to change, requested, canceled."""
    labels = _labels(offering)
    group = flask.request.args.get("show", "registered")
    group = group if group in labels else "registered"
    after, typed_only = flask.request.args.get("after"), _typed_only()
    page, lines = (
        lists.changing(offering, after=after, typed_only=typed_only)
        if group == lists.CHANGING
        else lists.roster(offering, group, after=after, typed_only=typed_only)
    )
    return flask.render_template(
        "registration/roster.html", offering=offering, group=group, page=page, lines=lines, labels=labels,
        has_series=has_series(offering), kept=_kept(offering),
        changing=lists.count_changing(offering) if lists.CHANGING in labels else {},
    )  # fmt: skip


def _labels(offering: Offering) -> dict[str, str]:
    labels = {
        "registered": _("Registered"), "offered": _("Place offered"), "waitlist": _("Waitlist"),
        lists.CHANGING: _("Wait to change"), "requested": _("Requested"), "canceled": _("Canceled"),
    }  # fmt: skip
    if len(offering.places) < 2:
        del labels[lists.CHANGING]
    return labels


def _kept(offering: Offering) -> dict[int, Group]:
    """The teams for which free seats are being kept now, by place."""
    found = {
        place.id: queue.kept_for(place)
        for place in offering.places
        if place.waiting and place.capacity is not None and place.taken < place.capacity
    }
    now = clock.now()
    return {id: team for id, team in found.items() if team and team.kept_until and team.kept_until > now}


@bp.get("/offerings/<offering_ref>/people.csv")
@guard.needs(Permission.ROSTER_SEE, offering=queries.any_offering)
def roster_file(offering: Offering) -> flask.Response:
    """The whole roster as a file."""
    header = [
        _("Name"), _("E-mail"), _("Organization"), _("Format"), _("State"), _("Waitlist number"), _("Access needs"),
        _("Waits to change to"),
    ]  # fmt: skip
    wanted = {wish.registration_id: words(wish.format) for wish in queue.wishes(offering.id)}
    rows = [
        (line.name, line.email, line.organization, words(line.registration.format), words(line.registration.state),
         line.number or "", line.registration.access_needs, wanted.get(line.registration.id, ""))
        for line in lists.whole_roster(offering, typed_only=_typed_only())
    ]  # fmt: skip
    return csv_file("people.csv", header, rows)
