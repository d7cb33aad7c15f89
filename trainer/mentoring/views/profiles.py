"""What does somebody offer as a mentor? Said by themselves, or by an administrator for them."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.mentoring import actions, forms, queries
from trainer.mentoring.views.blueprint import bp
from trainer.organizations.rules import Setting
from trainer.permissions import Permission
from trainer.schedule.rules.tags import SPOKEN
from trainer.schedule.wording.dates import language_words


@bp.route("/people/<person_ref>/as-mentor", methods=["GET", "POST"])
@guard.needs(Permission.PERSON_SEE, person=account_queries.person_by_ref)
def as_mentor(person: Person) -> Any:
    """For how many trainees there is room, in which languages and settings, and since when."""
    profile = queries.profile_of(person.id)
    form: Any = forms.ProfileForm(data=_for_form(person, profile))
    form.languages.choices = [(code, language_words([code])) for code in SPOKEN]
    form.settings.choices = [(one.value, words(one)) for one in Setting]
    if form.validate_on_submit():
        actions.describe_mentor(
            person=person, capacity=form.capacity.data, languages=form.languages.data,
            settings=form.settings.data, available_from=form.available_from.data, by=guard.actor(),
            now=clock.now(),
        )  # fmt: skip
        flask.flash(_("Saved. New trainees are proposed by it."), "done")
        return flask.redirect(flask.url_for("mentoring.as_mentor", person_ref=person.ref), 303)
    page = flask.render_template(
        "mentoring/as_mentor.html", person=person, form=form, load=queries.load_of(person.id),
        own=person.id == guard.actor().person_id,
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _for_form(person: Person, profile: Any) -> dict[str, Any]:
    if profile is None:
        return {"languages": [person.language]}
    return {
        "capacity": profile.capacity, "languages": profile.languages, "settings": profile.settings,
        "available_from": profile.available_from,
    }  # fmt: skip
