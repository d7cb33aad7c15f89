"""How do people of a cohort talk about a session, and what happens with a post that hurts?"""

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.html import letter
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning import forms
from trainer.learning import queries as learning_queries
from trainer.learning.actions import together as actions
from trainer.learning.models import Cohort
from trainer.learning.queries import together as queries
from trainer.learning.views.blueprint import bp
from trainer.messages import actions as message_actions
from trainer.messages import queries as message_queries
from trainer.messages import rules as message_rules
from trainer.messages.models import Post
from trainer.permissions import Permission, allowed
from trainer.schedule.models import Session


@bp.route("/cohorts/<cohort_ref>/discussion/<session_key>", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_MEET, cohort=learning_queries.cohort_by_ref)
def discussion(cohort: Cohort, session_key: str) -> Any:
    """What was said about a session, the newest first, and a field to say something."""
    session = queries.session_of_key(cohort, session_key)
    if session is None:
        raise NotFound
    form: Any = forms.PostForm(data={"name": guard.actor().name})
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            return _posted(cohort, session, form)
        except Refused as error:
            refused = undone(error)
    return _discussion_page(cohort, session, form, refused), 422 if flask.request.method == "POST" else 200


def _posted(cohort: Cohort, session: Session, form: Any) -> Any:
    post = actions.write_post(
        cohort=cohort, session=session, text=form.text.data, name=form.name.data or "", by=guard.actor(),
        now=clock.now(),
    )  # fmt: skip
    flask.flash(_("Your post is there."), "done")
    return flask.redirect(_topic(cohort, session.key, f"post-{post.ref}"), 303)


def _topic(cohort: Cohort, key: str, anchor: str | None = None) -> str:
    return flask.url_for("learning.discussion", cohort_ref=cohort.ref, session_key=key, _anchor=anchor)


def _discussion_page(cohort: Cohort, session: Session, form: Any, refused: list[str]) -> str:
    actor, now = guard.actor(), clock.now()
    page = message_queries.posts_page(cohort.circle, session.key, flask.request.args.get("after"))
    circle = queries.circle_of(cohort, now=now)
    return flask.render_template(
        "learning/discussion.html", cohort=cohort, session=session, form=form, refused=refused, page=page,
        circle=circle, letter=letter, follows=allowed(actor, Permission.COHORT_FOLLOW, cohort.scopes()),
        own_name=circle.name_of(actor.person_id), works=queries.work_of(cohort, None).get(session.key, []),
        kept_as=f"post:{actor.ref}:{cohort.ref}:{session.key}", minutes=_minutes(),
        last=message_queries.last_post_of(actor.person_id, cohort.circle, session.key),
    )  # fmt: skip


