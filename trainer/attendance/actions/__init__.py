"""How does being present become hours? Mark a sheet or sign in oneself, close it; records follow and travel on."""

from trainer.attendance.actions.belonging import count_for
from trainer.attendance.actions.doors import close_door, open_door, sign_in, sign_out, why_not_sign_in
from trainer.attendance.actions.goals import set_goal
from trainer.attendance.actions.guests import admit_at_door, drop_guest, match_guest, note_guest
from trainer.attendance.actions.registries import give_number, mark_sent, note_answers, remove_number, verify
from trainer.attendance.actions.sheets import close, mark

__all__ = [
    "admit_at_door",
    "close",
    "close_door",
    "count_for",
    "drop_guest",
    "give_number",
    "mark",
    "mark_sent",
    "match_guest",
    "note_answers",
    "note_guest",
    "open_door",
    "remove_number",
    "set_goal",
    "sign_in",
    "sign_out",
    "verify",
    "why_not_sign_in",
]
