"""What may a browser send when a check is taken, a cohort formed, an application sent, or people talk?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from trainer.core.forms import (
    LINE,
    Form,
    OnceForm,
    as_lock,
    chosen,
    no_line_break,
    required,
    sensible_day,
)
from trainer.curriculum.rules import CheckKind
from trainer.learning.rules import MOST_ANSWER, MOST_FREE, MOST_TEXT
from trainer.learning.rules.editions import MOST_WHY
from trainer.learning.rules.together import MOST_LETTER, MOST_SUBJECT
from trainer.messages.rules import MOST_POST

MOST_SESSIONS = 60
LATEST = date(2200, 1, 1)
EARLIEST = date(2000, 1, 1)


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


class WithdrawForm(OnceForm):
    """Why somebody leaves a cohort."""

    reason = TextAreaField(_l("Why?"), [required(), Length(max=2_000)])


class MoveForm(OnceForm):
    """Why somebody is moved to another edition of a course; with the edition that the page was about."""

    reason = TextAreaField(_l("Why?"), [required(), Length(max=MOST_WHY)])
    before = HiddenField()
    to = HiddenField()


def _sensible(_form: Any, field: Any) -> None:
    """A day on which a cohort could meet, and a year later still could."""
    if field.data and not EARLIEST <= field.data < LATEST:
        raise ValidationError(_("Enter a day with a year of four digits, as in 2021."))


class CohortForm(OnceForm):
    """Name and times of a cohort; its people are ticked in a list beside it."""

    name = StringField(_l("Name of the cohort"), [required(), Length(max=LINE), no_line_break])
    first = DateField(_l("First session"), [DataRequired(_l("Choose a day.")), _sensible])
    starts = TimeField(_l("Begins at"), [InputRequired(_l("Choose a time."))])
    zone = SelectField(_l("Time zone"))
    program = SelectField(_l("Edition of the program"))
    shape = RadioField(_l("What do they go through?"), [chosen()])
    until = DateField(_l("Take applications until"), [Optional(), _sensible])


class CohortDatesForm(OnceForm):
    """The second step: a date for each session, each of which can be changed. `shape` was chosen in the first."""

    name = StringField(_l("Name of the cohort"), [required(), Length(max=LINE), no_line_break])
    starts = TimeField(_l("Begins at"), [InputRequired(_l("Choose a time."))])
    zone = SelectField(_l("Time zone"))
    program = SelectField(_l("Edition of the program"))
    shape = HiddenField()
    until = DateField(_l("Take applications until"), [Optional(), _sensible])
    dates = FieldList(
        DateField(_l("Date"), [DataRequired(_l("Choose a day.")), _sensible]),
        min_entries=1,
        max_entries=MOST_SESSIONS,
    )


class IntroductionForm(OnceForm):
    """What one's cohort sees; every field is one's own choice."""

    name = StringField(_l("The name that your cohort sees"), [Length(max=LINE), no_line_break])
    place = StringField(_l("Where you are"), [Length(max=LINE), no_line_break])
    pronouns = StringField(_l("Your pronouns"), [Length(max=60), no_line_break])
    languages = StringField(_l("Languages that you speak"), [Length(max=LINE), no_line_break])
    email = BooleanField(_l("Share my e-mail with my cohort"))
    mails = BooleanField(_l("Send me a mail when something new is written"))


class PostForm(OnceForm):
    """A post. The name is asked for only of who has none in this cohort yet."""

    name = StringField(_l("The name that your cohort sees"), [Length(max=LINE), no_line_break])
    text = TextAreaField(_l("What would you like to say?"), [required(), Length(max=MOST_POST)])


class WhyForm(OnceForm):
    """Why a post should be looked at, or was hidden."""

    why = TextAreaField(_l("Why?"), [required(), Length(max=1_000)])


class MaterialForm(OnceForm):
    """Something that everybody in the cohort needs to have."""

    title = StringField(_l("What everybody needs to have"), [required(), Length(max=LINE), no_line_break])


class LetterForm(OnceForm):
    """A message to people of a cohort, who are ticked beside it."""

    subject = StringField(_l("Subject"), [required(), Length(max=MOST_SUBJECT), no_line_break])
    text = TextAreaField(_l("Your message"), [required(), Length(max=MOST_LETTER)])
    answers = BooleanField(_l("People can answer to my e-mail address"), default=True)


def copies_form(lines: Sequence[tuple[str, str, str, date | None]], states: list[tuple[str, str]]) -> Any:
    """A form that asks where each person's copy is: the fields `state-<ref>` and `until-<ref>`. `lines`: the ref, the
    name, the state now and the day until which it is lent."""
    fields: dict[str, Any] = {}
    for ref, who, state, until in lines:
        fields[f"state-{ref}"] = SelectField(
            _("State of the copy of %(name)s", name=who),
            choices=[SelectChoice(*one) for one in states],
            default=state,
        )
        fields[f"until-{ref}"] = DateField(
            _("Lent to %(name)s until", name=who), [Optional(), sensible_day], default=until
        )
    return type("CopiesForm", (OnceForm,), fields)()


class TextsForm(Form):
    """The long answers of an application, which the page saves by itself; not for once: it saves again and again."""

    lock = HiddenField()
    why = TextAreaField(_l("Why do you want to facilitate?"), [Length(max=MOST_ANSWER)])
    idea = TextAreaField(_l("The CoP you have in mind"), [Length(max=MOST_ANSWER)])
    not_yet = TextAreaField(_l("CoP 101 is not on record. Why not yet?"), [Length(max=MOST_ANSWER)])
    seen = ReflectionForm.seen


class ApplicationForm(OnceForm):
    """A whole application."""

    lock = HiddenField()
    why = TextAreaField(
        _l("Why do you want to facilitate?"), [Length(max=MOST_ANSWER)],
        description=_l("What draws you to it, and what would be different around you. A few sentences are enough."),
    )  # fmt: skip
    idea = TextAreaField(
        _l("The CoP you have in mind"), [Length(max=MOST_ANSWER)],
        description=_l("Who would be in it, and what would they care about? A first idea is enough; it may change."),
    )  # fmt: skip
    not_yet = TextAreaField(
        _l("CoP 101 is not on record. Why not yet?"), [Length(max=MOST_ANSWER)],
        description=_l("For instance: I am registered for September; or: I took it elsewhere, in 2019."),
    )  # fmt: skip
    language = SelectField(_l("The language in which you would like to learn"))
    setting = SelectField(_l("Where you work"))
    supervisor = StringField(
        _l("Name of your supervisor"), [Length(max=LINE), no_line_break],
        description=_l("Leave it empty if you have none. We do not write to them, and they do not see your answers."),
    )  # fmt: skip
    agreed = BooleanField(_l("They know that I apply, and agree that I take the time for it."))
    seen = ReflectionForm.seen


class AnswerForm(OnceForm):
    """What an administrator answers to an application."""

    answer = TextAreaField(_l("Your words to them"), [Length(max=2_000)])


class ApplyUntilForm(OnceForm):
    """Until when a cohort takes applications; empty: no more."""

    until = DateField(_l("Take applications until"), [Optional(), _sensible])


class AskDeferralForm(OnceForm):
    """Somebody asks to be deferred."""

    until = DateField(_l("I expect to be back on"), [Optional(), _sensible])
    why = TextAreaField(_l("Why?"), [required(), Length(max=2_000)])


class DeferForm(OnceForm):
    """An administrator defers somebody."""

    until = DateField(_l("Back on"), [Optional(), _sensible])
    moves = BooleanField(_l("The days away are added to the deadline"))
    said = TextAreaField(_l("What they read about it"), [required(), Length(max=2_000)])


class DeclineDeferralForm(OnceForm):
    """An administrator declines to defer somebody."""

    answer = TextAreaField(_l("Why not? They read it."), [required(), Length(max=2_000)])


class ComeBackForm(OnceForm):
    """Into which cohort somebody comes back."""

    cohort = SelectField(_l("Cohort"))


class LeaveForm(OnceForm):
    """Somebody leaves by themselves, with a word or without."""

    why = TextAreaField(_l("Is there anything you would like us to know?"), [Length(max=2_000)])
