"""How do the people of a series suggest and choose its topics, and what does a session leave behind?"""

from datetime import datetime

from sqlalchemy import delete, select, update

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.registration.actions import places
from trainer.registration.models import Resource, Topic, Vote
from trainer.registration.queries import series as queries
from trainer.registration.rules.series import SeriesReason, why_not_add, why_not_suggest
from trainer.schedule.models import Offering, Session


def suggest_topic(*, offering: Offering, person: Person, text: str, by: Actor, now: datetime) -> Topic:
    """Suggest a topic, with one's own vote for it. Raises Refused."""
    places.lock_places(offering)
    problem = why_not_suggest(text=text, there=queries.texts(offering))
    if problem:
        raise Refused(Reason(*problem))
    topic = Topic(
        ref=new_ref(), offering_id=offering.id, text=" ".join(text.split()), made_at=now, made_by=person.id
    )
    db.session.add(topic)
    db.session.flush()
    db.session.add(Vote(topic_id=topic.id, person_id=person.id))
    db.session.flush()
    _note("series.suggest", offering, {"topic": topic.ref}, by=by, now=now)
    return topic


def vote(*, topic: Topic, person: Person, wants: bool) -> None:
    """Give a vote to a topic, or take it back; twice, also at once, is the same. Raises Refused when it is gone.

    The one change without a row in the audit trail: a vote that is written down with its name is not anonymous.
    """
    _lock(topic)
    there = db.session.get(Vote, (topic.id, person.id), populate_existing=True)
    if wants and there is None:
        db.session.add(Vote(topic_id=topic.id, person_id=person.id))
    elif not wants and there is not None:
        db.session.delete(there)
    db.session.flush()


def _lock(topic: Topic) -> None:
    """Whoever votes for a topic, chooses it or takes it away comes one by one; who is late reads that it is gone."""
    if db.session.scalars(locked(select(Topic.id).where(Topic.id == topic.id))).one_or_none() is None:
        raise Refused(Reason(SeriesReason.TOPIC_GONE))


def choose_topic(
    *, offering: Offering, topic: Topic, session: Session | None, by: Actor, now: datetime
) -> None:
    """Say that a session takes up this topic; None: it is open again. A session has one topic. Raises Refused."""
    _lock(topic)
    if session is not None:
        db.session.execute(
            update(Topic)
            .where(Topic.offering_id == offering.id, Topic.session_id == session.id)
            .values(session_id=None)
        )
    topic.session_id = session.id if session else None
    db.session.flush()
    facts: dict[str, object] = {"topic": topic.ref, "session": session.number if session else None}
    _note("series.choose", offering, facts, by=by, now=now)


def remove_topic(*, offering: Offering, topic: Topic, by: Actor, now: datetime) -> None:
    """Take a topic away, with its votes. Raises Refused when it is gone."""
    _lock(topic)
    db.session.execute(delete(Vote).where(Vote.topic_id == topic.id))
    db.session.delete(topic)
    db.session.flush()
    _note("series.remove_topic", offering, {"topic": topic.ref}, by=by, now=now)


def add_resource(
    *, offering: Offering, session: Session, title: str, url: str, note: str, by: Actor, now: datetime
) -> Resource:
    """Add what a session left behind, for everybody with a place. Raises Refused."""
    count = len(queries.resources(offering))
    problem = why_not_add(url=url, starts_at=session.starts_at, count=count, now=now)
    if problem:
        raise Refused(Reason(*problem))
    resource = Resource(
        ref=new_ref(), offering_id=offering.id, session_id=session.id, title=title.strip(), url=url.strip(),
        note=note.strip(), made_at=now, made_by=by.person_id,
    )  # fmt: skip
    db.session.add(resource)
    db.session.flush()
    _note(
        "series.add_resource", offering, {"resource": resource.ref, "session": session.number}, by=by, now=now
    )
    return resource


def remove_resource(*, offering: Offering, resource: Resource, by: Actor, now: datetime) -> None:
    """Take a resource away."""
    db.session.delete(resource)
    db.session.flush()
    _note("series.remove_resource", offering, {"resource": resource.ref}, by=by, now=now)


def _note(action: str, offering: Offering, facts: dict[str, object], *, by: Actor, now: datetime) -> None:
    audit.record(action=action, by=by, now=now, subject=("offering", offering.ref), facts=facts)
