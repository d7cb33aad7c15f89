"""How is a charter written, sent, read and decided?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import as_lock
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Charter, Cop
from trainer.practice.rules import CharterState, PracticeReason
from trainer.practice.rules import charter as charters
from trainer.practice.views.blueprint import answer, bp


@bp.route("/cops/<cop_ref>/charter", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def charter(cop: Cop) -> Any:
    """Write the charter: saved as a draft at any time, sent when it is complete."""
    latest = queries.latest_charter(cop.id)
    assert latest is not None  # noqa: S101 - a CoP is founded with one
    if latest.state is CharterState.SUBMITTED and flask.request.method == "GET":
        return flask.redirect(flask.url_for("practice.show_charter", charter_ref=latest.ref), 303)
    domain_now, kept = queries.approved_domain(cop.id), dict(latest.content)
    if latest.state is CharterState.APPROVED:
        kept.pop("domain_why", None)
    form = forms.CharterForm(data={**forms.for_form(kept), "lock": latest.lock})
    refused: list[str] = []
    beside: Charter | None = None
    missing = (
        charters.missing(latest.content, domain_now=domain_now) if flask.request.args.get("send") else []
    )
    if form.validate_on_submit():
        try:
            return _saved(cop, form)
        except Refused as error:
            refused = undone(error)
            latest = queries.latest_charter(cop.id) or latest
            if _changed(error):
                beside, form.lock.data = latest, latest.lock
    page = flask.render_template(
        "practice/charter_form.html", cop=cop, form=form, refused=refused, latest=latest, beside=beside,
        kept_as=kept_as(cop), missing=missing, names=part_names(form), parts=charters.FIELDS, was=_shown(latest),
        domain_now=domain_now,
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


def _saved(cop: Cop, form: forms.CharterForm) -> Any:
    actor, now = guard.actor(), clock.now()
    lock = as_lock(form.lock.data)
    version = actions.save_charter(cop=cop, content=form.content(), lock=lock, by=actor, now=now)
    if flask.request.form.get("do") != "submit":
        flask.flash(_("The draft is saved."), "done")
        return flask.redirect(flask.url_for("practice.charter", cop_ref=cop.ref, saved=1), 303)
    if charters.missing(version.content, domain_now=queries.approved_domain(cop.id)):
        flask.flash(
            _("Your draft is saved. It can be sent once the parts named below are filled in."), "care"
        )
        return flask.redirect(flask.url_for("practice.charter", cop_ref=cop.ref, send=1, saved=1), 303)
    actions.submit_charter(charter=version, by=actor, now=now)
    flask.flash(_("The charter is on its way. We will write to you when it is decided."), "done")
    return flask.redirect(flask.url_for("practice.show_charter", charter_ref=version.ref, saved=1), 303)


def kept_as(cop: Cop) -> str:
    """Under which name a device keeps what its owner writes and could not save."""
    return f"charter:{guard.actor().ref}:{cop.ref}"


def _changed(error: Refused) -> bool:
    return any(reason.code is PracticeReason.CHANGED_MEANWHILE for reason in error.reasons)


def part_names(form: forms.CharterForm) -> dict[str, str]:
    """What each part of a charter is called."""
    return {name: form[name].label.text for name in charters.FIELDS}


def _shown(version: Charter) -> dict[str, Any]:
    """The parts of a version as they are read."""
    labels = {choice.value: choice.label for choice in forms.FORMATS}
    found = forms.for_form(version.content)
    return {**found, "format": labels.get(found.get("format", ""), "")}


@bp.get("/charters/<charter_ref>")
@guard.needs(Permission.COP_SEE, charter=queries.charter_by_ref)
def show_charter(charter: Charter) -> str:
    """One version of a charter; whoever may decide about it does so here."""
    return _page(charter, forms.DecideForm(), [])


@bp.post("/charters/<charter_ref>")
@guard.needs(Permission.CHARTER_DECIDE, charter=queries.charter_by_ref)
def decide_charter(charter: Charter) -> Any:
    """Approve it, or return it with a reason."""
    form, refused = forms.DecideForm(), []
    if form.validate_on_submit():
        approved = form.decision.data == "approve"
        try:
            actions.decide_charter(
                charter=charter,
                approved=approved,
                reason=form.reason.data or "",
                by=guard.actor(),
                now=clock.now(),
            )
            flask.flash(
                _("The charter is approved, and the facilitators are told.") if approved
                else _("The charter is returned, and the facilitators are told why."), "done",
            )  # fmt: skip
            return flask.redirect(flask.url_for("practice.show_charter", charter_ref=charter.ref), 303)
        except Refused as error:
            refused = undone(error)
    return _page(charter, form, refused), 422


def _page(charter: Charter, form: forms.DecideForm, refused: list[str]) -> str:
    facilitators = {one.person_id for one in charter.cop.facilitators}
    versions = queries.charters(charter.cop_id)
    before = next((one for one in versions if one.version < charter.version), None)
    changed = (
        [name for name, _was, _is in charters.changed(before.content, charter.content)] if before else []
    )
    return flask.render_template(
        "practice/charter.html", charter=charter, cop=charter.cop, form=form, refused=refused, before=before,
        changed=changed, shown_before=_shown(before) if before else {}, shown=_shown(charter),
        names=part_names(forms.CharterForm()), parts=charters.FIELDS, waits=charter.state is CharterState.SUBMITTED,
        others=guard.actor().person_id not in facilitators,
        people=[one.person.name for one in charter.cop.facilitators if one.until is None],
        versions=versions, kept_as=kept_as(charter.cop),
    )  # fmt: skip
