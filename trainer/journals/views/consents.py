"""Which consents are recorded, how is one added, and how is it taken back?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import ButtonForm
from trainer.core.web import guard
from trainer.core.web.paging import page_of
from trainer.core.web.refusals import undone
from trainer.journals import actions
from trainer.journals.forms import attachments as forms
from trainer.journals.models import Attachment, Consent
from trainer.journals.queries import attachments
from trainer.journals.views.blueprint import bp
from trainer.permissions import Permission


@bp.route("/attachments/<attachment_ref>/consent", methods=["GET", "POST"])
@guard.needs(Permission.JOURNAL_WRITE, attachment=attachments.attachment_by_ref)
def consent(attachment: Attachment) -> Any:
    """Record that somebody allows to be seen: who, who signed, since when, until when, for what."""
    form: Any = forms.ConsentForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.record_consent(
                attachment=attachment, who=form.who.data, guardian=form.guardian.data or "",
                given_on=form.given_on.data, expires_on=form.expires_on.data, uses=form.uses.data or [],
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("The consent is recorded."), "done")
            return flask.redirect(flask.url_for("journals.attachment", attachment_ref=attachment.ref), 303)
        except Refused as error:
            refused = undone(error)
    before = _before(attachment, form.again.data or flask.request.args.get("again", ""))
    if flask.request.method == "GET":
        form.start(clock.today())
        if before is not None:
            form.again.data, form.who.data, form.guardian.data = before.ref, before.who, before.guardian
            form.uses.data = list(before.uses)
    page = flask.render_template(
        "journals/consent.html", attachment=attachment, entry=attachment.entry, form=form, refused=refused,
        before=before,
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _before(attachment: Attachment, ref: str) -> Consent | None:
    """The consent of the same person that a new one follows."""
    return next((one for one in attachment.consents if one.ref == ref), None)


@bp.get("/photo-consents")
@guard.signed_in
def consents() -> str:
    """The consents that I have recorded, those that end first come first."""
    return _list(guard.actor().person_id)


@bp.get("/photo-consents/all")
@guard.needs(Permission.CONSENT_SEE)
def all_consents() -> str:
    """All consents of the program, for whoever is told that one is taken back: without the pictures."""
    return _list(None)


def _list(recorded_by: int | None) -> str:
    page = page_of(
        attachments.consents(recorded_by),
        by=(Consent.__table__.c.expires_on, Consent.__table__.c.id),
        after=flask.request.args.get("after"),
    )
    return flask.render_template(
        "journals/consents.html",
        page=page,
        own=recorded_by is not None,
        today=clock.today(),
        button=ButtonForm(),
    )


@bp.post("/photo-consents/<consent_ref>/withdraw")
@guard.needs(Permission.CONSENT_WITHDRAW, consent=attachments.consent_by_ref)
def withdraw_consent(consent: Consent) -> Any:
    """Somebody takes their consent back: the picture is hidden from everybody at once."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    own = consent.recorded_by == guard.actor().person_id
    actions.withdraw_consent(consent=consent, by=guard.actor(), now=clock.now())
    flask.flash(_("The consent is taken back. Nobody sees the picture any more, anywhere."), "done")
    if not own:
        return flask.redirect(flask.url_for("journals.all_consents"), 303)
    return flask.redirect(
        flask.url_for("journals.attachment", attachment_ref=consent.attachment.ref)
        if consent.attachment.removed_at is None
        else flask.url_for("journals.consents"),
        303,
    )
