"""How is a closing reflection written and handed in, and who reads it then?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.paging import page_of
from trainer.core.web.refusals import undone
from trainer.curriculum.models import CourseEdition
from trainer.curriculum.rules import PromptMoment
from trainer.learning import actions, forms, queries
from trainer.learning.models import Reflection
from trainer.learning.queries.learner import CourseLine, ModuleLine
from trainer.learning.rules import LearnReason
from trainer.learning.views.blueprint import bp
from trainer.learning.views.courses import module_line
from trainer.permissions import Permission
from trainer.registration import queries as registration_queries
from trainer.schedule.models import Offering


@bp.route("/courses/<course>/<module>/reflection", methods=["GET", "POST"])
@guard.needs(Permission.LEARN)
def reflection(course: str, module: str) -> Any:
    """The closing prompt: a draft that is the writer's alone, until they hand it in."""
    here, line = module_line(course, module)
    prompt = _exit_prompt(line)
    row = here.reflections.get(prompt["id"])
    form: Any = forms.ReflectionForm(lock=str(row.lock if row else 0), text=row.text if row else "")
    refused: list[str] = []
    stored: str | None = None
    if form.validate_on_submit():
        try:
            return _saved(here.edition, line, prompt, form)
        except Refused as error:
            refused = undone(error)
            row = queries.reflection_of(guard.actor().person_id, course, here.edition.edition, prompt["id"])
            if row and any(one.code is LearnReason.SAVED_MEANWHILE for one in error.reasons):
                stored = row.text
            form.lock.data = str(row.lock if row else 0)
    page = _page(here, line, prompt, row, form=form, refused=refused, stored=stored)
    return page, 422 if flask.request.method == "POST" else 200


def _exit_prompt(line: ModuleLine) -> dict[str, Any]:
    for prompt in line.module["prompts"]:
        if prompt["moment"] == PromptMoment.EXIT:
            return dict(prompt)
    raise NotFound


def _saved(edition: CourseEdition, line: ModuleLine, prompt: dict[str, Any], form: Any) -> Any:
    """Save what was typed, and hand it in when that button was pressed; both or nothing."""
    actor, now = guard.actor(), clock.now()
    row = actions.save_reflection(
        person=account_queries.own_person(actor), edition=edition, prompt=prompt["id"],
        text=form.text.data or "", lock=form.seen, by=actor, now=now,
    )  # fmt: skip
    if flask.request.form.get("act") == "hand_in":
        actions.hand_in_reflection(reflection=row, by=actor, now=now)
        flask.flash(_("Your reflection is handed in."), "done")
    else:
        flask.flash(_("Your draft is saved. Only you read it."), "done")
    here = flask.url_for("learning.reflection", course=edition.course, module=line.id)
    return flask.redirect(here, 303)


def _page(
    here: CourseLine, line: ModuleLine, prompt: dict[str, Any], row: Reflection | None, **more: Any
) -> str:
    return flask.render_template(
        "learning/reflection.html", here=here, line=line, prompt=prompt, row=row,
        kept_as=f"reflection:{guard.actor().ref}:{prompt['id']}", **more,
    )  # fmt: skip


@bp.get("/offerings/<offering_ref>/reflections")
@guard.needs(Permission.REFLECTION_READ, offering=registration_queries.known_offering)
def reflections(offering: Offering) -> str:
    """What the people of an offering handed in at its end: for its trainers."""
    page = page_of(
        queries.handed_in(offering), by=(Reflection.handed_in_at, Reflection.id),
        after=flask.request.args.get("after"),
    )  # fmt: skip
    return flask.render_template("learning/reflections.html", offering=offering, page=page)


@bp.get("/reflections/<reflection_ref>")
@guard.needs(Permission.REFLECTION_READ, reflection=queries.reflection_by_ref)
def handed_in(reflection: Reflection) -> str:
    """One reflection, as its writer and the trainers read it."""
    return flask.render_template(
        "learning/handed_in.html", row=reflection, prompt=queries.prompt_of(reflection),
        own=reflection.person_id == guard.actor().person_id,
        offering=queries.offering_of(reflection),
    )  # fmt: skip
