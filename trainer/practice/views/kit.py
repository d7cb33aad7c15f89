"""How is a session planned: timed rows, roles, checks; and what does the plan look like on paper?"""

import re
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import as_lock
from trainer.core.i18n import locale_code, words
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import actions, queries
from trainer.practice.forms import kit as kit_forms
from trainer.practice.models import CopSession, SessionPlan
from trainer.practice.queries import kit as kit_queries
from trainer.practice.rules import kit
from trainer.practice.rules.kit import Beginning, KitReason, KitRole
from trainer.practice.views.blueprint import answer, bp

ROW_ACT = re.compile(r"(up|down|remove)-(\d{1,3})")
MOST_BLANK = 10


def card_titles() -> dict[str, str]:
    """The titles of the protocol cards in the reader's language, by their names."""
    language = locale_code()
    return {
        one.name: one.titles.get(language) or one.titles.get("en") or one.name for one in kit_queries.cards()
    }


def sum_words(total: kit.Added) -> str:
    """What the rows add up to, with the counts: "85 of 90 minutes; 5 are free"."""
    facts = {"rows": total.rows, "planned": total.planned}
    if total.free:
        return (
            _("%(rows)s of %(planned)s minutes; 1 is free.", **facts) if total.free == 1
            else _("%(rows)s of %(planned)s minutes; %(free)s are free.", free=total.free, **facts)
        )  # fmt: skip
    if total.over:
        return (
            _("%(rows)s of %(planned)s minutes; 1 too many.", **facts) if total.over == 1
            else _("%(rows)s of %(planned)s minutes; %(over)s too many.", over=total.over, **facts)
        )  # fmt: skip
    return _("%(rows)s of %(planned)s minutes: it adds up.", **facts)


@bp.route("/cop-sessions/<cop_session_ref>/plan", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def session_plan(cop_session: CopSession) -> Any:
    """The plan: saved as it stands with every button; called ready only when its minutes add up."""
    plan = kit_queries.plan_of(cop_session)
    stored = kit_queries.rows_of(cop_session)
    content = plan.content if plan else {}
    texts = {"purpose": cop_session.purpose, "question": cop_session.question}
    begin = {**kit_forms.plan_data(content, stored), **texts, "lock": plan.lock if plan else 0}
    form, cards = kit_forms.SessionPlanForm(data=begin), card_titles()
    form.offer_cards(cards.items())
    refused: list[str] = []
    beside = None
    if form.validate_on_submit():
        try:
            return flask.redirect(_saved(cop_session, form), 303)
        except Refused as error:
            refused = undone(error)
            if any(reason.code is KitReason.PLAN_CHANGED for reason in error.reasons):
                beside = (texts, kit_queries.rows_of(cop_session))
                form.lock.data = plan.lock if plan else 0
    return answer(_page(cop_session, form, plan, refused, beside, cards), failed=form.is_submitted())


def _saved(session: CopSession, form: kit_forms.SessionPlanForm) -> str:
    """Keep what was typed, do what the button says with the rows; returns where to go on."""
    do, rows = flask.request.form.get("do", "save"), [entry.form for entry in form.rows.entries]
    here, goes_to = flask.url_for("practice.session_plan", cop_session_ref=session.ref), "rows"
    kept = [row.as_row() for row in rows]
    if found := ROW_ACT.fullmatch(do):
        act, number = found[1], int(found[2])
        if act == "remove":
            kept = [row for place, row in enumerate(kept) if place != number]
        else:
            kept = kit.moved(kept, number, -1 if act == "up" else 1)
            goes_to = f"row-{max(number + (-1 if act == 'up' else 1), 0)}"
    said = [
        row for row in kept if row.minutes or row.activity or row.who or row.materials or row.aim or row.protocol
    ]  # fmt: skip
    actor, now = guard.actor(), clock.now()
    actions.save_plan(
        session=session, content=form.content(), rows=said, purpose=form.purpose.data or "",
        question=form.question.data or "", lock=as_lock(form.lock.data), by=actor, now=now,
    )  # fmt: skip
    if do == "add":
        return f"{here}?blank=3#row-{len(said)}"
    if found:
        return f"{here}#{goes_to}"
    if do == "ready":
        return _ready(session)
    flask.flash(_("The plan is saved."), "done")
    return here


def _ready(session: CopSession) -> str:
    """Called ready, on to the members; what is typed stays saved also when it is not ready yet."""
    here = flask.url_for("practice.session_plan", cop_session_ref=session.ref)
    plan = kit_queries.plan_of(session)
    problems = kit.why_not_ready(
        kit_queries.rows_of(session), planned=session.planned_minutes, content=plan.content if plan else {},
        place=session.place,
    )  # fmt: skip
    if problems:
        return f"{here}?ready=1"
    actions.mark_ready(session=session, by=guard.actor(), now=clock.now())
    flask.flash(_("The plan is ready. Next: send the agenda to your members."), "done")
    return here


def _page(
    session: CopSession, form: kit_forms.SessionPlanForm, plan: SessionPlan | None, refused: list[str],
    beside: Any, cards: dict[str, str],
) -> str:  # fmt: skip
    rows = form.kept_rows()
    content = form.content()
    asked = flask.request.args.get("blank", "1")
    blank = min(int(asked), MOST_BLANK) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 1
    if not form.is_submitted():
        for _number in range(blank):
            form.rows.append_entry()
        form.offer_cards(cards.items())
    before, _after = kit_queries.neighbors(session)
    problems = kit.why_not_ready(rows, planned=session.planned_minutes, content=content, place=session.place)
    begin = kit_forms.BeginForm(formdata=None, data={"lock": form.lock.data})
    has_last = before is not None and bool(kit_queries.rows_of(before))
    begin.beginning.choices = kit_forms.beginnings(last=has_last, template=bool(cards))
    return flask.render_template(
        "practice/session_plan.html", session=session, cop=session.cop, form=form, refused=refused, beside=beside,
        plan=plan, begin=begin, total=sum_words(kit.added(rows, session.planned_minutes)), rows=rows,
        problems=problems, asked=flask.request.args.get("ready"), roles=list(KitRole), Beginning=Beginning,
        advice=kit.advice(rows, planned=session.planned_minutes, format=session.format, content=content),
        groups=kit.groups_for(session.format, trip=bool(content["field_trip"])), checks=kit.CHECKS,
        values=kit_queries.values_in_force(session.cop_id), off=bool(kit.added(rows, session.planned_minutes).over),
    )  # fmt: skip


@bp.post("/cop-sessions/<cop_session_ref>/plan/begin")
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def begin_plan(cop_session: CopSession) -> Any:
    """Begin the plan anew: blank, from the template, or as last time."""
    form = kit_forms.BeginForm()
    here = flask.url_for("practice.session_plan", cop_session_ref=cop_session.ref)
    if form.validate_on_submit():
        beginning = Beginning(form.beginning.data)
        actions.begin_plan(
            session=cop_session, beginning=beginning, lock=as_lock(form.lock.data), by=guard.actor(),
            now=clock.now(),
        )  # fmt: skip
        flask.flash(_("Your plan begins: %(how)s.", how=words(beginning)), "done")
    return flask.redirect(f"{here}#rows", 303)
