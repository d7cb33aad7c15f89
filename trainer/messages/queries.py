"""What was sent, what waits, what was written in a discussion, and who changed what? Shaped for the pages."""

from sqlalchemy import exists, func, select

from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.core import audit
from trainer.core.audit import AuditRow
from trainer.core.db import db, locked
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.core.web import paging
from trainer.messages.models import Post, PostReport, SampleMail

POSTS = 25


def message_by_ref(ref: str) -> OutboxRow | None:
    """One message of the log."""
    return db.session.scalars(select(OutboxRow).where(OutboxRow.ref == ref)).one_or_none()


def log_page(state: OutboxState | None, after: str | None) -> paging.Page:
    """Messages, the newest first: rows of (id, message, person or None)."""
    statement = select(OutboxRow.id, OutboxRow, Person).outerjoin(Person, Person.id == OutboxRow.to_person)
    if state is not None:
        statement = statement.where(OutboxRow.state == state)
    return paging.page_of(statement, by=[OutboxRow.id], after=after, down=True)


def open_counts() -> dict[OutboxState, int]:
    """How many messages need somebody's eye: those that wait and those that failed."""
    watched = (OutboxState.WAITING, OutboxState.FAILED)
    counted = db.session.execute(
        select(OutboxRow.state, func.count()).where(OutboxRow.state.in_(watched)).group_by(OutboxRow.state)
    )
    found = {row[0]: row[1] for row in counted}
    return {state: found.get(state, 0) for state in watched}


def mailbox_page(after: str | None) -> paging.Page:
    """The mail of the sample year, the newest first: rows of (id, mail)."""
    return paging.page_of(select(SampleMail.id, SampleMail), by=[SampleMail.id], after=after, down=True)


def mail_by_ref(ref: str) -> SampleMail | None:
    """One mail of the sample year."""
    return db.session.scalars(select(SampleMail).where(SampleMail.ref == ref)).one_or_none()


def audit_page(after: str | None) -> paging.Page:
    """What was changed, the newest first: rows of (id, change, person or None)."""
    statement = select(AuditRow.id, AuditRow, Person).outerjoin(Person, Person.id == AuditRow.by_person)
    return paging.page_of(statement, by=[AuditRow.id], after=after, down=True)


def broken_on(page: paging.Page) -> set[int]:
    """The changes of a page whose seal no longer fits them."""
    return set(audit.broken_seals([row[0] for row in page.rows]))


def posts_page(circle: str, topic: str, after: str | None) -> paging.Page:
    """What was written about a topic, the newest first: rows of (id, post). Removed ones are left out."""
    statement = select(Post.id, Post).where(
        Post.circle == circle, Post.topic == topic, Post.removed_at.is_(None)
    )
    return paging.page_of(statement, by=[Post.id], after=after, size=POSTS, down=True)


def post_counts(circle: str) -> dict[str, int]:
    """How many posts each topic of a circle shows."""
    counted = db.session.execute(
        select(Post.topic, func.count())
        .where(Post.circle == circle, Post.removed_at.is_(None), Post.hidden_at.is_(None))
        .group_by(Post.topic)
    )
    return {row[0]: row[1] for row in counted}


def post_in(circle: str, ref: str) -> Post | None:
    """The post that an address names, if it was written in this circle and is still there."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Post).where(Post.ref == ref, Post.circle == circle, Post.removed_at.is_(None))
    ).one_or_none()


def post_now(post: Post) -> Post:
    """The post as it is in the database now, locked: two cannot decide about it at once."""
    one = locked(select(Post).where(Post.id == post.id)).execution_options(populate_existing=True)
    return db.session.scalars(one).one()


def last_post_of(person_id: int, circle: str, topic: str) -> str:
    """What somebody wrote last about a topic, by its ref: a draft that was begun before it is not a draft any more."""
    found = db.session.scalar(
        select(Post.ref)
        .where(Post.person_id == person_id, Post.circle == circle, Post.topic == topic)
        .order_by(Post.id.desc())
        .limit(1)
    )
    return found or ""


def has_reported(post: Post, person_id: int | None) -> bool:
    """Whether somebody has asked for a look at this post before."""
    asked = select(PostReport.id).where(PostReport.post_id == post.id, PostReport.person_id == person_id)
    return db.session.scalar(asked) is not None


def open_reports(post: Post) -> list[PostReport]:
    """What is still to be looked at in a post."""
    asked = select(PostReport).where(PostReport.post_id == post.id, PostReport.settled_at.is_(None))
    return list(db.session.scalars(asked.order_by(PostReport.id)))


def reported_in(circle: str) -> list[Post]:
    """The posts of a circle that somebody asks to be looked at, by topic, the oldest first."""
    waiting = exists().where(PostReport.post_id == Post.id, PostReport.settled_at.is_(None))
    return list(
        db.session.scalars(
            select(Post).where(Post.circle == circle, waiting).order_by(Post.topic, Post.id).limit(POSTS)
        )
    )
