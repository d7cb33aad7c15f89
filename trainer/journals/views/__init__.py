"""Which pages does this room have? The journal, writing, reading an entry, and a mentor's queue."""

from trainer.journals.views import (
    attachments,
    beginnings,
    consents,
    correcting,
    exporting,
    reading,
    reviewing,
    second,
    talking,
    timeline,
    trainee_columns,
    writing,
)
from trainer.journals.views.blueprint import bp

__all__ = [
    "attachments",
    "beginnings",
    "bp",
    "consents",
    "correcting",
    "exporting",
    "reading",
    "reviewing",
    "second",
    "talking",
    "timeline",
    "trainee_columns",
    "writing",
]
