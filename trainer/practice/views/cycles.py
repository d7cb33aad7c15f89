"""How is a cycle begun, written part by part, read, and followed by the next Plan?"""

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import ButtonForm, as_lock
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import queries
from trainer.practice.actions import inquiry as actions
from trainer.practice.forms import inquiry as forms
from trainer.practice.models import Cop, Cycle, CyclePart
from trainer.practice.queries import inquiry as inquiries
from trainer.practice.rules import inquiry as rules
from trainer.practice.rules import inquiry_kinds as kinds
from trainer.practice.rules.inquiry_kinds import DoKind, EvidenceKind, Part, Side
from trainer.practice.views.blueprint import answer, bp, runs
from trainer.practice.views.inquiry import changed, kept_as, session_words

PAGES = {
    Part.PLAN: "practice.cycle_plan",
    Part.DO: "practice.cycle_do",
    Part.STUDY: "practice.cycle_study",
    Part.ACT: "practice.cycle_act",
}
NAMES = {Part.PLAN: kinds.PLAN_FIELDS, Part.STUDY: kinds.STUDY_FIELDS, Part.ACT: kinds.ACT_FIELDS}


@bp.post("/cops/<cop_ref>/cycles")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def begin_cycle(cop: Cop) -> Any:
    """Open a Plan: the first one, or the next one after a cycle that has its Act."""
    before = next(
        (one for one in inquiries.cycles(cop.id) if one.ref == flask.request.form.get("before")), None
    )
    if ButtonForm().validate_on_submit():
        try:
            cycle = actions.begin_cycle(cop=cop, before=before, by=guard.actor(), now=clock.now())
            flask.flash(_("Cycle %(number)s begins with its Plan.", number=cycle.number), "done")
            return flask.redirect(flask.url_for("practice.cycle_plan", cycle_ref=cycle.ref), 303)
        except Refused as error:
            for said in undone(error):
                flask.flash(said, "care")
    return flask.redirect(flask.url_for("practice.inquiry", cop_ref=cop.ref), 303)


def part_of(cycle: Cycle, part: Part) -> CyclePart | None:
    """What a cycle says in one part, as far as it was begun."""
    return next((one for one in cycle.parts if one.part is part), None)


@bp.get("/cycles/<cycle_ref>")
@guard.needs(Permission.INQUIRY_READ, cycle=inquiries.cycle_by_ref)
def cycle(cycle: Cycle) -> str:
    """One cycle, part by part, with its evidence and what it decided."""
    today = clock.today(cycle.cop.zone)
    facts = inquiries.facts_of(cycle)
    act = part_of(cycle, Part.ACT)
    return flask.render_template(
        "practice/cycle.html", cycle=cycle, cop=cycle.cop, own=runs(cycle.cop), facts=facts, today=today,
        parts={part: part_of(cycle, part) for part in Part}, pages=PAGES, names=NAMES, button=ButtonForm(),
        labels={part: _labels(part) for part in NAMES}, items=rules.items_of(act.content) if act else [],
        meetings={one.kind: one for one in cycle.meetings}, do_kinds=list(DoKind), Part=Part,
        problem=cycle.problem, following=inquiries.following(cycle),
        lists={"learning": kinds.Learning, "kinds": EvidenceKind},
        ahead=kinds.Ahead(act.content["ahead"]) if act and act.content.get("ahead") else None,
    )  # fmt: skip


def _labels(part: Part) -> dict[str, str]:
    form = {Part.PLAN: forms.CyclePlanForm, Part.STUDY: forms.StudyForm, Part.ACT: forms.ActForm}[part]()
    return {name: form[name].label.text for name in NAMES[part]}


@bp.route("/cycles/<cycle_ref>/plan", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cycle=inquiries.cycle_by_ref)
def cycle_plan(cycle: Cycle) -> Any:
    """Plan: shared learning, a strategy, the evidence plan."""
    return _write(cycle, Part.PLAN, forms.CyclePlanForm)


@bp.route("/cycles/<cycle_ref>/study", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cycle=inquiries.cycle_by_ref)
def cycle_study(cycle: Cycle) -> Any:
    """Study: what the evidence shows, with whom it was shared, what it changes in one's mind."""
    return _write(cycle, Part.STUDY, forms.StudyForm)


@bp.route("/cycles/<cycle_ref>/act", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cycle=inquiries.cycle_by_ref)
def cycle_act(cycle: Cycle) -> Any:
    """Act: start, stop, keep, scale, and what the next Plan takes along."""
    return _write(cycle, Part.ACT, forms.ActForm)


