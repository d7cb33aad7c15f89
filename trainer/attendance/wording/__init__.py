"""What are presence, credit, records and the reasons of sheets called?"""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from trainer.attendance import queries, rules
from trainer.attendance.meeting_logs import LogReason
from trainer.attendance.models import Mark
from trainer.attendance.queries.captured import Planned
from trainer.attendance.rules import (
    CreditReason,
    DoorReason,
    LineReason,
    MarkReason,
    Piece,
    Presence,
    RecordState,
    Source,
    TaskKind,
)
from trainer.core.errors import Reason
from trainer.core.i18n import clock_time, decimal, names_for, sentence, words_for

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
        MarkReason.OTHER_SESSION: _l(
            "The schedule changed while you had this open: this is another session now. Nothing of yours was saved yet."
            " Look at the day above, and save again if you mean it."
        ),
        MarkReason.SHOWN_OTHERWISE: _l(
            "This is no longer what you were shown: you changed something, or somebody signed in meanwhile. Nothing was"
            " saved yet. Look at it and confirm again."
        ),
        MarkReason.WHY_MISSING: _l(
            "This sheet is closed, and hours hang on it. Say why you correct it: the reason goes into the audit trail."
        ),
        MarkReason.LOCKED_WHY_MISSING: _l(
            "This session was more than %(days)s days ago, so its sheet is locked. Say why you mark it now: the reason"
            " goes into the audit trail."
        ),
        MarkReason.UNMARKED: _l(
            "Not everybody is marked yet (%(count)s left): %(names)s. The sheet stays open."
        ),
        MarkReason.NOBODY: _l("Nobody is on this sheet, so there is nothing to close."),
        MarkReason.ALREADY_CLOSED: _l("This sheet was closed meanwhile. Nothing was changed."),
    }
)

words_for(
    {
        DoorReason.NOT_YET: _l("Sign-in opens on %(opens)s, a quarter of an hour before the session."),
        DoorReason.OVER: _l("This session ended on %(ended)s. If you were there, tell the trainer."),
        DoorReason.NO_SESSION: _l("This session is not taking place, so nobody signs in to it."),
        DoorReason.SHEET_CLOSED: _l(
            "The sign-in sheet of this session is closed already. If you are there, tell the trainer."
        ),
        DoorReason.DOOR_CLOSED: _l(
            "Sign-in by code is not open for this session. Tell the trainer that you are there."
        ),
        DoorReason.NO_PLACE: _l(
            "You have no place in this session, so nothing was recorded. Tell the trainer now: they can help you."
        ),
        DoorReason.CODE_WRONG: _l(
            "This code does not fit any more; a new one appears every minute. Look at the screen and try again."
        ),
        DoorReason.CODE_MISSING: _l("Type the code that you see on the screen."),
        DoorReason.NOT_SIGNED_IN: _l(
            "You are not signed in, so there is nothing to end. Nothing was changed."
        ),
        DoorReason.TOO_OFTEN: _l(
            "You have come and gone %(most)s times in this session. Tell the trainer, who can write you down."
        ),
    }
)

words_for(
    {
        LineReason.CODE_MISTYPED: _l(
            "Line %(line)s: there is no code “%(code)s”. Look at the row once more; a letter is probably mistyped."
        ),
        LineReason.CODE_UNKNOWN: _l(
            "Line %(line)s: the code “%(code)s” is not on this sheet. Is it from another session?"
        ),
        LineReason.CODE_TWICE: _l("Line %(line)s: the code “%(code)s” stands in line %(first)s already."),
        LineReason.NOT_UNDERSTOOD: _l(
            "Line %(line)s: “%(text)s” is not clear. After the code comes nothing, or L15, E10, A, X, or times."
        ),
        LineReason.TIME_WRONG: _l(
            "Line %(line)s: the times in “%(text)s” are not clear. Write them as 9:20 or as 9:20-14:45."
        ),
        LineReason.LEFT_BEFORE_IT_CAME: _l("Line %(line)s: in “%(text)s” somebody leaves before they come."),
        LineReason.TOO_MUCH: _l(
            "Line %(line)s: “%(text)s” is more than the %(minutes)s minutes of the session."
        ),
        LineReason.TOO_MANY_LINES: _l("More than %(most)s lines at once. Type the sheet back in two parts."),
    }
)

