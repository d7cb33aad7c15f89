"""How does the sheet go on paper, and how do its rows come back in?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.attendance import forms, queries
from trainer.attendance.queries import captured
from trainer.attendance.queries.captured import Wanted
from trainer.attendance.rules import Source
from trainer.attendance.rules import paper as paper_rules
from trainer.attendance.views.blueprint import bp, qr_picture
from trainer.attendance.views.previews import Preview, saved
from trainer.attendance.views.sheets import lines_of, problem_of, session_of
from trainer.config import Settings
from trainer.core import clock, documents
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import locale_code, sentence
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.registration.queries.lists import Line
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, Session
from trainer.schedule.wording.dates import session_when

BLANK_ROWS = 6


def _rows(offering: Offering, session: Session) -> list[tuple[str, Line]]:
    """The rows of the sheet by name, each with its code."""
    codes = captured.row_codes(session)
    lines = lines_of(offering, session, queries.marks_in(session))
    return [(codes[line.registration.ref], line) for line in lines]


def _address(offering: Offering, session: Session) -> str:
    settings: Settings = flask.current_app.extensions["trainer_settings"]
    return settings.address + flask.url_for(
        "attendance.typed_back", offering_ref=offering.ref, number=session.number
    )


@bp.get("/offerings/<offering_ref>/attendance/<int:number>/paper")
@guard.needs(Permission.ATTENDANCE_MARK, offering=schedule_queries.offering_by_ref)
def paper(offering: Offering, number: int) -> str:
    """The sheet to print: a row and a code for everybody, blank rows, and the way back."""
    session = session_of(offering, number)
    return flask.render_template(
        "attendance/paper.html", offering=offering, session=session, rows=_rows(offering, session), blank=BLANK_ROWS,
        picture=qr_picture(_address(offering, session)),
    )  # fmt: skip


@bp.get("/offerings/<offering_ref>/attendance/<int:number>/paper.pdf")
@guard.needs(Permission.ATTENDANCE_MARK, offering=schedule_queries.offering_by_ref)
def paper_file(offering: Offering, number: int) -> Any:
    """The same as a tagged PDF; a name with letters that our fonts lack is printed from the page instead."""
    session = session_of(offering, number)
    rows = _rows(offering, session)
    values = {
        "title": _("Sign-in sheet"), "offering": offering.title,
        "session": _("Session %(number)s: %(when)s", number=session.number, when=session_when(session, offering.zone)),
        "place": offering.place, "rows": [[code, line.name, line.organization] for code, line in rows],
        "blank": BLANK_ROWS, "qr": documents.qr_svg(_address(offering, session)),
        "words": {
            "code": _("Code"), "name": _("Name"), "came": _("Came"), "left": _("Left"), "signature": _("Signature"),
            "walk_in": _("Not on the list? Write your name in a free row, and speak to the trainer."),
            "back": _("For the trainer: the square opens the page where the codes are typed back in."),
            "qr_alt": _("QR code that opens the page where this sheet is typed back in"),
            "note": _("Write the time only if you come late or leave early."),
        },
    }  # fmt: skip
    if not documents.can_write(f"{offering.title} {offering.place} {[row[1:] for row in values['rows']]}"):
        flask.flash(_("A name has letters that the PDF cannot show. Print this page instead."), "care")
        return flask.redirect(flask.url_for("attendance.paper", offering_ref=offering.ref, number=number))
    body = documents.pdf("sheet", values, language=locale_code())
    return flask.Response(
        body, mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="sheet-{session.number}.pdf"'},
    )  # fmt: skip


@bp.route("/offerings/<offering_ref>/attendance/<int:number>/typed", methods=["GET", "POST"])
@guard.needs(Permission.ATTENDANCE_MARK, offering=schedule_queries.offering_by_ref)
def typed_back(offering: Offering, number: int) -> Any:
    """Codes in, every line judged, everything shown; saved only when it is confirmed."""
    session, form = session_of(offering, number), forms.TypedBackForm()
    problem = problem_of(offering, session, clock.now())
    if flask.request.method == "GET" or problem:
        return _page(offering, session, form, problem=problem), 200 if flask.request.method == "GET" else 422
    if not form.validate():
        return _page(offering, session, form), 422
    lines, refs = _judged(offering, session, form.text.data or "")
    problems = [sentence(Reason(*line.problem)) for line in lines if line.problem]
    wanted = {refs[line.code]: Wanted(line.presence, line.pieces) for line in lines if not line.problem}
    preview = Preview.of(offering, session, form, wanted)
    if problems or flask.request.form.get("step") != "confirm":
        page = _page(offering, session, form, reasons=problems, preview=preview, lines=lines)
        return page, 422 if problems else 200
    try:
        return saved(preview, form, Source.TYPED)
    except Refused as error:
        return _page(
            offering, session, form, reasons=undone(error), preview=preview.anew(form), lines=lines
        ), 409


def _judged(
    offering: Offering, session: Session, text: str
) -> tuple[list[paper_rules.TypedLine], dict[str, str]]:
    """The lines that were typed, and whom each code of the sheet stands for."""
    refs = {code: line.registration.ref for code, line in _rows(offering, session)}
    if session.starts_at is None or session.ends_at is None:
        return [], refs
    lines = paper_rules.read_lines(text)
    return paper_rules.judge(lines, refs, session.starts_at, session.ends_at, offering.zone), refs


def _page(
    offering: Offering,
    session: Session,
    form: forms.TypedBackForm,
    *,
    problem: str = "",
    reasons: list[str] | None = None,
    preview: Preview | None = None,
    lines: list[paper_rules.TypedLine] | None = None,
) -> str:
    form.shown.data = preview.digest if preview else ""
    wrong = [(line, sentence(Reason(*line.problem))) for line in lines or [] if line.problem]
    return flask.render_template(
        "attendance/typed_back.html", offering=offering, session=session, form=form, problem=problem,
        reasons=reasons or [], preview=preview, wrong=wrong, rows=_rows(offering, session),
    )  # fmt: skip
