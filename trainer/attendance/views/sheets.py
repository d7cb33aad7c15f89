"""How does a trainer mark who was there? The sheets of an offering, and the sheet of one session."""

from dataclasses import dataclass
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.attendance import actions, forms, queries, rules, wording
from trainer.attendance.models import Mark, Sheet
from trainer.attendance.queries import guests as guest_queries
from trainer.attendance.rules import MarkReason, Presence
from trainer.attendance.views.blueprint import bp
from trainer.core import clock
from trainer.core.db import db
from trainer.core.errors import NotFound, Reason, Refused
from trainer.core.i18n import sentence
from trainer.core.web import assets, guard
from trainer.permissions import Permission, Role
from trainer.registration.queries.lists import Line
from trainer.registration.rules import OUTCOMES
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, Session


@dataclass(frozen=True)
class Row:
    """One person of a sheet: what stands, what was typed, what is wrong with it, what somebody else saved meanwhile.

    `times`: when they came and went, if that is known; `seen`: what stands, as the form sends it back.
    """

    line: Line
    mark: Mark | None
    typed: forms.Typed
    error: str
    differs: bool
    times: str
    seen: str

    @property
    def ref(self) -> str:
        """The name of its fields."""
        return self.line.registration.ref


def typed_only() -> bool:
    """Whether of somebody unconfirmed only what was typed about them is shown: to everybody but administrators."""
    return not guard.actor().holds(Role.ADMINISTRATOR)


@bp.get("/offerings/<offering_ref>/attendance")
@guard.needs(Permission.ATTENDANCE_MARK, offering=schedule_queries.offering_by_ref)
def sessions(offering: Offering) -> str:
    """Every session with the state of its sheet."""
    now, marks = clock.now(), queries.marks_by_place(offering)
    lines = queries.lines_on(offering, marks, typed_only=typed_only())
    shown = queries.sessions_of(offering)
    return flask.render_template(
        "attendance/sessions.html", offering=offering, sessions=shown, sheets=queries.sheets_of(offering),
        marks=marks, lines=lines, people=sum(line.registration.state in OUTCOMES for line in lines),
        counts={one.id: sum(one.id in row for row in marks.values()) for one in shown},
        problems={one.id: problem_of(offering, one, now) for one in shown}, strips=_strips(shown, lines, marks),
        locked={one.id for one in shown if locked(one, None)}, lock_days=rules.lock_after().days,
    )  # fmt: skip


