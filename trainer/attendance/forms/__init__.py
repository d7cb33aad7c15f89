"""What may a browser send with a sign-in sheet, at the door, from paper and with the log of a meeting?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from trainer.attendance.rules import Marked, Presence
from trainer.core.forms import Form, OnceForm, as_lock, required

MOST_DIGITS = 4
MOST_TYPED = 20_000
MOST_LOG = 400_000


class SheetForm(OnceForm):
    """What all of a sheet has in common; the people of it are read by `typed`. A double click saves once."""

    lock = HiddenField(default="0")
    session = HiddenField()
    why = TextAreaField(_l("Why you correct it"), [Length(max=1_000)])

    @property
    def seen(self) -> int:
        """What the sheet counted when it was looked at; -1 for anything a page of ours did not send."""
        return as_lock(self.lock.data)


@dataclass(frozen=True)
class Typed:
    """What was typed for one person: a presence ('' for none yet) and minutes missed; and what they were seen as."""

    presence: str = ""
    missed: str = ""
    seen: str | None = field(default=None, compare=False)


class DoorForm(Form):
    """A code from the screen, typed or brought along by the camera."""

    code = StringField(_l("Code on the screen"), [required(), Length(max=20)])


class Read(OnceForm):
    """What was read in from elsewhere: looked at, then confirmed. `shown` says what the page had shown."""

    rest = BooleanField(_l("Everybody else on this sheet who is not marked yet was absent"))
    why = TextAreaField(_l("Why you mark it now"), [Length(max=1_000)])
    shown = HiddenField(default="")


class TypedBackForm(Read):
    """The codes of a printed sheet, one row on each line."""

    text = TextAreaField(
        _l("Codes, one on each line"),
        [required(), Length(max=MOST_TYPED)],
        description=_l("The code alone means: there from the beginning to the end."),
    )


class LogForm(Read):
    """The participant report of an online meeting: a file or pasted rows, and where its clock stands."""

    file = FileField(_l("Participant report (CSV)"))
    text = TextAreaField(_l("Or paste its rows"), [Length(max=MOST_LOG)])
    zone = SelectField(_l("Time zone of the report"))
    log = HiddenField(validators=[Length(max=MOST_LOG)], default="")

    def offer(self, zones: list[str], usual: str) -> None:
        """Hand in the zones; the usual one is chosen until somebody chooses another."""
        self.zone.choices = [SelectChoice(zone, zone.replace("_", " ")) for zone in zones]
        if not self.zone.data:
            self.zone.data = usual


def typed(sent: Mapping[str, str], refs: Collection[str]) -> dict[str, Typed]:
    """What a browser sent for these people, as far as a page can show it again."""
    known = {presence.value for presence in Presence}
    found = {}
    for ref in refs:
        presence = sent.get(f"presence-{ref}", "")
        missed = "".join(char for char in sent.get(f"missed-{ref}", "") if char.isprintable())
        seen = sent.get(f"seen-{ref}")
        found[ref] = Typed(
            presence if presence in known else "", missed.strip()[:20], None if seen is None else seen[:40]
        )
    return found


def all_present(found: Mapping[str, Typed], refs: Collection[str]) -> dict[str, Typed]:
    """The same, with everybody present who has not been marked yet."""
    given = {ref: found.get(ref, Typed()) for ref in refs}
    return {
        ref: one if one.presence else replace(one, presence=Presence.PRESENT.value)
        for ref, one in given.items()
    }


def marks(found: Mapping[str, Typed]) -> tuple[list[Marked], dict[str, str]]:
    """What to mark, and what is wrong with what was typed, by the reference of the registration."""
    made, errors = [], {}
    for ref, one in found.items():
        text = one.missed or "0"
        is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
        if one.presence == Presence.PRESENT and not is_number:
            errors[ref] = _("Enter the minutes missed as a whole number, such as 10.")
        elif one.presence == Presence.PRESENT:
            made.append(Marked(ref, Presence.PRESENT, int(text), seen=one.seen))
        elif one.presence:
            made.append(Marked(ref, Presence(one.presence), seen=one.seen))
        elif one.missed:
            errors[ref] = _("Choose whether this person was present.")
    return made, errors
