"""What can be done with an entry? One verb each."""

from trainer.journals.actions.answering import begin_review, keep_answer, put_back, review
from trainer.journals.actions.attachments import (
    Prepared,
    attach,
    cover,
    describe,
    prepare,
    remove,
    say_recognizable,
)
from trainer.journals.actions.consents import record_consent, withdraw_consent
from trainer.journals.actions.correcting import correct
from trainer.journals.actions.drafting import add_beginning, remove_beginning
from trainer.journals.actions.second import ask_second, end_second, name_second
from trainer.journals.actions.talking import say
from trainer.journals.actions.traces import use_for_prompt
from trainer.journals.actions.writing import save_draft, submit, withdraw

__all__ = [
    "Prepared",
    "add_beginning",
    "ask_second",
    "attach",
    "begin_review",
    "correct",
    "cover",
    "describe",
    "end_second",
    "keep_answer",
    "name_second",
    "prepare",
    "put_back",
    "record_consent",
    "remove",
    "remove_beginning",
    "review",
    "save_draft",
    "say",
    "say_recognizable",
    "submit",
    "use_for_prompt",
    "withdraw",
    "withdraw_consent",
]
