"""What is said of a protocol, and what was done with a debrief?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.practice.rules.debriefs import Again

words_for({Again.YES: _l("Yes"), Again.CHANGED: _l("Yes, but differently"), Again.NO: _l("No")})
names_for(
    "action",
    {
        "debrief.show": _l("Showed a prepared debrief to the mentor"),
        "debrief.next_done": _l("Did the next step of a debrief"),
    },
)
