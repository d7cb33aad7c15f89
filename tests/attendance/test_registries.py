"""Do records reach a registry with a number, in its columns and in time, and does the office see what is missing?"""

import csv
import io
from datetime import date, timedelta

import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from tests.registration.reading import text
from tests.statements import counted
from trainer.accounts.actor import SYSTEM
from trainer.attendance import actions, registries
from trainer.attendance.models import Export, RegistryMembership, TrainingRecord
from trainer.attendance.rules.records import Verification
from trainer.attendance.rules.registries import RegistryReason, Result
from trainer.core.errors import Refused
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingKind


def trained(person, days, **more):
    training = building.make_training(days, **more)
    place = builders.make_registration(training, person)
    building.hold(training, {place: [0] * len(days)})
    return training


def numbered(called, number, registry="nevada", **more):
    person = builders.make_person(called)
    actions.give_number(person=person, registry_id=registry, number=number, by=SYSTEM, now=NOW, **more)
    return person


@pytest.fixture
def office(session):
    """Ana with a code and in time, Ben late, Cy without a code; Dee has no number; Eve is in another registry."""
    ana = numbered("Ana Ruiz", "10423 3", name="=Ana María Ruiz")
    ben, cy = numbered("Ben", "11111"), numbered("Cy", "22222")
    with_code = trained(ana, (date(2021, 5, 22),), kind=OfferingKind.OTHER, approval_code="NV-7", title="Day")
    with_code.trainer_ids = ["Tess Trainer, NV-900417", "Ann Lee, M.A., 5"]  # after the record was made
    trained(ben, (date(2021, 5, 12),), kind=OfferingKind.OTHER, approval_code="NV-8", title="Late day")
    trained(cy, (date(2021, 5, 20),), kind=OfferingKind.OTHER, title="Day without a code")
    trained(builders.make_person("Dee"), (date(2021, 5, 21),), kind=OfferingKind.OTHER, title="Day")
    trained(
        numbered("Eve", "204881", "illinois"),
        building.PAST,
        competencies={"1": 300, "6": 780},
        title="Three days",
    )
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    admin.with_code = with_code
    session.commit()
    return admin


def lines(answer):
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def record_of(session, name):
    session.rollback()
    return session.query(TrainingRecord).join(builders.Person).filter(builders.Person.name == name).one()


def test_what_is_due_goes_out_in_the_columns_of_the_registry(session, office, browser_of):
    browser = browser_of(office)
    found = lines(browser.get("/registries/nevada/records.csv"))
    assert found[0] == [column.heading for column in registries.registry("nevada").columns]
    assert found[1:] == [
        ["NV-8", "Late day", "11111", "Ben", "05/12/2021", "6.0", "", ""],
        ["NV-7", "Day", "104233", "'=Ana María Ruiz", "05/22/2021", "6.0", "", "NV-900417; 5"],
    ]
    assert len(lines(browser.get(f"/registries/nevada/records.csv?offering={office.with_code.ref}"))) == 2
    assert browser.get("/registries/nevada/records.xlsx").get_data().startswith(b"PK")
    assert len(lines(browser.get("/registries/illinois/records.csv"))) == 1, (
        "it takes only what the office verified"
    )
    eve = record_of(session, "Eve")
    browser.send("/registries/illinois", {"record": eve.ref, "do": "verify"})
    assert record_of(session, "Eve").verification is Verification.VERIFIED
    assert [row[6:9] for row in lines(browser.get("/registries/illinois/records.csv"))[1:]] == [
        ["Purpose and domain", "5.0", "18.0"], ["Inquiry and evidence", "13.0", "18.0"],
    ]  # fmt: skip


def test_the_page_tells_what_is_overdue_and_whose_number_is_missing(session, office, browser_of, app):
    browser = browser_of(office)
    browser.get("/permissions")
    with counted(app) as seen:
        page = text(browser.get("/registries/nevada"))
    assert len(seen) <= 9
    for said in (
        "Overdue",
        "To send",
        "Approval code missing",
        "May 17, 2021",
        "2 people have a record of these days",
    ):
        assert said in page, said
    assert "Dee" in page.partition("People without a number")[2]
    assert "=Ana María Ruiz" in page
    assert "Registries" in text(browser.get("/registries"))


