"""What are the states of a message called, and what does its refusal say?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.core.outbox import OutboxState
from trainer.messages.rules import MessageReason

words_for(
    {
        OutboxState.WAITING: _l("Waiting"),
        OutboxState.SENT: _l("Sent"),
        OutboxState.CANCELED: _l("Canceled"),
        OutboxState.STALE: _l("Too late to send"),
        OutboxState.FORBIDDEN: _l("No longer allowed"),
        OutboxState.FAILED: _l("Failed"),
        MessageReason.NOT_FAILED: _l("This message has not failed, so it is not sent again."),
    }
)
names_for("action", {"messages.try_again": _l("Tried a failed message again")})
