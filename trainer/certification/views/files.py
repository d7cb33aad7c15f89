"""What do administrators do with a certification file: find it, weigh it, decide?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts.models import Person
from trainer.certification import actions, forms, queries
from trainer.certification.models import CertificationFile
from trainer.certification.rules import DecisionOutcome, states
from trainer.certification.rules.engine import DECISION, essential_missing, standing_in_the_way
from trainer.certification.views.blueprint import bp
from trainer.core import clock
from trainer.core.errors import Reason, Refused
from trainer.core.web import guard
from trainer.core.web.paging import Page, page_of
from trainer.core.web.refusals import undone
from trainer.learning.models import Enrollment
from trainer.permissions import Permission

SHOWS = ("waiting", "under-way", "decided")


@bp.get("/files")
@guard.needs(Permission.CERTIFICATION_FILE)
def files() -> str:
    """The queue: who waits for a decision, who is under way, what was decided."""
    show = flask.request.args.get("show", SHOWS[0])
    if show not in SHOWS:
        flask.abort(404)
    return flask.render_template(
        "certification/files.html", show=show, page=_list(show, flask.request.args.get("after")),
        issuer=queries.issuer(),
    )  # fmt: skip


def _list(show: str, after: str | None) -> Page:
    if show == "under-way":
        by: Any = (Person.__table__.c.sort_name, Enrollment.__table__.c.id)
        return page_of(queries.under_way(), by=by, after=after)
    columns = CertificationFile.__table__.c
    if show == "decided":
        by = (columns.changed_at, columns.id)
        return page_of(queries.decided_files(), by=by, after=after, down=True)
    return page_of(queries.waiting_files(), by=(columns.requested_at, columns.id), after=after)


@bp.get("/files/<file_ref>")
@guard.needs(Permission.CERTIFICATION_FILE, file=queries.file_by_ref)
def file(file: CertificationFile) -> str:
    """One file: every criterion with its evidence, and what can be done about it."""
    return _page(file, [])


def _page(file: CertificationFile, refused: list[str], form: forms.DecideForm | None = None) -> str:
    path = queries.path_of(file.enrollment, day=actions.day_of(file.enrollment, clock.now()))
    return flask.render_template(
        "certification/file.html", file=file, path=path, refused=refused, why_not=why_not_judge(file),
        decide=form or forms.DecideForm(formdata=None),
        open=path.state not in states.ENDED or form is not None,
        waits=file.state in states.WAITING or form is not None,  # what was typed stays in sight
        essential=essential_missing(path.findings, but=(DECISION,)),
        left=standing_in_the_way(path.findings, but=(DECISION,)),
    )  # fmt: skip


def why_not_judge(file: CertificationFile) -> Reason | None:
    """Why this visitor may not decide or ease anything here; None when nothing stands against it."""
    return states.why_not_judge(
        by=guard.actor().person_id, trainee_id=file.person_id, mentor_ids=queries.mentor_ids(file.person_id)
    )


@bp.post("/files/<file_ref>/decision")
@guard.needs(Permission.CERTIFICATION_DECIDE, file=queries.file_by_ref)
def decide(file: CertificationFile) -> Any:
    """Grant, return or decline (R22)."""
    form = forms.DecideForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.decide(
                file=file, outcome=DecisionOutcome(form.outcome.data), reason=form.reason.data, by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(_("It is decided, and the trainee is told."), "done")
            return flask.redirect(flask.url_for("certification.file", file_ref=file.ref), 303)
        except Refused as error:
            refused = undone(error)
    return _page(file, refused, form), 422


@bp.route("/files/issuer", methods=["GET", "POST"])
@guard.needs(Permission.CERTIFICATION_DECIDE)
def issuer() -> Any:
    """Who issues certificates: what stands on each new one."""
    kept = queries.issuer()
    form = forms.IssuerForm(obj=kept)
    if form.validate_on_submit():
        actions.set_issuer(
            name=form.name.data, address=form.address.data, signatory=form.signatory.data,
            signatory_title=form.signatory_title.data, by=guard.actor(), now=clock.now(),
        )  # fmt: skip
        flask.flash(_("Saved. New certificates say so; those that were issued stay as they are."), "done")
        return flask.redirect(flask.url_for("certification.files"), 303)
    page = flask.render_template("certification/issuer.html", form=form)
    return page, 422 if flask.request.method == "POST" else 200
