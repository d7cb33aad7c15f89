"""What does the committee read, and what does it recommend?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.showcase import actions, forms, queries
from trainer.showcase.models import Call, Proposal
from trainer.showcase.queries import ToReview
from trainer.showcase.rules import ProposalState, Recommendation
from trainer.showcase.views.blueprint import bp, for_visitor


@bp.get("/calls/<call_ref>/reviews")
@guard.needs(Permission.PROPOSAL_REVIEW, call=queries.call_by_ref)
def reviews(call: Call) -> str:
    """The proposals of a call, as this member of its committee meets them."""
    lines = queries.to_review(queries.proposals_of(call.id), guard.actor().person_id, now=clock.now())
    return flask.render_template(
        "showcase/reviews.html", call=call, lines=sorted(lines, key=lambda one: not one.waits),
        left=sum(one.waits for one in lines),
    )  # fmt: skip


@bp.route("/proposals/<proposal_ref>/review", methods=["GET", "POST"])
@guard.needs(Permission.PROPOSAL_REVIEW, proposal=queries.proposal_by_ref)
def review(proposal: Proposal) -> Any:
    """Read a proposal and recommend; what the others wrote is read after one's own."""
    line = _line(for_visitor(proposal))
    form = forms.ReviewForm(
        data={"recommendation": line.own.recommendation.value, "comment": line.own.comment}
        if line.own
        else {}
    )
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.review(
                proposal=proposal, recommendation=Recommendation(form.recommendation.data),
                comment=form.comment.data or "", by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Your review is saved. Below it you can read the others’."), "done")
            return flask.redirect(flask.url_for("showcase.review", proposal_ref=proposal.ref), 303)
        except Refused as error:
            refused = undone(error)
            line = _line(proposal)
    page = flask.render_template(
        "showcase/review.html", proposal=proposal, call=proposal.call, line=line, form=form, refused=refused,
        waits=proposal.state is ProposalState.SUBMITTED and not proposal.call.canceled,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _line(proposal: Proposal) -> ToReview:
    """The proposal as this member meets it; one they are tied to, or that was withdrawn, they do not meet."""
    found = queries.to_review([proposal], guard.actor().person_id, now=clock.now())
    if not found or found[0].tied is not None:
        raise NotFound
    return found[0]
