"""Which tests does a problem meet, when is a cycle complete, how many are wanted, and where does the picture put it?"""

import itertools
from dataclasses import replace
from datetime import date

import pytest

from tests.practice.inquiring import PROBLEM
from trainer.practice.rules.inquiry import (
    GAP,
    CycleFacts,
    InquiryFacts,
    QuestionFacts,
    carried,
    dues,
    four_tests,
    items_of,
    look,
    marks,
    place_in,
    why_not_date,
    why_not_part,
    year_of,
)
from trainer.practice.rules.inquiry_kinds import (
    Advice,
    Ahead,
    InquiryReason,
    ItemKind,
    Lack,
    Part,
    ProblemTest,
)

TODAY = date(2021, 5, 24)
WHOLE = CycleFacts(
    1,
    plan=date(2020, 10, 1),
    met=(date(2020, 10, 20),),
    study=date(2020, 11, 10),
    act=date(2020, 12, 1),
    evidence=1,
)
ASKED = QuestionFacts(True, True, True)


@pytest.mark.parametrize(
    ("without", "test", "lack"),
    [
        ((), None, None),
        (("numbers",), ProblemTest.NEEDS, Lack.NO_NUMBERS),
        (("voices",), ProblemTest.NEEDS, Lack.NO_VOICES),
        (("numbers", "voices"), ProblemTest.NEEDS, Lack.NO_NEEDS),
        (("measure",), ProblemTest.MEASURE, Lack.NO_MEASURE),
        (("level",), ProblemTest.MEASURE, Lack.NO_LEVEL),
        (("progress",), ProblemTest.MEASURE, Lack.NO_PROGRESS),
        (("practice",), ProblemTest.PRACTICE, Lack.NO_PRACTICE),
        (("whom",), ProblemTest.WHOM, Lack.NO_WHOM),
    ],
)
def test_each_test_of_a_problem_says_what_it_still_misses(without, test, lack):
    found = four_tests({**PROBLEM, **dict.fromkeys(without, " ")})
    assert {one: what for one, what in found.items() if what is not Lack.MET} == (
        {test: lack} if test else {}
    )
    assert list(found) == list(ProblemTest)


@pytest.mark.parametrize(
    ("facts", "complete"),
    [
        (WHOLE, True),
        (replace(WHOLE, plan=None), False),
        (replace(WHOLE, met=()), False),
        (replace(WHOLE, met=(date(2021, 5, 25),)), False),
        (replace(WHOLE, study=None), False),
        (replace(WHOLE, act=None), False),
        (replace(WHOLE, evidence=0), False),
    ],
)
def test_a_cycle_is_complete_with_four_dated_parts_and_a_piece_of_evidence(facts, complete):
    assert facts.complete(TODAY) is complete
    assert InquiryFacts((facts,)).met(TODAY) is complete


@pytest.mark.parametrize(
    ("questions", "met"),
    [
        ([ASKED] * 3, True),
        ([ASKED] * 2, False),
        ([ASKED, ASKED, QuestionFacts(False, True, True)], False),
        ([ASKED, ASKED, QuestionFacts(True, False, True)], False),
        ([ASKED, ASKED, QuestionFacts(True, True, False)], False),
    ],
)
def test_a_learning_agenda_stands_for_a_cycle_with_three_answered_questions(questions, met):
    assert InquiryFacts((), tuple(questions)).met(TODAY) is met


def in_spring(number):
    return replace(WHOLE, number=number, act=date(2021, 3, 1), study=date(2021, 2, 20))


@pytest.mark.parametrize(
    ("cycles", "today", "code", "due"),
    [
        ((), date(2020, 10, 1), Advice.MORE, date(2020, 12, 31)),
        ((), date(2020, 12, 2), Advice.FIRST_SOON, date(2020, 12, 31)),
        ((), date(2021, 1, 1), Advice.FIRST_LATE, date(2021, 5, 31)),
        ((WHOLE,), date(2021, 1, 1), Advice.MORE, date(2021, 5, 31)),
        ((WHOLE,), date(2021, 6, 1), Advice.SECOND_LATE, date(2021, 5, 31)),
        ((WHOLE, in_spring(2)), date(2021, 6, 1), Advice.MORE, date(2021, 6, 30)),
        ((WHOLE, in_spring(2), in_spring(3)), date(2021, 6, 1), Advice.ENOUGH, None),
        ((WHOLE, in_spring(2), in_spring(3)), date(2021, 7, 1), Advice.MORE, date(2021, 12, 31)),
    ],
)
def test_core_wants_three_a_year_and_one_in_the_first_semester(cycles, today, code, due):
    said = look(InquiryFacts(cycles), core=True, today=today)
    assert (said.code, said.facts.get("due")) == (code, due)


