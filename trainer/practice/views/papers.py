"""Which papers does a CoP hand to others: how is each written, printed, handed over, and its arrival proved?"""

from contextlib import nullcontext
from typing import Any

import flask
from flask_babel import force_locale
from flask_babel import gettext as _

from trainer.core import clock, documents, i18n
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import Cop, CopSession, Delivery, Paper
from trainer.practice.rules import CopSessionState, PracticeReason
from trainer.practice.rules import papers as rules
from trainer.practice.rules.papers import PaperKind, Way
from trainer.practice.rules.setup import stamp
from trainer.practice.views.blueprint import answer, bp
from trainer.practice.views.welcoming import pdf_answer, writable
from trainer.practice.wording import papers as wording


@bp.get("/cops/<cop_ref>/papers")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def papers(cop: Cop) -> str:
    """All papers of a CoP, and the proof that each arrived."""
    known = queries.papers(cop.id)
    year = rules.fiscal_year(clock.today(cop.zone))
    held = [one for one in queries.sessions(cop.id) if one.state is CopSessionState.HELD]
    proofs = queries.deliveries(cop.id)
    return flask.render_template(
        "practice/papers.html", cop=cop, year=year, title=wording.title, proofs=proofs, label=wording.fiscal,
        yearly={kind: [one for one in known if one.kind is kind] for kind in (PaperKind.ACTIVITY, PaperKind.PLAN)},
        has={(one.kind, one.year) for one in known}, sessions=list(reversed(held)),
        reports={one.session_id: one for one in known if one.session_id}, gone={one.paper_id for one in proofs},
    )  # fmt: skip


