"""What do this room's pages stand on? The blueprint, after how many days a sheet locks, the words of arithmetic."""

from typing import Any

import flask

from trainer.attendance import rules
from trainer.attendance.wording import arithmetic, kept_arithmetic

bp = flask.Blueprint("attendance", __name__)


@bp.record_once
def _set_up(state: Any) -> None:
    rules.set_lock_after(state.app.extensions["trainer_settings"].sheet_days)


bp.add_app_template_filter(kept_arithmetic, "kept_arithmetic")
bp.add_app_template_filter(arithmetic, "arithmetic")
