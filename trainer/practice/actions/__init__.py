"""What can be done in an own CoP? One verb each; the files beside this one say how."""

from trainer.practice.actions.charters import decide_charter, save_charter, submit_charter
from trainer.practice.actions.cops import add_facilitator, end_facilitator, found_cop
from trainer.practice.actions.debriefs import hold_debrief
from trainer.practice.actions.doors import Arrival, lock_sign_in, sign_in, take_back_sign_in
from trainer.practice.actions.holding import hold_session, record_agreement, record_values, revisit_values
from trainer.practice.actions.members import add_member, add_members, change_member, end_member
from trainer.practice.actions.sessions import cancel_session, change_session, plan_sessions
from trainer.practice.actions.setup import choose_model, explain_deviation, save_part

__all__ = [
    "Arrival",
    "add_facilitator",
    "add_member",
    "add_members",
    "cancel_session",
    "change_member",
    "change_session",
    "choose_model",
    "decide_charter",
    "end_facilitator",
    "end_member",
    "explain_deviation",
    "found_cop",
    "hold_debrief",
    "hold_session",
    "lock_sign_in",
    "plan_sessions",
    "record_agreement",
    "record_values",
    "revisit_values",
    "save_charter",
    "save_part",
    "sign_in",
    "submit_charter",
    "take_back_sign_in",
]
