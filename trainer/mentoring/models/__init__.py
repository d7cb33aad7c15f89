"""Which tables hold who mentors whom, when they meet, who takes over, and who asks for support?"""

from trainer.mentoring.models.handovers import Handover
from trainer.mentoring.models.meetings import Meeting, Proposal, Topic
from trainer.mentoring.models.pairs import Pair
from trainer.mentoring.models.profiles import MentorProfile
from trainer.mentoring.models.support import Support, SupportStep

__all__ = ["Handover", "Meeting", "MentorProfile", "Pair", "Proposal", "Support", "SupportStep", "Topic"]
