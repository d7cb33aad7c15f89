"""Which pages does this room have? The journal, writing, reading an entry, and a mentor's queue."""

import flask

bp = flask.Blueprint("journals", __name__)

from trainer.journals.views import reading, reviewing, trainee_columns, writing  # noqa: E402 - they use the blueprint

__all__ = ["bp", "reading", "reviewing", "trainee_columns", "writing"]
