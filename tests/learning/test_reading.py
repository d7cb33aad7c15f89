"""Is a module a page to read: in my language, with its words and pictures, and does it know how far I am?"""

import re

import pytest
from sqlalchemy import select

from tests import builders
from tests.conftest import on_one
from tests.learning import building, shelf
from tests.learning.shelf import EN, PATH, first_module, rewritten, seen
from tests.registration.reading import text
from tests.statements import per_page
from trainer.curriculum.models import CourseEdition
from trainer.learning.models import ModuleProgress

pytestmark = on_one("sqlite")  # what pages say, not what databases keep


@pytest.fixture
def learner(session):
    building.load_courses()
    shelf.fill()
    person = building.make_learner("Lena Learner")[0]
    reading = {"title": "A book", "by": "Somebody", "url": "https://book.example/", "language": "fr"}
    rewritten(
        "cop-101",
        first_module(
            title={"en": "A first one", "es": "Una primera", "fr": "Une première"},
            readings=[{**reading, "why": {"en": "Short."}}],
            text={"en": EN, "es": EN.replace("The end", "El fin"), "fr": EN.replace("The end", "La fin")},
        ),
    )  # fmt: skip
    return person


def test_a_module_explains_its_words_and_shows_its_pictures(session, app, browser_of, learner):
    browser = browser_of(learner)
    answer = browser.get(PATH)
    page = answer.get_data(as_text=True)
    said = seen(answer)
    for link in (
        '<a href="/courses/cop-101/101.2">opens', '<a href="/modules/cohort.1">too', '<a href="#word-domain">domain',
        '<a href="/cards/consultancy">card', '<a href="/templates/charter">charter',
        'lang="fr" hreflang="fr">A book</a>',
    ):  # fmt: skip
        assert link in page, link
    assert "nothing." in said
    assert "card:nothing" not in page
    assert re.search(r'id="word-domain"[^>]*><dt>domain</dt><dd>What domain means\.', page)
    assert 'id="word-practice"' not in page, "only the words that it uses"
    assert (
        'role="img" aria-label="A cycle that goes round."><svg viewBox="0 0 9 9"><text class="ink">Plan<'
        in page
    )
    assert "Four steps, again and again." in said
    assert "<p>What is not there.</p>" in page
    assert "About 1 minute to read · 180 minutes in the session" in said
    assert browser.get("/modules/cohort.1").location == "/courses/facilitator-cohort/cohort.1"
    assert browser.get("/modules/nothing").status_code == 404
    session.rollback()
    rich = per_page(app, browser, PATH)
    session.rollback()
    rewritten("cop-101", first_module(text={"en": "Nothing but words."}))
    plain = per_page(app, browser, PATH)
    assert rich == [plain[0] + 1], "one statement for all that a text points to"


def test_a_language_is_chosen_and_kept_for_the_next_module(session, browser_of, learner):
    browser = browser_of(learner)
    page = browser.get(f"{PATH}?in=fr").get_data(as_text=True)
    assert '<html lang="en"' in page
    assert '<h1 lang="fr">Une première</h1>' in page
    assert '<h2 id="s2-heading" lang="fr">La fin</h2>' in page
    assert ">Planifier<" in page
    assert re.search(r'<a [^>]*in=fr" lang="fr"[^>]*aria-current="true">Français</a>', page)
    after = browser.get("/courses/cop-101/101.2").get_data(as_text=True)
    assert 'in=fr" lang="fr"' in after
    assert "<h1>" in after, "what is not written in French is English"
    assert "Une première" in browser.get(PATH).get_data(as_text=True)
    browser.get(f"{PATH}?lang=es")
    assert "<h1>Una primera</h1>" in browser.get(PATH).get_data(as_text=True), "the site's own language again"


def test_a_script_keeps_the_place_and_marks_the_end_and_it_can_be_taken_back(session, browser_of, learner):
    browser = browser_of(learner)
    quiet = {"quiet": "yes"}
    assert browser.send(f"{PATH}/place", {"place": "s1", **quiet}, page=PATH).status_code == 204
    page = browser.get(PATH).get_data(as_text=True)
    assert "Part 2 of 3" in page
    assert re.search(r'class="behind"><a href="#s0">', page)
    assert re.search(r'<a href="#s1" aria-current="true">Words', page)
    assert "Go to where you left off: “Words”" in page
    assert browser.send(f"{PATH}/done", quiet, page=PATH).status_code == 204
    page = browser.get(PATH).get_data(as_text=True)
    assert "Read to the end" in page
    assert "data-is-done" in page
    assert browser.send(f"{PATH}/unread", page=PATH).location == PATH
    session.rollback()
    assert session.scalars(select(ModuleProgress.done_at)).all() == [None]
    session.rollback()
    assert browser.send(f"{PATH}/unread", page=PATH).status_code == 409


def test_a_course_open_to_all_keeps_a_place_without_a_registration(session, app, browser_of, learner, now):
    cop = building.course()
    title = {"en": "Open door", "es": "Puerta abierta"}
    session.add(
        CourseEdition(
            course="open-door", edition="2026", minutes=60, titles=title, digest="o", loaded_at=now,
            content={**cop.content, "id": "open-door", "title": title, "open": True},
        )
    )  # fmt: skip
    stranger = builders.make_person("Nora New")
    session.commit()
    browser = browser_of(stranger)
    before = per_page(app, browser, "/courses")
    page = text(browser.get("/courses"))
    assert page.index("No course is yours yet") < page.index("Open to all") < page.index("Open door")
    assert page.index("Open door") < page.index("Other courses")
    path = "/courses/open-door/101.2"
    assert browser.send(f"{path}/place", {"place": "s1", "quiet": "yes"}, page=path).status_code == 204
    page = text(browser.get("/courses"))
    mine = page.partition("Open to all")[0].partition("Other courses")[0]
    assert mine.index("Open door") < mine.index("Where you left off")
    assert re.search(r"About \d+ minutes left to read", page)
    session.rollback()
    assert per_page(app, browser, "/courses") == before


def test_the_guide_runs_a_clock_and_shows_one_format_at_a_time(session, browser_of, learner):
    activities = [
        {"minutes": 20, "text": {"en": "Arrive."}, "pause": False,
         "lead": {"en": "Say **hello** to a [domain](term:domain)."}, "in_person": {"en": "In a circle."},
         "virtual": {"en": "In rooms of two."}, "hybrid": {"en": "Both at once."}},
        {"minutes": 45, "text": {"en": "Break."}, "pause": True, "lead": {}, "in_person": {}},
    ]  # fmt: skip
    guide = {"before": {"en": "Book the room."}, "after": {"en": "Write it down."}}
    rewritten("cop-101", first_module(activities=activities, guide=guide, text={"en": EN}))
    browser = browser_of(learner)
    said = seen(browser.get(f"{PATH}/guide"))
    order = ["Book the room.", "0:00–0:20", "Arrive.", "Say hello to a domain", "In a circle.", "In rooms of two.",
             "Both at once.", "0:20–1:05", "Break.", "Write it down.", "What domain means."]  # fmt: skip
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)
    said = seen(browser.get(f"{PATH}/guide?format=virtual"))
    assert "In rooms of two." in said
    assert "In a circle." not in said
    session.rollback()
    rewritten("cop-101", first_module(activities=[{"minutes": 20, "text": {"en": "Arrive."}}], guide=None))
    said = seen(browser.get(f"{PATH}/guide"))
    assert "no guide to it yet" in said
    assert "0:00–0:20" in said
