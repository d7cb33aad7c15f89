"""Who is on which edition of a course, and how is somebody moved to another: first what changes, then the reason."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.accounts.models import Person
from trainer.accounts.views.blueprint import searched
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition
from trainer.learning import actions, forms
from trainer.learning.queries import editions as queries
from trainer.learning.queries.editions import Move, Moving
from trainer.learning.rules import PRACTICUM_COURSE
from trainer.learning.views.blueprint import bp, told
from trainer.permissions import Permission


def _by_course() -> dict[str, list[CourseEdition]]:
    """The editions of each course, latest first; the practicum goes with its cohort."""
    found: dict[str, list[CourseEdition]] = {}
    for row in curriculum_queries.loaded_editions():
        if row.course != PRACTICUM_COURSE:
            found.setdefault(row.course, []).append(row)
    return found


def _editions_of(course: str) -> list[CourseEdition]:
    editions = _by_course().get(course)
    if not editions:
        raise NotFound
    return editions


@bp.get("/editions")
@guard.needs(Permission.EDITION_MOVE)
def editions() -> str:
    """Every course with its editions, and how many people are on each."""
    return flask.render_template(
        "learning/editions.html", courses=_by_course(), people=queries.people_by_edition()
    )


@bp.get("/editions/<course>")
@guard.needs(Permission.EDITION_MOVE)
def edition_people(course: str) -> str:
    """The people of one course, or of one of its editions, by name."""
    rows = _editions_of(course)
    asked = flask.request.args.get("edition", "")
    edition = asked if any(row.edition == asked for row in rows) else ""
    search = searched()
    page = queries.people_on(
        course,
        edition=edition,
        search=account_queries.searched(search),
        after=flask.request.args.get("after"),
    )
    return flask.render_template(
        "learning/edition_people.html", course=course, rows=rows, edition=edition, search=search, page=page,
        completed=curriculum_queries.completed_among([row[1] for row in page.rows], course),
        people=queries.people_by_edition(),
    )  # fmt: skip


@bp.route("/editions/<course>/people/<person_ref>", methods=["GET", "POST"])
@guard.needs(Permission.EDITION_MOVE, person=account_queries.person_by_ref)
def move_edition(course: str, person: Person) -> Any:
    """What moving somebody would change, and the one confirmation with its reason."""
    rows = _editions_of(course)
    before = queries.edition_of(person.id, course)
    if before is None:
        raise NotFound
    others = [row.edition for row in rows if row.edition != before]
    asked = flask.request.values.get("to", "")
    found = queries.moving(person, course, asked if asked in others else (others or [before])[0])
    form: Any = forms.MoveForm(before=before, to=found.to if found else before)
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.move_edition(
                person=person, course=course, before=form.before.data or "", to=form.to.data or "",
                reason=form.reason.data or "", by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(
                _(
                    "%(name)s is on the edition %(edition)s now, and is told by mail.",
                    name=person.name,
                    edition=form.to.data,
                ),
                "done",
            )
            return flask.redirect(flask.url_for("learning.edition_people", course=course), 303)
        except Refused as error:
            refused = undone(error)
            form.before.data = queries.edition_of(person.id, course) or ""
    page = flask.render_template(
        "learning/move_edition.html", person=person, course=course, rows=rows, others=others, found=found, form=form,
        refused=refused, sections=[_sections(one) for one in found.moves] if found else [],
        completes=_completes(found),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _completes(found: Moving | None) -> bool:
    return found is not None and any(one.changes.completes and not one.completed for one in found.moves)


def _sections(move: Move) -> dict[str, Any]:
    """One course of a move, in words: what is carried, what stays behind, what is new."""
    changes = move.changes
    return {
        "title": told(move.new.titles),
        "completed": move.completed,
        "changes": changes,
        "carried": [_named(one, move.new) for one in changes.carried],
        "kept": [_named(one, move.old) for one in changes.kept],
        "added": [_named(one, move.new) for one in changes.added],
        "open": [_named(one, move.new) for one in changes.open],
        "questions": [_prompt(one, move.old) for one in changes.prompts_gone],
    }


def _named(part: str, edition: CourseEdition) -> str:
    """A part of a course in words."""
    kind, _colon, name = part.partition(":")
    modules = edition.content["modules"]
    title = next((told(one["title"]) for one in modules if one["id"] == name), name)
    if kind == "attendance":
        return _("Attendance")
    if kind == "exit":
        return _("Closing reflection")
    return (_("Knowledge check of “%(module)s”") if kind == "check" else _("“%(module)s”, read")) % {
        "module": title
    }


def _prompt(name: str, edition: CourseEdition) -> str:
    found = (one for module in edition.content["modules"] for one in module["prompts"] if one["id"] == name)
    return next((told(one["text"]) for one in found), name)
