"""Which numbers do I have in workforce registries? Asked once, and never in anybody's way."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.attendance import actions, registries
from trainer.attendance.forms.records import NumberForm
from trainer.attendance.models import RegistryMembership
from trainer.attendance.queries import held
from trainer.attendance.views.blueprint import bp
from trainer.attendance.wording.records import registry_name
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import Form
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.permissions import Permission


@bp.route("/me/registries", methods=["GET", "POST"])
@guard.signed_in
def my_numbers() -> Any:
    """My numbers in registries, and one more or another one."""
    person = account_queries.own_person(guard.actor())
    form = NumberForm()
    if form.validate_on_submit():
        try:
            made = actions.give_number(
                person=person, registry_id=form.registry.data, number=form.number.data, name=form.name.data or "",
                by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(
                _("Saved: your number of %(registry)s.", registry=registry_name(made.registry_id)), "done"
            )
            return flask.redirect(flask.url_for("attendance.my_numbers"), 303)
        except Refused as refused:
            form.number.errors = [sentence(reason) for reason in refused.reasons]
    page = flask.render_template(
        "attendance/numbers.html", form=form, given=held.memberships_of(person.id), registry_name=registry_name,
        registries=registries.registries().values(),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


@bp.post("/me/registries/<held_number_ref>/remove")
@guard.needs(Permission.MEMBERSHIP_ANSWER, held_number=held.membership_by_ref)
def remove_number(held_number: RegistryMembership) -> Any:
    """Forget one of my numbers."""
    if Form().validate_on_submit():
        name = registry_name(held_number.registry_id)
        person = account_queries.own_person(guard.actor())
        actions.remove_number(membership=held_number, person=person, by=guard.actor(), now=clock.now())
        flask.flash(_("Your number of %(registry)s is forgotten.", registry=name), "done")
    return flask.redirect(flask.url_for("attendance.my_numbers"), 303)