@bp.route("/cops/<cop_ref>/papers/<kind>/<int:number>", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def write_paper(cop: Cop, kind: str, number: int) -> Any:
    """Write the contract activity description or the two-year plan of a fiscal year."""
    if kind not in (PaperKind.ACTIVITY.value, PaperKind.PLAN.value) or not 2000 <= number < 2100:
        raise NotFound
    return _write(cop, PaperKind(kind), year=number)


@bp.route("/cop-sessions/<cop_session_ref>/report", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def report(cop_session: CopSession) -> Any:
    """Write the report about a session to a council."""
    return _write(cop_session.cop, PaperKind.REPORT, session=cop_session)


def _write(cop: Cop, kind: PaperKind, *, year: int = 0, session: CopSession | None = None) -> Any:
    known = queries.paper_of(cop.id, kind, year=year, session=session)
    content = known.content if known else {}
    form = forms.PAPER_FORMS[kind](data={**content, "seen": stamp(content)})
    refused: list[str] = []
    beside: dict[str, Any] = {}
    if form.validate_on_submit():
        try:
            paper = actions.save_paper(
                cop=cop, kind=kind, content=form.content(), seen=form.seen.data or "", year=year, session=session,
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Saved."), "done")
            return flask.redirect(
                flask.url_for("practice.paper", cop_paper_ref=paper.ref, saved=flask.request.path), 303
            )
        except Refused as error:
            refused = undone(error)
            if any(reason.code is PracticeReason.CHANGED_MEANWHILE for reason in error.reasons):
                found = queries.paper_of(cop.id, kind, year=year, session=session)
                beside = found.content if found else {}
                form.seen.data = stamp(beside)
    page = flask.render_template(
        "practice/paper_form.html", cop=cop, form=form, refused=refused, kind=kind, session=session, beside=beside,
        years=wording.years(kind, year), fields=rules.FIELDS[kind], paper=known, choices=("code", "formed"),
        kept_as=f"paper:{guard.actor().ref}:{flask.request.path}",
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


@bp.route("/cop-papers/<cop_paper_ref>", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_paper=queries.paper_by_ref)
def paper(cop_paper: Paper) -> Any:
    """A paper as it reads: print it, hand it over, and see who has it."""
    form: Any = forms.HandOverForm(data={"to_whom": cop_paper.content.get("council", "")})
    confirming: Any = forms.ConfirmedForm()
    refused: list[str] = []
    confirms = "who" in flask.request.form
    failed = confirming if confirms else form
    language = cop_paper.cop.language
    try:
        if confirms and confirming.validate_on_submit():
            return _confirmed(cop_paper, confirming)
        if not confirms and form.validate_on_submit():
            actions.hand_over(
                paper=cop_paper, way=Way(form.way.data), to_whom=form.to_whom.data, address=form.address.data or "",
                on=form.on.data, values=values_of(cop_paper, language), language=language, by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Written down: who got it, how, and when."), "done")
            return flask.redirect(flask.url_for("practice.paper", cop_paper_ref=cop_paper.ref), 303)
    except Refused as error:
        refused = undone(error)
    proofs = [one for one in queries.deliveries(cop_paper.cop_id) if one.paper_id == cop_paper.id]
    page = flask.render_template(
        "practice/paper.html", cop=cop_paper.cop, paper=cop_paper, form=form, confirming=confirming, refused=refused,
        failed=failed if form.is_submitted() else None, values=values_of(cop_paper),
        proofs=proofs, languages=i18n.LANGUAGES, missing=rules.missing(cop_paper.kind, cop_paper.content),
        labels=_labels(cop_paper.kind), kept_as=f"paper:{guard.actor().ref}:{_where(cop_paper)}",
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


def _where(paper: Paper) -> str:
    if paper.session is not None:
        return flask.url_for("practice.report", cop_session_ref=paper.session.ref)
    return flask.url_for(
        "practice.write_paper", cop_ref=paper.cop.ref, kind=paper.kind.value, number=paper.year
    )


def _confirmed(paper: Paper, form: Any) -> Any:
    proofs = queries.deliveries(paper.cop_id)
    found = next((one for one in proofs if one.ref == form.delivery.data and one.paper_id == paper.id), None)
    if found is None:
        raise NotFound
    actions.confirm_delivery(
        delivery=found, who=form.who.data, on=form.on.data, by=guard.actor(), now=clock.now()
    )
    flask.flash(_("Written down: %(name)s has it.", name=found.to_whom), "done")
    return flask.redirect(flask.url_for("practice.paper", cop_paper_ref=paper.ref), 303)


def _labels(kind: PaperKind) -> dict[str, str]:
    form = forms.PAPER_FORMS[kind](formdata=None)
    return {name: str(form[name].label.text) for name in rules.FIELDS[kind]}


def values_of(paper: Paper, language: str = "") -> dict[str, Any]:
    """Every word of a paper in this language, or in the reader's."""
    with force_locale(language) if language else nullcontext():
        present = queries.present_at(paper.session_id) if paper.session_id else 0
        return wording.values(
            paper, queries.setup(paper.cop_id), _labels(paper.kind),
            members=queries.count_members(paper.cop_id), present=present,
        )  # fmt: skip


@bp.get("/cop-papers/<cop_paper_ref>/paper.pdf")
@guard.needs(Permission.COP_RUN, cop_paper=queries.paper_by_ref)
def paper_pdf(cop_paper: Paper) -> flask.Response:
    """A paper to print. `in`: another language than the CoP's for its fixed words."""
    language = flask.request.args.get("in", cop_paper.cop.language)
    if language not in i18n.LANGUAGES:
        raise NotFound
    body = documents.pdf("paper", writable(values_of(cop_paper, language)), language=language)
    return pdf_answer(body, f"{cop_paper.kind.value}-{language}.pdf")


@bp.get("/handed/<token>")
@guard.public
def handed(token: str) -> str:
    """The paper that somebody was handed by mail, as it was that day, and the button that says it arrived."""
    return _handed(_delivery(token), forms.ConfirmForm(formdata=None), [])


@bp.post("/handed/<token>")
@brake("handed")
@guard.public
def arrived(token: str) -> Any:
    """Somebody confirms that they have the paper."""
    delivery, form = _delivery(token), forms.ConfirmForm()
    if not form.validate_on_submit():
        return _handed(delivery, form, []), 422
    try:
        actions.confirm_delivery(
            delivery=delivery, who=form.who.data or "", on=None, by=guard.actor(), now=clock.now()
        )
    except Refused as error:
        return _handed(delivery, form, undone(error)), 422
    return flask.redirect(flask.url_for("practice.handed", token=token), 303)


@bp.get("/handed/<token>/paper.pdf")
@brake("papers", "PAPER_LIMIT", methods=("GET",))
@guard.public
def handed_pdf(token: str) -> flask.Response:
    """The same to print."""
    delivery = _delivery(token)
    body = documents.pdf("paper", writable(delivery.content), language=delivery.language)
    return pdf_answer(body, f"{delivery.paper.kind.value}-{delivery.language}.pdf")


def _delivery(token: str) -> Delivery:
    found = queries.delivery_by_token(token) if token.isascii() and "\x00" not in token else None
    if found is None or found.way is not Way.MAIL:
        raise NotFound
    return found


def _handed(delivery: Delivery, form: Any, refused: list[str]) -> str:
    return flask.render_template(
        "practice/handed.html", delivery=delivery, form=form, refused=refused, values=delivery.content
    )
