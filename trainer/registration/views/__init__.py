"""Which pages does this room have? Taking part, a whole team, the roster, claims of earlier training."""

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


from trainer.registration.views import claims, people_columns, publishing, roster, take_part, team  # noqa: E402 - they use the blueprint

__all__ = ["bp", "claims", "people_columns", "publishing", "roster", "take_part", "team"]
