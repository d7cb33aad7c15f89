"""Which pages does the schedule have? Public ones, and the planning of a year and of one offering."""

from trainer.schedule.views import bulk, changing, cloning, editing, feeds, papers, public, uploads, years
from trainer.schedule.views.blueprint import bp

__all__ = [
    "bp",
    "bulk",
    "changing",
    "cloning",
    "editing",
    "feeds",
    "papers",
    "public",
    "uploads",
    "years",
]
