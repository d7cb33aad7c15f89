"""Which tables hold the showcase? Call, proposal, co-presenter, review, room, slot, who presented; and slides."""

from trainer.showcase.models.proposals import (
    Call,
    CommitteeReview,
    Copresenter,
    Presented,
    Proposal,
    ShowRoom,
    Slot,
)
from trainer.showcase.models.slides import Slide

__all__ = [
    "Call",
    "CommitteeReview",
    "Copresenter",
    "Presented",
    "Proposal",
    "ShowRoom",
    "Slide",
    "Slot",
]
