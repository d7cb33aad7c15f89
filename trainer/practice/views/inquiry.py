"""How does the inquiry of a CoP stand: its problem, its cycles over the year, its questions?"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import flask
from babel.dates import format_date
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import ButtonForm, as_lock
from trainer.core.i18n import day, words, written_locale
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import queries
from trainer.practice.actions import inquiry as actions
from trainer.practice.forms import inquiry as forms
from trainer.practice.models import AgendaQuestion, Cop, CopSession, PracticeProblem
from trainer.practice.queries import inquiry as inquiries
from trainer.practice.rules import PracticeReason
from trainer.practice.rules import inquiry as rules
from trainer.practice.rules import inquiry_kinds as kinds
from trainer.practice.rules.guidance import Model
from trainer.practice.rules.inquiry import CycleFacts, InquiryFacts
from trainer.practice.rules.inquiry_kinds import Part
from trainer.practice.views.blueprint import answer, bp, runs
from trainer.schedule.rules.kinds import FocusArea


def is_core(cop: Cop) -> bool:
    """Whether a CoP follows the model that asks for three cycles a year."""
    return cop.model is Model.CORE


def session_words(sessions: Iterable[CopSession]) -> list[tuple[str, str]]:
    """The reference of each session, and what it is called in a list to choose from."""
    return [
        (one.ref, _("Session %(number)s on %(day)s", number=one.number, day=day(one.on))) for one in sessions
    ]


@bp.get("/cops/<cop_ref>/inquiry")
@guard.needs(Permission.INQUIRY_READ, cop=queries.cop_by_ref)
def inquiry(cop: Cop) -> str:
    """The problem, the cycles as a picture and a table, the learning agenda, and how many are wanted."""
    return _overview(cop, None, [])


@bp.post("/cops/<cop_ref>/inquiry")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def explain_inquiry(cop: Cop) -> Any:
    """Say why this CoP goes another way than the guideline this year."""
    form, refused = forms.ExplainForm(), []
    if form.validate_on_submit():
        try:
            actions.explain_year(
                cop=cop, year=rules.year_of(clock.today(cop.zone)), rationale=form.rationale.data or "",
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Your reason is kept."), "done")
            return flask.redirect(flask.url_for("practice.inquiry", cop_ref=cop.ref), 303)
        except Refused as error:
            refused = undone(error)
    return _overview(cop, form, refused), 422


def _overview(cop: Cop, form: forms.ExplainForm | None, refused: list[str]) -> str:
    today = clock.today(cop.zone)
    year, cycles, questions = rules.year_of(today), inquiries.cycles(cop.id), inquiries.questions(cop.id)
    facts = {one.id: inquiries.facts_of(one) for one in cycles}
    whole = InquiryFacts(tuple(facts.values()), inquiries.question_facts(questions))
    core, explained = is_core(cop), inquiries.explained(cop.id, year)
    advice = rules.look(whole, core=core, today=today, ends_on=inquiries.practicum_ends(cop))
    problem = inquiries.latest_problem(cop.id)
    shown = _asked_year(rules.years_of(whole.cycles, today))
    return flask.render_template(
        "practice/inquiry.html", cop=cop, own=runs(cop), cycles=cycles, facts=facts, today=today, core=core,
        problem=problem, tests=rules.four_tests(problem.content) if problem else {}, questions=questions,
        answered=whole.answered, wanted=kinds.QUESTIONS_FOR_AGENDA, advice=advice, cares=advice.code in rules.CARE,
        explained=explained, refused=refused, button=ButtonForm(), parts=list(Part), met=whole.met(today),
        form=form or forms.ExplainForm(data={"rationale": explained.rationale if explained else ""}),
        year=shown, years=rules.years_of(whole.cycles, today), dues=rules.dues(shown) if core else (),
        marks=_drawn(facts, shown, today),
        now_at=rules.place_in(shown, today), letters=month_letters(),
        done=rules.done_in(whole, shown, today), most=kinds.CYCLES_A_YEAR,
        next_after=next((one for one in reversed(cycles) if facts[one.id].act), None),
        open_one=next((one for one in reversed(cycles) if not facts[one.id].act), None),
    )  # fmt: skip


def _drawn(facts: dict[int, CycleFacts], year: int, today: date) -> dict[int, list[rules.Mark]]:
    """The marks of the cycles that have any in a school year."""
    every = {cycle_id: rules.marks(one, year, today) for cycle_id, one in facts.items()}
    return {cycle_id: found for cycle_id, found in every.items() if found}


def month_letters() -> list[str]:
    """The first letters of the months of a school year, from July, in the reader's language."""
    months = [*range(7, 13), *range(1, 7)]
    return [format_date(date(2020, month, 1), "LLLLL", locale=written_locale()) for month in months]


