"""How is a consortium made, and how does an organization join and leave it?"""

from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.rules import tidy
from trainer.core import audit
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.organizations.models import Consortium, ConsortiumMember, Organization
from trainer.organizations.queries import consortia
from trainer.organizations.rules import ConsortiumReason, why_not_join, why_not_leave


def _name(name: str, *, but: Consortium | None = None) -> str:
    name = tidy(name)
    if not name:
        raise Refused(Reason(ConsortiumReason.NAME_MISSING))
    same = consortia.consortium_by_name(name)
    if same is not None and same is not but:
        raise Refused(Reason(ConsortiumReason.NAME_TAKEN))
    return name


def make_consortium(*, name: str, about: str = "", by: Actor, now: datetime) -> Consortium:
    """A new consortium without organizations. Refused when there is one of this name."""
    made = Consortium(name=_name(name), about=about.strip())
    db.session.add(made)
    db.session.flush()
    audit.record(action="consortium.make", by=by, now=now, subject=("consortium", made.ref))
    return made


def change_consortium(*, consortium: Consortium, name: str, about: str, by: Actor, now: datetime) -> None:
    """Change its name and what it is about. Raises Refused."""
    consortium.name, consortium.about = _name(name, but=consortium), about.strip()
    db.session.flush()
    audit.record(action="consortium.change", by=by, now=now, subject=("consortium", consortium.ref))


def join_consortium(
    *, consortium: Consortium, organization: Organization, since: date, today: date, by: Actor, now: datetime
) -> ConsortiumMember:
    """An organization belongs to a consortium from a day on; it may belong to several. Raises Refused."""
    members = _members(consortium)
    reason = why_not_join(
        since=since, today=today,
        stays=[(one.since, one.until) for one in members if one.organization_id == organization.id],
    )  # fmt: skip
    if reason:
        raise Refused(Reason(reason))
    member = ConsortiumMember(organization=organization, since=since)
    consortium.members.append(member)
    db.session.flush()
    audit.record(
        action="consortium.join", by=by, now=now, subject=("consortium", consortium.ref),
        facts={"organization": organization.ref, "since": since.isoformat()},
    )  # fmt: skip
    return member


def leave_consortium(*, member: ConsortiumMember, on: date, today: date, by: Actor, now: datetime) -> None:
    """An organization leaves; the row stays as history. Its people keep the seats they have. Raises Refused."""
    consortium = member.consortium
    _members(consortium)
    reason = why_not_leave(since=member.since, until=member.until, on=on, today=today)
    if reason:
        raise Refused(Reason(reason))
    member.until = on
    db.session.flush()
    audit.record(
        action="consortium.leave", by=by, now=now, subject=("consortium", consortium.ref),
        facts={"organization": member.organization.ref, "on": on.isoformat()},
    )  # fmt: skip


def _members(consortium: Consortium) -> list[ConsortiumMember]:
    """Its members as they are now; whoever changes them comes one by one."""
    db.session.scalars(locked(select(Consortium.id).where(Consortium.id == consortium.id))).one()
    db.session.expire(consortium, ["members"])
    return consortium.members
