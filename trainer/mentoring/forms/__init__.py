"""What may a browser send when a mentor is chosen, or a meeting planned, moved and written down?"""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange
from wtforms.validators import Optional as Left

from trainer.core.errors import Reason
from trainer.core.forms import (
    OnceForm,
    WholeNumberField,
    chosen,
    no_line_break,
    required,
    sensible_day,
    web_address,
)
from trainer.core.i18n import sentence, words
from trainer.mentoring.forms.handovers import DayForm
from trainer.mentoring.forms.pairing import CohortPairingForm, ProfileForm
from trainer.mentoring.forms.support import AnswerForm, SupportForm
from trainer.mentoring.forms.times import ProposeForm, TopicsForm
from trainer.mentoring.rules import LONGEST, MeetingMode, MeetingReason
from trainer.schedule.rules import plan as plans

MOST_NOTE = 5_000
USUAL_MINUTES = 45
ELSE = ""
__all__ = [
    "AnswerForm",
    "CohortPairingForm",
    "DayForm",
    "HoldForm",
    "MentorForm",
    "PlanForm",
    "ProfileForm",
    "ProposeForm",
    "RecordForm",
    "SupportForm",
    "TopicsForm",
]


class MentorForm(OnceForm):
    """Which mentor a trainee gets: one of the known ones, or anybody with an account."""

    enrollment = HiddenField()
    mentor = SelectField(_l("Mentor"), validate_choice=False)
    email = StringField(
        _l("Or somebody else: the e-mail they sign in with"),
        [Length(max=254), no_line_break],
        description=_l("For an experienced facilitator who has not been a mentor here."),
    )

    on = DateField(
        _l("From which day on?"),
        [Left(), sensible_day],
        description=_l("The trainee is told three days before, at least. Left empty: in a week."),
    )
    why = TextAreaField(
        _l("A word to the trainee"),
        [Length(max=500)],
        description=_l("Why the mentor changes, as far as it is theirs to know."),
    )

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """Hand in the known mentors."""
        known = [(ELSE, _("Choose…")), *choices]
        self.mentor.choices = [SelectChoice(*choice) for choice in known]


class _When(OnceForm):
    on = DateField(_l("Day"), [required(), sensible_day])
    starts = TimeField(_l("Begins at"), [required()])
    mode = RadioField(_l("How do you meet?"), [chosen()])

    def __init__(self, *args: Any, zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = zone
        self.mode.choices = [SelectChoice(mode.value, words(mode)) for mode in MeetingMode]

    def validate(self, extra_validators: Any = None) -> bool:
        """Also refuse a time that the clocks skip that night."""
        if not super().validate(extra_validators):
            return False
        if plans.in_gap(self.on.data, self.starts.data, self.zone):
            self.starts.errors = [sentence(Reason(MeetingReason.NO_SUCH_TIME))]
            return False
        return True

    @property
    def starts_at(self) -> datetime:
        """The moment that was typed."""
        return plans.instant(self.on.data, self.starts.data, self.zone)


class PlanForm(_When):
    """When and how to meet."""

    lock = HiddenField()
    minutes = WholeNumberField(
        _l("How many minutes"),
        [required(), NumberRange(1, LONGEST, _l("Enter a number from 1 to 480."))],
        default=USUAL_MINUTES,
    )
    link = StringField(
        _l("Link to join"),
        [Length(max=500), no_line_break, web_address],
        description=_l(
            "For a video meeting. Both of you find it on the page of the meeting and in the calendar."
        ),
    )


class _Notes(OnceForm):
    minutes = WholeNumberField(
        _l("Minutes you met"), [required(), NumberRange(1, LONGEST, _l("Enter a number from 1 to 480."))]
    )
    shared_note = TextAreaField(_l("Shared note"), [Length(max=MOST_NOTE)])
    next_step = TextAreaField(_l("Next step"), [Length(max=1_000)])
    next_on = DateField(
        _l("By when"),
        [Left(), sensible_day],
        description=_l("It waits on the trainee’s home until it is done."),
    )
    note_kept = BooleanField(_l("Keep this note between the two of us, also when the mentor changes"))
    private_note = TextAreaField(_l("Private note, only you"), [Length(max=MOST_NOTE)])

    def notes(self) -> dict[str, Any]:
        """What `hold_meeting` wants to know."""
        return {
            "minutes": self.minutes.data,
            "shared_note": self.shared_note.data or "",
            "next_step": self.next_step.data or "",
            "next_on": self.next_on.data,
            "note_kept": bool(self.note_kept.data),
            "private_note": self.private_note.data or "",
        }


class HoldForm(_Notes):
    """What came of a meeting."""

    lock = HiddenField()


class RecordForm(_When, _Notes):
    """A meeting that took place without having been planned here."""