def _strips(
    sessions: list[Session], lines: list[Line], marks: dict[int, dict[int, Mark]]
) -> dict[int, list[tuple[str, str, str]]]:
    """For each place one square per session: a sign, what it says in words, and its tone."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    for line in lines:
        row = marks.get(line.registration.id, {})
        found[line.registration.id] = [_square(session, row.get(session.id)) for session in sessions]
    return found


def _square(session: Session, mark: Mark | None) -> tuple[str, str, str]:
    number = str(session.number)
    if mark is None:
        return "·", _("Session %(number)s: not marked yet", number=number), ""
    said = _("Session %(number)s: %(said)s", number=number, said=wording.arithmetic(mark))
    return ("✓", said, "good") if mark.credited else ("–", said, "care")


@bp.get("/offerings/<offering_ref>/attendance/<int:number>")
@guard.needs(Permission.ATTENDANCE_MARK, offering=schedule_queries.offering_by_ref)
def sheet(offering: Offering, number: int) -> str:
    """The sheet of one session."""
    return _page(offering, session_of(offering, number), forms.SheetForm(formdata=None), [])


@bp.post("/offerings/<offering_ref>/attendance/<int:number>")
@guard.needs(Permission.ATTENDANCE_MARK, offering=schedule_queries.offering_by_ref)
def save(offering: Offering, number: int) -> Any:
    """Save what was typed; and close the sheet, when that was asked for."""
    session = session_of(offering, number)
    form, wish = forms.SheetForm(), flask.request.form.get("do", "save")
    refs = [line.registration.ref for line in lines_of(offering, session, queries.marks_in(session))]
    typed = forms.typed(flask.request.form, refs)
    if wish == "everybody":
        return _page(offering, session, form, [], typed=_all_present(offering, session, typed))
    valid = form.validate()
    marks, errors = forms.marks(typed)
    if not valid or errors:
        return _page(offering, session, form, [], typed=typed, errors=errors), 422
    try:
        _refuse_another(session, form)
        actions.mark(
            session=session, offering=offering, marks=marks, lock=form.seen, why=form.why.data or "",
            by=guard.actor(), now=clock.now(),
        )  # fmt: skip
        if wish == "close":
            actions.close(session=session, offering=offering, by=guard.actor(), now=clock.now())
    except Refused as refused:
        return _refused(offering.ref, number, form, typed, refused)
    flask.flash(
        _("The sheet is closed, and what was earned counts.") if wish == "close" else _("Saved."), "done"
    )
    return flask.redirect(flask.url_for("attendance.sheet", offering_ref=offering.ref, number=number), 303)


def _refuse_another(session: Session, form: forms.SheetForm) -> None:
    """Its address names a session by its number; the page that was open was of the session with this key."""
    if form.session.data and form.session.data != session.key:
        raise Refused(Reason(MarkReason.OTHER_SESSION))


def _all_present(
    offering: Offering, session: Session, typed: dict[str, forms.Typed]
) -> dict[str, forms.Typed]:
    """What was typed; else what stands, for whoever signed in meanwhile; else present."""
    marks = queries.marks_in(session)
    lines = lines_of(offering, session, marks)
    known = {line.registration.ref: _stands(marks.get(line.registration.id)) for line in lines}
    given = {ref: one if one.presence or one.missed else known[ref] for ref, one in typed.items()}
    return forms.all_present(given, list(known))


def _refused(
    offering_ref: str, number: int, form: forms.SheetForm, typed: dict[str, forms.Typed], refused: Refused
) -> Any:
    """The sheet again as it stands now, everything typed kept: whoever was second sees what the first one saved."""
    reasons, names = refused.reasons, {}
    db.session.rollback()
    meanwhile = any(
        reason.code in (MarkReason.SAVED_MEANWHILE, MarkReason.OTHER_SESSION) for reason in reasons
    )
    offering = schedule_queries.offering_by_ref(offering_ref)
    if offering is None:
        raise NotFound
    for reason in reasons:
        if isinstance(ref := reason.facts.get("registration"), str):
            names[ref] = sentence(reason)
    said = [sentence(reason) for reason in reasons]
    page = _page(
        offering, session_of(offering, number), form, said, typed=typed, errors=names, meanwhile=meanwhile
    )  # fmt: skip
    return page, 409 if meanwhile else 422


@bp.get("/offerings/sheet-worker.js")
@guard.public
def worker() -> Any:
    """The script that opens the sheets a device has kept without a connection."""
    return assets.worker("/offerings/")


def session_of(offering: Offering, number: int) -> Session:
    """The session that the address names by its number. Raises NotFound."""
    session = queries.session_numbered(offering, number)
    if session is None:
        raise NotFound
    return session


def problem_of(offering: Offering, session: Session, now: Any) -> str:
    """Why the sheet of a session cannot be marked now, in a sentence; '' when it can be."""
    found = rules.why_not_mark(
        offering=offering.state, session=session.state, starts_at=session.starts_at, ends_at=session.ends_at,
        now=now,
    )  # fmt: skip
    return sentence(Reason(*found)) if found else ""


def locked(session: Session, sheet: Sheet | None) -> str:
    """Why a mark needs a reason now, in a sentence; '' while it needs none."""
    closed = sheet is not None and sheet.closed_at is not None
    found = rules.why_reason_needed(closed=closed, ends_at=session.ends_at, now=clock.now())
    return sentence(Reason(*found)) if found else ""


def lines_of(offering: Offering, session: Session, marks: dict[int, Mark]) -> list[Line]:
    """Who is on a sheet, by name, as far as whoever asks may see them."""
    return queries.lines_on(offering, marks, typed_only=typed_only(), session=session)


def _stands(mark: Mark | None) -> forms.Typed:
    """What was saved, as it would be typed."""
    if mark is None:
        return forms.Typed(seen="")
    present = mark.presence is Presence.PRESENT
    missed = str(mark.missed_minutes) if present and mark.missed_minutes else ""
    return forms.Typed(mark.presence.value, missed, rules.said(mark.presence, mark.missed_minutes))


def _page(
    offering: Offering,
    session: Session,
    form: forms.SheetForm,
    reasons: list[str],
    *,
    typed: dict[str, forms.Typed] | None = None,
    errors: dict[str, str] | None = None,
    meanwhile: bool = False,
) -> str:
    sheet, marks = queries.sheet_of(session), queries.marks_in(session)
    if typed is None or meanwhile:
        form.lock.data, form.session.data = str(sheet.lock if sheet else 0), session.key
    rows = []
    for line in lines_of(offering, session, marks):
        mark = marks.get(line.registration.id)
        stands = _stands(mark)
        own = stands if typed is None else typed.get(line.registration.ref, stands)
        error = (errors or {}).get(line.registration.ref, "")
        differs = meanwhile and mark is not None and own != stands
        times = wording.times(rules.from_kept(mark.pieces), offering.zone) if mark else ""
        seen = own.seen if own.seen is not None and not meanwhile else stands.seen
        rows.append(Row(line, mark, own, error, differs, times, seen or ""))
    problem = problem_of(offering, session, clock.now())
    return flask.render_template(
        "attendance/sheet.html", offering=offering, session=session, sheet=sheet, form=form, rows=rows,
        now=clock.now(), reasons=reasons, problem=problem,
        minutes=queries.minutes_of(session),
        limit=rules.missed_at_most(), presences=list(Presence), marked=sum(row.mark is not None for row in rows),
        over=session.ends_at is not None and clock.now() >= session.ends_at,
        may_add=not problem and not (sheet and sheet.closed_at), guests=guest_queries.count_in(session),
        locked=locked(session, sheet), lock_days=rules.lock_after().days,
        kept_as=f"sheet:{guard.actor().person_id}:{offering.ref}:{session.key}",
    )  # fmt: skip
