"""How far is a CoP set up, and how is each step written? The list, one page for each step, and the guidelines."""

from typing import Any

import flask
from flask_babel import force_locale
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Reason, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Cop
from trainer.practice.queries import Setup
from trainer.practice.rules import PracticeReason, guidance
from trainer.practice.rules import setup as rules
from trainer.practice.rules.guidance import Guideline
from trainer.practice.rules.setup import FROM_CHARTER, Part
from trainer.practice.views.blueprint import answer, bp, kept_as, runs
from trainer.practice.wording import setup as wording
from trainer.practice.wording import telling

ELSEWHERE = {
    Part.CHARTER: "practice.charter",
    Part.DATES: "practice.plan",
    Part.FLYER: "practice.cop_flyer",
    Part.INVITATIONS: "practice.inviting",
    Part.WELCOME: "practice.welcome",
    Part.STRENGTHS: "practice.strengths",
    Part.JOURNALS: "practice.journals",
}
"""Steps that are done on a page of their own."""


SHOWN_AFTER = {Part.FLYER: "practice.cop_flyer", Part.WELCOME: "practice.welcome"}
"""Steps whose words are looked at, and then used, on a page of their own."""


@bp.get("/cops/<cop_ref>/setup")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def setup(cop: Cop) -> str:
    """Every step of setting the CoP up with its state, and above all of them the one that comes next."""
    found = queries.setup(cop.id)
    facts = queries.setup_facts(cop, found, now=clock.now())
    steps = rules.steps(facts)
    advice = guidance.look(queries.cop_facts(cop, found))
    explained = queries.deviations(cop.id)
    return flask.render_template(
        "practice/setup.html", cop=cop, steps=steps, stages=rules.STAGES,
        next=rules.next_step(steps, days_left=facts.days_left),
        done=rules.done(steps), address=address_of, waits=found.waits,
        unexplained=[one for one in advice if one.code not in explained],
        explained=[one for one in advice if one.code in explained], why=wording.WHY, kept_as=_forgotten(cop),
        changed_since=found.in_force.version if found.in_force and found.in_force is not found.latest else 0,
        more=[one for one in wording.MORE if one[0] in flask.current_app.view_functions],
    )  # fmt: skip


def _forgotten(cop: Cop) -> str:
    """Which copy on this device goes, because its step was just saved."""
    saved = flask.request.args.get("saved", "")
    return kept_as(cop, Part(saved)) if saved in {one.value for one in forms.PART_FORMS} else ""


def address_of(cop: Cop, part: Part) -> str:
    """The page on which a step is done."""
    if part in ELSEWHERE:
        return flask.url_for(ELSEWHERE[part], cop_ref=cop.ref)
    return flask.url_for("practice.setup_part", cop_ref=cop.ref, part=part.value)


