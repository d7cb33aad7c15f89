"""What are the fields of a record, its certificates and its ways to registries and employers called?"""

from collections.abc import Mapping
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from trainer.attendance import registries
from trainer.attendance.rules import records as record_rules
from trainer.attendance.rules.goals import GoalReason, Judged, Standing
from trainer.attendance.rules.records import Paper, RecordReason, Verification
from trainer.attendance.rules.registries import RegistryReason, Result, Sending
from trainer.attendance.wording import hours
from trainer.core.errors import Reason
from trainer.core.i18n import names_for, sentence, words, words_for
from trainer.organizations.rules import Setting
from trainer.schedule.wording.advice import area_words

words_for(
    {
        Verification.SELF_REPORTED: _l("Self-reported"),
        Verification.ATTENDED: _l("Attendance verified by the sign-in sheet"),
        Verification.VERIFIED: _l("Verified by the office"),
        Paper.COMPLETION: _l("Certificate of completion"),
        Paper.ATTENDANCE: _l("Certificate of attendance"),
        RecordReason.NOT_PRINTABLE: _l(
            "Our papers cannot print one of these letters yet: “%(name)s”. The files for spreadsheets and programs hold"
            " everything; ask us for help with the paper."
        ),
        RecordReason.NOT_THEIRS: _l(
            "You have not confirmed that you belonged to this organization on these days."
        ),
        RegistryReason.UNKNOWN_REGISTRY: _l("We do not know this registry. Choose one of the list."),
        RegistryReason.WRONG_ID: _l(
            "A number of %(registry)s looks like %(example)s. Look at your card or account there and type it again."
        ),
        RegistryReason.NOT_SENDABLE: _l(
            "Nothing was marked: none of these records can be sent, or all were sent already."
        ),
        RegistryReason.NOT_SENT: _l("This record was not sent yet, so there is no answer to it."),
    }
)

words_for(
    {
        Sending.NO_CREDIT: _l("No credit"),
        Sending.TOO_SHORT: _l("Too short"),
        Sending.NO_CODE: _l("Approval code missing"),
        Sending.NOT_VERIFIED: _l("Not verified yet"),
        Sending.DUE: _l("To send"),
        Sending.OVERDUE: _l("Overdue"),
        Sending.SENT: _l("Sent"),
        Sending.CHANGED: _l("Corrected after it was sent"),
        Sending.ACCEPTED: _l("Accepted"),
        Sending.REFUSED: _l("Refused"),
        Standing.MET: _l("Reached"),
        Standing.ON_TRACK: _l("On track"),
        Standing.AT_RISK: _l("At risk"),
        Standing.SHORT: _l("Fell short"),
    }
)

words_for(
    {
        Result.WAITING: _l("No answer yet"),
        Result.ACCEPTED: _l("The registry took it"),
        Result.REFUSED: _l("The registry refused it"),
        GoalReason.MET: _l("%(done)s of %(goal)s."),
        GoalReason.PLANNED: _l("%(done)s of %(goal)s, and %(planned)s more in trainings to come."),
        GoalReason.ON_PACE: _l(
            "%(done)s of %(goal)s, %(planned)s still to come. An even pace would be at %(expected)s by now."
            " %(missing)s to find in %(days)s days."
        ),
        GoalReason.BEHIND: _l(
            "%(done)s of %(goal)s, %(planned)s still to come. An even pace would be at %(expected)s by now."
            " %(missing)s to find in %(days)s days."
        ),
        GoalReason.OVER: _l("%(done)s of %(goal)s. The period is over."),
    }
)

names_for(
    "action",
    {
        "record.verify": _l("Verified training records"),
        "record.count_for": _l("Let a training count for an organization"),
        "registry.number": _l("Changed a registry number"),
        "registry.remove": _l("Removed a registry number"),
        "registry.sent": _l("Marked records as sent to a registry"),
        "registry.answer": _l("Noted a registry's answer"),
        "goal.set": _l("Set the hours that an organization asks for"),
    },
)


def areas_words(minutes: Mapping[str, int]) -> list[tuple[str, str]]:
    """The areas of a record with their clock hours, in order."""
    return [(area_words(area), hours(part)) for area, part in sorted(minutes.items())]


def ceu_words(record: Any) -> str:
    """'1.8', or nothing where hours are no CEU or there are none."""
    shown = record.accredited and record.credited_minutes
    return format_decimal(record_rules.ceu(record.credited_minutes)) if shown else ""


def setting_words(setting: str) -> str:
    """What kind of workplace a record names."""
    return words(Setting(setting)) if setting else ""


def judged_words(judged: Judged) -> str:
    """The arithmetic of a standing, in words."""
    facts: dict[str, Any] = {
        "done": hours(judged.done), "goal": hours(judged.goal), "planned": hours(judged.planned),
        "expected": hours(round(judged.expected / 6) * 6), "missing": hours(judged.missing), "days": judged.days_left,
    }  # fmt: skip
    return sentence(Reason(judged.reason, facts))


def correction_words(one: Mapping[str, Any]) -> str:
    """What a correction changed: the hours before and after."""
    return _("%(was)s before, %(now)s since.", was=hours(one["was"]["credited"]), now=hours(one["credited"]))


def registry_name(registry_id: str) -> str:
    """What a registry is called; its id when it is defined no more."""
    known = registries.registry(registry_id)
    return known.name if known else registry_id
