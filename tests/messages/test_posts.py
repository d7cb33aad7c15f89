"""Can people talk with each other, mend their own words, and is what hurts looked at and hidden?"""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests import builders
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.i18n import has_words
from trainer.messages import actions, queries, rules
from trainer.messages.rules import PostReason

NOON = datetime(2021, 5, 24, 12, 0, tzinfo=UTC)


def test_who_may_change_report_and_hide_a_post_and_when(app):
    fresh = {"own": True, "made_at": NOON, "removed": False, "hidden": False, "now": NOON}
    for changes, reason in (
        ({}, None),
        ({"now": NOON + timedelta(minutes=60)}, None),
        ({"now": NOON + timedelta(minutes=60, seconds=1)}, PostReason.TOO_LATE),
        ({"own": False}, PostReason.NOT_YOURS),
        ({"removed": True}, PostReason.GONE),
        ({"hidden": True}, PostReason.HIDDEN),
    ):
        assert rules.why_not_edit(**{**fresh, **changes}) is reason, changes
    others = {"own": False, "removed": False, "hidden": False, "reported": False, "why": "Names a child"}
    for changes, reason in (
        ({}, None),
        ({"own": True}, PostReason.OWN),
        ({"removed": True}, PostReason.GONE),
        ({"hidden": True}, PostReason.HIDDEN),
        ({"reported": True}, PostReason.REPORTED),
        ({"why": " "}, PostReason.WHY_MISSING),
    ):
        assert rules.why_not_report(**{**others, **changes}) is reason, changes
    assert rules.why_not_hide(removed=False, hidden=True, why="x") is PostReason.HIDDEN
    assert rules.why_not_write("x" * rules.MOST_POST) is None
    assert rules.why_not_write("x" * (rules.MOST_POST + 1)) is PostReason.TOO_LONG
    assert rules.why_not_write(" \n ") is PostReason.EMPTY
    assert [one for one in PostReason if not has_words(one)] == []


def test_what_is_written_can_be_mended_removed_reported_and_hidden(session, now):
    ana, ben, tess = (builders.actor(builders.make_person(name)) for name in ("Ana", "Ben", "Tess"))
    post = actions.write_post(circle="cohort:a", topic="s1", text=" First words ", by=ana, now=now)
    with pytest.raises(Refused):
        actions.edit_post(post=post, text="Not mine", by=ben, now=now)
    actions.edit_post(post=post, text="Better words", by=ana, now=now + timedelta(minutes=5))
    assert (post.text, post.edited_at) == ("Better words", now + timedelta(minutes=5))
    actions.report_post(post=post, why="It names a child.", by=ben, now=now)
    with pytest.raises(Refused):
        actions.report_post(post=post, why="Again", by=ben, now=now)
    assert queries.reported_in("cohort:a") == [post]
    assert queries.reported_in("cohort:b") == []
    actions.hide_post(post=post, why="A child was named.", by=tess, now=now)
    assert (queries.reported_in("cohort:a"), post.hidden_why) == ([], "A child was named.")
    assert queries.post_counts("cohort:a") == {}
    actions.show_post(post=post, by=tess, now=now)
    assert queries.post_counts("cohort:a") == {"s1": 1}
    assert queries.post_in("cohort:b", post.ref) is None
    actions.remove_post(post=post, by=ana, now=now)
    assert (post.text, queries.post_in("cohort:a", post.ref)) == ("", None)
    rows = session.scalars(
        select(AuditRow).where(AuditRow.subject_ref == post.ref).order_by(AuditRow.id)
    ).all()
    assert [row.action.split(".")[1] for row in rows] == ["write", "edit", "report", "hide", "show", "remove"]
    assert not any("child" in str(row.facts) or "words" in str(row.facts) for row in rows)


def test_a_long_discussion_is_read_in_pages_the_newest_first(session, now):
    ana = builders.actor(builders.make_person("Ana"))
    for number in range(2 * queries.POSTS + 1):
        actions.write_post(circle="cohort:a", topic="s1", text=f"Post {number}", by=ana, now=now)
    actions.write_post(circle="cohort:a", topic="s2", text="Elsewhere", by=ana, now=now)
    first = queries.posts_page("cohort:a", "s1", None)
    second = queries.posts_page("cohort:a", "s1", first.after)
    last = queries.posts_page("cohort:a", "s1", second.after)
    assert [len(page.rows) for page in (first, second, last)] == [queries.POSTS, queries.POSTS, 1]
    assert (first.rows[0][1].text, last.rows[0][1].text, last.after) == ("Post 50", "Post 0", None)
