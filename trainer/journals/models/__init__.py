"""Which tables hold what a trainee wrote and what was answered?"""

from trainer.journals.models.attachments import Attachment, Consent
from trainer.journals.models.entries import Entry
from trainer.journals.models.reviewing import Beginning, EarlierReview, ReviewDraft, SecondReading
from trainer.journals.models.rounds import Review, Submission

__all__ = [
    "Attachment",
    "Beginning",
    "Consent",
    "EarlierReview",
    "Entry",
    "Review",
    "ReviewDraft",
    "SecondReading",
    "Submission",
]
