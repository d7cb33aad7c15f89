"""How does a CoP go on: handed to a successor, paused, resumed, closed, opened again?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.accounts.rules import normal_email
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Cop, Handover
from trainer.practice.rules.keeping import TURNS, OfferState, Turn
from trainer.practice.views.blueprint import answer, bp
from trainer.practice.wording import keeping as wording


@bp.route("/cops/<cop_ref>/keeping", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def keeping(cop: Cop) -> Any:
    """Pause, go on, close; or offer the CoP to a successor. Each with its reason and day."""
    do = flask.request.form.get("do", "")
    offering: Any = forms.OfferForm()
    turning: Any = forms.TurnForm()
    refused: list[str] = []
    failed: Any = None
    try:
        if do == "withdraw" and forms.AnswerForm().validate_on_submit():
            return _withdrawn(cop)
        if do == "offer":
            failed = offering
            if offering.validate_on_submit():
                actions.offer_cop(
                    cop=cop, email=offering.email.data, words=offering.words.data or "", leaves=offering.leaves.data,
                    giver=account_queries.own_person(guard.actor()), by=guard.actor(), now=clock.now(),
                )  # fmt: skip
                return _back(cop, _("Your offer is on its way. Nothing changes until it is accepted."))
        elif do in list(Turn):
            failed = turning
            if turning.validate_on_submit():
                actions.turn_cop(
                    cop=cop, turn=Turn(do), why=turning.why.data, back_on=turning.back_on.data, by=guard.actor(),
                    now=clock.now(),
                )  # fmt: skip
                return _back(cop, _("Written down, with your reason."))
    except Refused as error:
        refused = undone(error)
    page = flask.render_template(
        "practice/keeping.html", cop=cop, offering=offering, refused=refused, failed=failed, do=do,
        turns=[(turn, turning if turn == do else forms.TurnForm(formdata=None)) for turn in TURNS[cop.state]],
        to_do=wording.TO_DO, sees=wording.SEES, stays=wording.STAYS, offer=queries.open_handover(cop.id),
        history=queries.turnings(cop.id), alone=sum(one.until is None for one in cop.facilitators) == 1,
    )  # fmt: skip
    return answer(page, failed=flask.request.method == "POST")


def _back(cop: Cop, said: str) -> Any:
    flask.flash(said, "done")
    return flask.redirect(flask.url_for("practice.keeping", cop_ref=cop.ref), 303)


def _withdrawn(cop: Cop) -> Any:
    offer = queries.open_handover(cop.id)
    if offer is None:
        raise NotFound
    actions.withdraw_offer(offer=offer, by=guard.actor(), now=clock.now())
    return _back(cop, _("The offer is taken back."))


@bp.route("/cop-handovers/<cop_handover_ref>", methods=["GET", "POST"])
@guard.signed_in(cop_handover=queries.handover_by_ref)
def handover(cop_handover: Handover) -> Any:
    """Somebody is offered a CoP: what they would see, what stays; accept or decline. For the address it went to."""
    person = account_queries.own_person(guard.actor())
    if normal_email(person.email or "") != cop_handover.email:
        raise NotFound
    refused: list[str] = []
    do = flask.request.form.get("do", "")
    try:
        if flask.request.method == "POST" and forms.AnswerForm().validate_on_submit():
            act = actions.take_over if do == "accept" else actions.decline_cop
            act(offer=cop_handover, person=person, by=guard.actor(), now=clock.now())
            if do == "accept":
                flask.flash(_("You facilitate %(name)s now.", name=cop_handover.cop.name), "done")
                return flask.redirect(flask.url_for("practice.cop", cop_ref=cop_handover.cop.ref), 303)
            flask.flash(_("You have declined."), "done")
            return flask.redirect(flask.url_for("practice.cops"), 303)
    except Refused as error:
        refused = undone(error)
    page = flask.render_template(
        "practice/handover.html", offer=cop_handover, cop=cop_handover.cop, refused=refused, sees=wording.SEES,
        stays=wording.STAYS, open=cop_handover.state is OfferState.OPEN,
    )  # fmt: skip
    return answer(page, failed=flask.request.method == "POST")
