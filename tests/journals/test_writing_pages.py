"""What does a writer see and do, and is nothing lost?"""

import re

import pytest

from tests import builders
from tests.journals import building
from tests.registration.reading import rows, text
from trainer.core.outbox import OutboxRow
from trainer.curriculum.models import CourseEdition
from trainer.journals.models import Entry, Submission

REFLECTION = {
    "round": "1", "care": "yes", "moment": "3", "meaning": "2", "perspectives": "2", "facilitation": "2",
    "saw": "canary-saw", "question": "", "suggestion": "", "outcome": "accepted", "again_by": "",
    "private_note": "canary-private",
}  # fmt: skip


def test_the_journal_shows_every_prompt_in_order(session, browser_of, pair):
    building.hand_in(pair)
    building.write(pair, "cohort.2-r")
    session.commit()
    page = text(browser_of(pair.trainee).get("/journal"))
    asked = re.findall(r"Question (\w+\.\d+-\w)\?", page)
    assert asked[:5] == ["cohort.1-r", "cohort.1-t", "cohort.2-r", "cohort.2-w", "cohort.2-t"]
    assert asked[-1] == "practicum.12-t"
    assert len(asked) == 25
    assert "cohort.6-x" not in page
    for word in ("Handed in", "Draft", "Not started yet", "required", "optional", "Session 12: Title 12"):
        assert word in page


def test_without_a_cohort_the_journal_says_when_it_begins(session, browser_of):
    person = builders.make_person()
    session.commit()
    assert "Your journal begins with a cohort" in text(browser_of(person).get("/journal"))
    assert browser_of(person).get("/journal/cohort.1-r").status_code == 404


def test_the_page_to_write_says_what_it_must(session, browser_of, pair):
    page = text(browser_of(pair.trainee).get("/journal/cohort.1-r"))
    assert "Question cohort.1-r?" in page
    assert "Other cohort.1-r" in page
    assert "required by law to report" in page
    assert "Mia Mendez and I, once I hand it in" in page
    assert "Your employer and administrators never do." in page
    session.rollback()
    building.hand_in(pair, "cohort.3-r")
    session.commit()
    page = text(browser_of(pair.trainee).get("/journal/cohort.1-r"))
    assert "required by law to report" not in page
    assert "Other cohort.1-r" in page


def test_writing_in_spanish(session, browser_of, pair):
    pair.trainee.language = "es"
    session.commit()
    page = text(browser_of(pair.trainee).get("/journal/cohort.1-r"))
    assert "¿Pregunta cohort.1-r?" in page
    assert "Otra cohort.1-r" in page


def test_saving_handing_in_and_taking_back(session, browser_of, pair):
    browser = browser_of(pair.trainee)
    page = "/journal/cohort.1-r"
    assert browser.send(page, {"lock": "0", "text": "First words", "act": "save"}).status_code == 303
    assert "First words" in text(browser.get(page))
    answer = browser.send(page, {"lock": "1", "text": "Last words", "act": "submit"})
    assert answer.status_code == 303
    assert "Last words" in text(browser.get(answer.location))
    assert browser.get(page).status_code == 303
    back = browser.send(f"{answer.location}/withdraw", page=answer.location)
    assert back.location.endswith(page)
    assert [row.state.value for row in rows(session, Entry)] == ["draft"]


