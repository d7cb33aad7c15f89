"""Which pages does this room have? Proposals, the committee, the office, the program, what was recorded, slides."""

from trainer.showcase.views import (
    calling,
    holding,
    placing,
    program,
    proposing,
    recording,
    reviewing,
    slides,
)
from trainer.showcase.views.blueprint import bp

__all__ = [
    "bp",
    "calling",
    "holding",
    "placing",
    "program",
    "proposing",
    "recording",
    "reviewing",
    "slides",
]
