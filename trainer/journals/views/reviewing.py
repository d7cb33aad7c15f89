"""What waits for my answer as a mentor, and how do I answer it?"""

from datetime import date, datetime, time
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.i18n import locale_code, zone_name
from trainer.core.web import guard
from trainer.core.web.paging import page_of
from trainer.core.web.refusals import undone
from trainer.journals import actions, forms, queries
from trainer.journals.models import Entry, ReviewDraft
from trainer.journals.queries import attachments, talk
from trainer.journals.rules import ANSWER_WITHIN, DEEP, Change, Criterion, EntryState, Part
from trainer.journals.views.blueprint import bp
from trainer.journals.wording import LEVELS
from trainer.journals.wording.reviewing import BEGINNINGS, PARTS
from trainer.messages import queries as message_queries
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
    load, today = queries.load_of(writers, today=_today()), _today()
    return flask.render_template(
        "journals/reviews.html", page=page, load=load, is_mentor=bool(writers), me=actor.person_id, today=today,
        count=sum(one.waiting for one in load), overdue=sum(one.overdue for one in load), month=today,
        answered=queries.answered_since(actor.person_id, _first_of_month(today)) if writers else 0,
        in_review=EntryState.IN_REVIEW, within=ANSWER_WITHIN, keep_of=f"review:{actor.ref}:",
        keep=" ".join(f"review:{actor.ref}:{ref}:{round}" for ref, round in still_open),
    )  # fmt: skip


def _today() -> date:
    return clock.now().astimezone(clock.zone(zone_name())).date()


def _first_of_month(today: date) -> datetime:
    return datetime.combine(today.replace(day=1), time(), clock.zone(zone_name()))


@bp.get("/reviews/of/<person_ref>")
@guard.needs(Permission.JOURNAL_REVIEW, person=account_queries.person_by_ref)
def way(person: Person) -> str:
    """A trainee's way through the year: every entry that was handed in, with its rounds and what was seen in it."""
    if reason := queries.why_not_follow(person, guard.actor().person_id, now=clock.now()):
        raise Refused(reason)
    steps = queries.way_of(person.id)
    later = [one for one in steps if one.practicum]
    return flask.render_template(
        "journals/way.html", person=person, steps=steps, LEVELS=LEVELS, accepted=EntryState.ACCEPTED,
        deep=sum(one.levels.get(Criterion.MEANING, 0) >= DEEP for one in later) if later else None,
    )  # fmt: skip


@bp.route("/reviews/<entry_ref>", methods=["GET", "POST"])
@guard.needs(Permission.JOURNAL_REVIEW, entry=queries.entry_by_ref)
def review(entry: Entry) -> Any:
    """One entry to answer: its rounds, and once it is taken up, the rubric and the three parts of feedback."""
    form: Any = forms.ReviewForm(kind=entry.kind)
    if flask.request.method == "GET":
        return _review_page(entry, form, [])
    act = flask.request.form.get("act", "")
    try:
        if act:
            return _kept(entry, act)
        if form.validate_on_submit():
            actions.review(entry=entry, by=guard.actor(), now=clock.now(), lock=form.began, **form.answer())
            flask.flash(
                _("Your answer is sent. %(name)s gets a mail without its text.", name=entry.person.name),
                "done",
            )
            return flask.redirect(flask.url_for("journals.reviews"), 303)
    except Refused as error:
        return _review_page(entry, form, undone(error)), 422
    return _review_page(entry, form, []), 422


def _kept(entry: Entry, act: str) -> Any:
    """Keep what is typed, for whoever has no script or wants to be sure; with a beginning where one was chosen."""
    form = forms.AnswerDraftForm()
    if not form.validate_on_submit():
        whole: Any = forms.ReviewForm(kind=entry.kind)
        whole.validate()
        return _review_page(entry, whole, []), 422
    typed = form.typed(flask.request.form)
    part, text = _beginning(act, guard.actor())
    if part is not None:
        typed[part.value] = f"{typed[part.value]} {text}".strip() + " "
    else:
        flask.flash(_("Your answer is kept. Only you read it until you send it."), "done")
    actions.keep_answer(
        entry=entry, round=form.seen, typed=typed, lock=form.began, by=guard.actor(), now=clock.now()
    )
    anchor = part.value if part else "answer"
    return flask.redirect(flask.url_for("journals.review", entry_ref=entry.ref, _anchor=anchor), 303)


