"""What can I do already as a facilitator, what could I do then, and who may see it?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.i18n import decimal
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning import actions, forms, queries
from trainer.learning.models import Assessment
from trainer.learning.rules import assessing
from trainer.learning.views.blueprint import bp, told
from trainer.permissions import Permission
from trainer.schedule.wording.advice import area_words


@bp.get("/me/self-assessment")
@guard.needs(Permission.LEARN)
def assessment() -> str:
    """My self-assessment: the draft area by area, and what I said then and now."""
    return _page()


@bp.route("/me/self-assessment/<int:number>", methods=["GET", "POST"])
@guard.needs(Permission.LEARN)
def area(number: int) -> Any:
    """One area: a few statements, each answered on the same scale."""
    content = queries.assessment_content()
    if content is None or not 1 <= number <= len(content["areas"]):
        raise NotFound
    draft = _draft(queries.assessments(guard.actor().person_id))
    statements = [(one["id"], told(one["text"])) for one in content["areas"][number - 1]["statements"]]
    scale = [(str(one["value"]), told(one["text"])) for one in content["scale"]]
    form = forms.area_form(statements, scale, draft.answers if draft else {})
    refused: list[str] = []
    if form.validate_on_submit():
        actor, answers = guard.actor(), {name: int(form[name].data) for name, _words in statements}
        try:
            draft = actions.save_area(
                person=account_queries.own_person(actor),
                number=number,
                answers=answers,
                by=actor,
                now=clock.now(),
            )
            return flask.redirect(_onward(content, draft, number), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "learning/assessment_area.html", content=content, number=number, form=form, refused=refused,
        title=area_words(str(content["areas"][number - 1]["competency"])),
        names=[name for name, _words in statements],
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _onward(content: dict[str, Any], draft: Assessment, number: int) -> str:
    """The next area that is open, or back to the list when there is none."""
    still = assessing.open_areas(content, draft.answers)
    after = [one for one in still if one > number] or still
    if not after:
        flask.flash(_("Every area is filled in. Look it over, then finish it with today’s date."), "done")
        return flask.url_for("learning.assessment")
    return flask.url_for("learning.area", number=after[0])


@bp.post("/me/self-assessment/finish")
@guard.needs(Permission.LEARN)
def finish_assessment() -> Any:
    """Date it."""
    return _acted(actions.finish_assessment, {}, _("Your self-assessment is finished, and dated today."))


@bp.post("/me/self-assessment/share")
@guard.needs(Permission.LEARN)
def share_assessments() -> Any:
    """Let my mentor read what is finished, or nobody any more."""
    shared = flask.request.form.get("do") == "share"
    said = _("Your mentor can read it now.") if shared else _("It is yours alone again.")
    return _acted(actions.share_assessments, {"shared": shared}, said)


def _acted(act: Any, more: dict[str, Any], said: str) -> Any:
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actor = guard.actor()
    try:
        act(person=account_queries.own_person(actor), by=actor, now=clock.now(), **more)
    except Refused as error:
        return _page(undone(error)), 422
    flask.flash(said, "done")
    return flask.redirect(flask.url_for("learning.assessment"), 303)


def _page(refused: list[str] | None = None) -> str:
    content = queries.assessment_content()
    rows = queries.assessments(guard.actor().person_id)
    draft, finished = _draft(rows), [one for one in rows if one.finished_at is not None]
    still = assessing.open_areas(content, draft.answers if draft else {}) if content else []
    return flask.render_template(
        "learning/assessment.html", content=content, draft=draft, tasks=_tasks(content, still, draft),
        still=still, refused=refused or [], form=ButtonForm(), shared=any(one.shared_at for one in finished),
        all_shared=bool(finished) and all(one.shared_at for one in finished), **picture_of(content, finished),
    )  # fmt: skip


def picture_of(content: dict[str, Any] | None, finished: list[Assessment]) -> dict[str, Any]:
    """What the picture of then and now is drawn from, here and on a mentor's page."""
    return {
        "finished": finished, "decimal": decimal, "area_words": area_words,
        "areas": assessing.compared(content, [one.answers for one in finished]) if content else [],
        "scale": [told(one["text"]) for one in content["scale"]] if content else [],
    }  # fmt: skip


def _draft(rows: list[Assessment]) -> Assessment | None:
    return next((one for one in rows if one.finished_at is None), None)


def _tasks(
    content: dict[str, Any] | None, still: list[int], draft: Assessment | None
) -> list[dict[str, Any]]:
    """The areas as a task list."""
    if content is None or draft is None:
        return []
    return [
        {
            "label": area_words(str(one["competency"])),
            "href": flask.url_for("learning.area", number=number),
            "state": _("Not answered yet") if number in still else _("Answered"),
            "tone": "" if number in still else "good",
        }
        for number, one in enumerate(content["areas"], start=1)
    ]
