"""Does a training record have every field that domain.md 5.6 names: stored, shown, and in every file that leaves?"""

import csv
import io
import json
import re
import zipfile
from datetime import date

import pypdf
import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from trainer.attendance import actions, exporting, registries
from trainer.attendance.models import RegistryMembership, TrainingRecord
from trainer.attendance.rules import records as record_rules
from trainer.attendance.rules.registries import Result
from trainer.core import numbers
from trainer.core.program import Setting
from trainer.organizations.rules import OrganizationKind
from trainer.permissions import Role

HOUSE = {"name": "Example County Office", "address": "1 Main St, Oakland"}
LED_BY, NUMBERS = ["Tess Trainer, M.A.", "Ann Lee"], ["Tess Trainer, NV-900417", "Ann Lee, NV-900512"]
CAPTURED = "Typed by a trainer or administrator, Mon, May 24, 2021"


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


@pytest.fixture
def office(session, monkeypatch):
    """Ana's CoP 101, taken for an employer that was renamed later: corrected, verified, sent, and refused."""
    monkeypatch.setattr(record_rules, "_accredited", True)
    building.make_courses()
    session.add(Setting(name="certification_issuer", value=HOUSE))
    ana, tess = (
        builders.make_person("Ana Ruiz", email="ana@bay.example"),
        builders.make_person("Tess Trainer"),
    )
    olga = builders.make_person("Olga Office", roles=Role.ADMINISTRATOR)
    agency = builders.make_organization("Bay Schools", kind=OrganizationKind.DISTRICT)
    builders.make_membership(ana, agency, job="Coach", since=date(2020, 1, 1))
    training = building.make_training(
        led_by=LED_BY, trainer_ids=NUMBERS, ages=["0-1", "2-3"], languages=["en", "es"], course_code="C-101",
        approval_code="NV-7", competencies={"1": 300, "4": 780},
    )  # fmt: skip
    place = builders.make_registration(training, ana, organization=agency)
    building.hold(training, {place: [0, 0, 0]}, by=builders.actor(tess))
    monkeypatch.setattr(record_rules, "_accredited", False)  # a status that ends later takes nothing back
    late = building.said(place, 5)
    building.mark(training.sessions[1], training, late, why="She came late", by=builders.actor(tess))
    by = builders.actor(olga)
    actions.give_number(person=ana, registry_id="nevada", number="104233", name="Ana M. Ruiz", by=by, now=NOW)
    nevada, refs = registries.registry("nevada"), [session.query(TrainingRecord).one().ref]
    actions.verify(refs=refs, by=by, now=NOW)
    actions.mark_sent(registry=nevada, refs=refs, by=by, now=NOW, today=NOW.date())
    answers = dict.fromkeys(refs, Result.REFUSED)
    actions.note_answers(registry=nevada, answers=answers, error="Wrong name", by=by, now=NOW)
    agency.name = "Another name"
    session.commit()
    return olga


HELD = {"registry": "nevada", "jurisdiction": "NV", "number": "104233", "name": "Ana M. Ruiz"}
WHO = {
    "display name": ("Ana Ruiz", "name", "Ana Ruiz", "name", "Ana Ruiz"),
    "first name": ("Ana M. Ruiz", None, None, "first_name", "Ana M."),
    "last name": ("Ana M. Ruiz", None, None, "last_name", "Ruiz"),
    "e-mail": ("ana@bay.example", "email", "ana@bay.example", "email", "ana@bay.example"),
    "registry, ID": ("Nevada (shaped sample), NV : 104233", "registry_numbers", [HELD], "registry_id", "104233"),
    "registry name": ("Ana M. Ruiz", "registry_numbers", [HELD], "registry_name", "Ana M. Ruiz"),
    "jurisdiction": (", NV :", "registry_numbers", [HELD], "jurisdiction", "NV"),
    "employer": ("Bay Schools, Coach", "employer", "Bay Schools", "employer", "Bay Schools"),
    "role": ("Bay Schools, Coach", "role", "Coach", "role", "Coach"),
    "setting": ("Workplace School", "setting", "school", "setting", "School"),
}  # fmt: skip
TRAINING = {
    "title": ("CoP 101", "title", "CoP 101", "title", "CoP 101"),
    "course code": ("Course code C-101", "course_code", "C-101", "course_code", "C-101"),
    "approval code": ("Approval code NV-7", "approval_code", "NV-7", "approval_code", "NV-7"),
    "sponsor": ("Given by Example County Office", "sponsor", HOUSE["name"], "sponsor", HOUSE["name"]),
    "sponsor address": ("1 Main St", "sponsor_address", HOUSE["address"], "sponsor_address", HOUSE["address"]),
    "trainers": ("Tess Trainer, M.A.; Ann Lee", "trainers", LED_BY, "trainers", "; ".join(LED_BY)),
    "trainer IDs": ("Tess Trainer, NV-900417; Ann Lee", "trainer_ids", NUMBERS, "trainer_ids",
                    "NV-900417; NV-900512"),
    "delivery": ("Format Virtual", "format", "virtual", "format", "Virtual, live"),
    "start": ("May 18, 2021", "first_on", "2021-05-18", "first_on", "05/18/2021"),
    "end": ("May 20, 2021", "last_on", "2021-05-20", "last_on", "05/20/2021"),
    "time zone": ("Time zone America/Los Angeles", "zone", "America/Los_Angeles", "zone", "America/Los_Angeles"),
}  # fmt: skip
CREDIT = {
    "scheduled": ("1075 of 1080 attended", "scheduled_minutes", 1080, "scheduled_minutes", 1080),
    "attended": ("1075 of 1080 attended", "attended_minutes", 1075, "attended_minutes", 1075),
    "credited": ("18 hours", "hours", 18.0, "hours", 18.0),
    "CEU": ("CEU 1.8", "ceu", 1.8, "ceu", 1.8),
    "areas": ("Purpose and domain: 5 hours", "areas", {"1": 300, "4": 780}, "areas",
              "Purpose and domain: 5.0; Protocols and balance of voices: 13.0"),
    "age": ("Age groups Under 1 year, 2 years", "ages", ["Under 1 year", "2 years"], "ages",
            "Under 1 year; 2 years"),
    "language": ("Language English, Spanish", "languages", ["en", "es"], "language", "en, es"),
    "completion": ("Complete 18 hours", "state", "complete", "state", "Complete"),
    "completed on": ("Completed on Thu, May 20, 2021", "completed_on", "2021-05-20", "completed_on", "05/20/2021"),
    "source": ("Captured Typed by a trainer or administrator", "source", "typed", "source", "Typed by staff"),
    "captured by": (f"{CAPTURED}, Tess Trainer", "captured_by", "Tess Trainer", "captured_by", "Tess Trainer"),
    "captured at": (CAPTURED, "captured_at", NOW.isoformat(), "captured_on", "05/24/2021"),
    "verification": ("Verified by the office", "verification", "verified", "verification", "Verified"),
    "verified by": ("2021, Olga Office", "verified_by", "Olga Office", "verified_by", "Olga Office"),
    "verified at": ("office, Mon, May 24", "verified_at", NOW.isoformat(), "verified_on", "05/24/2021"),
}  # fmt: skip
"""Field of 5.6: (what the person reads, name in their files, value there, column of a registry, its value)."""


