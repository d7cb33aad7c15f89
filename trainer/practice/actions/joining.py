"""How does somebody become a member by the CoP's link, change what they gave, and leave again?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from trainer.accounts.actor import SYSTEM, Actor
from trainer.accounts.queries import secret_hash
from trainer.accounts.rules import fold, normal_email, tidy
from trainer.core import outbox
from trainer.core.db import db, new_ref
from trainer.core.errors import Reason, Refused
from trainer.organizations.rules import AgeBand, Setting
from trainer.practice.actions import kit_letters
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.actions.cops import note as note_cop
from trainer.practice.actions.members import change_member, make_member, member_called, note, person_behind
from trainer.practice.models import (
    AccessSurvey,
    Agreement,
    Belonging,
    Cop,
    FeedbackGiven,
    HealthGiven,
    Invitation,
    Member,
    Research,
    Story,
    Touch,
)
from trainer.practice.rules import voices
from trainer.practice.rules.voices import About

GOES: tuple[Any, ...] = (AccessSurvey, Belonging, FeedbackGiven, HealthGiven, Invitation, Research, Touch)
"""What is deleted of somebody who leaves. Their sign-ins stay, without a name; their stories lose their text."""


def join(*, cop: Cop, about: About, agreed: bool, now: datetime) -> tuple[Member, str]:
    """Somebody joins by the link. Returns the member and the secret of their own page. Raises Refused.

    Whoever was written down by a facilitator takes that row over, and with it nothing that was typed in for them but
    the role. Where a member of that name has joined already, or has a page of their own, the new one gets a number
    behind the name: nobody learns from this page who is in the list, beyond the name they typed themselves, and nobody
    comes by another's name to what stands on their page.
    """
    cop = lock_cop(cop)
    if closed := voices.why_not_join(cop.state):
        raise Refused(Reason(closed))
    if not agreed:
        raise Refused(Reason(voices.VoiceReason.NOT_AGREED))
    name = tidy(about.name)
    known = member_called(cop, name)
    only_written_down = known is not None and known.agreed_at is None and known.link is None
    if known is not None and only_written_down and known.person_id is None:
        change_member(
            member=known, name=name, role=about.role or known.role, email=about.email, by=SYSTEM, now=now
        )
        member = known
    else:
        if known is not None:
            name = voices.told_apart(name, _taken(cop))
        member = make_member(cop, name=name, role=about.role, email=about.email, by=SYSTEM, now=now)
    member.agreed_at, member.confidence_id = now, _latest_agreement(cop)
    _more(member, about)
    secret = _new_link(member, now=now)
    note(member, "cop_member.join", by=SYSTEM, now=now)
    return member, secret


def _taken(cop: Cop) -> set[str]:
    return set(db.session.scalars(select(Member.sort_name).where(Member.cop_id == cop.id)))


def _latest_agreement(cop: Cop) -> int | None:
    return db.session.scalar(
        select(Agreement.id).where(Agreement.cop_id == cop.id).order_by(Agreement.id.desc()).limit(1)
    )


def _more(member: Member, about: About) -> None:
    member.ages = [band.value for band in AgeBand if band.value in about.ages]
    member.setting = about.setting if about.setting in list(Setting) else ""


def _new_link(member: Member, *, now: datetime) -> str:
    """A new secret for their own page, mailed to them when there is an address; the old one opens nothing more."""
    secret = new_ref()
    member.link = secret_hash(secret)
    db.session.flush()
    outbox.cancel(dedupe_prefix=f"cop_member:{member.ref}:link:", now=now)
    if member.email:
        outbox.put(
            kind="practice.member_link", address=member.email, now=now,
            dedupe=f"cop_member:{member.ref}:link:{member.link[:16]}",
            params={
                "name": member.name, "cop": member.cop.name, "path": f"/m/{secret}", "language": member.cop.language,
            },
        )  # fmt: skip
    return secret


def change_own(*, member: Member, about: About, now: datetime) -> None:
    """A member corrects what they gave. Raises Refused."""
    change_member(
        member=member, name=about.name, role=about.role, email=about.email, by=SYSTEM, now=now
    )  # fmt: skip
    _more(member, about)
    db.session.flush()


def save_access(*, member: Member, content: Mapping[str, Any], now: datetime) -> AccessSurvey:
    """What a member needs to take part (row C06); a second time replaces the first. Members who left have none."""
    lock_cop(member.cop)
    kept = {key: value for key, value in content.items() if value}
    row = db.session.get(AccessSurvey, member.id)
    if row is None:
        row = AccessSurvey(member_id=member.id)
        db.session.add(row)
    row.content, row.answered_on = kept, today_of(member.cop, now)
    db.session.flush()
    note(member, "cop_member.access", by=SYSTEM, now=now)
    return row


def renew_link(*, member: Member, by: Actor, now: datetime) -> str:
    """A facilitator makes a new link to a member's page: mailed when there is an address. Returns its secret."""
    lock_cop(member.cop)
    db.session.refresh(member)
    if member.until is not None:
        raise Refused(Reason(voices.VoiceReason.COP_CLOSED))
    secret = _new_link(member, now=now)
    note(member, "cop_member.link", by=by, now=now)
    return secret


def renew_join_link(*, cop: Cop, by: Actor, now: datetime) -> None:
    """A new link to join by; the old one opens nothing any more. Who has joined stays."""
    cop = lock_cop(cop)
    cop.join_token = new_ref()
    db.session.flush()
    note_cop(cop, "cop.renew_join_link", by=by, now=now)


def leave(*, member: Member, shown_as: str, by: Actor = SYSTEM, now: datetime) -> None:
    """A member goes, and what is kept of them goes at once: name, role, address, what they need, what facilitators
    noted of them, their stories.

    What stays is that one person, no longer named, was at these sessions: sessions count by it (R11), and nobody who
    judges them reads a name. `shown_as` stands in its place. Anonymous answers stay: nobody can tell which are theirs.
    """
    cop = lock_cop(member.cop)
    db.session.refresh(member)
    if member.erased_at is not None:
        return
    kit_letters.forget(member, now=now)
    member.person_id = member.person_id or person_behind(cop, member.name, normal_email(member.email))
    member.until = member.until or today_of(cop, now)
    member.name, member.sort_name, member.erased_at = shown_as, fold(shown_as)[:200], now
    member.role = member.email = member.setting = ""
    member.ages, member.link, member.agreed_at, member.confidence_id = [], None, None, None
    for table in GOES:
        db.session.execute(delete(table).where(table.member_id == member.id))
    for story in db.session.scalars(select(Story).where(Story.member_id == member.id)):
        withdraw(story, now=now)
    for of_theirs in ("cop_member", "cop-welcome"):
        outbox.cancel(dedupe_prefix=f"{of_theirs}:{member.ref}:", now=now)
    db.session.flush()
    note(member, "cop_member.leave", by=by, now=now)


def withdraw(story: Story, *, now: datetime) -> None:
    """Its text is gone, everywhere; that there was one stays."""
    story.happened = story.did = story.changed = ""
    story.in_cop = story.to_agency = story.in_reports = False
    story.withdrawn_at = story.withdrawn_at or now
