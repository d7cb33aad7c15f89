"""What are the states and reasons of claims and completions called?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.curriculum.cartridge.pieces import PackReason
from trainer.curriculum.loading import LoadReason
from trainer.curriculum.rules import ClaimReason, ClaimState, CompletionKind

words_for(
    {
        ClaimState.OPEN: _l("Waiting for a decision"),
        ClaimState.ACCEPTED: _l("Accepted"),
        ClaimState.DECLINED: _l("Declined"),
        CompletionKind.COMPLETED: _l("Completed"),
        CompletionKind.EQUIVALENCY: _l("Earlier training accepted"),
        ClaimReason.ALREADY_COMPLETED: _l(
            "This course is already on record as completed. No claim is needed."
        ),
        ClaimReason.ALREADY_OPEN: _l("A claim for this course is already waiting for a decision."),
        ClaimReason.ALREADY_DECIDED: _l("This claim has been decided meanwhile. Nothing was changed."),
        ClaimReason.REASON_MISSING: _l("Say why the claim is declined: the person will read it."),
        ClaimReason.YEAR_AHEAD: _l(
            "The year of the training lies ahead. Enter the year in which it took place."
        ),
        ClaimReason.DATE_AHEAD: _l("This date lies ahead. Enter the day on which the course was completed."),
        LoadReason.MISTAKES: _l("Nothing was loaded. %(many)s mistakes: %(mistakes)s"),
        LoadReason.IDS_CHANGED: _l(
            "Nothing was loaded. People use %(course)s %(edition)s, and it would get other parts. Gone: %(gone)s. "
            "New: %(new)s. Give it a new edition in course.toml, or write these ids as they were."
        ),
        ClaimReason.OWN_CLAIM: _l("You made this claim yourself. Another administrator must decide it."),
    }
)

words_for(
    {
        PackReason.NO_ORDER: _l(
            "There is no question of order in a package: it is an essay there, with its answers as a list."
        ),
        PackReason.ONLY_LINKS: _l(
            "A link has only a title and an address there; why it is worth the time was left out."
        ),
        PackReason.NOT_HERE: _l("It is not a part of this course, so the link is plain words."),
    }
)
names_for(
    "action",
    {
        "claim.make": _l("Claimed earlier training"),
        "claim.accept": _l("Accepted a claim of earlier training"),
        "claim.decline": _l("Declined a claim of earlier training"),
        "completion.record": _l("Recorded a completed course"),
        "completion.take_back": _l("Took back a completed course"),
        "part.record": _l("Recorded a part of a course"),
        "part.take_back": _l("Took back a part of a course"),
        "curriculum.load": _l("Loaded a course"),
        "piece.load": _l("Loaded a card, template, term or picture"),
    },
)
