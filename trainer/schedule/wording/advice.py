"""What does advice say to whoever plans, why can a series not be made, and what are tags called?"""

import enum
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from trainer.core import clock, i18n
from trainer.core.i18n import words_for
from trainer.schedule import queries
from trainer.schedule.queries import RevisionItem
from trainer.schedule.rules.advice import Advice
from trainer.schedule.rules.kinds import AudienceRole, Equipment, FocusArea
from trainer.schedule.rules.plan import OfferingPlan
from trainer.schedule.rules.series import Duty, Rhythm, SeriesReason

words_for(
    {
        Advice.NEITHER: _l(
            "Hybrid room: no camera and no microphone that serve the whole room are checked. A single computer does not"
            " show the room, so people who join online can hardly take part. Check the equipment, or choose another"
            " format."
        ),
        Advice.NO_CAMERA: _l(
            "Hybrid room: no camera that shows the whole room is checked. People who join online would see one face"
            " instead of the group. Check the equipment, or choose another format."
        ),
        Advice.NO_MICROPHONE: _l(
            "Hybrid room: no microphone that hears the whole room is checked. People who join online would miss what is"
            " said away from the computer. Check the equipment, or choose another format."
        ),
        Advice.FEW_MEETINGS: _l(
            "Meetings planned: %(count)s. A CoP meets %(fewest)s to %(most)s times in a school year."
        ),
        Advice.MANY_MEETINGS: _l(
            "Meetings planned: %(count)s. A CoP meets %(fewest)s to %(most)s times in a school year, so that people can"
            " be released for it."
        ),
        Advice.TWO_IN_A_ROW_OPTIONAL: _l(
            "Mandatory sessions: %(mandatory)s of %(count)s, and sessions %(first)s and %(second)s are both optional."
            " At least every other meeting should be mandatory."
        ),
        Advice.WHOLE_DAYS: _l(
            "Longer than four and a half hours: session %(sessions)s. Meetings of a CoP are half-days."
        ),
        Advice.MONTHS_WITHOUT: _l(
            "Sessions planned: %(sessions)s. Months without one between the first and the last: %(count)s, beginning"
            " with %(month)s. This CoP meets every month."
        ),
        Advice.NOT_MANDATORY: _l(
            "Optional sessions: %(count)s. Everybody who facilitates takes part in preparation and check-in days, so"
            " they are mandatory."
        ),
        Advice.MORE_THAN_A_DAY: _l("Days planned: %(count)s. A preparation or check-in day is one day."),
        Advice.PREPARATION_MONTH: _l("Planned for %(month)s. Facilitators prepare in August or September."),
        Advice.CHECK_IN_MONTH: _l(
            "Planned for %(month)s. Check-in days are in November, February and the first half of May."
        ),
        Advice.AREAS_DIFFER: _l(
            "The competency areas add up to %(minutes)s minutes, but the offering takes %(planned)s. They should be"
            " equal."
        ),
        Advice.FEW_WEB_SERIES: _l("Open web series planned: %(count)s. A year has at least %(fewest)s."),
        Advice.NO_PREPARATION: _l("There are check-in days, but no preparation day in August or September."),
        Advice.CHECK_INS_MISSING: _l(
            "Check-in days in November, February and May: %(count)s of %(fewest)s are planned."
        ),
    }
)
words_for(
    {
        SeriesReason.FIRST_MISSING: _l("Choose the first day."),
        SeriesReason.HOW_LONG_MISSING: _l("Say how many sessions, or the last day."),
        SeriesReason.UNTIL_BEFORE_FIRST: _l("The last day must not be before the first."),
        SeriesReason.TOO_MANY: _l("There is room for %(most)s more sessions. Ask for fewer."),
    }
)
words_for(
    {
        Rhythm.WEEKLY: _l("Every week"),
        Rhythm.TWO_WEEKS: _l("Every two weeks"),
        Rhythm.WEEKDAY: _l("Every month on the same weekday, such as the second Thursday"),
        Rhythm.DATE: _l("Every month on the same date, such as the 14th"),
        Rhythm.MONTHS: _l("Every month, days not known yet"),
    }
)
words_for(
    {
        Duty.ALL: _l("All of them"),
        Duty.EVERY_OTHER: _l("Every other one, beginning with the first"),
        Duty.NONE: _l("None of them"),
    }
)
words_for(
    {
        Equipment.CAMERA: _l("A camera that shows the whole room"),
        Equipment.MICROPHONE: _l("A microphone that hears the whole room"),
        Equipment.SCREEN: _l("A screen on which everybody sees those who join online"),
        Equipment.SPEAKERS: _l("Loudspeakers for the whole room"),
        Equipment.INTERNET: _l("An internet connection that was tried out"),
        Equipment.TECH_HOST: _l("Somebody who looks after those who join online"),
    }
)
words_for(
    {
        FocusArea.QUALITY: _l("Quality early learning programs"),
        FocusArea.QRIS: _l("Quality rating and improvement (QRIS)"),
        FocusArea.P3: _l("Alignment from preschool to third grade"),
        FocusArea.LEADERSHIP: _l("Leadership and administration"),
        FocusArea.EQUITY: _l("Equity and inquiry"),
    }
)
words_for(
    {
        AudienceRole.TEACHERS: _l("Teachers"),
        AudienceRole.LEADERS: _l("Leaders and administrators"),
        AudienceRole.INFLUENCE: _l("Communities of influence"),
    }
)


AREAS = {
    "1": _l("Purpose and domain"),
    "2": _l("Relationships, belonging and confidentiality"),
    "3": _l("Planning and hosting: in person, virtual, hybrid"),
    "4": _l("Protocols and balance of voices"),
    "5": _l("Equity and power"),
    "6": _l("Inquiry and evidence"),
    "7": _l("Value, health and sustaining"),
    "8": _l("Reflective and ethical professional"),
}
"""The areas in which a facilitator grows, by their numbers in courses/program.toml."""

KINDS: tuple[type[enum.StrEnum], ...] = (FocusArea, AudienceRole, Equipment)


def tag_words(tag: str) -> str:
    """What a tag is called: its words when it is one of ours, else as somebody typed it."""
    for kind in KINDS:
        if tag in set(kind):
            return i18n.words(kind(tag))
    return tag


def area_words(number: str) -> str:
    """The name of a competency area."""
    return str(AREAS.get(number, number))


def warnings(plan: OfferingPlan) -> list[str]:
    """What a planner should look at again in an offering, in sentences."""
    return [i18n.sentence(reason) for reason in queries.warnings_of(plan)]


def year_warnings(plans: Iterable[OfferingPlan]) -> list[str]:
    """What a planner should look at again in a whole year, in sentences."""
    return [i18n.sentence(reason) for reason in queries.warnings_of_year(plans)]


def advised(items: Iterable[RevisionItem]) -> list[tuple[RevisionItem, list[str]]]:
    """Of the offerings of a year, those that still lie ahead and have something to look at again, with it."""
    today = clock.today()
    found = []
    for item in items:
        over = item.plan.canceled or (item.plan.last_on is not None and item.plan.last_on < today)
        said = [] if over else warnings(item.plan)
        if said:
            found.append((item, said))
    return found
