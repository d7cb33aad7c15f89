"""What is there to write, and how is it kept, handed in and taken back?"""

import dataclasses
from collections.abc import Sequence
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.db import new_ref
from trainer.core.errors import NotFound, Reason, Refused
from trainer.core.forms import ButtonForm
from trainer.core.i18n import locale_code, sentence
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.journals import actions, forms, queries, rules
from trainer.journals.models import Entry
from trainer.journals.queries import Prompt, attachments
from trainer.journals.rules import OPEN, EntryKind, EntryState, WriteReason
from trainer.journals.views.blueprint import bp
from trainer.learning import queries as learning_queries
from trainer.learning.models import Enrollment
from trainer.learning.rules import LIVE
from trainer.mentoring import queries as mentoring_queries
from trainer.permissions import Permission


def _asked(prompt_id: str) -> tuple[Enrollment, Prompt, Entry | None]:
    """The visitor's own enrollment, what a URL names of it (a prompt, or a trace without one), and what is written."""
    me = guard.actor().person_id
    enrollment = learning_queries.last_enrollment_of(me)
    if enrollment is None or not account_queries.storable(prompt_id):
        raise NotFound
    if rules.is_free(prompt_id):
        if not rules.KEY.fullmatch(prompt_id):
            raise NotFound
        entry = queries.free_entry(me, prompt_id)
        return enrollment, queries.free_prompt(prompt_id, entry.title if entry else ""), entry
    prompt = queries.prompt_of(enrollment, prompt_id)
    if prompt is None:
        raise NotFound
    return enrollment, prompt, queries.entry_for(enrollment.id, prompt_id)


@bp.get("/journal/new")
@guard.signed_in
def new() -> Any:
    """A trace of practice of one's own accord. Nothing is kept before the first word is."""
    enrollment = learning_queries.last_enrollment_of(guard.actor().person_id)
    if enrollment is None:
        raise NotFound
    prompt = queries.free_prompt(f"{rules.FREE}{new_ref()}")
    return _write_page(enrollment, prompt, None, _form(enrollment, None))


@bp.route("/journal/<prompt_id>", methods=["GET", "POST"])
@guard.signed_in
def write(prompt_id: str) -> Any:
    """Write to a prompt, or a trace without one: save the draft, or hand it in."""
    enrollment, prompt, entry = _asked(prompt_id)
    posted = flask.request.method == "POST"
    if not posted and entry is not None and entry.state not in OPEN:
        return flask.redirect(flask.url_for("journals.entry", entry_ref=entry.ref), 303)
    form = _form(enrollment, entry)
    act = flask.request.form.get("act") if posted else ""
    if act == "theirs" and form.validate_on_submit():
        return flask.redirect(flask.url_for("journals.write", prompt_id=prompt.id), 303)
    if act == "both" and entry is not None and form.validate_on_submit():
        form.text.data = rules.together(entry.text, form.text.data or "")
        form.lock.data = str(entry.lock)
        return _write_page(enrollment, prompt, entry, form, joined=True)
    refused: list[str] = []
    stored: str | None = None
    if form.validate_on_submit():
        try:
            return _saved(enrollment, prompt, form)
        except Refused as error:
            refused = undone(error)
            older = any(reason.code is WriteReason.OLDER_COPY for reason in error.reasons)
            entry = queries.written(enrollment, prompt_id)
            stored = entry.text if older and entry else None
            form.lock.data = str(entry.lock if entry else 0)
    page = _write_page(enrollment, prompt, entry, form, refused, stored)
    return page, 422 if posted else 200


def _form(enrollment: Enrollment, entry: Entry | None, kind: Any = forms.WriteForm) -> Any:
    """What is written as fields, with the choices that stand beside it."""
    me = guard.actor().person_id
    sessions = queries.own_sessions(me)
    beside = entry.beside if entry else rules.Beside()
    if beside.session_id and beside.session_id not in {one.id for one in sessions} and entry:
        sessions = [*sessions, *queries.as_choice(entry)]
    form = kind(
        lock=str(entry.lock if entry else 0),
        text=entry.text if entry else "",
        **forms.as_typed(beside, sessions),
    )
    mentor = mentoring_queries.mentor_of(me)
    form.mentor = mentor
    form.offer(sessions, mentor.name if mentor else "")
    return form


def _saved(enrollment: Enrollment, prompt: Prompt, form: Any) -> Any:
    """Save what was typed, and hand it in when that button was pressed; both or nothing."""
    actor, now = guard.actor(), clock.now()
    entry = actions.save_draft(
        enrollment=enrollment, prompt_id=prompt.id, text=form.text.data or "", lock=form.seen,
        beside=form.beside(), by=actor, now=now,
    )  # fmt: skip
    if flask.request.form.get("act") == "attach":
        return flask.redirect(flask.url_for("journals.attach", entry_ref=entry.ref), 303)
    if flask.request.form.get("act") != "submit":
        flask.flash(_("Your draft is saved. Only you read it."), "done")
        return flask.redirect(flask.url_for("journals.write", prompt_id=prompt.id), 303)
    actions.submit(entry=entry, by=actor, now=now)
    flask.flash(
        _("Your entry is handed in. Until your mentor begins to answer, you can take it back."), "done"
    )
    return flask.redirect(flask.url_for("journals.entry", entry_ref=entry.ref), 303)


