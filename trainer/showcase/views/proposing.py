"""How does somebody propose to present, alone or together, and what becomes of it?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer import permissions
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm, as_lock
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission, Role
from trainer.showcase import actions, forms, queries
from trainer.showcase.models import Call, Copresenter, Proposal
from trainer.showcase.rules import ProposalReason, ProposalState, TogetherState, proposals
from trainer.showcase.views.blueprint import bp, for_visitor


@bp.get("/showcase")
@guard.signed_in
def mine() -> str:
    """Where I can present, what I proposed, and what others ask me."""
    me = guard.actor().person_id
    today = clock.today()
    mine = queries.calls_named(guard.actor().scope_ids(Role.REVIEWER, "call"))
    reviewing = [one for one in mine if one.offering.last_on is None or one.offering.last_on >= today]
    return flask.render_template(
        "showcase/mine.html", reviewing=reviewing, calls=queries.open_calls(today=today),
        asked=queries.asked_of(me), proposals=queries.proposals_by(me), presented=queries.presented_by(me), me=me,
    )  # fmt: skip


def is_open(call: Call) -> bool:
    """Whether the call takes proposals now."""
    return queries.is_open(call, now=clock.now())


def _kept_as(call: Call, proposal: Proposal | None) -> str:
    """Under which name a device keeps what its owner writes and could not save."""
    return f"proposal:{guard.actor().ref}:{proposal.ref if proposal else call.ref}"


def _words(form: forms.ProposalForm) -> actions.Words:
    return actions.Words(
        title=form.title.data or "", story=form.story.data or "", format=form.chosen_format, cop=form.cop.data or "",
        emails=form.addresses, needs=form.needs.data or "", title_public=form.title_public.data,
        story_public=form.story_public.data, may_record=form.may_record.data,
    )  # fmt: skip


def _cops() -> list[tuple[str, str]]:
    return [(cop.ref, cop.name) for cop in queries.own_cops(guard.actor().person_id)]


@bp.route("/calls/<call_ref>/propose", methods=["GET", "POST"])
@guard.signed_in(call=queries.call_by_ref)
def propose(call: Call) -> Any:
    """Begin a proposal: saved as a draft, or handed in at once."""
    form, refused = forms.ProposalForm(), []
    form.offer(call.formats, _cops())
    if form.validate_on_submit():
        try:
            proposal = actions.make_proposal(call=call, words=_words(form), by=guard.actor(), now=clock.now())
            return _after(proposal, hand_in=flask.request.form.get("act") == "hand_in")
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "showcase/write.html", call=call, proposal=None, form=form, refused=refused, open=is_open(call), whole=True,
        kept_as=_kept_as(call, None), stored=None,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _after(proposal: Proposal, *, hand_in: bool) -> Any:
    """After it was saved: handed in if that was wanted, else the draft is kept. Raises Refused."""
    if hand_in and proposal.state in (ProposalState.DRAFT, ProposalState.SUBMITTED):
        actions.hand_in(proposal=proposal, by=guard.actor(), now=clock.now())
        flask.flash(_("Your proposal is handed in. We will write to you when it is decided."), "done")
    elif proposal.state is ProposalState.DRAFT:
        flask.flash(_("The draft is saved. You alone read it until you hand it in."), "done")
    else:
        flask.flash(_("Your changes are saved."), "done")
    return flask.redirect(flask.url_for("showcase.proposal", proposal_ref=proposal.ref), 303)


@bp.get("/proposals/<proposal_ref>")
@guard.needs(Permission.PROPOSAL_SEE, proposal=queries.proposal_by_ref)
def proposal(proposal: Proposal) -> Any:
    """One's own proposal: what it says, where it stands, who presents, and when. Others have pages of their own."""
    proposal = for_visitor(proposal)
    me = guard.actor().person_id
    if me not in {one.id for one in proposal.presenters}:
        if me in proposal.people:
            asked = next(one for one in proposal.together if one.person_id == me)
            return flask.redirect(flask.url_for("showcase.answer", copresenter_ref=asked.ref), 303)
        office = permissions.allowed(guard.actor(), Permission.CALL_MANAGE)
        page = "showcase.decide" if office else "showcase.review"
        return flask.redirect(flask.url_for(page, proposal_ref=proposal.ref), 303)
    where = queries.by_proposal(proposal.call.program).get(proposal.id)
    return flask.render_template(
        "showcase/proposal.html", proposal=proposal, call=proposal.call, leads=me == proposal.presenter_id,
        own=next((one for one in proposal.together if one.person_id == me), None),
        form=ButtonForm(), open=is_open(proposal.call), kept_as=_kept_as(proposal.call, proposal),
        begun_as=_kept_as(proposal.call, None), where=where if proposal.on_program else None,
        starts=queries.moment_of(proposal.call, where) if where else None,
        held=queries.presented_of([proposal.id]).get(proposal.id, {}),
        writable=proposals.writable(state=proposal.state, open_=is_open(proposal.call)),
        tended=proposals.tended(proposal.state), withdrawable=proposal.state in proposals.WITHDRAWABLE,
    )  # fmt: skip


