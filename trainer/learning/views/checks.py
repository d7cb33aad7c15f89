"""How is a knowledge check taken, and what does each answer have to say?

One question is on a page. Its answer is checked and explained at once; with the last one the try is finished. Nothing
is stored by looking: a try begins with its first answer, and how steps are shuffled follows from who asks and which try
it is.
"""

from dataclasses import dataclass
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.curriculum.rules import CheckKind
from trainer.learning import actions, forms, queries, rules
from trainer.learning.models import CheckTry, OpenTry
from trainer.learning.queries.learner import CourseLine, ModuleLine
from trainer.learning.rules import PASS_PERCENT, LearnReason
from trainer.learning.views.blueprint import bp, told
from trainer.learning.views.courses import module_line
from trainer.learning.views.explaining import all_explained, explained
from trainer.permissions import Permission


@dataclass(frozen=True)
class Sitting:
    """A module's check as it stands for whoever asks: the tries that are finished, and the one under way."""

    here: CourseLine
    line: ModuleLine
    tries: list[CheckTry]
    row: OpenTry | None

    @property
    def checks(self) -> list[dict[str, Any]]:
        """The questions."""
        return list(self.line.module["checks"])

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered so far in the try under way."""
        return self.row.answers if self.row else {}

    def at(self, number: int, **more: Any) -> str:
        """The address of a question."""
        return flask.url_for(
            "learning.question", course=self.here.course, module=self.line.id, number=number, **more
        )

    @property
    def start(self) -> str:
        """The address of the check: where I am in it."""
        return flask.url_for("learning.check", course=self.here.course, module=self.line.id)


def _sitting(course: str, module: str) -> Sitting:
    here, line = module_line(course, module)
    if not line.has_check:
        raise NotFound
    person = guard.actor().person_id
    tries = queries.tries(person, here.edition, line.id) if here.mine else []
    return Sitting(here, line, tries, queries.open_try(person, here.edition, line.id) if here.mine else None)


@bp.get("/courses/<course>/<module>/check")
@guard.needs(Permission.LEARN)
def check(course: str, module: str) -> str:
    """Where I am: at the next question of a try, or at what a finished one says. Any number of tries."""
    sitting = _sitting(course, module)
    if not sitting.here.mine:
        return flask.render_template("learning/check_closed.html", sitting=sitting)
    if "try" in flask.request.args:
        return _result(sitting, _named_try(sitting))
    if sitting.row is None and sitting.tries and "again" not in flask.request.args:
        return _result(sitting, len(sitting.tries))
    number = rules.next_question(sitting.checks, sitting.answers) or 1
    return _ask(sitting, number, _form(sitting, number), resumed=bool(sitting.row))


@bp.route("/courses/<course>/<module>/check/<int:number>", methods=["GET", "POST"])
@guard.needs(Permission.LEARN)
def question(course: str, module: str, number: int) -> Any:
    """One question; once it is answered, what its answers say."""
    sitting = _sitting(course, module)
    if not 1 <= number <= len(sitting.checks):
        raise NotFound
    asked = sitting.checks[number - 1]["id"]
    if flask.request.method == "POST":
        return _answered(sitting, number)
    if not sitting.here.mine:
        return flask.render_template("learning/check_closed.html", sitting=sitting)
    if "try" in flask.request.args:
        finished = _named_try(sitting)
        return _explain(sitting, number, sitting.tries[finished - 1].answers.get(asked), finished)
    if asked in sitting.answers:
        return _explain(sitting, number, sitting.answers[asked], None)
    if number != rules.next_question(sitting.checks, sitting.answers):
        return flask.redirect(sitting.start)
    return _ask(sitting, number, _form(sitting, number))


def _named_try(sitting: Sitting) -> int:
    """Which of the finished tries the address names, counted from 1. Raises NotFound."""
    number = flask.request.args.get("try", 0, type=int)
    if not 1 <= number <= len(sitting.tries):
        raise NotFound
    return number


def _answered(sitting: Sitting, number: int) -> Any:
    """Check an answer, and go on to what it says; what cannot be checked stays as it was typed."""
    form, actor, refused = _form(sitting, number), guard.actor(), []
    if form.validate_on_submit():
        try:
            made = actions.answer_question(
                person=account_queries.own_person(actor), edition=sitting.here.edition, module=sitting.line.id,
                question=sitting.checks[number - 1]["id"], answer=form.given, tried=form.seen, by=actor,
                now=clock.now(),
            )  # fmt: skip
            finished = {"try": len(sitting.tries) + 1} if made else {}
            return flask.redirect(sitting.at(number, **finished, _anchor="answer"), 303)
        except Refused as error:
            refused = undone(error)
            now = _sitting(sitting.here.course, sitting.line.id)
            asked = now.checks[number - 1]["id"]
            if any(one.code is LearnReason.TRY_OVER for one in error.reasons) and now.tries:
                return _result(now, len(now.tries), refused=refused), 422
            if any(one.code is LearnReason.ANSWERED for one in error.reasons) and asked in now.answers:
                return _explain(now, number, now.answers[asked], None, refused=refused), 422
    if not sitting.here.mine:
        return flask.render_template("learning/check_closed.html", sitting=sitting), 422
    return _ask(sitting, number, form, refused=refused), 422


def _form(sitting: Sitting, number: int) -> forms.QuestionForm:
    one = sitting.checks[number - 1]
    words = {answer["id"]: told(answer["text"]) for answer in one["answers"]}
    kind, ids = rules.kind_of(one), list(words)
    if kind is CheckKind.ORDER:
        ids = rules.shuffled(one, f"{guard.actor().ref}:{sitting.here.edition.edition}:{len(sitting.tries)}")
    answers = [(answer, words[answer]) for answer in ids]
    return forms.question_form(kind, told(one["question"]), answers, len(sitting.tries))


def _ask(sitting: Sitting, number: int, form: forms.QuestionForm, **more: Any) -> str:
    one = sitting.checks[number - 1]
    return flask.render_template(
        "learning/check.html", sitting=sitting, number=number, form=form, kind=rules.kind_of(one),
        kept_as=_kept_as(one), **more,
    )  # fmt: skip


def _kept_as(one: dict[str, Any]) -> str:
    """Under which name a device keeps what is being written."""
    return f"check:{guard.actor().ref}:{one['id']}"


def _explain(sitting: Sitting, number: int, answer: Any, finished: int | None, **more: Any) -> str:
    """What one answer says. `finished`: the try that ended with it."""
    one = sitting.checks[number - 1]
    if finished:
        onward = f"{sitting.start}?try={finished}"
    else:
        onward = sitting.at(number + 1) if number < len(sitting.checks) else sitting.start
    return flask.render_template(
        "learning/check_answer.html", sitting=sitting, number=number, one=explained(number, one, answer),
        onward=onward, finished=finished, kept_as=_kept_as(one), **more,
    )  # fmt: skip


def _result(sitting: Sitting, number: int, **more: Any) -> str:
    made = sitting.tries[number - 1]
    score = rules.percent(made.right, made.questions)
    at = sitting.here.lines.index(sitting.line)
    return flask.render_template(
        "learning/check_result.html", sitting=sitting, number=number, made=made, score=score, needed=PASS_PERCENT,
        passed=score >= PASS_PERCENT, explained=all_explained(sitting.checks, made.answers),
        after=sitting.here.lines[at + 1] if at + 1 < len(sitting.here.lines) else None,
        said=_said(made), **more,
    )  # fmt: skip


def _said(made: CheckTry) -> str:
    """How it went, in a kind sentence."""
    counted = {"right": made.right, "all": made.questions}
    if not made.questions:
        return _("Your answers are kept. Nothing in this check is scored.")
    if made.right == made.questions:
        return _("Passed: every answer is right.")
    if rules.percent(made.right, made.questions) >= PASS_PERCENT:
        return _("Passed: %(right)s of %(all)s right.", **counted)
    return _(
        "%(right)s of %(all)s right, which is not yet %(needed)s %%. Read what the answers say, and try again.",
        **counted, needed=PASS_PERCENT,
    )  # fmt: skip
