"""Which pages does this room have? Courses, modules and their guides, cards and templates, checks, cohorts."""

from trainer.learning.views import (
    assessing,
    checks,
    cohorts,
    courses,
    discussion,
    editions,
    forming,
    guides,
    looking_after,
    pieces,
    reading,
    reflections,
    together,
)
from trainer.learning.views.blueprint import bp

__all__ = [
    "assessing",
    "bp",
    "checks",
    "cohorts",
    "courses",
    "discussion",
    "editions",
    "forming",
    "guides",
    "looking_after",
    "pieces",
    "reading",
    "reflections",
    "together",
]
