"""Can a trainer mark, close and correct a sheet in a browser, with everything typed kept, and nobody else?"""

import re

import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import on_one
from tests.registration.reading import rows, text
from tests.statements import counted
from trainer.attendance import queries
from trainer.attendance.models import Mark, Sheet, TrainingRecord
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions


class Desk:
    """A trainer in front of the sheets of a training that has taken place."""

    def __init__(self, session, browser_of, names=("Ana", "Ben"), **more):
        self.session = session
        building.make_courses()
        self.training = building.make_training(**more)
        self.trainer = builders.make_person("Tess", roles=(Role.TRAINER, self.training))
        self.places = {
            name: builders.make_registration(self.training, builders.make_person(name)) for name in names
        }
        self.refs = {name: place.ref for name, place in self.places.items()}
        self.url = f"/offerings/{self.training.ref}/attendance"
        session.commit()
        self.browser = browser_of(self.trainer)
        session.rollback()

    def typed(self, what):
        data = {}
        for name, (presence, missed) in what.items():
            data |= {f"presence-{self.refs[name]}": presence, f"missed-{self.refs[name]}": missed}
        return data

    def send(self, what, *, number=1, do="save", **more):
        self.session.rollback()
        page = f"{self.url}/{number}"
        lock = re.search(r'name="lock" value="(\d+)"', self.browser.get(page).get_data(as_text=True))
        more.setdefault("lock", lock.group(1) if lock else "0")
        return self.browser.send(page, {**self.typed(what), "do": do, **more})

    def marks(self):
        return [(row.presence.value, row.missed_minutes, row.credited) for row in rows(self.session, Mark)]


@pytest.fixture
def desk(session, browser_of):
    return Desk(session, browser_of)


ALL = {"Ana": ("present", ""), "Ben": ("present", "16")}


def test_the_sessions_of_an_offering_show_their_sheets(desk):
    page = text(desk.browser.get(desk.url))
    assert page.count("To be marked") == 3
    assert "2 people have a place" in page
    desk.send(ALL)
    assert "Begun" in text(desk.browser.get(desk.url))
    assert "2 of 2 marked" in text(desk.browser.get(desk.url))
    desk.send(ALL, do="close")
    assert "Closed on Mon, May 24, 2021" in text(desk.browser.get(desk.url))


def test_everybody_is_seen_at_a_glance_by_the_words_of_each_session(desk):
    desk.send(ALL)
    page = text(desk.browser.get(desk.url))
    assert "Session 1: 344 of 360 minutes; 16 missed, at most 15: no credit." in page
    assert page.count("Session 2: not marked yet") == 4, "a tooltip and its words, for two people"
    assert page.count("Sessions of Ana") == 1
    for number in (1, 2, 3):
        desk.send(ALL, number=number, do="close")
    page = text(desk.browser.get(desk.url))
    assert "Partly attended (no credit)" in page


def test_what_was_marked_stands_there_with_its_arithmetic(desk):
    answer = desk.send(ALL)
    assert (answer.status_code, answer.location) == (303, f"{desk.url}/1")
    page = text(desk.browser.get(f"{desk.url}/1"))
    assert "360 of 360 minutes; 0 missed, at most 15: credit for the session." in page
    assert "344 of 360 minutes; 16 missed, at most 15: no credit." in page
    assert desk.marks() == [("present", 0, True), ("present", 16, False)]


def test_a_sheet_can_be_saved_half_and_is_closed_only_whole(desk):
    assert desk.send({"Ana": ("present", "3")}).status_code == 303
    answer = desk.send({"Ana": ("present", "4")}, do="close")
    assert answer.status_code == 422
    assert "Not everybody is marked yet (1 left): Ben." in text(answer)
    assert 'value="4"' in answer.get_data(as_text=True), "what was typed is kept"
    assert desk.marks() == [("present", 3, True)], "and nothing is half done"
    assert desk.send(ALL, do="close").status_code == 303
    assert rows(desk.session, Sheet)[0].closed_at is not None


