"""What may a browser send when somebody answers an entry?"""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.core.forms import OnceForm, chosen, sensible_day
from trainer.core.i18n import words
from trainer.journals.forms.writing import MOST_WORDS
from trainer.journals.rules import LEAST, Criterion, EntryKind, Outcome
from trainer.journals.wording import ASKS, DESCRIBED, LEVELS


class ReviewForm(OnceForm):
    """The rubric, the care gate, the three parts of feedback and the outcome."""

    round = HiddenField()
    care = RadioField(_l("Care and privacy are kept"), [chosen()])
    moment = RadioField()
    meaning = RadioField()
    perspectives = RadioField()
    facilitation = RadioField()
    saw = TextAreaField(_l("One thing I saw"), [Length(max=MOST_WORDS)])
    question = TextAreaField(_l("One question"), [Length(max=MOST_WORDS)])
    suggestion = TextAreaField(_l("One suggestion or resource"), [Length(max=MOST_WORDS)])
    outcome = RadioField(_l("Your answer"), [chosen()])
    again_by = DateField(_l("Please hand it in again by"), [Optional(), sensible_day])
    private_note = TextAreaField(_l("Private note, only you"), [Length(max=MOST_WORDS)])

    def __init__(self, *args: Any, kind: EntryKind, **more: Any) -> None:
        super().__init__(*args, **more)
        self.care.choices = [SelectChoice("yes", _("Yes")), SelectChoice("no", _("No"))]
        self.outcome.choices = [SelectChoice(one.value, words(one)) for one in Outcome]
        for criterion in Criterion:
            self._offer_levels(criterion, asked=criterion in LEAST[kind])

    def _offer_levels(self, criterion: Criterion, *, asked: bool) -> None:
        if not asked:
            del self[criterion.value]
            return
        field = self[criterion.value]
        field.label.text, field.description = words(criterion), ASKS[criterion]
        field.choices = [SelectChoice(str(level), str(name)) for level, name in enumerate(LEVELS, start=1)]
        field.validate_choice = False  # what is missing or unknown is said by the rules, for all at once

    @property
    def criteria(self) -> list[Any]:
        """The fields of the rubric that this kind of entry is looked at by."""
        return [self[criterion.value] for criterion in Criterion if criterion.value in self]

    def hints(self, field: Any) -> dict[str, str]:
        """What each level of a criterion means."""
        described = DESCRIBED[Criterion(field.name)]
        return {str(level): str(text) for level, text in enumerate(described, start=1)}

    def answer(self) -> dict[str, Any]:
        """What `review` wants to know."""
        chosen = {Criterion(one.name): one.data for one in self.criteria if one.data}
        seen = self.round.data or ""
        return {
            "round": int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 5 else 0,
            "levels": {
                name: int(level) if level in ("1", "2", "3", "4") else 0 for name, level in chosen.items()
            },
            "care_kept": self.care.data == "yes",
            "saw": self.saw.data or "",
            "question": self.question.data or "",
            "suggestion": self.suggestion.data or "",
            "outcome": Outcome(self.outcome.data),
            "again_by": self.again_by.data,
            "private_note": self.private_note.data or "",
        }
