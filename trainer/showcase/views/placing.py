"""How is the program made: rooms, times, publication?"""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.schedule.wording import dates
from trainer.showcase import actions, forms, queries
from trainer.showcase.models import Call, Proposal, ShowRoom, Slot
from trainer.showcase.rules import ProposalState
from trainer.showcase.rules import program as rules
from trainer.showcase.views.blueprint import bp


@bp.route("/calls/<call_ref>/program", methods=["GET", "POST"])
@guard.needs(Permission.CALL_MANAGE, call=queries.call_by_ref)
def editor(call: Call) -> Any:
    """The program as it is planned; add a room, or give something its time."""
    act = flask.request.form.get("act", "")
    room, slot = forms.RoomForm(), _slot_form(call, None)
    refused: list[str] = []
    try:
        if act == "room" and room.validate_on_submit():
            actions.add_room(
                call=call,
                name=room.name.data or "",
                link=room.link.data or "",
                by=guard.actor(),
                now=clock.now(),
            )
            flask.flash(_("The room is there."), "done")
            return _back(call)
        if act == "slot" and slot.validate_on_submit():
            made = actions.place(
                call=call, where=_where(call, slot, chosen := _chosen(call, slot)), proposal=chosen,
                title=slot.title.data or "",
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("“%(title)s” is on the program.", title=queries.placed(made).title), "done")
            return _back(call)
    except Refused as error:
        refused = undone(error)
    page = _page(call, room, slot, refused)
    return page, 422 if act else 200


def _back(call: Call) -> Any:
    return flask.redirect(flask.url_for("showcase.editor", call_ref=call.ref), 303)


def _page(call: Call, room: forms.RoomForm, slot: forms.SlotForm, refused: list[str]) -> str:
    slots = queries.slots_of(call.id)
    accepted = queries.proposals_of(call.id)
    told = actions.changes(call, queries.snapshot(slots))
    return flask.render_template(
        "showcase/editor.html", call=call, offering=call.offering, slots=slots, rooms=queries.rooms_of(call.id),
        sessions=queries.sessions_of(call), unplaced=queries.unplaced(accepted, slots), room_form=room, slot_form=slot,
        refused=refused, faults=rules.faults([queries.placed(one) for one in slots], queries.spans_of(call)),
        changed=call.program != queries.snapshot(slots),
        told=[(one, told[one.id]) for one in accepted if one.id in told], button=ButtonForm(),
        confirmed=ProposalState.CONFIRMED,
    )  # fmt: skip


def _slot_form(call: Call, slot: Slot | None) -> forms.SlotForm:
    typed: dict[str, Any] = {}
    if slot is not None:
        typed = {
            "title": slot.title, "session": str(slot.session_id), "room": slot.room.ref, "starts": slot.starts,
            "ends": slot.ends,
        }  # fmt: skip
    form = forms.SlotForm(data=typed)
    free = [] if slot else queries.unplaced(queries.proposals_of(call.id), queries.slots_of(call.id))
    form.offer(
        sessions=[
            (str(one.id), dates.session_when(one, call.offering.zone)) for one in queries.sessions_of(call)
        ],
        rooms=[(one.ref, one.name) for one in queries.rooms_of(call.id)],
        proposals=[(one.ref, _named(one, call)) for one in free],
    )
    return form


def _named(proposal: Proposal, call: Call) -> str:
    minutes = call.formats.get(proposal.format.value, 0) if proposal.format else 0
    names = ", ".join(person.name for person in proposal.presenters)
    return f"{proposal.title} ({names}; {ngettext('%(num)d minute', '%(num)d minutes', minutes)})"


def _where(call: Call, form: forms.SlotForm, proposal: Proposal | None) -> actions.Where:
    """What was typed. Without an end, the minutes of the proposal's format; what has none ends as it begins, which the
    rules refuse."""
    room = next(one for one in queries.rooms_of(call.id) if one.ref == form.room.data)
    format = proposal.format.value if proposal and proposal.format else ""
    ends = form.ends.data or rules.after(form.starts.data, call.formats.get(format, 0))
    return actions.Where(int(form.session.data), room.id, form.starts.data, ends)


def _chosen(call: Call, form: forms.SlotForm) -> Proposal | None:
    if not form.what.data:
        return None
    found = queries.proposal_by_ref(form.what.data)
    if found is None or found.call_id != call.id or found.submitted_at is None:
        raise NotFound
    return found


@bp.route("/program-slots/<slot_ref>", methods=["GET", "POST"])
@guard.needs(Permission.CALL_MANAGE, slot=queries.slot_by_ref)
def change_slot(slot: Slot) -> Any:
    """Move something on the program, or take it off."""
    call, form, refused = slot.call, _slot_form(slot.call, slot), []
    title = queries.placed(slot).title
    if flask.request.form.get("act") == "remove":
        actions.remove(slot=slot, by=guard.actor(), now=clock.now())
        flask.flash(_("“%(title)s” is off the program.", title=title), "done")
        return _back(call)
    if form.validate_on_submit():
        try:
            actions.move(
                slot=slot,
                where=_where(call, form, slot.proposal),
                title=form.title.data or "",
                by=guard.actor(),
                now=clock.now(),
            )
            flask.flash(_("“%(title)s” has its new place.", title=title), "done")
            return _back(call)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "showcase/slot.html", slot=slot, call=call, form=form, refused=refused, title=title
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/program-rooms/<room_ref>", methods=["GET", "POST"])
@guard.needs(Permission.CALL_MANAGE, room=queries.room_by_ref)
def change_room(room: ShowRoom) -> Any:
    """Another name or link for a room, or drop it."""
    call, refused = room.call, []
    form = forms.RoomForm(data={"name": room.name, "link": room.link})
    try:
        if flask.request.form.get("act") == "remove":
            actions.remove_room(room=room, by=guard.actor(), now=clock.now())
            flask.flash(_("The room is dropped."), "done")
            return _back(call)
        if form.validate_on_submit():
            actions.change_room(
                room=room,
                name=form.name.data or "",
                link=form.link.data or "",
                by=guard.actor(),
                now=clock.now(),
            )
            flask.flash(_("The room is changed."), "done")
            return _back(call)
    except Refused as error:
        refused = undone(error)
    page = flask.render_template("showcase/room.html", room=room, call=call, form=form, refused=refused)
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/calls/<call_ref>/program/publish")
@guard.needs(Permission.CALL_MANAGE, call=queries.call_by_ref)
def publish(call: Call) -> Any:
    """Make the program public as it is planned, and tell the presenters whom it concerns."""
    try:
        told = actions.publish_program(call=call, by=guard.actor(), now=clock.now())
    except Refused as error:
        refused = undone(error)
        return _page(call, forms.RoomForm(), _slot_form(call, None), refused), 422
    many = ngettext(
        "%(num)d presentation is new or moved.", "%(num)d presentations are new or moved.", len(told)
    )
    flask.flash(_("The program is public. %(many)s Their presenters are told.", many=many), "done")
    return _back(call)