def test_the_same_click_twice_hands_in_once(session, browser_of, pair):
    browser = browser_of(pair.trainee)
    html = browser.get("/journal/cohort.1-r").get_data(as_text=True)
    hidden = dict(re.findall(r'name="(csrf_token|once)" value="([^"]+)"', html))
    data = {**hidden, "lock": "0", "text": "Words", "act": "submit"}
    answers = [browser.post("/journal/cohort.1-r", data=data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(rows(session, Submission)) == 1
    assert [row.kind for row in rows(session, OutboxRow)].count("journals.submitted") == 1


def test_what_was_written_on_after_going_back_is_not_thrown_away(session, browser_of, pair):
    browser, page = browser_of(pair.trainee), "/journal/cohort.1-r"
    html = browser.get(page).get_data(as_text=True)
    hidden = dict(re.findall(r'name="(csrf_token|once)" value="([^"]+)"', html))
    data = {**hidden, "lock": "0", "act": "save"}
    assert browser.post(page, data={**data, "text": "First"}).status_code == 303
    assert "Your draft is saved" in text(browser.get(page))
    answer = browser.post(page, data={**data, "text": "First, and more"})
    assert answer.status_code == 422
    assert "First, and more" in text(answer)
    assert "Your draft is saved" not in text(answer)


def test_an_older_window_is_shown_both_texts_and_overwrites_nothing(session, browser_of, pair):
    browser, page = browser_of(pair.trainee), "/journal/cohort.1-r"
    browser.send(page, {"lock": "0", "text": "from the phone", "act": "save"})
    answer = browser.send(page, {"lock": "0", "text": "from the desk", "act": "submit"})
    assert answer.status_code == 422
    shown = text(answer)
    marked = re.findall(r'<mark class="(\w+)"><span class="unseen">Only here: </span>(\w+)<', shown)
    assert marked == [("del", "phone"), ("ins", "desk")]
    assert [row.text for row in rows(session, Entry)] == ["from the phone"]
    assert rows(session, Submission) == []
    together = browser.send(page, {"lock": "0", "text": "from the desk", "act": "both"})
    assert "from the phone from the desk</textarea>" in text(together)
    assert [row.text for row in rows(session, Entry)] == ["from the phone"]
    lock = re.search(r'name="lock" value="(\d+)"', answer.get_data(as_text=True)).group(1)
    assert browser.send(page, {"lock": lock, "text": "both", "act": "save"}).status_code == 303
    assert [row.text for row in rows(session, Entry)] == ["both"]


def test_the_page_saves_by_itself(session, browser_of, pair):
    browser, page = browser_of(pair.trainee), "/journal/cohort.1-r"
    token = browser.token(page)

    def save(lock, words):
        return browser.post(f"{page}/draft", data={"csrf_token": token, "lock": lock, "text": words})

    assert [save(lock, f"words {lock}").json["lock"] for lock in ("0", "1")] == [1, 2]
    older = save("1", "older")
    assert older.status_code == 409
    assert "saved in another window" in older.json["problem"]
    assert save("2", "x" * 20_001).status_code == 422
    assert [row.text for row in rows(session, Entry)] == ["words 1"]


def test_whoever_was_signed_out_saves_nothing_and_the_page_is_told(session, browser_of, pair):
    browser, page = browser_of(pair.trainee), "/journal/cohort.1-r"
    token = browser.token(page)
    browser.post("/sign-out", data={"csrf_token": token})
    answer = browser.post(f"{page}/draft", data={"csrf_token": token, "lock": "0", "text": "x"})
    assert answer.status_code in (303, 400)
    assert rows(session, Entry) == []


@pytest.mark.parametrize("lock", ["", "-1", "x", "٣", "9" * 30])
def test_a_number_that_was_tampered_with_fits_nothing(session, browser_of, pair, lock):
    building.write(pair)
    session.commit()
    answer = browser_of(pair.trainee).send("/journal/cohort.1-r", {"lock": lock, "text": "x", "act": "save"})
    assert answer.status_code == 422
    assert [row.text for row in rows(session, Entry)] == [building.TEXT]


@pytest.mark.parametrize(("typed", "said"), [("x" * 20_001, "longer than 20,000"), (" ", "no text yet")])
def test_what_cannot_be_handed_in_is_kept_and_said(session, browser_of, pair, typed, said):
    answer = browser_of(pair.trainee).send(
        "/journal/cohort.1-r", {"lock": "0", "text": typed, "act": "submit"}
    )
    assert answer.status_code == 422
    assert said in text(answer)
    assert rows(session, Submission) == []


def test_what_was_written_stays_in_the_journal_after_a_move_to_another_edition(session, browser_of, pair):
    entry = building.hand_in(pair)
    old = session.query(CourseEdition).filter_by(course="facilitator-cohort").one()
    modules = [
        {**one, "prompts": [p for p in one["prompts"] if not p["id"].startswith("cohort.1-")]}
        for one in old.content["modules"]
    ]
    session.add(
        CourseEdition(
            course=old.course, edition="2026", minutes=540, titles=old.titles, content={"modules": modules},
            digest="2026", loaded_at=building.MONDAY,
        )
    )  # fmt: skip
    pair.enrollment.course_edition = "2026"
    session.commit()
    browser = browser_of(pair.trainee)
    page = text(browser.get("/journal"))
    assert "Question cohort.1-r?" in page
    assert "cohort.1-t" not in page
    assert "Handed in" in page
    assert "Question cohort.1-r?" in text(browser.get(f"/entries/{entry.ref}"))
    assert browser.get("/journal/cohort.1-t").status_code == 404
