"""What was read from paper or from a log: how is it shown before it is saved, and saved as it was shown?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import flask
from flask_babel import ngettext

from trainer.attendance import actions, forms, queries, rules
from trainer.attendance.queries import captured
from trainer.attendance.queries.captured import Planned, Wanted
from trainer.attendance.rules import MarkReason, Source
from trainer.attendance.views.sheets import lines_of, locked
from trainer.core import clock
from trainer.core.errors import Reason, Refused
from trainer.core.web import guard
from trainer.schedule.models import Offering, Session


@dataclass(frozen=True)
class Preview:
    """What will be saved. `locked`: why a reason is needed, in a sentence; `left`: how many have no mark afterwards."""

    offering: Offering
    session: Session
    wanted: Mapping[str, Wanted]
    plan: list[Planned]
    lock: int
    locked: str
    left: int

    @classmethod
    def of(
        cls, offering: Offering, session: Session, form: forms.Read, wanted: Mapping[str, Wanted]
    ) -> "Preview":
        """What was read, for the people of the sheet as they stand now."""
        sheet, marks = queries.sheet_of(session), queries.marks_in(session)
        lines = lines_of(offering, session, marks)
        rest = captured.rest_absent(lines, marks, set(wanted))
        whole = {**wanted, **rest} if form.rest.data else dict(wanted)
        plan = captured.planned(session, lines, marks, whole)
        return cls(
            offering, session, wanted, plan, sheet.lock if sheet else 0, locked(session, sheet),
            0 if form.rest.data else len(rest),
        )  # fmt: skip

    def anew(self, form: forms.Read) -> "Preview":
        """The same, read again after something was refused."""
        return Preview.of(self.offering, self.session, form, self.wanted)

    @property
    def digest(self) -> str:
        """What is shown, in short."""
        return captured.digest(self.plan)

    @property
    def minutes(self) -> int:
        """How long the session is."""
        return queries.minutes_of(self.session)

    @property
    def credited(self) -> int:
        """How many will have credit."""
        found = [
            rules.credit(self.minutes, one.marked.missed_minutes, one.marked.presence) for one in self.plan
        ]
        return sum(one.earned for one in found)


def saved(preview: Preview, form: forms.Read, source: Source) -> Any:
    """Everything as it was shown, in one transaction, and on to the sheet. Raises Refused."""
    if form.shown.data != preview.digest:
        raise Refused(Reason(MarkReason.SHOWN_OTHERWISE))
    actions.mark(
        session=preview.session, offering=preview.offering, marks=[one.marked for one in preview.plan],
        lock=preview.lock, why=form.why.data or "", source=source, by=guard.actor(), now=clock.now(),
    )  # fmt: skip
    count = len(preview.plan)
    flask.flash(
        ngettext("Saved: %(num)d person is marked.", "Saved: %(num)d people are marked.", count), "done"
    )
    return flask.redirect(
        flask.url_for("attendance.sheet", offering_ref=preview.offering.ref, number=preview.session.number),
        303,
    )
