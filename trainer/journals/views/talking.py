"""What do a trainee, their mentor and a second reader say to each other under an entry?"""

from datetime import datetime
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.html import letter
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.journals import actions, forms, queries
from trainer.journals.models import Entry
from trainer.journals.queries import talk
from trainer.journals.views.blueprint import bp
from trainer.messages import actions as message_actions
from trainer.messages import queries as message_queries
from trainer.messages import rules as message_rules
from trainer.messages.models import Post
from trainer.permissions import Permission, Role


def beside(entry: Entry, *, handed_in: bool, now: datetime) -> dict[str, Any]:
    """What stands under an entry, for its page: who reads it, the conversation, and a field to say something."""
    me = guard.actor()
    people = talk.talkers(entry, now=now)
    page = message_queries.posts_page(
        talk.circle_name(entry), talk.TOPIC, flask.request.args.get("after") if handed_in else None
    )
    readings = talk.readings_of(entry.id)
    known = {one.person.id: one.role for one in people}
    seconds = {one.reader_id for one in readings if one.reader_id}
    return {
        "talk": page if handed_in else None, "readings": readings, "letter": letter,
        "names": talk.names_of({row[1].person_id for row in page.rows}), "minutes": minutes(),
        "role_of": lambda id: known.get(id) or (Role.SECOND_READER if id in seconds else Role.MENTOR),
        "second": next((one for one in readings if one.ended_at is None), None), "say_form": forms.SayForm(),
        "said_last": message_queries.last_post_of(me.person_id, talk.circle_name(entry), talk.TOPIC),
        "talk_kept_as": f"talk:{me.ref}:{entry.ref}", "as_second": known.get(me.person_id) is Role.SECOND_READER,
        "others": [one.person.name for one in people if one.person.id != me.person_id],
    }  # fmt: skip


def minutes() -> int:
    """For how many minutes what was said can be changed."""
    return int(message_rules.EDIT_FOR.total_seconds() // 60)


def _read(entry: Entry) -> None:
    """Refuse whoever would not see the entry itself: a colleague, or anybody while nothing is handed in."""
    me = guard.actor().person_id
    if reason := queries.why_not_read(entry, me, now=clock.now()):
        raise Refused(reason)
    if not queries.rounds_for(entry, me):
        raise NotFound


@bp.post("/entries/<entry_ref>/say")
@guard.needs(Permission.JOURNAL_READ, entry=queries.entry_by_ref)
def say(entry: Entry) -> Any:
    """Write under an entry."""
    _read(entry)
    form = forms.SayForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            post = actions.say(
                entry=entry, handed_in=True, text=form.text.data or "", by=guard.actor(), now=clock.now()
            )
            flask.flash(_("It is there. The others get a mail without your words."), "done")
            return flask.redirect(_entry(entry, f"post-{post.ref}"), 303)
        except Refused as error:
            refused = undone(error)
    return _post_page(entry, None, form, refused), 422


def _entry(entry: Entry, anchor: str) -> str:
    return flask.url_for("journals.entry", entry_ref=entry.ref, _anchor=anchor)


@bp.route("/entries/<entry_ref>/said/<post_ref>", methods=["GET", "POST"])
@guard.needs(Permission.JOURNAL_READ, entry=queries.entry_by_ref)
def said(entry: Entry, post_ref: str) -> Any:
    """Change or remove what I said."""
    _read(entry)
    post = _own(entry, post_ref)
    form: Any = forms.SayForm(data={"text": post.text})
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            message_actions.edit_post(post=post, text=form.text.data or "", by=guard.actor(), now=clock.now())
            flask.flash(_("It is changed."), "done")
            return flask.redirect(_entry(entry, f"post-{post.ref}"), 303)
        except Refused as error:
            refused = undone(error)
    page = _post_page(entry, _own(entry, post_ref), form, refused)
    return page, 422 if flask.request.method == "POST" else 200


def _own(entry: Entry, ref: str) -> Post:
    """What this visitor said under this entry."""
    found = message_queries.post_in(talk.circle_name(entry), ref)
    if found is None or found.person_id != guard.actor().person_id:
        raise NotFound
    return found


def _post_page(entry: Entry, post: Post | None, form: Any, refused: list[str]) -> str:
    can_edit = post is not None and not message_rules.why_not_edit(
        own=True, made_at=post.made_at, removed=post.removed_at is not None, hidden=post.hidden_at is not None,
        now=clock.now(),
    )  # fmt: skip
    return flask.render_template(
        "journals/said.html", entry=entry, post=post, form=form, refused=refused, can_edit=can_edit,
        button=ButtonForm(), letter=letter, minutes=minutes(),
        own=entry.person_id == guard.actor().person_id,
    )  # fmt: skip


@bp.post("/entries/<entry_ref>/said/<post_ref>/remove")
@guard.needs(Permission.JOURNAL_READ, entry=queries.entry_by_ref)
def unsay(entry: Entry, post_ref: str) -> Any:
    """Remove what I said."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    _read(entry)
    message_actions.remove_post(post=_own(entry, post_ref), by=guard.actor(), now=clock.now())
    flask.flash(_("It is removed."), "done")
    return flask.redirect(_entry(entry, "talk"), 303)
