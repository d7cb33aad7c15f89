"""What are presence, credit, records and the reasons of sheets called?"""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from trainer.attendance import rules
from trainer.attendance.models import Mark
from trainer.attendance.rules import CreditReason, MarkReason, Presence, RecordState, Source, TaskKind
from trainer.core.errors import Reason
from trainer.core.i18n import decimal, names_for, sentence, words_for

words_for(
    {
        Presence.PRESENT: _l("Present"),
        Presence.ABSENT: _l("Absent"),
        Presence.EXCUSED: _l("Excused"),
        Source.TYPED: _l("Typed by a trainer or administrator"),
        Source.SELF: _l("Signed in by oneself"),
        Source.QR: _l("Signed in by QR code"),
        Source.LOG: _l("From the log of an online meeting"),
        RecordState.PARTIAL: _l("Partly attended"),
        RecordState.COMPLETE: _l("Complete"),
    }
)

# Apart from the above: two words that read the same are the same key.
words_for(
    {
        CreditReason.EARNED: _l(
            "%(attended)s of %(minutes)s minutes; %(missed)s missed, at most %(limit)s: credit for the session."
        ),
        CreditReason.MISSED_TOO_MUCH: _l(
            "%(attended)s of %(minutes)s minutes; %(missed)s missed, at most %(limit)s: no credit."
        ),
        CreditReason.ABSENT: _l("Absent, 0 of %(minutes)s minutes: no credit."),
        CreditReason.EXCUSED: _l("Excused, 0 of %(minutes)s minutes: no credit."),
        TaskKind.CLOSE_SHEET: _l("Close the sign-in sheet: %(title)s, %(on)s"),
    }
)

words_for(
    {
        MarkReason.NOT_PUBLISHED: _l("This offering is a draft, so it has no sign-in sheet yet."),
        MarkReason.OFFERING_CANCELED: _l("This offering was canceled, so nobody can have been there."),
        MarkReason.SESSION_CANCELED: _l("This session was canceled, so nobody can have been there."),
        MarkReason.NO_TIMES: _l(
            "The times of this session are not set, so minutes cannot be counted. Set them in the schedule first."
        ),
        MarkReason.NOT_BEGUN: _l("This session begins on %(starts)s. The sheet can be marked from then on."),
        MarkReason.NOT_OVER: _l("This session goes on until %(ends)s. Close the sheet after that."),
        MarkReason.NOT_ON_SHEET: _l("Somebody you marked is no longer on this sheet. Look at it again."),
        MarkReason.MARKED_TWICE: _l("%(name)s is marked twice."),
        MarkReason.NEGATIVE: _l("%(name)s: minutes missed cannot be less than 0."),
        MarkReason.LONGER_THAN_SESSION: _l(
            "%(name)s: the session has %(minutes)s minutes, so no more than that can be missed."
        ),
        MarkReason.SAVED_MEANWHILE: _l(
            "Somebody else saved this sheet while you had it open. Nothing of yours was saved yet: where it differs,"
            " what they saved stands beside it. Look at it and save again."
        ),
        MarkReason.WHY_MISSING: _l(
            "This sheet is closed, and hours hang on it. Say why you correct it: the reason goes into the audit trail."
        ),
        MarkReason.UNMARKED: _l(
            "Not everybody is marked yet (%(count)s left): %(names)s. The sheet stays open."
        ),
        MarkReason.NOBODY: _l("Nobody is on this sheet, so there is nothing to close."),
        MarkReason.ALREADY_CLOSED: _l("This sheet was closed meanwhile. Nothing was changed."),
    }
)

names_for(
    "message",
    {
        "attendance.recorded": _l("Training on record"),
        "attendance.corrected": _l("Training record corrected"),
    },
)

names_for(
    "action",
    {
        "attendance.mark": _l("Marked a sign-in sheet"),
        "attendance.correct": _l("Corrected a closed sign-in sheet"),
        "attendance.close": _l("Closed a sign-in sheet"),
        "record.make": _l("Made a training record"),
        "record.correct": _l("Corrected a training record"),
        "record.remove": _l("Removed a training record"),
    },
)


def arithmetic(mark: Mark) -> str:
    """How the credit of a mark was counted, in words."""
    return sentence(Reason(*rules.arithmetic(mark.session_minutes, mark.missed_minutes, mark.presence)))


def kept_arithmetic(day: Mapping[str, Any]) -> str:
    """The same for a day as a record keeps it."""
    return sentence(Reason(*rules.arithmetic(day["minutes"], day["missed"], Presence(day["presence"]))))


def hours(minutes: int) -> str:
    """Clock hours: '15 hours', '4.5 hours', '0 hours'."""
    number = decimal(minutes / 60)
    return ngettext("%(number)s hour", "%(number)s hours", 1 if minutes == 60 else 2, number=number)


def part_words(part: str, content: Mapping[str, Any], language: str) -> str:
    """What a part of a course is called, with the title of its module."""
    kind, _colon, name = part.partition(":")
    if kind == "exit":
        return _("Closing reflection")
    titles = {module["id"]: module["title"] for module in content["modules"]}
    title = titles.get(name, {}).get(language) or titles.get(name, {}).get("en", name)
    if kind == "check":
        return _("Knowledge check: %(module)s", module=title)
    return _("Module: %(module)s", module=title) if kind == "module" else _("All sessions attended")
