"""What does somebody have on record? Their own page, the administrator's, a file and a page for paper."""

from collections.abc import Mapping
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.accounts.models import Person
from trainer.attendance import exporting
from trainer.attendance.papers import paper_of
from trainer.attendance.queries import held
from trainer.attendance.queries import transcript as transcripts
from trainer.attendance.queries.transcript import Transcript
from trainer.attendance.rules import records as record_rules
from trainer.attendance.rules import sum_minutes
from trainer.attendance.views.blueprint import bp
from trainer.attendance.wording import hours, part_words
from trainer.attendance.wording.records import areas_words, correction_words, registry_name, setting_words
from trainer.core import clock, i18n, numbers
from trainer.core.web import guard
from trainer.curriculum import queries as curriculum_queries
from trainer.organizations.queries import memberships_of
from trainer.organizations.rules import MembershipState
from trainer.organizations.wording import age_words
from trainer.permissions import Permission
from trainer.registration.views.team import csv_file
from trainer.schedule.rules import years
from trainer.schedule.wording.dates import language_words


@bp.get("/me/record")
@guard.signed_in
def mine() -> str:
    """My own record."""
    return _page(account_queries.own_person(guard.actor()), own=True)


@bp.get("/me/record.csv")
@guard.signed_in
def mine_file() -> flask.Response:
    """My own record as a file."""
    return _file(account_queries.own_person(guard.actor()))


@bp.get("/people/<person_ref>/record")
@guard.needs(Permission.RECORD_SEE, person=account_queries.person_by_ref)
def of_person(person: Person) -> str:
    """Somebody's record, for administrators."""
    return _page(person, own=guard.actor().person_id == person.id)


@bp.get("/people/<person_ref>/record.csv")
@guard.needs(Permission.RECORD_SEE, person=account_queries.person_by_ref)
def person_file(person: Person) -> flask.Response:
    """Somebody's record as a file, for administrators."""
    return _file(person)


def part_path(part: str, content: Mapping[str, Any]) -> str:
    """Where somebody goes on with a part that is missing; nothing for what happens elsewhere than on a page."""
    kind, _colon, name = part.partition(":")
    module = name
    if kind == "exit":
        module = next(
            (one["id"] for one in content["modules"] if name in {prompt["id"] for prompt in one["prompts"]}),
            "",
        )
    ending = {"module": "", "check": "/check", "exit": "/reflection"}.get(kind)
    return f"/courses/{content['id']}/{module}{ending}" if ending is not None and module else ""


def _page(person: Person, *, own: bool) -> str:
    employers = memberships_of(person.id, states=(MembershipState.ACTIVE,)) if own else []
    found = transcripts.transcript(person.id)
    records = [record for year in found.years for record in year.records]
    return flask.render_template(
        "attendance/record.html", person=person, own=own, found=found,
        titles=curriculum_queries.course_titles(i18n.locale_code()), language=i18n.locale_code(),
        part_words=part_words, part_path=part_path, hours=hours, by_year=transcripts.minutes_by_year,
        paper="print" in flask.request.args, sent=held.sent_of(person.id), paper_of=paper_of,
        areas_words=areas_words, correction_words=correction_words, number_words=numbers.shown,
        registry_name=registry_name, employers=employers, memberships=held.memberships_of(person.id),
        names=held.names_on(records), setting_words=setting_words, numbered=exporting.numbered,
    )  # fmt: skip


def _file(person: Person) -> flask.Response:
    header = [
        _("Name"), _("Training"), _("Program year"), _("First day"), _("Last day"), _("Format"), _("Trainers"),
        _("Organization"), _("Scheduled minutes"), _("Attended minutes"), _("Credited minutes"), _("Clock hours"),
        _("State"), _("Verified on"), _("CEU"), _("Age groups"), _("Registry numbers of the trainers"),
        _("Course code"), _("Approval code"), _("Language"),
    ]  # fmt: skip
    found = transcripts.transcript(person.id)
    return csv_file("record.csv", header, _lines(person, found) + _from_paper(person, found))


def _from_paper(person: Person, found: Transcript) -> list[tuple[Any, ...]]:
    titles = curriculum_queries.course_titles(i18n.locale_code())
    return [
        (
            person.name, titles[one.course], years.slug_of(years.starts_for(one.on)), one.on.isoformat(),
            one.on.isoformat(), "", "", "", "", "", one.minutes, f"{one.minutes / 60:.2f}",
            _("Taken over from paper"), *[""] * 7,
        )
        for one in found.on_paper
    ]  # fmt: skip


def _lines(person: Person, found: Transcript) -> list[tuple[Any, ...]]:
    """A line for each training and program year that its days lie in: hours are counted by the year."""
    lines: list[tuple[Any, ...]] = []
    for record in (one for year in found.years for one in year.records):
        for starts in sorted(transcripts.minutes_by_year(record.days)):
            days = [day for day in record.days if transcripts.year_of(day) == starts]
            credited = sum_minutes(days)
            lines.append(
                (
                    person.name, record.title, years.slug_of(starts), days[0]["on"], days[-1]["on"],
                    i18n.words(record.format), "; ".join(record.trainers),
                    record.employer,
                    sum(day["minutes"] for day in days), sum(day["minutes"] - day["missed"] for day in days),
                    credited, f"{credited / 60:.2f}", i18n.words(record.state),
                    clock.day(record.verified_at).isoformat(),
                    f"{record_rules.ceu(credited):.2f}" if record.accredited else "", age_words(record.ages),
                    "; ".join(record.trainer_numbers), record.course_code, record.code,
                    language_words(record.languages),
                )
            )  # fmt: skip
    return lines
