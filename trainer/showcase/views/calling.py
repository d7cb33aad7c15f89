"""How does the office call for proposals, name a committee, and decide?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import as_lock
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering
from trainer.showcase import actions, forms, queries
from trainer.showcase.models import Call, Proposal
from trainer.showcase.rules import CALL_KINDS, UNDECIDED, USUAL_MINUTES, ProposalState, ShowFormat
from trainer.showcase.views.blueprint import bp, for_visitor
from trainer.showcase.views.proposing import is_open


@bp.route("/offerings/<offering_ref>/call", methods=["GET", "POST"])
@guard.needs(Permission.CALL_MANAGE, offering=schedule_queries.offering_by_ref)
def call(offering: Offering) -> Any:
    """The call of an offering with its proposals and committee; without one, or with `change`, its form."""
    if offering.kind not in CALL_KINDS:
        raise NotFound
    call = queries.call_of(offering.id)
    if call is not None and flask.request.method == "GET" and "change" not in flask.request.args:
        return _overview(call, forms.ReviewerForm(), [])
    form = forms.CallForm(data=_as_typed(call))
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            return _saved(offering, call, form)
        except Refused as error:
            refused = undone(error)
            call = call or queries.call_of(offering.id)  # another administrator may have been quicker
            form.lock.data = str(call.lock) if call else ""
    page = flask.render_template(
        "showcase/call_form.html", offering=offering, call=call, form=form, refused=refused
    )
    return page, 422 if form.is_submitted() else 200


def _as_typed(call: Call | None) -> dict[str, Any]:
    if call is None:
        usual = {ShowFormat.TALK, ShowFormat.STORY_CIRCLE}
        return {one.value: minutes for one, minutes in USUAL_MINUTES.items() if one in usual}
    return {"open_until": call.open_until, "asks": call.asks, "lock": str(call.lock), **call.formats}


def _saved(offering: Offering, call: Call | None, form: forms.CallForm) -> Any:
    typed: dict[str, Any] = {
        "open_until": form.open_until.data, "formats": form.formats, "asks": form.asks.data or "",
        "by": guard.actor(), "now": clock.now(),
    }  # fmt: skip
    if call is None:
        actions.open_call(offering=offering, **typed)
        flask.flash(_("The call is open. It stands on the page of the offering."), "done")
    else:
        actions.change_call(call=call, lock=as_lock(form.lock.data), **typed)
        flask.flash(_("The call is changed."), "done")
    return flask.redirect(flask.url_for("showcase.call", offering_ref=offering.ref), 303)


def _overview(call: Call, form: forms.ReviewerForm, refused: list[str]) -> str:
    now = clock.now()
    found = queries.proposals_of(call.id)
    members = queries.committee(call.id, now=now)
    me = guard.actor().person_id
    written = queries.reviews_of([one.id for one in found if me not in one.people])
    ids = {one.person_id for one in members}
    wrote = {review.reviewer_id for reviews in written.values() for review in reviews}
    free = queries.independent(found, ids | wrote, now=now)
    reviews = {
        one.id: [review for review in written[one.id] if review.reviewer_id in free[one.id]] for one in found
    }
    may = {one.id: len(free[one.id] & ids) for one in found}
    groups = [(state, [one for one in found if one.state is state]) for state in ProposalState]
    return flask.render_template(
        "showcase/call.html", call=call, offering=call.offering, groups=[pair for pair in groups if pair[1]],
        members=members, reviews=reviews, counted=queries.counted, may=may, form=form, refused=refused,
        open=is_open(call), undecided=UNDECIDED, me=me,
    )  # fmt: skip


@bp.post("/calls/<call_ref>/committee")
@guard.needs(Permission.CALL_MANAGE, call=queries.call_by_ref)
def committee(call: Call) -> Any:
    """Add a member to the committee, or take one off."""
    form, now = forms.ReviewerForm(), clock.now()
    back = flask.redirect(flask.url_for("showcase.call", offering_ref=call.offering.ref), 303)
    leaving = flask.request.form.get("grant", "")
    if leaving:
        grant = next((one for one in queries.committee(call.id, now=now) if one.ref == leaving), None)
        if grant is not None:
            actions.end_reviewer(call=call, grant=grant, by=guard.actor(), now=now)
            flask.flash(_("%(name)s is off the committee.", name=grant.person.name), "done")
        return back
    refused: list[str] = []
    if form.validate_on_submit():
        person = account_queries.person_by_sign_in(form.email.data or "")
        if person is None:
            form.email.errors = [
                _("Nobody signs in with this e-mail. Invite them first, or check the letters.")
            ]
        else:
            try:
                actions.add_reviewer(call=call, person=person, by=guard.actor(), now=now)
                flask.flash(_("%(name)s is on the committee, and gets a mail.", name=person.name), "done")
                return back
            except Refused as error:
                refused = undone(error)
    return _overview(call, form, refused), 422


@bp.route("/proposals/<proposal_ref>/decide", methods=["GET", "POST"])
@guard.needs(Permission.CALL_MANAGE, proposal=queries.proposal_by_ref)
def decide(proposal: Proposal) -> Any:
    """One proposal with its reviews, and the decision. What is one's own, or was withdrawn, is not read here."""
    proposal = for_visitor(proposal)
    if guard.actor().person_id in proposal.people or proposal.state is ProposalState.WITHDRAWN:
        raise NotFound
    form, refused = forms.DecideForm(), []
    if form.validate_on_submit():
        try:
            actions.decide(
                proposal=proposal, outcome=ProposalState(form.outcome.data), reason=form.reason.data or "",
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("The decision is saved, and the presenters are told."), "done")
            return flask.redirect(
                flask.url_for("showcase.call", offering_ref=proposal.call.offering.ref), 303
            )
        except Refused as error:
            refused = undone(error)
    reviews = queries.reviews_of([proposal.id])[proposal.id]
    free = queries.independent([proposal], [one.reviewer_id for one in reviews], now=clock.now())[proposal.id]
    page = flask.render_template(
        "showcase/decide.html", proposal=proposal, call=proposal.call, form=form, refused=refused, reviews=reviews,
        free=free, counted=queries.counted([one for one in reviews if one.reviewer_id in free]),
        waits=proposal.state in UNDECIDED and not proposal.call.canceled,
        decided_by=queries.person_named(proposal.decided_by),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200
