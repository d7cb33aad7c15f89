"""Do transcript, certificates and archive leave the site whole, readable without it, and only for whom they are?"""

import csv
import io
import json
import zipfile
from datetime import date

import pypdf
import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW, on_one
from tests.registration.reading import text
from tests.statements import counted
from trainer.accounts.actor import SYSTEM
from trainer.attendance import exporting
from trainer.attendance.models import TrainingRecord
from trainer.core import numbers
from trainer.core.program import Setting
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingKind

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions

HOUSE = {
    "name": "Example County Office",
    "address": "1 Main St, Oakland",
    "signatory": "A",
    "signatory_title": "B",
}
SPLIT = {"1": 300, "4": 500, "6": 280}


@pytest.fixture
def ana(session):
    building.make_courses()
    session.add(Setting(name="certification_issuer", value=HOUSE))
    return builders.make_person("Ana Ruiz")


def took_part(person, row, days=building.PAST, agency=None, **more):
    training = building.make_training(days, **more)
    place = builders.make_registration(training, person, organization=agency)
    building.hold(training, {place: row})
    return training


def words_of(body):
    pdf = pypdf.PdfReader(io.BytesIO(body))
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages), pdf


def test_a_certificate_says_all_that_a_licensing_visit_asks_for(session, ana, browser_of):
    took_part(
        ana, [0, 0, 15], agency=builders.make_organization("Bay Agency"), competencies=SPLIT, course_code="C-101",
        approval_code="NV-7", led_by=["Tess Trainer, M.A. in early childhood"], languages=["en", "es"],
        ages=["0-1", "2-3"], trainer_ids=["Tess Trainer, NV-900417"],
    )  # fmt: skip
    took_part(ana, [0, 16, 0], days=building.FIRST_RUN)
    session.commit()
    partly, whole = session.query(TrainingRecord).order_by(TrainingRecord.last_on).all()
    browser = browser_of(ana)
    answer = browser.get(f"/records/{whole.ref}.pdf")
    found, pdf = words_of(answer.get_data())
    for said in (
        "Certificate of completion", "Ana Ruiz", "CoP 101", "May 18, 2021 to May 20, 2021", "18 hours of training",
        "Tess Trainer, M.A. in early childhood", "Virtual", "NV-7", "C-101", "Example County Office",
        "1 Main St, Oakland", "Purpose and domain · 5 hours", "3 of 3 with credit", "Under 1 year, 2 years",
        numbers.shown(whole.number),
    ):  # fmt: skip
        assert said in found, said
    for kept in ("Bay Agency", "NV-900417", "CEU"):
        assert kept not in found, kept
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert browser.get(f"/records/{partly.ref}.pdf").status_code == 404, "a whole that was not finished"
    certified = [exporting.own_fields(one, {}, (), ())["certificate_number"] for one in (whole, partly)]
    assert certified == [numbers.shown(whole.number), ""], (
        "nobody could check the number of what was not finished"
    )
    assert sum(whole.competencies.values()) == whole.credited_minutes == 1080


