"""How does a facilitator write down what happened: minutes, who led, values, the agreement about confidence?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, forms, queries
from trainer.practice.models import CopSession
from trainer.practice.rules import CopSessionState
from trainer.practice.views.blueprint import answer, bp


@bp.route("/cop-sessions/<cop_session_ref>/hold", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def hold(cop_session: CopSession) -> Any:
    """The session took place: how long, and who led. A second time corrects the first, with a reason."""
    people = queries.facilitators_on(cop_session.cop, cop_session.on)
    kind = forms.hold_form((one.person.ref, one.person_id, one.person.name) for one in people)
    led = {lead.person_id: lead.role.value for lead in cop_session.leads}
    only = [one.person_id for one in people] if len(people) == 1 else []
    begin: dict[str, Any] = {name: led.get(one, "lead" if one in only else "") for name, one in kind.people}
    form: Any = kind(data={"minutes": cop_session.minutes or cop_session.planned_minutes, **begin})
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.hold_session(
                session=cop_session, minutes=form.minutes.data, leads=form.leads(), by=guard.actor(),
                now=clock.now(), why=form.why.data or "",
            )  # fmt: skip
            flask.flash(_("Written down. The debrief with your mentor is next."), "done")
            return flask.redirect(flask.url_for("practice.session", cop_session_ref=cop_session.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/hold.html", session=cop_session, cop=cop_session.cop, form=form, refused=refused,
        again=cop_session.state is CopSessionState.HELD, names=[name for name, _one in kind.people],
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


@bp.route("/cop-sessions/<cop_session_ref>/values", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def values(cop_session: CopSession) -> Any:
    """What the members decided: their values, when they took them up again, and how they keep confidence."""
    agreed = queries.agreed(cop_session.cop_id)
    begin = {
        "values": "\n".join(value.text for value in agreed.values),
        "agreement": agreed.agreement.text if agreed.agreement else "",
    }
    form, refused = forms.ValuesForm(data=begin), []
    if form.validate_on_submit():
        try:
            flask.flash(_record(cop_session, form), "done")
            return flask.redirect(flask.url_for("practice.values", cop_session_ref=cop_session.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/values.html", session=cop_session, cop=cop_session.cop, form=form, refused=refused, agreed=agreed,
        revisited=any(one.session_id == cop_session.id for one in agreed.revisits),
    )  # fmt: skip
    return answer(page, failed=form.is_submitted())


def _record(session: CopSession, form: forms.ValuesForm) -> str:
    actor, now = guard.actor(), clock.now()
    if form.do.data == "agreement":
        actions.record_agreement(session=session, text=form.agreement.data or "", by=actor, now=now)
        return _("The agreement is recorded.")
    if form.do.data == "revisit":
        actions.revisit_values(session=session, said=form.said.data or "", by=actor, now=now)
        return _("It is recorded that you took your values up again.")
    actions.record_values(session=session, texts=(form.values.data or "").splitlines(), by=actor, now=now)
    return _("The shared values are recorded.")
