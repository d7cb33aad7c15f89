"""How does a trainee see the path and ask for certification, and how does the mentor sign off?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.certification import actions, forms, queries
from trainer.certification.rules import states
from trainer.certification.rules.engine import BY_OTHERS, essential_missing, standing_in_the_way
from trainer.certification.views.blueprint import bp
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning.models import Enrollment
from trainer.permissions import Permission


@bp.get("/path")
@guard.signed_in
def mine() -> str:
    """My own path: 101, cohort, own CoP, certified, with every criterion."""
    enrollment = queries.own_enrollment(guard.actor().person_id)
    if enrollment is None:
        return flask.render_template("certification/no_path.html")
    return _page(enrollment)


@bp.get("/path/<enrollment_ref>")
@guard.needs(Permission.PATH_SEE, enrollment=queries.enrollment_by_ref)
def path(enrollment: Enrollment) -> str:
    """The path of one trainee, for themselves, their mentor and administrators."""
    return _page(enrollment)


def _page(enrollment: Enrollment) -> str:
    path = queries.path_of(enrollment, day=actions.day_of(enrollment, clock.now()))
    held = path.credential
    today = clock.today(flask.current_app.config["PROGRAM_ZONE"])
    return flask.render_template(
        "certification/path.html", path=path, own=enrollment.person_id == guard.actor().person_id,
        held=states.shown_as(state=held.state, expires_on=held.expires_on, day=today) if held else None,
        can_ask=states.after(path.state, states.Step.REQUEST) is not None and path.live and bool(path.findings),
        essential=essential_missing(path.findings, but=BY_OTHERS),
        left=standing_in_the_way(path.findings, but=BY_OTHERS),
        mentor_turn=path.state in states.WAITING,
    )  # fmt: skip


@bp.route("/path/<enrollment_ref>/request", methods=["GET", "POST"])
@guard.needs(Permission.CERTIFICATION_REQUEST, enrollment=queries.enrollment_by_ref)
def request(enrollment: Enrollment) -> Any:
    """Ask for certification: the name for the certificate is asked here."""
    form, refused = forms.RequestForm(name=enrollment.person.name), []
    if form.validate_on_submit():
        try:
            actions.request(enrollment=enrollment, name=form.name.data, by=guard.actor(), now=clock.now())
            flask.flash(_("You have asked for certification. We will write to you at each step."), "done")
            return flask.redirect(flask.url_for("certification.mine"), 303)
        except Refused as error:
            refused = undone(error)
    path = queries.path_of(enrollment, day=actions.day_of(enrollment, clock.now()))
    page = flask.render_template(
        "certification/request.html", path=path, form=form, refused=refused,
        can_ask=states.after(path.state, states.Step.REQUEST) is not None and path.live,
        essential=essential_missing(path.findings, but=BY_OTHERS),
        left=standing_in_the_way(path.findings, but=BY_OTHERS),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


@bp.route("/path/<enrollment_ref>/sign-off", methods=["GET", "POST"])
@guard.needs(Permission.CERTIFICATION_SIGN_OFF, enrollment=queries.enrollment_by_ref)
def sign_off(enrollment: Enrollment) -> Any:
    """The mentor's statement of what was seen and verified, or the reasons to decline (R21)."""
    form, refused = forms.SignOffForm(), []
    if form.validate_on_submit():
        file = queries.file_of(enrollment.id)
        if file is None:
            raise NotFound
        try:
            actions.sign_off(
                file=file, given=form.given.data == "yes", statement=form.statement.data, by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Thank you. Your answer is on the file, and the trainee is told."), "done")
            return flask.redirect(flask.url_for("certification.path", enrollment_ref=enrollment.ref), 303)
        except Refused as error:
            refused = undone(error)
    path = queries.path_of(enrollment, day=actions.day_of(enrollment, clock.now()))
    page = flask.render_template(
        "certification/sign_off.html", path=path, form=form, refused=refused,
        waits=path.state in states.WAITING, mine=path.of("signoff"),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/path/<enrollment_ref>/file")
@guard.needs(Permission.CERTIFICATION_DECIDE, enrollment=queries.enrollment_by_ref)
def open_file(enrollment: Enrollment) -> Any:
    """Open the file before the request, for a waiver or a later deadline."""
    if not forms.OpenForm().validate_on_submit():
        flask.abort(400)
    file = actions.open_file(enrollment=enrollment, by=guard.actor(), now=clock.now())
    return flask.redirect(flask.url_for("certification.file", file_ref=file.ref), 303)
