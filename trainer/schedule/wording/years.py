"""What do the reasons and actions say that concern a whole year: copying one, changing many offerings at once?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.schedule.rules.bulk import BulkReason
from trainer.schedule.rules.cloning import CloneReason, CloneState

words_for(
    {
        CloneReason.NOTHING_CHOSEN: _l("Tick at least one offering to copy. Nothing was made."),
        CloneReason.ALL_ALREADY: _l(
            "All %(count)s offerings that could be copied are already in %(year)s. Nothing was made twice."
        ),
        CloneReason.MOVED: _l(
            "One of the two years changed while you were looking. Nothing was made. Look at the dates again."
        ),
        CloneState.NEW: _l("Can be copied"),
        CloneState.ALREADY: _l("Already there"),
        CloneState.COHORT: _l("Formed with its people"),
        CloneState.PROBLEM: _l("Cannot be copied"),
    }
)
words_for(
    {
        BulkReason.NOTHING_CHOSEN: _l("Tick at least one offering. Nothing was changed."),
        BulkReason.ENDED: _l("It is canceled or completed and cannot change any more."),
        BulkReason.CANCELLATION_DRAFTED: _l("Its cancellation is drafted. Discard that first."),
        BulkReason.OVER: _l("All its days have passed."),
        BulkReason.NOTHING_CHANGES: _l("It is so already; nothing would change."),
        BulkReason.SAVED_MEANWHILE: _l("Somebody else saved it while you were looking. Look at it again."),
    }
)
names_for(
    "action",
    {
        "schedule.clone_year": _l("Copied a program year"),
        "schedule.change_many": _l("Changed many drafts at once"),
    },
)
