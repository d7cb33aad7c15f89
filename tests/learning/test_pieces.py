"""Can one take along the cards, the templates and the words, in three languages, and without a script?"""

import pytest

from tests import builders
from tests.conftest import on_one
from tests.learning import shelf
from tests.learning.shelf import seen

pytestmark = on_one("postgresql")  # what pages say, not what databases keep


@pytest.fixture
def browser(session, browser_of):
    shelf.fill()
    person = builders.make_person()
    session.commit()
    return browser_of(person)


def test_a_card_says_its_steps_with_the_minutes(browser):
    said = seen(browser.get("/cards"))
    assert "Consultancy Think wider. 17 minutes · 4–10 people" in said
    page = seen(browser.get("/cards/consultancy"))
    order = ["Consultancy", "10 min from 0:00", "The presenter tells.", "5 min from 0:10", "All ask.",
             "2 min from 0:15", "Thanks.",
             "17 minutes in all", "that is stuck.", "A school", "What domain means."]  # fmt: skip
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
    french = browser.get("/cards/consultancy?in=fr").get_data(as_text=True)
    assert '<h1 lang="fr">Consultation</h1>' in french
    assert browser.get("/cards/charter").status_code == 404


def test_a_template_is_printed_or_taken_along_as_seen(browser):
    assert "Charter Say who you are." in seen(browser.get("/templates"))
    page = browser.get("/templates/charter").get_data(as_text=True)
    assert page.count('class="write-line"') == 2
    assert page.count('class="tick-box"') == 1
    answer = browser.get("/templates/charter/text")
    assert answer.mimetype == "text/plain"
    assert answer.get_data(as_text=True) == f"Charter\n\nWho\n\n{'_' * 60}\n{'_' * 60}\n\n- [ ] we agreed\n"
    answer = browser.get("/templates/charter/text?in=es")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="charter-es.txt"'
    assert answer.get_data(as_text=True).startswith("Carta\n\nQuién\n")


def test_everybody_may_look_up_our_words(browser, client):
    page = client.get("/glossary").get_data(as_text=True)
    assert page.index("What domain means.") < page.index("What practice means."), "by the alphabet"
    assert "Protocol cards" not in page, "no way to pages that ask a stranger to sign in"
    page = browser.get("/glossary?in=es").get_data(as_text=True)
    assert '<div id="word-practice" lang="es"><dt>práctica</dt>' in page


def test_before_anything_is_loaded_the_pages_say_so(session, browser_of):
    person = builders.make_person()
    session.commit()
    browser = browser_of(person)
    for path, words in (
        ("cards", "No cards are"),
        ("templates", "No templates are"),
        ("glossary", "No words are"),
    ):
        assert words in seen(browser.get(f"/{path}"))
