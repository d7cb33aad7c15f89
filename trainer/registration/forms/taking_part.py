"""What may a browser send when somebody registers, withdraws, claims earlier training or decides about it?"""

import csv
import io
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from trainer.core.forms import Form, OnceForm, WholeNumberField, chosen, no_line_break, required
from trainer.core.web.long_work import UploadForm
from trainer.organizations import listing
from trainer.registration.rules import MOST_TEAM
from trainer.registration.rules.team import TeamRow

MOST_PASTED = 200_000


class ClaimFields(OnceForm):
    """Earlier training that was equal to a course (row A07)."""

    training = StringField(_l("Name of the training"), [required(), Length(max=200), no_line_break])
    provider = StringField(_l("Who offered it"), [required(), Length(max=200), no_line_break])
    year = WholeNumberField(
        _l("Year"), [required(), NumberRange(1970, 2100, _l("Enter a year with four digits, such as 2019."))]
    )
    evidence = TextAreaField(
        _l("What shows it"),
        [required(), Length(max=4000)],
        description=_l("For instance: a certificate, hours and topics, somebody we can ask."),
    )

    def claim(self) -> dict[str, Any]:
        """What `make_claim` wants to know."""
        return {
            "training": self.training.data,
            "provider": self.provider.data,
            "year": self.year.data,
            "evidence": self.evidence.data,
        }


