"""What may a browser send when somebody writes in a journal or answers?"""

from trainer.journals.forms.reviewing import ReviewForm
from trainer.journals.forms.writing import MOST_WORDS, DraftForm, WriteForm

__all__ = [
    "MOST_WORDS",
    "DraftForm",
    "ReviewForm",
    "WriteForm",
]
