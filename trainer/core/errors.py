"""How does a lower kind say no? With reasons and the facts that were counted, never with a sentence."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Reason:
    """Why something may not happen: a stable code and the facts counted. `core.i18n.sentence` words it."""

    code: enum.StrEnum
    facts: Mapping[str, Any] = field(default_factory=dict)


class Month(date):
    """A month as a counted fact, when its day is not fixed. It is worded without the day, which nobody chose."""


class Refused(Exception):
    """An action says no. Nothing was changed; the reasons are for the person, in their language."""

    def __init__(self, reasons: Sequence[Reason] | Reason) -> None:
        self.reasons = [reasons] if isinstance(reasons, Reason) else list(reasons)
        super().__init__(", ".join(reason.code for reason in self.reasons))


class NotFound(Exception):
    """There is no such thing, or the asker may not know of it: both give the same page."""
