"""What does a module say, where did I leave off, and have I read it?"""

import re
from datetime import datetime, timedelta
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import Form
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning import actions, queries, rules
from trainer.learning.queries.learner import COHORT_COURSES, CourseLine, ModuleLine
from trainer.learning.views.blueprint import bp, told
from trainer.learning.views.courses import is_read, minutes_left, module_line
from trainer.learning.views.rendering import sections_of, shelf_for
from trainer.permissions import Permission

PLACE = re.compile(r"s[0-9]{1,2}")
QUIET = "quiet"
"""The field with which a script sends the same form: it wants no page in return, only to hear that it arrived."""
AGE = re.compile(r"[0-9]{1,8}")
"""How many seconds ago it was, where a device sends later what was read without a connection. The clock of a device may
be wrong; how long it has waited, it knows."""


@bp.get("/courses/<course>/<module>")
@guard.needs(Permission.LEARN)
def module(course: str, module: str) -> str:
    """One module: its text in the reader's language, what belongs to it, and what comes next."""
    here, line = module_line(course, module)
    text = told(line.module["text"])
    shelf = shelf_for(text, course=course, modules=[one.id for one in here.lines])
    return flask.render_template(
        "learning/module.html", here=here, line=line, module=line.module, form=Form(), shelf=shelf,
        sections=sections_of(text, shelf), can_keep=here.mine, done=is_read(line),
        in_journal=course in COHORT_COURSES and "journals.write" in flask.current_app.view_functions,
        **_how_far(here, line, text),
    )  # fmt: skip


def _how_far(here: CourseLine, line: ModuleLine, text: str) -> dict[str, Any]:
    """Minutes to read, the part where the reader is (counted from 1; 0 before any), and the modules beside this one."""
    ids = [one.id for one in rules.portions(text)]
    at = here.lines.index(line)
    words = rules.words_left(text)
    return {
        "minutes": rules.minutes_to_read(words), "course_left": minutes_left(here),
        "part": ids.index(line.place) + 1 if line.place in ids else 0,
        "least": rules.least_seconds(words),
        "before": here.lines[at - 1] if at else None,
        "after": here.lines[at + 1] if at + 1 < len(here.lines) else None,
    }  # fmt: skip


@bp.get("/modules/<module>")
@guard.needs(Permission.LEARN)
def module_anywhere(module: str) -> Any:
    """Where a text names a module of another course: to that module, in whichever course it is."""
    course = queries.course_of_module(module)
    if course is None:
        raise NotFound
    return flask.redirect(flask.url_for("learning.module", course=course, module=module), 302)


@bp.post("/courses/<course>/<module>/place")
@guard.needs(Permission.LEARN)
def keep_place(course: str, module: str) -> Any:
    """Begin a module, or keep the place where one is; then go there. A script that asks quietly gets no page."""
    here, line = _sent(course, module)
    place = flask.request.form.get("place", "")
    place = place if PLACE.fullmatch(place) else ""
    now = clock.now()
    try:
        actions.open_module(
            person=account_queries.own_person(guard.actor()), edition=here.edition, module=line.id, now=now,
            place=place, at=_moment(now),
        )  # fmt: skip
    except Refused as refused:
        return _told_why(refused)
    if _quiet():
        return _heard()
    if place:
        flask.flash(_("Your place is kept. You will find it under “My courses”."), "done")
    return flask.redirect(
        flask.url_for("learning.module", course=course, module=module, _anchor=place or None), 303
    )


@bp.post("/courses/<course>/<module>/done")
@guard.needs(Permission.LEARN)
def finish(course: str, module: str) -> Any:
    """I have read this."""
    here, line = _sent(course, module)
    actor, now = guard.actor(), clock.now()
    try:
        actions.finish_module(
            person=account_queries.own_person(actor), edition=here.edition, module=line.id, by=actor, now=now,
            at=_moment(now),
        )  # fmt: skip
    except Refused as refused:
        return _told_why(refused)
    if _quiet():
        return _heard()
    flask.flash(_("“%(module)s” is marked as read.", module=told(line.module["title"])), "done")
    return flask.redirect(flask.url_for("learning.course", course=course), 303)


@bp.post("/courses/<course>/<module>/unread")
@guard.needs(Permission.LEARN)
def unfinish(course: str, module: str) -> Any:
    """I have not read this after all."""
    here, line = _sent(course, module)
    actor = guard.actor()
    actions.unfinish_module(
        person=account_queries.own_person(actor),
        edition=here.edition,
        module=line.id,
        by=actor,
        now=clock.now(),
    )
    if _quiet():
        return _heard()
    flask.flash(_("“%(module)s” is not marked as read any more.", module=told(line.module["title"])), "done")
    return flask.redirect(flask.url_for("learning.module", course=course, module=module), 303)


def _sent(course: str, module: str) -> tuple[CourseLine, ModuleLine]:
    """The module that a form of its page is about. A form without our token gets nowhere."""
    found = module_line(course, module)
    if not Form().validate_on_submit():
        flask.abort(400)
    return found


def _moment(now: datetime) -> datetime:
    """When it was: now, or as long ago as the device says, never in the future. 400 for what is no number."""
    age = flask.request.form.get("age", "0")
    if not AGE.fullmatch(age):
        flask.abort(400)
    return now - timedelta(seconds=int(age))


def _told_why(refused: Refused) -> Any:
    """A script gets the reasons as words, which it shows beside what it wanted to send; a form gets their page."""
    if not _quiet():
        raise refused
    return flask.Response("\n".join(undone(refused)), 409, mimetype="text/plain")


def _quiet() -> bool:
    return QUIET in flask.request.form


def _heard() -> Any:
    return flask.Response(status=204, mimetype="text/plain")