words_for(
    {
        LogReason.UNKNOWN_COLUMNS: _l(
            "These columns were found: %(found)s. Needed are: %(needed)s. Nothing was saved. In your meeting program,"
            " download the list of participants with the times they joined and left."
        ),
        LogReason.TOTALS_ONLY: _l(
            "This report has only total minutes for each person, not when they joined and left. In Zoom, take the"
            " check mark off “Show unique users” and export it again. Nothing was saved."
        ),
        LogReason.UNREADABLE_TIME: _l("Line %(line)s: “%(text)s” cannot be read as a day and a time."),
        LogReason.LEFT_BEFORE_JOINED: _l("Line %(line)s: %(text)s left before they joined."),
        LogReason.NAMELESS: _l("Line %(line)s has no name."),
        LogReason.TOO_LONG: _l(
            "This log is too long. Up to %(most)s rows can be read at once; split it into two files."
        ),
        LogReason.NOTHING: _l(
            "Nobody is in this log. Choose the file with the participants, or paste its rows."
        ),
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
        "attendance.open_door": _l("Opened sign-in by code"),
        "attendance.close_door": _l("Ended sign-in by code"),
        "attendance.sign_in": _l("Signed in to a session"),
        "attendance.sign_out": _l("Left a session"),
        "record.make": _l("Made a training record"),
        "record.correct": _l("Corrected a training record"),
        "record.remove": _l("Removed a training record"),
    },
)


def arithmetic(mark: Mark) -> str:
    """How the credit of a mark was counted, in words."""
    limit = mark.missed_at_most
    said = sentence(
        Reason(*rules.arithmetic(mark.session_minutes, mark.missed_minutes, mark.presence, limit))
    )
    return _with_parts(said, queries.stays.counted_from(mark.session, mark))


def kept_arithmetic(day: Mapping[str, Any]) -> str:
    """The same for a day as a record keeps it."""
    limit = day.get("missed_at_most", rules.MISSED_AT_MOST)
    said = sentence(
        Reason(*rules.arithmetic(day["minutes"], day["missed"], Presence(day["presence"]), limit))
    )
    known = "late" in day
    return _with_parts(said, rules.Missed(day["late"], day["early"], day["away"], 0) if known else None)


def _with_parts(said: str, missed: rules.Missed | None) -> str:
    """The sentence, and what the minutes missed are made of."""
    if missed is None or not missed.total:
        return said
    parts = [
        (missed.late, _("%(minutes)s late", minutes=missed.late)),
        (missed.early, _("%(minutes)s by leaving early", minutes=missed.early)),
        (missed.away, _("%(minutes)s away in between", minutes=missed.away)),
    ]
    named = " + ".join(words for minutes, words in parts if minutes)
    return said + " " + _("Missed: %(parts)s = %(total)s.", parts=named, total=missed.total)


def planned_arithmetic(planned: Planned, minutes: int) -> str:
    """How the credit of what will be marked is counted. `minutes`: those of the session."""
    marked = planned.marked
    said = sentence(Reason(*rules.arithmetic(minutes, marked.missed_minutes, marked.presence)))
    return _with_parts(said, planned.missed if marked.presence is Presence.PRESENT else None)


def times(pieces: Sequence[Piece], zone: str) -> str:
    """From when to when somebody was there, on the clock of a zone: '9:04 AM–12:00 PM, since 12:20 PM'."""
    there = ZoneInfo(zone)
    spans = []
    for piece in pieces:
        joined = clock_time(piece.joined.astimezone(there))
        left = clock_time(piece.left.astimezone(there)) if piece.left else ""
        spans.append(f"{joined}–{left}" if left else _("since %(time)s", time=joined))
    return ", ".join(spans)


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