def _write_page(
    enrollment: Enrollment,
    prompt: Prompt,
    entry: Entry | None,
    form: Any,
    refused: Sequence[str] = (),
    stored: str | None = None,
    *,
    joined: bool = False,
) -> str:
    me = guard.actor()
    answered = [one for one in entry.submissions if one.review is not None] if entry else []
    live = enrollment.state in LIVE
    return flask.render_template(
        "journals/write.html", enrollment=enrollment, prompt=prompt, entry=entry, form=form, refused=refused,
        compared=rules.changes(stored, form.text.data or "") if stored is not None else None, joined=joined,
        language=locale_code(), live=live or prompt.free, can_hand_in=live and prompt.for_others, Change=rules.Change,
        last=answered[-1].review if answered else None, first_entry=not queries.has_handed_in(me.person_id),
        attached=attachments.beside(entry, me.person_id) if entry else [],
        takes_pictures="journals.attach" in flask.current_app.view_functions, mentor=form.mentor,
        kept_as=f"journal:{me.person_id}:{prompt.id}", kept_of=f"journal:{me.person_id}:",
        read_already=any(one.withdrawn_at is None for one in entry.submissions) if entry else False,
        use=_use_form(enrollment) if entry and entry.free and live and entry.state is EntryState.DRAFT else None,
    )  # fmt: skip


def _use_form(enrollment: Enrollment) -> Any:
    """The prompts that still wait for a trace, or None when there is none."""
    waiting = [
        (line.prompt.id, _("Session %(session)s: %(prompt)s", session=line.prompt.session,
                           prompt=rules.beginning(line.prompt.text(locale_code()))))
        for line in queries.journal_of(enrollment)
        if line.entry is None and line.prompt.kind is EntryKind.TRACE
    ]  # fmt: skip
    if not waiting:
        return None
    form = forms.UseForm(formdata=None)
    form.offer(waiting)
    return form


@bp.post("/journal/<prompt_id>/draft")
@guard.signed_in
def draft(prompt_id: str) -> Any:
    """What the page saves by itself; answered with the next number, or with the text that was saved meanwhile.

    A link that is only half typed keeps no text from being saved: the links stay as they were, and the page says why.
    """
    enrollment, _prompt, entry = _asked(prompt_id)
    form = _form(enrollment, entry, forms.DraftForm)
    if not form.validate_on_submit():
        return {"problem": " ".join(str(text) for texts in form.errors.values() for text in texts)}, 422
    beside, answer = form.beside(), {}
    problem = rules.problem_of_links(beside.links) if beside else None
    if beside and problem:
        beside = dataclasses.replace(beside, links=entry.beside.links if entry else ())
        answer = {"note": sentence(Reason(*problem))}
    try:
        saved = actions.save_draft(
            enrollment=enrollment, prompt_id=prompt_id, text=form.text.data or "", lock=form.seen, beside=beside,
            by=guard.actor(), now=clock.now(),
        )  # fmt: skip
    except Refused as error:
        return {"problem": " ".join(undone(error)), **_stored(enrollment, prompt_id)}, 409
    return {"lock": saved.lock, "ref": saved.ref, **answer}


def _stored(enrollment: Enrollment, prompt_id: str) -> dict[str, Any]:
    """What is saved, so that a page knows its own text again when the answer to it was lost on the way."""
    entry = queries.written(enrollment, prompt_id)
    return {"lock": entry.lock, "text": entry.text} if entry else {}


@bp.post("/entries/<entry_ref>/use")
@guard.needs(Permission.JOURNAL_WRITE, entry=queries.entry_by_ref)
def use(entry: Entry) -> Any:
    """Make a trace the answer to a prompt."""
    form = forms.UseForm()
    form.prompt.validate_choice = False
    if not form.validate_on_submit():
        flask.flash(_("Choose the prompt first."), "care")
        return flask.redirect(flask.url_for("journals.write", prompt_id=entry.prompt), 303)
    actions.use_for_prompt(entry=entry, prompt_id=str(form.prompt.data), by=guard.actor(), now=clock.now())
    flask.flash(_("Your trace answers the prompt of session %(session)s now.", session=entry.session), "done")
    return flask.redirect(flask.url_for("journals.write", prompt_id=entry.prompt), 303)


@bp.post("/entries/<entry_ref>/withdraw")
@guard.needs(Permission.JOURNAL_WRITE, entry=queries.entry_by_ref)
def withdraw(entry: Entry) -> Any:
    """Take an entry back before anybody has begun to answer it."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.withdraw(entry=entry, by=guard.actor(), now=clock.now())
    flask.flash(_("You took your entry back. Only you read it now."), "done")
    return flask.redirect(flask.url_for("journals.write", prompt_id=entry.prompt), 303)
