"""Which tables hold a trainee's own CoP, whole? The files beside this one say what is in each."""

from trainer.practice.models.agreed import Agreement, SharedValue, ValueRevisit
from trainer.practice.models.cops import Charter, Cop, Facilitator
from trainer.practice.models.debriefs import Debrief
from trainer.practice.models.members import Member
from trainer.practice.models.sessions import CopSession, Lead, SignIn

__all__ = [
    "Agreement",
    "Charter",
    "Cop",
    "CopSession",
    "Debrief",
    "Facilitator",
    "Lead",
    "Member",
    "SharedValue",
    "SignIn",
    "ValueRevisit",
]
