"""Can somebody say what they can do, area by area, then and now, and does only whom they chose read it?"""

import pytest

from tests import builders
from tests.learning import building
from tests.mentoring import building as mentoring
from tests.registration.reading import rows, text
from trainer.learning.models import Assessment
from trainer.learning.rules import assessing
from trainer.learning.rules.assessing import AssessReason, Compared

PATH = "/me/self-assessment"
CONTENT = {
    "scale": [{"value": n} for n in range(1, 5)],
    "areas": [
        {"competency": 4, "statements": [{"id": "4a"}, {"id": "4b"}]},
        {"competency": 7, "statements": [{"id": "7a"}]},
    ],
}


def test_an_area_is_saved_whole_and_on_the_scale():
    why = assessing.why_not_save
    assert why(CONTENT, 1, {"4a": 1, "4b": 4}) is None
    for answers in ({"4a": 1}, {"4a": 1, "4b": 5}, {"4a": 1, "4b": 0}, {"4a": 1, "4b": 2, "7a": 3}, {}):
        assert why(CONTENT, 1, answers) is AssessReason.UNANSWERED, answers
    assert why(CONTENT, 0, {}) is why(CONTENT, 3, {}) is AssessReason.UNKNOWN_AREA
    assert assessing.open_areas(CONTENT, {"4a": 1, "7a": 2}) == [1]


def test_the_first_is_compared_with_the_latest_and_a_statement_that_went_is_left_out():
    entry, middle, exit_ = (
        {"4a": 1, "4b": 2, "gone": 4},
        {"4a": 4, "4b": 4, "7a": 4},
        {"4a": 3, "4b": 3, "7a": 2},
    )
    assert assessing.compared(CONTENT, []) == []
    assert assessing.compared(CONTENT, [entry]) == [Compared(4, 1.5, None), Compared(7, None, None)]
    then_now = assessing.compared(CONTENT, [entry, middle, exit_])
    assert then_now == [Compared(4, 1.5, 3.0), Compared(7, None, 2.0)]
    assert [one.change for one in then_now] == [1.5, 0]


@pytest.fixture
def pair(session):
    building.load_assessment()
    made = mentoring.make_pair()
    session.commit()
    return made


def fill(browser, value):
    for area in (1, 2):
        browser.send(f"{PATH}/{area}", {f"{area}a": value, f"{area}b": value})
    return browser.send(f"{PATH}/finish", page=PATH)


def test_area_by_area_at_entry_and_exit_and_shared_only_by_choice(session, browser_of, pair):
    other = builders.make_person("Nosy Other")
    session.commit()
    browser, mentor, nosy = (browser_of(one) for one in (pair.trainee, pair.mentor, other))
    for_mentor = f"/pairs/{pair.ref}/self-assessment"
    session.rollback()
    refused = browser.send(f"{PATH}/1", {"1a": "3"})
    page = text(refused)
    assert (refused.status_code, page.count(" checked"), 'href="#1b"' in page) == (422, 1, True)
    assert rows(session, Assessment) == []
    assert browser.send(f"{PATH}/1", {"1a": "3", "1b": "2"}).location == f"{PATH}/2"
    page = text(browser.get(PATH))
    assert (page.count("Not answered yet"), "Finish it" in page, "Then and now" in page) == (1, False, False)
    session.rollback()
    assert browser.send(f"{PATH}/finish", page=PATH).status_code == 422
    assert fill(browser, "1").location == PATH
    assert "Where you see yourself" in text(browser.get(PATH))
    assert mentor.get(for_mentor).status_code == 404
    fill(browser, "3")
    page = text(browser.get(PATH))
    assert ("Then and now" in page, page.count("+2")) == (True, 2)
    assert [one.answers["1a"] for one in rows(session, Assessment)] == [1, 3]
    of_the_pair = for_mentor.removesuffix("/self-assessment")
    assert "Self-assessment of" not in text(mentor.get(of_the_pair))

    browser.send(f"{PATH}/share", {"do": "share"}, page=PATH)
    assert for_mentor in text(mentor.get(of_the_pair))
    assert text(mentor.get(for_mentor)).count("+2") == 2
    browser.send(f"{PATH}/1", {"1a": "4", "1b": "4"})
    assert text(mentor.get(for_mentor)).count("+2") == 2
    assert nosy.get(for_mentor).status_code == 404
    browser.send(f"{PATH}/share", {"do": "keep"}, page=PATH)
    assert mentor.get(for_mentor).status_code == 404
