"""What stands on a transcript, on the certificate of one training, and in the archive of everything of one person?"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts.models import Person
from trainer.attendance import exporting
from trainer.attendance.models import TrainingRecord
from trainer.attendance.queries import described, held
from trainer.attendance.queries.transcript import Transcript
from trainer.attendance.rules import records as record_rules
from trainer.attendance.rules.records import Paper, RecordReason
from trainer.attendance.wording import hours
from trainer.attendance.wording.records import areas_words, ceu_words
from trainer.core import clock, documents, numbers, program
from trainer.core.errors import Reason, Refused
from trainer.core.i18n import day, locale_code, words
from trainer.core.tables import write_csv
from trainer.core.workbooks import write_zip
from trainer.curriculum import queries as curriculum_queries
from trainer.organizations.wording import age_words
from trainer.schedule.wording.dates import language_words


def paper_of(record: TrainingRecord) -> Paper | None:
    """Which certificate a record earns."""
    return record_rules.paper(record.offering.kind, record.state, record.credited_minutes)


def check_address(record: TrainingRecord) -> str:
    """The public page that says whether this certificate is on record."""
    base: str = flask.current_app.extensions["trainer_settings"].address
    return f"{base}/check/{record.number}"


def certificate(record: TrainingRecord, paper: Paper) -> bytes:
    """The certificate of one training as a tagged PDF, in the reader's language. Refused: letters we cannot print."""
    return _printed("completion", certificate_values(record, paper), record.person.name)


def transcript(person: Person, found: Transcript) -> bytes:
    """Everything on record as a tagged PDF, likewise."""
    return _printed("transcript", transcript_values(person, found), person.name)


def _printed(layout: str, values: dict[str, Any], name: str) -> bytes:
    try:
        return documents.pdf(layout, values, language=locale_code())
    except documents.Unprintable:
        raise Refused(Reason(RecordReason.NOT_PRINTABLE, {"name": _unprintable(values) or name})) from None


def _unprintable(value: Any) -> str:
    """The first text among these values that our fonts cannot write."""
    if isinstance(value, str):
        return "" if value.startswith("<svg") or documents.can_write(value) else value
    parts: Iterable[Any] = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    )
    return next((found for one in parts if (found := _unprintable(one))), "")


def _dates(record: TrainingRecord) -> str:
    if record.first_on == record.last_on:
        return day(record.first_on, "plain")
    return _("%(first)s to %(last)s", first=day(record.first_on, "plain"), last=day(record.last_on, "plain"))


def certificate_values(record: TrainingRecord, paper: Paper) -> dict[str, Any]:
    """Every word on the certificate of one training (domain.md 4.6)."""
    credited = sum(one["credited"] for one in record.days)
    facts = [
        (_("Led by"), "; ".join(record.trainers)),
        (_("Format"), words(record.format)),
        (_("Sessions"), _("%(credited)s of %(all)s with credit", credited=credited, all=len(record.days))),
        (_("Kind of hours"), _("Clock hours of instruction, 60 minutes each")),
        (_("CEU"), ceu_words(record)),
        (_("Age groups"), age_words(record.ages)),
        (_("Language"), language_words(record.languages)),
        (_("Course code"), record.course_code),
        (_("Approval code"), record.code),
        (_("Verification"), words(record.verification)),
    ]
    target = check_address(record)
    return {
        "document": words(paper), "program": program.name(), "name": record.person.name, "title": record.title,
        "dates": _dates(record), "hours": _("%(hours)s of training", hours=hours(record.credited_minutes)),
        "facts": [list(fact) for fact in facts if fact[1]],
        "areas": [list(pair) for pair in areas_words(record.competencies)],
        "sponsor": record.sponsor or program.name(), "address": record.sponsor_address,
        "number": numbers.shown(record.number), "target": target, "check_page": target.rpartition("/")[0],
        "qr": documents.qr_svg(target),
        "words": {
            "certifies": _("This certifies that"),
            "did": _("completed") if paper is Paper.COMPLETION else _("took part in"),
            "areas": _("Clock hours by area of competency"), "number": _("Check number"), "check": _("Check it at"),
            "qr_alt": _("QR code: opens the page that says whether this certificate is on record"),
        },
    }  # fmt: skip


def transcript_values(person: Person, found: Transcript) -> dict[str, Any]:
    """Every word on a transcript."""
    sponsor, _address = described.issuer()
    records = [record for year in found.years for record in year.records]
    total = sum(year.minutes for year in found.years)
    areas: dict[str, int] = {}
    for record in records:
        for area, minutes in record.competencies.items():
            areas[area] = areas.get(area, 0) + minutes
    today = day(clock.today(), "plain")
    return {
        "document": _("Transcript of training"), "program": program.name(), "name": person.name, "sponsor": sponsor,
        "footer": f"{person.name} · {today}",
        "facts": [
            [_("Issued on"), today], [_("Issued by"), sponsor], [_("Clock hours on record"), hours(total)],
        ],
        "sections": [_section(year.label, year.minutes, year.records) for year in found.years if year.records]
        + _running_section(found) + _paper_section(found),
        "areas": [list(pair) for pair in areas_words(areas)],
        "areas_head": [_("Area of competency"), _("Clock hours")],
        "words": {"areas": _("Clock hours by area of competency")},
        "notes": [
            _("A clock hour is 60 minutes of a session that earned credit. Years run from July to June."),
            _("Each certificate carries a check number; anybody can check it at %(address)s.",
              address=flask.current_app.extensions["trainer_settings"].address + "/check"),
        ],
    }  # fmt: skip