def _beginning(act: str, by: Actor) -> tuple[Part | None, str]:
    """The part and the words of the beginning that a button names: "begin:saw:2", or with a reference of one's own."""
    word, _colon, rest = act.partition(":")
    name, _colon, which = rest.partition(":")
    if word != "begin" or name not in list(Part):
        return None, ""
    part = Part(name)
    known = {str(number): str(text) for number, text in enumerate(BEGINNINGS[part])}
    own = {one.ref: one.text for one in queries.beginnings_of(by.person_id) if one.part is part}
    text = {**known, **own}.get(which, "")
    return (part, text) if text else (None, "")


@bp.post("/reviews/<entry_ref>/draft")
@guard.needs(Permission.JOURNAL_REVIEW, entry=queries.entry_by_ref)
def answer_draft(entry: Entry) -> Any:
    """What the page keeps by itself; answered with the next number."""
    form = forms.AnswerDraftForm(data={"round": flask.request.args.get("round", "")})
    if not form.validate_on_submit():
        return {"problem": " ".join(str(text) for texts in form.errors.values() for text in texts)}, 422
    try:
        kept = actions.keep_answer(
            entry=entry, round=form.seen, typed=form.typed(), lock=form.began, by=guard.actor(),
            now=clock.now(),
        )  # fmt: skip
    except Refused as error:
        return {"problem": " ".join(undone(error))}, 409
    return {"lock": kept.lock}


def _review_page(entry: Entry, form: Any, refused: list[str]) -> str:
    me, now = guard.actor(), clock.now()
    if reason := queries.why_not_read(entry, me.person_id, now=now):
        raise Refused(reason)
    holder = queries.holder_of(entry, now=now)
    rounds = queries.rounds_for(entry, me.person_id)
    if not rounds:
        raise NotFound
    mine = holder is not None and holder.id == me.person_id
    last = rounds[-1].submission
    draft = queries.draft_of(last.id, me.person_id) if mine else None
    stored = _shown(form, draft, last.round)
    return flask.render_template(
        "journals/review.html", entry=entry, rounds=rounds, form=form, button=ButtonForm(), refused=refused,
        holder=holder, mine=mine, language=locale_code(), prompt=queries.prompt_of(entry.enrollment, entry.prompt),
        LEVELS=LEVELS, Change=Change, me=me.person_id, own=False, PARTS=PARTS, stored=stored, Part=Part,
        kept_as=f"review:{me.ref}:{entry.ref}:{last.round}", due=last.due_on, today=_today(),
        waits=entry.state in (EntryState.SUBMITTED, EntryState.IN_REVIEW), beginnings=BEGINNINGS,
        attached=attachments.beside(entry, me.person_id, rounds),
        own_beginnings=queries.beginnings_of(me.person_id) if mine else [],
        second=talk.open_reading(entry.id), said=_said(entry),
        beside=queries.beside(entry, me.scope_ids(Role.MENTOR, "person"), me.person_id),
    )  # fmt: skip


def _said(entry: Entry) -> int:
    """How much was said under an entry."""
    return message_queries.post_counts(talk.circle_name(entry)).get(talk.TOPIC, 0)


def _shown(form: Any, draft: ReviewDraft | None, round: int) -> dict[str, str] | None:
    """Fill the form with what was kept. What another window kept meanwhile is handed back, to be shown beside."""
    lock = draft.lock if draft else 0
    if flask.request.method == "GET":
        form.round.data = str(round)
        form.fill(draft.typed if draft else {}, lock)
        return None
    older = draft is not None and form.began is not None and form.began != lock
    form.lock.data = str(lock)
    return draft.typed if older and draft else None


@bp.post("/reviews/<entry_ref>/begin")
@guard.needs(Permission.JOURNAL_REVIEW, entry=queries.entry_by_ref)
def begin(entry: Entry) -> Any:
    """Take an entry up, so that nobody else answers it as well."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.begin_review(entry=entry, by=guard.actor(), now=clock.now())
    return flask.redirect(flask.url_for("journals.review", entry_ref=entry.ref, _anchor="answer"), 303)


@bp.post("/reviews/<entry_ref>/put-back")
@guard.needs(Permission.JOURNAL_REVIEW, entry=queries.entry_by_ref)
def put_back(entry: Entry) -> Any:
    """Put an entry back into the queue."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.put_back(entry=entry, by=guard.actor(), now=clock.now())
    flask.flash(_("The entry is back in the queue."), "done")
    return flask.redirect(flask.url_for("journals.reviews"), 303)