@pytest.mark.parametrize(
    ("facts", "ends_on", "code"),
    [
        (InquiryFacts((WHOLE,)), None, Advice.ENOUGH),
        (InquiryFacts((), (ASKED,) * 3), date(2021, 5, 1), Advice.ENOUGH),
        (InquiryFacts(), None, Advice.PRACTICUM_OPEN),
        (InquiryFacts(), date(2021, 9, 30), Advice.PRACTICUM_OPEN),
        (InquiryFacts(), date(2021, 7, 23), Advice.PRACTICUM_SOON),
        (InquiryFacts(), date(2021, 5, 24), Advice.PRACTICUM_SOON),
        (InquiryFacts(), date(2021, 5, 23), Advice.PRACTICUM_LATE),
    ],
)
def test_everybody_else_is_asked_for_one_in_the_practicum(facts, ends_on, code):
    assert look(facts, core=False, today=TODAY, ends_on=ends_on).code is code


@pytest.mark.parametrize(
    ("part", "on", "code"),
    [
        (Part.ACT, date(2021, 5, 24), None),
        (Part.ACT, date(2021, 5, 25), InquiryReason.NOT_YET),
        (Part.STUDY, date(2020, 9, 30), InquiryReason.BEFORE_PART),
        (Part.STUDY, date(2020, 12, 2), InquiryReason.AFTER_PART),
        (Part.PLAN, date(2020, 11, 11), InquiryReason.AFTER_PART),
        (Part.PLAN, date(2020, 11, 10), None),
        (Part.PLAN, None, None),
    ],
)
def test_the_parts_of_a_cycle_are_dated_in_their_order_and_never_ahead(part, on, code):
    found = why_not_date(WHOLE, part, on, today=TODAY)
    assert (found and found.code) == code


def test_a_dated_part_says_what_it_is_about_and_a_draft_may_be_empty():
    for part in (Part.PLAN, Part.STUDY, Part.ACT):
        assert why_not_part(part, {}, None) is None
        assert why_not_part(part, {}, TODAY).code is InquiryReason.EMPTY_PART
    assert why_not_part(Part.ACT, {"ahead": "scale"}, TODAY) is None


def test_each_line_of_an_act_is_a_thing_and_the_next_plan_carries_what_it_should():
    content = {"start": "One \n\n two", "keep": "  Three   words ", "ahead": "scale"}
    assert items_of(content) == [
        (ItemKind.START, "One"),
        (ItemKind.START, "two"),
        (ItemKind.KEEP, "Three words"),
    ]
    plan = {"strategy": "S", "gather": "Then", "kinds": ["work"], "aim": ""}
    assert carried(Ahead.REFINE, plan) == carried(Ahead.SCALE, plan) == {"strategy": "S", "kinds": ["work"]}
    assert carried(Ahead.DIFFERENT, plan) == {}


def test_a_school_year_begins_in_july():
    assert [year_of(day) for day in (date(2021, 6, 30), date(2021, 7, 1))] == [2020, 2021]
    assert dues(2020) == (date(2020, 12, 31), date(2021, 5, 31), date(2021, 6, 30))


def test_the_picture_marks_each_part_in_its_year_apart_from_the_next_and_shows_what_is_ahead():
    whole = marks(WHOLE, 2020, TODAY)
    assert [one.part for one in whole] == list(Part)
    assert all(one.done for one in whole)
    assert marks(WHOLE, 2021, TODAY) == []
    together = replace(WHOLE, study=date(2021, 6, 30), act=date(2021, 6, 30))
    at = [one.at for one in marks(together, 2020, date(2021, 6, 30))]
    assert at[-1] == 1
    assert all(later - sooner >= GAP - 0.001 for sooner, later in itertools.pairwise(at))
    spring = replace(WHOLE, plan=date(2021, 5, 1), met=(date(2021, 5, 22),), study=TODAY, act=TODAY)
    assert max(one.at for one in marks(spring, 2020, TODAY)) == place_in(2020, TODAY)
    ahead = marks(replace(WHOLE, act=None, ends_on=date(2021, 6, 15)), 2020, TODAY)[-1]
    assert (ahead.part, ahead.on, ahead.done) == (Part.ACT, date(2021, 6, 15), False)
