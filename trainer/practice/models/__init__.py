"""Which tables hold a trainee's own CoP, whole? The files beside this one say what is in each."""

from trainer.practice.models.agreed import Agreement, SharedValue, ValueRevisit
from trainer.practice.models.cops import Charter, Cop, Facilitator
from trainer.practice.models.debriefs import Debrief
from trainer.practice.models.health import Decision, HealthAnswer, HealthGiven, HealthRound
from trainer.practice.models.inquiry import (
    ActItem,
    AgendaQuestion,
    Cycle,
    CycleMeeting,
    CyclePart,
    Evidence,
    InquiryYear,
    PracticeProblem,
)
from trainer.practice.models.keeping import Handover, Turning
from trainer.practice.models.kit import (
    Mailing,
    PlanRow,
    Research,
    SessionNote,
    SessionPlan,
    Touch,
    VoiceTally,
)
from trainer.practice.models.members import Member
from trainer.practice.models.money import Budget, Money
from trainer.practice.models.papers import Delivery, Paper
from trainer.practice.models.sessions import CopSession, Lead, SignIn
from trainer.practice.models.setup import (
    Belonging,
    Deviation,
    DomainChange,
    Invitation,
    SetupPart,
    Team,
    Venue,
)
from trainer.practice.models.voices import AccessSurvey, Feedback, FeedbackGiven, Story

__all__ = [
    "AccessSurvey",
    "ActItem",
    "AgendaQuestion",
    "Agreement",
    "Belonging",
    "Budget",
    "Charter",
    "Cop",
    "CopSession",
    "Cycle",
    "CycleMeeting",
    "CyclePart",
    "Debrief",
    "Decision",
    "Delivery",
    "Deviation",
    "DomainChange",
    "Evidence",
    "Facilitator",
    "Feedback",
    "FeedbackGiven",
    "Handover",
    "HealthAnswer",
    "HealthGiven",
    "HealthRound",
    "InquiryYear",
    "Invitation",
    "Lead",
    "Mailing",
    "Member",
    "Money",
    "Paper",
    "PlanRow",
    "PracticeProblem",
    "Research",
    "SessionNote",
    "SessionPlan",
    "SetupPart",
    "SharedValue",
    "SignIn",
    "Story",
    "Team",
    "Touch",
    "Turning",
    "ValueRevisit",
    "Venue",
    "VoiceTally",
]
