"""How does a record leave the site? Transcript, certificate of one training, and everything as one archive."""

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.accounts.models import Person
from trainer.attendance import actions, papers
from trainer.attendance.models import TrainingRecord
from trainer.attendance.queries import held
from trainer.attendance.queries import transcript as transcripts
from trainer.attendance.views.blueprint import bp
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import Form
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.organizations import queries as organization_queries
from trainer.permissions import Permission

PDF, ZIP = "application/pdf", "application/zip"


def file_answer(body: bytes, mimetype: str, name: str, *, inline: bool = False) -> flask.Response:
    """A file to look at or to keep."""
    response = flask.Response(body, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    return response


def or_back(make: Callable[[], Any], back: str) -> Any:
    """What `make` gives, or the page the reader came from with the reason why there is no paper."""
    try:
        return make()
    except Refused as refused:
        flask.flash(sentence(refused.reasons[0]), "care")
        return flask.redirect(back, 303)


@bp.get("/me/record.pdf")
@guard.signed_in
def mine_transcript() -> Any:
    """My transcript."""
    return _transcript(account_queries.own_person(guard.actor()), flask.url_for("attendance.mine"))


@bp.get("/people/<person_ref>/record.pdf")
@guard.needs(Permission.RECORD_SEE, person=account_queries.person_by_ref)
def person_transcript(person: Person) -> Any:
    """Somebody's transcript, for administrators."""
    return _transcript(person, flask.url_for("attendance.of_person", person_ref=person.ref))


def _transcript(person: Person, back: str) -> Any:
    def make() -> flask.Response:
        body = papers.transcript(person, transcripts.transcript(person.id))
        return file_answer(body, PDF, "transcript.pdf", inline=True)

    return or_back(make, back)


@bp.get("/me/record.zip")
@guard.signed_in
def mine_archive() -> flask.Response:
    """Everything on record about me, readable without this site."""
    return _archive(account_queries.own_person(guard.actor()))


@bp.get("/people/<person_ref>/record.zip")
@guard.needs(Permission.RECORD_SEE, person=account_queries.person_by_ref)
def person_archive(person: Person) -> flask.Response:
    """The same of somebody, for administrators."""
    return _archive(person)


def _archive(person: Person) -> flask.Response:
    return file_answer(
        papers.everything(person, transcripts.transcript(person.id)), ZIP, "training-record.zip"
    )


@bp.get("/records/<record_ref>.pdf")
@guard.needs(Permission.RECORD_SEE, record=held.record_by_ref)
def certificate(record: TrainingRecord) -> Any:
    """The certificate of one training; 404 where none was earned."""
    own = record.person_id == guard.actor().person_id
    back = (
        flask.url_for("attendance.mine")
        if own
        else flask.url_for("attendance.of_person", person_ref=record.person.ref)
    )
    return or_back(lambda: certificate_answer(record), back)


def certificate_answer(record: TrainingRecord) -> flask.Response:
    """The certificate of a record as a file. Raises NotFound where none was earned."""
    paper = papers.paper_of(record)
    if paper is None:
        raise NotFound
    return file_answer(papers.certificate(record, paper), PDF, papers.file_name(record), inline=True)


@bp.post("/records/<record_ref>/organization")
@guard.needs(Permission.MEMBERSHIP_ANSWER, record=held.record_by_ref)
def count_for(record: TrainingRecord) -> Any:
    """Let a training that I took on my own account count for an organization that I belonged to then."""
    chosen = organization_queries.organization_by_ref(flask.request.form.get("organization", ""))
    if chosen is None:
        raise NotFound
    if Form().validate_on_submit():
        try:
            actions.count_for(record=record, organization=chosen, by=guard.actor(), now=clock.now())
            flask.flash(_("%(title)s now counts for %(name)s.", title=record.title, name=chosen.name), "done")
        except Refused as refused:
            flask.flash(sentence(refused.reasons[0]), "care")
    return flask.redirect(flask.url_for("attendance.mine"), 303)
