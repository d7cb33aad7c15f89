"""How does the report of an online meeting become marks? Read, matched by hand where it must be, shown, confirmed."""

from dataclasses import dataclass
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.attendance import forms, meeting_logs, queries, wording
from trainer.attendance.meeting_logs import Log, LogReason, Participant
from trainer.attendance.queries.captured import Wanted
from trainer.attendance.rules import Presence, Source
from trainer.attendance.views.blueprint import bp
from trainer.attendance.views.previews import Preview, saved
from trainer.attendance.views.sheets import lines_of, problem_of, session_of
from trainer.core import clock, tables
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.registration.queries.lists import Line
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, Session
from trainer.schedule.views.choices import ZONES

NOBODY = "nobody"


@dataclass(frozen=True)
class Match:
    """One participant of the log, who that is, and whether their address said so. '' : not decided yet."""

    participant: Participant
    times: str
    who: str
    proposed: bool
    inside: bool


@bp.route("/offerings/<offering_ref>/attendance/<int:number>/log", methods=["GET", "POST"])
@guard.needs(Permission.ATTENDANCE_MARK, offering=schedule_queries.offering_by_ref)
def log(offering: Offering, number: int) -> Any:
    """A file or pasted rows; who is who; what will be marked; saved only when it is confirmed."""
    session, form = session_of(offering, number), forms.LogForm()
    program_zone = flask.current_app.config["PROGRAM_ZONE"]
    form.offer(list(dict.fromkeys([offering.zone, program_zone, *ZONES])), offering.zone)
    problem = problem_of(offering, session, clock.now())
    if flask.request.method == "GET" or problem:
        return _page(offering, session, form, problem=problem), 200 if flask.request.method == "GET" else 422
    if not form.validate():
        return _page(offering, session, form), 422
    try:
        read, fresh = _read(form, session)
    except Refused as refused:
        form.log.data = ""
        return _page(offering, session, form, reasons=[sentence(one) for one in refused.reasons]), 422
    step = "read" if fresh else flask.request.form.get("step", "read")
    return _go_on(offering, session, form, read, step)


def _read(form: forms.LogForm, session: Session) -> tuple[Log, bool]:
    """What came in, and whether just now; from then on the form carries it, in moments of no zone. Raises Refused."""
    upload = form.file.data
    data = upload.read(tables.MAX_BYTES + 1) if upload and hasattr(upload, "read") else b""
    new = data or (form.text.data or "").strip()
    if not new and not form.log.data:
        raise Refused(Reason(LogReason.NOTHING))
    try:
        read = meeting_logs.read(new or form.log.data, zone=form.zone.data, on=session.on or clock.today())
        form.log.data, form.text.data = meeting_logs.as_text(read), ""
    except Refused:
        if data:  # a browser does not send a file twice: its rows stand in the field, to be corrected there
            form.text.data = _as_far_as_it_is_text(data)
        raise
    return read, bool(new)


def _as_far_as_it_is_text(data: bytes) -> str:
    try:
        text = tables.decode(data)
    except Refused:
        return ""
    return text.replace("\x00", "") if len(text) <= forms.MOST_LOG else ""


def _go_on(offering: Offering, session: Session, form: forms.LogForm, read: Log, step: str) -> Any:
    lines = lines_of(offering, session, queries.marks_in(session))
    matches = _matches(read, lines, session, offering.zone, chosen=step != "read")
    if step == "read":
        return _page(
            offering, session, form, matches=matches, lines=lines, waiting=read.waiting, chosen=False
        )
    if any(not one.who for one in matches):
        reasons = [
            _("Choose for each participant who it is, or “Nobody on this sheet”. Nothing was saved yet.")
        ]
        return _page(offering, session, form, matches=matches, lines=lines, reasons=reasons), 422
    preview = Preview.of(offering, session, form, _wanted(matches))
    more: dict[str, Any] = {"matches": matches, "lines": lines, "preview": preview}
    if step != "confirm":
        return _page(offering, session, form, **more)
    try:
        return saved(preview, form, Source.LOG)
    except Refused as error:
        more |= {"reasons": undone(error), "preview": preview.anew(form)}
        return _page(offering, session, form, **more), 409


def _matches(read: Log, lines: list[Line], session: Session, zone: str, *, chosen: bool) -> list[Match]:
    addresses = [(line.registration.ref, line.email) for line in lines]
    known = {NOBODY, *(ref for ref, _email in addresses)}
    found = []
    for index, one in enumerate(meeting_logs.participants(read)):
        proposal = meeting_logs.proposal(one, addresses)
        sent = flask.request.form.get(f"who-{index}", "") if chosen else proposal
        who = sent if sent in known else ""
        inside = bool(queries.minutes_of(session)) and meeting_logs.was_inside(
            one, *queries.stays.ends_of(session)
        )
        found.append(
            Match(one, wording.times(one.pieces, zone), who, bool(proposal) and who == proposal, inside)
        )
    return found


def _wanted(matches: list[Match]) -> dict[str, Wanted]:
    """For each person the times of all participants that they are."""
    wanted: dict[str, Wanted] = {}
    for one in matches:
        if one.who != NOBODY:
            before = wanted[one.who].pieces if one.who in wanted else ()
            wanted[one.who] = Wanted(Presence.PRESENT, before + one.participant.pieces)
    return wanted


def _page(
    offering: Offering,
    session: Session,
    form: forms.LogForm,
    *,
    problem: str = "",
    reasons: list[str] | None = None,
    matches: list[Match] | None = None,
    lines: list[Line] | None = None,
    preview: Preview | None = None,
    waiting: int = 0,
    chosen: bool = True,
) -> str:
    form.shown.data = preview.digest if preview else ""
    return flask.render_template(
        "attendance/log.html", offering=offering, session=session, form=form, problem=problem, reasons=reasons or [],
        matches=matches or [], lines=lines or [], preview=preview, waiting=waiting, nobody=NOBODY, chosen=chosen,
        most=meeting_logs.MOST_ROWS, outside=bool(matches) and not any(one.inside for one in matches or []),
    )  # fmt: skip
