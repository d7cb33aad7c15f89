"""Which pages does this room have? Mentors and trainees, meetings, and the pairing of a cohort."""

from trainer.mentoring.views import handovers, meetings, mine, pairing, profiles, support, times
from trainer.mentoring.views.blueprint import bp

__all__ = ["bp", "handovers", "meetings", "mine", "pairing", "profiles", "support", "times"]
