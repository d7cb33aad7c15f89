"""How does a mentor plan a meeting, move it, write it down, and say that it did not take place?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import ButtonForm, as_lock
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.mentoring import actions, forms, queries, rules
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingMode, MeetingState, MissedBy
from trainer.mentoring.rules.support import SupportSource
from trainer.mentoring.views.blueprint import bp
from trainer.permissions import Permission


def _zone() -> str:
    return str(clock.zone(guard.actor().zone).key)


@bp.route("/pairs/<pair_ref>/plan", methods=["GET", "POST"])
@guard.needs(Permission.MENTORING_WRITE, pair=queries.pair_by_ref)
def plan(pair: Pair) -> Any:
    """Plan a meeting: both of them get a mail with it for their calendars."""
    form, refused = forms.PlanForm(zone=_zone()), []
    if form.validate_on_submit():
        try:
            meeting = actions.plan_meeting(
                pair=pair, starts_at=form.starts_at, zone=form.zone, planned_minutes=form.minutes.data,
                mode=MeetingMode(form.mode.data), link=form.link.data or "", by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("The meeting is planned. You both get it by mail, for your calendars."), "done")
            return flask.redirect(flask.url_for("mentoring.meeting", meeting_ref=meeting.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "mentoring/plan.html", form=form, refused=refused, pair=pair, meeting=None, zone=form.zone
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.route("/pairs/<pair_ref>/record", methods=["GET", "POST"])
@guard.needs(Permission.MENTORING_WRITE, pair=queries.pair_by_ref)
def record(pair: Pair) -> Any:
    """Write down a meeting that took place without having been planned here."""
    form, refused = forms.RecordForm(zone=_zone()), []
    if form.validate_on_submit():
        try:
            meeting = actions.record_meeting(
                pair=pair, starts_at=form.starts_at, zone=form.zone, mode=MeetingMode(form.mode.data),
                by=guard.actor(), now=clock.now(), **form.notes(),
            )  # fmt: skip
            flask.flash(_("The meeting is written down."), "done")
            return flask.redirect(flask.url_for("mentoring.meeting", meeting_ref=meeting.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "mentoring/hold.html", form=form, refused=refused, pair=pair, meeting=None, zone=form.zone
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/meetings/<meeting_ref>")
@guard.needs(Permission.MENTORING_SEE, meeting=queries.meeting_by_ref)
def meeting(meeting: Meeting) -> str:
    """One meeting: when, how, and what came of it."""
    me, now = guard.actor().person_id, clock.now()
    return flask.render_template(
        "mentoring/meeting.html", meeting=meeting, pair=meeting.pair, form=ButtonForm(),
        own=me == meeting.trainee_id, writes=me == meeting.mentor_id, begun=meeting.starts_at <= now,
        reads=rules.reads_notes(
            person_id=me, trainee_id=meeting.trainee_id, mentor_id=meeting.mentor_id, handed_to=meeting.handed_to
        ),
        topics=queries.topics_of(meeting) if me in (meeting.trainee_id, meeting.mentor_id) else [], me=me,
        missed_ways=list(MissedBy),
        call=queries.support_from(SupportSource.MEETING, meeting.ref, open_only=False),
    )  # fmt: skip


@bp.route("/meetings/<meeting_ref>/change", methods=["GET", "POST"])
@guard.needs(Permission.MENTORING_WRITE, meeting=queries.meeting_by_ref)
def change(meeting: Meeting) -> Any:
    """Move a planned meeting."""
    local = meeting.starts_at.astimezone(clock.zone(meeting.zone))
    form: Any = forms.PlanForm(
        zone=meeting.zone, on=local.date(), starts=local.time(), minutes=meeting.planned_minutes,
        mode=meeting.mode.value, link=meeting.link, lock=str(meeting.lock),
    )  # fmt: skip
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.change_meeting(
                meeting=meeting, starts_at=form.starts_at, zone=form.zone, planned_minutes=form.minutes.data,
                mode=MeetingMode(form.mode.data), link=form.link.data or "", lock=as_lock(form.lock.data),
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("The meeting has moved. You both get the new time by mail."), "done")
            return flask.redirect(flask.url_for("mentoring.meeting", meeting_ref=meeting.ref), 303)
        except Refused as error:
            refused, form.lock.data = undone(error), str(meeting.lock)
    page = flask.render_template(
        "mentoring/plan.html", form=form, refused=refused, pair=meeting.pair, meeting=meeting, zone=form.zone
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.route("/meetings/<meeting_ref>/hold", methods=["GET", "POST"])
@guard.needs(Permission.MENTORING_WRITE, meeting=queries.meeting_by_ref)
def hold(meeting: Meeting) -> Any:
    """Write a meeting down: how long, what both keep, what is next, and what only the mentor keeps."""
    if meeting.mentor_id != guard.actor().person_id:
        flask.abort(403)
    form: Any = forms.HoldForm(
        minutes=meeting.minutes or meeting.planned_minutes, shared_note=meeting.shared_note,
        next_step=meeting.next_step, private_note=meeting.private_note, lock=str(meeting.lock), next_on=meeting.next_on,
        note_kept=meeting.note_kept,
    )  # fmt: skip
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.hold_meeting(
                meeting=meeting, lock=as_lock(form.lock.data), by=guard.actor(), now=clock.now(),
                **form.notes(),
            )  # fmt: skip
            flask.flash(_("The meeting is written down."), "done")
            return flask.redirect(flask.url_for("mentoring.meeting", meeting_ref=meeting.ref), 303)
        except Refused as error:
            refused, form.lock.data = undone(error), str(meeting.lock)
    page = flask.render_template(
        "mentoring/hold.html", form=form, refused=refused, pair=meeting.pair, meeting=meeting, zone=meeting.zone,
        begun=meeting.starts_at <= clock.now() and meeting.state is not MeetingState.CANCELED,
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/meetings/<meeting_ref>/miss")
@guard.needs(Permission.MENTORING_WRITE, meeting=queries.meeting_by_ref)
def miss(meeting: Meeting) -> Any:
    """Say that a planned meeting did not take place."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    sent = flask.request.form.get("missed_by", "")
    missed_by = MissedBy(sent) if sent in set(MissedBy) else None
    actions.miss_meeting(meeting=meeting, missed_by=missed_by, by=guard.actor(), now=clock.now())
    flask.flash(_("The meeting is marked as missed. Propose new times when you are ready."), "done")
    return flask.redirect(flask.url_for("mentoring.meeting", meeting_ref=meeting.ref), 303)


@bp.post("/meetings/<meeting_ref>/cancel")
@guard.needs(Permission.MENTORING_SEE, meeting=queries.meeting_by_ref)
def cancel(meeting: Meeting) -> Any:
    """Call a planned meeting off."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.cancel_meeting(meeting=meeting, by=guard.actor(), now=clock.now())
    flask.flash(
        _("The meeting is canceled. You both get a mail that takes it out of your calendars."), "done"
    )
    return flask.redirect(flask.url_for("mentoring.pair", pair_ref=meeting.pair.ref), 303)
