"""What can be done with messages and posts? Try a failed mail again; write, change, remove, report, hide a post."""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core import audit, outbox
from trainer.core.db import db, new_ref
from trainer.core.errors import Reason, Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.messages import queries, rules
from trainer.messages.models import Post, PostReport
from trainer.messages.rules import EDIT_FOR, MOST_POST, PostReason


def try_again(*, message: OutboxRow, by: Actor, now: datetime) -> None:
    """Send a failed message again, from now on as if it were due now. Raises Refused(NOT_FAILED)."""
    reason = rules.why_not_again(failed=message.state is OutboxState.FAILED)
    if reason:
        raise Refused(Reason(reason))
    outbox.again(message, now=now)
    audit.record(
        action="messages.try_again",
        by=by,
        now=now,
        subject=("message", message.ref),
        facts={"kind": message.kind},
    )


def write_post(*, circle: str, topic: str, text: str, by: Actor, now: datetime) -> Post:
    """Write in a discussion. Whether the writer belongs to the circle was asked by its room. Raises Refused."""
    _refuse(rules.why_not_write(text))
    post = Post(
        ref=new_ref(), circle=circle, topic=topic, person_id=by.person_id, text=text.strip(), made_at=now
    )
    db.session.add(post)
    db.session.flush()
    _note("post.write", post, by=by, now=now)
    return post


def edit_post(*, post: Post, text: str, by: Actor, now: datetime) -> None:
    """Change one's own post while it is fresh. Raises Refused."""
    post = queries.post_now(post)
    _refuse(
        rules.why_not_edit(
            own=post.person_id == by.person_id, made_at=post.made_at, removed=post.removed_at is not None,
            hidden=post.hidden_at is not None, now=now,
        )
        or rules.why_not_write(text)
    )  # fmt: skip
    if text.strip() != post.text:
        post.text, post.edited_at = text.strip(), now
        _note("post.edit", post, by=by, now=now)


def remove_post(*, post: Post, by: Actor, now: datetime) -> None:
    """Take one's own post away; its text is kept nowhere. Raises Refused."""
    post = queries.post_now(post)
    _refuse(rules.why_not_remove(own=post.person_id == by.person_id, removed=post.removed_at is not None))
    post.text, post.removed_at = "", now
    _settle(post, now=now)
    _note("post.remove", post, by=by, now=now)


def report_post(*, post: Post, why: str, by: Actor, now: datetime) -> PostReport:
    """Ask whoever looks after the circle to look at a post. Raises Refused."""
    post = queries.post_now(post)
    _refuse(
        rules.why_not_report(
            own=post.person_id == by.person_id, removed=post.removed_at is not None,
            hidden=post.hidden_at is not None, reported=queries.has_reported(post, by.person_id), why=why,
        )
    )  # fmt: skip
    report = PostReport(post_id=post.id, person_id=by.person_id, why=why.strip(), made_at=now)
    db.session.add(report)
    db.session.flush()
    _note("post.report", post, by=by, now=now)
    return report


def hide_post(*, post: Post, why: str, by: Actor, now: datetime) -> None:
    """Hide a post from the circle. Its writer reads why; what was reported is settled. Raises Refused."""
    post = queries.post_now(post)
    _refuse(
        rules.why_not_hide(removed=post.removed_at is not None, hidden=post.hidden_at is not None, why=why)
    )
    post.hidden_at, post.hidden_by, post.hidden_why = now, by.person_id, why.strip()
    _settle(post, now=now)
    _note("post.hide", post, by=by, now=now)


def show_post(*, post: Post, by: Actor, now: datetime) -> None:
    """Show a hidden post again. Raises Refused."""
    post = queries.post_now(post)
    _refuse(None if post.hidden_at is not None else PostReason.NOT_HIDDEN)
    post.hidden_at, post.hidden_by, post.hidden_why = None, None, ""
    _note("post.show", post, by=by, now=now)


def settle_reports(*, post: Post, by: Actor, now: datetime) -> None:
    """A reported post was looked at and stays."""
    if _settle(queries.post_now(post), now=now):
        _note("post.settle", post, by=by, now=now)


def _settle(post: Post, *, now: datetime) -> int:
    found = queries.open_reports(post)
    for report in found:
        report.settled_at = now
    return len(found)


def _refuse(reason: PostReason | None) -> None:
    if reason is not None:
        facts = {"minutes": int(EDIT_FOR.total_seconds() // 60), "most": MOST_POST}
        raise Refused(Reason(reason, facts))


def _note(action: str, post: Post, *, by: Actor, now: datetime) -> None:
    """That it was done, never what was written or why it was hidden: that stands with the post."""
    audit.record(
        action=action, by=by, now=now, subject=("post", post.ref),
        facts={"circle": post.circle, "topic": post.topic},
    )  # fmt: skip
