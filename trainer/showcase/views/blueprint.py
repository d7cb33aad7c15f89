"""What do this room's pages stand on? The blueprint, and what a reviewer's role is for."""

import flask

from trainer.accounts.views.blueprint import name_scopes
from trainer.core.errors import NotFound
from trainer.core.web import guard
from trainer.showcase import queries
from trainer.showcase.models import Proposal

bp = flask.Blueprint("showcase", __name__)


def _named(ids: list[int]) -> dict[int, tuple[str, str]]:
    """A reviewer's role is for a call."""
    return {
        call.id: (call.offering.title, flask.url_for("schedule.offering", offering_ref=call.offering.ref))
        for call in queries.calls_named(ids)
    }


name_scopes("call", _named)


def for_visitor(proposal: Proposal) -> Proposal:
    """The proposal, unless it is somebody else's draft: nobody else knows of it, not even an administrator."""
    own = proposal.presenter_id == guard.actor().person_id
    if proposal.submitted_at is None and not own:
        raise NotFound
    return proposal
