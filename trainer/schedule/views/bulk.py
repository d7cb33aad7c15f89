"""How does an administrator change many offerings at once? Ticked on the year's page, looked at here, then drafted."""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import DateField, StringField
from wtforms.validators import Length, NumberRange, Optional

from trainer.core import clock, i18n
from trainer.core.errors import Reason, Refused
from trainer.core.forms import OnceForm, WholeNumberField, as_lock, no_line_break
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.schedule import actions, queries
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules.bulk import BulkChange, BulkReason, ToVirtual, Window
from trainer.schedule.rules.soundness import MOST_CAPACITY
from trainer.schedule.views.blueprint import bp


class VirtualForm(OnceForm):
    """Where many offerings take place from now on."""

    platform = StringField(_l("Platform"), [Length(max=100), no_line_break])
    capacity = WholeNumberField(_l("Places in each"), [Optional(), NumberRange(0, MOST_CAPACITY)])

    def change(self) -> BulkChange:
        """What was typed, as a change."""
        return ToVirtual(platform=self.platform.data or "", capacity=self.capacity.data)


class WindowForm(OnceForm):
    """When registration for many offerings is open."""

    opens_on = DateField(_l("Registration opens"), [Optional()])
    closes_on = DateField(_l("Registration closes"), [Optional()])

    def change(self) -> BulkChange:
        """What was typed, as a change."""
        return Window(self.opens_on.data, self.closes_on.data)


FORMS: dict[str, type[VirtualForm] | type[WindowForm]] = {"virtual": VirtualForm, "window": WindowForm}


@bp.get("/manage/schedule/<year_ref>/many")
@guard.needs(Permission.SCHEDULE_MANAGE, year=queries.year_by_slug)
def many(year: ProgramYear) -> Any:
    """The offerings that were ticked, and what shall become of all of them."""
    what = _what()
    if not flask.request.args.getlist("ref"):
        flask.flash(i18n.sentence(Reason(BulkReason.NOTHING_CHOSEN)), "care")
        return flask.redirect(flask.url_for("schedule.plan", year_ref=year.slug), 303)
    return _page(year, what, FORMS[what](formdata=None))


@bp.post("/manage/schedule/<year_ref>/many")
@guard.needs(Permission.SCHEDULE_MANAGE, year=queries.year_by_slug)
def change_many(year: ProgramYear) -> Any:
    """Draft the change for all of them, or say every reason why not."""
    what = _what()
    form = FORMS[what]()
    if not form.validate_on_submit():
        return _page(year, what, form), 422
    try:
        changed = actions.change_many(
            year=year, locks=_locks(), change=form.change(), by=guard.actor(), now=clock.now()
        )
    except Refused as refused:
        return _page(year, what, form, refused.reasons), 409
    said = ngettext("%(num)s change is drafted.", "%(num)s changes are drafted.", len(changed))
    flask.flash(f"{said} {_('People are told when you publish the schedule.')}", "done")
    return flask.redirect(flask.url_for("schedule.plan", year_ref=year.slug), 303)


def _what() -> str:
    wish = flask.request.args.get("do", "")
    return wish if wish in FORMS else "virtual"


def _locks() -> dict[str, int]:
    """The ticked offerings with the number of the save that was looked at."""
    sent = flask.request.form
    return {ref: as_lock(sent.get(f"lock-{ref}")) for ref in sent.getlist("ref")}


def _page(year: ProgramYear, what: str, form: Any, reasons: list[Reason] | None = None) -> str:
    sent = flask.request.method == "POST"
    shown = {*flask.request.args.getlist("ref"), *flask.request.form.getlist("ref")}
    offerings = [one for one in queries.year_offerings(year, drafts=True) if one.ref in shown]
    ticked = set(flask.request.form.getlist("ref")) if sent else shown
    mine: dict[str, list[str]] = {}
    for reason in reasons or []:
        mine.setdefault(str(reason.facts.get("ref", "")), []).append(i18n.sentence(reason))
    return flask.render_template(
        "schedule/many.html", year=year, what=what, form=form, rows=[_row(one) for one in offerings],
        ticked=ticked, mine=mine, more=_summary(mine, offerings),
    )  # fmt: skip


def _row(offering: Offering) -> tuple[Offering, Any]:
    return offering, queries.planned(offering)


def _summary(mine: dict[str, list[str]], offerings: list[Offering]) -> list[str]:
    """What stands above the form: nothing was changed, and each offering that is the reason."""
    if not mine:
        return []
    known = {one.ref: queries.planned(one).title for one in offerings}
    lines = [
        f"{known[ref]}: {text}" if ref in known else text for ref, texts in mine.items() for text in texts
    ]
    nothing = _("Nothing was changed. Correct this, or untick these offerings.")
    return [nothing, *lines] if set(mine) - {""} else lines