def _write(cycle: Cycle, part: Part, make: Callable[..., Any]) -> Any:
    row = part_of(cycle, part)
    data = {
        **(row.content if row else {}), "lock": row.lock if row else 0, "on": row.on if row else None,
        "place": (row.place or "") if row else "", "ends_on": cycle.ends_on, "shared": cycle.shared_at is not None,
    }  # fmt: skip
    form = make(data=data).with_choices()
    refused: list[str] = []
    beside: CyclePart | None = None
    if form.validate_on_submit():
        try:
            return _saved(cycle, part, form)
        except Refused as error:
            refused = undone(error)
            row = part_of(cycle, part)
            if changed(error) and row is not None:
                beside, form.lock.data = row, row.lock
    return _page(cycle, part, form, refused, beside=beside, labels=_labels(part))


def _saved(cycle: Cycle, part: Part, form: Any) -> Any:
    actions.save_part(
        cycle=cycle, part=part, content=form.content(), on=form.on.data, place=form.where,
        lock=as_lock(form.lock.data), by=guard.actor(), now=clock.now(),
        ends_on=form.ends_on.data if "ends_on" in form else None,
        shared=bool(form.shared.data) if "shared" in form else False,
    )  # fmt: skip
    flask.flash(_("Saved.") if form.on.data else _("The draft is saved."), "done")
    return flask.redirect(flask.url_for("practice.cycle", cycle_ref=cycle.ref, saved=part.value), 303)


def _page(cycle: Cycle, part: Part, form: Any, refused: list[str], **more: Any) -> Any:
    page = flask.render_template(
        f"practice/cycle_{part.value}.html", cycle=cycle, cop=cycle.cop, form=form, refused=refused, part=part,
        kept_as=kept_as(f"cycle-{part.value}", cycle.ref), pages=PAGES, **more,
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


@bp.route("/cycles/<cycle_ref>/do", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cycle=inquiries.cycle_by_ref)
def cycle_do(cycle: Cycle) -> Any:
    """Do: the game plan, the check mid-stream, the end of the cycle."""
    sessions = queries.sessions(cycle.cop_id)
    row = part_of(cycle, Part.DO)
    data: dict[str, Any] = {"lock": row.lock if row else 0, "place": (row.place or "") if row else ""}
    for one in cycle.meetings:
        data[f"{one.kind.value}_note"] = one.note
        data[f"{one.kind.value}_session"] = one.session.ref if one.session else ""
        data[f"{one.kind.value}_on"] = None if one.session else one.on
    form = forms.DoForm(data=data).with_sessions(session_words(sessions))
    refused: list[str] = []
    beside = None
    if form.validate_on_submit():
        by_ref = {one.ref: one for one in sessions}
        held = {
            kind: (
                form[f"{kind.value}_on"].data, by_ref.get(form[f"{kind.value}_session"].data),
                form[f"{kind.value}_note"].data or "",
            )
            for kind in DoKind
        }  # fmt: skip
        try:
            actions.save_meetings(
                cycle=cycle, meetings=held, place=form.where, lock=as_lock(form.lock.data), by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Saved."), "done")
            return flask.redirect(flask.url_for("practice.cycle", cycle_ref=cycle.ref, saved="do"), 303)
        except Refused as error:
            refused = undone(error)
            row = part_of(cycle, Part.DO)
            if changed(error) and row is not None:
                beside, form.lock.data = cycle.meetings, row.lock
    return _page(cycle, Part.DO, form, refused, beside=beside, kinds=list(DoKind))


@bp.route("/cycles/<cycle_ref>/evidence", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cycle=inquiries.cycle_by_ref)
def cycle_evidence(cycle: Cycle) -> Any:
    """The evidence of a cycle: add a piece, take one away."""
    form, refused = forms.EvidenceForm().with_choices(), []
    here = flask.url_for("practice.cycle_evidence", cycle_ref=cycle.ref)
    gone = flask.request.form.get("remove", "")
    if gone and ButtonForm().validate_on_submit():
        actions.remove_evidence(cycle=cycle, ref=gone, by=guard.actor(), now=clock.now())
        flask.flash(_("The piece of evidence is removed."), "done")
        return flask.redirect(here, 303)
    if not gone and form.validate_on_submit() and form.on.data:
        try:
            actions.add_evidence(
                cycle=cycle, kind=EvidenceKind(form.kind.data), side=Side(form.side.data),
                what=form.what.data or "", on=form.on.data, by_role=form.by_role.data or "",
                link=form.link.data or "", by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("The piece of evidence is added."), "done")
            return flask.redirect(here, 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/evidence.html", cycle=cycle, cop=cycle.cop, form=form, refused=refused, button=ButtonForm()
    )
    return answer(page, failed=form.is_submitted())
