"""What can be done with an entry? One verb each."""

from trainer.journals.actions.answering import begin_review, keep_answer, put_back, review
from trainer.journals.actions.correcting import correct
from trainer.journals.actions.drafting import add_beginning, remove_beginning
from trainer.journals.actions.second import ask_second, end_second, name_second
from trainer.journals.actions.talking import say
from trainer.journals.actions.traces import use_for_prompt
from trainer.journals.actions.writing import save_draft, submit, withdraw

__all__ = [
    "add_beginning",
    "ask_second",
    "begin_review",
    "correct",
    "end_second",
    "keep_answer",
    "name_second",
    "put_back",
    "remove_beginning",
    "review",
    "save_draft",
    "say",
    "submit",
    "use_for_prompt",
    "withdraw",
]