def test_everybody_else_is_set_to_present_and_nothing_is_saved(desk):
    answer = desk.send({"Ben": ("absent", "")}, do="everybody")
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert len(re.findall(r'value="present" checked', page)) == 1
    assert len(re.findall(r'value="absent" checked', page)) == 1
    assert desk.marks() == []


@pytest.mark.parametrize(
    ("presence", "missed", "sentence"),
    [
        ("present", "361", "Ana: the session has 360 minutes, so no more than that can be missed."),
        ("present", "-5", "Enter the minutes missed as a whole number"),
        ("present", "ten", "Enter the minutes missed as a whole number"),
        ("present", "1e3", "Enter the minutes missed as a whole number"),
        ("present", "²", "Enter the minutes missed as a whole number"),
        ("present", "99999", "Enter the minutes missed as a whole number"),
        ("", "5", "Choose whether this person was present."),
        ("present", "<b>\x00", "Enter the minutes missed as a whole number"),
    ],
)
def test_what_cannot_be_is_said_at_the_person_and_nothing_is_lost(desk, presence, missed, sentence):
    answer = desk.send({"Ana": (presence, missed), "Ben": ("excused", "")})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert re.search(r'id="p2-excused"[^>]* checked', answer.get_data(as_text=True))
    assert "<b>" + missed not in answer.get_data(as_text=True) or not missed.startswith("<")
    assert desk.marks() == []


def test_of_two_trainers_the_second_sees_what_the_first_saved(desk, session, browser_of):
    other = builders.make_person("Olaf", roles=(Role.TRAINER, session.merge(desk.training)))
    session.commit()
    second = Desk.__new__(Desk)
    second.__dict__ = {**desk.__dict__, "browser": browser_of(other)}
    session.rollback()
    desk.send({"Ana": ("absent", ""), "Ben": ("present", "")})
    answer = second.send({"Ana": ("present", "2"), "Ben": ("present", "")}, lock="0")
    assert answer.status_code == 409
    page = text(answer)
    assert "Somebody else saved this sheet while you had it open." in page
    assert page.count("Saved meanwhile by somebody else") == 1
    assert re.search(r'name="lock" value="1"', page)
    assert desk.marks()[0] == ("absent", 360, False)
    assert second.send({"Ana": ("present", "2")}).status_code == 303
    assert desk.marks()[0] == ("present", 2, True)


