"""What can be done with an entry? One verb each."""

from trainer.journals.actions.answering import begin_review, put_back, review
from trainer.journals.actions.traces import use_for_prompt
from trainer.journals.actions.writing import save_draft, submit, withdraw

__all__ = ["begin_review", "put_back", "review", "save_draft", "submit", "use_for_prompt", "withdraw"]
