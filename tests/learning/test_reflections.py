"""Is a closing reflection the writer's alone until it is handed in, and nobody's but the trainers' after that?"""

import pytest
from sqlalchemy import select

from tests import builders
from tests.conftest import on_one
from tests.learning import building
from tests.registration.reading import text
from trainer.core.audit import AuditRow
from trainer.learning.models import Reflection
from trainer.permissions import Role

pytestmark = on_one("postgresql")  # what pages and papers say; what databases keep is tested with the actions

PATH = "/courses/cop-101/101.5/reflection"
WORDS = "I will ask the kitchen to sit with us on Fridays, and what might stop me is the second shift."
SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)> " + WORDS


@pytest.fixture
def learner(session):
    building.load_courses()
    person, offering = building.make_learner("Lena Learner")
    session.commit()
    return person, offering


def row(session):
    session.rollback()
    return session.scalars(select(Reflection)).one()


def test_a_draft_is_saved_and_found_again(session, browser_of, learner):
    browser = browser_of(learner[0])
    page = browser.get(PATH)
    assert "Your employer never does" in text(page)
    assert "comes too close" in text(page)
    assert browser.send(PATH, {"text": "First words", "lock": "0"}).status_code == 303
    page = browser.get(PATH).get_data(as_text=True)
    assert "First words</textarea>" in page
    assert 'name="lock" value="1"' in page
    assert (row(session).text, row(session).handed_in_at) == ("First words", None)


def test_handing_in_ends_the_writing(session, browser_of, learner):
    browser = browser_of(learner[0])
    answer = browser.send(PATH, {"text": WORDS, "lock": "0", "act": "hand_in"})
    assert (answer.status_code, answer.location) == (303, PATH)
    page = browser.get(PATH)
    assert WORDS in text(page)
    assert "<textarea" not in page.get_data(as_text=True)
    again = browser.send(PATH, {"text": "Other words", "lock": "1"})
    assert again.status_code == 422
    assert "It stays as it is." in text(again)
    assert row(session).text == WORDS
    assert row(session).offering_id == learner[1].id


def test_too_short_to_hand_in_keeps_what_was_typed_and_nothing_else(session, browser_of, learner):
    answer = browser_of(learner[0]).send(PATH, {"text": "Soon.", "lock": "0", "act": "hand_in"})
    assert answer.status_code == 422
    assert "Soon.</textarea>" in answer.get_data(as_text=True)
    assert session.scalars(select(Reflection)).all() == []


def test_two_windows_and_nothing_is_lost(session, browser_of, learner):
    phone, laptop = browser_of(learner[0]), browser_of(learner[0])
    phone.send(PATH, {"text": "From the phone", "lock": "0"})
    answer = laptop.send(PATH, {"text": "From the laptop", "lock": "0"})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "From the laptop</textarea>" in page
    assert "From the phone" in page
    assert row(session).text == "From the phone"
    assert laptop.send(PATH, {"text": "Both together", "lock": "1"}).status_code == 303
    assert row(session).text == "Both together"


@pytest.mark.parametrize("lock", ["", "x", "-1", "²", "9" * 30])
def test_a_number_that_was_never_ours_overwrites_nothing(session, browser_of, learner, lock):
    browser = browser_of(learner[0])
    browser.send(PATH, {"text": "Kept", "lock": "0"})
    assert browser.send(PATH, {"text": "Other", "lock": lock}).status_code == 422
    assert row(session).text == "Kept"


def test_a_text_that_is_too_long_or_cannot_be_stored_is_given_back(session, browser_of, learner):
    browser = browser_of(learner[0])
    assert browser.send(PATH, {"text": "x" * 8001, "lock": "0"}).status_code == 422
    assert browser.send(PATH, {"text": "a\x00b", "lock": "0"}).status_code == 422
    assert session.scalars(select(Reflection)).all() == []


def test_a_script_is_shown_as_the_text_it_is(session, browser_of, learner):
    person, offering = learner
    trainer = builders.make_person("Tara Trainer", roles=[(Role.TRAINER, offering)])
    session.commit()
    browser = browser_of(person)
    browser.send(PATH, {"text": SCRIPT, "lock": "0", "act": "hand_in"})
    for reader, path in ((browser, PATH), (browser_of(trainer), f"/reflections/{row(session).ref}")):
        page = reader.get(path).get_data(as_text=True)
        assert "&lt;script&gt;alert" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_the_trainers_read_what_was_handed_in_and_no_draft(session, browser_of, learner):
    person, offering = learner
    trainer = builders.make_person("Tara Trainer", roles=[(Role.TRAINER, offering)])
    other = builders.make_person("Otto Other", roles=[(Role.TRAINER, builders.make_offering())])
    session.commit()
    browser, reader, stranger = browser_of(person), browser_of(trainer), browser_of(other)
    browser.send(PATH, {"text": WORDS, "lock": "0"})
    ref = row(session).ref
    assert reader.get(f"/reflections/{ref}").status_code == 404
    assert "Nothing is handed in yet" in text(reader.get(f"/offerings/{offering.ref}/reflections"))
    browser.send(PATH, {"text": WORDS, "lock": "1", "act": "hand_in"})
    assert WORDS in text(reader.get(f"/reflections/{ref}"))
    sheets = reader.get(f"/offerings/{offering.ref}/attendance").get_data(as_text=True)
    assert f'href="/offerings/{offering.ref}/reflections"' in sheets
    assert "Lena Learner" in text(reader.get(f"/offerings/{offering.ref}/reflections"))
    assert WORDS in text(browser.get(f"/reflections/{ref}"))
    for path in (f"/reflections/{ref}", f"/offerings/{offering.ref}/reflections"):
        assert stranger.get(path).status_code == 404


def test_neither_administrator_nor_employer_reads_it(session, browser_of, learner):
    person, offering = learner
    agency = builders.make_organization()
    builders.make_membership(person, agency)
    administrator = builders.make_person(roles=Role.ADMINISTRATOR)
    coordinator = builders.make_person(roles=[(Role.COORDINATOR, agency)])
    mentor = builders.make_person(roles=[(Role.MENTOR, person)])
    session.commit()
    browser_of(person).send(PATH, {"text": WORDS, "lock": "0", "act": "hand_in"})
    ref = row(session).ref
    for reader in (administrator, coordinator, mentor):
        assert browser_of(reader).get(f"/reflections/{ref}").status_code == 404
        assert browser_of(reader).get(f"/offerings/{offering.ref}/reflections").status_code == 404
    assert not any("kitchen" in str(one.facts) for one in session.scalars(select(AuditRow)))


def test_who_has_no_place_writes_nothing(session, browser_of, learner):
    other = builders.make_person()
    session.commit()
    browser = browser_of(other)
    assert "nothing can be written here" in text(browser.get(PATH))
    assert browser.send(PATH, {"text": WORDS, "lock": "0"}).status_code == 422
    assert session.scalars(select(Reflection)).all() == []
