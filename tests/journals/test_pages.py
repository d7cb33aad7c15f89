"""What do writer and mentor see and do, is nothing lost, and does nobody else see a word?"""

import re
from datetime import date, timedelta

import pytest

from tests import builders
from tests.journals import building
from tests.mentoring.building import BEFORE, make_pair, make_trainee
from tests.registration.reading import rows, text
from tests.statements import counted
from trainer.core.outbox import OutboxRow
from trainer.journals import actions
from trainer.journals.models import Entry, Review, Submission
from trainer.journals.rules import Outcome
from trainer.permissions import Role

REFLECTION = {
    "round": "1", "care": "yes", "moment": "3", "meaning": "2", "perspectives": "2", "facilitation": "2",
    "saw": "canary-saw", "question": "", "suggestion": "", "outcome": "accepted", "again_by": "",
    "private_note": "canary-private",
}  # fmt: skip


@pytest.fixture
def pair(session):
    made = building.make_writer()
    session.commit()
    return made


@pytest.fixture
def entry(session, pair):
    made = building.hand_in(pair)
    session.commit()
    return made


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
    assert "Mia Mendez reads it as well. Not your employer" in page
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


def test_an_older_window_is_shown_both_texts_and_overwrites_nothing(session, browser_of, pair):
    browser, page = browser_of(pair.trainee), "/journal/cohort.1-r"
    browser.send(page, {"lock": "0", "text": "from the phone", "act": "save"})
    answer = browser.send(page, {"lock": "0", "text": "from the desk", "act": "submit"})
    assert answer.status_code == 422
    shown = text(answer)
    assert "from the phone" in shown
    assert "from the desk" in shown
    assert [row.text for row in rows(session, Entry)] == ["from the phone"]
    assert rows(session, Submission) == []
    lock = re.search(r'name="lock" value="(\d+)"', answer.get_data(as_text=True)).group(1)
    assert browser.send(page, {"lock": lock, "text": "both", "act": "save"}).status_code == 303
    assert [row.text for row in rows(session, Entry)] == ["both"]


def test_the_page_saves_by_itself(session, browser_of, pair):
    browser, page = browser_of(pair.trainee), "/journal/cohort.1-r"
    token = browser.token(page)

    def save(lock, words):
        return browser.post(f"{page}/draft", data={"csrf_token": token, "lock": lock, "text": words})

    assert [save(lock, f"words {lock}").json for lock in ("0", "1")] == [{"lock": 1}, {"lock": 2}]
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


def test_a_script_in_an_entry_is_text_everywhere(session, browser_of, pair):
    entry = building.hand_in(pair, text="<script>alert('first')</script> stays")
    building.review(
        entry, pair, outcome=Outcome.REVISE, again_by=date(2021, 6, 1), saw="<script>alert('saw')</script>"
    )
    building.hand_in(pair, text="<script>alert('second')</script> stays", lock=entry.lock)
    building.write(pair, "cohort.2-r", "</textarea><script>alert('draft')</script>")
    session.commit()
    trainee, mentor = browser_of(pair.trainee), browser_of(pair.mentor)
    pages = [
        trainee.get(f"/entries/{entry.ref}"), trainee.get("/journal/cohort.2-r"), trainee.get("/journal"),
        mentor.get(f"/entries/{entry.ref}"), mentor.get(f"/reviews/{entry.ref}"), mentor.get("/reviews"),
    ]  # fmt: skip
    for page in pages:
        assert "<script>alert" not in page.get_data(as_text=True)
    assert "&lt;script&gt;alert(&#39;" in pages[0].get_data(as_text=True)


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
        ({"outcome": "revise", "suggestion": "x", "again_by": "2021-05-24"}, "is not ahead"),
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


def test_rounds_stand_side_by_side_with_what_changed(session, browser_of, pair, entry):
    building.review(entry, pair, outcome=Outcome.REVISE, again_by=date(2021, 6, 1))
    building.hand_in(pair, text=building.TEXT.replace("door", "window"), lock=entry.lock)
    session.commit()
    for person in (pair.trainee, pair.mentor):
        html = browser_of(person).get(f"/entries/{entry.ref}").get_data(as_text=True)
        assert re.search(r'<del><span class="unseen">Removed: </span>door ', html)
        assert re.search(r'<ins><span class="unseen">Added: </span>window ', html)
        page = " ".join(html.split())
        assert page.index("Round 1") < page.index("canary-suggestion") < page.index("Round 2")
        assert "Hand it in again by Tue, Jun 1, 2021" in page


