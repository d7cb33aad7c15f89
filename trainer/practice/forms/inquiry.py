"""What may a browser send about a CoP's inquiry: its problem, the parts of a cycle, evidence, questions?"""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.core.forms import Form, OnceForm, chosen, no_line_break, required, sensible_day, web_address
from trainer.core.i18n import words
from trainer.practice.rules.inquiry_kinds import (
    ACT_FIELDS,
    PLAN_FIELDS,
    PROBLEM_FIELDS,
    STUDY_FIELDS,
    Ahead,
    DoKind,
    EvidenceKind,
    Learning,
    Side,
    Where,
)
from trainer.schedule.rules.kinds import FocusArea

_TEXT = Length(max=4000)
_DAY = [Optional(), sensible_day]


def _choices(kind: Any) -> list[SelectChoice]:
    return [SelectChoice(one.value, words(one)) for one in kind]


class _Kept(Form):
    """A form whose texts are kept as a draft: nothing of it is required."""

    names: tuple[str, ...] = ()
    lock = HiddenField()

    def content(self) -> dict[str, Any]:
        """What was written, by the name of its part."""
        return {name: self[name].data or "" for name in self.names}


class ProblemForm(_Kept):
    """A problem of practice, with what its four tests ask for (D04)."""

    names = PROBLEM_FIELDS
    statement = TextAreaField(
        _l("The problem in one or two sentences"),
        [required(), Length(max=1000)],
        description=_l("Something in your own work that the evidence shows and that you can change."),
    )
    focus = SelectField(_l("Focus"), default="")
    numbers = TextAreaField(
        _l("What do the numbers say?"),
        [_TEXT],
        description=_l("For instance: 14 of 22 morning drop-offs took longer than ten minutes in September."),
    )
    voices = TextAreaField(
        _l("What do people say?"),
        [_TEXT],
        description=_l("What families, educators and children told or showed you. By role, never by name."),
    )
    measure = StringField(
        _l("Which measure do you watch?"),
        [Length(max=200), no_line_break],
        description=_l("At least one that your program or index uses already."),
    )
    level = StringField(
        _l("Where does it stand today?"),
        [Length(max=200), no_line_break],
        description=_l("The level: a number with its day."),
    )
    progress = StringField(
        _l("How far should it move in a year?"),
        [Length(max=200), no_line_break],
        description=_l("The progress: a number and until when."),
    )
    practice = TextAreaField(
        _l("Which classroom practice is it about?"),
        [_TEXT],
        description=_l("What adults do with children: the thing you can change."),
    )
    whom = TextAreaField(
        _l("Whom does it concern most?"),
        [_TEXT],
        description=_l(
            "A group of children or families, for instance dual language learners in toddler rooms."
        ),
    )

    def with_choices(self) -> "ProblemForm":
        """The same form with its lists in the reader's language."""
        self.focus.choices = [SelectChoice("", ""), *_choices(FocusArea)]
        return self


class _Part(_Kept):
    on = DateField(_l("Done on"), _DAY, description=_l("Leave it empty while this is a draft."))
    place = SelectField(_l("Where?"), default="")

    def with_choices(self) -> "_Part":
        """The same form with its lists in the reader's language."""
        self.place.choices = [SelectChoice("", ""), *_choices(Where)]
        return self

    @property
    def where(self) -> Where | None:
        """The place that was chosen."""
        return Where(self.place.data) if self.place.data else None


class CyclePlanForm(_Part):
    """Plan: shared learning, a strategy, and which evidence will tell (D07)."""

    names = PLAN_FIELDS
    aim = TextAreaField(_l("What should this cycle change?"), [_TEXT])
    learning = SelectMultipleField(_l("How do you learn together first?"))
    learning_note = TextAreaField(_l("What do you read, visit or ask?"), [_TEXT])
    strategy = TextAreaField(
        _l("The strategy you try"),
        [_TEXT],
        description=_l("Small enough to be tried in a few weeks by everybody who takes part."),
    )
    adult = TextAreaField(_l("What will you see adults do differently?"), [_TEXT])
    child = TextAreaField(_l("What will be different for children?"), [_TEXT])
    kinds = SelectMultipleField(_l("Which kinds of evidence do you gather?"))
    gather = TextAreaField(
        _l("Who gathers what, and when?"), [_TEXT], description=_l("By role, never by name.")
    )
    ends_on = DateField(_l("This cycle should be through by"), _DAY)

    def with_choices(self) -> "CyclePlanForm":
        """The same form with its lists in the reader's language."""
        super().with_choices()
        self.learning.choices, self.kinds.choices = _choices(Learning), _choices(EvidenceKind)
        return self


