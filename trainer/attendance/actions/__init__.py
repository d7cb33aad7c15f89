"""How does being present become hours? Mark a sheet, close it; records follow."""

from trainer.attendance.actions.sheets import close, mark

__all__ = ["close", "mark"]
