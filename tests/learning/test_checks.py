"""Does a knowledge check say of each answer why, let one try again, and keep the answers to oneself?"""

import html
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.learning import building
from tests.registration.reading import text
from trainer.curriculum import queries as curriculum_queries
from trainer.learning.models import CheckTry

PATH = "/courses/cop-101/101.1/check"


@pytest.fixture
def learner(session):
    building.load_courses()
    person = building.make_learner("Lena Learner")[0]
    session.commit()
    return person


def loaded(session):
    """The course, read in a transaction that ends at once."""
    edition = building.course()
    copy = SimpleNamespace(content=edition.content)
    session.rollback()
    return copy


def tries(session):
    session.rollback()
    count = session.scalar(select(func.count()).select_from(CheckTry))
    session.rollback()
    return count


def test_each_answer_explains_itself_and_one_can_try_again(session, browser_of, learner):
    browser, edition = browser_of(learner), loaded(session)
    checks = edition.content["modules"][0]["checks"]
    wrong, right = building.wrong_answers(edition, "101.1"), building.right_answers(edition, "101.1")
    assert browser.send(PATH, wrong).location == PATH
    page = text(browser.get(PATH))
    for check in checks:
        chosen = next(one for one in check["answers"] if one["id"] == wrong[check["id"]])
        assert html.unescape(chosen["explanation"]["en"]) in page
    assert "Not passed yet" in page
    assert "0 of 3 right, which is not yet 80 %" in page
    browser.send(PATH, right, page=f"{PATH}?again=1")
    page = text(browser.get(PATH))
    assert "Passed: 3 of 3 right." in page
    browser.send(PATH, wrong, page=f"{PATH}?again=1")
    page = text(browser.get(PATH))
    assert "Your best: 100 %." in page
    session.rollback()
    assert curriculum_queries.parts_of(learner.id, "cop-101", building.EDITION) == {"check:101.1"}


def test_a_gap_keeps_what_was_chosen(session, browser_of, learner):
    edition = loaded(session)
    answers = building.right_answers(edition, "101.1")
    gone = answers.popitem()[0]
    answer = browser_of(learner).send(PATH, answers)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert page.count(" checked") == len(answers)
    assert f'href="#{gone}"' in page
    assert tries(session) == 0


def test_an_answer_that_is_none_is_refused(session, browser_of, learner):
    answers = {**building.right_answers(loaded(session), "101.1"), "101.1-q1": "zz"}
    assert browser_of(learner).send(PATH, answers).status_code == 422


def test_a_double_click_is_one_try(session, browser_of, learner):
    browser = browser_of(learner)
    answers = {**building.right_answers(loaded(session), "101.1"), "once": "k" * 22}
    for _click in range(2):
        assert browser.send(PATH, answers).status_code == 303
    assert tries(session) == 1


def test_who_has_no_place_takes_no_check(session, browser_of, learner):
    other = builders.make_person()
    session.commit()
    browser = browser_of(other)
    assert "not take the check" in text(browser.get(PATH))
    answer = browser.send(PATH, building.right_answers(loaded(session), "101.1"))
    assert answer.status_code == 422
    assert tries(session) == 0


def test_a_module_of_the_practicum_has_none(session, browser_of, learner):
    assert browser_of(learner).get("/courses/facilitator-practicum/practicum.7/check").status_code == 404
