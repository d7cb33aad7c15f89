"""What do the people of a cohort see together: who is here, the year on one line, what comes next, their books?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.accounts.actor import SYSTEM
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning import forms
from trainer.learning import queries as learning_queries
from trainer.learning.actions import looking_after
from trainer.learning.actions import together as actions
from trainer.learning.models import Cohort, Copy, Enrollment, Introduction, Material
from trainer.learning.queries import looking_after as kept
from trainer.learning.queries import together as queries
from trainer.learning.rules import BELONGS, PhaseNow
from trainer.learning.rules import together as rules
from trainer.learning.views.blueprint import bp
from trainer.learning.views.cohorts import strip
from trainer.messages import queries as message_queries
from trainer.permissions import Permission, Role
from trainer.registration import queries as registration_queries
from trainer.registration.models import Registration
from trainer.registration.views.taking_part import way
from trainer.schedule.models import Session
from trainer.schedule.rules.kinds import SessionState

SHOWN = ("name", "place", "pronouns", "languages")


@bp.get("/my-cohort")
@guard.signed_in
def my_cohort() -> Any:
    """To the page of my cohort; where there are several, or none, the list of them."""
    actor = guard.actor()
    found = queries.cohorts_of(
        actor.person_id, offerings=actor.scope_ids(Role.TRAINER, "offering"),
        mentored=actor.scope_ids(Role.MENTOR, "person"),
    )  # fmt: skip
    if len(found) == 1:
        return flask.redirect(flask.url_for("learning.together", cohort_ref=found[0].ref), 303)
    return flask.render_template("learning/my_cohorts.html", cohorts=found, today=clock.today())


@bp.get("/cohorts/<cohort_ref>/together")
@guard.needs(Permission.COHORT_MEET, cohort=learning_queries.cohort_by_ref)
def together(cohort: Cohort) -> str:
    """The page of a cohort for its people."""
    actor, now, today = guard.actor(), clock.now(), clock.today(cohort.offering.zone)
    sessions = cohort.offering.sessions
    mine = own_enrollment(cohort)
    registration = registration_queries.live_registration(cohort.offering_id, actor.person_id)
    work = queries.work_of(cohort, mine)
    coming = queries.next_session(sessions, now=now, today=today)
    return flask.render_template(
        "learning/together.html", cohort=cohort, mine=mine, now=now, today=today, sessions=sessions,
        phase=cohort.phase_on(today), coming=coming, work=work, registration=registration,
        way=way(registration) if registration else None, is_next=_joins_next(registration, coming),
        circle=queries.circle_of(cohort, now=now), line=line_of(cohort),
        phases=phases_of(cohort, today), states={one.key: _state_of(one, coming, now) for one in sessions},
        copies=[_copy_line(*one) for one in kept.own_copies(cohort, actor.person_id)] if mine else [],
        marks=strip(queries.marks_of(cohort, actor.person_id), sessions) if mine else [],
        posts=message_queries.post_counts(cohort.circle), form=ButtonForm(),
    )  # fmt: skip


def own_enrollment(cohort: Cohort) -> Enrollment | None:
    """The visitor's own enrollment in a cohort, if they are one of its people."""
    person_id = guard.actor().person_id
    return next(
        (one for one in cohort.enrollments if one.person_id == person_id and one.state in BELONGS), None
    )


def _joins_next(registration: Registration | None, coming: Session | None) -> bool:
    return registration is not None and coming is not None and bool(registration.offering.join_url)


def phase_of(cohort: Cohort, session: Session) -> PhaseNow:
    """The phase that a session belongs to; one without a day belongs where the cohort begins."""
    return cohort.phase_on(session.on or cohort.starts_on)


def line_of(cohort: Cohort) -> rules.Line:
    """The cohort's year on one line, as of today where it meets."""
    dated = [rules.Dated(one.on, phase_of(cohort, one)) for one in cohort.offering.sessions]
    return rules.line_of(dated, clock.today(cohort.offering.zone))


def phases_of(cohort: Cohort, today: date) -> list[tuple[PhaseNow, list[Session], bool]]:
    """The sessions in order, under the phase they belong to, and whether all of that phase is over."""
    found: list[tuple[PhaseNow, list[Session]]] = []
    for one in cohort.offering.sessions:
        phase = phase_of(cohort, one)
        if not found or found[-1][0] is not phase:
            found.append((phase, []))
        found[-1][1].append(one)
    return [
        (phase, sessions, all(one.on is not None and one.on < today for one in sessions))
        for phase, sessions in found
    ]