def _section(label: str, minutes: int, records: Sequence[TrainingRecord]) -> dict[str, Any]:
    return {
        "title": _("%(year)s: %(hours)s", year=label, hours=hours(minutes)),
        "head": [_("Training"), _("Days"), _("Format"), _("Clock hours")],
        "rows": [
            {"title": one.title, "lines": _lines(one), "dates": _dates(one), "how": words(one.format),
             "hours": hours(one.credited_minutes)}
            for one in records
        ],
    }  # fmt: skip


def _lines(record: TrainingRecord) -> list[str]:
    lines = [
        ", ".join(part for part in (words(record.state), words(record.verification)) if part),
        "; ".join(record.trainers),
        _("On behalf of %(name)s", name=record.employer) if record.employer else "",
        _("CEU: %(ceu)s", ceu=ceu_words(record)) if ceu_words(record) else "",
        _("Check number %(number)s", number=numbers.shown(record.number)) if paper_of(record) else "",
    ]
    return [line for line in lines if line]


def _running_section(found: Transcript) -> list[dict[str, Any]]:
    """Days that count already, of trainings that go on: the sums of the years hold them."""
    rows = [
        {"title": one.title, "lines": [_("So far; the record is made when all its sheets are closed.")],
         "dates": _("since %(day)s", day=day(date.fromisoformat(one.days[0]["on"]), "plain")), "how": "",
         "hours": hours(one.minutes)}
        for one in found.running
    ]  # fmt: skip
    head = [_("Training"), _("Days"), _("Format"), _("Clock hours")]
    return [{"title": _("Not finished yet"), "head": head, "rows": rows}] if rows else []


def _paper_section(found: Transcript) -> list[dict[str, Any]]:
    if not found.on_paper:
        return []
    titles = curriculum_queries.course_titles(locale_code())
    rows = [
        {"title": titles.get(one.course, one.course), "lines": [_("Self-reported")], "dates": day(one.on, "plain"),
         "how": "", "hours": hours(one.minutes)}
        for one in found.on_paper
    ]  # fmt: skip
    head = [_("Training"), _("Days"), _("Format"), _("Clock hours")]
    return [{"title": _("Taken over from paper"), "head": head, "rows": rows}]


def file_name(record: TrainingRecord) -> str:
    """The name of a certificate's file: day, title and the beginning of its check number, plain in every system."""
    plain = unicodedata.normalize("NFKD", record.title).encode("ascii", "ignore").decode().lower()
    title = re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-")
    return (
        "-".join(part for part in (record.last_on.isoformat(), title, record.number[:8].lower()) if part)
        + ".pdf"
    )


def folder_name(name: str, ref: str) -> str:
    """The folder of a person in an archive: their name without what systems read as a path, told apart by a ref."""
    kept = "".join(char if char.isalnum() or char in " -’'" else " " for char in name)
    return f"{' '.join(kept.split())[:60]} {re.sub('[^A-Za-z0-9]', '', ref)[:4]}".strip()


def everything(person: Person, found: Transcript) -> bytes:
    """An archive that is read without us: transcript, certificates, all fields as CSV and JSON, and what is what."""
    records = [record for year in found.years for record in year.records]
    sent, names, memberships = held.sent_of(person.id), held.names_on(records), held.memberships_of(person.id)
    fields = [exporting.own_fields(one, names, memberships, sent.get(one.id, ())) for one in records]
    content = {
        "made_at": clock.now().isoformat(), "person": {"name": person.name, "email": person.email},
        "registries": [exporting.numbered(one) for one in memberships],
        "records": fields,
        "from_paper": [
            {"course": one.course, "on": one.on.isoformat(), "minutes": one.minutes} for one in found.on_paper
        ],
    }  # fmt: skip
    lines = [[exporting.flat(one[name]) for name in exporting.OWN] for one in fields]
    files = {
        "records.json": json.dumps(content, ensure_ascii=False, indent=2).encode(),
        "records.csv": write_csv(exporting.OWN, lines),
    }
    refused: list[str] = []
    try:
        files["transcript.pdf"] = transcript(person, found)
    except Refused as error:
        refused.append(str(error.reasons[0].facts["name"]))
    for record in records:
        paper = paper_of(record)
        if paper is not None and not refused:
            files[f"certificates/{file_name(record)}"] = certificate(record, paper)
    return write_zip({"README.txt": _readme(person, files, refused).encode(), **files})


def _readme(person: Person, files: dict[str, bytes], refused: Sequence[str]) -> str:
    certificates = sum(name.startswith("certificates/") for name in files)
    lines = [
        _(
            "Training record of %(name)s, taken out on %(day)s.",
            name=person.name,
            day=day(clock.today(), "plain"),
        ),
        "",
        _("transcript.pdf: every training with its days and hours, to show to an employer or a registry."),
        _("certificates: one PDF for each training that earned one (%(count)s).", count=certificates),
        _("records.csv: one line for each training, for a spreadsheet. Durations are minutes."),
        _("records.json: the same and more (each day, each correction), for a program."),
        "",
        _("Nothing in here needs our site to be read. Keep it: it is yours."),
    ]
    if refused:
        lines.insert(
            1, _("There is no PDF in here: our papers cannot print “%(text)s” yet.", text=refused[0])
        )
    return "\n".join(lines) + "\n"
