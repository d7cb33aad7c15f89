"""How is a knowledge check taken, and what does each answer have to say?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning import actions, forms, queries
from trainer.learning.models import CheckTry
from trainer.learning.queries.learner import CourseLine, ModuleLine
from trainer.learning.rules import PASS_PERCENT, percent
from trainer.learning.views.blueprint import bp, told
from trainer.learning.views.courses import module_line
from trainer.permissions import Permission


@bp.route("/courses/<course>/<module>/check", methods=["GET", "POST"])
@guard.needs(Permission.LEARN)
def check(course: str, module: str) -> Any:
    """The questions; after a try, what was answered and why it is so or not. Any number of tries."""
    here, line = module_line(course, module)
    if not line.has_check:
        raise NotFound
    checks = line.module["checks"]
    form: Any = forms.check_form([_asked(one) for one in checks])
    refused: list[str] = []
    actor = guard.actor()
    if form.validate_on_submit():
        try:
            made = actions.try_check(
                person=account_queries.own_person(actor), edition=here.edition, module=line.id,
                answers={one["id"]: form[one["id"]].data for one in checks}, by=actor, now=clock.now(),
            )  # fmt: skip
            flask.flash(
                _said(made), "done" if percent(made.right, made.questions) >= PASS_PERCENT else "care"
            )
            return flask.redirect(flask.url_for("learning.check", course=course, module=module), 303)
        except Refused as error:
            refused = undone(error)
    again = flask.request.method == "POST" or flask.request.args.get("again") is not None
    last = None if again else _last(here, line)
    page = flask.render_template(
        "learning/check.html", here=here, line=line, form=form, refused=refused, last=last,
        answered=_answered(checks, last) if last else [], needed=PASS_PERCENT,
        score=percent(last.right, last.questions) if last else None,
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _last(here: CourseLine, line: ModuleLine) -> CheckTry | None:
    return queries.last_try(guard.actor().person_id, here.course, here.edition.edition, line.id)


def _asked(check: dict[str, Any]) -> tuple[str, str, list[tuple[str, str]]]:
    return check["id"], told(check["question"]), [(one["id"], told(one["text"])) for one in check["answers"]]


def _said(made: CheckTry) -> str:
    score = percent(made.right, made.questions)
    if score >= PASS_PERCENT:
        return _("Passed: %(right)s of %(all)s right.", right=made.right, all=made.questions)
    return _(
        "%(right)s of %(all)s right, which is not yet %(needed)s %%. Read what the answers say, and try again.",
        right=made.right, all=made.questions, needed=PASS_PERCENT,
    )  # fmt: skip


def _answered(checks: list[dict[str, Any]], last: CheckTry) -> list[dict[str, Any]]:
    """Each question with the answer that was chosen; a correction of the text may have taken one away."""
    found = []
    for one in checks:
        chosen = next(
            (answer for answer in one["answers"] if answer["id"] == last.answers.get(one["id"])), None
        )
        if chosen is not None:
            found.append({"question": one["question"], "answer": chosen})
    return found
