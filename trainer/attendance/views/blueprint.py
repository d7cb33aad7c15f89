"""What do this room's pages stand on? The blueprint, what its settings say, the words of arithmetic."""

from typing import Any

import flask
import segno

from trainer.attendance import rules
from trainer.attendance.rules import records as record_rules
from trainer.attendance.wording import arithmetic, kept_arithmetic, planned_arithmetic, times
from trainer.attendance.wording import records as recorded
from trainer.schedule.wording.dates import language_words

bp = flask.Blueprint("attendance", __name__)

bp.add_app_template_filter(language_words, "language_words")
bp.add_app_template_filter(recorded.ceu_words, "ceu_words")


@bp.record_once
def _set_up(state: Any) -> None:
    settings = state.app.extensions["trainer_settings"]
    rules.set_lock_after(settings.sheet_days)
    record_rules.set_accredited(bool(settings.ceu))
    rules.set_missed_at_most(settings.missed_minutes)


bp.add_app_template_filter(kept_arithmetic, "kept_arithmetic")
bp.add_app_template_filter(arithmetic, "arithmetic")
bp.add_app_template_filter(planned_arithmetic, "planned_arithmetic")
bp.add_app_template_filter(times, "stay_times")


def qr_picture(address: str) -> str:
    """A QR code as a picture for an <img>: dark on white in any theme, with its quiet margin."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_data_uri(scale=8, border=4, dark="#000", light="#fff", omitsize=True)
