"""Which messages does the showcase send, and to whom? No needs, no story and no review in any of them."""

from datetime import datetime
from typing import Any

from trainer.accounts import queries as accounts_queries
from trainer.accounts.models import Person
from trainer.core import outbox
from trainer.core.calendar import CANCELED
from trainer.core.db import db
from trainer.permissions import Permission
from trainer.showcase import queries
from trainer.showcase.models import Call, Copresenter, Proposal
from trainer.showcase.rules import ProposalState


def named(call: Call, person: Person, *, now: datetime) -> None:
    """To a new member of the committee."""
    outbox.put(
        kind="showcase.named", to=person.id, now=now, dedupe=f"call:{call.ref}:named:{person.ref}:{now.isoformat()}",
        params={
            "offering": call.offering.title, "until": call.open_until.isoformat(),
            "path": f"/calls/{call.ref}/reviews",
        },
        access=(Permission.PROPOSAL_REVIEW.value, [["call", call.id]]),
    )  # fmt: skip


def asked(one: Copresenter, *, now: datetime) -> None:
    """To somebody who is asked to present together; nobody is told whether an address is known here."""
    if one.person_id is None:
        return
    proposal = one.proposal
    outbox.put(
        kind="showcase.asked", to=one.person_id, now=now, dedupe=f"proposal:{proposal.ref}:asked:{one.ref}",
        params={
            "presenter": proposal.presenter.name, "title": proposal.title, "offering": proposal.call.offering.title,
            "path": f"/co-presenters/{one.ref}",
        },
        access=(Permission.PROPOSAL_ANSWER.value, [["person", one.person_id]]),
    )  # fmt: skip


def take_back_question(one: Copresenter, *, now: datetime) -> None:
    """Somebody is no longer asked: what was not sent yet is not sent."""
    outbox.cancel(dedupe_prefix=f"proposal:{one.proposal.ref}:asked:{one.ref}", now=now)


def take_back(proposal: Proposal, *, now: datetime) -> None:
    """Nothing more is asked about a proposal, and nobody is reminded of it."""
    for what in ("asked", "remind"):
        outbox.cancel(dedupe_prefix=f"proposal:{proposal.ref}:{what}:", now=now)


def answered(one: Copresenter, *, confirmed: bool, now: datetime) -> None:
    """To the presenter: somebody presents together with them, or does not."""
    proposal = one.proposal
    outbox.put(
        kind="showcase.answered", to=proposal.presenter_id, now=now,
        dedupe=f"proposal:{proposal.ref}:answered:{one.ref}:{now.isoformat()}",
        params={
            "other": one.person.name if one.person else one.email, "title": proposal.title, "confirmed": confirmed,
            "path": f"/proposals/{proposal.ref}",
        },
        access=_access(proposal.presenter_id),
    )  # fmt: skip


def decided(proposal: Proposal, *, now: datetime) -> None:
    """To everybody who presents: what was decided, with the reason in the office's own words."""
    for person in proposal.presenters:
        _to_presenter(
            "decided", proposal, person, f"decided:{now.isoformat()}", now=now, outcome=proposal.state.value,
            reason=proposal.reason, leads=person.id == proposal.presenter_id,
        )  # fmt: skip


def withdrawn(proposal: Proposal, *, accepted: bool, now: datetime) -> None:
    """To whoever would have presented it together; and to the administrators where it was accepted."""
    office: tuple[str, list[Any]] = (Permission.CALL_MANAGE.value, [])
    readers: dict[int, tuple[str, Any]] = {
        person.id: ("/showcase", _access(person.id)) for person in proposal.presenters[1:]
    }
    for grant in db.session.scalars(accounts_queries.administrators()) if accepted else ():
        readers[grant.person_id] = (f"/offerings/{proposal.call.offering.ref}/call", office)
    for person_id, (path, access) in sorted(readers.items()):
        outbox.put(
            kind="showcase.withdrawn", to=person_id, now=now, dedupe=f"proposal:{proposal.ref}:withdrawn:{person_id}",
            params={
                "presenter": proposal.presenter.name, "title": proposal.title, "accepted": accepted,
                "offering": proposal.call.offering.title, "path": path,
            },
            access=access,
        )  # fmt: skip


