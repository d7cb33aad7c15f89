"""What may a browser send when mentors are proposed for a cohort, or somebody says what they offer as a mentor?"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectMultipleField
from wtforms.validators import NumberRange
from wtforms.validators import Optional as Left

from trainer.core.forms import Form, OnceForm, WholeNumberField, sensible_day, typed
from trainer.mentoring.rules.pairing import MOST_TRAINEES, USUAL_TRAINEES


class ProfileForm(Form):
    """What somebody offers as a mentor."""

    capacity = WholeNumberField(
        _l("For how many trainees is there room?"),
        [typed(), NumberRange(0, MOST_TRAINEES, _l("Enter a number from 0 to 30."))],
        default=USUAL_TRAINEES,
        description=_l("At the same time. Those you have now count. With 0 nobody is proposed."),
    )
    languages = SelectMultipleField(_l("In which languages?"))
    settings = SelectMultipleField(_l("Which settings do you know from your own work?"))
    available_from = DateField(
        _l("Free from"),
        [Left(), sensible_day],
        description=_l("Leave it empty if it is now."),
    )


class CohortPairingForm(OnceForm):
    """Mentors for many trainees at once: `take` names the enrollments, `mentor-<ref>` the mentor of each."""

    take = SelectMultipleField(_l("Pair"), validate_choice=False)

    def wanted(self, sent: dict[str, str]) -> list[tuple[str, str]]:
        """The ticked trainees with their mentors, by reference."""
        return [(ref, sent.get(f"mentor-{ref}", "")) for ref in self.take.data or []]

    def nothing(self) -> str:
        """What is said when no trainee is ticked."""
        return _("Tick at least one trainee who gets a mentor.")
