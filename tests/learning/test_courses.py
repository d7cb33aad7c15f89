"""Do the pages of courses and modules show what is mine, keep my place by POST only, and stay quick?"""

import re

import pytest
from sqlalchemy import func, select

from tests import builders, snapshot
from tests.conftest import on_one
from tests.learning import building
from tests.registration.reading import text
from tests.statements import per_page
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition
from trainer.learning import actions, queries
from trainer.learning.models import ModuleProgress

pytestmark = on_one("sqlite")  # what pages say; what databases keep is tested with the actions


@pytest.fixture(autouse=True)
def courses(session):
    building.load_courses()


@pytest.fixture
def learner(session):
    person = building.make_learner("Lena Learner")[0]
    session.commit()
    return person


def test_my_courses_come_first_and_begin_with_the_first_module(session, browser_of, learner):
    page = text(browser_of(learner).get("/courses"))
    assert page.index("CoP 101") < page.index("Other courses") < page.index("CoP Refresher")
    assert "Begins with “What makes a CoP”" in page
    assert "7 things are missing until it is complete." in page


def test_who_has_no_course_yet_is_told_how_one_comes(session, browser_of):
    person = builders.make_person()
    session.commit()
    page = text(browser_of(person).get("/courses"))
    assert "No course is yours yet" in page


def test_a_get_changes_no_row(session, browser_of, learner):
    browser = browser_of(learner)
    before = snapshot.of_everything()
    for path in ("", "/cop-101", "/cop-101/101.2", "/cop-101/101.2/check", "/cop-101/101.5/reflection"):
        assert browser.get(f"/courses{path}").status_code == 200
    assert not snapshot.changed(before, snapshot.of_everything())


def test_starting_and_keeping_a_place_is_a_post_and_is_found_again(session, browser_of, learner):
    browser = browser_of(learner)
    answer = browser.send("/courses/cop-101/101.2/place", page="/courses/cop-101/101.2")
    assert (answer.status_code, answer.location) == (303, "/courses/cop-101/101.2")
    answer = browser.send("/courses/cop-101/101.2/place", {"place": "s2"}, page="/courses/cop-101/101.2")
    assert answer.location == "/courses/cop-101/101.2#s2"
    courses = browser.get("/courses").get_data(as_text=True)
    assert 'href="/courses/cop-101/101.2#s2">Continue' in courses
    module = browser.get("/courses/cop-101/101.2").get_data(as_text=True)
    assert "You left off here" in module
    assert re.search(r'<a href="#s2">Go to where you left off: “[^<]+”', module)


@pytest.mark.parametrize("place", ["<script>", "s2#x", "../", "s999"])
def test_a_place_that_is_none_of_the_page_is_not_kept(session, browser_of, learner, place):
    answer = browser_of(learner).send(
        "/courses/cop-101/101.2/place", {"place": place}, page="/courses/cop-101/101.2"
    )
    assert answer.location == "/courses/cop-101/101.2"
    session.rollback()
    assert session.scalars(select(ModuleProgress.place)).all() == [""]


def test_a_module_says_all_that_it_is_for(session, browser_of, learner):
    page = text(browser_of(learner).get("/courses/cop-101/101.5"))
    for words in (
        "Module 5 of 5", "What you will be able to do", "In the session", "Minutes", "To write about",
        "the trainers of your offering read it", "Your employer never does", "Write your reflection",
        "questions. Try as often", "I have read this",
    ):  # fmt: skip
        assert words in page, words


def test_a_module_is_read_in_the_readers_language(session, browser_of, learner):
    reader = building.make_learner("Luz Lectora", language="es")[0]
    title = building.course().content["modules"][0]["title"]
    session.commit()
    assert title["en"] in text(browser_of(learner).get("/courses/cop-101/101.1"))
    assert title["es"] in text(browser_of(reader).get("/courses/cop-101/101.1"))


