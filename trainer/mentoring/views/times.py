"""Which times suit both, what do we want to talk about, and which meetings are there?"""

from datetime import date, datetime
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.mentoring import actions, forms, queries
from trainer.mentoring.models import Meeting, Pair, Proposal
from trainer.mentoring.rules import MeetingMode, MeetingState
from trainer.mentoring.rules.times import ProposalState
from trainer.mentoring.views.blueprint import bp
from trainer.permissions import Permission, Role


@bp.route("/pairs/<pair_ref>/propose", methods=["GET", "POST"])
@guard.needs(Permission.MENTORING_SEE, pair=queries.pair_by_ref)
def propose(pair: Pair) -> Any:
    """Propose up to three times; `meeting` names a planned one that would move."""
    zone = str(clock.zone(guard.actor().zone).key)
    moving = _moving(pair)
    form: Any = forms.ProposeForm(zone=zone, **_as_it_is(moving))
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            made = actions.propose_times(
                pair=pair, moments=form.moments(), zone=zone, minutes=form.minutes.data, meeting=moving,
                mode=MeetingMode(form.mode.data), link=form.link.data or "", note=form.note.data or "",
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Sent. %(name)s takes one, or proposes others.", name=made.to.name), "done")
            return flask.redirect(flask.url_for("mentoring.times", times_ref=made.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "mentoring/propose.html", form=form, refused=refused, pair=pair, zone=zone, moving=moving,
        own=pair.trainee_id == guard.actor().person_id, before=queries.open_proposal(pair.id),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _moving(pair: Pair) -> Meeting | None:
    found = queries.meeting_by_ref(flask.request.args.get("meeting", ""))
    return found if found and found.pair_id == pair.id and found.state is MeetingState.PLANNED else None


def _as_it_is(moving: Meeting | None) -> dict[str, Any]:
    if moving is None:
        return {}
    return {"minutes": moving.planned_minutes, "mode": moving.mode.value, "link": moving.link}


@bp.route("/times/<times_ref>", methods=["GET", "POST"])
@guard.needs(Permission.MENTORING_SEE, times=queries.proposal_by_ref)
def times(times: Proposal) -> Any:
    """The proposed times, each in the reader's own zone; whoever was asked takes one."""
    proposal, me, now = times, guard.actor().person_id, clock.now()
    if me not in (proposal.by_id, proposal.to_id):  # a later mentor holds the right, and was not asked
        raise NotFound
    refused: list[str] = []
    starts = queries.starts_of(proposal)
    form = ButtonForm()
    if form.validate_on_submit():
        try:
            meeting = actions.take_time(
                proposal=proposal, starts_at=_chosen(starts), by=guard.actor(), now=now
            )
            flask.flash(_("The meeting is planned. You both get it by mail, for your calendars."), "done")
            return flask.redirect(flask.url_for("mentoring.meeting", meeting_ref=meeting.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "mentoring/times.html", proposal=proposal, pair=proposal.pair, starts=starts, form=form, refused=refused,
        now=now, asked=me == proposal.to_id, mine=me == proposal.by_id, open=proposal.state is ProposalState.OPEN,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _chosen(starts: list[datetime]) -> datetime:
    """The moment whose number the button sent; one that is not there is refused as answered."""
    sent = flask.request.form.get("time", "")
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else len(starts)
    return starts[number] if number < len(starts) else datetime.max.replace(tzinfo=starts[0].tzinfo)


@bp.post("/times/<times_ref>/withdraw")
@guard.needs(Permission.MENTORING_SEE, times=queries.proposal_by_ref)
def withdraw_times(times: Proposal) -> Any:
    """Take proposed times back."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.withdraw_times(proposal=times, by=guard.actor(), now=clock.now())
    flask.flash(_("The times are withdrawn. Nobody is asked any more."), "done")
    return flask.redirect(flask.url_for("mentoring.pair", pair_ref=times.pair.ref), 303)


@bp.route("/meetings/<meeting_ref>/topics", methods=["GET", "POST"])
@guard.needs(Permission.MENTORING_SEE, meeting=queries.meeting_by_ref)
def topics(meeting: Meeting) -> Any:
    """What I want to talk about, with links: the other reads it beforehand."""
    me = guard.actor().person_id
    mine = next((one for one in queries.topics_of(meeting) if one.person_id == me), None)
    form: Any = forms.TopicsForm(text=mine.text if mine else "", links="\n".join(mine.links) if mine else "")
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.save_topics(
                meeting=meeting, text=form.text.data or "", addresses=form.addresses(), by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Saved. You both find it on the page of the meeting."), "done")
            return flask.redirect(flask.url_for("mentoring.meeting", meeting_ref=meeting.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "mentoring/topics.html", form=form, refused=refused, meeting=meeting,
        other=meeting.mentor.name if me == meeting.trainee_id else meeting.trainee.name,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


@bp.post("/meetings/<meeting_ref>/done")
@guard.needs(Permission.MENTORING_SEE, meeting=queries.meeting_by_ref)
def next_step_done(meeting: Meeting) -> Any:
    """The agreed next step is done."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.do_next_step(meeting=meeting, by=guard.actor(), now=clock.now())
    flask.flash(_("Done. It no longer waits for anybody."), "done")
    return flask.redirect(flask.url_for("mentoring.meeting", meeting_ref=meeting.ref), 303)


@bp.get("/meetings")
@guard.signed_in
def meetings_list() -> str:
    """All meetings of mine and of my trainees, by state, trainee and month (K14)."""
    actor, sent = guard.actor(), flask.request.args
    pairs = queries.trainees_of(actor.person_id) if actor.holds(Role.MENTOR) else []
    trainees = {pair.trainee.ref: pair.trainee for pair in pairs}
    chosen = trainees.get(sent.get("trainee", ""))
    state = MeetingState(sent["state"]) if sent.get("state") in set(MeetingState) else None
    month = _month(sent.get("month", ""))
    people = {actor.person_id, *actor.scope_ids(Role.MENTOR, "person")}
    return flask.render_template(
        "mentoring/meetings.html", states=list(MeetingState), state=state, trainees=trainees, chosen=chosen,
        month=month, me=actor.person_id,
        page=queries.meetings_page(
            people, state=state, trainee_id=chosen.id if chosen else None, month=month, after=sent.get("after")
        ),
    )  # fmt: skip


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == 7 and "2000" <= text[:4] <= "2100" else None
    except ValueError:
        return None
