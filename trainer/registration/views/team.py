"""How does a coordinator register a team, and see and take back what the organization has registered?"""

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.core import clock, tables
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import sentence, words
from trainer.core.web import guard
from trainer.organizations import queries as organization_queries
from trainer.organizations.models import Organization
from trainer.permissions import Permission
from trainer.registration import actions, forms, queries
from trainer.registration.queries import lists, prospects, queue
from trainer.registration.queries import team as team_queries
from trainer.registration.rules import MOST_TEAM
from trainer.registration.rules import team as team_rules
from trainer.registration.rules.team import Planned, RowOutcome, TeamReason, TeamRow
from trainer.registration.views.blueprint import bp
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format


@bp.get("/organizations/<organization_ref>/offerings")
@guard.needs(Permission.REGISTER_TEAM, organization=organization_queries.organization_by_ref)
def team_offerings(organization: Organization) -> str:
    """What a team can be registered for."""
    return flask.render_template(
        "registration/team_offerings.html",
        organization=organization,
        offerings=queries.open_offerings(now=clock.now()),
    )


@bp.route("/organizations/<organization_ref>/offerings/<offering_ref>/team", methods=["GET", "POST"])
@guard.needs(
    Permission.REGISTER_TEAM,
    organization=organization_queries.organization_by_ref,
    offering=queries.known_offering,
)
def team(organization: Organization, offering: Offering) -> Any:
    """Paste, upload or tick; see what will happen to each; confirm once."""
    form = forms.TeamForm()
    members = team_queries.members(organization)
    form.offer(
        [(place.format.value, words(place.format)) for place in offering.places],
        [(membership.ref, membership.listed_name) for membership in members],
    )
    if flask.request.method == "GET":
        return _page(organization, offering, form, [], [])
    if not form.validate():
        return _page(organization, offering, form, [], []), 422
    try:
        rows = _rows(form, {membership.ref: membership for membership in members})
    except Refused as refused:
        return _page(organization, offering, form, [], refused.reasons), 422
    reasons: list[Reason] = []
    if flask.request.form.get("step") == "confirm":
        try:
            return _confirm(organization, offering, form, rows)
        except Refused as refused:
            db.session.rollback()
            reasons = refused.reasons
    plan = team_queries.plan(
        rows, offering=offering, organization=organization, place=queries.place_among(offering, _format(form)),
        together=bool(form.together.data), by=guard.actor(),
    )  # fmt: skip
    return _page(organization, offering, form, plan, reasons), 409 if reasons else 200


def _confirm(
    organization: Organization, offering: Offering, form: forms.TeamForm, rows: list[TeamRow]
) -> Any:
    plan = actions.register_team(
        offering=offering, organization=organization, rows=rows, format=_format(form),
        shown=flask.request.form.get("plan", ""), together=bool(form.together.data), by=guard.actor(), now=clock.now(),
    )  # fmt: skip
    flask.flash(summary(plan, done=True), "done")
    left_out = [planned for planned in plan if planned.needs_correction]
    if left_out:
        lines = ", ".join(str(planned.row.line) for planned in left_out[:20])
        flask.flash(_("Left out, because they need a correction: lines %(lines)s.", lines=lines), "care")
    return flask.redirect(
        flask.url_for("registration.sent", organization_ref=organization.ref, offering=offering.ref), 303
    )


def _format(form: forms.TeamForm) -> Format | None:
    return Format(form.format.data) if "format" in form else None


def _rows(form: forms.TeamForm, members: dict[str, Any]) -> list[TeamRow]:
    """Everything that came in, as one list; the text area then holds all of it. Raises Refused."""
    text = form.text.data or ""
    upload = form.file.data
    data = upload.read(tables.MAX_BYTES + 1) if upload and hasattr(upload, "read") else b""
    ticked = [members[ref] for ref in (form.ticked.data or [])] if "ticked" in form else []
    if not data and not ticked:
        return forms.read_team(text)
    rows = forms.read_team(text) if text.strip() else []
    rows += forms.read_team(data) if data else []
    rows += [TeamRow(0, m.listed_name, m.listed_email, m.job) for m in ticked]
    merged = forms.as_text(rows)
    if len(rows) > MOST_TEAM or len(merged) > forms.MOST_PASTED:
        raise Refused(Reason(TeamReason.TOO_MANY, {"most": MOST_TEAM}))
    whole = tables.decode(data) if data and not ticked and not text.strip() else ""
    form.text.data = whole if 0 < len(whole) <= forms.MOST_PASTED else merged
    if "ticked" in form:
        form.ticked.data = []
    return forms.read_team(form.text.data)


