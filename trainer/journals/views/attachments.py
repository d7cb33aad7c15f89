"""How does something come to stand beside an entry, and who gets its file?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.db import db
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.i18n import sentence
from trainer.core.web import files as web_files
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.journals import actions, queries
from trainer.journals.forms import attachments as forms
from trainer.journals.models import Attachment, Entry
from trainer.journals.queries import attachments
from trainer.journals.rules import OPEN
from trainer.journals.rules.attachments import MOST_ATTACHED, MOST_MEGABYTES, AttachmentKind, Shown
from trainer.journals.views.blueprint import bp
from trainer.permissions import Permission

MOST_SENT = 48 << 20
"""Bytes of one upload, its form included: a phone's photo has up to 40 MB."""


def _prepared(form: Any) -> actions.Prepared:
    """The file that came with a form, ready to be kept. Nothing of the database is held while that takes long."""
    db.session.rollback()
    came = web_files.sent(form.file.name, most=MOST_SENT)
    size = came.stream.seek(0, 2)
    came.stream.seek(0)
    return actions.prepare(came.stream, name=came.filename or "", size=size)


def _told(error: Refused) -> Any:
    """Why it was refused: for a script that sends later, as JSON; else None, and the page says it."""
    if flask.request.accept_mimetypes.best == "application/json":
        db.session.rollback()
        return {"problem": " ".join(sentence(reason) for reason in error.reasons)}, 422
    return None


@bp.route("/entries/<entry_ref>/attachments", methods=["GET", "POST"])
@guard.needs(Permission.JOURNAL_WRITE, late_lock=True, most_bytes=MOST_SENT, entry=queries.entry_by_ref)
def attach(entry: Entry) -> Any:
    """Add a photo, an audio note or a document. Who can be recognized is asked before anything is kept."""
    form: Any = forms.AttachForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            prepared = _prepared(form)
            return guard.locked_once(lambda: _attached(entry, prepared, form))
        except Refused as error:
            if (answer := _told(error)) is not None:
                return answer
            refused = undone(error)
    page = flask.render_template(
        "journals/attach.html", entry=entry, form=form, refused=refused, sizes=MOST_MEGABYTES, most=MOST_ATTACHED,
        count=attachments.count_of(entry.id), can_add=entry.state in OPEN,
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _attached(entry: Entry, prepared: actions.Prepared, form: Any) -> Any:
    attachment = actions.attach(
        entry=entry, prepared=prepared, recognizable=form.somebody, caption=form.caption.data or "",
        alt=form.alt.data or "", shows=form.shows.data or [], by=guard.actor(), now=clock.now(),
    )  # fmt: skip
    flask.flash(_("It is kept beside your entry."), "done")
    return flask.redirect(flask.url_for("journals.attachment", attachment_ref=attachment.ref), 303)


@bp.route("/attachments/<attachment_ref>", methods=["GET", "POST"])
@guard.needs(Permission.JOURNAL_WRITE, attachment=attachments.attachment_by_ref)
def attachment(attachment: Attachment) -> Any:
    """One photo, note or document: who sees it and why, its words, the consents, and what can be done with it."""
    form: Any = forms.Described(caption=attachment.caption, alt=attachment.alt, shows=list(attachment.shows))
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.describe(
                attachment=attachment, caption=form.caption.data or "", alt=form.alt.data or "",
                shows=form.shows.data or [], by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Saved."), "done")
            return _to(attachment)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "journals/attachment.html", entry=attachment.entry, attachment=attachment, form=form, refused=refused,
        beside=_own(attachment), button=ButtonForm(), Shown=Shown, today=clock.today(),
        can_describe=attachment.entry.state in OPEN, is_photo=attachment.kind is AttachmentKind.PHOTO,
        standing=attachments.standings(attachment.consents),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _own(attachment: Attachment) -> Any:
    found = attachments.beside(attachment.entry, attachment.entry.person_id)
    return next(one for one in found if one.attachment.id == attachment.id)


def _to(attachment: Attachment) -> Any:
    return flask.redirect(flask.url_for("journals.attachment", attachment_ref=attachment.ref), 303)


def _readable(attachment: Attachment, person_id: int) -> None:
    """Whether this reader of the entry gets the file today. Raises NotFound, whatever the reason: that there is
    something to see is told to nobody who may not see it."""
    entry = attachment.entry
    own = person_id == entry.person_id
    if not own and queries.why_not_read(entry, person_id, now=clock.now()):
        raise NotFound
    rounds = [] if own else queries.rounds_for(entry, person_id)
    if not attachments.sees(attachment, person_id, rounds):
        raise NotFound


@bp.get("/attachments/<attachment_ref>/file")
@guard.needs(Permission.JOURNAL_READ, attachment=attachments.attachment_by_ref)
def attachment_file(attachment: Attachment) -> Any:
    """The file itself, for the writer, and for the mentor who reads the round it came with and may see it today."""
    _readable(attachment, guard.actor().person_id)
    return web_files.answer(attachment.file)


@bp.get("/attachments/<attachment_ref>/small")
@guard.needs(Permission.JOURNAL_READ, attachment=attachments.attachment_by_ref)
def attachment_small(attachment: Attachment) -> Any:
    """The small picture, for the same people."""
    _readable(attachment, guard.actor().person_id)
    if attachment.thumb is None:
        raise NotFound
    return web_files.answer(attachment.thumb)


@bp.route("/attachments/<attachment_ref>/cover", methods=["GET", "POST"])
@guard.needs(
    Permission.JOURNAL_WRITE, late_lock=True, most_bytes=MOST_SENT, attachment=attachments.attachment_by_ref
)
def cover(attachment: Attachment) -> Any:
    """Cover faces in a photo that is here: the covered picture takes its place, and the other one is deleted."""
    form: Any = forms.CoverForm()
    refused: list[str] = []
    if attachment.kind is not AttachmentKind.PHOTO or not _own(attachment).there:
        raise NotFound
    if form.validate_on_submit():
        try:
            prepared = _prepared(form)
            return guard.locked_once(lambda: _covered(attachment, prepared, form))
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "journals/cover.html", attachment=attachment, entry=attachment.entry, form=form, refused=refused
    )
    return page, 422 if flask.request.method == "POST" else 200


def _covered(attachment: Attachment, prepared: actions.Prepared, form: Any) -> Any:
    actions.cover(
        attachment=attachment,
        prepared=prepared,
        recognizable=form.somebody,
        by=guard.actor(),
        now=clock.now(),
    )
    flask.flash(_("The covered picture took the place of the other one, which is deleted."), "done")
    return _to(attachment)


@bp.post("/attachments/<attachment_ref>/recognizable")
@guard.needs(Permission.JOURNAL_WRITE, attachment=attachments.attachment_by_ref)
def recognizable(attachment: Attachment) -> Any:
    """Somebody can be recognized after all."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.say_recognizable(attachment=attachment, by=guard.actor(), now=clock.now())
    flask.flash(_("Only you see it now, until the consent of everybody in it is recorded."), "done")
    return _to(attachment)


@bp.post("/attachments/<attachment_ref>/remove")
@guard.needs(Permission.JOURNAL_WRITE, attachment=attachments.attachment_by_ref)
def remove(attachment: Attachment) -> Any:
    """Delete it for good."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    entry = attachment.entry
    actions.remove(attachment=attachment, by=guard.actor(), now=clock.now())
    flask.flash(_("It is deleted."), "done")
    if entry.state in OPEN:
        return flask.redirect(flask.url_for("journals.write", prompt_id=entry.prompt), 303)
    return flask.redirect(flask.url_for("journals.entry", entry_ref=entry.ref), 303)