def test_the_archive_is_everything_of_one_person(session, ana, browser_of, app):
    took_part(ana, [0, 0, 15], competencies=SPLIT)
    took_part(
        ana, [0, "absent"], days=building.FIRST_RUN[:2], kind=OfferingKind.FACILITATOR_COP, title="../CoP «é»"
    )
    took_part(builders.make_person("Somebody Else"), [0], days=(date(2021, 5, 4),), kind=OfferingKind.OTHER)
    session.commit()
    browser = browser_of(ana)
    browser.get("/permissions")
    with counted(app) as seen:
        answer = browser.get("/me/record.zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="training-record.zip"'
    assert len(seen) <= 14
    archive = zipfile.ZipFile(io.BytesIO(answer.get_data()))
    names = archive.namelist()
    assert [name.partition("/")[0] for name in names].count("certificates") == 2
    assert not any(".." in name or name.startswith("/") for name in names)
    content = json.loads(archive.read("records.json"))
    assert [one["hours"] for one in content["records"]] == [18.0, 6.0]
    assert content["records"][0]["areas"] == SPLIT
    lines = list(csv.DictReader(io.StringIO(archive.read("records.csv").decode("utf-8-sig"))))
    assert [(one["title"], one["credited_minutes"]) for one in lines] == [
        ("CoP 101", "1080"),
        ("../CoP «é»", "360"),
    ]
    transcript, _pdf = words_of(archive.read("transcript.pdf"))
    assert "Transcript of training Ana Ruiz" in transcript
    assert "24 hours" in transcript
    assert "Certificate of attendance" in words_of(archive.read(next(n for n in names if "cop-e" in n)))[0]
    everything = b"".join(archive.read(name) for name in names)
    assert b"Somebody" not in everything
    assert "transcript.pdf" in archive.read("README.txt").decode()


def test_letters_that_we_cannot_print_stop_the_paper_and_nothing_else(session, browser_of):
    layla = builders.make_person("ليلى حداد")
    took_part(layla, [0], days=(date(2021, 5, 4),), kind=OfferingKind.OTHER)
    session.commit()
    record = session.query(TrainingRecord).one()
    browser = browser_of(layla)
    for path in ("/me/record.pdf", f"/records/{record.ref}.pdf"):
        answer = browser.get(path)
        assert (answer.status_code, answer.location) == (303, "/me/record")
        assert "Our papers cannot print one of these letters yet: “ليلى حداد”." in text(
            browser.get("/me/record")
        )
    archive = zipfile.ZipFile(io.BytesIO(browser.get("/me/record.zip").get_data()))
    assert sorted(archive.namelist()) == ["README.txt", "records.csv", "records.json"]
    assert "There is no PDF in here" in archive.read("README.txt").decode()
    assert "ليلى" in archive.read("records.json").decode()


@pytest.mark.parametrize("who", ["administrator", "trainer", "coordinator", "bystander"])
def test_only_administrators_take_the_papers_of_another(session, ana, browser_of, who):
    agency = builders.make_organization()
    builders.make_membership(ana, agency)
    training = took_part(ana, [0, 0, 0], agency=agency)
    record = session.query(TrainingRecord).one()
    roles = {
        "administrator": Role.ADMINISTRATOR, "trainer": (Role.TRAINER, training),
        "coordinator": (Role.COORDINATOR, agency),
    }  # fmt: skip
    visitor = builders.make_person(roles=roles.get(who, []))
    urls = [f"/people/{ana.ref}/record.pdf", f"/people/{ana.ref}/record.zip", f"/records/{record.ref}.pdf"]
    session.commit()
    expected = 200 if who == "administrator" else 404
    assert [browser_of(visitor).get(url).status_code for url in urls] == [expected] * 3


def test_a_stranger_checks_a_certificate_and_learns_no_name(session, ana, client):
    took_part(ana, [0, 0, 0])
    took_part(builders.make_person("Partly There"), [0, 16, 0], days=building.FIRST_RUN)
    session.commit()
    partly, whole = session.query(TrainingRecord).order_by(TrainingRecord.last_on).all()
    page = text(client.get(f"/check/{numbers.shown(whole.number).lower()}"))
    assert "This certificate is on record." in page
    assert "18 hours" in page
    assert "CoP 101" in page
    assert "Ana" not in page
    unknown = client.get(f"/check/{numbers.new_number()}")
    hidden, malformed = client.get(f"/check/{partly.number}"), client.get("/check/nothing")
    assert [one.status_code for one in (unknown, hidden, malformed)] == [404] * 3
    assert len({text(one).replace(number, "") for one, number in (
        (unknown, unknown.request.path.rpartition("/")[2]), (hidden, partly.number), (malformed, "nothing"),
    )}) == 1  # fmt: skip


def test_a_training_of_ones_own_counts_for_the_employer_once_one_says_so(session, ana, browser_of):
    agency, other = builders.make_organization("Bay Agency"), builders.make_organization("Other Agency")
    builders.make_membership(ana, agency, job="Coach")
    builders.make_membership(ana, other, since=date(2021, 5, 21))
    took_part(ana, [0, 0, 0])
    session.commit()
    record = session.query(TrainingRecord).one()
    browser = browser_of(ana)
    assert "Bay Agency" in text(browser.get("/me/record"))
    where = f"/records/{record.ref}/organization"
    browser.send(where, {"organization": other.ref}, page="/me/record")
    session.rollback()
    assert record.organization_id is None, "the day after the training"
    browser.send(where, {"organization": agency.ref}, page="/me/record")
    session.rollback()
    assert (record.organization_id, record.role, record.setting) == (agency.id, "Coach", "agency")


def test_a_correction_stays_readable_and_the_office_looks_again(session, ana, browser_of):
    training = took_part(ana, [0, 0, 0])
    record = session.query(TrainingRecord).one()
    number = record.number
    place = session.query(builders.Registration).filter_by(person_id=ana.id).one()
    why = "Seen on the list at the door"
    building.mark(training.sessions[1], training, building.said(place, 16), why=why, by=SYSTEM)
    building.mark(training.sessions[2], training, building.said(place, 20), why="She left early", by=SYSTEM)
    session.commit()
    assert (record.number, record.corrected_at) == (number, NOW)
    assert [(one["was"]["credited"], one["credited"]) for one in record.corrections] == [
        (1080, 720),
        (720, 360),
    ]
    assert record.corrections[0]["why"] == why
    assert sum(record.competencies.values()) == 360
    page = text(browser_of(ana).get("/me/record"))
    assert "18 hours before, 12 hours since." in page
    assert why in page
