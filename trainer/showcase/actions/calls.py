"""How is a call for proposals opened and changed, and who is on its committee?"""

from collections.abc import Mapping
from datetime import date, datetime

from trainer.accounts import actions as accounts
from trainer.accounts.actor import Actor
from trainer.accounts.models import Grant, Person
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.permissions import Role
from trainer.registration.queries import today_at
from trainer.schedule.models import Offering
from trainer.showcase import queries
from trainer.showcase.actions import letters
from trainer.showcase.models import Call
from trainer.showcase.rules import CallReason, proposals


def open_call(
    *, offering: Offering, open_until: date, formats: Mapping[str, int], asks: str, by: Actor, now: datetime
) -> Call:
    """Call for proposals to an offering, until the end of a day. `formats`: minutes by format. Raises Refused."""
    offering = queries.offering_anew(offering.id)
    if queries.call_of(offering.id) is not None:
        raise Refused(Reason(CallReason.CHANGED))
    _refuse(offering, open_until, None, formats, now)
    call = Call(
        offering=offering, open_until=open_until, formats=dict(formats), asks=asks.strip(), opened_at=now, lock=0,
        version=0,
    )  # fmt: skip
    db.session.add(call)
    db.session.flush()
    note("call.open", call, by=by, now=now, until=open_until.isoformat(), formats=dict(formats))
    return call


def change_call(
    *,
    call: Call,
    open_until: date,
    formats: Mapping[str, int],
    asks: str,
    lock: int,
    by: Actor,
    now: datetime,
) -> None:
    """Change a call: its last day, formats, what is asked. `lock`: what the form began with. Raises Refused."""
    call = queries.call_anew(call.id)
    refuse_canceled(call)
    if call.lock != lock:
        raise Refused(Reason(CallReason.CHANGED))
    _refuse(call.offering, open_until, call, formats, now)
    call.open_until, call.formats, call.asks = open_until, dict(formats), asks.strip()
    call.lock += 1
    db.session.flush()
    note("call.change", call, by=by, now=now, until=open_until.isoformat(), formats=dict(formats))


def _refuse(
    offering: Offering, until: date, call: Call | None, formats: Mapping[str, int], now: datetime
) -> None:
    reasons = proposals.why_not_call(
        kind=offering.kind, state=offering.state, until=until, was=call.open_until if call else None,
        today=today_at(offering, now), formats=formats, in_use=queries.formats_proposed(call.id) if call else (),
    )  # fmt: skip
    if reasons:
        raise Refused(reasons)


def add_reviewer(*, call: Call, person: Person, by: Actor, now: datetime) -> Grant:
    """Name somebody to a call's committee, and tell them. Raises Refused when they are on it already."""
    refuse_canceled(call)
    grant = accounts.grant(person=person, role=Role.REVIEWER, thing=call, cause="committee", by=by, now=now)
    letters.named(call, person, now=now)
    return grant


def end_reviewer(*, call: Call, grant: Grant, by: Actor, now: datetime) -> None:
    """Somebody leaves the committee: from now on they read nothing more of it. What they wrote stays."""
    accounts.end_grant(grant=grant, by=by, now=now)
    note("call.end_reviewer", call, by=by, now=now, reviewer=grant.person.ref)


def refuse_canceled(call: Call) -> None:
    """Raises Refused where the offering was canceled: nothing more happens there."""
    reason = proposals.why_canceled(call.offering.state, call.offering.title)
    if reason:
        raise Refused(reason)


def note(action: str, call: Call, *, by: Actor, now: datetime, **facts: object) -> None:
    """The audit row of a change of a call or its program."""
    audit.record(action=action, by=by, now=now, subject=("call", call.ref), facts=facts)
