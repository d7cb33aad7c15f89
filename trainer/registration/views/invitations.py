"""Who is on the list of an offering that is only for people who are invited?"""

import re
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.accounts import queries as account_queries
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.errors import NotFound
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.registration import forms, queries
from trainer.registration.actions import invitations as actions
from trainer.registration.queries import eligibility
from trainer.registration.views.blueprint import bp
from trainer.schedule.models import Offering


@bp.route("/offerings/<offering_ref>/invited", methods=["GET", "POST"])
@guard.needs(Permission.SCHEDULE_MANAGE, offering=queries.any_offering)
def invited(offering: Offering) -> Any:
    """The list, and addresses to add: one per line, as they are pasted."""
    form = forms.InviteForm()
    unknown: list[str] = []
    if form.validate_on_submit():
        emails = [one for one in re.split(r"[\s,;]+", form.emails.data or "") if one]
        before = len(eligibility.invited_to(offering))
        unknown = actions.invite(
            offering=offering, emails=emails[: actions.MOST], by=guard.actor(), now=clock.now()
        )
        count = len(eligibility.invited_to(offering)) - before
        flask.flash(
            ngettext("%(num)d person was invited and told.", "%(num)d people were invited and told.", count),
            "done",
        )
        if unknown:
            shown = ", ".join(unknown[:20])
            flask.flash(
                _("Nobody here signs in with: %(emails)s. List these people first.", emails=shown), "care"
            )
        return flask.redirect(flask.url_for("registration.invited", offering_ref=offering.ref), 303)
    page = flask.render_template(
        "registration/invited.html", offering=offering, form=form, answer=forms.AnswerForm(),
        people=eligibility.invited_to(offering),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/offerings/<offering_ref>/invited/<person_ref>")
@guard.needs(Permission.SCHEDULE_MANAGE, offering=queries.any_offering, person=account_queries.person_by_ref)
def uninvite(offering: Offering, person: Person) -> Any:
    """Take somebody off the list; a place that they have stays theirs."""
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    actions.take_off(offering=offering, person=person, by=guard.actor(), now=clock.now())
    flask.flash(_("%(name)s is no longer on the list.", name=person.name), "done")
    return flask.redirect(flask.url_for("registration.invited", offering_ref=offering.ref), 303)
