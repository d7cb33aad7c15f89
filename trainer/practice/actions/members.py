"""Who is in a CoP? Members come by a typed or pasted list or at the door, change, and leave; none is deleted."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from trainer.accounts.actor import Actor
from trainer.accounts.rules import fold, is_email, normal_email, tidy
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice import queries
from trainer.practice.actions import kit_letters
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.models import Cop, Member
from trainer.practice.rules import MOST_MEMBERS, PracticeReason


def member_called(cop: Cop, name: str) -> Member | None:
    """The member who goes by this name now; accents and capitals make no difference."""
    return db.session.scalar(
        select(Member).where(
            Member.cop_id == cop.id, Member.sort_name == fold(name)[:200], Member.until.is_(None)
        )
    )


def add_member(*, cop: Cop, name: str, role: str = "", email: str = "", by: Actor, now: datetime) -> Member:
    """A new member. Raises Refused, also for somebody who is a member already."""
    cop = lock_cop(cop)
    if member_called(cop, name):
        raise Refused(Reason(PracticeReason.MEMBER_KNOWN, {"name": tidy(name)}))
    return make_member(cop, name=name, role=role, email=email, by=by, now=now)


def add_members(
    *, cop: Cop, people: Iterable[tuple[str, str, str]], by: Actor, now: datetime
) -> tuple[list[Member], list[str]]:
    """A list of (name, role, e-mail): all of it or nothing. Returns the new ones, and who was known already."""
    cop = lock_cop(cop)
    new, known = [], []
    for name, role, email in people:
        if member_called(cop, name):
            known.append(tidy(name))
        else:
            new.append(make_member(cop, name=name, role=role, email=email, by=by, now=now))
    return new, known


def make_member(cop: Cop, *, name: str, role: str = "", email: str = "", by: Actor, now: datetime) -> Member:
    """A member's row. The caller holds the lock and has seen that nobody goes by this name. Raises Refused."""
    name, role, email = tidy(name), tidy(role), normal_email(email)
    if not name or len(name) > 200:
        raise Refused(Reason(PracticeReason.NAME_MISSING))
    if email and not is_email(email):
        raise Refused(Reason(PracticeReason.MEMBER_EMAIL_WRONG, {"name": name}))
    count = select(func.count()).where(Member.cop_id == cop.id, Member.until.is_(None))
    if (db.session.scalar(count) or 0) >= MOST_MEMBERS:
        raise Refused(Reason(PracticeReason.TOO_MANY_MEMBERS, {"most": MOST_MEMBERS}))
    member = Member(
        cop=cop, name=name, sort_name=fold(name)[:200], role=role[:100], email=email,
        person_id=person_behind(cop, name, email), since=today_of(cop, now),
    )  # fmt: skip
    db.session.add(member)
    db.session.flush()
    note(member, "cop_member.add", by=by, now=now)
    return member


def person_behind(cop: Cop, name: str, email: str) -> int | None:
    """A facilitator or mentor who is on the list as well: they are there, and do not count as members (R11)."""
    people = [one.person for one in cop.facilitators]
    people += queries.mentors_ever([one.person_id for one in cop.facilitators])
    for person in people:
        if person.sort_name == fold(name)[:200] or (email and person.email == email):
            return person.id
    return None


def note(member: Member, action: str, *, by: Actor, now: datetime, **facts: object) -> None:
    """The audit row of one change of a member; their name stays in their row."""
    audit.record(
        action=action,
        by=by,
        now=now,
        subject=("cop_member", member.ref),
        facts={"cop": member.cop.ref, **facts},
    )


def change_member(*, member: Member, name: str, role: str, email: str, by: Actor, now: datetime) -> None:
    """Correct what is known of a member. Raises Refused."""
    cop = lock_cop(member.cop)
    name, role, email = tidy(name), tidy(role)[:100], normal_email(email)
    other = member_called(cop, name)
    if member.until is not None:
        raise Refused(Reason(PracticeReason.MEMBER_ENDED))
    if not name or len(name) > 200:
        raise Refused(Reason(PracticeReason.NAME_MISSING))
    if other is not None and other.id != member.id:
        raise Refused(Reason(PracticeReason.MEMBER_KNOWN, {"name": name}))
    if email and not is_email(email):
        raise Refused(Reason(PracticeReason.MEMBER_EMAIL_WRONG, {"name": name}))
    new = {"name": name, "role": role, "email": email}
    changed = sorted(field for field, value in new.items() if getattr(member, field) != value)
    if not changed:
        return
    member.name, member.sort_name, member.role, member.email = name, fold(name)[:200], role, email
    member.person_id = person_behind(cop, name, email)
    db.session.flush()
    note(member, "cop_member.change", by=by, now=now, changed=changed)


def end_member(*, member: Member, by: Actor, now: datetime) -> None:
    """A member has left; the sessions they came to stay on record."""
    cop = lock_cop(member.cop)
    if member.until is None:
        member.until = today_of(cop, now)
        db.session.flush()
        kit_letters.forget(member, now=now)
        note(member, "cop_member.end", by=by, now=now)
