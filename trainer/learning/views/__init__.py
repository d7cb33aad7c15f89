"""Which pages does this room have? Courses and modules, checks, closing reflections, cohorts."""

from trainer.learning.views import checks, cohorts, courses, forming, reflections
from trainer.learning.views.blueprint import bp

__all__ = ["bp", "checks", "cohorts", "courses", "forming", "reflections"]
