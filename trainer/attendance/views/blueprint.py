"""What do this room's pages stand on? The blueprint, and the words of a mark's arithmetic."""

import flask

from trainer.attendance.wording import arithmetic, kept_arithmetic

bp = flask.Blueprint("attendance", __name__)

bp.add_app_template_filter(kept_arithmetic, "kept_arithmetic")
bp.add_app_template_filter(arithmetic, "arithmetic")
