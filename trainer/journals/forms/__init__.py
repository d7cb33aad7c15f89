"""What may a browser send when somebody writes in a journal or answers?"""

from trainer.journals.forms.beginnings import BeginningForm
from trainer.journals.forms.reviewing import AnswerDraftForm, CorrectForm, ReviewForm
from trainer.journals.forms.talking import SayForm, SecondForm
from trainer.journals.forms.writing import MOST_WORDS, DraftForm, UseForm, WriteForm, as_typed

__all__ = [
    "MOST_WORDS",
    "AnswerDraftForm",
    "BeginningForm",
    "CorrectForm",
    "DraftForm",
    "ReviewForm",
    "SayForm",
    "SecondForm",
    "UseForm",
    "WriteForm",
    "as_typed",
]
