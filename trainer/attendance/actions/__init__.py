"""How does being present become hours? Mark a sheet or sign in oneself, close the sheet; records follow."""

from trainer.attendance.actions.doors import close_door, open_door, sign_in, sign_out, why_not_sign_in
from trainer.attendance.actions.sheets import close, mark

__all__ = ["close", "close_door", "mark", "open_door", "sign_in", "sign_out", "why_not_sign_in"]
