"""What is there to write, and how is it kept, handed in and taken back?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.i18n import locale_code, sentence
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.journals import actions, forms, queries
from trainer.journals.models import Entry
from trainer.journals.queries import Line, Prompt
from trainer.journals.rules import OPEN, EntryState, WriteReason
from trainer.journals.views.blueprint import bp
from trainer.learning import queries as learning_queries
from trainer.learning.models import Enrollment
from trainer.learning.rules import LIVE
from trainer.mentoring import queries as mentoring_queries
from trainer.permissions import Permission


@bp.get("/journal")
@guard.signed_in
def mine() -> str:
    """My journal: every prompt of my cohort, what I wrote, and where it stands."""
    me = guard.actor().person_id
    enrollment = learning_queries.last_enrollment_of(me)
    lines = queries.journal_of(enrollment) if enrollment else []
    return flask.render_template(
        "journals/mine.html", enrollment=enrollment, lines=lines, language=locale_code(), today=clock.today(),
        mentor=mentoring_queries.mentor_of(me) if enrollment else None,
        open_states=OPEN, draft=EntryState.DRAFT, next=_next(lines),
    )  # fmt: skip


def _next(lines: list[Line]) -> Line | None:
    """What to write next: what was sent back comes first, then the first required prompt that is open and waits."""
    back = [
        line
        for line in lines
        if line.entry and line.entry.state in OPEN and line.entry.state is not EntryState.DRAFT
    ]
    waits = [
        line for line in lines
        if line.prompt.required and (line.entry is None or line.entry.state is EntryState.DRAFT)
        and line.prompt.opens_on is not None and line.prompt.opens_on <= clock.today()
    ]  # fmt: skip
    return next(iter([*back, *waits]), None)


def _asked(prompt_id: str) -> tuple[Enrollment, Prompt]:
    """The visitor's own enrollment and the prompt of it that a URL names."""
    enrollment = learning_queries.last_enrollment_of(guard.actor().person_id)
    prompt = (
        queries.prompt_of(enrollment, prompt_id)
        if enrollment and account_queries.storable(prompt_id)
        else None
    )
    if enrollment is None or prompt is None:
        raise NotFound
    return enrollment, prompt


@bp.route("/journal/<prompt_id>", methods=["GET", "POST"])
@guard.signed_in
def write(prompt_id: str) -> Any:
    """Write to a prompt: save the draft, or hand it in."""
    enrollment, prompt = _asked(prompt_id)
    entry = queries.entry_for(enrollment.id, prompt_id)
    if flask.request.method == "GET" and entry is not None and entry.state not in OPEN:
        return flask.redirect(flask.url_for("journals.entry", entry_ref=entry.ref), 303)
    form: Any = forms.WriteForm(lock=str(entry.lock if entry else 0), text=entry.text if entry else "")
    refused: list[str] = []
    stored: str | None = None
    if form.validate_on_submit():
        try:
            return _saved(enrollment, prompt, form)
        except Refused as error:
            refused = undone(error)
            older = any(reason.code is WriteReason.OLDER_COPY for reason in error.reasons)
            entry = queries.entry_for(enrollment.id, prompt_id)
            stored = entry.text if older and entry else None
            form.lock.data = str(entry.lock if entry else 0)
    page = _write_page(enrollment, prompt, entry, form, refused, stored)
    return page, 422 if flask.request.method == "POST" else 200


def _saved(enrollment: Enrollment, prompt: Prompt, form: Any) -> Any:
    """Save what was typed, and hand it in when that button was pressed; both or nothing."""
    actor, now = guard.actor(), clock.now()
    entry = actions.save_draft(
        enrollment=enrollment,
        prompt_id=prompt.id,
        text=form.text.data or "",
        lock=form.seen,
        by=actor,
        now=now,
    )
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
    refused: list[str],
    stored: str | None,
) -> str:
    me = guard.actor()
    answered = [one for one in entry.submissions if one.review is not None] if entry else []
    return flask.render_template(
        "journals/write.html", enrollment=enrollment, prompt=prompt, entry=entry, form=form, refused=refused,
        stored=stored, language=locale_code(), live=enrollment.state in LIVE,
        last=answered[-1].review if answered else None, first_entry=not queries.has_handed_in(me.person_id),
        mentor=mentoring_queries.mentor_of(me.person_id), kept_as=f"journal:{me.ref}:{prompt.id}",
    )  # fmt: skip


@bp.post("/journal/<prompt_id>/draft")
@guard.signed_in
def draft(prompt_id: str) -> Any:
    """What the page saves by itself; answered with the next number, or with the text that was saved meanwhile."""
    enrollment, _prompt = _asked(prompt_id)
    form = forms.DraftForm()
    if not form.validate_on_submit():
        return {"problem": " ".join(str(text) for texts in form.errors.values() for text in texts)}, 422
    try:
        entry = actions.save_draft(
            enrollment=enrollment, prompt_id=prompt_id, text=form.text.data or "", lock=form.seen,
            by=guard.actor(), now=clock.now(),
        )  # fmt: skip
    except Refused as error:
        return {"problem": " ".join(sentence(reason) for reason in error.reasons)}, 409
    return {"lock": entry.lock}


@bp.post("/entries/<entry_ref>/withdraw")
@guard.needs(Permission.JOURNAL_WRITE, entry=queries.entry_by_ref)
def withdraw(entry: Entry) -> Any:
    """Take an entry back before anybody has begun to answer it."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.withdraw(entry=entry, by=guard.actor(), now=clock.now())
    flask.flash(_("You took your entry back. Only you read it now."), "done")
    return flask.redirect(flask.url_for("journals.write", prompt_id=entry.prompt), 303)
