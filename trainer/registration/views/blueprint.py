"""What do this room's pages stand on? The blueprint, and the words that all its templates use."""

from typing import Any

import flask

from trainer.core.errors import Reason
from trainer.core.i18n import sentence
from trainer.registration.queries import prospects
from trainer.registration.rules import Problem
from trainer.schedule.wording import dates

bp = flask.Blueprint("registration", __name__)


def said(problem: Problem) -> str:
    """Why nobody can register, in words."""
    return sentence(Reason(*problem))


@bp.context_processor
def words_of_the_room() -> dict[str, Any]:
    """What all its templates say dates, reasons and places with."""
    return {"dates": dates, "reason": said, "prospects_of": prospects.prospects}
