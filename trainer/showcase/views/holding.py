"""Which presentations were held, and by whom?"""

from datetime import datetime
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer import permissions
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import ButtonForm
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.showcase import actions, queries
from trainer.showcase.models import Call, Slot
from trainer.showcase.views.blueprint import bp


@bp.route("/calls/<call_ref>/held", methods=["GET", "POST"])
@guard.needs(Permission.ATTENDANCE_MARK, call=queries.call_by_ref)
def held(call: Call) -> Any:
    """Tick who presented: it counts for them as a share-out."""
    form, refused, now = ButtonForm(), [], clock.now()
    slots = [
        slot for slot in queries.slots_of(call.id) if slot.proposal is not None and slot.proposal.on_program
    ]
    over = [slot for slot in slots if _is_over(slot, call, now)]
    ticked = set(flask.request.form.getlist("presented"))
    if form.validate_on_submit():
        try:
            kept = actions.mark_held(call=call, held=_pairs(over, ticked), by=guard.actor(), now=now)
            flask.flash(
                ngettext(
                    "Written down: %(num)d person presented.", "Written down: %(num)d people presented.", kept
                ), "done",
            )  # fmt: skip
            return flask.redirect(flask.url_for("showcase.held", call_ref=call.ref), 303)
        except Refused as error:
            refused = undone(error)
    there = queries.presented_of([slot.proposal_id for slot in slots if slot.proposal_id])
    page = flask.render_template(
        "showcase/held.html", call=call, offering=call.offering, over=over, later=len(slots) - len(over), form=form,
        refused=refused, there=there, first=call.held_at is None, ticked=ticked if refused else None,
        can_record=permissions.allowed(guard.actor(), Permission.CALL_MANAGE)
        and bool(queries.days_over(call.offering, now=now)),
        lede=_("Tick who was there and presented. Whoever did not come is left out; you can correct it later."),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _is_over(slot: Slot, call: Call, now: datetime) -> bool:
    ends = queries.ends_of(slot, call)
    return ends is not None and ends <= now and call.version > 0


def _pairs(slots: list[Slot], ticked: set[str]) -> set[tuple[int, int]]:
    """What was ticked, as pairs of proposal and person: `<proposal>.<person>`, by their references."""
    return {
        (slot.proposal.id, person.id)
        for slot in slots
        if slot.proposal is not None
        for person in slot.proposal.presenters
        if f"{slot.proposal.ref}.{person.ref}" in ticked
    }