class StudyForm(_Part):
    """Study: look at the evidence, share it, think (D09); where the measure stands now (D22)."""

    names = STUDY_FIELDS
    review = TextAreaField(_l("What does the evidence show?"), [_TEXT])
    level_after = StringField(_l("Where does the measure stand now?"), [Length(max=200), no_line_break])
    progress_after = StringField(
        _l("How far has it moved since the start?"), [Length(max=200), no_line_break]
    )
    shared_with = TextAreaField(
        _l("With whom did you share it?"),
        [_TEXT],
        description=_l("Colleagues, families, a council: by role."),
    )
    reflection = TextAreaField(_l("What surprised you, and what do you see differently?"), [_TEXT])


class ActForm(_Part):
    """Act: start, stop, keep, scale, and what the next Plan carries over (D10)."""

    names = ACT_FIELDS
    start = TextAreaField(_l("What do you start?"), [_TEXT], description=_l("One thing per line."))
    stop = TextAreaField(_l("What do you stop?"), [_TEXT], description=_l("One thing per line."))
    keep = TextAreaField(_l("What do you keep?"), [_TEXT], description=_l("One thing per line."))
    scale = TextAreaField(
        _l("What do you bring to more people or places?"), [_TEXT], description=_l("One thing per line.")
    )
    ahead = RadioField(_l("What comes next?"), [Optional()])
    carries = TextAreaField(_l("What does the next Plan take along?"), [_TEXT])
    shared = BooleanField(_l("Show the program what we start, stop, keep and bring to more places"))

    def with_choices(self) -> "ActForm":
        """The same form with its lists in the reader's language."""
        super().with_choices()
        self.ahead.choices = _choices(Ahead)
        return self


def _session_choices(sessions: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice("", ""), *(SelectChoice(ref, name) for ref, name in sessions)]


class DoForm(_Part):
    """Do: three meetings, each in a session of the CoP or on a day of its own (D08)."""

    game_plan_session = SelectField(_l("In which session?"), default="")
    game_plan_on = DateField(_l("Or on which day?"), _DAY)
    game_plan_note = TextAreaField(
        _l("Who does what, where, when and why?"),
        [_TEXT],
        description=_l("By role, never by a child’s name."),
    )
    mid_stream_session = SelectField(_l("In which session?"), default="")
    mid_stream_on = DateField(_l("Or on which day?"), _DAY)
    mid_stream_note = TextAreaField(_l("How is it going, and what do you adjust?"), [_TEXT])
    end_of_cycle_session = SelectField(_l("In which session?"), default="")
    end_of_cycle_on = DateField(_l("Or on which day?"), _DAY)
    end_of_cycle_note = TextAreaField(_l("Which evidence is there, and who brings it to the Study?"), [_TEXT])

    def with_sessions(self, sessions: Iterable[tuple[str, str]]) -> "DoForm":
        """The same form with the sessions of its CoP: the reference and the name of each."""
        self.with_choices()
        rows = list(sessions)
        for kind in DoKind:
            self[f"{kind.value}_session"].choices = _session_choices(rows)
        return self


class EvidenceForm(OnceForm):
    """One piece of evidence."""

    side = RadioField(_l("What is it about?"), [chosen()])
    kind = SelectField(_l("What is it?"), [chosen()])
    what = TextAreaField(
        _l("What does it show?"),
        [required(), Length(max=2000)],
        description=_l("Never a child’s name, initials, or anything by which a child could be known."),
    )
    on = DateField(_l("Of which day?"), [required(), sensible_day])
    by_role = StringField(
        _l("Who gathered it?"),
        [Length(max=200), no_line_break],
        description=_l("A role, for instance: lead teacher, observer."),
    )
    link = StringField(_l("Link to it"), [Length(max=500), no_line_break, web_address])

    def with_choices(self) -> "EvidenceForm":
        """The same form with its lists in the reader's language."""
        self.side.choices, self.kind.choices = _choices(Side), _choices(EvidenceKind)
        return self


class QuestionForm(OnceForm):
    """A question of the learning agenda: asked, explored, found, changed."""

    lock = HiddenField()
    question = TextAreaField(_l("The question"), [required(), Length(max=1000)])
    session = SelectField(_l("In which session did you explore it?"), default="")
    finding = TextAreaField(_l("What did you find?"), [_TEXT])
    change = TextAreaField(_l("What changed because of it?"), [_TEXT])

    def with_sessions(self, sessions: Iterable[tuple[str, str]]) -> "QuestionForm":
        """The same form with the sessions of its CoP: the reference and the name of each."""
        self.session.choices = _session_choices(sessions)
        return self


class ExplainForm(Form):
    """Why this CoP goes another way than the guideline this year (D17)."""

    rationale = TextAreaField(
        _l("Why does this CoP go another way this year?"), [required(), Length(max=2000)]
    )