def _minutes() -> int:
    return int(message_rules.EDIT_FOR.total_seconds() // 60)


@bp.get("/cohorts/<cohort_ref>/posts/<post_ref>")
@guard.needs(Permission.COHORT_MEET, cohort=learning_queries.cohort_by_ref)
def post(cohort: Cohort, post_ref: str) -> Any:
    """One post, with what its reader can do about it."""
    return _post_page(cohort, _post(cohort, post_ref))


def _post(cohort: Cohort, ref: str) -> Post:
    """A post that this visitor may open: of this cohort; a hidden one only for its writer and who looks after them."""
    found = message_queries.post_in(cohort.circle, ref)
    if found is None:
        raise NotFound
    if found.hidden_at is not None and found.person_id != guard.actor().person_id and not _follows(cohort):
        raise NotFound
    return found


def _follows(cohort: Cohort) -> bool:
    return allowed(guard.actor(), Permission.COHORT_FOLLOW, cohort.scopes())


def _post_page(
    cohort: Cohort, post: Post, *, typed: Any = None, why: Any = None, refused: list[str] | None = None
) -> str:
    actor, now, follows = guard.actor(), clock.now(), _follows(cohort)
    own, removed, hidden = (
        post.person_id == actor.person_id,
        post.removed_at is not None,
        bool(post.hidden_at),
    )
    session = queries.session_of_key(cohort, post.topic)
    if session is None:
        raise NotFound
    return flask.render_template(
        "learning/post.html", cohort=cohort, session=session, post=post, own=own, follows=follows,
        circle=queries.circle_of(cohort, now=now), html=letter(post.text), minutes=_minutes(), refused=refused or [],
        typed=typed or forms.PostForm(None, text=post.text), why=why or forms.WhyForm(None), form=ButtonForm(),
        can_edit=not message_rules.why_not_edit(
            own=own, made_at=post.made_at, removed=removed, hidden=hidden, now=now
        ),
        reported=not own and message_queries.has_reported(post, actor.person_id),
        reports=message_queries.open_reports(post) if follows else [],
    )  # fmt: skip


@bp.post("/cohorts/<cohort_ref>/posts/<post_ref>/edit")
@guard.needs(Permission.COHORT_MEET, cohort=learning_queries.cohort_by_ref)
def edit_post(cohort: Cohort, post_ref: str) -> Any:
    """Change one's own post."""
    found, form = _post(cohort, post_ref), forms.PostForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            message_actions.edit_post(
                post=found, text=form.text.data or "", by=guard.actor(), now=clock.now()
            )
            return _back(cohort, found, _("Your post is changed."))
        except Refused as error:
            refused = undone(error)
    return _post_page(cohort, _post(cohort, post_ref), typed=form, refused=refused), 422


@bp.post("/cohorts/<cohort_ref>/posts/<post_ref>/report")
@guard.needs(Permission.COHORT_MEET, cohort=learning_queries.cohort_by_ref)
def report_post(cohort: Cohort, post_ref: str) -> Any:
    """Ask for a post to be looked at."""

    def report(post: Post, why: str) -> None:
        actions.report_post(cohort=cohort, post=post, why=why, by=guard.actor(), now=clock.now())

    return _with_reason(
        cohort, post_ref, report, _("Thank you. Whoever looks after the cohort is told, and looks at it.")
    )


@bp.post("/cohorts/<cohort_ref>/posts/<post_ref>/hide")
@guard.needs(Permission.COHORT_FOLLOW, cohort=learning_queries.cohort_by_ref)
def hide_post(cohort: Cohort, post_ref: str) -> Any:
    """Hide a post, with a reason that its writer reads."""

    def hide(post: Post, why: str) -> None:
        message_actions.hide_post(post=post, why=why, by=guard.actor(), now=clock.now())

    return _with_reason(cohort, post_ref, hide, _("The post is hidden. Its writer sees why."))


def _with_reason(cohort: Cohort, post_ref: str, verb: Callable[[Post, str], None], said: str) -> Any:
    found, form = _post(cohort, post_ref), forms.WhyForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            verb(found, form.why.data or "")
            return _back(cohort, found, said)
        except Refused as error:
            refused = undone(error)
    return _post_page(cohort, _post(cohort, post_ref), why=form, refused=refused), 422


@bp.post("/cohorts/<cohort_ref>/posts/<post_ref>/show")
@guard.needs(Permission.COHORT_FOLLOW, cohort=learning_queries.cohort_by_ref)
def show_post(cohort: Cohort, post_ref: str) -> Any:
    """Show a hidden post again; or say that a reported one is fine."""
    found = _asked(cohort, post_ref)
    if found.hidden_at is None:
        message_actions.settle_reports(post=found, by=guard.actor(), now=clock.now())
        return _back(cohort, found, _("The post stays as it is."))
    message_actions.show_post(post=found, by=guard.actor(), now=clock.now())
    return _back(cohort, found, _("The post is shown again."))


@bp.post("/cohorts/<cohort_ref>/posts/<post_ref>/remove")
@guard.needs(Permission.COHORT_MEET, cohort=learning_queries.cohort_by_ref)
def remove_post(cohort: Cohort, post_ref: str) -> Any:
    """Remove one's own post."""
    found = _asked(cohort, post_ref)
    message_actions.remove_post(post=found, by=guard.actor(), now=clock.now())
    flask.flash(_("Your post is removed."), "done")
    return flask.redirect(_topic(cohort, found.topic), 303)


def _asked(cohort: Cohort, post_ref: str) -> Post:
    if not ButtonForm().validate_on_submit():
        raise NotFound
    return _post(cohort, post_ref)


def _back(cohort: Cohort, post: Post, said: str) -> Any:
    flask.flash(said, "done")
    return flask.redirect(_topic(cohort, post.topic, f"post-{post.ref}"), 303)
