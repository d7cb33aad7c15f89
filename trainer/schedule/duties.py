"""What does this room owe the whole? The file of a year is read by the worker."""

from trainer.schedule.actions import uploads

JOBS = {"schedule.year": uploads.YEAR}
"""Long work of this room, by its kind."""
