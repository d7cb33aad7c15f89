"""Which pages does this room have? Sign-in sheets of an offering, and what a person has on record."""

import flask

from trainer.attendance.wording import arithmetic, kept_arithmetic

bp = flask.Blueprint("attendance", __name__)

bp.add_app_template_filter(kept_arithmetic, "kept_arithmetic")
bp.add_app_template_filter(arithmetic, "arithmetic")

from trainer.attendance.views import people_columns, records, sheets  # noqa: E402 - they use the blueprint

__all__ = ["bp", "people_columns", "records", "sheets"]