def test_sent_answered_corrected_and_sent_again(session, office, browser_of):
    browser = browser_of(office)
    ana, cy = record_of(session, "Ana Ruiz").ref, record_of(session, "Cy").ref
    assert "Tick the records first." in text(browser.send("/registries/nevada", {"do": "sent"}))
    assert browser.send("/registries/nevada", {"record": "\x00", "do": "sent"}).status_code < 500
    assert browser.get("/registries/nevada?offering=%00").status_code < 500
    refused = browser.send("/registries/nevada", {"record": cy, "do": "sent"})
    assert (refused.status_code, "Nothing was marked" in text(refused)) == (422, True)
    browser.send("/registries/nevada", {"record": [ana, cy], "do": "sent"})
    session.rollback()
    export = session.query(Export).one()
    assert (export.record.ref, export.due_on, export.result) == (ana, date(2021, 5, 27), Result.WAITING)
    sent = record_of(session, "Ana Ruiz")
    assert (sent.approval_code, sent.trainer_ids[0]) == ("NV-7", "Tess Trainer, NV-900417"), (
        "as they went out"
    )
    assert [row[0] for row in lines(browser.get("/registries/nevada/records.csv"))[1:]] == ["NV-8"]
    browser.send("/registries/nevada", {"record": ana, "do": "refused", "error": "Name does not fit"})
    page = text(browser.get("/registries/nevada"))
    assert "Name does not fit" in page
    assert "Name does not fit" in text(
        browser.get(f"/people/{record_of(session, 'Ana Ruiz').person.ref}/record")
    )
    browser.send("/registries/nevada", {"record": ana, "do": "sent"})
    session.rollback()
    later = NOW + timedelta(hours=1)
    training = session.query(type(office.with_code)).filter_by(ref=office.with_code.ref).one()
    place = session.query(builders.Registration).filter_by(offering_id=training.id).one()
    building.mark(training.sessions[0], training, building.said(place, 9), why="He came late", now=later)
    session.commit()
    assert "Corrected after it was sent" in text(browser.get("/registries/nevada"))


def test_a_number_is_given_once_in_the_profile_and_forgotten_there(session, browser_of):
    ana, other = builders.make_person(), numbered("Other", "33333")
    session.commit()
    browser = browser_of(ana)
    wrong = browser.send("/me/registries", {"registry": "north_dakota", "number": "12", "name": ""})
    assert wrong.status_code == 422
    assert "looks like ND012345" in text(wrong)
    assert 'value="12"' in text(wrong)
    for number in ("nd012345", "ND 99999"):
        assert (
            browser.send("/me/registries", {"registry": "north_dakota", "number": number}).status_code == 303
        )
    session.rollback()
    mine = session.query(RegistryMembership).filter_by(person_id=ana.id).one()
    theirs = session.query(RegistryMembership).filter_by(person_id=other.id).one()
    assert (mine.external_id, mine.registry_id) == ("ND99999", "north_dakota")
    page = text(browser.get("/me/registries"))
    assert "ND99999" in page
    assert "33333" not in page
    urls = [f"/me/registries/{one.ref}/remove" for one in (theirs, mine)]
    assert [browser.send(url, page="/me/registries").status_code for url in urls] == [404, 303]
    session.rollback()
    assert session.query(RegistryMembership).count() == 1


def test_an_unknown_registry_is_refused_and_a_number_never_stops_attendance(session):
    ana = builders.make_person()
    with pytest.raises(Refused) as refused:
        actions.give_number(person=ana, registry_id="atlantis", number="1", by=SYSTEM, now=NOW)
    assert refused.value.reasons[0].code is RegistryReason.UNKNOWN_REGISTRY
    trained(ana, (date(2021, 5, 4),), kind=OfferingKind.OTHER)
    assert session.query(TrainingRecord).one().credited_minutes == 360
