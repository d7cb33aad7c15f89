"""What may a browser send about calls, proposals, reviews and the program?"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
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
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from trainer.core.forms import OnceForm, WholeNumberField, chosen, no_line_break, required, web_address
from trainer.core.i18n import day, words
from trainer.showcase.rules import (
    MOST_MINUTES,
    MOST_NEEDS,
    MOST_STORY,
    MOST_TITLE,
    MOST_WORDS,
    OUTCOMES,
    ProposalState,
    Recommendation,
    ShowFormat,
    slides,
)
from trainer.showcase.wording import DESCRIBED

NONE = ""
MINUTES = [
    Optional(),
    NumberRange(1, MOST_MINUTES, _l("Enter the minutes, from 1 to 240, or leave it empty.")),
]


def _lines(typed: str | None) -> list[str]:
    """What was typed on lines of its own, or between commas."""
    return [line.strip() for line in (typed or "").replace(",", "\n").splitlines() if line.strip()]


class CallForm(OnceForm):
    """Until when, which formats with how many minutes, and what is asked."""

    lock = HiddenField()
    open_until = DateField(_l("Open until the end of"), [required()])
    asks = TextAreaField(
        _l("What do you ask for?"),
        [Length(max=MOST_WORDS)],
        description=_l(
            "For instance: a moment in your CoP when something changed, and what others can take from it."
        ),
    )
    talk = WholeNumberField(_l("Talk"), MINUTES)
    poster = WholeNumberField(_l("Poster"), MINUTES)
    story_circle = WholeNumberField(_l("Story circle"), MINUTES)
    workshop = WholeNumberField(_l("Workshop"), MINUTES)

    @property
    def formats(self) -> dict[str, int]:
        """Minutes by format, of those that are offered."""
        return {one.value: self[one.value].data for one in ShowFormat if self[one.value].data}


class ReviewerForm(OnceForm):
    """Who joins the committee: by the e-mail they sign in with."""

    email = StringField(
        _l("Add a member: the e-mail they sign in with"), [required(), Length(max=254), no_line_break]
    )


class ProposalForm(OnceForm):
    """What somebody wants to present. A draft may be incomplete; what is missing is said when it is handed in."""

    lock = HiddenField()
    title = StringField(
        _l("Title"),
        [Length(max=MOST_TITLE, message=_l("A title has at most 120 characters.")), no_line_break],
    )
    story = TextAreaField(
        _l("What happened in your CoP?"),
        [Length(max=MOST_STORY, message=_l("This is longer than 4,000 characters. Shorten it a little."))],
        description=_l(
            "What did people try, what surprised you, what is different now? Leave out names of children and families."
        ),
    )
    format = RadioField(_l("How would you like to present it?"), validate_choice=False)
    cop = SelectField(_l("Your CoP"), validate_choice=False)
    emails = TextAreaField(
        _l("Who presents with you?"),
        [Length(max=1_200)],
        description=_l(
            "The e-mail they sign in with, one on each line. We ask them once you hand this in; nobody else sees them"
            " before they agree."
        ),
    )
    needs = TextAreaField(
        _l("What do you need to present well?"),
        [Length(max=MOST_NEEDS, message=_l("This is longer than 1,000 characters. Shorten it a little."))],
        description=_l(
            "For instance: a microphone, an interpreter, a place without stairs, a time before noon."
        ),
    )
    title_public = BooleanField(_l("My name and the title may stand on the public program"))
    story_public = BooleanField(_l("The story may be read there, too"))
    may_record = BooleanField(_l("My presentation may be recorded"))

    def offer(self, formats: dict[str, int], cops: Sequence[tuple[str, str]]) -> None:
        """Hand in what the call offers, and the CoPs of whoever writes."""
        offered = [one for one in ShowFormat if one.value in formats]
        self.format.choices = [
            SelectChoice(
                one.value, _("%(format)s, %(minutes)s minutes", format=words(one), minutes=formats[one.value])
            )
            for one in offered
        ]
        known = [(NONE, _("No CoP of my own, or none to name")), *cops]
        self.cop.choices = [SelectChoice(*choice) for choice in known]

    @property
    def hints(self) -> dict[str, str]:
        """What each format means."""
        return {one.value: str(DESCRIBED[one]) for one in ShowFormat}

    @property
    def chosen_format(self) -> ShowFormat | None:
        """The format, if it is one of ours."""
        return ShowFormat(self.format.data) if self.format.data in set(ShowFormat) else None

    @property
    def addresses(self) -> list[str]:
        """The addresses, one by one."""
        return _lines(self.emails.data)


class RecordForm(OnceForm):
    """Who presented what on which day, where no program says it."""

    title = StringField(
        _l("What was presented?"),
        [
            required(),
            Length(max=MOST_TITLE, message=_l("A title has at most 120 characters.")),
            no_line_break,
        ],
    )
    on = SelectField(_l("On which day?"), [chosen()])
    emails = TextAreaField(
        _l("Who presented it?"),
        [required(), Length(max=1_200)],
        description=_l("The e-mail they sign in with, one on each line."),
    )

    def offer(self, days: Collection[date]) -> None:
        """Hand in the days that are over."""
        self.on.choices = [SelectChoice(one.isoformat(), day(one)) for one in days]

    @property
    def day(self) -> date:
        """The day, one of those that were handed in."""
        return date.fromisoformat(self.on.data)

    @property
    def addresses(self) -> list[str]:
        """The addresses, one by one."""
        return _lines(self.emails.data)


class AnswerForm(OnceForm):
    """Somebody answers whether they present together."""

    answer = RadioField(_l("Your answer"), [chosen()])
    name_public = BooleanField(_l("My name may stand on the public program"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.answer.choices = [
            SelectChoice("yes", _("Yes, we present together")), SelectChoice("no", _("No, not this time")),
        ]  # fmt: skip


class ReviewForm(OnceForm):
    """What a member of the committee recommends."""

    recommendation = RadioField(_l("Your recommendation"), [chosen()])
    comment = TextAreaField(
        _l("Why?"),
        [Length(max=MOST_WORDS, message=_l("This is longer than 2,000 characters. Shorten it a little."))],
        description=_l("What others can learn from it, and what would make it stronger."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.recommendation.choices = [SelectChoice(one.value, words(one)) for one in Recommendation]


class DecideForm(OnceForm):
    """What the office decides, and why."""

    outcome = RadioField(_l("Your decision"), [chosen()])
    reason = TextAreaField(
        _l("Your words to the presenters"),
        [Length(max=MOST_WORDS, message=_l("This is longer than 2,000 characters. Shorten it a little."))],
        description=_l("They read exactly this, by mail and here. Say what you liked, and what you counted."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        texts = {
            ProposalState.ACCEPTED: _("Accept"),
            ProposalState.WAITLISTED: _("Put on the waitlist"),
            ProposalState.DECLINED: _("Decline"),
        }
        self.outcome.choices = [SelectChoice(one.value, texts[one]) for one in OUTCOMES]


class RoomForm(OnceForm):
    """A room, or a link to join."""

    name = StringField(_l("Name of the room"), [required(), Length(max=100), no_line_break])
    link = StringField(
        _l("Link to join"),
        [Length(max=500), no_line_break, web_address],
        description=_l("For a virtual room. Presenters and registered people see it, strangers do not."),
    )


class SlotForm(OnceForm):
    """What happens in a room, from when to when."""

    what = SelectField(_l("Presentation"), validate_choice=False)
    title = StringField(
        _l("Or something for everybody"),
        [Length(max=MOST_TITLE), no_line_break],
        description=_l("For instance: Welcome, or a break."),
    )
    session = SelectField(_l("Session"), [chosen()])
    room = SelectField(_l("Room"), [chosen()])
    starts = TimeField(_l("Begins at"), [required()])
    ends = TimeField(_l("Ends at"), [Optional()], description=_l("Empty: after the minutes of its format."))

    def offer(
        self,
        sessions: Collection[tuple[str, str]],
        rooms: Collection[tuple[str, str]],
        proposals: Collection[tuple[str, str]],
    ) -> None:
        """Hand in the sessions, the rooms, and what has no place yet."""  # fmt: skip
        self.session.choices = [SelectChoice(*one) for one in sessions]
        self.room.choices = [SelectChoice(*one) for one in rooms]
        self.what.choices = [SelectChoice(*one) for one in [(NONE, _("No presentation")), *proposals]]


class SlideForm(OnceForm):
    """What stands on a slide of a trace, where it is shown, and the tick without which nothing is."""

    offering = SelectField(_l("Where?"), [chosen()])
    title = StringField(_l("Title of the slide"), [Length(max=slides.MOST_TITLE), no_line_break])
    words = TextAreaField(_l("Words on the slide"), [Length(max=slides.MOST_WORDS)])
    photos = SelectMultipleField(_l("Pictures"))
    named = BooleanField(_l("Show my name on it"))
    agreed = BooleanField(_l("I agree that this is shown there"))

    def offer(self, offerings: Collection[tuple[str, str]], photos: Collection[tuple[str, str]]) -> None:
        """Which offerings can be chosen, by reference; none once the slide is there: it stays where it is. And which
        pictures may be shown."""
        self.photos.choices = [SelectChoice(*one) for one in photos]
        if not photos:
            del self.photos
        if offerings:
            self.offering.choices = [SelectChoice(NONE, "–"), *(SelectChoice(*one) for one in offerings)]
        else:
            del self.offering