def _page(
    organization: Organization,
    offering: Offering,
    form: forms.TeamForm,
    plan: list[Planned],
    reasons: list[Reason],
) -> str:
    left = prospects.prospects(offering, prerequisite_open=False, organization=organization)
    return flask.render_template(
        "registration/team.html", organization=organization, offering=offering, form=form, plan=plan,
        refused=[sentence(reason) for reason in reasons], most=MOST_TEAM, summary=summary(plan),
        digest=team_rules.digest(plan), count=sum(planned.will_register for planned in plan), said=outcome_said,
        tone=tone, hints={p.format.value: _left(p) for p in left},
        problem=queries.why_not_register(offering, now=clock.now()),
    )  # fmt: skip


def _left(prospect: prospects.Prospect) -> str:
    if prospect.left is None:
        return _("There are seats for everybody.")
    if prospect.own:
        mine = ngettext("%(num)d seat is held for you.", "%(num)d seats are held for you.", prospect.own)
        more = ngettext("%(num)d more is left.", "%(num)d more are left.", prospect.left)
        return f"{mine} {more}"
    return ngettext("%(num)d seat is left.", "%(num)d seats are left.", prospect.left)


def outcome_said(planned: Planned) -> str:
    """What will happen to one row, in words."""
    if planned.outcome is RowOutcome.WAITLIST:
        return _("Number %(position)s on the waitlist", position=planned.position)
    if planned.outcome is RowOutcome.EMAIL_WRONG:
        return words(planned.problem)
    if planned.outcome is RowOutcome.DUPLICATE:
        return _("Repeats line %(line)s", line=planned.of_line)
    return words(planned.outcome)


def tone(planned: Planned) -> str:
    """The color that supports the words."""
    if planned.needs_correction:
        return "stop"
    return {
        RowOutcome.SEAT: "good",
        RowOutcome.WAITLIST: "honey",
        RowOutcome.REQUEST: "care",
        RowOutcome.APPROVAL: "care",
    }.get(planned.outcome, "")


def summary(plan: list[Planned], *, done: bool = False) -> str:
    """'4 seats, 2 on the waitlist, 1 row needs correction.'"""
    count = {outcome: sum(planned.outcome is outcome for planned in plan) for outcome in RowOutcome}
    wrong = sum(planned.needs_correction for planned in plan)
    parts = [
        (count[RowOutcome.SEAT], ngettext("%(num)d seat", "%(num)d seats", count[RowOutcome.SEAT])),
        (count[RowOutcome.WAITLIST], _("%(num)d on the waitlist", num=count[RowOutcome.WAITLIST])),
        (count[RowOutcome.REQUEST], _("%(num)d asked for earlier training", num=count[RowOutcome.REQUEST])),
        (
            count[RowOutcome.APPROVAL],
            ngettext("%(num)d waits for approval", "%(num)d wait for approval", count[RowOutcome.APPROVAL]),
        ),
        (count[RowOutcome.ALREADY], _("%(num)d already registered", num=count[RowOutcome.ALREADY])),
        (
            0 if done else wrong,
            ngettext("%(num)d row needs correction", "%(num)d rows need correction", wrong),
        ),
    ]
    text = ", ".join(words for number, words in parts if number)
    return _("Saved: %(what)s.", what=text) if done else text


@bp.get("/organizations/<organization_ref>/registrations")
@guard.needs(Permission.REGISTER_TEAM, organization=organization_queries.organization_by_ref)
def sent(organization: Organization) -> str:
    """Whom an organization has registered, latest first."""
    offering = queries.known_offering(flask.request.args.get("offering", ""))
    page, lines = lists.sent_by(organization, offering=offering, after=flask.request.args.get("after"))
    return flask.render_template(
        "registration/sent.html", organization=organization, offering=offering, page=page, lines=lines,
        teams=queue.teams_of(organization, offering),
    )  # fmt: skip


@bp.get("/organizations/<organization_ref>/registrations.csv")
@guard.needs(Permission.REGISTER_TEAM, organization=organization_queries.organization_by_ref)
def sent_file(organization: Organization) -> flask.Response:
    """The same list as a file."""
    offering = queries.known_offering(flask.request.args.get("offering", ""))
    header = [_("Name"), _("E-mail"), _("Offering"), _("First day"), _("State"), _("Waitlist number")]
    rows = [
        (line.name, line.email, line.registration.offering.title, line.registration.offering.first_on or "",
         words(line.registration.state_told), line.registration.number or "")
        for line in lists.all_sent_by(organization, offering=offering)
    ]  # fmt: skip
    return csv_file("registrations.csv", header, rows)


def csv_file(name: str, header: list[str], rows: list[tuple[Any, ...]]) -> flask.Response:
    """A table to download."""
    response = flask.Response(tables.write_csv(header, rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
