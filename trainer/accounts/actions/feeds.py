"""How does somebody get a private calendar address, and how does it stop answering?"""

from datetime import datetime

from sqlalchemy import update

from trainer.accounts.actor import Actor
from trainer.accounts.models import Feed, Person
from trainer.core import audit
from trainer.core.db import db, new_ref


def make_feed(*, person: Person, by: Actor, now: datetime) -> Feed:
    """A new address; an older one answers nobody from now on."""
    revoke_feed(person=person, by=by, now=now)
    feed = Feed(ref=new_ref(), person_id=person.id, made_at=now)
    db.session.add(feed)
    db.session.flush()
    audit.record(action="feed.make", by=by, now=now, subject=("person", person.ref))
    return feed


def revoke_feed(*, person: Person, by: Actor, now: datetime) -> None:
    """Make the person's address answer nobody."""
    ended = db.session.execute(
        update(Feed)
        .where(Feed.person_id == person.id, Feed.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(Feed.id)
    ).all()
    if ended:
        audit.record(action="feed.revoke", by=by, now=now, subject=("person", person.ref))
