"""How does a member tell a value story, say where it may be shown, and take it back?"""

from datetime import datetime

from sqlalchemy import func, select

from trainer.accounts.actor import SYSTEM
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.actions.joining import withdraw
from trainer.practice.models import Member, Story
from trainer.practice.rules.voices import MOST_STORIES, Told, VoiceReason


def tell_story(*, member: Member, told: Told, story: Story | None = None, now: datetime) -> Story:
    """A new story, or another wording or permission for one. Raises Refused."""
    lock_cop(member.cop)
    if not any(part.strip() for part in (told.happened, told.did, told.changed)):
        raise Refused(Reason(VoiceReason.STORY_EMPTY))
    if story is None:
        count = db.session.scalar(select(func.count()).where(Story.member_id == member.id)) or 0
        if count >= MOST_STORIES:
            raise Refused(Reason(VoiceReason.TOO_MANY_STORIES, {"most": MOST_STORIES}))
        story = Story(cop_id=member.cop_id, member_id=member.id, told_on=today_of(member.cop, now))
        db.session.add(story)
    else:
        db.session.refresh(story)
        if story.withdrawn_at is not None:
            raise Refused(Reason(VoiceReason.STORY_WITHDRAWN))
    story.happened, story.did, story.changed = told.happened.strip(), told.did.strip(), told.changed.strip()
    story.in_cop, story.to_agency, story.in_reports = told.in_cop, told.to_agency, told.in_reports
    db.session.flush()
    _note(story, "story.tell", now)
    return story


def withdraw_story(*, story: Story, now: datetime) -> None:
    """Its teller takes it back: gone everywhere at once."""
    lock_cop(story.member.cop)
    withdraw(story, now=now)
    db.session.flush()
    _note(story, "story.withdraw", now)


def _note(story: Story, action: str, now: datetime) -> None:
    facts = {name: getattr(story, name) for name in ("in_cop", "to_agency", "in_reports")}
    audit.record(action=action, by=SYSTEM, now=now, subject=("story", story.ref), facts=facts)
