"""What is said about slides: where they stand, and why something cannot be shown?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.showcase.rules.slides import SlideReason, SlideState, SlideTask

words_for(
    {
        SlideState.OFFERED: _l("Offered"),
        SlideState.CHOSEN: _l("Will be shown"),
        SlideState.LEFT_OUT: _l("Left out this time"),
        SlideState.WITHDRAWN: _l("Withdrawn"),
    }
)
words_for(
    {
        SlideReason.NOT_YOURS: _l("Only the person who wrote the trace can do that."),
        SlideReason.NOT_ACCEPTED: _l(
            "Only what your mentor has accepted can be shown: then somebody has looked at care and privacy."
        ),
        SlideReason.FOR_WRITER_ALONE: _l("What you wrote for yourself alone is not shown."),
        SlideReason.NO_SUCH_OFFERING: _l("Choose where you would like to show it."),
        SlideReason.IS_OVER: _l("It is over, or was canceled, so nothing more is shown there."),
        SlideReason.ALREADY: _l("You have offered this entry there already. Change that slide instead."),
        SlideReason.NOT_AGREED: _l("Tick that you agree. Without that, nothing is shown to anybody."),
        SlideReason.NOTHING_TO_SHOW: _l("Write a title or some words for the slide."),
        SlideReason.TOO_LONG: _l(
            "A slide holds up to %(most)s characters: it is read from the back of a room."
        ),
        SlideReason.TOO_MANY_PHOTOS: _l("Choose up to two pictures: more would be too small to see."),
        SlideReason.PHOTO_NOT_ALLOWED: _l(
            "Not everybody in a picture that you chose allows it to be shown at a showcase or Connect session."
        ),
        SlideReason.WITHDRAWN: _l("This slide was withdrawn by its writer, or may not be shown any more."),
    }
)
words_for(
    {
        SlideTask.ARRANGE: _l("%(count)s slides are offered for %(offering)s: arrange them"),
    }
)
names_for(
    "action",
    {
        "showcase.offer_slide": _l("Offered a slide from the journal"),
        "showcase.change_slide": _l("Changed a slide"),
        "showcase.withdraw_slide": _l("Withdrew a slide"),
        "showcase.arrange_slide": _l("Arranged a slide"),
    },
)
