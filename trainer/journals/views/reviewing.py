"""What waits for my answer as a mentor, and how do I answer it?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.i18n import locale_code, zone_name
from trainer.core.web import guard
from trainer.core.web.paging import page_of
from trainer.core.web.refusals import undone
from trainer.journals import actions, forms, queries
from trainer.journals.models import Entry
from trainer.journals.rules import ANSWER_WITHIN, Change, EntryState
from trainer.journals.views.blueprint import bp
from trainer.journals.wording import LEVELS
from trainer.permissions import Permission, Role


@bp.get("/reviews")
@guard.signed_in
def reviews() -> str:
    """A mentor's queue: what my trainees handed in, oldest first, each with the day by which it is answered."""
    actor = guard.actor()
    writers = actor.scope_ids(Role.MENTOR, "person")
    page = page_of(
        queries.queue(writers),
        by=(Entry.__table__.c.submitted_at, Entry.__table__.c.id),
        after=flask.request.args.get("after"),
    )
    still_open = queries.open_reviews(actor.person_id) if writers else []
    return flask.render_template(
        "journals/reviews.html", page=page, count=queries.queue_count(writers), is_mentor=bool(writers),
        me=actor.person_id, in_review=EntryState.IN_REVIEW, within=ANSWER_WITHIN, today=_today(),
        keep=" ".join(f"review:{actor.ref}:{ref}" for ref in still_open), keep_of=f"review:{actor.ref}:",
    )  # fmt: skip


def _today() -> Any:
    return clock.now().astimezone(clock.zone(zone_name())).date()


@bp.route("/reviews/<entry_ref>", methods=["GET", "POST"])
@guard.needs(Permission.JOURNAL_REVIEW, entry=queries.entry_by_ref)
def review(entry: Entry) -> Any:
    """One entry to answer: its rounds, and once it is taken up, the rubric and the three parts of feedback."""
    form: Any = forms.ReviewForm(kind=entry.kind)
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.review(entry=entry, by=guard.actor(), now=clock.now(), **form.answer())
            flask.flash(
                _("Your answer is sent. %(name)s gets a mail without its text.", name=entry.person.name),
                "done",
            )
            return flask.redirect(flask.url_for("journals.reviews"), 303)
        except Refused as error:
            refused = undone(error)
    return _review_page(entry, form, refused), 422 if flask.request.method == "POST" else 200


def _review_page(entry: Entry, form: Any, refused: list[str]) -> str:
    me = guard.actor()
    if reason := queries.why_not_read(entry, me.person_id, now=clock.now()):
        raise Refused(reason)
    holder = queries.holder_of(entry, now=clock.now())
    rounds = queries.rounds_for(entry, me.person_id)
    if not rounds:
        raise NotFound
    mine = holder is not None and holder.id == me.person_id
    if flask.request.method == "GET":
        form.round.data = str(rounds[-1].submission.round)
    return flask.render_template(
        "journals/review.html", entry=entry, rounds=rounds, form=form, button=ButtonForm(), refused=refused,
        holder=holder, mine=mine, language=locale_code(), prompt=queries.prompt_of(entry.enrollment, entry.prompt),
        LEVELS=LEVELS, Change=Change, me=me.person_id, kept_as=f"review:{me.ref}:{entry.ref}", own=False,
        waits=entry.state in (EntryState.SUBMITTED, EntryState.IN_REVIEW), due=rounds[-1].submission.due_on,
    )  # fmt: skip


@bp.post("/reviews/<entry_ref>/begin")
@guard.needs(Permission.JOURNAL_REVIEW, entry=queries.entry_by_ref)
def begin(entry: Entry) -> Any:
    """Take an entry up, so that nobody else answers it as well."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.begin_review(entry=entry, by=guard.actor(), now=clock.now())
    return flask.redirect(flask.url_for("journals.review", entry_ref=entry.ref), 303)


@bp.post("/reviews/<entry_ref>/put-back")
@guard.needs(Permission.JOURNAL_REVIEW, entry=queries.entry_by_ref)
def put_back(entry: Entry) -> Any:
    """Put an entry back into the queue."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.put_back(entry=entry, by=guard.actor(), now=clock.now())
    flask.flash(_("The entry is back in the queue."), "done")
    return flask.redirect(flask.url_for("journals.reviews"), 303)