def test_a_text_that_is_not_in_the_readers_language_says_in_which_it_is(session, browser_of):
    reader = building.make_learner("Luz Lectora", language="es")[0]
    edition = building.course()
    one = {**edition.content["modules"][0], "text": {"en": "A door.\n\n## Inside\n\nA room."}}
    edition.content = {**edition.content, "modules": [one, *edition.content["modules"][1:]]}
    session.commit()
    page = browser_of(reader).get("/courses/cop-101/101.1").get_data(as_text=True)
    assert '<h2 id="s1-heading" lang="en">Inside</h2>' in page
    page = browser_of(reader).get("/courses/cop-101/101.2").get_data(as_text=True)
    assert 'lang="en"' not in page.split('class="reading-text"')[1].split("</form")[0]


def test_who_is_in_a_cohort_is_not_asked_to_apply(session, browser_of, learner):
    trainee = queries.trainees(building.make_cohort())[0].person
    session.commit()
    assert "Apply to a cohort" not in text(browser_of(trainee).get("/courses"))
    assert "Apply to a cohort" in text(browser_of(learner).get("/courses"))


def test_i_have_read_this_is_kept_and_the_cohort_counts_it(session, browser_of):
    trainee = queries.trainees(building.make_cohort())[0].person
    session.commit()
    browser = browser_of(trainee)
    answer = browser.send(
        "/courses/facilitator-cohort/cohort.1/done", page="/courses/facilitator-cohort/cohort.1"
    )
    assert (answer.status_code, answer.location) == (303, "/courses/facilitator-cohort")
    session.rollback()
    assert curriculum_queries.parts_of(trainee.id, "facilitator-cohort", building.COHORT_EDITION) == {
        "module:cohort.1"
    }
    session.rollback()
    page = text(browser.get("/courses/facilitator-cohort"))
    assert "Read, check open" in page
    assert "Read “Why this community?”" not in page
    assert "Pass the knowledge check of “Why this community?”" in page


def test_who_has_no_place_reads_and_is_told_that_nothing_is_kept(session, browser_of):
    person = builders.make_person()
    session.commit()
    browser = browser_of(person)
    page = text(browser.get("/courses/cop-101/101.1"))
    assert "You have no place in this course." in page
    assert "I have read this" not in page
    assert browser.send("/courses/cop-101/101.1/done", page="/courses/cop-101/101.1").status_code == 409
    assert session.scalar(select(func.count()).select_from(ModuleProgress)) == 0


@pytest.mark.parametrize(
    "path",
    ["nothing", "cop-101/nothing", "cop-101/cohort.1", "cop-101/101.1/reflection", "practicum/x/check"],
)
def test_what_is_not_there_is_a_404(session, browser_of, learner, path):
    assert browser_of(learner).get(f"/courses/{path}").status_code == 404


def test_a_stranger_signs_in_first(session, client, learner):
    assert client.get("/courses/cop-101/101.1").status_code == 303


def test_people_finish_the_edition_they_began(session, browser_of, learner, now):
    actions.open_module(person=learner, edition=building.course(), module="101.1", now=now)
    old = building.course()
    newer = {**old.content, "edition": "later", "modules": old.content["modules"][:3]}
    session.add(
        CourseEdition(
            course="cop-101",
            edition="later",
            minutes=1,
            titles=old.titles,
            content=newer,
            digest="x",
            loaded_at=now,
        )
    )
    fresh = building.make_learner("Fred Fresh")[0]
    session.commit()
    assert "Module 1 of 5" in text(browser_of(learner).get("/courses/cop-101/101.1"))
    assert "Module 1 of 3" in text(browser_of(fresh).get("/courses/cop-101/101.1"))


def test_pages_take_the_same_statements_whatever_was_done(session, app, browser_of, learner, now):
    browser = browser_of(learner)
    paths = ["/courses", "/courses/cop-101", "/courses/cop-101/101.1", "/courses/cop-101/101.1/check",
             "/courses/cop-101/101.5/reflection"]  # fmt: skip
    before = per_page(app, browser, *paths)
    session.rollback()
    edition = building.course()
    for module in [one["id"] for one in edition.content["modules"]]:
        actions.finish_module(
            person=learner, edition=edition, module=module, by=builders.actor(learner), now=now
        )
        for _try in range(6):
            actions.try_check(
                person=learner, edition=edition, module=module, by=builders.actor(learner), now=now,
                answers=building.wrong_answers(edition, module),
            )  # fmt: skip
    session.commit()
    assert per_page(app, browser, *paths) == before
    assert max(before) <= 13, before
