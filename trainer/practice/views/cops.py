"""Which CoPs are there for me, how does one begin, and how does it stand?"""

from typing import Any

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts import queries as account_queries
from trainer.accounts.views.me import zone_choices
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import LANGUAGES, words
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.organizations.rules import Level
from trainer.permissions import Permission, Role, allowed
from trainer.practice import actions, forms, queries
from trainer.practice.models import Cop, CopSession, Debrief
from trainer.practice.rules import MOST_FACILITATORS, CopSessionState, GroupKind, counting
from trainer.practice.rules.counting import CountReason
from trainer.practice.rules.sessions import sign_in_window
from trainer.practice.views.blueprint import answer, bp, reads, runs


@bp.get("/cops")
@guard.signed_in
def cops() -> str:
    """A facilitator's own CoPs, a mentor's trainees' CoPs, and for administrators all of them."""
    actor, after = guard.actor(), flask.request.args.get("after")
    now = clock.now()
    mine = queries.mine(actor.person_id)
    trainees = actor.scope_ids(Role.MENTOR, "person")
    page = None
    if actor.holds(Role.ADMINISTRATOR):
        page = queries.every(after=after)
    elif trainees:
        page = queries.of_trainees(trainees, after=after)
    others = [row[2] for row in page.rows] if page else []
    lines = {line.cop.id: line for line in queries.lines([*mine, *others], now=now)}
    return flask.render_template(
        "practice/cops.html", mine=[lines[cop.id] for cop in mine], others=[lines[cop.id] for cop in others],
        page=page, may_found=queries.enrolled(actor.person_id) is not None, every=actor.holds(Role.ADMINISTRATOR),
        former=queries.former(actor.person_id),
    )  # fmt: skip


@bp.route("/cops/new", methods=["GET", "POST"])
@guard.signed_in
def found() -> Any:
    """A trainee founds a CoP."""
    form: Any = forms.FoundForm()
    form.zone.choices = zone_choices()
    form.language.choices = [SelectChoice(*one) for one in LANGUAGES.items()]
    form.kind.choices = [SelectChoice(one, words(one)) for one in GroupKind]
    form.level.choices = [SelectChoice(one, words(one)) for one in Level]
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            cop = actions.found_cop(
                trainee=account_queries.own_person(guard.actor()), name=form.name.data,
                domain=form.domain.data or "", zone=form.zone.data or flask.current_app.config["PROGRAM_ZONE"],
                language=form.language.data, kind=form.kind.data, level=form.level.data, by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(_("%(name)s is founded. Here is what comes next.", name=cop.name), "done")
            return flask.redirect(flask.url_for("practice.setup", cop_ref=cop.ref), 303)
        except Refused as error:
            refused = undone(error)
    may_found = queries.enrolled(guard.actor().person_id) is not None
    page = flask.render_template("practice/new_cop.html", form=form, refused=refused, may_found=may_found)
    return answer(page, failed=form.is_submitted())


@bp.get("/cops/<cop_ref>")
@guard.needs(Permission.COP_SEE, cop=queries.cop_by_ref)
def cop(cop: Cop) -> str:
    """One CoP: charter, dates, numbers; and for its facilitators what comes next."""
    versions = queries.charters(cop.id)
    sessions = queries.sessions(cop.id)
    facts = queries.judged(cop.id, sessions, versions)
    why = {session_id: counting.counts(one) for session_id, one in facts.items()}
    own, reader = runs(cop), reads(cop)
    return flask.render_template(
        "practice/cop.html", cop=cop, latest=versions[0], charter=queries.in_force(versions), sessions=sessions,
        facts=facts, why=why, debriefs=_by_session(queries.debriefs(cop.id)), agreed=queries.agreed(cop.id),
        members=queries.count_members(cop.id), own=own, reader=reader, may_read=_may_read, now=clock.now(),
        uncounted=[one for one in sessions if _approved_later(why[one.id])], state=CopSessionState,
        counted=sum(one.state is CopSessionState.HELD and not why[one.id] for one in sessions),
        people=[one for one in cop.facilitators if one.until is None],
        story=queries.story(cop.id),
         next=next((one for one in sessions if _is_next(one)), None),
        hears=allowed(guard.actor(), Permission.STORY_READ, cop.scopes()),
    )  # fmt: skip


def _approved_later(reasons: list[Any]) -> bool:
    return any(reason.code in (CountReason.CHARTER_LATER, CountReason.NO_CHARTER) for reason in reasons)


def _is_next(session: CopSession) -> bool:
    closes = sign_in_window(session.starts_at, session.planned_minutes)[1]
    return session.state is CopSessionState.PLANNED and clock.now() < closes


def _by_session(debriefs: list[Debrief]) -> dict[int, list[Debrief]]:
    found: dict[int, list[Debrief]] = {}
    for debrief in debriefs:
        found.setdefault(debrief.session_id, []).append(debrief)
    return found


def _may_read(debrief: Debrief) -> bool:
    return allowed(guard.actor(), Permission.DEBRIEF_READ, debrief.scopes())


@bp.route("/cops/<cop_ref>/facilitators", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def facilitators(cop: Cop) -> Any:
    """Who facilitates: two at most, and each of them can leave while another stays."""
    form: Any = forms.FacilitatorForm()
    could = queries.could_join(cop)
    form.person.choices = [SelectChoice(one.ref, one.name) for one in could]
    refused: list[str] = []
    ends = flask.request.form.get("end")
    try:
        if flask.request.method == "POST" and ends:
            return _end(cop, ends)
        if form.validate_on_submit():
            person = next(one for one in could if one.ref == form.person.data)
            actions.add_facilitator(cop=cop, person=person, by=guard.actor(), now=clock.now())
            flask.flash(_("%(name)s facilitates with you from today on.", name=person.name), "done")
            return flask.redirect(flask.url_for("practice.facilitators", cop_ref=cop.ref), 303)
    except Refused as error:
        refused = undone(error)
    page = flask.render_template(
        "practice/facilitators.html", cop=cop, form=form, refused=refused, most=MOST_FACILITATORS, could=could,
        live=[one for one in cop.facilitators if one.until is None], answer=forms.AnswerForm(),
        former=[one for one in cop.facilitators if one.until is not None],
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


def _end(cop: Cop, person_ref: str) -> Any:
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    found = next(
        (one for one in cop.facilitators if one.person.ref == person_ref and one.until is None), None
    )
    if found is None:
        raise NotFound
    actions.end_facilitator(facilitator=found, cop=cop, by=guard.actor(), now=clock.now())
    flask.flash(_("%(name)s no longer facilitates this CoP.", name=found.person.name), "done")
    own = found.person_id == guard.actor().person_id
    where = flask.url_for("practice.cops") if own else flask.url_for("practice.facilitators", cop_ref=cop.ref)
    return flask.redirect(where, 303)