def fields(record):
    """All of them; some are known only of the record that was made."""
    number = numbers.shown(record.number)
    return {
        **WHO, **TRAINING, **CREDIT,
        "record_id": (record.ref, "record", record.ref, None, None),
        "certificate": (f"Check number {number}", "certificate_number", number, "certificate_number", number),
        "export": (
            "Sent to Nevada (shaped sample) on Mon, May 24, 2021 · due by Tue, May 25, 2021 · The registry refused it:"
            " Wrong name", "registries", [{"registry": "nevada", "sent_at": NOW.isoformat(), "due_on": "2021-05-25",
            "result": "refused", "error": "Wrong name"}], "due_on", "05/25/2021",
        ),
        "corrections": ("Corrected by Tess Trainer: 18 hours", None, None, None, None),
    }  # fmt: skip


def test_every_field_is_stored_shown_and_in_every_file(session, office, browser_of):
    record = session.query(TrainingRecord).one()
    expected, person = fields(record), record.person
    nevada, member = registries.registry("nevada"), session.query(RegistryMembership).one()
    names = {office.id: "Olga Office", record.captured_by: "Tess Trainer"}
    column = exporting.registry_fields(nevada, record, member, names)
    session.rollback()
    browser = browser_of(person)
    archive = zipfile.ZipFile(io.BytesIO(browser.get("/me/record.zip").get_data()))
    own = json.loads(archive.read("records.json"))["records"][0]
    for page in (
        words(browser.get("/me/record")),
        words(browser_of(office).get(f"/people/{person.ref}/record")),
    ):
        assert [name for name, row in expected.items() if row[0] not in page] == []
    assert {name: own[row[1]] for name, row in expected.items() if row[1]} == {
        name: row[2] for name, row in expected.items() if row[1]
    }
    assert {name: column[row[3]] for name, row in expected.items() if row[3]} == {
        name: row[4] for name, row in expected.items() if row[3]
    }
    assert [(one["why"], one["was"]["attended"]) for one in own["corrections"]] == [("She came late", 1080)]
    (line,) = csv.DictReader(io.StringIO(archive.read("records.csv").decode("utf-8-sig")))
    assert list(line) == list(exporting.OWN)
    assert [name for name in line if not line[name]] == []
    assert {*registries.FIELDS} == {*column}, "a column for each"
    assert [name for name in column if column[name] in ("", None)] == ["area", "area_hours"]
    (year,) = csv.DictReader(io.StringIO(browser.get("/me/record.csv").get_data().decode("utf-8-sig")))
    assert [year[name] for name in ("CEU", "Age groups", "Registry numbers of the trainers")] == [
        "1.80", "Under 1 year, 2 years", "Tess Trainer, NV-900417; Ann Lee, NV-900512",
    ]  # fmt: skip
    for paper in ("transcript.pdf", next(name for name in archive.namelist() if "certificates/" in name)):
        pages = pypdf.PdfReader(io.BytesIO(archive.read(paper))).pages
        printed = " ".join(" ".join(page.extract_text().split()) for page in pages)
        assert re.search("CEU:? 1.8", printed)
        assert not [number for number in ("NV-900417", "104233") if number in printed], (
            "no papers of an employer's"
        )
