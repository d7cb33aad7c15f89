"""What does a coordinator see of the hours of an organization's people? Any period, who falls short, certificates."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts.views.blueprint import searched
from trainer.attendance import actions, papers
from trainer.attendance.exporting import in_hours
from trainer.attendance.forms.records import GoalForm, typed_period
from trainer.attendance.queries import hours as queries
from trainer.attendance.rules import goals
from trainer.attendance.rules.goals import Judged, Period, Standing
from trainer.attendance.views.blueprint import bp
from trainer.attendance.views.own_papers import ZIP, certificate_answer, file_answer, or_back
from trainer.attendance.wording import hours
from trainer.attendance.wording.records import judged_words
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import words
from trainer.core.tables import write_csv
from trainer.core.web import guard
from trainer.core.workbooks import MIMETYPE, write_xlsx, write_zip
from trainer.organizations import queries as organization_queries
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import MembershipState
from trainer.permissions import Permission

IN_ONE_ARCHIVE = 200
"""How many certificates one archive holds: one request makes them in about a second. More come in parts."""

MOST_LINES = 5_000
TONES = {Standing.MET: "good", Standing.ON_TRACK: "good", Standing.AT_RISK: "care", Standing.SHORT: "stop"}


@dataclass(frozen=True)
class Asked:
    """The period that a page is about, as its address names it."""

    period: Period
    wrong: bool

    @property
    def words(self) -> dict[str, str]:
        """The same for further addresses."""
        return {"first": self.period.first.isoformat(), "last": self.period.last.isoformat()}


def asked() -> Asked:
    """The period in the address; this program year where there is none or a wrong one."""
    today, sent = clock.today(), flask.request.args
    found, wrong = typed_period(sent.get("first", ""), sent.get("last", ""), today)
    return Asked(found or goals.presets(today)["program_year"], wrong)


def judged(line: queries.Line, goal: int, period: Period, today: date) -> Judged | None:
    """How a member stands; nobody is judged who left, or of whom nothing is asked."""
    if not goal or line.membership.state is not MembershipState.ACTIVE:
        return None
    return goals.judge(done=line.done, planned=line.planned, goal=goal, period=period, today=today)


@bp.get("/organizations/<organization_ref>/hours")
@guard.needs(Permission.ORGANIZATION_PEOPLE, organization=organization_queries.organization_by_ref)
def hours_of_people(organization: Organization) -> Any:
    """Everybody's hours in a period, by name; only those about to fall short, where that is asked."""
    return _page(organization, None)


def _page(organization: Organization, form: GoalForm | None) -> Any:
    now, today, about, search = clock.now(), clock.today(), asked(), searched()
    period, asked_for = about.period, queries.goal_of(organization)
    goal = asked_for if period.is_year else 0
    expected = goals.expected_by(goal, period, today)
    short = bool(goal) and flask.request.args.get("show") == "short"
    everybody, fewer = queries.count_below(organization, period, expected, now=now)
    page, lines = queries.people(
        organization, period, search=search, below=expected if short else None, after=flask.request.args.get("after"),
        now=now,
    )  # fmt: skip
    certificates = queries.count_certificates(organization, period)
    if form is None:
        form = GoalForm(formdata=None)
        form.hours.data = asked_for / 60 if asked_for else None
    return flask.render_template(
        "attendance/hours.html", organization=organization, about=about, period=period, goal=goal, page=page,
        asked_for=asked_for,
        rows=[(line, judged(line, goal, period, today)) for line in lines], everybody=everybody, fewer=fewer,
        short=short, search=search, kinds=queries.by_kind(organization, period), certificates=certificates,
        parts=math.ceil(certificates / IN_ONE_ARCHIVE), in_one=IN_ONE_ARCHIVE, form=form, hours=hours, tones=TONES,
        judged_words=judged_words, presets=period_presets(today),
    )  # fmt: skip


def period_presets(today: date) -> list[tuple[str, Period]]:
    names = {
        "program_year": _("This program year"), "last_program_year": _("Last program year"),
        "calendar_year": _("This calendar year"), "twelve_months": _("Last 12 months"),
    }  # fmt: skip
    return [(names[key], period) for key, period in goals.presets(today).items()]


@bp.post("/organizations/<organization_ref>/hours")
@guard.needs(Permission.ORGANIZATION_PEOPLE, organization=organization_queries.organization_by_ref)
def set_goal(organization: Organization) -> Any:
    """Say how many hours the organization asks of its people in a period."""
    form = GoalForm()
    if not form.validate_on_submit():
        return _page(organization, form), 422
    actions.set_goal(organization=organization, minutes=form.minutes, by=guard.actor(), now=clock.now())
    flask.flash(_("Saved."), "done")
    kept: dict[str, Any] = asked().words
    where = flask.url_for("attendance.hours_of_people", organization_ref=organization.ref, **kept)
    return flask.redirect(where, 303)


