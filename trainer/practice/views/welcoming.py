"""How are members welcomed? The mail with its preview, strengths, journals; and the flyer that brought them."""

from typing import Any

import flask
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from trainer.core import clock, documents, i18n, program
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Cop
from trainer.practice.queries import Setup
from trainer.practice.rules.setup import Part
from trainer.practice.views.blueprint import answer, bp, kept_as
from trainer.practice.wording import telling


@bp.route("/cops/<cop_ref>/welcome", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def welcome(cop: Cop) -> Any:
    """The welcome mail as it will be read, who gets it, and the button that sends it (row E05)."""
    people = queries.belongings(cop.id)
    text = queries.setup(cop.id).of(Part.WELCOME)
    form: Any = forms.PickForm()
    reachable = [(member, row) for member, row in people if member.email]
    form.members.choices = [(member.ref, f"{member.name}, {member.email}") for member, _row in reachable]
    if not form.is_submitted():
        form.members.data = [
            member.ref for member, row in reachable if row is None or row.welcomed_at is None
        ]
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            sent = actions.send_welcome(
                cop=cop, members=set(form.members.data or []), by=guard.actor(), now=clock.now()
            )
            flask.flash(
                ngettext(
                    "%(num)d welcome mail is on its way.", "%(num)d welcome mails are on their way.", sent
                ),
                "done",
            )
            return flask.redirect(flask.url_for("practice.setup", cop_ref=cop.ref) + "#welcome", 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/welcome.html", cop=cop, form=form, refused=refused, text=text, people=reachable,
        kept_as=kept_as(cop, Part.WELCOME),
        without=[member for member, _row in people if not member.email],
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


@bp.route("/cops/<cop_ref>/strengths", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def strengths(cop: Cop) -> Any:
    """What each member is good at."""
    people = queries.belongings(cop.id)
    kept = {f"good_{member.ref}": row.strengths for member, row in people if row is not None}
    form: Any = forms.strengths_form([(member.ref, member.name) for member, _row in people])(data=kept)
    if form.validate_on_submit():
        written = {member.ref: form[f"good_{member.ref}"].data or "" for member, _row in people}
        actions.note_strengths(cop=cop, strengths=written, by=guard.actor(), now=clock.now())
        flask.flash(_("Saved."), "done")
        return flask.redirect(flask.url_for("practice.setup", cop_ref=cop.ref) + "#strengths", 303)
    page = flask.render_template("practice/strengths.html", cop=cop, form=form, people=people)
    return answer(page, failed=form.is_submitted())


@bp.route("/cops/<cop_ref>/journals", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def journals(cop: Cop) -> Any:
    """Who has a journal of their own, and pages to print for those who have none (row E06)."""
    people = queries.belongings(cop.id)
    form: Any = forms.PickForm()
    form.members.choices = [(member.ref, member.name) for member, _row in people]
    if not form.is_submitted():
        form.members.data = [member.ref for member, row in people if row is not None and row.journal_on]
    if form.validate_on_submit():
        actions.give_journals(
            cop=cop, members=set(form.members.data or []), by=guard.actor(), now=clock.now()
        )
        flask.flash(_("Saved."), "done")
        return flask.redirect(flask.url_for("practice.setup", cop_ref=cop.ref) + "#journals", 303)
    page = flask.render_template(
        "practice/journals.html", cop=cop, form=form, people=people, languages=i18n.LANGUAGES
    )
    return answer(page, failed=form.is_submitted())


@bp.get("/cops/<cop_ref>/flyer")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def cop_flyer(cop: Cop) -> str:
    """The flyer: to print, and as text for a post or a mail (row E03)."""
    found = queries.setup(cop.id)
    with force_locale(cop.language):
        text = telling.flyer_text(cop, found, _next_on(cop, found))
    return flask.render_template(
        "practice/flyer.html",
        cop=cop,
        text=text,
        ready=bool(found.of(Part.FLYER)),
        languages=i18n.LANGUAGES,
        kept_as=kept_as(cop, Part.FLYER),
    )


@bp.get("/cops/<cop_ref>/flyer.pdf")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def cop_flyer_pdf(cop: Cop) -> flask.Response:
    """The flyer on one page. `in`: another language than the CoP's for its fixed words."""
    found = queries.setup(cop.id)
    language = _language(cop)
    with force_locale(language):
        values = telling.flyer_values(
            cop, found, _next_on(cop, found), program=program.name(), address=_join(cop)
        )
        body = documents.pdf("cop_flyer", writable(values), language=language)
    return pdf_answer(body, f"flyer-{language}.pdf")


@bp.get("/cops/<cop_ref>/journal.pdf")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def journal_pages(cop: Cop) -> flask.Response:
    """Journal pages to print for a member: what others ask themselves, and room to write."""
    language = _language(cop)
    with force_locale(language):
        body = documents.pdf(
            "cop_journal", writable(telling.journal_values(cop, program.name())), language=language
        )
    return pdf_answer(body, f"journal-{language}.pdf")


def _language(cop: Cop) -> str:
    wanted = flask.request.args.get("in", cop.language)
    if wanted not in i18n.LANGUAGES:
        raise NotFound
    return wanted


def _next_on(cop: Cop, found: Setup) -> Any:
    """The next session that is planned, if there is one."""
    return next((one for one in queries.sessions(cop.id) if one.starts_at > clock.now()), None)


def _join(cop: Cop) -> str:
    """The page on which somebody joins by themselves, where this CoP has one."""
    token = getattr(cop, "join_token", "")
    address: str = flask.current_app.extensions["trainer_settings"].address
    return f"{address}/join/{token}" if token else ""


def writable(value: Any) -> Any:
    """The same without the letters that no font of ours has a sign for, line by line; a drawn code as it is."""
    if isinstance(value, str):
        return "\n".join(documents.writable(line) for line in value.splitlines())
    if isinstance(value, list):
        return [writable(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: one if name == "qr" else writable(one) for name, one in value.items()}


def pdf_answer(body: bytes, name: str) -> flask.Response:
    """A PDF that the browser shows."""
    answered = flask.Response(body, mimetype="application/pdf")
    answered.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answered
