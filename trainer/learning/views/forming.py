"""How is a cohort formed? First who, what and when, by addresses alone; then its dates and one confirmation."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext
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
from trainer.learning.rules import CohortReason, Shape
from trainer.learning.views.blueprint import bp, program_editions, told
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
    if isinstance(form, forms.CohortForm):
        form.shape.choices = [SelectChoice(one.id, told(one.title)) for one in _shapes().values()]
    return form


def _shapes() -> dict[str, Shape]:
    """Every shape that some edition knows, by its id; as the latest edition describes it."""
    return {one.id: one for shapes in program_editions().values() for one in shapes}


def _hints() -> dict[str, str]:
    """What each shape is, under its name: how long, how often, for whom."""
    return {
        one.id: " · ".join([
            ngettext("%(num)d month", "%(num)d months", one.months),
            ngettext("%(num)d session", "%(num)d sessions", one.sessions),
        ]) + ". " + told(one.summary)
        for one in _shapes().values()
    }  # fmt: skip


def _shape(form: Any) -> Shape | None:
    """The shape that was chosen, as the chosen edition has it; None, with a word at the field, when it has not."""
    shapes = program_editions().get(form.program.data, [])
    found = next((one for one in shapes if one.id == form.shape.data), None)
    if found is None and form.shape.data:
        form.program.errors = [
            *form.program.errors,
            _("This edition has no such cohort. Choose another edition."),
        ]
    return found


def _defaults() -> dict[str, Any]:
    editions = program_editions()
    in_force = rules.edition_in_force(list(editions), clock.today().year)
    zone = flask.current_app.config["PROGRAM_ZONE"]
    return {"zone": zone, "program": in_force, "shape": editions[in_force][0].id}


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
        valid, shape = form.validate(), _shape(form)
        announced = bool(form.until.data)
        refused = [] if chosen or announced else [sentence(Reason(CohortReason.NOBODY))]
        if valid and shape and not refused:
            return _dates_page(_planned(form, shape), shape, chosen, [])
    return _people_page(form, chosen, refused)


def _planned(form: Any, shape: Shape) -> Any:
    """The second form, with the dates proposed from the first."""
    dates = shape.dates_from(form.first.data)
    planned = forms.CohortDatesForm(
        None, name=form.name.data, starts=form.starts.data, zone=form.zone.data, program=form.program.data,
        shape=shape.id, until=form.until.data, dates=dates,
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
        hints=_hints(), certified=queries.certified_among(listed_ids, today) if search else set(),
    )  # fmt: skip


def _dates_page(form: Any, shape: Shape, chosen: Sequence[Person], refused: list[str]) -> str:
    for number, entry in enumerate(form.dates, start=1):
        entry.label.text = _("Session %(number)s", number=number)
    dates: list[date] = [entry.data for entry in form.dates if entry.data]
    return flask.render_template(
        "learning/cohort_dates.html", form=form, refused=refused, chosen=chosen, shape=shape,
        lacks=rules.without(shape), passed=bool(dates) and dates[0] < clock.today(),
        back=flask.url_for(
            "learning.new_cohort", name=form.name.data, starts=flask.request.values.get("starts"),
            first=dates[0].isoformat() if dates else None, zone=form.zone.data, program=form.program.data,
            shape=shape.id, until=form.until.data.isoformat() if form.until.data else None,
            who=[person.ref for person in chosen],
        ),
    )  # fmt: skip


@bp.post("/cohorts/new")
@guard.needs(Permission.COHORT_MANAGE)
def form_cohort() -> Any:
    """The one confirmation: the cohort, its sessions, everybody's places, or the reasons and nothing."""
    form = _offered(forms.CohortDatesForm())
    chosen, refused = _chosen(), []
    valid, shape = form.validate_on_submit(), _shape(form)
    if valid and shape:
        dates = [entry.data for entry in form.dates]
        try:
            cohort = actions.form_cohort(
                name=form.name.data, first_on=dates[0], dates=dates, starts=form.starts.data,
                zone=form.zone.data, people=chosen, program_edition=form.program.data, shape=shape,
                apply_until=form.until.data, by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            said = (
                _("The cohort “%(name)s” is formed. Everybody in it is told by mail.", name=cohort.name)
                if chosen
                else _("The cohort “%(name)s” is formed, and people can apply.", name=cohort.name)
            )
            flask.flash(said, "done")
            return flask.redirect(flask.url_for("learning.cohort", cohort_ref=cohort.ref), 303)
        except Refused as error:
            refused = undone(error)
            chosen = _chosen()
    return _dates_page(form, shape or rules.USUAL, chosen, refused), 422
