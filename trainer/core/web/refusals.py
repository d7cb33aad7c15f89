"""What does a page say when an action was refused? Why, in the reader's words; and nothing of the act is kept."""

from trainer.core.db import db
from trainer.core.errors import Refused
from trainer.core.i18n import sentence


def undone(error: Refused) -> list[str]:
    """Take back what the refused action has written so far; the reasons, each in a sentence."""
    db.session.rollback()
    return [sentence(reason) for reason in error.reasons]