@bp.route("/cops/<cop_ref>/setup/<part>", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def setup_part(cop: Cop, part: str) -> Any:
    """One step: kept as it is typed, complete or not."""
    if part not in {one.value for one in forms.PART_FORMS}:
        raise NotFound
    step = Part(part)
    found = queries.setup(cop.id)
    form = form_of(cop, step, found)
    refused: list[str] = []
    beside: dict[str, Any] = {}
    if form.validate_on_submit():
        try:
            return _saved(cop, step, form)
        except Refused as error:
            refused = undone(error)
            if any(reason.code is PracticeReason.CHANGED_MEANWHILE for reason in error.reasons):
                found = queries.setup(cop.id)
                beside = dict(found.of(step))
                form.seen.data = rules.stamp(beside)
    page = flask.render_template(
        "practice/setup_part.html", cop=cop, form=form, part=step, refused=refused, beside=beside, found=found,
        kept_as=kept_as(cop, step), told=FROM_CHARTER.get(step, ()), domain_now=_domain_now(found),
        advice=_advice(cop, found, step), why=wording.WHY, model_hints=wording.MODEL_HINTS,
        address=flask.url_for("practice.setup_part", cop_ref=cop.ref, part=step.value),
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


def form_of(cop: Cop, part: Part, found: Setup) -> Any:
    """The form of a step with what was written. What waits for a decision in the charter keeps what it says."""
    values = dict(found.of(part))
    data = {**forms.for_form(values), "seen": rules.stamp(values)}
    if part is Part.SHAPE:
        data["model"] = cop.model.value if cop.model else ""
    if part is Part.WELCOME and not values:
        data.update(_first_words(cop, found))
    form = forms.PART_FORMS[part](data=data)
    if found.waits and form.is_submitted():
        for name in FROM_CHARTER.get(part, ()):
            form[name].data = data.get(name)
    return form


def _saved(cop: Cop, part: Part, form: Any) -> Any:
    actor, now = guard.actor(), clock.now()
    actions.save_part(
        cop=cop, part=part, content=form.content(), seen=form.seen.data or "", by=actor, now=now
    )
    if part is Part.SHAPE:
        model = guidance.Model(form.model.data) if form.model.data else None
        actions.choose_model(cop=cop, model=model, by=actor, now=now)
    flask.flash(_("Saved."), "done")
    if part in SHOWN_AFTER:
        return flask.redirect(flask.url_for(SHOWN_AFTER[part], cop_ref=cop.ref, saved=part.value), 303)
    where = flask.url_for("practice.setup", cop_ref=cop.ref, saved=part.value)
    return flask.redirect(f"{where}#{part.value}", 303)


def _first_words(cop: Cop, found: Setup) -> dict[str, str]:
    """How the welcome mail begins, in the language of the CoP."""
    coming = [one for one in queries.sessions(cop.id) if one.starts_at > clock.now()]
    names = [one.person.name for one in cop.facilitators if one.until is None]
    with force_locale(cop.language):
        return telling.welcome(cop, found, coming[0] if coming else None, names)


def _domain_now(found: Setup) -> str:
    return str(found.in_force.content.get("domain") or "") if found.in_force else ""


ABOUT = {
    Part.SHAPE: set(Guideline) - {Guideline.ROOM_UNCHECKED, Guideline.SINGLE_LAPTOP, Guideline.NO_MODEL},
    Part.RHYTHM: {
        Guideline.RARE, Guideline.FEW_SESSIONS, Guideline.MANY_SESSIONS, Guideline.SHORT_SESSIONS,
        Guideline.FEW_MANDATORY,
    },
    Part.ROOM: {Guideline.SINGLE_LAPTOP},
}  # fmt: skip
"""Which guidelines are about which step."""


def _advice(cop: Cop, found: Setup, part: Part) -> list[Reason]:
    if part not in ABOUT:
        return []
    return [one for one in guidance.look(queries.cop_facts(cop, found)) if one.code in ABOUT[part]]


@bp.get("/cops/<cop_ref>/guidelines")
@guard.needs(Permission.COP_SEE, cop=queries.cop_by_ref)
def guidelines(cop: Cop) -> str:
    """What differs from the guidelines of the shape, with what was counted, and the reason why (row D17)."""
    return _guidelines(cop, [])


@bp.post("/cops/<cop_ref>/guidelines/<guideline>")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def explain(cop: Cop, guideline: str) -> Any:
    """Say why the CoP does otherwise than this guideline says."""
    advice = guidance.look(queries.cop_facts(cop, queries.setup(cop.id)))
    said = next((one for one in advice if one.code == guideline), None)
    form = forms.RationaleForm()
    if said is None:
        raise NotFound
    try:
        if form.validate_on_submit():
            actions.explain_deviation(
                cop=cop, guideline=Guideline(guideline), facts=said.facts, rationale=form.rationale.data or "",
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Your reason is kept, with your name and today’s date."), "done")
            return flask.redirect(flask.url_for("practice.guidelines", cop_ref=cop.ref), 303)
    except Refused as error:
        return _guidelines(cop, undone(error), guideline, form), 422
    return _guidelines(cop, [], guideline, form), 422


def _guidelines(cop: Cop, refused: list[str], failed: str = "", form: Any = None) -> str:
    advice = guidance.look(queries.cop_facts(cop, queries.setup(cop.id)))
    written = {
        one.code.value: form if form and one.code == failed else forms.RationaleForm(formdata=None)
        for one in advice
    }
    for code, each in written.items():
        each.rationale.id = each.rationale.label.field_id = f"why-{code}"
    return flask.render_template(
        "practice/guidelines.html", cop=cop, advice=advice, explained=queries.deviations(cop.id), own=runs(cop),
        forms=written, refused=refused, failed=form,
    )  # fmt: skip
