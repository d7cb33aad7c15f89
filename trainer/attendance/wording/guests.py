"""What is said about somebody at the door who is not on the list?"""

from flask_babel import lazy_gettext as _l

from trainer.attendance.rules.guests import GuestReason
from trainer.core.i18n import names_for, words_for

words_for(
    {
        GuestReason.NO_SESSION: _l(
            "This session is not taking place, or its times are not set: there is no door."
        ),
        GuestReason.NOT_YET: _l(
            "The door of this session opens on %(opens)s. Until then people register themselves."
        ),
        GuestReason.SHEET_CLOSED: _l(
            "The sign-in sheet is closed, so nobody is added from the door any more. An administrator can still help."
        ),
        GuestReason.LOCKED: _l(
            "This session was more than %(days)s days ago, so nobody is added from the door any more. An"
            " administrator can still help."
        ),
        GuestReason.NO_ACCOUNT: _l(
            "No account signs in with this address. Check it with them; or note them as a guest, and an administrator"
            " finds out who they are."
        ),
        GuestReason.OTHER_NAME: _l(
            "The account with this address has another name. Ask them how their name stands there; or note them as a"
            " guest, and an administrator finds out who they are."
        ),
        GuestReason.ALREADY_NOTED: _l("This guest is noted for this session already."),
        GuestReason.TOO_MANY: _l(
            "At most %(most)s guests of one session can be noted. Ask an administrator to look at them first."
        ),
        GuestReason.GONE: _l("Somebody else has dealt with this guest meanwhile. Nothing was changed."),
    }
)

names_for(
    "action",
    {
        "attendance.guest": _l("Noted a guest at a session"),
        "attendance.match_guest": _l("Matched a guest with an account"),
        "attendance.drop_guest": _l("Deleted the note of a guest"),
    },
)
