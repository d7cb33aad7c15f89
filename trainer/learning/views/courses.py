"""Which courses are mine, how far have I come, and what does a module say?"""

import re
from dataclasses import dataclass
from typing import Any

import flask
from flask_babel import gettext as _
from markupsafe import Markup

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.errors import NotFound
from trainer.core.forms import Form
from trainer.core.html import markdown
from trainer.core.web import guard
from trainer.learning import actions, queries
from trainer.learning.queries.learner import COHORT_COURSES, CourseLine, ModuleLine
from trainer.learning.rules import ModuleState
from trainer.learning.views.blueprint import bp, told
from trainer.permissions import Permission

HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
PLACE = re.compile(r"s[0-9]{1,2}")


@dataclass(frozen=True)
class Section:
    """A part of a module's text under one heading; the first has none. `id` is its place on the page."""

    id: str
    heading: str
    text: Markup


def sections_of(text: str) -> list[Section]:
    """A module's text by its headings, so that one can keep one's place at each of them."""
    pieces = HEADING.split(text)
    found = [Section("s0", "", markdown(pieces[0].strip()))] if pieces[0].strip() else []
    for number in range(1, len(pieces), 2):
        heading = re.sub(r"[*_`]", "", pieces[number])
        found.append(Section(f"s{(number + 1) // 2}", heading, markdown(pieces[number + 1].strip())))
    return found


def course_line(course: str) -> CourseLine:
    """The course that the address names, as it stands for whoever asks. Raises NotFound."""
    lines = queries.course_lines(guard.actor().person_id, course) if account_queries.storable(course) else []
    if not lines:
        raise NotFound
    return lines[0]


def module_line(course: str, module: str) -> tuple[CourseLine, ModuleLine]:
    """The course and the module that the address names. Raises NotFound."""
    here = course_line(course)
    line = here.line(module)
    if line is None:
        raise NotFound
    return here, line


@bp.get("/courses")
@guard.needs(Permission.LEARN)
def courses() -> str:
    """My courses with how far I have come; then the others, which everybody may read."""
    lines = queries.course_lines(guard.actor().person_id)
    return flask.render_template(
        "learning/courses.html", mine=sorted((one for one in lines if one.mine), key=lambda one: one.completed),
        others=[line for line in lines if not line.mine],
    )  # fmt: skip


@bp.get("/courses/<course>")
@guard.needs(Permission.LEARN)
def course(course: str) -> str:
    """One course: its modules with their states, and what is missing until it is complete."""
    here = course_line(course)
    return flask.render_template(
        "learning/course.html", here=here, content=here.edition.content, tasks=missing_tasks(here)
    )


def missing_tasks(here: CourseLine) -> list[dict[str, Any]]:
    """What is still missing for the completion of a course, as a task list."""
    titles = {line.id: told(line.module["title"]) for line in here.lines}
    found = []
    for part in here.missing:
        kind, _colon, name = part.partition(":")
        if kind == "attendance":
            label = _("Take part in every day, and be credited for it")
            found.append({"label": label, "note": _("Your trainer keeps the sign-in sheet.")})
        elif kind == "exit":
            module = next(one for one in here.lines if any(p["id"] == name for p in one.module["prompts"]))
            href = flask.url_for("learning.reflection", course=here.course, module=module.id)
            found.append({"label": _("Hand in the closing reflection"), "href": href})
        else:
            endpoint, words = {
                "check": (
                    "learning.check",
                    _("Pass the knowledge check of “%(module)s”", module=titles[name]),
                ),
                "module": ("learning.module", _("Read “%(module)s”", module=titles[name])),
            }[kind]
            found.append({"label": words, "href": flask.url_for(endpoint, course=here.course, module=name)})
    return [{**one, "state": _("Not done yet"), "tone": "care"} for one in found]


@bp.get("/courses/<course>/<module>")
@guard.needs(Permission.LEARN)
def module(course: str, module: str) -> str:
    """One module: its text, what it is for, what happens in the room, and what comes next."""
    here, line = module_line(course, module)
    at = here.lines.index(line)
    return flask.render_template(
        "learning/module.html", here=here, line=line, module=line.module, form=Form(),
        sections=sections_of(told(line.module["text"])), can_keep=here.mine,
        before=here.lines[at - 1] if at else None,
        after=here.lines[at + 1] if at + 1 < len(here.lines) else None,
        done=line.state in (ModuleState.READ, ModuleState.DONE),
        in_journal=course in COHORT_COURSES and "journals.write" in flask.current_app.view_functions,
    )  # fmt: skip


@bp.post("/courses/<course>/<module>/place")
@guard.needs(Permission.LEARN)
def keep_place(course: str, module: str) -> Any:
    """Begin a module, or keep the place where one is; then go there."""
    here, line = module_line(course, module)
    form = Form()
    if not form.validate_on_submit():
        flask.abort(400)
    place = flask.request.form.get("place", "")
    place = place if PLACE.fullmatch(place) else ""
    actions.open_module(
        person=account_queries.own_person(guard.actor()), edition=here.edition, module=line.id, now=clock.now(),
        place=place,
    )  # fmt: skip
    if place:
        flask.flash(_("Your place is kept. You will find it under “My courses”."), "done")
    return flask.redirect(
        flask.url_for("learning.module", course=course, module=module, _anchor=place or None), 303
    )


@bp.post("/courses/<course>/<module>/done")
@guard.needs(Permission.LEARN)
def finish(course: str, module: str) -> Any:
    """I have read this."""
    here, line = module_line(course, module)
    form = Form()
    if not form.validate_on_submit():
        flask.abort(400)
    actor = guard.actor()
    actions.finish_module(
        person=account_queries.own_person(actor),
        edition=here.edition,
        module=line.id,
        by=actor,
        now=clock.now(),
    )
    flask.flash(_("“%(module)s” is marked as read.", module=told(line.module["title"])), "done")
    return flask.redirect(flask.url_for("learning.course", course=course), 303)