def _asked_year(years: Any) -> int:
    sent = flask.request.args.get("year", "")
    wanted = int(sent) if sent.isascii() and sent.isdigit() and len(sent) == 4 else 0
    return wanted if wanted in years else years[0]


@bp.route("/cops/<cop_ref>/problem", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def write_problem(cop: Cop) -> Any:
    """Write the problem of practice; its four tests say what is still missing."""
    latest = inquiries.latest_problem(cop.id)
    data = {**(latest.content if latest else {}), "lock": latest.lock if latest else 0}
    form = forms.ProblemForm(data=data).with_choices()
    refused: list[str] = []
    beside: PracticeProblem | None = None
    if form.validate_on_submit():
        try:
            actions.save_problem(
                cop=cop,
                content=form.content(),
                lock=as_lock(form.lock.data),
                by=guard.actor(),
                now=clock.now(),
            )
            flask.flash(_("The problem of practice is saved."), "done")
            return flask.redirect(flask.url_for("practice.inquiry", cop_ref=cop.ref, saved=1), 303)
        except Refused as error:
            refused = undone(error)
            latest = inquiries.latest_problem(cop.id)
            if changed(error) and latest is not None:
                beside, form.lock.data = latest, latest.lock
    page = flask.render_template(
        "practice/problem_form.html", cop=cop, form=form, refused=refused, beside=beside, latest=latest,
        tests=rules.four_tests(form.content() if form.is_submitted() else data), names=kinds.PROBLEM_FIELDS,
        kept_as=kept_as("problem", cop.ref),
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


@bp.get("/problems/<problem_ref>")
@guard.needs(Permission.INQUIRY_READ, problem=inquiries.problem_by_ref)
def problem(problem: PracticeProblem) -> str:
    """One version of a problem, with its four tests and the versions beside it."""
    return flask.render_template(
        "practice/problem.html", problem=problem, cop=problem.cop, tests=rules.four_tests(problem.content),
        versions=inquiries.problems(problem.cop_id), form=forms.ProblemForm(), names=kinds.PROBLEM_FIELDS,
        shown=shown_problem(problem), own=runs(problem.cop),
    )  # fmt: skip


def shown_problem(problem: PracticeProblem) -> dict[str, str]:
    """The parts of a problem as they are read."""
    found = dict(problem.content)
    if found.get("focus"):
        found["focus"] = words(FocusArea(found["focus"]))
    return found


def changed(error: Refused) -> bool:
    """Whether somebody else saved meanwhile."""
    return any(reason.code is PracticeReason.CHANGED_MEANWHILE for reason in error.reasons)


def kept_as(what: str, ref: str) -> str:
    """Under which name a device keeps what its owner writes and could not save."""
    return f"{what}:{guard.actor().ref}:{ref}"


@bp.route("/cops/<cop_ref>/questions", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def ask(cop: Cop) -> Any:
    """One more question for the learning agenda."""
    return _question(cop, None)


@bp.route("/questions/<question_ref>", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, question=inquiries.question_by_ref)
def question(question: AgendaQuestion) -> Any:
    """A question of the learning agenda: session, finding, change."""
    return _question(question.cop, question)


def _question(cop: Cop, row: AgendaQuestion | None) -> Any:
    sessions = queries.sessions(cop.id)
    data = {
        "lock": row.lock if row else 0, "question": row.question if row else "",
        "finding": row.finding if row else "", "change": row.change if row else "",
        "session": row.session.ref if row and row.session else "",
    }  # fmt: skip
    form = forms.QuestionForm(data=data).with_sessions(session_words(sessions))
    refused: list[str] = []
    beside = None
    if form.validate_on_submit():
        try:
            actions.save_question(
                cop=cop, question=row, text=form.question.data or "", finding=form.finding.data or "",
                session=next((one for one in sessions if one.ref == form.session.data), None),
                change=form.change.data or "", lock=as_lock(form.lock.data), by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("The question is saved."), "done")
            return flask.redirect(flask.url_for("practice.inquiry", cop_ref=cop.ref, saved=1), 303)
        except Refused as error:
            refused = undone(error)
            if row is not None and changed(error):
                beside, form.lock.data = row, row.lock
    page = flask.render_template(
        "practice/question.html", cop=cop, form=form, refused=refused, row=row, beside=beside,
        kept_as=kept_as("question", row.ref if row else cop.ref),
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())
