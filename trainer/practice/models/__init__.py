"""Which tables hold a trainee's own CoP, whole? The files beside this one say what is in each."""

from trainer.practice.models.agreed import Agreement, SharedValue, ValueRevisit
from trainer.practice.models.cops import Charter, Cop, Facilitator
from trainer.practice.models.debriefs import Debrief
from trainer.practice.models.keeping import Handover, Turning
from trainer.practice.models.members import Member
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

__all__ = [
    "Agreement",
    "Belonging",
    "Charter",
    "Cop",
    "CopSession",
    "Debrief",
    "Delivery",
    "Deviation",
    "DomainChange",
    "Facilitator",
    "Handover",
    "Invitation",
    "Lead",
    "Member",
    "Paper",
    "SetupPart",
    "SharedValue",
    "SignIn",
    "Team",
    "Turning",
    "ValueRevisit",
    "Venue",
]
