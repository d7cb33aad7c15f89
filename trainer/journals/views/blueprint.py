"""What do this room's pages stand on? The blueprint, and the words of what stands beside an entry."""

import flask

from trainer.core.i18n import words
from trainer.journals.rules import Shows
from trainer.schedule.wording.advice import area_words

bp = flask.Blueprint("journals", __name__)


@bp.app_template_filter("area_name")
def area_name(number: int) -> str:
    """The name of a competency area by its number."""
    return area_words(str(number))


@bp.app_template_filter("shown_people")
def shown_people(word: str) -> str:
    """Whom a trace shows, from the word that the row holds."""
    return words(Shows(word))
