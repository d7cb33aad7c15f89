"""What can be done with calls, proposals and programs? One verb each."""

from trainer.showcase.actions.calls import add_reviewer, change_call, end_reviewer, open_call
from trainer.showcase.actions.canceling import tell_canceled
from trainer.showcase.actions.deciding import decide, review
from trainer.showcase.actions.holding import mark_held
from trainer.showcase.actions.placing import (
    Where,
    add_room,
    change_room,
    changes,
    move,
    place,
    publish_program,
    remove,
    remove_room,
)
from trainer.showcase.actions.proposing import (
    Words,
    change_proposal,
    confirm,
    hand_in,
    make_proposal,
    withdraw,
)
from trainer.showcase.actions.recording import record, take_back
from trainer.showcase.actions.reminding import remind
from trainer.showcase.actions.together import answer, ask_who_is_known_by_now

__all__ = [
    "Where",
    "Words",
    "add_reviewer",
    "add_room",
    "answer",
    "ask_who_is_known_by_now",
    "change_call",
    "change_proposal",
    "change_room",
    "changes",
    "confirm",
    "decide",
    "end_reviewer",
    "hand_in",
    "make_proposal",
    "mark_held",
    "move",
    "open_call",
    "place",
    "publish_program",
    "record",
    "remind",
    "remove",
    "remove_room",
    "review",
    "take_back",
    "tell_canceled",
    "withdraw",
]
