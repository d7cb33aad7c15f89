"""What may a browser send with a sign-in sheet? For each person a presence and the minutes missed, and one reason."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from trainer.attendance.rules import Marked, Presence
from trainer.core.forms import OnceForm, as_lock

MOST_DIGITS = 4


class SheetForm(OnceForm):
    """What all of a sheet has in common; the people of it are read by `typed`. A double click saves once."""

    lock = HiddenField(default="0")
    why = TextAreaField(_l("Why you correct it"), [Length(max=1_000)])

    @property
    def seen(self) -> int:
        """What the sheet counted when it was looked at; -1 for anything a page of ours did not send."""
        return as_lock(self.lock.data)


@dataclass(frozen=True)
class Typed:
    """What was typed for one person: a presence ('' for none yet) and minutes missed."""

    presence: str = ""
    missed: str = ""


def typed(sent: Mapping[str, str], refs: Collection[str]) -> dict[str, Typed]:
    """What a browser sent for these people, as far as a page can show it again."""
    known = {presence.value for presence in Presence}
    found = {}
    for ref in refs:
        presence = sent.get(f"presence-{ref}", "")
        missed = "".join(char for char in sent.get(f"missed-{ref}", "") if char.isprintable())
        found[ref] = Typed(presence if presence in known else "", missed.strip()[:20])
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
            made.append(Marked(ref, Presence.PRESENT, int(text)))
        elif one.presence:
            made.append(Marked(ref, Presence(one.presence)))
        elif one.missed:
            errors[ref] = _("Choose whether this person was present.")
    return made, errors
