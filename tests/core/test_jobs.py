"""Does long work save all of a file or nothing of it, once, and tell only whoever began it what it found?"""

import io
import re
import zipfile

import pytest

from tests import builders
from tests.registration.reading import text
from trainer import worker
from trainer.accounts.models import Grant, Person
from trainer.core import clock, jobs, running, spreadsheets
from trainer.core.db import db, writing
from trainer.core.errors import Refused
from trainer.core.jobs import JobRow, JobState
from trainer.core.outbox import OutboxRow
from trainer.organizations import listing
from trainer.organizations.models import Membership
from trainer.permissions import Role
from trainer.registration.models import Registration

LIST = "name,e-mail,role\nAna Núñez,ana@agency.example.org,Coach\nBo Li,bo@agency.example.org,\n"
WRONG = LIST + "Cy,cy.example.org,\nAna Nunez,ANA@agency.example.org,\n,dee@agency.example.org,\n"


def workbook(rows):
    """A workbook as a spreadsheet program writes one: texts by number, cells left out where nothing stands."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = [cell for _number, row in rows for cell in row if cell]
    cells = iter(range(len(texts)))
    lines = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABC"[at]}{number}" t="s"><v>{next(cells)}</v></c>'
            for at, cell in enumerate(row)
            if cell
        )
        + "</row>"
        for number, row in rows
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        book.writestr(
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{relation}"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="worksheets/one.xml"/></Relationships>',
        )
        book.writestr(
            "xl/sharedStrings.xml",
            f"<sst {main}>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>",
        )
        book.writestr(
            "xl/worksheets/one.xml", f"<worksheet {main}><sheetData>{lines}</sheetData></worksheet>"
        )
    return out.getvalue()


def test_a_workbook_is_read_with_the_lines_of_its_sheet():
    data = workbook(
        [(1, ["name", "e-mail", "role"]), (2, ["Ana", "ana@x.org", ""]), (5, ["Bo", "", "Coach"])]
    )
    rows = listing.read(data, most=9)
    assert [(row.line, row.name, row.email, row.job) for row in rows] == [
        (2, "Ana", "ana@x.org", ""), (5, "Bo", "", "Coach")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 no zip", workbook([])[:200], workbook([(1, ["a"])]).replace(b"one.xml", b"two.xml", 1)],
)
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(Refused):
        spreadsheets.as_csv(data, most=9)


def test_a_workbook_that_unfolds_without_end_is_refused_before_it_does(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_WRITTEN", 1_000)
    fits, long = workbook([(1, ["a" * 900])]), workbook([(1, ["a" * 900]), (2, ["a" * 900])])
    assert "aaa" in spreadsheets.as_csv(fits, most=9)
    far = [workbook([(number, ["a"])]) for number in (0, spreadsheets.LAST_ROW + 1)]
    back = workbook([(1, ["a"]), (90_000, ["a"]), (2, ["a"])])
    wide, tight = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(fits)) as book:
        for name in book.namelist():
            with zipfile.ZipFile(wide, "a") as other:
                other.writestr(name, book.read(name).decode().encode("utf-16"))
            with zipfile.ZipFile(tight, "a", zipfile.ZIP_LZMA) as other:
                other.writestr(name, book.read(name))
    for data in (long, *far, back, wide.getvalue(), tight.getvalue()):
        with pytest.raises(Refused):
            spreadsheets.as_csv(data, most=9)
    monkeypatch.setattr(spreadsheets, "MOST_ELEMENTS", 2)
    with pytest.raises(Refused):
        spreadsheets.as_csv(fits, most=9)


def test_a_damaged_workbook_is_refused():
    data = bytearray(workbook([(1, ["a" * 900])]))
    begins = data.index(b"xl/workbook.xml") + len(b"xl/workbook.xml")
    data[begins : begins + 8] = b"\xff" * 8
    with pytest.raises(Refused):
        spreadsheets.as_csv(bytes(data), most=9)


class Office:
    """A coordinator with an organization and an open offering."""

    def __init__(self, session, browser_of, capacity=1):
        self.organization = builders.make_organization()
        self.person = builders.make_person("Cora", roles=(Role.COORDINATOR, self.organization))
        self.offering = builders.make_offering(capacity=capacity)
        self.session = session
        session.commit()
        self.browser = browser_of(self.person)
        self.team = f"/organizations/{self.organization.ref}/offerings/{self.offering.ref}/upload"
        self.people = f"/organizations/{self.organization.ref}/people/upload"
        session.rollback()

    def upload(self, path, written):
        """Send a file; the address of its job."""
        file = (io.BytesIO(written.encode("utf-16")), "people\x00.csv")
        answer = self.browser.send(path, {"file": file}, content_type="multipart/form-data")
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer.location

    def read(self, page):
        """The page as somebody reads it."""
        return " ".join(re.sub(r"<[^>]+>", " ", text(self.browser.get(page))).split())

    def job(self):
        self.session.rollback()
        return self.session.query(JobRow).order_by(JobRow.id.desc()).first()

    def count(self, model):
        self.session.rollback()
        return self.session.query(model).count()


@pytest.fixture
def office(session, browser_of):
    return Office(session, browser_of)


def work():
    """What a worker does for the oldest job that waits."""
    db.session.rollback()
    return worker.runner().run(clock.now)


def test_a_team_is_checked_shown_and_then_registered_once(office, browser_of):
    page = office.upload(office.team, LIST)
    assert 'http-equiv="refresh"' in office.browser.get(page).get_data(as_text=True)
    people = office.count(Person)
    assert work()
    shown = office.read(page)
    assert "2 lines were read" in shown
    assert "Gets a seat 1" in shown
    assert "Waitlist 1" in shown
    assert (office.count(Person), office.count(Registration)) == (people, 0), "a check only reads"
    assert not work(), "nothing is saved before somebody says so"
    assert office.browser.send(page, {}).status_code == 303
    assert work()
    assert not work()
    assert "All 2 lines of the file were saved." in office.read(page)
    rows = office.session.query(Registration).order_by(Registration.id).all()
    assert [(row.person.name, row.state.value) for row in rows] == [
        ("Ana Núñez", "registered"),
        ("Bo Li", "waitlisted"),
    ]
    kinds = {kind for (kind,) in office.session.query(OutboxRow.kind)}
    assert kinds == {"accounts.invitation", "registration.confirmed", "registration.waitlisted"}
    assert office.job().file is None
    stranger = builders.make_person()
    office.session.commit()
    assert browser_of(stranger).get(page).status_code == 404


@pytest.mark.parametrize("where", ["team", "people"])
def test_one_wrong_line_refuses_the_file_and_every_wrong_line_is_named(office, where):
    people = office.count(Person)
    page = office.upload(getattr(office, where), WRONG)
    work()
    shown = office.read(page)
    assert "3 lines need a correction" in shown
    for said in (
        "Line 4 The e-mail address has no @.",
        "Line 5 This is the person of line 2 again.",
        "Line 6 The name is missing.",
    ):
        assert said in shown
    assert office.browser.send(page, {}).status_code == 409
    assert not work()
    assert office.count(Person) == people


def test_the_people_of_an_organization_come_in_by_file(office):
    page = office.upload(office.people, LIST)
    work()
    office.browser.send(page, {})
    work()
    listed = office.session.query(Membership).order_by(Membership.id).all()
    assert [(one.listed_name, one.job, one.state.value) for one in listed] == [
        ("Ana Núñez", "Coach", "invited"), ("Bo Li", "", "invited")
    ]  # fmt: skip
    page = office.upload(office.people, LIST)
    work()
    assert "In the list already 2" in office.read(page)


def test_a_right_that_was_lost_meanwhile_ends_the_job(office):
    page = office.upload(office.people, LIST)
    work()
    office.browser.send(page, {})
    office.session.query(Grant).filter_by(person_id=office.person.id).delete()
    office.session.commit()
    work()
    assert (office.job().state, office.count(Membership)) == (JobState.REFUSED, 0)


def test_what_is_no_longer_what_was_checked_is_not_saved(office, now):
    page = office.upload(office.team, LIST)
    work()
    with writing():
        somebody = builders.make_person()
        builders.make_registration(office.offering, somebody)
    office.browser.send(page, {})
    work()
    assert (office.job().state, office.count(Registration)) == (JobState.REFUSED, 1)
    assert "Since the check" in office.read(page)


def test_a_worker_whose_claim_was_taken_saves_nothing_and_the_next_one_saves_it_once(office, monkeypatch):
    page = office.upload(office.people, LIST)
    work()
    office.browser.send(page, {})
    kinds = worker.runner().kinds
    first = kinds["organizations.members"]

    def overtaken(given):
        report = first.apply(given)
        office.session.query(JobRow).update({JobRow.lease: "another"})
        return report

    hands = running.Runner(
        {"organizations.members": jobs.Kind(first.permission, first.scopes, first.check, overtaken)},
        worker.runner().actor_for,
    )
    hands.run(clock.now)
    assert office.count(Membership) == 0
    assert office.job().state is JobState.APPLYING
    assert work()
    assert (office.job().state, office.count(Membership)) == (JobState.DONE, 2)
    assert "Saved" in office.read(page)
