"""Which courses are mine, how far have I come, and how long will the rest take to read?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core.errors import NotFound
from trainer.core.web import assets, guard
from trainer.learning import queries, rules
from trainer.learning.queries.learner import CourseLine, ModuleLine
from trainer.learning.rules import ModuleState
from trainer.learning.views.blueprint import bp, told
from trainer.permissions import Permission


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
    """My courses with how far I have come; those that are open to all; then the others, which everybody may read."""
    lines = queries.course_lines(guard.actor().person_id)
    mine = [line for line in lines if line.mine and not line.offered]
    return flask.render_template(
        "learning/courses.html", mine=sorted(mine, key=lambda one: one.completed),
        offered=[line for line in lines if line.offered], others=[line for line in lines if not line.mine],
        left={line.course: minutes_left(line) for line in lines},
        may_apply=not any(line.course == rules.COHORT_COURSE for line in mine),
    )  # fmt: skip


@bp.get("/courses/<course>")
@guard.needs(Permission.LEARN)
def course(course: str) -> str:
    """One course: its modules with their states, and what is missing until it is complete."""
    here = course_line(course)
    return flask.render_template(
        "learning/course.html", here=here, content=here.edition.content, tasks=missing_tasks(here),
        left=minutes_left(here), pages=pages_to_save(here),
        to_read={line.id: minutes_to_read(line) for line in here.lines},
    )  # fmt: skip


def pages_to_save(here: CourseLine) -> list[str]:
    """The addresses of what is saved of a course on a device: the way to it, its modules and their guides.

    Knowledge checks are not among them: each answer is judged here.
    """
    of_modules = [
        flask.url_for(endpoint, course=here.course, module=line.id)
        for line in here.lines
        for endpoint in ("learning.module", "learning.guide")
    ]
    return [
        flask.url_for("learning.courses"),
        flask.url_for("learning.course", course=here.course),
        *of_modules,
    ]


@bp.get("/courses/worker.js")
@guard.public
def worker() -> Any:
    """The script that opens the courses a device has kept without a connection."""
    return assets.worker("/courses")


def is_read(line: ModuleLine) -> bool:
    """Whether a module's text is behind somebody."""
    return line.state in (ModuleState.READ, ModuleState.DONE)


def minutes_to_read(line: ModuleLine) -> int:
    """How many minutes a module's text takes, in the language of the reader."""
    return rules.minutes_to_read(rules.words_left(told(line.module["text"])))


def minutes_left(here: CourseLine) -> int:
    """How many minutes of reading are left of a course for this reader, from where they left off in each module."""
    return rules.minutes_to_read(
        sum(
            rules.words_left(told(line.module["text"]), place=line.place, read=is_read(line))
            for line in here.lines
        )
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
