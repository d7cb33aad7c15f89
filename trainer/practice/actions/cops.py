"""How does a CoP begin, and who facilitates it? The CoP's row is locked before anything about it is changed."""

from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.rules import tidy
from trainer.core import audit, clock
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.organizations.rules import Level
from trainer.practice import queries
from trainer.practice.actions import letters
from trainer.practice.models import Charter, Cop, Facilitator
from trainer.practice.queries.things import WITH_PEOPLE
from trainer.practice.rules import MOST_FACILITATORS, GroupKind, PracticeReason
from trainer.practice.rules.keeping import OfferState
from trainer.schedule.rules import plan as plans


def lock_cop(cop: Cop) -> Cop:
    """Lock a CoP and read it anew with its facilitators: its changes happen one by one."""
    return db.session.scalars(
        locked(select(Cop).where(Cop.id == cop.id))
        .options(WITH_PEOPLE)
        .execution_options(populate_existing=True)
    ).one()


def today_of(cop: Cop, now: datetime) -> date:
    """The day it is where the CoP meets."""
    return now.astimezone(clock.zone(cop.zone)).date()


def note(cop: Cop, action: str, *, by: Actor, now: datetime, **facts: object) -> None:
    """The audit row of a change of a CoP; never what somebody wrote in private."""
    audit.record(action=action, by=by, now=now, subject=("cop", cop.ref), facts=facts)


def found_cop(
    *,
    trainee: Person,
    name: str,
    domain: str,
    zone: str,
    language: str,
    kind: GroupKind = GroupKind.COP,
    level: Level = Level.LOCAL,
    by: Actor,
    now: datetime,
) -> Cop:
    """A new CoP with its founder as facilitator and a first draft of its charter. Raises Refused."""
    name = tidy(name)
    reasons = []
    if not name or len(name) > 200:
        reasons.append(Reason(PracticeReason.NAME_MISSING))
    if not plans.is_zone(zone):
        reasons.append(Reason(PracticeReason.UNKNOWN_ZONE))
    if queries.enrolled(trainee.id) is None:
        reasons.append(Reason(PracticeReason.NOT_TRAINEE))
    if reasons:
        raise Refused(reasons)
    cop = Cop(
        name=name, domain=domain.strip(), zone=zone, language=language, kind=kind, level=level, made_at=now
    )
    db.session.add(cop)
    db.session.flush()
    cop.facilitators.append(Facilitator(person=trainee, since=today_of(cop, now)))
    content = {"domain": cop.domain} if cop.domain else {}
    db.session.add(Charter(cop=cop, version=1, content=content, saved_at=now))
    db.session.flush()
    note(cop, "cop.found", by=by, now=now, facilitator=trainee.ref)
    return cop


def add_facilitator(*, cop: Cop, person: Person, by: Actor, now: datetime) -> Facilitator:
    """Somebody shares the facilitation: another trainee, two at most (domain.md 4.1, W1). Raises Refused."""
    cop = lock_cop(cop)
    live = [one for one in cop.facilitators if one.until is None]
    if any(one.person_id == person.id for one in live):
        raise Refused(Reason(PracticeReason.ALREADY_FACILITATES, {"name": person.name}))
    if len(live) >= MOST_FACILITATORS:
        raise Refused(Reason(PracticeReason.TOO_MANY_FACILITATORS, {"most": MOST_FACILITATORS}))
    if queries.enrolled(person.id) is None:
        raise Refused(Reason(PracticeReason.NOT_TRAINEE))
    facilitator = Facilitator(person=person, since=today_of(cop, now))
    cop.facilitators.append(facilitator)
    db.session.flush()
    note(cop, "cop.add_facilitator", by=by, now=now, facilitator=person.ref)
    letters.facilitator_added(cop, facilitator, by=by, now=now)
    return facilitator


def end_facilitator(*, facilitator: Facilitator, cop: Cop, by: Actor, now: datetime) -> None:
    """Somebody no longer facilitates, and what they offered to a successor is over. A CoP keeps at least one
    facilitator. Raises Refused."""
    cop = lock_cop(cop)
    live = [one for one in cop.facilitators if one.until is None]
    if facilitator not in live:
        return
    if len(live) == 1:
        raise Refused(Reason(PracticeReason.LAST_FACILITATOR))
    facilitator.until = today_of(cop, now)
    db.session.flush()
    note(cop, "cop.end_facilitator", by=by, now=now, facilitator=facilitator.person.ref)
    offer = queries.open_handover(cop.id)
    if offer is not None and offer.offered_by == facilitator.person_id:
        offer.state, offer.answered_by, offer.answered_at = OfferState.WITHDRAWN, by.person_id, now
        db.session.flush()
        note(cop, "cop.offer_withdrawn", by=by, now=now)
        letters.take_back_offer(offer, now=now)
