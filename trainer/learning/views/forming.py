"""How is a cohort formed? First who and when, by addresses alone; then its twelve dates and one confirmation."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts.models import Person
from trainer.accounts.views.blueprint import searched
from trainer.accounts.views.me import zone_choices
from trainer.core import clock
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import sentence
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning import actions, forms, queries, rules
from trainer.learning.rules import CohortReason
from trainer.learning.views.blueprint import bp, program_editions
from trainer.permissions import Permission

WHO = "who"
MOST_REFS = 200


def _chosen() -> list[Person]:
    """The people who are ticked, on this page of the list or on one before."""
    refs = list(dict.fromkeys(flask.request.values.getlist(WHO)))[:MOST_REFS]
    return queries.people_by_ref(refs)


def _offered(form: Any) -> Any:
    zones = [zone for group in list(zone_choices().values())[1:] for zone in group]
    form.zone.choices = [SelectChoice(*zone) for zone in zones]
    form.program.choices = [SelectChoice(edition, edition) for edition in program_editions()]
    return form


def _defaults() -> dict[str, Any]:
    in_force = rules.edition_in_force(program_editions(), clock.today().year)
    return {"zone": flask.current_app.config["PROGRAM_ZONE"], "program": in_force}


@bp.get("/cohorts/new")
@guard.needs(Permission.COHORT_MANAGE)
def new_cohort() -> str:
    """The plan so far is in the address: nothing is saved before the one confirmation, and "back" works."""
    asked = flask.request.args
    form = _offered(
        forms.CohortForm(asked if "name" in asked else None, data=_defaults(), meta={"csrf": False})
    )
    chosen, refused = _chosen(), []
    if asked.get("step") == "dates":
        refused = [] if chosen else [sentence(Reason(CohortReason.NOBODY))]
        if form.validate() and chosen:
            return _dates_page(_planned(form), chosen, [])
    return _people_page(form, chosen, refused)


def _planned(form: Any) -> Any:
    """The second form, with twelve dates proposed from the first."""
    dates = rules.monthly_dates(form.first.data)
    planned = forms.CohortDatesForm(
        None, name=form.name.data, starts=form.starts.data, zone=form.zone.data, program=form.program.data,
        dates=dates,
    )  # fmt: skip
    return _offered(planned)


def _people_page(form: Any, chosen: Sequence[Person], refused: list[str]) -> str:
    search = searched()
    today = clock.today()
    page = queries.candidates(today=today, search=search, after=flask.request.args.get("after"))
    listed_ids = [row[1] for row in page.rows]
    standing = queries.standing_among(listed_ids)
    listed = {row[2].ref for row in page.rows}
    return flask.render_template(
        "learning/new_cohort.html", form=form, refused=refused, page=page, search=search, standing=standing,
        chosen=[person for person in chosen if person.ref not in listed],
        ticked={person.ref for person in chosen}, most=rules.MOST_TRAINEES,
        certified=queries.certified_among(listed_ids, today) if search else set(),
    )  # fmt: skip


def _dates_page(form: Any, chosen: Sequence[Person], refused: list[str]) -> str:
    for number, entry in enumerate(form.dates, start=1):
        entry.label.text = _("Session %(number)s", number=number)
    dates: list[date] = [entry.data for entry in form.dates if entry.data]
    return flask.render_template(
        "learning/cohort_dates.html", form=form, refused=refused, chosen=chosen,
        training=rules.TRAINING_SESSIONS, passed=bool(dates) and dates[0] < clock.today(),
        back=flask.url_for(
            "learning.new_cohort", name=form.name.data, starts=flask.request.values.get("starts"),
            first=dates[0].isoformat() if dates else None, zone=form.zone.data, program=form.program.data,
            who=[person.ref for person in chosen],
        ),
    )  # fmt: skip


@bp.post("/cohorts/new")
@guard.needs(Permission.COHORT_MANAGE)
def form_cohort() -> Any:
    """The one confirmation: the cohort, its sessions, everybody's places, or the reasons and nothing."""
    form = _offered(forms.CohortDatesForm())
    chosen, refused = _chosen(), []
    if form.validate_on_submit():
        dates = [entry.data for entry in form.dates]
        try:
            cohort = actions.form_cohort(
                name=form.name.data, first_on=dates[0], dates=dates, starts=form.starts.data,
                zone=form.zone.data, people=chosen, program_edition=form.program.data, by=guard.actor(),
                now=clock.now(),
            )  # fmt: skip
            flask.flash(
                _("The cohort “%(name)s” is formed. Everybody in it is told by mail.", name=cohort.name),
                "done",
            )
            return flask.redirect(flask.url_for("learning.cohort", cohort_ref=cohort.ref), 303)
        except Refused as error:
            refused = undone(error)
            chosen = _chosen()
    return _dates_page(form, chosen, refused), 422
