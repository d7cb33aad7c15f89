"""Which topics are suggested for a series, with how many votes, and what did its sessions leave behind?"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select

from trainer.accounts.queries import storable
from trainer.core.db import db
from trainer.registration.models import Resource, Topic, Vote
from trainer.registration.rules.series import MOST_RESOURCES, MOST_TOPICS
from trainer.schedule.models import Offering


@dataclass(frozen=True)
class Suggested:
    """A topic with how many want it, and whether the reader does. Nobody reads who the others are."""

    topic: Topic
    votes: int
    mine: bool


def topics(offering: Offering, person_id: int | None) -> list[Suggested]:
    """The topics of a series, most wanted first; those that were chosen for a session stand at the end."""
    votes = func.count(Vote.person_id)
    mine = func.coalesce(func.max(case((Vote.person_id == person_id, 1), else_=0)), 0)
    rows = db.session.execute(
        select(Topic, votes, mine)
        .outerjoin(Vote, Vote.topic_id == Topic.id)
        .where(Topic.offering_id == offering.id)
        .group_by(Topic.id)
        .order_by(Topic.session_id.is_not(None), votes.desc(), Topic.id)
        .limit(MOST_TOPICS)
    )
    return [Suggested(topic, count, bool(own)) for topic, count, own in rows]


def topic_in(offering: Offering, ref: str) -> Topic | None:
    """The topic of this series that a form names."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Topic).where(Topic.ref == ref[:32], Topic.offering_id == offering.id)
    ).first()


def texts(offering: Offering) -> list[str]:
    """The topics of a series, as they were written."""
    return list(db.session.scalars(select(Topic.text).where(Topic.offering_id == offering.id)))


def resources(offering: Offering) -> Sequence[Resource]:
    """What the sessions of a series left behind, oldest first."""
    return db.session.scalars(
        select(Resource)
        .where(Resource.offering_id == offering.id)
        .order_by(Resource.id)
        .limit(MOST_RESOURCES)
    ).all()


def resource_in(offering: Offering, ref: str) -> Resource | None:
    """The resource of this series that a form names."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Resource).where(Resource.ref == ref[:32], Resource.offering_id == offering.id)
    ).first()
