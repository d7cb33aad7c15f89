"""What does a mentor see and do, and is nothing doubled?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.journals import building
from tests.registration.reading import rows, text
from trainer.journals import actions
from trainer.journals.models import Review
from trainer.permissions import Role

pytestmark = on_one("postgresql")  # what pages say; what databases keep is tested with the actions


REFLECTION = {
    "round": "1", "care": "yes", "moment": "3", "meaning": "2", "perspectives": "2", "facilitation": "2",
    "saw": "canary-saw", "question": "", "suggestion": "", "outcome": "accepted", "again_by": "",
    "private_note": "canary-private",
}  # fmt: skip


def test_the_queue_is_oldest_first_with_its_days(session, browser_of, pair, now):
    other = building.make_writer("Uma Other", pair.mentor)
    building.make_writer("Not Mine")
    building.hand_in(other, now=now - timedelta(days=21))
    building.hand_in(pair, now=now - timedelta(days=1))
    building.write(pair, "cohort.2-r", "canary-draft")
    session.commit()
    page = text(browser_of(pair.mentor).get("/reviews"))
    assert "2 entries wait." in page
    assert page.index("Uma Other") < page.index("Tia Tran")
    assert "Not Mine" not in page
    assert "canary" not in page
    assert page.count("Overdue") == 1
    assert "Fri, Jun 4, 2021" in page
    mentoring = text(browser_of(pair.mentor).get("/mentoring"))
    assert mentoring.count("1 entry waits") == 2


@pytest.mark.parametrize("mentor", [True, False])
def test_an_empty_queue_says_so(session, browser_of, pair, mentor):
    person = pair.mentor if mentor else builders.make_person()
    session.commit()
    page = text(browser_of(person).get("/reviews"))
    assert ("Nothing waits for you" if mentor else "You have no trainees right now") in page


def test_words_of_a_second_window_come_back_when_the_entry_is_answered(session, browser_of, pair, entry):
    browser, page = browser_of(pair.mentor), f"/reviews/{entry.ref}"
    early = browser.send(page, {**REFLECTION, "saw": "canary-early"})
    assert early.status_code == 422
    assert "canary-early" in text(early)
    browser.send(f"{page}/begin", page=page)
    assert browser.send(page, REFLECTION).status_code == 303
    late = browser.send(page, {**REFLECTION, "saw": "canary-late"}, page="/me")
    assert late.status_code == 422
    assert "canary-late" in text(late)
    session.rollback()
    assert session.query(Review).count() == 1


@pytest.mark.parametrize("round", ["²", "0", "2", "x", ""])
def test_a_round_that_was_tampered_with_is_not_answered_and_loses_nothing(
    session, browser_of, pair, entry, round
):
    browser, page = browser_of(pair.mentor), f"/reviews/{entry.ref}"
    browser.send(f"{page}/begin", page=page)
    answer = browser.send(page, {**REFLECTION, "round": round})
    assert answer.status_code == 422
    assert "canary-saw" in text(answer)
    session.rollback()
    assert session.query(Review).count() == 0


def test_taking_up_and_answering(session, browser_of, pair, entry):
    browser, page = browser_of(pair.mentor), f"/reviews/{entry.ref}"
    first = text(browser.get(page))
    assert building.TEXT in first
    assert "Begin my answer" in first
    assert "How does it read?" not in first
    assert browser.send(f"{page}/begin", page=page).status_code == 303
    form = text(browser.get(page))
    for words in (
        "Tests an assumption and shows how it shifted",
        "One thing I saw",
        "Care and privacy are kept",
    ):
        assert words in form
    assert browser.send(page, REFLECTION).status_code == 303
    seen = text(browser_of(pair.trainee).get(f"/entries/{entry.ref}"))
    assert "canary-saw" in seen
    assert "canary-private" not in seen
    assert "canary-private" in text(browser.get(f"/entries/{entry.ref}"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"moment": "1"}, "Moment is at level 1"),
        ({"meaning": ""}, "Choose a level for: Meaning"),
        ({"facilitation": "7"}, "Choose one of the four levels for: Facilitation"),
        ({"saw": ""}, "Write one thing you saw"),
        ({"outcome": ""}, "Choose one."),
        ({"care": ""}, "Choose one."),
        ({"care": "no"}, "the answer is a privacy hold"),
        ({"outcome": "privacy_hold"}, "A privacy hold is for entries"),
        ({"outcome": "revise"}, "Write what should change, and why"),
        ({"outcome": "revise", "suggestion": "x"}, "by which day"),
        ({"outcome": "revise", "suggestion": "x", "again_by": "2021-05-24"}, "is not in the future"),
        ({"outcome": "accepted_with_question"}, "Write your question"),
        ({"round": "2"}, "another round since you opened"),
        ({"round": "x"}, "another round since you opened"),
    ],
)
def test_an_answer_that_does_not_fit_is_said_and_kept(session, browser_of, pair, entry, now, more, said):
    actions.begin_review(entry=entry, by=builders.actor(pair.mentor), now=now)
    session.commit()
    answer = browser_of(pair.mentor).send(f"/reviews/{entry.ref}", {**REFLECTION, **more})
    assert answer.status_code == 422
    assert said in text(answer)
    assert "canary-private" in text(answer)
    assert rows(session, Review) == []


def test_a_trace_is_looked_at_by_two_criteria(session, browser_of, pair, now):
    entry = building.hand_in(pair, "practicum.7-t")
    actions.begin_review(entry=entry, by=builders.actor(pair.mentor), now=now)
    session.commit()
    browser, page = browser_of(pair.mentor), f"/reviews/{entry.ref}"
    assert "Perspectives and power" not in text(browser.get(page))
    weak = browser.send(page, {**REFLECTION, "moment": "2"})
    assert "can be accepted from level 3 on" in text(weak)
    assert browser.send(page, REFLECTION).status_code == 303
    [row] = rows(session, Review)
    assert (row.moment, row.meaning, row.perspectives, row.facilitation) == (3, 2, None, None)


def test_a_second_mentor_gets_a_clear_sentence_and_nothing_is_doubled(session, browser_of, pair, entry, now):
    second = builders.make_person("Sam Second")
    builders.make_grant(second, Role.MENTOR, pair.trainee)
    session.commit()
    page = f"/reviews/{entry.ref}"
    browser = browser_of(second)
    browser.get(page)
    browser_of(pair.mentor).send(f"{page}/begin", page=page)
    late = browser.send(f"{page}/begin", page="/home")
    assert late.status_code == 409
    assert "Mia Mendez has begun to answer this entry" in text(late)
    assert "Begin my answer" not in text(browser.get(page))
    sent = browser.send(page, REFLECTION, page="/home")
    assert sent.status_code == 422
    assert "two mentors do not answer one entry" in text(sent)
    assert "Mia Mendez is answering it" in text(browser.get("/reviews"))
    assert rows(session, Review) == []


def test_putting_back_asks_first_and_says_what_is_lost(session, browser_of, pair, entry):
    browser, page = browser_of(pair.mentor), f"/reviews/{entry.ref}"
    browser.send(f"{page}/begin", page=page)
    html = browser.get(page).get_data(as_text=True)
    asked = html.split('<details id="put-back">')[1].split("</details>")[0]
    assert "What you have typed above is not kept" in asked
    assert f"{page}/put-back" in asked
    assert html.count(f"{page}/put-back") == 1
