"""How is the CoP doing? Pictures of participation and health, rounds of the check, the yearly decision."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.actions.cops import today_of
from trainer.practice.models import Cop, HealthRound
from trainer.practice.rules import health, voices
from trainer.practice.rules.health import Continuation, Dimension
from trainer.practice.views.blueprint import answer, bp, code_of, full_address

SHOWN = 12
"""So many sessions fit into a picture on a phone: the latest."""


@bp.get("/cops/<cop_ref>/health")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def cop_health(cop: Cop) -> str:
    """Participation and health over time, the rhythm, and what was decided."""
    now = clock.now()
    today = today_of(cop, now)
    seen = queries.health.participation(cop.id)
    rounds = queries.health.health_of(cop.id, today=today)
    decisions = queries.health.decisions(cop.id)
    shown = seen.sessions[-SHOWN:]
    heard = queries.voices.feedback_of(shown, now=now)
    return flask.render_template(
        "practice/health.html", cop=cop, seen=seen, shown=shown, rounds=rounds, heard=heard,
        people=[one for one in seen.members if one.id not in seen.guides],
        said=[one for one in rounds if one.said], dimensions=list(Dimension), decisions=decisions,
        rhythm=_rhythm(cop, seen, now), advice=_advice(seen, rounds), form=forms.AnswerForm(),
        is_open=next((one for one in rounds if one.open), None), fewest=voices.FEWEST,
        due=health.decision_due(
            seen.sessions[0].on if seen.sessions else None, [one.decided_on for one in decisions], today
        ),
    )  # fmt: skip


def _rhythm(cop: Cop, seen: queries.health.Participation, now: Any) -> tuple[str, str] | None:
    """How the monthly rhythm stands, for a CoP that meets: (tone, sentence)."""
    last = seen.sessions[-1].on if seen.sessions and health.watched(cop.state, cop.model) else None
    planned = queries.health.next_planned(cop.id, now=now)
    found = health.rhythm(last=last, planned=planned, today=today_of(cop, now))
    if found is None:
        return None
    tone = {health.Rhythm.KEPT: "good", health.Rhythm.SOON: "", health.Rhythm.BROKEN: "care"}[found[0]]
    return tone, sentence(Reason(*found))


def _advice(seen: queries.health.Participation, rounds: list[queries.health.Answered]) -> str:
    held = [sum(one.starts_at <= said.round.opened_at for one in seen.sessions) for said in rounds]
    found = health.suggestion(held, len(seen.sessions))
    return sentence(Reason(found, {"held": len(seen.sessions)})) if found else ""


@bp.post("/cops/<cop_ref>/health/rounds")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def open_round(cop: Cop) -> Any:
    """Ask the members."""
    if not forms.AnswerForm().validate_on_submit():
        flask.abort(400)
    made = actions.health.open_round(cop=cop, by=guard.actor(), now=clock.now())
    flask.flash(_("The round is open. Show the code at the end of a session, or send the link."), "done")
    return flask.redirect(flask.url_for("practice.health_round", health_round_ref=made.ref), 303)


@bp.route("/health-rounds/<health_round_ref>", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, health_round=queries.health.round_by_ref)
def health_round(health_round: HealthRound) -> Any:
    """One round: the code while it is open, what was said when it is over."""
    form, cop = forms.AnswerForm(), health_round.cop
    if form.validate_on_submit():
        actions.health.close_round(round=health_round, by=guard.actor(), now=clock.now())
        flask.flash(_("The round is closed."), "done")
        return flask.redirect(
            flask.url_for("practice.health_round", health_round_ref=health_round.ref), 303
        )  # fmt: skip
    rounds = queries.health.health_of(cop.id, today=today_of(cop, clock.now()))
    at = next(index for index, one in enumerate(rounds) if one.round.id == health_round.id)
    address = full_address("practice.health_check", token=health_round.token)
    return flask.render_template(
        "practice/health_round.html", cop=cop, one=rounds[at], round=health_round, form=form, address=address,
        before=next((one for one in reversed(rounds[:at]) if one.said), None), code=code_of(address),
        dimensions=health.ITEMS, more=health.MORE, members=queries.count_members(cop.id), fewest=voices.FEWEST,
        labels=forms.HealthForm(formdata=None), open_questions=health.OPEN,
    )  # fmt: skip


@bp.route("/cops/<cop_ref>/year", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def decide_year(cop: Cop) -> Any:
    """Continue, change or pause: with reasons, and the figures of today, which are kept with it."""
    form, refused = forms.DecisionForm(), []
    if form.validate_on_submit():
        try:
            actions.health.decide(
                cop=cop, kind=Continuation(form.kind.data), reasons=form.reasons.data or "", by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(_("The decision is kept, with the figures of today."), "done")
            return flask.redirect(
                flask.url_for("practice.cop_health", cop_ref=cop.ref, _anchor="decisions"), 303
            )
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/health_decide.html", cop=cop, form=form, refused=refused,
        figures=queries.health.figures(cop, now=clock.now()), dimensions=list(Dimension),
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())
