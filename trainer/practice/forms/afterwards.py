"""What may a browser send around a session: mails to members, notes, voices, what to try, contacts between?"""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, FieldList, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from trainer.core.forms import Form, OnceForm, WholeNumberField, chosen, required, sensible_day
from trainer.practice.rules.afterwards import MOST_SEATS, MOST_TURNS, TouchKind

_WORDS = Length(max=5000)


class AgendaMailForm(OnceForm):
    """A few words of one's own above the agenda."""

    words = TextAreaField(_l("A few words of your own"), [Length(max=2000)])


class NotesForm(Form):
    """What was noted, or is worth posting."""

    lock = HiddenField()
    text = TextAreaField(_l("What do you want to remember?"), [Length(max=20_000)])


class HighlightsForm(OnceForm):
    """What was worth keeping, for the members."""

    lock = HiddenField()
    text = TextAreaField(
        _l("Highlights"),
        [_WORDS],
        description=_l("What members may want to keep. No names of children or families."),
    )


class FollowUpForm(OnceForm):
    """A word to everybody: those who came, those who were missed, and what both read."""

    came = TextAreaField(_l("To those who came"), [required(), Length(max=2000)])
    missed = TextAreaField(_l("To those who were missed"), [required(), Length(max=2000)])
    body = TextAreaField(_l("To everybody"), [_WORDS])
    highlights = BooleanField(_l("Put the highlights into the mail"))


class VoicesForm(Form):
    """How often somebody spoke at each seat."""

    seats = FieldList(
        WholeNumberField(_l("Seat"), [Optional(), NumberRange(0, MOST_TURNS)]), max_entries=MOST_SEATS
    )


class ResearchForm(OnceForm):
    """Who wants to look into what before the next session, and when they are reminded."""

    what = TextAreaField(_l("What to look into or try"), [required(), Length(max=500)])
    who = SelectField(_l("Who"), default="")
    remind_on = DateField(
        _l("Remind by e-mail on"),
        [Optional(), sensible_day],
        description=_l("Leave it empty for no reminder."),
    )


class TouchForm(OnceForm):
    """A contact between two sessions."""

    on = DateField(_l("Day"), [required(), sensible_day])
    how = RadioField(
        _l("How"),
        [chosen()],
        choices=[
            SelectChoice(TouchKind.CALL, _l("Call")),
            SelectChoice(TouchKind.MESSAGE, _l("Message")),
            SelectChoice(TouchKind.MAIL, _l("E-mail")),
            SelectChoice(TouchKind.VISIT, _l("Visit")),
        ],
    )
    who = SelectField(_l("With whom"), default="")
    about = TextAreaField(
        _l("What about"),
        [Length(max=500)],
        description=_l("A few words for yourselves. No details about health or family."),
    )


def people(members: Iterable[tuple[str, str, str]], *, without: str) -> list[SelectChoice]:
    """Everybody, or one of the members (ref, name, e-mail); who has no address is told so by the word `without`."""
    return [
        SelectChoice("", _l("Everybody")),
        *(
            SelectChoice(ref, f"{name} ({without})" if without and not email else name)
            for ref, name, email in members
        ),
    ]
