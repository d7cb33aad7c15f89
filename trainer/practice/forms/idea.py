"""What may a browser send about the idea of a CoP: what it is about, for whom, to which end?"""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.core.forms import Form, no_line_break
from trainer.core.i18n import words
from trainer.organizations.rules import AgeBand, WorkRole
from trainer.practice.forms.charters import CharterForm
from trainer.practice.rules.setup import FROM_CHARTER, OWN, Part

LONG = Length(max=2000)
LINE = [Length(max=200), no_line_break]
MOST_A_YEAR = 60


def choices_of(kind: Any, empty: Any = None) -> Callable[[], list[SelectChoice]]:
    """The members of an enum with their words, in the reader's language."""
    first = [SelectChoice("", empty)] if empty else []
    return lambda: [*first, *(SelectChoice(one.value, words(one)) for one in kind)]


class PartForm(Form):
    """One step. `seen` is the mark of what its page showed: nobody saves over what somebody else saved meanwhile."""

    part: Part
    seen = HiddenField()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self:
            field.flags.optional = False  # all may be left out; the page says so only of what no step needs

    def names(self) -> tuple[str, ...]:
        """The fields of this step: those that stand in the charter first."""
        return (*FROM_CHARTER.get(self.part, ()), *OWN.get(self.part, ()))

    def content(self) -> dict[str, Any]:
        """What was written, as plain values."""
        return {name: _plain(self[name].data) for name in self.names()}


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def for_form(content: dict[str, Any]) -> dict[str, Any]:
    """Plain values as the fields want them."""
    found = {**content}
    if found.get("first_on"):
        found["first_on"] = date.fromisoformat(found["first_on"])
    if found.get("starts"):
        found["starts"] = time.fromisoformat(found["starts"])
    return found


class DomainForm(PartForm):
    """What it is about, and what the sessions will be about."""

    part = Part.DOMAIN
    domain = CharterForm.domain
    domain_why = CharterForm.domain_why
    topic_plan = RadioField(
        _l("How do you choose what a session is about?"),
        [Optional()],
        choices=[
            SelectChoice("year", _l("One topic for the whole year")),
            SelectChoice("session", _l("A new topic from session to session")),
        ],
    )
    topics = TextAreaField(
        _l("Key topics for the year"),
        [LONG],
        description=_l("One per line. They help you to plan agendas; members can change them."),
    )


class CommunityForm(PartForm):
    """Whom it is for."""

    part = Part.COMMUNITY
    audience = CharterForm.audience
    ages = SelectMultipleField(_l("Ages of the children they work with"), choices=choices_of(AgeBand))
    roles = SelectMultipleField(_l("What they do"), choices=choices_of(WorkRole))


class PracticeForm(PartForm):
    """What members share and make."""

    part = Part.PRACTICE
    share = TextAreaField(
        _l("What will members share?"),
        [LONG],
        description=_l(
            "For instance: traces of their days, photos without faces, a routine that works, a question."
        ),
    )
    make = TextAreaField(
        _l("What will you make together?"),
        [LONG],
        description=_l(
            "Something that stays: a card for new colleagues, a set of songs, a list of what helped."
        ),
    )


class VisionForm(PartForm):
    """What it hopes and aims for."""

    part = Part.VISION
    hopes = CharterForm.hopes
    objectives = TextAreaField(
        _l("Objectives for this year"),
        [LONG],
        description=_l("One per line. What will members be able to say at the end of the year?"),
    )
    goals = TextAreaField(
        _l("Long-term goals"),
        [LONG],
        description=_l("Where would you like to be in three years?"),
    )


class ConfidenceForm(PartForm):
    """How the members keep confidence."""

    part = Part.CONFIDENCE
    confidentiality = CharterForm.confidentiality
