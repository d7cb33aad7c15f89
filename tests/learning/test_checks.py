"""Does a check ask one question at a time, explain every answer, lose nothing, and let one try again?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.learning import building
from tests.registration.reading import rows, text
from trainer.curriculum import queries as curriculum_queries
from trainer.learning import queries, rules
from trainer.learning.models import CheckTry, ModuleProgress, OpenTry
from trainer.learning.rules import LearnReason

PATH = "/courses/cop-101/m/check"
IN_ORDER = {f"place-{step}": str(place) for place, step in enumerate("abcd", start=1)}


@pytest.fixture
def learner(session):
    building.load_questions()
    person = building.make_learner("Lena Learner")[0]
    session.commit()
    return person


def answer(browser, number, tried=0, **given_):
    return browser.send(f"{PATH}/{number}", {"tried": str(tried), **given_})


def shown(browser, number=3):
    """The steps of the question as they stand on the page."""
    return re.findall(r'name="place-(.)"', browser.get(f"{PATH}/{number}").get_data(as_text=True))


def take(browser, tried, first="b"):
    answer(browser, 1, tried, answer=first)
    answer(browser, 2, tried, answer=["a", "c"])
    answer(browser, 3, tried, **IN_ORDER)
    return answer(browser, 4, tried, answer="")


def test_one_question_at_a_time_each_explained_at_once_and_the_try_goes_on_after_a_sign_out(
    session, browser_of, learner
):
    browser = browser_of(learner)
    page = text(browser.get(PATH))
    assert "Question 1 of 4" in page
    assert "Which of these?" not in page
    told = answer(browser, 1, answer="a")
    assert told.location == f"{PATH}/1#answer"
    page = text(browser.get(told.location))
    assert page.index("Not quite") < page.index("Why no.") < page.index("What the other answers say")
    assert f'href="{PATH}/2"' in page

    browser = browser_of(learner)
    page = text(browser.get(PATH))
    assert ("Welcome back" in page, "Question 2 of 4" in page) == (True, True)
    page = text(answer(browser, 2))
    assert "Tick the answers that fit." in page
    page = text(browser.get(answer(browser, 2, answer=["a", "d"]).location))
    for words in (
        "You chose it, and it fits",
        "You chose it, but it does not fit",
        "It fits, and you left it out",
    ):
        assert page.count(words) == 1
    assert ("Rightly left out" in page, "Why b." in page) == (True, True)


def test_steps_keep_their_places_and_a_text_is_kept_without_being_scored(session, browser_of, learner):
    browser = browser_of(learner)
    answer(browser, 1, answer="a")
    answer(browser, 2, answer=["a", "d"])
    steps = shown(browser)
    assert (sorted(steps), steps == list("abcd")) == (list("abcd"), False)
    refused = answer(browser, 3, **{**IN_ORDER, "place-b": "1", "place-c": ""})
    page = refused.get_data(as_text=True)
    assert (refused.status_code, page.count("selected")) == (422, 4)
    assert ("Another step has place 1" in page, "Choose a place for this step" in page) == (True, True)
    assert re.findall(r'name="place-(.)"', page) == steps == shown(browser)
    page = text(browser.get(answer(browser, 3, **IN_ORDER).location))
    assert page.count("In its place") == 4

    assert "yours alone" in text(browser.get(f"{PATH}/4"))
    last = answer(browser, 4, answer="I asked by <b>name</b>.")
    assert last.location == f"{PATH}/4?try=1#answer"
    page = text(browser.get(last.location))
    assert ("I asked by &lt;b&gt;name&lt;/b&gt;." in page, "Look for a name." in page) == (True, True)
    made = rows(session, CheckTry)[0]
    assert (made.right, made.questions, made.answers["m-q4"]) == (1, 3, "I asked by <b>name</b>.")
    page = text(browser.get(f"{PATH}?try=1"))
    assert "1 of 3 right, which is not yet 80 %" in page
    assert "1 question was for yourself and is not counted." in page
    assert rows(session, OpenTry) == []
    assert [row.done_at for row in rows(session, ModuleProgress)] == [None]


def test_a_passed_try_marks_the_module_as_read_and_every_try_can_be_opened_again(
    session, browser_of, learner
):
    old = CheckTry(
        person_id=learner.id, course="cop-101", edition="asked", module="m", right=0, questions=1,
        answers={"m-q1": "a"}, made_at=building.FORMED,
    )  # fmt: skip
    written = CheckTry(
        person_id=learner.id, course="cop-101", edition="asked", module="m", right=0, questions=0,
        answers={"m-q4": "Mine."}, made_at=building.FORMED,
    )  # fmt: skip
    session.add_all([old, written])
    session.commit()
    browser = browser_of(learner)
    assert "Question 1 of 4" in text(browser.get(f"{PATH}?again=1"))
    take(browser, 2)
    page = text(browser.get(PATH))
    assert ("Passed: every answer is right." in page, "The module is marked as read." in page) == (True, True)
    assert (f"{PATH}?try=1" in page, f"{PATH}?try=2" in page, f"{PATH}?try=3" in page) == (True, True, False)
    assert "Why no." in text(browser.get(f"{PATH}?try=1"))
    page = text(browser.get(f"{PATH}?try=2"))
    assert ("Mine." in page, "Nothing in this check is scored." in page) == (True, True)
    assert browser.get(f"{PATH}?try=4").status_code == 404
    session.rollback()
    assert curriculum_queries.parts_of(learner.id, "cop-101", "asked") == {"check:m"}
    line = queries.course_lines(learner.id, "cop-101")[0].line("m")
    assert (line.best, line.state) == (100, rules.ModuleState.DONE)
    session.rollback()
    take(browser, 3, first="a")
    page = text(browser.get(PATH))
    assert ("2 of 3 right" in page, "Your best: 100 %." in page) == (True, True)
    assert "check passed with 100 %" in text(browser.get("/courses/cop-101"))


def test_two_windows_a_double_click_and_the_back_button_change_no_answer_that_was_checked(
    session, browser_of, learner
):
    browser = browser_of(learner)
    for _click in range(2):
        assert answer(browser, 1, answer="b", once="k" * 22).location == f"{PATH}/1#answer"
    again = browser.send(f"{PATH}/1", {"tried": "0", "answer": "a"}, page=PATH)
    assert (again.status_code, "that answer stands in this try" in text(again)) == (422, True)
    assert rows(session, OpenTry)[0].answers == {"m-q1": "b"}
    assert browser.get(f"{PATH}/4").location == PATH
    answer(browser, 2, answer=["a", "c"])
    answer(browser, 3, **IN_ORDER)
    answer(browser, 4, answer="")
    late = browser.send(f"{PATH}/2", {"tried": "0", "answer": ["b"]}, page=f"{PATH}?again=1")
    assert (late.status_code, "finished in another window" in text(late)) == (422, True)
    assert (len(rows(session, CheckTry)), rows(session, OpenTry)) == (1, [])
    assert answer(browser, 1, tried=1, answer="zz").status_code == 422
    long = browser.send(f"{PATH}/4", {"tried": "1", "answer": "x" * 2001}, page=PATH + "?again=1")
    assert (long.status_code, "x" * 2001 in text(long)) == (422, True)
    assert rows(session, OpenTry) == []


def test_who_has_no_place_takes_no_check_and_a_module_without_questions_has_none(
    session, browser_of, learner
):
    other = builders.make_person()
    session.commit()
    browser = browser_of(other)
    assert "not take the check" in text(browser.get(PATH))
    refused = answer(browser, 1, answer="b")
    assert (refused.status_code, "not take the check" in text(refused)) == (422, True)
    assert (rows(session, CheckTry), rows(session, OpenTry)) == ([], [])
    for path in ("/courses/cop-101/n/check", f"{PATH}/5", f"{PATH}/0"):
        assert browser_of(learner).get(path).status_code == 404


def one(kind, *correct):
    answers = [{"id": name, "correct": name in correct} for name in "abcd"]
    return {"id": f"q-{kind}", "kind": kind, "answers": answers if kind != "free" else []}


SINGLE, SEVERAL, ORDER, FREE = one("single", "b"), one("several", "a", "c"), one("order"), one("free")


@given(st.lists(st.sampled_from("abcd"), unique=True, min_size=1))
def test_of_several_all_that_fit_and_only_those_are_right(chosen):
    assert rules.is_right(SEVERAL, chosen) is (sorted(chosen) == ["a", "c"])


@given(st.permutations("abcd"))
def test_every_order_but_the_right_one_is_wrong(steps):
    assert rules.why_not_answer(ORDER, steps) is None
    assert rules.is_right(ORDER, steps) is (steps == list("abcd"))


@given(st.text(max_size=40), st.integers(3, 6))
def test_steps_are_shown_shuffled_the_same_way_each_time_and_never_in_order(seed, many):
    check = {"id": "q", "answers": [{"id": name} for name in "abcdef"[:many]]}
    steps = rules.shuffled(check, seed)
    assert sorted(steps) == list("abcdef"[:many])
    assert steps != sorted(steps)
    assert steps == rules.shuffled(check, seed)


SENT = st.one_of(
    st.sampled_from(["", "a", "b", "zz", "ac"]),
    st.lists(st.sampled_from(["a", "b", "c", "d", "zz"]), max_size=5),
)


@given(st.tuples(SENT, SENT, SENT))
def test_whatever_is_sent_no_more_is_right_than_was_asked(sent):
    questions = [SINGLE, SEVERAL, ORDER, FREE]
    judged = rules.judge(
        questions, {check["id"]: given_ for check, given_ in zip(questions, sent, strict=False)}
    )
    if isinstance(judged, rules.Judged):
        assert 0 <= judged.right <= judged.questions == 3
        assert judged.passed is (judged.right == 3)
    else:
        assert judged[0] in (LearnReason.UNANSWERED, LearnReason.UNKNOWN_ANSWER)


def test_what_is_written_for_oneself_is_never_scored():
    questions = [{**SINGLE, "kind": None}, SEVERAL, ORDER, FREE]
    answers = {check["id"]: rules.right_answer(check) for check in questions}
    assert rules.judge(questions, {**answers, "q-free": "x" * 99}) == rules.Judged(3, 3)
    wrong = {check["id"]: rules.wrong_answer(check) for check in questions}
    assert rules.judge(questions, wrong) == rules.Judged(0, 3)
    alone = rules.judge([FREE], {})
    assert (alone, alone.passed, alone.percent) == (rules.Judged(0, 0), False, 0)
    assert rules.judge([FREE], {"q-free": "x" * 2001})[0] is LearnReason.TOO_LONG
