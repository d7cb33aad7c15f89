"""How is one offering planned on screen? Everything typed is kept, and whoever saves second is asked."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock, i18n
from trainer.core.errors import Refused
from trainer.core.forms import as_lock
from trainer.core.web import guard
from trainer.permissions import Permission, Role
from trainer.schedule import actions, forms, queries
from trainer.schedule.models import Offering
from trainer.schedule.rules import changes
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules import years as year_rules
from trainer.schedule.rules.changes import PublishReason
from trainer.schedule.rules.kinds import Format, Season, When
from trainer.schedule.views.blueprint import bp, opens
from trainer.schedule.views.years import kinds

ZONES = (
    "America/Los_Angeles", "America/Denver", "America/Phoenix", "America/Chicago", "America/New_York",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "America/Vancouver", "America/Edmonton",
    "America/Winnipeg", "America/Toronto", "America/Halifax",
)  # fmt: skip


@bp.get("/manage/offerings/<offering_ref>")
@guard.needs(Permission.SCHEDULE_MANAGE, offering=queries.offering_by_ref)
def edit(offering: Offering) -> str:
    """The plan of one offering."""
    plan = queries.planned(offering)
    form = forms.OfferingForm(formdata=None, data=forms.values_of(plan, offering.lock))
    if len(form.sessions.entries) < 2:
        form.sessions.append_entry()
    return _page(offering, form)


@bp.post("/manage/offerings/<offering_ref>")
@guard.needs(Permission.SCHEDULE_MANAGE, offering=queries.offering_by_ref)
def save(offering: Offering) -> Any:
    """Add rows to what was typed, or save it."""
    form = forms.OfferingForm()
    _offer_choices(form, offering)
    wish = flask.request.form.get("do", "save")
    if wish in ("add", "series"):
        _add_rows(form, wish)
        return _page(offering, form)
    if not form.validate_on_submit():
        return _page(offering, form), 422
    plan = form.plan(queries.planned(offering))
    lock = as_lock(form.lock.data)
    try:
        actions.change_draft(
            offering=offering,
            plan=plan,
            lock=lock,
            by=guard.actor(),
            now=clock.now(),
            today=clock.today(plan.zone),
        )
    except Refused as refused:
        return _refused(offering, form, refused)
    flask.flash(_("Saved."), "done")
    return flask.redirect(flask.url_for("schedule.edit", offering_ref=offering.ref), 303)


def _add_rows(form: forms.OfferingForm, wish: str) -> None:
    """One blank session, or one for each month of a series. Nothing is saved by it."""
    form.when.data = forms.DATES
    room = form.sessions.max_entries - len(form.sessions.entries)
    if wish == "add":
        if room > 0:
            form.sessions.append_entry()
        return
    if not form.series_first.data or not form.series_count.data:
        form.series_first.errors = [_("Choose the first month and how many months.")]
        return
    while form.sessions.entries and form.sessions.entries[-1].form.is_empty:
        form.sessions.pop_entry()
    months = [value for value, _label in form.sessions_months if value >= form.series_first.data]
    for month in months[: min(form.series_count.data, room)]:
        form.sessions.append_entry({"month": month})
    _offer_months(form)


def _refused(offering: Offering, form: forms.OfferingForm, refused: Refused) -> Any:
    """The page again, everything typed kept: each reason at its session, or above the form."""
    rows = form.full_rows()
    more, theirs = [], None
    code = 422
    for reason in refused.reasons:
        number = reason.facts.get("session")
        if isinstance(number, int) and 0 < number <= len(rows):
            field = rows[number - 1].form.on
            field.errors = [*field.errors, i18n.sentence(reason)]
        else:
            more.append(i18n.sentence(reason))
        if reason.code is PublishReason.SAVED_MEANWHILE:
            theirs = changes.differences(queries.planned(offering), form.plan(queries.planned(offering)))
            form.lock.data, code = str(offering.lock), 409
    form.sessions.errors = [row.errors for row in form.sessions.entries]
    return _page(offering, form, more=more, theirs=theirs), code


def _offer_choices(form: forms.OfferingForm, offering: Offering) -> None:
    nothing = ("", "")
    zones = list(dict.fromkeys([offering.zone, flask.current_app.config["PROGRAM_ZONE"], *ZONES]))
    form.kind.choices = kinds()
    form.format.choices = [(format.value, i18n.words(format)) for format in Format]
    form.when.choices = [
        (forms.DATES, _("Dates or months, below")), (When.SEASON.value, _("Only the season")),
        (When.TBD.value, _("Not yet: date TBD")), (When.ON_REQUEST.value, _("On request, no dates")),
    ]  # fmt: skip
    form.season.choices = [nothing, *((season.value, i18n.words(season)) for season in Season)]
    form.zone.choices = [(zone, zone.replace("_", " ")) for zone in zones]
    form.prerequisite.choices = [
        ("", _("Nothing")),
        ("cop-101", _("CoP 101, or another introduction to CoPs")),
    ]
    form.sessions_months = [
        (f"{month:%Y-%m}", i18n.day(month, "month"))
        for month in year_rules.months_of(offering.year.starts_on)
    ]
    form.series_first.choices = [nothing, *form.sessions_months]
    _offer_months(form)


def _offer_months(form: forms.OfferingForm) -> None:
    for row in form.sessions.entries:
        row.form.month.choices = [("", ""), *form.sessions_months]
        row.form.fold.choices = [
            ("", ""),
            ("0", _("The first one")),
            ("1", _("The second one, after clocks go back")),
        ]


def _page(
    offering: Offering, form: forms.OfferingForm, *, more: list[str] | None = None, theirs: Any = None
) -> str:
    _offer_choices(form, offering)
    item = queries.revision_item(offering)
    return flask.render_template(
        "schedule/edit.html", offering=offering, form=form, item=item, more=more or [], theirs=theirs,
        asks_fold=_asks_fold(form), waits=queries.waits_to_be_published(offering),
        can_change=offering.state.value in ("draft", "published"),
        people_url=opens("registration.roster", offering_ref=offering.ref),
        trainers=account_queries.grants_in("offering", offering.id, Role.TRAINER, now=clock.now()),
        trainer_form=forms.TrainerForm(formdata=None),
    )  # fmt: skip


def _asks_fold(form: forms.OfferingForm) -> set[str]:
    """Rows in which a time comes twice: only they ask which one is meant."""
    found = set()
    for row in form.full_rows():
        (session,) = forms.session_plans([row.form], set())
        known = session.when is When.FIXED and bool(form.zone.data) and plans.is_zone(form.zone.data)
        if known and plans.comes_twice(session, form.zone.data):
            found.add(row.id)
    return found
