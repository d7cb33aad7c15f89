"""What are the states of a message called, and what does its refusal say?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.core.outbox import OutboxState
from trainer.messages.rules import MessageReason, PostReason

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
words_for(
    {
        PostReason.EMPTY: _l("Write something before you post it."),
        PostReason.TOO_LONG: _l("At most %(most)s characters fit into one post. Your text is kept below."),
        PostReason.GONE: _l("Its writer has removed this post. Nothing was changed."),
        PostReason.NOT_YOURS: _l("Only whoever wrote a post can change or remove it."),
        PostReason.TOO_LATE: _l(
            "A post can be changed for %(minutes)s minutes. This one is older; write another, or remove it."
        ),
        PostReason.HIDDEN: _l("This post is hidden. Nothing was changed."),
        PostReason.NOT_HIDDEN: _l("This post is not hidden. Nothing was changed."),
        PostReason.OWN: _l("This is your own post. You can remove it yourself."),
        PostReason.REPORTED: _l("You have reported this post. It is being looked at."),
        PostReason.WHY_MISSING: _l("Say why, in a few words."),
    }
)
names_for(
    "action",
    {
        "messages.try_again": _l("Tried a failed message again"),
        "post.write": _l("Wrote in a discussion"),
        "post.edit": _l("Changed their own post"),
        "post.remove": _l("Removed their own post"),
        "post.report": _l("Reported a post"),
        "post.hide": _l("Hid a post"),
        "post.show": _l("Showed a hidden post again"),
        "post.settle": _l("Found a reported post to be fine"),
    },
)
