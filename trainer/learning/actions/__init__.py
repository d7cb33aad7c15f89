"""How does learning change? Each verb in one line; the files say how."""

from trainer.learning.actions.assessing import finish_assessment, save_area, share_assessments
from trainer.learning.actions.checks import answer_question, try_check
from trainer.learning.actions.cohorts import complete_enrollment, enroll, form_cohort, withdraw_enrollment
from trainer.learning.actions.editions import move_edition
from trainer.learning.actions.reading import finish_module, open_module, unfinish_module
from trainer.learning.actions.reflections import hand_in_reflection, save_reflection

__all__ = [
    "answer_question",
    "complete_enrollment",
    "enroll",
    "finish_assessment",
    "finish_module",
    "form_cohort",
    "hand_in_reflection",
    "move_edition",
    "open_module",
    "save_area",
    "save_reflection",
    "share_assessments",
    "try_check",
    "unfinish_module",
    "withdraw_enrollment",
]
