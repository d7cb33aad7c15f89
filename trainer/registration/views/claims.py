"""How is earlier training claimed, decided, and a completed course written down from paper?"""

from typing import Any

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts import queries as account_queries
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.db import db
from trainer.core.errors import Refused
from trainer.core.web import guard
from trainer.core.web.paging import page_of
from trainer.core.web.refusals import undone
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import Claim
from trainer.curriculum.rules import ClaimState
from trainer.permissions import Permission
from trainer.registration import actions, forms
from trainer.registration.views.blueprint import bp

DEFAULT_COURSE = "cop-101"


def _titles() -> dict[str, str]:
    """The courses somebody can have completed; the first one is known before any course is loaded."""
    titles = curriculum_queries.course_titles(guard.actor().language)
    titles.setdefault(DEFAULT_COURSE, curriculum_queries.course_name(DEFAULT_COURSE))
    return titles


@bp.get("/claims")
@guard.needs(Permission.CLAIM_DECIDE)
def claims() -> str:
    """What waits for a decision, oldest first; and what was decided, latest first."""
    decided = flask.request.args.get("show") == "decided"
    statement = curriculum_queries.decided_claims() if decided else curriculum_queries.open_claims()
    page = page_of(statement, by=(Claim.__table__.c.id,), after=flask.request.args.get("after"), down=decided)
    return flask.render_template(
        "registration/claims.html",
        page=page,
        claims=[row[1] for row in page.rows],
        decided=decided,
        titles=_titles(),
    )


@bp.route("/claims/new", methods=["GET", "POST"])
@guard.signed_in
def new_claim() -> Any:
    """Claim earlier training before registering for anything."""
    titles = _titles()
    course = flask.request.args.get("course", DEFAULT_COURSE)
    if course not in titles:
        flask.abort(404)
    person = db.session.get_one(Person, guard.actor().person_id)
    form, refused = forms.ClaimForm(), []
    if form.validate_on_submit():
        try:
            claim = curriculum_actions.make_claim(
                person=person, course=course, by=guard.actor(), now=clock.now(), **form.claim()
            )
            flask.flash(_("Your claim is with us. We will write to you when it is decided."), "done")
            return flask.redirect(flask.url_for("registration.claim", claim_ref=claim.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "registration/new_claim.html", form=form, refused=refused, course=titles[course], titles=titles,
        completion=curriculum_queries.completion_of(person.id, course),
        mine=curriculum_queries.claims_of(person.id),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/claims/<claim_ref>")
@guard.needs(Permission.CLAIM_SEE, claim=curriculum_queries.claim_by_ref)
def claim(claim: Claim) -> str:
    """One claim: what was said, and where it stands."""
    return _claim_page(claim, forms.DecideForm(), [])


@bp.post("/claims/<claim_ref>")
@guard.needs(Permission.CLAIM_DECIDE, claim=curriculum_queries.claim_by_ref)
def decide(claim: Claim) -> Any:
    """Accept or decline; whoever waited for it hears at once where they stand."""
    form, refused = forms.DecideForm(), []
    if form.validate_on_submit():
        try:
            actions.decide_claim(
                claim=claim,
                accepted=form.decision.data == "accept",
                reason=form.reason.data or "",
                by=guard.actor(),
                now=clock.now(),
            )
            flask.flash(_("The claim was decided, and the person is told."), "done")
            return flask.redirect(flask.url_for("registration.claims"), 303)
        except Refused as error:
            refused = undone(error)
    return _claim_page(claim, form, refused), 422


def _claim_page(claim: Claim, form: forms.DecideForm, refused: list[str]) -> str:
    return flask.render_template(
        "registration/claim.html", claim=claim, form=form, refused=refused,
        course=_titles().get(claim.course, claim.course), is_open=claim.state is ClaimState.OPEN,
        own=claim.person_id == guard.actor().person_id,
    )  # fmt: skip


@bp.route("/people/<person_ref>/completions", methods=["GET", "POST"])
@guard.needs(Permission.COMPLETION_RECORD, person=account_queries.person_by_ref)
def completions(person: Person) -> Any:
    """What somebody has completed, and a form for what is known from paper."""
    titles = _titles()
    form: Any = forms.CompletionForm()
    refused: list[str] = []
    form.course.choices = [SelectChoice(*choice) for choice in titles.items()]
    if form.validate_on_submit():
        try:
            actions.record_completion(
                person=person, course=form.course.data, on=form.on.data, source=form.source.data,
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("The completion was recorded for %(name)s.", name=person.name), "done")
            return flask.redirect(flask.url_for("registration.completions", person_ref=person.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "registration/completions.html", person=person, form=form, refused=refused, titles=titles,
        completions=curriculum_queries.completions_of(person.id),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200
