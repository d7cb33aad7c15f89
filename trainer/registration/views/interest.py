"""How does somebody ask to hear first when it is fixed, or take that back, and who has asked?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts.queries import own_person
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission, allowed
from trainer.registration import actions, forms, queries
from trainer.registration.queries import interest as interest_queries
from trainer.registration.rules.interest import HEAD_START, opens_for
from trainer.registration.views.blueprint import bp
from trainer.schedule.models import Offering


@bp.get("/offerings/<offering_ref>/interest")
@guard.needs(Permission.REGISTER_ONESELF, offering=queries.known_offering)
def interest(offering: Offering) -> str:
    """What is not fixed yet, what hearing first means, and whether I have asked for it."""
    return _page(offering)


@bp.post("/offerings/<offering_ref>/interest")
@guard.needs(Permission.REGISTER_ONESELF, offering=queries.known_offering)
def leave_interest(offering: Offering) -> Any:
    """I want to hear first."""
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    try:
        actions.leave_interest(
            offering=offering, person=own_person(guard.actor()), by=guard.actor(), now=clock.now()
        )
    except Refused as refused:
        return _page(offering, undone(refused)), 409
    flask.flash(_("You will hear first when %(title)s is fixed.", title=offering.title), "done")
    return flask.redirect(flask.url_for("registration.interest", offering_ref=offering.ref), 303)


@bp.post("/offerings/<offering_ref>/interest/withdrawal")
@guard.needs(Permission.REGISTER_ONESELF, offering=queries.known_offering)
def withdraw_interest(offering: Offering) -> Any:
    """I do not want to hear any more; said twice, it is true as well."""
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    mine = interest_queries.interest_of(offering.id, guard.actor().person_id)
    if mine is not None:
        actions.withdraw_interest(interest=mine, by=guard.actor(), now=clock.now())
    flask.flash(_("Your interest in %(title)s was taken back.", title=offering.title), "done")
    return flask.redirect(flask.url_for("schedule.offering", offering_ref=offering.ref), 303)


@bp.get("/offerings/<offering_ref>/interested")
@guard.needs(Permission.SCHEDULE_MANAGE, offering=queries.any_offering)
def interested(offering: Offering) -> str:
    """Everybody who wants to hear first, in the order in which they asked."""
    page = interest_queries.interested(offering, after=flask.request.args.get("after"))
    return flask.render_template(
        "registration/interested.html", offering=offering, page=page, count=interest_queries.count(offering)
    )


def _page(offering: Offering, refused: list[str] | None = None) -> str:
    now, actor = clock.now(), guard.actor()
    mine = interest_queries.interest_of(offering.id, actor.person_id)
    return flask.render_template(
        "registration/interest.html", offering=offering, mine=mine, form=forms.AnswerForm(), refused=refused or [],
        points=sorted(interest_queries.points_of(offering)), why_not=interest_queries.why_not(offering, now=now),
        problem=queries.why_not_register(offering, now=now, early=mine is not None), days=HEAD_START.days,
        early=opens_for(offering.opens_on, early=True),
        registered=queries.live_registration(offering.id, actor.person_id),
        count=interest_queries.count(offering) if allowed(actor, Permission.SCHEDULE_MANAGE) else None,
    )  # fmt: skip
