"""What may a browser send when somebody answers an entry?"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.core.forms import Form, OnceForm, as_lock, chosen, sensible_day
from trainer.core.i18n import words
from trainer.journals.forms.writing import MOST_WORDS
from trainer.journals.rules import LEAST, Criterion, EntryKind, Outcome
from trainer.journals.wording import ASKS, DESCRIBED, LEVELS

TEXTS = ("saw", "question", "suggestion", "private_note")
CHOICES = ("care", *(criterion.value for criterion in Criterion), "outcome", "again_by")
"""What is chosen in an answer, in the order of the page. A script puts it into one text, which is saved with the
others: moment=3&outcome=revise."""


class ReviewForm(OnceForm):
    """The rubric, the care gate, the three parts of feedback and the outcome. `lock`: the number of the draft that the
    page began with."""

    round = HiddenField()
    lock = HiddenField()
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

    @property
    def seen(self) -> int:
        """The number of the round that the page showed; one that was tampered with fits none."""
        return as_lock(self.round.data)

    @property
    def began(self) -> int | None:
        """The number of the draft that the page began with; None when it began with none."""
        return as_lock(self.lock.data) if self.lock.data else None

    @property
    def chosen(self) -> str:
        """What is chosen, as one text: see CHOICES."""
        typed = {name: str(self[name].data or "") for name in CHOICES if name in self}
        return urlencode({name: value for name, value in typed.items() if value and value != "None"})

    def fill(self, typed: Mapping[str, str], lock: int) -> None:
        """Show what was kept of an answer."""
        self.lock.data = str(lock)
        for name in (*TEXTS, *CHOICES):
            if name in self and name in typed:
                self[name].data = _day(typed[name]) if name == "again_by" else typed[name]

    def answer(self) -> dict[str, Any]:
        """What `review` wants to know."""
        found = {Criterion(one.name): one.data for one in self.criteria if one.data}
        return {
            "round": self.seen,
            "levels": {
                name: int(level) if level in ("1", "2", "3", "4") else 0 for name, level in found.items()
            },
            "care_kept": self.care.data == "yes",
            "saw": self.saw.data or "",
            "question": self.question.data or "",
            "suggestion": self.suggestion.data or "",
            "outcome": Outcome(self.outcome.data),
            "again_by": self.again_by.data,
            "private_note": self.private_note.data or "",
        }


class CorrectForm(ReviewForm):
    """The same fields for an answer that was sent, and why it is corrected."""

    version = HiddenField()
    why = TextAreaField(_l("Why do you correct it?"), [Length(max=500)])

    @classmethod
    def of(cls, review: Any, kind: EntryKind) -> "CorrectForm":
        """The form with what an answer says now."""
        levels = {criterion.value: str(level) for criterion, level in review.levels.items()}
        return cls(
            kind=kind,
            data={
                **levels, "care": "yes" if review.care_kept else "no", "saw": review.saw, "question": review.question,
                "suggestion": review.suggestion, "outcome": review.outcome.value, "again_by": review.again_by,
                "private_note": review.private_note, "version": str(review.version),
            },
        )  # fmt: skip

    @property
    def of_version(self) -> int:
        """The version that the page began with; one that was tampered with fits none."""
        return as_lock(self.version.data)


class AnswerDraftForm(Form):
    """What a page keeps of an answer that is not sent: by itself again and again, or by a button. Nothing is asked for,
    and what is chosen comes as one text or as it stands on the page."""

    round = HiddenField()
    lock = HiddenField()
    chosen = TextAreaField(validators=[Length(max=500)])
    saw = TextAreaField(validators=[Length(max=MOST_WORDS)])
    question = TextAreaField(validators=[Length(max=MOST_WORDS)])
    suggestion = TextAreaField(validators=[Length(max=MOST_WORDS)])
    private_note = TextAreaField(validators=[Length(max=MOST_WORDS)])

    @property
    def seen(self) -> int:
        """The number of the round that the page showed; one that was tampered with fits none."""
        return as_lock(self.round.data)

    @property
    def began(self) -> int:
        """The number of the draft that the page began with."""
        return as_lock(self.lock.data)

    def typed(self, choices: Mapping[str, str] | None = None) -> dict[str, str]:
        """Everything, by the names of the fields; what no field of ours would send is left out."""
        sent = dict(parse_qsl(self.chosen.data or "")) if choices is None else choices
        picked = {name: sent[name][:20] for name in CHOICES if sent.get(name)}
        return {**picked, **{name: self[name].data or "" for name in TEXTS}}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
