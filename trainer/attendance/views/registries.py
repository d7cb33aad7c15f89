"""What does an administrator send to registries? What is due of a period or an offering; whose number is missing."""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.attendance import actions, exporting, registries
from trainer.attendance.forms.records import SendForm
from trainer.attendance.queries import held, sendings
from trainer.attendance.rules import registries as rules
from trainer.attendance.rules.goals import Period
from trainer.attendance.rules.registries import Registry, Result, Sending
from trainer.attendance.views.blueprint import bp
from trainer.attendance.views.hours import Asked, asked, period_presets
from trainer.attendance.views.own_papers import file_answer
from trainer.attendance.wording import hours
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import sentence
from trainer.core.tables import write_csv
from trainer.core.web import guard
from trainer.core.workbooks import MIMETYPE, write_xlsx
from trainer.permissions import Permission
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering

TONES = {
    Sending.DUE: "honey", Sending.OVERDUE: "stop", Sending.CHANGED: "care", Sending.REFUSED: "stop",
    Sending.ACCEPTED: "good", Sending.SENT: "brand", Sending.NO_CODE: "care", Sending.NOT_VERIFIED: "care",
}  # fmt: skip


def _registry(registry_id: str) -> Registry:
    found = registries.registry(registry_id)
    if found is None:
        raise NotFound
    return found


def _offering() -> Offering | None:
    ref = flask.request.args.get("offering", "")
    return schedule_queries.offering_by_ref(ref) if ref else None


def _asked(offering: Offering | None) -> Asked:
    """The period of the address; with an offering and no days, the days of the offering."""
    if offering is None or "first" in flask.request.args or not offering.first_on or not offering.last_on:
        return asked()
    return Asked(Period(offering.first_on, offering.last_on), False)


@bp.get("/registries")
@guard.needs(Permission.RECORDS_SEND)
def registry_list() -> str:
    """The registries that are defined, with what each asks."""
    return flask.render_template(
        "attendance/registries.html", registries=registries.registries().values(), offering=_offering()
    )


@bp.get("/registries/<registry_id>")
@guard.needs(Permission.RECORDS_SEND)
def registry(registry_id: str) -> str:
    """The records of a period: what is due, what was sent, and who has no number."""
    return _page(_registry(registry_id), SendForm(formdata=None), [])


def _page(registry: Registry, form: SendForm, reasons: list[str]) -> str:
    offering, today = _offering(), clock.today()
    about = _asked(offering)
    page, lines = sendings.lines(
        registry, about.period, offering, after=flask.request.args.get("after"), today=today
    )
    missing, people = sendings.without_number(registry, about.period, offering)
    more = {"offering": offering.ref} if offering else {}
    return flask.render_template(
        "attendance/registry.html", registry=registry, about=about, period=about.period, offering=offering, page=page,
        lines=lines, missing=missing, people=people, presets=period_presets(today), hours=hours, tones=TONES,
        form=form, reasons=reasons, here={**about.words, **more}, more=more, today=today, sendable=rules.SENDABLE,
    )  # fmt: skip


@bp.post("/registries/<registry_id>")
@guard.needs(Permission.RECORDS_SEND)
def change_records(registry_id: str) -> Any:
    """Verify what was ticked, mark it as sent, or note what the registry answered."""
    found, form = _registry(registry_id), SendForm()
    refs, wish = flask.request.form.getlist("record"), flask.request.form.get("do", "")
    if not form.validate_on_submit() or not refs:
        return _page(found, form, [_("Tick the records first.")]), 422
    try:
        said = _act(found, wish, refs, form.error.data or "")
    except Refused as refused:
        return _page(found, form, [sentence(reason) for reason in refused.reasons]), 422
    flask.flash(said, "done")
    kept = {
        name: value for name, value in flask.request.args.items() if name in ("first", "last", "offering")
    }
    return flask.redirect(flask.url_for("attendance.registry", registry_id=found.id, **kept), 303)  # type: ignore[arg-type]


def _act(registry: Registry, wish: str, refs: list[str], error: str) -> str:
    by, now = guard.actor(), clock.now()
    if wish == "verify":
        count = actions.verify(refs=refs, by=by, now=now)
        return ngettext("%(num)d record is verified.", "%(num)d records are verified.", count)
    if wish in (Result.ACCEPTED, Result.REFUSED):
        answers = dict.fromkeys(refs, Result(wish))
        count = actions.note_answers(registry=registry, answers=answers, error=error, by=by, now=now)
        return ngettext(
            "The answer to %(num)d record is noted.", "The answers to %(num)d records are noted.", count
        )
    count = actions.mark_sent(registry=registry, refs=refs, by=by, now=now, today=clock.today())
    return ngettext("%(num)d record is marked as sent.", "%(num)d records are marked as sent.", count)


@bp.get("/registries/<registry_id>/records.csv")
@guard.needs(Permission.RECORDS_SEND)
def registry_csv(registry_id: str) -> flask.Response:
    """What is due of a period, in the registry's columns."""
    found = _registry(registry_id)
    return file_answer(write_csv(*_table(found)), "text/csv", f"{found.id}.csv")


@bp.get("/registries/<registry_id>/records.xlsx")
@guard.needs(Permission.RECORDS_SEND)
def registry_xlsx(registry_id: str) -> flask.Response:
    """The same as a workbook."""
    found = _registry(registry_id)
    return file_answer(write_xlsx(found.jurisdiction, *_table(found)), MIMETYPE, f"{found.id}.xlsx")


def _table(registry: Registry) -> tuple[list[str], list[list[Any]]]:
    offering = _offering()
    pairs = sendings.to_send(registry, _asked(offering).period, offering, today=clock.today())
    return exporting.registry_rows(registry, pairs, held.names_on(record for record, _number in pairs))
