"""What can be chosen when an offering is planned? Kinds, zones, months, languages, equipment, each."""

import enum

import flask
from flask_babel import gettext as _

from trainer.core import i18n
from trainer.organizations.rules import AgeBand
from trainer.schedule import forms
from trainer.schedule.models import Offering
from trainer.schedule.rules import tags
from trainer.schedule.rules import years as year_rules
from trainer.schedule.rules.kinds import (
    AudienceRole,
    Eligibility,
    Equipment,
    FocusArea,
    Format,
    Half,
    Season,
    When,
)
from trainer.schedule.rules.series import Duty, Rhythm
from trainer.schedule.views.years import kinds
from trainer.schedule.wording import advice, dates

ZONES = (
    "America/Los_Angeles", "America/Denver", "America/Phoenix", "America/Chicago", "America/New_York",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/Vancouver", "America/Edmonton",
    "America/Winnipeg", "America/Toronto", "America/Halifax",
)  # fmt: skip


PLATFORMS = ("Zoom", "Microsoft Teams", "Google Meet", "Webex")
"""What is offered while somebody types; any other platform can be typed as well (row C07)."""
NOTHING = ("", "")


def offer(form: forms.OfferingForm, offering: Offering) -> None:
    """Put the choices into the form of an offering."""
    zones = list(dict.fromkeys([offering.zone, flask.current_app.config["PROGRAM_ZONE"], *ZONES]))
    form.kind.choices = kinds()
    form.format.choices = _words(Format)
    form.when.choices = [
        (forms.DATES, _("Dates or months, below")), (When.SEASON.value, _("Only the season")),
        (When.TBD.value, _("Not yet: date TBD")), (When.ON_REQUEST.value, _("On request, no dates")),
    ]  # fmt: skip
    form.season.choices = [NOTHING, *_words(Season)]
    form.zone.choices = [(zone, zone.replace("_", " ")) for zone in zones]
    form.prerequisite.choices = [
        ("", _("Nothing")),
        ("cop-101", _("CoP 101, or another introduction to CoPs")),
    ]
    form.eligibility.choices = _words(Eligibility)
    form.equipment.choices = _words(Equipment)
    form.focus_areas.choices = _words(FocusArea)
    form.roles.choices = _words(AudienceRole)
    form.ages.choices = _words(AgeBand)
    form.languages.choices = [(code, dates.language_words([code])) for code in tags.SPOKEN]
    for number, field in enumerate(form.areas.entries, start=1):
        field.label.text = advice.area_words(str(number))
    _offer_sessions(form, offering)


def _offer_sessions(form: forms.OfferingForm, offering: Offering) -> None:
    halves = [("", _("No, or not known")), *_words(Half)]
    months = [
        (f"{month:%Y-%m}", i18n.day(month, "month"))
        for month in year_rules.months_of(offering.year.starts_on)
    ]
    form.series_rhythm.choices = _words(Rhythm)
    form.series_duty.choices = _words(Duty)
    form.series_half.choices = halves
    form.series_first.flags.optional = form.series_count.flags.optional = False  # a series needs them
    for row in form.sessions.entries:
        row.form.half.choices = halves
        row.form.month.choices = [NOTHING, *months]
        row.form.fold.choices = [
            NOTHING,
            ("0", _("The first one")),
            ("1", _("The second one, after clocks go back")),
        ]


def _words(kind: type[enum.StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, i18n.words(member)) for member in kind]
