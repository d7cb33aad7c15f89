"""How does learning change? Each verb in one line; the files say how."""

from trainer.learning.actions.applications import (
    Details,
    Texts,
    answer_application,
    save_application,
    send_application,
    take_applications,
    take_back_application,
)
from trainer.learning.actions.assessing import finish_assessment, save_area, share_assessments
from trainer.learning.actions.checks import answer_question, try_check
from trainer.learning.actions.cohorts import enroll, form_cohort
from trainer.learning.actions.editions import move_edition
from trainer.learning.actions.enrollment import (
    ask_deferral,
    come_back,
    complete_enrollment,
    decline_deferral,
    defer,
    take_back_deferral,
    withdraw_enrollment,
)
from trainer.learning.actions.reading import finish_module, open_module, unfinish_module
from trainer.learning.actions.reflections import hand_in_reflection, save_reflection

__all__ = [
    "Details",
    "Texts",
    "answer_application",
    "answer_question",
    "ask_deferral",
    "come_back",
    "complete_enrollment",
    "decline_deferral",
    "defer",
    "enroll",
    "finish_assessment",
    "finish_module",
    "form_cohort",
    "hand_in_reflection",
    "move_edition",
    "open_module",
    "save_application",
    "save_area",
    "save_reflection",
    "send_application",
    "share_assessments",
    "take_applications",
    "take_back_application",
    "take_back_deferral",
    "try_check",
    "unfinish_module",
    "withdraw_enrollment",
]
