"""How is one offering planned on screen? Everything typed is kept, and whoever saves second is asked."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock, i18n
from trainer.core.errors import Reason, Refused
from trainer.core.forms import as_lock
from trainer.core.web import guard
from trainer.permissions import Permission, Role
from trainer.schedule import actions, forms, queries
from trainer.schedule.models import Offering
from trainer.schedule.rules import changes
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.changes import PublishReason
from trainer.schedule.rules.kinds import When
from trainer.schedule.rules.series import SeriesReason
from trainer.schedule.views import choices
from trainer.schedule.views.blueprint import bp, opens
from trainer.schedule.wording import dates


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
    choices.offer(form, offering)
    wish = flask.request.form.get("do", "save")
    if wish in ("add", "series"):
        return _page(offering, form, added=_add_rows(form, wish))
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


def _add_rows(form: forms.OfferingForm, wish: str) -> int:
    """One blank session, or all of a series; how many a series has. Nothing is saved by it."""
    form.when.data = forms.DATES
    if wish == "add":
        if len(form.sessions.entries) < plans.MOST_SESSIONS:
            form.sessions.append_entry()
        return 0
    wrong = [field for field in form.series_fields() if not field.validate(form)]
    if wrong:
        return 0
    rows = form.sessions.entries
    last = max((place for place, row in enumerate(rows, start=1) if not row.form.is_empty), default=0)
    room = max(plans.MOST_SESSIONS - last, 0)
    days, why = form.series_days(most=room)
    if why:
        asked = form.series_count if why in (SeriesReason.HOW_LONG_MISSING, SeriesReason.TOO_MANY) else None
        asked = asked or (form.series_until if why is SeriesReason.UNTIL_BEFORE_FIRST else form.series_first)
        asked.errors = [i18n.sentence(Reason(why, {"most": room}))]
        return 0
    while len(form.sessions.entries) > last:
        form.sessions.pop_entry()
    for row in form.series_rows(days):
        form.sessions.append_entry(row)
    form.series_first.data = form.series_count.data = form.series_until.data = None
    return len(days)


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


def _page(
    offering: Offering,
    form: forms.OfferingForm,
    *,
    more: list[str] | None = None,
    theirs: Any = None,
    added: int = 0,
) -> str:
    choices.offer(form, offering)
    item = queries.revision_item(offering)
    return flask.render_template(
        "schedule/edit.html", offering=offering, form=form, item=item, more=more or [], theirs=theirs,
        asks_fold=_asks_fold(form), summaries=_summaries(form), added=added, platforms=choices.PLATFORMS,
        waits=queries.waits_to_be_published(offering),
        can_change=offering.state.value in ("draft", "published"),
        people_url=opens("registration.roster", offering_ref=offering.ref),
        trainers=account_queries.grants_in("offering", offering.id, Role.TRAINER, now=clock.now()),
        trainer_form=forms.TrainerForm(formdata=None),
    )  # fmt: skip


def _summaries(form: forms.OfferingForm) -> dict[str, str]:
    """What each session row says in one line, so that a long series can be folded up."""
    zone = form.zone.data if form.zone.data and plans.is_zone(form.zone.data) else "UTC"
    found = {}
    for row in form.full_rows():
        (session,) = forms.session_plans([row.form], set())
        said = [dates.session_when(session, zone), session.label, "" if session.mandatory else _("Optional")]
        found[row.id] = " · ".join(part for part in said if part)
    return found


def _asks_fold(form: forms.OfferingForm) -> set[str]:
    """Rows in which a time comes twice: only they ask which one is meant."""
    found = set()
    for row in form.full_rows():
        (session,) = forms.session_plans([row.form], set())
        known = session.when is When.FIXED and bool(form.zone.data) and plans.is_zone(form.zone.data)
        if known and plans.comes_twice(session, form.zone.data):
            found.add(row.id)
    return found
