"""What do administrators do with a certification file: find it, weigh it, waive, extend, decide?"""

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts.models import Person
from trainer.certification import actions, forms, queries
from trainer.certification.models import CertificationFile
from trainer.certification.rules import DecisionOutcome, states
from trainer.certification.rules.engine import DECISION, WAIVABLE, essential_missing, standing_in_the_way
from trainer.certification.views.blueprint import bp, in_words, said
from trainer.core import clock
from trainer.core.db import db
from trainer.core.errors import Refused
from trainer.core.web import guard
from trainer.core.web.paging import Page, page_of
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
    by = (CertificationFile.__table__.c.changed_at, CertificationFile.__table__.c.id)
    statement = queries.decided_files() if show == "decided" else queries.waiting_files()
    return page_of(statement, by=by, after=after, down=show == "decided")


@bp.get("/files/<file_ref>")
@guard.needs(Permission.CERTIFICATION_FILE, file=queries.file_by_ref)
def file(file: CertificationFile) -> str:
    """One file: every criterion with its evidence, and what can be done about it."""
    return _page(file, [])


def _page(file: CertificationFile, refused: list[str], **sent: Any) -> str:
    path = queries.path_of(file.enrollment, day=actions.day_of(file.enrollment, clock.now()))
    why_not = states.why_not_judge(
        by=guard.actor().person_id, trainee_id=file.person_id, mentor_ids=queries.mentor_ids(file.person_id)
    )
    return flask.render_template(
        "certification/file.html", file=file, path=path, refused=refused, why_not=why_not,
        waiver=_waiver_form(path, sent.get("waiver")), number=_number_form(path, sent.get("number")),
        extend=sent.get("extend") or forms.ExtendForm(formdata=None),
        decide=sent.get("decide") or forms.DecideForm(formdata=None),
        open=path.state not in states.ENDED, waits=file.state in states.WAITING,
        essential=essential_missing(path.findings, but=(DECISION,)),
        left=standing_in_the_way(path.findings, but=(DECISION,)),
    )  # fmt: skip


def _waiver_form(path: queries.Path, form: forms.WaiverForm | None = None) -> forms.WaiverForm | None:
    """The form with what can be waived whole or per session; None when nothing is left to waive."""
    open_ = [
        one
        for one in path.findings
        if one.kind == WAIVABLE and not one.settled and one.code in _recorded(path)
    ]
    if not open_ and form is None:
        return None
    form = form or forms.WaiverForm(formdata=None)
    sessions = path.facts.cop.sessions if path.facts.cop and any(one.waived_per for one in open_) else ()
    form.offer(
        [(one.code, f"{one.code} · {in_words(one.text)}"[:90]) for one in open_],
        [(one.ref, _("Session %(number)s", number=one.number)) for one in sessions],
    )
    return form


def _number_form(path: queries.Path, form: forms.NumberForm | None = None) -> forms.NumberForm | None:
    """The form with the numbers that can be eased; None when there are none."""
    numbers = [
        (f"{one.code} {name}", f"{one.code} · {name.replace('_', ' ')} ({value})")
        for one in path.findings
        if one.numbers_waivable and not one.settled
        for name, value in one.numbers.items()
    ]
    if not numbers and form is None:
        return None
    form = form or forms.NumberForm(formdata=None)
    form.offer(numbers)
    return form


def _recorded(path: queries.Path) -> set[str]:
    return {one.code for one in path.criteria if one.recorded}


def _answer(file: CertificationFile, name: str, form: Any, act: Callable[[], Any], done: str) -> Any:
    """One act on a file: back to it when it worked, else the page again with everything typed."""
    refused: list[str] = []
    if form is not None and form.validate_on_submit():
        try:
            act()
            flask.flash(done, "done")
            return flask.redirect(flask.url_for("certification.file", file_ref=file.ref), 303)
        except Refused as error:
            db.session.rollback()
            refused = said(error)
    return _page(file, refused, **{name: form}), 422


@bp.post("/files/<file_ref>/waivers")
@guard.needs(Permission.CERTIFICATION_DECIDE, file=queries.file_by_ref)
def waive(file: CertificationFile) -> Any:
    """Waive a criterion, or one session's part of it."""
    path = queries.path_of(file.enrollment, day=actions.day_of(file.enrollment, clock.now()))
    form: Any = _waiver_form(path, forms.WaiverForm())
    return _answer(file, "waiver", form, lambda: actions.waive(
        file=file, criterion=form.criterion.data, scope=(form.scope.data or "") if "scope" in form else "",
        reason=form.waiver_reason.data, by=guard.actor(), now=clock.now(),
    ), _("The waiver is on the file. It never stands on the certificate."))  # fmt: skip


@bp.post("/files/<file_ref>/numbers")
@guard.needs(Permission.CERTIFICATION_DECIDE, file=queries.file_by_ref)
def ease(file: CertificationFile) -> Any:
    """Ease one number of a criterion, for a small or rural group."""
    path = queries.path_of(file.enrollment, day=actions.day_of(file.enrollment, clock.now()))
    form: Any = _number_form(path, forms.NumberForm())

    def act() -> None:
        code, _blank, name = form.number.data.partition(" ")
        actions.waive(
            file=file, criterion=code, numbers={name: form.value.data}, reason=form.number_reason.data,
            by=guard.actor(), now=clock.now(),
        )  # fmt: skip

    return _answer(file, "number", form, act, _("The number is eased. The file shows by whom, when and why."))


@bp.post("/files/<file_ref>/deadline")
@guard.needs(Permission.CERTIFICATION_DECIDE, file=queries.file_by_ref)
def extend(file: CertificationFile) -> Any:
    """Move the deadline (R23)."""
    form = forms.ExtendForm()
    return _answer(file, "extend", form, lambda: actions.extend(
        file=file, until=form.until.data, reason=form.extend_reason.data, by=guard.actor(), now=clock.now(),
    ), _("The deadline was moved."))  # fmt: skip


@bp.post("/files/<file_ref>/decision")
@guard.needs(Permission.CERTIFICATION_DECIDE, file=queries.file_by_ref)
def decide(file: CertificationFile) -> Any:
    """Grant, return or decline (R22)."""
    form = forms.DecideForm()
    return _answer(file, "decide", form, lambda: actions.decide(
        file=file, outcome=DecisionOutcome(form.outcome.data), reason=form.reason.data, by=guard.actor(),
        now=clock.now(),
    ), _("It is decided, and the trainee is told."))  # fmt: skip


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
