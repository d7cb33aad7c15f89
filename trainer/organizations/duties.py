"""What does this room owe the whole? Files of people are read by the worker."""

from trainer.organizations.actions import uploads

JOBS = {"organizations.members": uploads.MEMBERS}
"""Long work of this room, by its kind."""
