"""What do I do for work? Asked once, kindly; reports count it without names."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.organizations import actions, forms, queries
from trainer.organizations.models import Work
from trainer.organizations.rules import AgeBand, Level, Setting, WorkRole
from trainer.organizations.views.blueprint import bp


@bp.route("/me/work", methods=["GET", "POST"])
@guard.signed_in
def my_work() -> Any:
    """What I do, where, with children of which ages; every answer may stay open."""
    person = account_queries.own_person(guard.actor())
    work = queries.work_of(person.id)
    form = forms.WorkForm(data=_values(work))
    nothing = ("", _("I would rather not say"))
    form.role.choices = [nothing, *((one.value, words(one)) for one in WorkRole)]
    form.setting.choices = [nothing, *((one.value, words(one)) for one in Setting)]
    form.level.choices = [nothing, *((one.value, words(one)) for one in Level)]
    form.ages.choices = [(one.value, words(one)) for one in AgeBand]
    if form.validate_on_submit():
        actions.describe_work(
            person=person, role=WorkRole(form.role.data) if form.role.data else None,
            setting=Setting(form.setting.data) if form.setting.data else None,
            level=Level(form.level.data) if form.level.data else None,
            ages=[AgeBand(one) for one in form.ages.data or []], by=guard.actor(), now=clock.now(),
        )  # fmt: skip
        flask.flash(_("Saved."), "done")
        return flask.redirect(flask.url_for("organizations.my_work"), 303)
    page = flask.render_template("organizations/work.html", form=form, work=work)
    return page, 422 if form.is_submitted() else 200


def _values(work: Work | None) -> dict[str, Any]:
    """What was said before, as the form shows it."""
    if work is None:
        return {"role": "", "setting": "", "level": "", "ages": []}
    return {
        "role": work.role or "",
        "setting": work.setting or "",
        "level": work.level or "",
        "ages": work.ages,
    }
