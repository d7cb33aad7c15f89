"""What may a browser send about members, and at the door?"""

import csv
import io

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from trainer.core.forms import Form, OnceForm, no_line_break, required
from trainer.practice.forms.cops import HEADINGS


class MembersForm(OnceForm):
    """Members, typed or pasted."""

    text = TextAreaField(
        _l("Members, one per line"),
        [required(), Length(max=20_000)],
        description=_l(
            "Name, role, e-mail – with commas, or as copied from a spreadsheet. Role and e-mail may be left out."
        ),
    )

    def people(self) -> list[tuple[str, str, str]]:
        """Name, role and e-mail of each line."""
        return read_members(self.text.data or "")


def read_members(text: str) -> list[tuple[str, str, str]]:
    """The lines of a list: the cell with an @ is the e-mail, the first of the others the name, the next the role."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max("\t;,", key=first.count)
    found = []
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
        words = [cell.strip() for cell in cells if cell.strip()]
        email = next((cell for cell in words if "@" in cell), "")
        rest = [cell for cell in words if cell != email]
        if rest and rest[0].casefold() not in HEADINGS:
            found.append((rest[0], rest[1] if len(rest) > 1 else "", email))
    return found


class MemberForm(Form):
    """What is known of one member."""

    name = StringField(_l("Name"), [required(), Length(max=200), no_line_break])
    role = StringField(_l("Role"), [Length(max=100), no_line_break])
    email = StringField(_l("E-mail address"), [Length(max=254), no_line_break])


class DoorForm(Form):
    """A member on a phone: a name from the list, or one's own."""

    member = StringField(_l("Your name"), [Length(max=64)])
    name = StringField(_l("Your name"), [Length(max=200), no_line_break])


class SignInForm(Form):
    """A facilitator writes a member down by hand."""

    name = StringField(_l("Name"), [required(), Length(max=200), no_line_break])
    why = StringField(_l("Why is it added now?"), [Length(max=500), no_line_break])


class TakeBackForm(Form):
    """A facilitator takes back a sign-in that was a mistake."""

    sign_in = HiddenField()
    why = StringField(_l("Why is it taken back?"), [Length(max=500), no_line_break])
