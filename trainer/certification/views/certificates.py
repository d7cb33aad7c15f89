"""How does a holder get the certificate, how is it suspended or revoked, and how does a stranger check it?"""

from typing import Any

import flask
from flask_babel import force_locale
from flask_babel import gettext as _

from trainer.attendance.queries import held
from trainer.attendance.wording import hours
from trainer.certification import actions, forms, queries
from trainer.certification.models import Credential
from trainer.certification.rules import CredentialState, states
from trainer.certification.views.blueprint import bp, in_words
from trainer.core import clock, documents, numbers
from trainer.core.errors import Refused
from trainer.core.i18n import LANGUAGES, locale_code
from trainer.core.i18n import day as day_in_words
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.core.web.refusals import undone
from trainer.permissions import Permission


def _today() -> Any:
    return clock.today(flask.current_app.config["PROGRAM_ZONE"])


@bp.get("/certificates/<credential_ref>")
@guard.needs(Permission.CREDENTIAL_SEE, credential=queries.credential_by_ref)
def certificate(credential: Credential) -> str:
    """The holder's page of a certificate: what it says, its file, its check, and what was done to it."""
    return _page(credential, [], None)


def _page(credential: Credential, refused: list[str], form: forms.CredentialForm | None) -> str:
    form = form or forms.CredentialForm(formdata=None)
    form.offer(_choices(credential))
    shown = states.shown_as(state=credential.state, expires_on=credential.expires_on, day=_today())
    return flask.render_template(
        "certification/certificate.html", credential=credential, shown=shown, refused=refused, form=form,
        changes=queries.changes_of(credential.id), own=credential.person_id == guard.actor().person_id,
        address=_address(credential), open=credential.state is not CredentialState.REVOKED,
    )  # fmt: skip


def _choices(credential: Credential) -> list[tuple[str, Any]]:
    words = {
        CredentialState.SUSPENDED: _("Suspend while facts are checked"),
        CredentialState.REVOKED: _("Revoke for good"),
        CredentialState.VALID: _("Reinstate: it is valid again"),
    }
    return [(state.value, text) for state, text in words.items() if state is not credential.state]


@bp.post("/certificates/<credential_ref>")
@guard.needs(Permission.CERTIFICATION_DECIDE, credential=queries.credential_by_ref)
def change(credential: Credential) -> Any:
    """Suspend, revoke or reinstate, with a reason that stays private."""
    form, refused = forms.CredentialForm(), []
    form.offer(_choices(credential))
    if form.validate_on_submit():
        try:
            actions.change_credential(
                credential=credential, to=CredentialState(form.to.data), reason=form.reason.data,
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Saved. The public check says so from now on."), "done")
            where = flask.url_for("certification.certificate", credential_ref=credential.ref)
            return flask.redirect(where, 303)
        except Refused as error:
            refused = undone(error)
    return _page(credential, refused, form), 422


@bp.get("/certificates/<credential_ref>.pdf")
@guard.needs(Permission.CREDENTIAL_SEE, credential=queries.credential_by_ref)
def pdf(credential: Credential) -> flask.Response:
    """The certificate as a tagged PDF, drawn anew from what was kept at its issue. `in`: another language."""
    wanted = flask.request.args.get("in")
    language = wanted if wanted in LANGUAGES else locale_code()
    with force_locale(language):
        body = documents.pdf("certificate", values_of(credential, language), language=language)
    name = f"certificate-{credential.number[:8].lower()}.pdf"
    return flask.Response(
        body,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _address(credential: Credential) -> str:
    """The public page of this certificate: what the QR code holds."""
    base: str = flask.current_app.extensions["trainer_settings"].address
    return f"{base}/check/{credential.number}"


def values_of(credential: Credential, language: str) -> dict[str, Any]:
    """Every word on the paper: what was kept, and the sentences around it."""
    kept = credential.shown
    competencies = sorted(kept["competencies"].items(), key=lambda item: int(item[0]))
    title = _("Certified CoP Facilitator")
    hours = f"{kept['minutes'] / 60:.1f}".removesuffix(".0")
    return {
        "title": title,
        "program": kept["program"],
        "name": kept["name"],
        "issued": day_in_words(credential.issued_on, "plain"),
        "expires": day_in_words(credential.expires_on, "plain"),
        "hours": _("%(hours)s clock hours", hours=hours),
        "sessions": _("%(count)s sessions", count=kept["sessions"]),
        "competencies": [in_words(text, language) for _number, text in competencies],
        "issuer": kept["issuer"],
        "number": numbers.shown(credential.number),
        "address": _address(credential),
        "check_page": _address(credential).rpartition("/")[0],
        "qr": documents.qr_svg(_address(credential)),
        "words": {
            "certifies": _("This certifies that"),
            "is_a": _("is a"),
            "did": _(
                "and has completed the %(program)s, edition %(edition)s: a year with a cohort and a mentor, and a"
                " community of practice of their own.",
                program=in_words(kept["titles"], language), edition=kept["edition"],
            ),
            "issued": _("Issued on"),
            "expires": _("Valid until"),
            "hours": _("Training"),
            "sessions": _("Own community of practice"),
            "competencies": _("Competency areas"),
            "number": _("Certificate number"),
            "check": _("Check it at"),
            "qr_alt": _("QR code: opens the page that says whether this certificate is valid"),
        },
    }  # fmt: skip


@bp.get("/check")
@brake("certificate-check", methods=("GET",))
@guard.public
def check() -> Any:
    """Enter the number of a certificate."""
    typed = flask.request.args.get("number", "").strip()
    if not typed:
        return flask.render_template("certification/check.html", credential=None, typed="", asked=False)
    number = numbers.read(typed)
    if number is None:
        return _unknown(typed)
    return flask.redirect(flask.url_for("certification.checked", number=number), 303)


@bp.get("/check/<path:number>")
@brake("certificate-check", methods=("GET",))
@guard.public
def checked(number: str) -> Any:
    """Valid, expired, suspended or revoked, with dates, and nothing else; or the hours of one training on record."""
    credential = queries.credential_by_number(number)
    if credential is None and (record := held.certified_by_number(number)) is not None:
        return flask.render_template(
            "certification/check.html", credential=None, record=record, hours=hours, typed="", asked=True
        )
    if credential is None:
        return _unknown(number)
    shown = states.shown_as(state=credential.state, expires_on=credential.expires_on, day=_today())
    return flask.render_template(
        "certification/check.html", credential=credential, shown=shown, typed="", asked=True
    )


def _unknown(typed: str) -> Any:
    """The same answer for a number that nobody has, and for one that cannot be: it says nothing about either."""
    page = flask.render_template(
        "certification/check.html", credential=None, typed=typed.replace("\x00", "")[:100], asked=True
    )
    return page, 404