class SessionsForm(OnceForm):
    """A series: for the season, or for single sessions."""

    joining = RadioField(
        _l("How often will you come?"),
        [chosen()],
        choices=[
            SelectChoice("season", _l("For the season")),
            SelectChoice("single", _l("Only to some sessions")),
        ],
        default="season",
    )
    sessions = SelectMultipleField(
        _l("Which sessions?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer_sessions(self, sessions: list[tuple[str, str]]) -> None:
        """Hand in the sessions that can be joined; without any there is nothing to choose."""
        if sessions:
            self.sessions.choices = [SelectChoice(*choice) for choice in sessions]
        else:
            del self.joining
            del self.sessions

    def keys(self) -> list[str] | None:
        """The sessions that were ticked; None: the season."""
        if "joining" not in self or self.joining.data != "single":
            return None
        return list(self.sessions.data or [])


class _Asking(SessionsForm):
    format = RadioField(_l("How will you take part?"), [chosen()])
    organization = SelectField(_l("On behalf of"))
    access_needs = TextAreaField(
        _l("What do you need to take part well?"),
        [Length(max=2000)],
        description=_l("For instance: step-free access, captions, an interpreter, food you cannot eat."),
    )

    def offer(self, formats: list[tuple[str, str]], organizations: list[tuple[str, str]]) -> None:
        """Hand in the choices; a field with nothing to choose disappears."""
        if len(formats) > 1:
            self.format.choices = [SelectChoice(*choice) for choice in formats]
        else:
            del self.format
        if organizations:
            mine = [*organizations, ("", _("Myself, without an organization"))]
            self.organization.choices = [SelectChoice(*choice) for choice in mine]
        else:
            del self.organization


class RegisterForm(_Asking):
    """One person asks for a place."""


class RegisterWithClaimForm(_Asking, ClaimFields):
    """One person asks for a place and tells of earlier training, because the course asked for is not on record."""


class ClaimForm(ClaimFields):
    """A claim on its own, before any registration."""


class InviteForm(OnceForm):
    """Addresses of people to invite."""

    emails = TextAreaField(
        _l("E-mail addresses"),
        [required(), Length(max=20_000)],
        description=_l("The addresses with which these people sign in, one per line. At most 200 at once."),
    )


class TopicForm(OnceForm):
    """A topic for a series."""

    text = StringField(
        _l("A topic you would like to talk about"),
        [required(), Length(max=200), no_line_break],
        description=_l("In a few words, for instance: when two members see it differently."),
    )


class ResourceForm(OnceForm):
    """What a session left behind."""

    session = SelectField(_l("Session"), [chosen()])
    title = StringField(_l("What it is"), [required(), Length(max=200), no_line_break])
    url = StringField(
        _l("Link"), [required(), Length(max=500), no_line_break], description=_l("It begins with https://")
    )
    note = TextAreaField(_l("Note"), [Length(max=1000)])


class NeedsForm(OnceForm):
    """What somebody needs to take part well, said or changed later."""

    access_needs = TextAreaField(
        _l("What do you need to take part well?"),
        [Length(max=2000)],
        description=_l("For instance: step-free access, captions, an interpreter, food you cannot eat."),
    )


class AnswerForm(OnceForm):
    """A button and nothing else: withdraw, accept, decline."""


class TeamForm(OnceForm):
    """A team: pasted, uploaded or ticked; what came in is one text from then on."""

    format = RadioField(_l("How will they take part?"), [chosen()])
    text = TextAreaField(
        _l("People, one per line"),
        [
            Length(
                max=MOST_PASTED,
                message=_l("This list is too long. At most 500 people can be registered at once."),
            )
        ],
        description=_l(
            "Name, e-mail, role – as copied from a spreadsheet, or with commas. The role may be left out."
        ),
    )
    file = FileField(_l("Or a CSV file"), description=_l("With the headings name, e-mail and role."))
    ticked = SelectMultipleField(
        _l("Or tick people who belong to you"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    together = BooleanField(
        _l("They come only all together"),
        description=_l(
            "If not everybody gets a seat now, they all wait under one number. Seats that become free are kept for a"
            " team at the head of the waitlist for up to three days, until there are enough for all of it; then they go"
            " to the next who fit, and the team keeps its number."
        ),
    )

    def offer(self, formats: list[tuple[str, str]], members: list[tuple[str, str]]) -> None:
        """Hand in the choices; a field with nothing to choose disappears."""
        if len(formats) > 1:
            self.format.choices = [SelectChoice(*choice) for choice in formats]
        else:
            del self.format
        if members:
            self.ticked.choices = [SelectChoice(*choice) for choice in members]
        else:
            del self.ticked


class TeamUploadForm(UploadForm):
    """A file of people to be registered, and how they take part."""

    format = RadioField(_l("How will they take part?"), [chosen()])

    def offer(self, formats: list[tuple[str, str]]) -> None:
        """Hand in the choices; a field with nothing to choose disappears."""
        if len(formats) > 1:
            self.format.choices = [SelectChoice(*choice) for choice in formats]
        else:
            del self.format


class DecideForm(Form):
    """An administrator's decision about a claim."""

    decision = RadioField(
        _l("Your decision"),
        [chosen()],
        choices=[
            SelectChoice("accept", _l("Accept: this counts as the course")),
            SelectChoice("decline", _l("Decline")),
        ],
    )
    reason = TextAreaField(
        _l("Reason"), [Length(max=2000)], description=_l("Needed when you decline. The person will read it.")
    )


class CompletionForm(OnceForm):
    """A completed course, written down from paper."""

    course = SelectField(_l("Course"), [chosen()])
    on = DateField(_l("Completed on"), [required()])
    source = StringField(
        _l("Where it says so"),
        [required(), Length(max=200), no_line_break],
        description=_l("For instance: sign-in sheet of September 18, 2020, folder 3."),
    )


def as_text(rows: Sequence[TeamRow]) -> str:
    """The rows as a list that can be corrected in the text area."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    several = any(row.organization for row in rows)
    writer.writerow(["name", "email", "role", *(["organization"] if several else [])])
    writer.writerows([row.name, row.email, row.job, *([row.organization] if several else [])] for row in rows)
    return out.getvalue()


def read_team(data: str | bytes) -> list[TeamRow]:
    """The rows of a pasted or uploaded list, with or without a line of headings. Raises Refused with line numbers."""
    return listing.read(data, most=MOST_TEAM)