@dataclass(frozen=True)
class CopyLine:
    """Something that the visitor needs to have. `open`: they can say that it has come; `late`: it should be back."""

    material: Material
    state: rules.CopyState
    copy: Copy | None
    open: bool
    late: bool


def _copy_line(material: Material, copy: Copy | None) -> CopyLine:
    state = copy.state if copy else rules.CopyState.TO_SEND
    has = copy is not None and copy.confirmed_at is not None
    late = rules.is_late(state, copy.lent_until if copy else None, clock.today())
    return CopyLine(material, state, copy, state in rules.CAN_CONFIRM and not has, late)


def _state_of(session: Session, coming: Session | None, now: datetime) -> tuple[str, str]:
    """Where a session stands on the line: its words and its tone."""
    if session.state is SessionState.CANCELED:
        return _("Canceled"), "stop"
    if coming is not None and session.id == coming.id:
        return _("Next"), "honey"
    over = session.ends_at <= now if session.ends_at else session.on is not None and session.on < now.date()
    return (_("Over"), "") if over else (_("Ahead"), "brand")


@bp.post("/cohorts/<cohort_ref>/materials/<material_ref>/mine")
@guard.needs(Permission.COHORT_MEET, cohort=learning_queries.cohort_by_ref)
def confirm_copy(cohort: Cohort, material_ref: str) -> Any:
    """I have it."""
    material = kept.material_in(cohort, material_ref)
    if material is None or own_enrollment(cohort) is None or not ButtonForm().validate_on_submit():
        raise NotFound
    looking_after.confirm_copy(cohort=cohort, material=material, by=guard.actor(), now=clock.now())
    flask.flash(_("Noted: you have “%(title)s”.", title=material.title), "done")
    return flask.redirect(flask.url_for("learning.together", cohort_ref=cohort.ref), 303)


@bp.route("/cohorts/<cohort_ref>/together/me", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_MEET, cohort=learning_queries.cohort_by_ref)
def introduction(cohort: Cohort) -> Any:
    """What my cohort sees of me: chosen field by field, with a preview before it is saved."""
    person = account_queries.own_person(guard.actor())
    row = queries.introduction_of(cohort, person.id)
    form: Any = forms.IntroductionForm(data=_chosen(row, person.name))
    refused: list[str] = []
    valid = form.validate_on_submit()
    if valid and flask.request.form.get("act") != "preview":
        try:
            return _introduced(cohort, form)
        except Refused as error:
            refused = undone(error)
            person = account_queries.own_person(guard.actor())
    page = flask.render_template(
        "learning/introduction.html", cohort=cohort, form=form, refused=refused, row=row, email=person.email,
        role=queries.circle_of(cohort, now=clock.now()).roles.get(person.id, Role.ADMINISTRATOR),
        preview=flask.request.form.get("act") == "preview",
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" and (refused or not valid) else 200


def _chosen(row: Introduction | None, name: str) -> dict[str, Any]:
    """What stands in the form at first: what was chosen; of who never chose, only the name is proposed."""
    if row is None:
        return {"name": name}
    texts = {field: getattr(row, field) for field in SHOWN}
    return {**texts, "email": row.email_shared_at is not None, "mails": row.mails}


def _introduced(cohort: Cohort, form: Any) -> Any:
    actor = guard.actor()
    texts = {field: form[field].data or "" for field in SHOWN}
    if flask.request.form.get("act") == "hide":
        texts = dict.fromkeys(SHOWN, "")
        form.email.data = False
    actions.introduce(
        cohort=cohort, person=account_queries.own_person(actor), mails=form.mails.data, by=actor, now=clock.now(),
        shown=actions.Shown(**texts, email=form.email.data),
    )  # fmt: skip
    if texts["name"]:
        flask.flash(_("Saved. Your cohort sees it from now on."), "done")
    else:
        flask.flash(_("Saved. Your cohort sees nothing of you on its page any more."), "done")
    return flask.redirect(flask.url_for("learning.together", cohort_ref=cohort.ref), 303)


@bp.route("/cohort-mail/<token>", methods=["GET", "POST"])
@guard.public
def stop_mails(token: str) -> Any:
    """The link in a mail about new posts: one button, no sign-in."""
    row = queries.introduction_by_ref(token) if token.isascii() else None
    if row is None:
        raise NotFound
    form = ButtonForm()
    if form.validate_on_submit():
        actions.stop_mails(introduction=row, by=guard.actor() or SYSTEM, now=clock.now())
        flask.flash(_("You get no more mail about new posts in this cohort."), "done")
        return flask.redirect(flask.url_for("learning.stop_mails", token=token), 303)
    return flask.render_template("learning/stop_mails.html", row=row, form=form)
