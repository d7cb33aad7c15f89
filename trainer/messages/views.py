"""Which pages does this room have? The message log, the mailbox of the sample year, and the trail of changes."""

import re
from collections.abc import Iterator

import flask
from flask_babel import gettext as _

from trainer.config import Mode, Settings
from trainer.core import audit, clock, outbox
from trainer.core.outbox import OutboxState
from trainer.core.web import guard
from trainer.messages import actions, forms, queries
from trainer.messages.models import SampleMail
from trainer.permissions import Permission

bp = flask.Blueprint("messages", __name__)

LINK = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]")
TONES = {
    OutboxState.SENT: "good", OutboxState.WAITING: "brand", OutboxState.FAILED: "stop", OutboxState.FORBIDDEN: "care",
    OutboxState.STALE: "care", OutboxState.CANCELED: "",
}  # fmt: skip


@bp.get("/messages/log")
@guard.needs(Permission.MESSAGES_LOG)
def log() -> str:
    """What was sent to whom, and what could not be. It says what a message is about, never what it says."""
    state = forms.state_of(flask.request.args.get("state"))
    page = queries.log_page(state, flask.request.args.get("after"))
    counts = queries.open_counts()
    return flask.render_template(
        "messages/log.html", page=page, state=state, states=list(OutboxState), tones=TONES,
        waiting=counts[OutboxState.WAITING], failed=counts[OutboxState.FAILED], days=outbox.GIVE_UP_AFTER.days,
    )  # fmt: skip


@bp.post("/messages/log/<message_ref>/again")
@guard.needs(Permission.MESSAGES_LOG, message=queries.message_by_ref)
def again(message: outbox.OutboxRow) -> flask.Response:
    """Try a failed message again."""
    actions.try_again(message=message, by=guard.actor(), now=clock.now())
    flask.flash(_("The message will be tried again now."), "done")
    return flask.redirect(flask.url_for("messages.log"), 303)  # type: ignore[return-value]


def _only_in_the_sample_year() -> None:
    settings: Settings = flask.current_app.extensions["trainer_settings"]
    if settings.mode is not Mode.SAMPLE:
        flask.abort(404)


@bp.get("/mailbox")
@guard.public
def mailbox() -> str:
    """Everybody's mail in the sample year. Anywhere else there is no such page."""
    _only_in_the_sample_year()
    page = queries.mailbox_page(flask.request.args.get("after"))
    return flask.render_template("messages/mailbox.html", page=page, waiting=outbox.waiting_count())


@bp.get("/mailbox/<mail_ref>")
@guard.public(mail=queries.mail_by_ref)
def mail(mail: SampleMail) -> str:
    """One mail of the sample year."""
    _only_in_the_sample_year()
    body, _dashes, end = mail.body.partition("\n\n-- \n")
    paragraphs, signature = [list(_pieces(paragraph)) for paragraph in body.split("\n\n")], list(_pieces(end))
    return flask.render_template("messages/mail.html", mail=mail, paragraphs=paragraphs, signature=signature)


@bp.get("/mailbox/<mail_ref>/calendar.ics")
@guard.public(mail=queries.mail_by_ref)
def calendar(mail: SampleMail) -> flask.Response:
    """The calendar file that came with a mail of the sample year."""
    _only_in_the_sample_year()
    if mail.calendar is None:
        flask.abort(404)
    answer = flask.Response(mail.calendar, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return answer


def _pieces(body: str) -> Iterator[tuple[str, bool]]:
    """The text cut at its links: (text, whether it is a link)."""
    at = 0
    for found in LINK.finditer(body):
        yield body[at : found.start()], False
        yield found[0], True
        at = found.end()
    yield body[at:], False


@bp.get("/audit", endpoint="audit")
@guard.needs(Permission.AUDIT_SEE)
def trail() -> str:
    """Who changed what, and whether anybody has touched these rows since."""
    page = queries.audit_page(flask.request.args.get("after"))
    chain = audit.checked()
    broken = queries.broken_on(page) | set(chain.broken)
    return flask.render_template("messages/audit.html", page=page, broken=sorted(broken), chain=chain)
