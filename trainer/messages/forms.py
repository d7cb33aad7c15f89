"""What may a browser ask of the message log? To show one state."""

from trainer.core.outbox import OutboxState


def state_of(word: str | None) -> OutboxState | None:
    """The state that a filter names; None for all of them, also when the word is unknown."""
    return next((state for state in OutboxState if state.value == word), None)
