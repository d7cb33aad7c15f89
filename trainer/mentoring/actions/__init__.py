"""What can be done with a pair and its meetings? One verb each."""

from trainer.mentoring.actions.handovers import (
    agree_to_handover,
    announce,
    ask_to_talk,
    carry_out_due,
    give_mentor,
    give_mentors,
    go_on,
    keep_note,
    stop_handover,
)
from trainer.mentoring.actions.meetings import (
    cancel_meeting,
    change_meeting,
    do_next_step,
    hold_meeting,
    miss_meeting,
    plan_meeting,
    record_meeting,
)
from trainer.mentoring.actions.pairs import end_pair, end_pairs_of_the_withdrawn, pair
from trainer.mentoring.actions.profiles import describe_mentor
from trainer.mentoring.actions.rhythm import tell_before_the_rhythm_breaks
from trainer.mentoring.actions.support import (
    answer_support,
    ask_for_support,
    ask_in_meeting,
    take_support_back,
)
from trainer.mentoring.actions.times import propose_times, save_topics, take_time, withdraw_times

__all__ = [
    "agree_to_handover",
    "announce",
    "answer_support",
    "ask_for_support",
    "ask_in_meeting",
    "ask_to_talk",
    "cancel_meeting",
    "carry_out_due",
    "change_meeting",
    "describe_mentor",
    "do_next_step",
    "end_pair",
    "end_pairs_of_the_withdrawn",
    "give_mentor",
    "give_mentors",
    "go_on",
    "hold_meeting",
    "keep_note",
    "miss_meeting",
    "pair",
    "plan_meeting",
    "propose_times",
    "record_meeting",
    "save_topics",
    "stop_handover",
    "take_support_back",
    "take_time",
    "tell_before_the_rhythm_breaks",
    "withdraw_times",
]
