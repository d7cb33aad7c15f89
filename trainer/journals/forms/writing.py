"""What may a browser send when somebody writes in their journal?"""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from trainer.core.errors import Reason
from trainer.core.forms import Form, OnceForm, as_lock, chosen, no_line_break
from trainer.core.i18n import sentence, words
from trainer.journals import rules
from trainer.journals.rules import MOST_TEXT, MOST_TITLE, Audience, Beside, OwnSession, Shows
from trainer.schedule.wording.advice import AREAS

MOST_WORDS = 5_000
MOST_LINES = 15_000


class BesideFields(Form):
    """What stands beside the text. `has_beside` says that the page asked for it: without, nothing of it is changed."""

    has_beside = HiddenField()
    title = StringField(_l("Title"), [Optional(), Length(max=MOST_TITLE), no_line_break])
    shows = SelectMultipleField(_l("Whom it shows or is about"))
    areas = SelectMultipleField(_l("Competency areas it touches"))
    session = SelectField(
        _l("Session of your own CoP that it belongs to"), [Optional()], validate_choice=False
    )
    links = TextAreaField(
        _l("Links"),
        [Optional(), Length(max=MOST_LINES)],
        description=_l("One in each line: the address, which begins with https://, a blank, and what it is."),
    )
    audience = RadioField(_l("Who may read it"))

    def offer(self, sessions: Sequence[OwnSession], name: str) -> None:
        """The choices: the sessions of the writer's own CoPs, and the name of their mentor."""
        self.sessions = {one.ref: one.id for one in sessions}
        self.shows.choices = [SelectChoice(one.value, words(one)) for one in Shows]
        self.areas.choices = [SelectChoice(number, str(area)) for number, area in AREAS.items()]
        self.session.choices = [SelectChoice("", _("None"))] + [
            SelectChoice(one.ref, _("%(cop)s, session %(number)s", cop=one.cop, number=one.number))
            for one in sessions
        ]
        self.audience.choices = [
            SelectChoice(Audience.MENTOR.value, _("%(name)s and I, once I hand it in", name=name) if name
                         else _("My mentor and I, once I hand it in")),
            SelectChoice(Audience.ONLY_ME.value, words(Audience.ONLY_ME)),
        ]  # fmt: skip

    def beside(self) -> Beside | None:
        """What `save_draft` wants to know of it."""
        if self.has_beside.raw_data != ["yes"]:
            return None
        return Beside(
            title=self.title.data or "", shows=tuple(one for one in Shows if one.value in (self.shows.data or [])),
            areas=tuple(int(one) for one in AREAS if one in (self.areas.data or [])),
            links=rules.links_of(self.links.data or ""),
            session_id=self.sessions.get(self.session.data or "", -1 if self.session.data else None),
            audience=Audience(self.audience.data or Audience.MENTOR),
        )  # fmt: skip


def as_typed(beside: Beside, sessions: Sequence[OwnSession]) -> dict[str, Any]:
    """What the fields hold before anybody changes them."""
    return {
        "has_beside": "yes",
        "title": beside.title, "shows": [one.value for one in beside.shows], "links": rules.as_lines(beside.links),
        "areas": [str(one) for one in beside.areas], "audience": beside.audience.value,
        "session": next((one.ref for one in sessions if one.id == beside.session_id), ""),
    }  # fmt: skip


class WriteForm(BesideFields, OnceForm):
    """What somebody writes, and the number that their copy began with."""

    lock = HiddenField()
    text = TextAreaField(
        _l("Your entry"),
        [Length(max=MOST_TEXT, message=_l("This is longer than 20,000 characters. Shorten it a little."))],
    )

    @property
    def seen(self) -> int:
        """The number that the copy began with; one that was tampered with fits none."""
        return as_lock(self.lock.data)

    def validate_links(self, field: Any) -> None:
        """Each link leads to a whole address that nobody on the way can read or change."""
        problem = rules.problem_of_links(rules.links_of(field.data or ""))
        if problem:
            raise ValidationError(sentence(Reason(*problem)))


class DraftForm(BesideFields):
    """What the page saves by itself while somebody writes. Not a form for once: it saves again and again."""

    lock = HiddenField()
    text = TextAreaField(validators=[Length(max=MOST_TEXT)])
    seen = WriteForm.seen


class UseForm(OnceForm):
    """Which prompt a trace answers from now on."""

    prompt = SelectField(_l("Prompt"), [chosen()])

    def offer(self, prompts: Sequence[tuple[str, str]]) -> None:
        """The prompts that still wait for a trace: id and words."""
        self.prompt.choices = [SelectChoice(one, label) for one, label in prompts]
