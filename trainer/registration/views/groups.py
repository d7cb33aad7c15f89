"""Where does a team stand that comes only all together, and how does its coordinator answer for it?"""

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import ngettext

from trainer.core import clock
from trainer.core.errors import NotFound
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.registration import forms, queries
from trainer.registration.actions import groups
from trainer.registration.models import Group
from trainer.registration.queries import lists, queue, reservations
from trainer.registration.rules import RegistrationState, seats
from trainer.registration.views.blueprint import bp
from trainer.schedule.rules.kinds import Format

ORDER = (RegistrationState.OFFERED, RegistrationState.WAITLISTED, RegistrationState.REGISTERED)


@bp.get("/teams/<group_ref>")
@guard.needs(Permission.REGISTER_TEAM, group=queue.group_by_ref)
def group(group: Group) -> str:
    """One team: its people, where it stands, and what can be answered for all of them."""
    lines = lists.of_group(group)
    states = [line.registration.state_told for line in lines]
    state = next((one for one in ORDER if one in states), RegistrationState.CANCELED)
    standing = [line.registration for line in lines if line.registration.state_told is state]
    waits = state is RegistrationState.WAITLISTED
    return flask.render_template(
        "registration/group.html", group=group, offering=group.offering, lines=lines, state=state,
        people=len(standing), position=queries.position(standing[0]) if waits else None,
        ends=max((one.offer_ends for one in standing if one.offer_ends), default=None), form=forms.AnswerForm(),
        kept=group.kept_until if waits and group.kept_until and group.kept_until > clock.now() else None,
        free=_free(group, standing[0].format) if waits else 0,
    )  # fmt: skip


def _free(group: Group, format: Format) -> int:
    """The seats that are kept for the team now: open ones, and those held for its organization."""
    place = queries.place_among(group.offering, format)
    held = reservations.open_in(place, group.organization_id)
    left = seats.free(capacity=place.capacity, taken=place.taken, reserved=place.reserved)
    return (left or 0) + sum(one.holding.left for one in held)


@bp.post("/teams/<group_ref>/accept")
@guard.needs(Permission.REGISTER_TEAM, group=queue.group_by_ref)
def accept_group(group: Group) -> Any:
    """Take the seats that are held for the whole team."""
    people = _answer(group, groups.accept)
    return _back(
        group, ngettext("%(num)d seat was taken.", "All %(num)d seats were taken for your team.", people)
    )


@bp.post("/teams/<group_ref>/decline")
@guard.needs(Permission.REGISTER_TEAM, group=queue.group_by_ref)
def decline_group(group: Group) -> Any:
    """Leave the held seats to the next."""
    people = _answer(group, groups.decline)
    return _back(
        group,
        ngettext(
            "The offered seat was declined and goes to the next.",
            "The %(num)d offered seats were declined and go to the next.",
            people,
        ),
    )


@bp.post("/teams/<group_ref>/give-up")
@guard.needs(Permission.REGISTER_TEAM, group=queue.group_by_ref)
def give_up_group(group: Group) -> Any:
    """Take the whole team off the waitlist."""
    people = _answer(group, groups.give_up)
    return _back(
        group,
        ngettext(
            "%(num)d person is no longer on the waitlist.",
            "The team of %(num)d is no longer on the waitlist.",
            people,
        ),
    )


def _answer(group: Group, verb: Callable[..., int]) -> int:
    """Answer for the whole team; how many people that is."""
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    return verb(group=group, by=guard.actor(), now=clock.now())


def _back(group: Group, said: str) -> Any:
    flask.flash(said, "done")
    return flask.redirect(flask.url_for("registration.group", group_ref=group.ref), 303)