@bp.route("/proposals/<proposal_ref>/edit", methods=["GET", "POST"])
@guard.needs(Permission.PROPOSAL_WRITE, proposal=queries.proposal_by_ref)
def edit(proposal: Proposal) -> Any:
    """Write on. Once it is decided or the call is closed, only needs and consent can be changed."""
    call = proposal.call
    if proposal.presenter_id != guard.actor().person_id or not proposals.tended(proposal.state):
        raise NotFound
    if call.canceled and flask.request.method == "GET":
        return flask.redirect(flask.url_for("showcase.proposal", proposal_ref=proposal.ref), 303)
    whole = proposals.writable(state=proposal.state, open_=is_open(call))
    form = forms.ProposalForm(data=_as_typed(proposal))
    form.offer(call.formats, _cops())
    refused: list[str] = []
    stored: Proposal | None = None
    if form.validate_on_submit():
        try:
            if not whole and _wrote_more(form, proposal):
                raise Refused(proposals.why_not_write(proposal.state, until=call.open_until))
            actions.change_proposal(
                proposal=proposal,
                words=_words(form),
                lock=as_lock(form.lock.data),
                by=guard.actor(),
                now=clock.now(),
            )
            return _after(proposal, hand_in=flask.request.form.get("act") == "hand_in")
        except Refused as error:
            refused = undone(error)
            if any(reason.code is ProposalReason.CHANGED for reason in error.reasons):
                stored, form.lock.data = proposal, str(proposal.lock)
    page = flask.render_template(
        "showcase/write.html", call=call, proposal=proposal, form=form, refused=refused, open=is_open(call),
        whole=whole, kept_as=_kept_as(call, proposal), stored=stored,
        left_over=refused and not whole and _wrote_more(form, proposal),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _wrote_more(form: forms.ProposalForm, proposal: Proposal) -> bool:
    """Whether what came was typed while everything could be changed, and differs from what is saved."""
    if form.story.name not in flask.request.form:
        return False
    return (form.title.data or "", form.story.data or "") != (proposal.title, proposal.story)


def _as_typed(proposal: Proposal) -> dict[str, Any]:
    return {
        "lock": str(proposal.lock), "title": proposal.title, "story": proposal.story,
        "format": proposal.format.value if proposal.format else None, "cop": proposal.cop.ref if proposal.cop else "",
        "emails": "\n".join(one.email for one in proposal.together), "needs": proposal.needs,
        "title_public": proposal.title_public, "story_public": proposal.story_public,
        "may_record": proposal.may_record,
    }  # fmt: skip


@bp.post("/proposals/<proposal_ref>/settle")
@guard.needs(Permission.PROPOSAL_WRITE, proposal=queries.proposal_by_ref)
def settle(proposal: Proposal) -> Any:
    """Withdraw the proposal, or confirm that one will present."""
    if not ButtonForm().validate_on_submit() or proposal.presenter_id != guard.actor().person_id:
        raise NotFound
    if flask.request.form.get("act") == "confirm":
        actions.confirm(proposal=proposal, by=guard.actor(), now=clock.now())
        flask.flash(
            _(
                "Thank you. We count on you: your place on the program stands here as soon as it is published."
            ),
            "done",
        )
    else:
        actions.withdraw(proposal=proposal, by=guard.actor(), now=clock.now())
        flask.flash(_("The proposal is withdrawn. Your words stay yours to read."), "done")
    return flask.redirect(flask.url_for("showcase.proposal", proposal_ref=proposal.ref), 303)


@bp.route("/co-presenters/<copresenter_ref>", methods=["GET", "POST"])
@guard.needs(Permission.PROPOSAL_ANSWER, copresenter=queries.copresenter_by_ref)
def answer(copresenter: Copresenter) -> Any:
    """Somebody asks me to present together: yes or no, and may my name be read by all?"""
    known = {TogetherState.CONFIRMED: "yes", TogetherState.DECLINED: "no"}
    form = forms.AnswerForm(
        data={"answer": known.get(copresenter.state), "name_public": copresenter.name_public}
    )
    refused: list[str] = []
    if form.validate_on_submit():
        yes = form.answer.data == "yes"
        try:
            actions.answer(
                copresenter=copresenter, confirmed=yes, name_public=form.name_public.data, by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(
                _("You present together.")
                if yes
                else _("You do not present this time. The presenter is told."),
                "done",
            )
            return flask.redirect(flask.url_for("showcase.mine"), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "showcase/answer.html", form=form, refused=refused, asked=copresenter, proposal=copresenter.proposal
    )
    return page, 422 if form.is_submitted() else 200
