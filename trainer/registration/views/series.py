"""What will a series talk about, and what did its sessions leave behind? For who has a place, and who leads it."""

from typing import Any

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.queries import own_person
from trainer.core import clock
from trainer.core.errors import NotFound, Reason, Refused
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.registration import forms, queries
from trainer.registration.actions import series as actions
from trainer.registration.models import Registration
from trainer.registration.queries import series as series_queries
from trainer.registration.rules.formats import JOINS
from trainer.registration.rules.season import is_series
from trainer.registration.rules.series import SeriesReason
from trainer.registration.views.blueprint import bp
from trainer.schedule.models import Offering, Session
from trainer.schedule.wording import dates


def has_series(offering: Offering) -> bool:
    """Whether an offering has topics and resources."""
    return is_series(offering.kind, per_session=offering.per_session)


@bp.get("/registrations/<registration_ref>/series")
@guard.needs(Permission.REGISTRATION_OWN, registration=queries.registration_by_ref)
def series(registration: Registration) -> str:
    """For somebody with a place: topics to suggest and vote for, and the resources."""
    return _own_page(registration, forms.TopicForm(formdata=None), [])


@bp.post("/registrations/<registration_ref>/series/topics")
@guard.needs(Permission.REGISTRATION_OWN, registration=queries.registration_by_ref)
def suggest_topic(registration: Registration) -> Any:
    """Suggest a topic."""
    form, refused = forms.TopicForm(), []
    offering = _of(registration)
    if form.validate_on_submit():
        try:
            actions.suggest_topic(
                offering=offering, person=own_person(guard.actor()), text=form.text.data or "", by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Your topic is on the list, with your vote for it."), "done")
            return _back_to(registration)
        except Refused as error:
            refused = undone(error)
    return _own_page(registration, form, refused), 422


@bp.post("/registrations/<registration_ref>/series/vote")
@guard.needs(Permission.REGISTRATION_OWN, registration=queries.registration_by_ref)
def vote(registration: Registration) -> Any:
    """Give a vote to a topic, or take it back."""
    topic = series_queries.topic_in(_of(registration), flask.request.form.get("topic", ""))
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    if topic is None:
        raise Refused(Reason(SeriesReason.TOPIC_GONE))
    actions.vote(
        topic=topic, person=own_person(guard.actor()), wants=flask.request.form.get("wants") == "yes"
    )
    flask.flash(_("Your vote is counted."), "done")
    return _back_to(registration)


def _of(registration: Registration) -> Offering:
    if registration.state not in JOINS or not has_series(registration.offering):
        raise NotFound
    return registration.offering


def _back_to(registration: Registration) -> Any:
    return flask.redirect(flask.url_for("registration.series", registration_ref=registration.ref), 303)


def _own_page(registration: Registration, form: forms.TopicForm, refused: list[str]) -> str:
    offering = _of(registration)
    return flask.render_template(
        "registration/series.html", registration=registration, offering=offering, form=form, refused=refused,
        topics=series_queries.topics(offering, registration.person_id), answer=forms.AnswerForm(),
        left=_left_behind(offering), days={one.id: _day(one, offering) for one in offering.sessions},
    )  # fmt: skip


def _day(session: Session, offering: Offering) -> str:
    return dates.session_when(session, offering.zone, "short")


def _left_behind(offering: Offering) -> list[tuple[str, list[Any]]]:
    """The resources by session, latest first; of a session that is no longer planned, under no day."""
    found: dict[int | None, list[Any]] = {}
    for resource in series_queries.resources(offering):
        found.setdefault(resource.session_id, []).append(resource)
    days = [(_day(one, offering), found[one.id]) for one in reversed(offering.sessions) if one.id in found]
    return days + ([("", found[None])] if None in found else [])


@bp.get("/offerings/<offering_ref>/series")
@guard.needs(Permission.ROSTER_SEE, offering=queries.any_offering)
def lead_series(offering: Offering) -> str:
    """For its trainers and administrators: choose topics, add resources."""
    return _lead_page(offering, _resource_form(offering, bare=True), [])


@bp.post("/offerings/<offering_ref>/series/resources")
@guard.needs(Permission.ROSTER_SEE, offering=queries.any_offering)
def add_resource(offering: Offering) -> Any:
    """Add what a session left behind."""
    form, refused = _resource_form(offering), []
    if form.validate_on_submit():
        session = next(one for one in offering.sessions if one.key == form.session.data)
        try:
            actions.add_resource(
                offering=offering, session=session, title=form.title.data or "", url=form.url.data or "",
                note=form.note.data or "", by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Added. Everybody with a place can open it."), "done")
            return _back_to_lead(offering)
        except Refused as error:
            refused = undone(error)
    return _lead_page(offering, form, refused), 422


@bp.post("/offerings/<offering_ref>/series/choose")
@guard.needs(Permission.ROSTER_SEE, offering=queries.any_offering)
def choose_topic(offering: Offering) -> Any:
    """Say which session takes up a topic, or take the topic away."""
    sent = flask.request.form
    topic = series_queries.topic_in(offering, sent.get("topic", ""))
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    if topic is None:
        raise Refused(Reason(SeriesReason.TOPIC_GONE))
    if sent.get("do") == "remove":
        actions.remove_topic(offering=offering, topic=topic, by=guard.actor(), now=clock.now())
        flask.flash(_("The topic was taken away."), "done")
        return _back_to_lead(offering)
    session = next((one for one in offering.sessions if one.key == sent.get("session")), None)
    actions.choose_topic(offering=offering, topic=topic, session=session, by=guard.actor(), now=clock.now())
    flask.flash(_("The topic is set.") if session else _("The topic is open again."), "done")
    return _back_to_lead(offering)


@bp.post("/offerings/<offering_ref>/series/remove")
@guard.needs(Permission.ROSTER_SEE, offering=queries.any_offering)
def remove_resource(offering: Offering) -> Any:
    """Take a resource away."""
    resource = series_queries.resource_in(offering, flask.request.form.get("resource", ""))
    if resource is None or not forms.AnswerForm().validate_on_submit():
        raise NotFound
    actions.remove_resource(offering=offering, resource=resource, by=guard.actor(), now=clock.now())
    flask.flash(_("The resource was taken away."), "done")
    return _back_to_lead(offering)


def _resource_form(offering: Offering, *, bare: bool = False) -> Any:
    form = forms.ResourceForm(formdata=None) if bare else forms.ResourceForm()
    now = clock.now()
    begun = [one for one in offering.sessions if one.starts_at and one.starts_at <= now]
    form.session.choices = [SelectChoice(one.key, _day(one, offering)) for one in reversed(begun)]
    return form


def _lead_page(offering: Offering, form: Any, refused: list[str]) -> str:
    if not has_series(offering):
        raise NotFound
    return flask.render_template(
        "registration/lead_series.html", offering=offering, form=form, refused=refused,
        topics=series_queries.topics(offering, None), answer=forms.AnswerForm(), left=_left_behind(offering),
        days=[(one.key, one.id, _day(one, offering)) for one in offering.sessions],
        ahead=sentence(Reason(SeriesReason.SESSION_AHEAD)),
    )  # fmt: skip


def _back_to_lead(offering: Offering) -> Any:
    return flask.redirect(flask.url_for("registration.lead_series", offering_ref=offering.ref), 303)
