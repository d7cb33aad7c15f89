"""What does a CoP cost, what is given to it, and what was planned? Facilitators see all, administrators the sums."""

from typing import Any

import flask
from babel.numbers import format_currency
from flask_babel import gettext as _

from trainer.core import clock, tables
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import day, words, written_locale
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import queries
from trainer.practice.actions import money as money_actions
from trainer.practice.forms import money as money_forms
from trainer.practice.models import Cop, CopSession
from trainer.practice.queries import money as money_queries
from trainer.practice.rules.money import BudgetLine, MoneyKind, as_cents
from trainer.practice.views.blueprint import bp, runs


def cash(cents: int, currency: str) -> str:
    """A sum as the reader writes it."""
    return format_currency(cents / 100, currency, locale=written_locale())


bp.add_app_template_filter(cash)


def _session(cop: Cop, ref: str | None) -> CopSession | None:
    return next((one for one in queries.sessions(cop.id) if one.ref == ref), None) if ref else None


@bp.get("/cops/<cop_ref>/money")
@guard.needs(Permission.COP_SEE, cop=queries.cop_by_ref)
def money(cop: Cop) -> str:
    """Sums for whoever sees the CoP; each entry, the form and the budget for its facilitators."""
    chosen = _session(cop, flask.request.args.get("session"))
    return _page(cop, chosen, None, [])


def _page(cop: Cop, chosen: CopSession | None, form: Any, refused: list[str]) -> str:
    own = runs(cop)
    whole, parts = money_queries.parts(cop.id)
    budget = money_queries.budget(cop) if own else {}
    page = None
    if own:
        page = money_queries.rows(
            cop.id, after=flask.request.args.get("after"), session_id=chosen.id if chosen else None
        )
        form = form or _form(cop, chosen)
    return flask.render_template(
        "practice/money.html", cop=cop, own=own, whole=whole, parts=parts, page=page, form=form, refused=refused,
        chosen=chosen, budget=budget, budget_form=_budget_form(budget) if own else None, lines=list(BudgetLine),
        kinds=list(MoneyKind), Kind=MoneyKind, remove=money_forms.RemoveForm(formdata=None),
    )  # fmt: skip


def _form(cop: Cop, chosen: CopSession | None) -> money_forms.MoneyForm:
    today = clock.now().astimezone(clock.zone(cop.zone)).date()
    sessions = queries.sessions(cop.id)
    form = money_forms.MoneyForm(
        data={
            "on": min(chosen.on, today) if chosen else today, "session": chosen.ref if chosen else "",
            "currency": "CAD" if cop.zone in ("America/Vancouver", "America/Toronto") else "USD",
        },
    )  # fmt: skip
    form.offer(
        (one.ref, _("Session %(number)s, %(day)s", number=one.number, day=day(one.on))) for one in sessions
    )
    return form


def _budget_form(budget: Any) -> Any:
    data = {"budget_currency": next((row.currency for row in budget.values()), "USD")}
    for line, row in budget.items():
        data[f"cents_{line.value}"] = f"{row.cents / 100:.2f}" if row.cents else ""
        data[f"in_kind_{line.value}"] = f"{row.in_kind / 100:.2f}" if row.in_kind else ""
    return money_forms.budget_form()(formdata=None, data=data)


@bp.post("/cops/<cop_ref>/money")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def add_money(cop: Cop) -> Any:
    """Write a sum down."""
    form = _form(cop, None)
    chosen, refused = _session(cop, form.session.data), []
    if form.validate_on_submit():
        try:
            money_actions.add_money(
                cop=cop, session=chosen, on=form.on.data, kind=MoneyKind(form.kind.data),
                line=BudgetLine(form.line.data), what=form.what.data or "", giver=form.giver.data or "",
                cents=as_cents(form.amount.data or ""), currency=form.currency.data, by=guard.actor(), now=clock.now(),
            )  # fmt: skip
            flask.flash(_("Written down."), "done")
            there = flask.url_for("practice.money", cop_ref=cop.ref, session=chosen.ref if chosen else None)
            return flask.redirect(there, 303)
        except Refused as error:
            refused = undone(error)
    return _page(cop, chosen, form, refused), 422


@bp.post("/cops/<cop_ref>/money/remove")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def remove_money(cop: Cop) -> Any:
    """Take a sum back that was written down by mistake."""
    form = money_forms.RemoveForm()
    ref = form.money.data or ""
    found = money_queries.money_by_ref(ref) if ref.isascii() and "\x00" not in ref else None
    if not form.validate_on_submit() or found is None or found.cop_id != cop.id:
        raise NotFound
    money_actions.remove_money(money=found, by=guard.actor(), now=clock.now())
    flask.flash(_("The entry is gone."), "done")
    return flask.redirect(flask.url_for("practice.money", cop_ref=cop.ref), 303)


@bp.post("/cops/<cop_ref>/budget")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def budget(cop: Cop) -> Any:
    """Keep what is planned on each line."""
    form: Any = money_forms.budget_form()()
    if not form.validate_on_submit():
        flask.flash(_("Enter sums such as 12.50. Nothing was changed."), "care")
        return flask.redirect(f"{flask.url_for('practice.money', cop_ref=cop.ref)}#budget", 303)
    lines = {
        line: (
            as_cents(form[f"cents_{line.value}"].data or "0") or 0,
            as_cents(form[f"in_kind_{line.value}"].data or "0") or 0,
        )
        for line in BudgetLine
    }
    money_actions.plan_budget(
        cop=cop, lines=lines, currency=form.budget_currency.data, by=guard.actor(), now=clock.now()
    )
    flask.flash(_("The budget is saved."), "done")
    return flask.redirect(f"{flask.url_for('practice.money', cop_ref=cop.ref)}#budget", 303)


@bp.get("/cops/<cop_ref>/money.csv")
@guard.needs(Permission.COP_RUN, cop=queries.cop_by_ref)
def money_csv(cop: Cop) -> Any:
    """Every entry as a table for a funder's report."""
    header = [
        _("Day"), _("Session"), _("Kind"), _("Budget line"), _("What for"), _("Who gave or paid"), _("Sum"),
        _("Currency"),
    ]  # fmt: skip
    rows = [
        (
            row.on.isoformat(), row.session.number if row.session else "", words(row.kind), words(row.line), row.what,
            row.giver, f"{row.cents / 100:.2f}", row.currency,
        )
        for row in money_queries.every(cop.id)
    ]  # fmt: skip
    answer = flask.Response(tables.write_csv(header, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="money.csv"'
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