def canceled(proposal: Proposal, call: Call, *, now: datetime) -> set[int]:
    """To whoever wrote it, presents it or was asked to: the offering was canceled, and what becomes of it. Their ids.

    Where it stood on the public program, it leaves their calendars.
    """
    take_back(proposal, now=now)
    where = queries.by_proposal(call.program).get(proposal.id) if proposal.on_program else None
    event = _event(proposal, call, where, off=True) if where else None
    sure = {person.id for person in proposal.presenters}
    told = set(proposal.people) if proposal.submitted_at else sure  # a draft has asked nobody yet
    for person_id in sorted(told):
        mine = person_id in sure
        outbox.put(
            kind="showcase.canceled", to=person_id, now=now, dedupe=f"proposal:{proposal.ref}:canceled:{person_id}",
            params={
                "title": proposal.title, "offering": call.offering.title, "why": call.offering.canceled_why,
                "presents": mine, "presenter": proposal.presenter.name, "calendar": [event] if event and mine else [],
                "path": f"/proposals/{proposal.ref}" if mine else "/showcase",
            },
            access=_access(person_id),
        )  # fmt: skip
    return told


def _event(proposal: Proposal, call: Call, where: dict[str, Any], *, off: bool) -> dict[str, Any] | None:
    """A presentation in a calendar; None when its session has lost its times. The sequence rises with each version."""
    starts, ends = queries.moment_of(call, where), queries.moment_of(call, where, "ends")
    if starts is None or ends is None:
        return None
    return {
        "uid": f"presentation.{proposal.ref}", "sequence": call.version + (call.canceled_at is not None),
        "title": proposal.title, "starts": starts.isoformat(), "ends": ends.isoformat(), "zone": call.offering.zone,
        "place": where["room"], "url": f"/proposals/{proposal.ref}", "status": CANCELED if off else "CONFIRMED",
    }  # fmt: skip


def placed(
    proposal: Proposal,
    call: Call,
    what: str,
    where: dict[str, Any],
    *,
    now: datetime,
    only: Person | None = None,
) -> None:
    """To everybody who presents, or to one of them: where and when, that it moved, or that it is off the program."""
    event = _event(proposal, call, where, off=what == "off")
    if event is None or datetime.fromisoformat(event["starts"]) <= now:
        return
    for person in [only] if only else proposal.presenters:
        _to_presenter(
            "placed", proposal, person, f"placed:{call.version}", now=now, what=what, starts=event["starts"],
            zone=call.offering.zone, own_zone=person.zone or call.offering.zone, room=where["room"],
            join=bool(where["link"]), confirmed=proposal.state is ProposalState.CONFIRMED, calendar=[event],
        )  # fmt: skip


def reminder_key(proposal: Proposal, where: dict[str, Any], person: Person) -> str:
    """Under which name somebody is reminded once: if it moves to another day, once more for that one."""
    return f"proposal:{proposal.ref}:remind:{where['on']}:{person.ref}"


def reminder(proposal: Proposal, call: Call, where: dict[str, Any], person: Person, *, now: datetime) -> None:
    """To somebody who presents in some days: room, time in their own zone, what to bring; not after it began."""
    event, offering = _event(proposal, call, where, off=False), call.offering
    if event is None:
        return
    starts, ends = (datetime.fromisoformat(event[side]) for side in ("starts", "ends"))
    _to_presenter(
        "reminder", proposal, person, f"remind:{where['on']}", now=now, not_after=starts, starts=event["starts"],
        zone=offering.zone, own_zone=person.zone or offering.zone, join=bool(where["link"]),
        room=f"{where['room']}, {offering.place}" if offering.place else where["room"], bring=offering.bring,
        parking=offering.parking, minutes=round((ends - starts).total_seconds() / 60),
        confirmed=proposal.state is ProposalState.CONFIRMED, leads=person.id == proposal.presenter_id, calendar=[event],
    )  # fmt: skip


def _to_presenter(
    kind: str, proposal: Proposal, person: Person, key: str, *, now: datetime, not_after: datetime | None = None,
    **more: Any,
) -> None:  # fmt: skip
    outbox.put(
        kind=f"showcase.{kind}", to=person.id, now=now, not_after=not_after,
        dedupe=f"proposal:{proposal.ref}:{key}:{person.ref}",
        params={
            "title": proposal.title, "offering": proposal.call.offering.title, "path": f"/proposals/{proposal.ref}",
            **more,
        },
        access=_access(person.id),
    )  # fmt: skip


def _access(person_id: int) -> tuple[str, list[list[Any]]]:
    return Permission.PROPOSAL_SEE.value, [["person", person_id]]
