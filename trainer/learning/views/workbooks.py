"""How is a module, or a whole course, printed with room to write? A tagged PDF, in any language of the course."""

from typing import Any

import flask

from trainer.core import documents, program
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition
from trainer.curriculum.rules import PieceKind
from trainer.learning import workbooks
from trainer.learning.views.blueprint import bp, reading_language
from trainer.learning.views.courses import course_line, module_line
from trainer.permissions import Permission


@bp.get("/courses/<course>/<module>/workbook.pdf")
@brake("papers", "PAPER_LIMIT", methods=("GET",))
@guard.needs(Permission.LEARN)
def workbook(course: str, module: str) -> flask.Response:
    """One module to print and to write in. `in`: another language than the reader's."""
    here, line = module_line(course, module)
    return _paper(here.edition, [line.id], f"{course}-{line.id}")


@bp.get("/courses/<course>/workbook.pdf")
@brake("papers", "PAPER_LIMIT", methods=("GET",))
@guard.needs(Permission.LEARN)
def course_workbook(course: str) -> flask.Response:
    """A whole course to print and to write in."""
    here = course_line(course)
    return _paper(here.edition, [line.id for line in here.lines], course)


def _paper(edition: CourseEdition, modules: list[str], name: str) -> flask.Response:
    """Nothing of it is about a person, so it is made once and kept as long as nothing in it differs."""
    content = edition.content
    wanted = flask.request.args.get("in", "")
    language = workbooks.language_for(content["languages"], wanted, reading_language())
    pointed = workbooks.pointed(content, modules, language)
    pieces = {
        (kind.value, row.name): row.content
        for kind in (PieceKind.TERM, PieceKind.PICTURE)
        if any(one == kind.value for one, _name in pointed)
        for row in curriculum_queries.pieces(kind)
    }
    settings = flask.current_app.extensions["trainer_settings"]
    values = workbooks.values(
        content, modules, language=language, pieces=pieces, program=documents.writable(program.name()),
        address=f"{settings.address}/courses/{edition.course}",
    )  # fmt: skip
    try:
        body = documents.public_pdf("workbook", values, language=language)
    except documents.Unprintable:
        body = documents.public_pdf("workbook", _writable(values), language=language)
    answer = flask.Response(body, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="workbook-{name}-{language}.pdf"'
    return answer


def _writable(value: Any) -> Any:
    """The same without the letters that no font of ours has a sign for."""
    if isinstance(value, str):
        return documents.writable(value)
    if isinstance(value, list):
        return [_writable(one) for one in value]
    return {name: _writable(one) for name, one in value.items()} if isinstance(value, dict) else value
