"""What can be done in an own CoP? One verb each; the files beside this one say how."""

from trainer.practice.actions import health
from trainer.practice.actions.afterwards import add_research, drop_research, keep_note, keep_voices, log_touch
from trainer.practice.actions.answering import answer_round, give_feedback
from trainer.practice.actions.charters import decide_charter, save_charter, submit_charter
from trainer.practice.actions.cops import add_facilitator, end_facilitator, found_cop
from trainer.practice.actions.debriefs import do_next_step, hold_debrief, prepare_debrief
from trainer.practice.actions.doors import Arrival, lock_sign_in, sign_in, take_back_sign_in
from trainer.practice.actions.holding import hold_session, record_agreement, record_values, revisit_values
from trainer.practice.actions.inviting import (
    add_team,
    add_venue,
    answer_invitation,
    drop_team,
    drop_venue,
    invite,
    place_members,
)
from trainer.practice.actions.joining import change_own, join, leave, renew_join_link, renew_link, save_access
from trainer.practice.actions.keeping import decline_cop, offer_cop, take_over, turn_cop, withdraw_offer
from trainer.practice.actions.kit import begin_plan, mark_ready, save_plan
from trainer.practice.actions.mailing import post_highlights, send_agenda, send_follow_up
from trainer.practice.actions.members import add_member, add_members, change_member, end_member
from trainer.practice.actions.papers import confirm_delivery, hand_over, save_paper
from trainer.practice.actions.sessions import cancel_session, change_session, plan_sessions
from trainer.practice.actions.setup import choose_model, explain_deviation, save_part
from trainer.practice.actions.stories import tell_story, withdraw_story
from trainer.practice.actions.welcoming import give_journals, note_strengths, send_welcome

__all__ = [
    "Arrival",
    "add_facilitator",
    "add_member",
    "add_members",
    "add_research",
    "add_team",
    "add_venue",
    "answer_invitation",
    "answer_round",
    "begin_plan",
    "cancel_session",
    "change_member",
    "change_own",
    "change_session",
    "choose_model",
    "confirm_delivery",
    "decide_charter",
    "decline_cop",
    "do_next_step",
    "drop_research",
    "drop_team",
    "drop_venue",
    "end_facilitator",
    "end_member",
    "explain_deviation",
    "found_cop",
    "give_feedback",
    "give_journals",
    "hand_over",
    "health",
    "hold_debrief",
    "hold_session",
    "invite",
    "join",
    "keep_note",
    "keep_voices",
    "leave",
    "lock_sign_in",
    "log_touch",
    "mark_ready",
    "note_strengths",
    "offer_cop",
    "place_members",
    "plan_sessions",
    "post_highlights",
    "prepare_debrief",
    "record_agreement",
    "record_values",
    "renew_join_link",
    "renew_link",
    "revisit_values",
    "save_access",
    "save_charter",
    "save_paper",
    "save_part",
    "save_plan",
    "send_agenda",
    "send_follow_up",
    "send_welcome",
    "sign_in",
    "submit_charter",
    "take_back_sign_in",
    "take_over",
    "tell_story",
    "turn_cop",
    "withdraw_offer",
    "withdraw_story",
]
