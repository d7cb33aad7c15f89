"""What can somebody see and change about themselves? Name, language, time zone; the rest is linked from here."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

import flask
from flask_babel import gettext as _

from trainer.accounts import actions, queries
from trainer.accounts.forms import ProfileForm
from trainer.accounts.views.blueprint import bp, scope_names
from trainer.core import clock
from trainer.core.i18n import LANGUAGES
from trainer.core.web import guard

NEAR = (
    "America/Los_Angeles", "America/Denver", "America/Phoenix", "America/Chicago", "America/New_York",
    "America/Anchorage", "Pacific/Honolulu", "America/Vancouver", "America/Tijuana", "America/Mexico_City",
)  # fmt: skip
PLACES = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


@lru_cache(maxsize=1)
def _zones() -> list[str]:
    return sorted(name for name in available_timezones() if name.startswith(PLACES) and name not in NEAR)


def _label(name: str) -> str:
    return name.replace("_", " ").replace("/", " – ")


def zone_choices() -> dict[str, list[tuple[str, str]]]:
    """Every time zone, those of this program's people first."""
    program = flask.current_app.config["PROGRAM_ZONE"]
    return {
        _("Usual"): [("", _("The program's own (%(zone)s)", zone=_label(program).split(" – ")[-1]))],
        _("Near"): [(name, _label(name)) for name in NEAR],
        _("All"): [(name, _label(name)) for name in _zones()],
    }


@bp.route("/me", methods=["GET", "POST"])
@guard.signed_in
def me() -> Any:
    """My account: who I am here, where I belong, and how I sign in."""
    actor = guard.actor()
    person = queries.own_person(actor)
    form = ProfileForm(obj=person)
    form.language.choices = list(LANGUAGES.items())
    form.zone.choices = zone_choices()
    if form.validate_on_submit():
        actions.change_profile(
            person=person, name=form.name.data, language=form.language.data, zone=form.zone.data or None, by=actor,
            now=clock.now(),
        )  # fmt: skip
        flask.g.language = form.language.data
        flask.flash(_("Saved."), "done")
        answer = flask.redirect(flask.url_for("accounts.me"), 303)
        answer.delete_cookie("lang")
        return answer
    grants = queries.grants_of(actor.person_id, now=clock.now())
    page = flask.render_template(
        "accounts/me.html", form=form, person=person, grants=grants, scope_names=scope_names(grants),
        account=queries.account_of(actor.person_id),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200
