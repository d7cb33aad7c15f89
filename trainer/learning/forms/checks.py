"""What may a browser send when a question is answered, a self-assessment filled in, a reflection written?"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from trainer.core.forms import (
    Form,
    OnceForm,
    as_lock,
    chosen,
)
from trainer.curriculum.rules import CheckKind
from trainer.learning.rules import MOST_FREE, MOST_TEXT


class QuestionForm(OnceForm):
    """One question of a knowledge check. `tried`: how many tries were finished when it was shown."""

    tried = HiddenField()

    @property
    def seen(self) -> int:
        """How many tries were finished when it was shown; -1 for a number that was never ours."""
        return as_lock(self.tried.data)

    @property
    def given(self) -> Any:
        """The answer, as rules/checks.py wants it."""
        return self["answer"].data or ""


PLACE = "place-"


class OrderForm(QuestionForm):
    """Steps to be put in order: each has a place, and no two the same."""

    @property
    def places(self) -> list[Any]:
        """The fields, one for each step, as they are shown."""
        return [field for field in self if field.name.startswith(PLACE)]

    @property
    def given(self) -> Any:
        """The ids of the steps, first to last."""
        ranked = sorted(self.places, key=lambda field: int(field.data))
        return [field.name.removeprefix(PLACE) for field in ranked]

    def validate(self, extra_validators: Any = None) -> bool:
        """Every step has a place of its own."""
        valid = super().validate(extra_validators)
        taken = [field.data for field in self.places]
        for field in self.places:
            if field.data and taken.count(field.data) > 1:
                field.errors = [_("Another step has place %(number)s as well.", number=field.data)]
                valid = False
        return valid


def question_form(
    kind: CheckKind, words: str, answers: Sequence[tuple[str, str]], tried: int
) -> QuestionForm:
    """A form that asks one question; `answers` are ids and words, in the order in which they are shown."""
    choices = [SelectChoice(*answer) for answer in answers]
    match kind:
        case CheckKind.FREE:
            field: Any = TextAreaField(words, [Optional(), Length(max=MOST_FREE)])
        case CheckKind.SEVERAL:
            field = SelectMultipleField(words, [_some], choices=choices)
        case CheckKind.SINGLE:
            field = RadioField(words, [chosen()], choices=choices)
        case CheckKind.ORDER:
            return _order_form(answers, tried)
    return type("OneQuestion", (QuestionForm,), {"answer": field})(tried=str(tried))


def _order_form(answers: Sequence[tuple[str, str]], tried: int) -> QuestionForm:
    places = [SelectChoice("", "–"), *(SelectChoice(str(n), str(n)) for n in range(1, len(answers) + 1))]
    fields = {
        f"{PLACE}{name}": SelectField(
            words, [InputRequired(_l("Choose a place for this step."))], choices=places
        )
        for name, words in answers
    }
    return type("OneOrder", (OrderForm,), dict(fields))(tried=str(tried))


def _some(_form: Any, field: Any) -> None:
    if not field.data:
        raise ValidationError(_("Tick the answers that fit."))


def area_form(
    statements: Sequence[tuple[str, str]], scale: Sequence[tuple[str, str]], kept: Mapping[str, int]
) -> OnceForm:
    """The statements of one area of the self-assessment, each answered on the scale; `kept` is what was saved."""
    choices = [SelectChoice(*value) for value in scale]
    fields = {name: RadioField(words, [chosen()], choices=choices) for name, words in statements}
    return type("AreaForm", (OnceForm,), dict(fields))(
        data={name: str(value) for name, value in kept.items()}
    )


class ReflectionForm(Form):
    """A draft, with the number of the text that the writer saw."""

    text = TextAreaField(_l("Your reflection"), [Length(max=MOST_TEXT)])
    lock = HiddenField()

    @property
    def seen(self) -> int:
        """Which text the writer saw; -1 for a number that was never ours."""
        return as_lock(self.lock.data)