def test_what_is_held_is_hidden_from_a_later_mentor(session, browser_of, pair, entry, now):
    building.review(entry, pair, outcome=Outcome.PRIVACY_HOLD, care_kept=False)
    building.hand_in(pair, text="canary-mended", lock=entry.lock)
    make_pair(pair.enrollment, builders.make_person("Noa New"), now=now)
    session.commit()
    new = session.query(Entry).one().enrollment
    later = browser_of(session.query(builders.Person).filter_by(name="Noa New").one())
    for path in (f"/entries/{entry.ref}", f"/reviews/{entry.ref}"):
        page = text(later.get(path))
        assert "canary-mended" in page
        assert "Hidden to protect" in page
        for hidden in ("canary-text", "canary-saw", "canary-suggestion", "canary-private"):
            assert hidden not in page, path
    assert "canary-text" in text(browser_of(new.person).get(f"/entries/{entry.ref}"))


def test_a_draft_is_nobody_else_s(session, browser_of, pair):
    entry = building.write(pair)
    session.commit()
    assert browser_of(pair.mentor).get(f"/entries/{entry.ref}").status_code == 404
    assert browser_of(pair.mentor).get(f"/reviews/{entry.ref}").status_code == 404
    assert "canary-text" in text(browser_of(pair.trainee).get(f"/entries/{entry.ref}"))


def test_employer_administrator_and_other_mentors_never_see_a_word(session, browser_of, pair, entry):
    building.review(entry, pair, outcome=Outcome.REVISE, again_by=date(2021, 6, 1))
    building.write(pair, text="canary-draft", lock=entry.lock)
    agency = builders.make_organization()
    builders.make_membership(pair.trainee, agency)
    others = [
        builders.make_person(roles=(Role.COORDINATOR, agency)), builders.make_person(roles=Role.ADMINISTRATOR),
        building.make_writer("Uma Other").mentor, building.make_writer("Vic Other").trainee,
        builders.make_person(roles=(Role.TRAINER, pair.enrollment.cohort.offering)), None,
    ]  # fmt: skip
    removed = pair.mentor
    make_pair(pair.enrollment, builders.make_person(), now=BEFORE + timedelta(days=1))
    session.commit()
    paths = (
        f"/entries/{entry.ref}", f"/reviews/{entry.ref}", "/reviews", "/journal", "/journal/cohort.1-r", "/home",
        "/mentoring", "/audit", "/messages/log", f"/people/{pair.trainee.ref}",
    )  # fmt: skip
    for person in [*others, removed]:
        browser = browser_of(person)
        for path in paths:
            answer = browser.get(path)
            assert "canary" not in text(answer), (person.name if person else "stranger", path)
            if entry.ref in path:
                assert answer.status_code == (303 if person is None else 404)


@pytest.mark.parametrize(
    "path", ["/journal", "/reviews", "/entries/{entry}", "/reviews/{entry}", "/journal/practicum.7-r"]
)
def test_the_statements_do_not_grow(session, app, browser_of, pair, path):
    entry = building.hand_in(pair)
    session.commit()
    prompts = [f"cohort.{number}-{kind}" for number in range(1, 7) for kind in "rt"][1:]
    counts = []
    for round in range(2):
        reader = pair.mentor if path.startswith("/reviews") else pair.trainee
        address = path.format(entry=entry.ref)
        browser = browser_of(reader)
        browser.get(address)
        with counted(app) as statements:
            assert browser.get(address).status_code == 200
        counts.append(len(statements))
        session.rollback()
        if round == 0:
            for prompt in prompts:
                building.hand_in(pair, prompt)
            for _ in range(4):
                newest = entry.submissions[-1].round
                building.review(entry, pair, round=newest, outcome=Outcome.REVISE, again_by=date(2021, 6, 1))
                building.hand_in(pair, text=f"round {newest}", lock=entry.lock)
            for _ in range(12):
                other = make_pair(make_trainee(pair.enrollment.cohort), pair.mentor)
                building.hand_in(other)
            session.commit()
    assert counts[0] == counts[1] <= 12
