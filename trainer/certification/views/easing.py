"""How does an administrator ease what certification asks for: a waiver, an easier number, a later last day?

Each has a page of its own: they are rare, and the file stays quick and quiet without them.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.certification import actions, forms, queries
from trainer.certification.models import CertificationFile
from trainer.certification.rules import engine, states
from trainer.certification.rules.engine import WAIVABLE
from trainer.certification.views.blueprint import bp, in_words
from trainer.certification.views.files import why_not_judge
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.i18n import name_of
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission


@bp.route("/files/<file_ref>/waivers", methods=["GET", "POST"])
@guard.needs(Permission.CERTIFICATION_DECIDE, file=queries.file_by_ref)
def waive(file: CertificationFile) -> Any:
    """Waive a criterion, or one session's part of it."""
    path = _path(file)
    form: Any = _waiver_form(path)
    return _page("waive", file, path, form, lambda: actions.waive(
        file=file, criterion=form.criterion.data, scope=(form.scope.data or "") if "scope" in form else "",
        reason=form.waiver_reason.data, by=guard.actor(), now=clock.now(),
    ), _("The waiver is on the file. It never stands on the certificate."))  # fmt: skip


@bp.route("/files/<file_ref>/numbers", methods=["GET", "POST"])
@guard.needs(Permission.CERTIFICATION_DECIDE, file=queries.file_by_ref)
def ease(file: CertificationFile) -> Any:
    """Ease one number of a criterion, for a small or rural group."""
    path = _path(file)
    form: Any = _number_form(path)

    def act() -> None:
        code, _blank, name = form.number.data.partition(" ")
        actions.waive(
            file=file, criterion=code, numbers={name: form.value.data}, reason=form.number_reason.data,
            by=guard.actor(), now=clock.now(),
        )  # fmt: skip

    done = _("The number is eased. The file shows by whom, when and why.")
    return _page("ease", file, path, form, act, done)


@bp.route("/files/<file_ref>/deadline", methods=["GET", "POST"])
@guard.needs(Permission.CERTIFICATION_DECIDE, file=queries.file_by_ref)
def extend(file: CertificationFile) -> Any:
    """Move the deadline (R23)."""
    form, path = forms.ExtendForm(), _path(file)
    return _page("extend", file, path, form, lambda: actions.extend(
        file=file, until=form.until.data, reason=form.extend_reason.data, said=form.extend_said.data or "",
        by=guard.actor(), now=clock.now(),
    ), _("The deadline was moved."))  # fmt: skip


def _page(
    act: str, file: CertificationFile, path: queries.Path, form: Any, do: Callable[[], Any], done: str
) -> Any:
    """The page of one act; back to the file when it worked, else the page again with everything typed."""
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            do()
            flask.flash(done, "done")
            return flask.redirect(flask.url_for("certification.file", file_ref=file.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "certification/ease.html", act=act, file=file, path=path, form=form, refused=refused,
        why_not=why_not_judge(file), open=path.state not in states.ENDED, latest=_latest(path),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _latest(path: queries.Path) -> date | None:
    """The last day to which the deadline can be moved."""
    declared = next((one for one in path.criteria if one.code == engine.DEADLINE), None)
    if declared is None:
        return None
    facts = path.facts
    return states.latest_extension(facts.starts_on, facts.extended_until, declared.numbers, facts.away_days)


def _path(file: CertificationFile) -> queries.Path:
    return queries.path_of(file.enrollment, day=actions.day_of(file.enrollment, clock.now()))


def _waiver_form(path: queries.Path) -> forms.WaiverForm:
    """The form with what can be waived whole or per session."""
    recorded = {one.code for one in path.criteria if one.recorded}
    open_ = [
        one for one in path.findings if one.kind == WAIVABLE and not one.settled and one.code in recorded
    ]
    sessions = path.facts.cop.sessions if path.facts.cop and any(one.waived_per for one in open_) else ()
    form = forms.WaiverForm()
    form.offer(
        [(one.code, f"{one.code} · {in_words(one.text)}") for one in open_],
        [(one.ref, _("Session %(number)s", number=one.number)) for one in sessions],
    )
    return form


def _number_form(path: queries.Path) -> forms.NumberForm:
    """The form with the numbers that can be eased."""
    form = forms.NumberForm()
    form.offer([
        (
            f"{one.code} {name}",
            _("%(what)s (%(code)s): now %(value)s", what=name_of(name, "number"), code=one.code, value=value),
        )
        for one in path.findings
        if one.numbers_waivable and not one.settled
        for name, value in one.numbers.items()
    ])  # fmt: skip
    return form
