"""How does an administrator take a course to another system: as a package, with what it cannot hold named first?"""

import flask

from trainer.core.errors import NotFound
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.curriculum import cartridge
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition
from trainer.curriculum.rules import PieceKind
from trainer.learning.views.blueprint import bp
from trainer.permissions import Permission

MIMETYPE = "application/vnd.ims.imsccv1p3"
IN_PACKAGES = (PieceKind.CARD, PieceKind.TEMPLATE, PieceKind.TERM, PieceKind.PICTURE)


def _edition(course: str, edition: str) -> CourseEdition:
    named = curriculum_queries.editions_named([(course, edition)])
    if course not in named:
        raise NotFound
    return named[course]


def _packed(edition: CourseEdition) -> tuple[bytes, list[cartridge.Left]]:
    pieces = {
        (kind.value, row.name): row.content for kind in IN_PACKAGES for row in curriculum_queries.pieces(kind)
    }
    return cartridge.pack(edition.content, pieces)


@bp.get("/editions/<course>/<edition>/package")
@guard.needs(Permission.EDITION_MOVE)
def package(course: str, edition: str) -> str:
    """What is in the package of an edition, and what it could not hold as it is."""
    found = _edition(course, edition)
    data, left = _packed(found)
    by_reason: dict[str, list[str]] = {}
    for one in left:
        by_reason.setdefault(words(cartridge.PackReason(one.reason)), []).append(one.name)
    return flask.render_template("learning/package.html", edition=found, left=by_reason, size=len(data))


@bp.get("/editions/<course>/<edition>/package.imscc")
@guard.needs(Permission.EDITION_MOVE)
def package_file(course: str, edition: str) -> flask.Response:
    """An edition of a course as an IMS Common Cartridge 1.3."""
    data, _left = _packed(_edition(course, edition))
    answer = flask.Response(data, mimetype=MIMETYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{course}-{edition}.imscc"'
    return answer
