"""Which pages does this room have? Courses and modules, checks, closing reflections, cohorts, editions, workbooks."""

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
    workbooks,
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
    "workbooks",
]
