"""What may a browser send when somebody writes in a journal or answers?"""

from trainer.journals.forms.reviewing import ReviewForm
from trainer.journals.forms.writing import MOST_WORDS, DraftForm, UseForm, WriteForm, as_typed

__all__ = [
    "MOST_WORDS",
    "DraftForm",
    "ReviewForm",
    "UseForm",
    "WriteForm",
    "as_typed",
]