@bp.get("/organizations/<organization_ref>/hours.csv")
@guard.needs(Permission.ORGANIZATION_PEOPLE, organization=organization_queries.organization_by_ref)
def hours_csv(organization: Organization) -> flask.Response:
    """The same as a table, with a column for each kind of training."""
    return file_answer(write_csv(*_table(organization)), "text/csv", "hours.csv")


@bp.get("/organizations/<organization_ref>/hours.xlsx")
@guard.needs(Permission.ORGANIZATION_PEOPLE, organization=organization_queries.organization_by_ref)
def hours_xlsx(organization: Organization) -> flask.Response:
    """The same as a workbook."""
    return file_answer(write_xlsx(_("Hours"), *_table(organization)), MIMETYPE, "hours.xlsx")


def _table(organization: Organization) -> tuple[list[str], list[list[Any]]]:
    today, period = clock.today(), asked().period
    goal = queries.goal_of(organization) if period.is_year else 0
    _after, lines = queries.people(organization, period, now=clock.now(), size=MOST_LINES)
    by_kind = queries.kinds_of(organization, period, [line.membership.id for line in lines])
    kinds = sorted({kind for one in by_kind.values() for kind in one})
    header = [
        _("Name"), _("E-mail"), _("Job"), _("Since"), _("Until"), _("From"), _("To"), _("Clock hours"),
        _("Hours still to come"), *[words(kind) for kind in kinds],
    ]  # fmt: skip
    if goal:
        header += [_("Hours asked for"), _("Missing"), _("State")]
    rows = []
    for line in lines:
        one, its = line.membership, by_kind.get(line.membership.id, {})
        row: list[Any] = [
            one.shown_name, one.shown_email, one.job, one.since, one.until, period.first, period.last,
            in_hours(line.done), in_hours(line.planned), *[in_hours(its.get(kind, 0)) for kind in kinds],
        ]  # fmt: skip
        found = judged(line, goal, period, today)
        if goal:
            row += [in_hours(goal), in_hours(found.missing), words(found.standing)] if found else ["", "", ""]
        rows.append(row)
    return header, rows


@bp.get("/memberships/<membership_ref>/hours")
@guard.needs(Permission.ORGANIZATION_PEOPLE, membership=organization_queries.membership_by_ref)
def hours_of_one(membership: Membership) -> str:
    """One person's trainings on behalf of the organization, with their certificates."""
    about = asked()
    records = queries.records_of(membership, about.period)
    return flask.render_template(
        "attendance/hours_of_one.html", membership=membership, about=about, period=about.period, records=records,
        presets=period_presets(clock.today()), hours=hours, paper_of=papers.paper_of,
        total=sum(record.credited_minutes for record in records),
    )  # fmt: skip


@bp.get("/memberships/<membership_ref>/records/<record_ref>.pdf")
@guard.needs(Permission.ORGANIZATION_PEOPLE, membership=organization_queries.membership_by_ref)
def certificate_of_one(membership: Membership, record_ref: str) -> Any:
    """One certificate; 404 for a training that was not on behalf of the organization, or not in the person's time."""
    record = queries.seen_record(membership, record_ref)
    if record is None:
        raise NotFound
    back = flask.url_for("attendance.hours_of_one", membership_ref=membership.ref)
    return or_back(lambda: certificate_answer(record), back)


@bp.get("/organizations/<organization_ref>/certificates.zip")
@guard.needs(Permission.ORGANIZATION_PEOPLE, organization=organization_queries.organization_by_ref)
def certificates(organization: Organization) -> flask.Response:
    """The certificates of a period as one archive, a folder for each person; many come in parts (`part`, from 1)."""
    sent, about = flask.request.args.get("part", "1"), asked()
    part = int(sent) if sent.isascii() and sent.isdigit() and 0 < len(sent) < 5 else 1
    found = queries.certificates(
        organization, about.period, start=max(part - 1, 0) * IN_ONE_ARCHIVE, most=IN_ONE_ARCHIVE
    )
    if not found:
        raise NotFound
    files: dict[str, bytes] = {}
    unprintable = []
    for membership, record in found:
        paper = papers.paper_of(record)
        name = f"{papers.folder_name(membership.shown_name, membership.ref)}/{papers.file_name(record)}"
        try:
            if paper is not None:
                files[name] = papers.certificate(record, paper)
        except Refused as refused:
            unprintable.append(f"{membership.shown_name}: {refused.reasons[0].facts['name']}")
    if unprintable:
        said = [_("Our papers cannot print these letters yet; ask for them by mail:"), *unprintable]
        files["README.txt"] = "\n".join(said).encode()
    name = f"certificates-{about.period.first}-{about.period.last}-{part}.zip"
    return file_answer(write_zip(files), ZIP, name)
