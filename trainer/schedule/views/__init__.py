"""Which pages does the schedule have? Public ones in public.py, the planning of a year in years.py, editing.py."""

from trainer.schedule.views import public
from trainer.schedule.views.blueprint import bp

__all__ = ["bp", "public"]