def test_a_double_click_saves_once_and_is_not_taken_for_somebody_else(desk):
    page = desk.browser.get(f"{desk.url}/1").get_data(as_text=True)
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1)
        for name in ("csrf_token", "once", "lock")
    }
    data = {**hidden, **desk.typed(ALL), "do": "save"}
    answers = [desk.browser.post(f"{desk.url}/1", data=data).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert rows(desk.session, Sheet)[0].lock == 1


def test_a_closed_sheet_asks_why(desk):
    desk.send(ALL, do="close")
    answer = desk.send({"Ben": ("present", "15")})
    assert answer.status_code == 422
    assert "Say why you correct it" in text(answer)
    assert desk.send({"Ben": ("present", "15")}, why="The clock was wrong.").status_code == 303
    assert desk.marks()[1] == ("present", 15, True)
    assert "Save the correction" in text(desk.browser.get(f"{desk.url}/1"))


def test_with_the_last_sheet_records_are_made(desk):
    for number in (1, 2, 3):
        assert desk.send(ALL, number=number, do="close").status_code == 303
    assert [row.credited_minutes for row in rows(desk.session, TrainingRecord)] == [1080, 0]


def test_a_session_that_has_not_begun_says_when(session, browser_of):
    coming = builders.make_offering()
    builders.make_registration(coming, builders.make_person("Ana"))
    trainer = builders.make_person(roles=(Role.TRAINER, coming))
    url = f"/offerings/{coming.ref}/attendance/1"
    session.commit()
    browser = browser_of(trainer)
    page = text(browser.get(url))
    assert "This session begins on Wed, Sep 15, 2021, 9:00 AM PDT." in page
    assert "presence-" not in page
    answer = browser.send(url, {"do": "save"}, page="/me")
    assert answer.status_code == 422
    assert "begins on Wed, Sep 15, 2021" in text(answer)


def test_there_is_no_sheet_without_a_session(desk):
    for number in ("9", "0", "99999999999999999999"):
        assert desk.browser.get(f"{desk.url}/{number}").status_code == 404
    assert desk.browser.get(f"{desk.url}/x").status_code == 404


def test_an_empty_sheet_and_an_offering_without_dates_say_so(session, browser_of):
    empty = building.make_training()
    undated = builders.make_offering(days=())
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    urls = [f"/offerings/{empty.ref}/attendance/1", f"/offerings/{undated.ref}/attendance"]
    session.commit()
    pages = [text(browser_of(admin).get(url)) for url in urls]
    assert "Nobody is on this sheet" in pages[0]
    assert "No sessions yet" in pages[1]


@pytest.mark.parametrize("who", ["another trainer", "coordinator", "bystander", "one of them"])
def test_nobody_else_finds_a_sheet(desk, session, browser_of, who):
    session.rollback()
    agency = builders.make_organization()
    roles = {
        "another trainer": (Role.TRAINER, building.make_training()),
        "coordinator": (Role.COORDINATOR, agency),
    }
    person = builders.make_person(roles=roles.get(who, []))
    if who == "one of them":
        builders.make_registration(session.merge(desk.training), person)
    session.commit()
    browser = browser_of(person)
    for url in (desk.url, f"{desk.url}/1"):
        assert browser.get(url).status_code == 404
    answer = browser.send(f"{desk.url}/1", {**desk.typed(ALL), "lock": "0", "do": "save"}, page="/me")
    assert answer.status_code == 404
    assert desk.marks() == []


def test_a_stranger_is_asked_to_sign_in(desk, browser_of):
    assert "/sign-in" in browser_of().get(desk.url).location


def test_a_trainer_sees_of_unconfirmed_people_what_was_typed(session, browser_of):
    agency = builders.make_organization()
    person = builders.make_person("Real Name")
    builders.make_membership(person, agency, state=MembershipState.INVITED).listed_name = "Typed Name"
    training = building.make_training()
    builders.make_registration(training, person, organization=agency)
    trainer = builders.make_person(roles=(Role.TRAINER, training))
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    url = f"/offerings/{training.ref}/attendance/1"
    session.commit()
    pages = [text(browser_of(one).get(url)) for one in (trainer, admin)]
    assert ["Real Name" in page for page in pages] == [False, True]
    assert ["Typed Name" in page for page in pages] == [True, False]


def test_the_pages_send_few_statements_however_many_people(session, browser_of, app):
    desk = Desk(session, browser_of, names=("Ana",), capacity=None)
    counts = []
    for more in (0, 30):
        session.rollback()
        training = session.merge(desk.training)
        for _ in range(more):
            builders.make_registration(training, builders.make_person())
        session.commit()
        for place in queries.people_on(training.sessions[0]):
            building.mark(training.sessions[0], training, building.said(place, 3))
        session.commit()
        session.rollback()
        for url in (desk.url, f"{desk.url}/1"):
            with counted(app) as seen:
                assert desk.browser.get(url).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12


def test_a_trainers_home_names_the_sheets_that_wait_and_leads_to_them(desk):
    page = text(desk.browser.get("/home"))
    assert "Close the sign-in sheet: CoP 101, Tue, May 18, 2021" in page
    assert f'href="{desk.url}/1"' in page
    assert f'href="{desk.url}"' in page


def test_the_roster_leads_to_the_sheets(desk):
    page = text(desk.browser.get(f"/offerings/{desk.training.ref}/people"))
    assert desk.url in page
