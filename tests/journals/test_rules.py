"""When is an entry written, handed in, taken back, answered and accepted, and who reads which round?"""

from datetime import date

import pytest

from trainer.journals import rules
from trainer.journals.rules import (
    Answer,
    Criterion,
    EntryKind,
    EntryState,
    Outcome,
    ReviewReason,
    WriteReason,
)

DRAFT, SUBMITTED, IN_REVIEW, REVISE, ACCEPTED, HOLD = EntryState
TODAY = date(2021, 5, 24)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (DRAFT, None), (REVISE, None), (HOLD, None), (SUBMITTED, WriteReason.BEING_READ),
        (IN_REVIEW, WriteReason.BEING_READ), (ACCEPTED, WriteReason.ACCEPTED),
    ],
)  # fmt: skip
def test_when_a_text_can_change(state, reason):
    assert rules.why_not_write(state) is reason


@pytest.mark.parametrize(
    ("state", "seen", "length", "reason"),
    [
        (DRAFT, 3, 10, None),
        (DRAFT, 3, rules.MOST_TEXT, None),
        (DRAFT, 3, rules.MOST_TEXT + 1, WriteReason.TOO_LONG),
        (DRAFT, 2, 10, WriteReason.OLDER_COPY),
        (DRAFT, 4, 10, WriteReason.OLDER_COPY),
        (DRAFT, -1, 10, WriteReason.OLDER_COPY),
        (SUBMITTED, 3, 10, WriteReason.BEING_READ),
        (ACCEPTED, 3, 10, WriteReason.ACCEPTED),
    ],
)
def test_saving(state, seen, length, reason):
    assert rules.why_not_save(state=state, lock=3, seen=seen, text="x" * length) is reason


@pytest.mark.parametrize(
    ("state", "text", "before", "for_others", "reason"),
    [
        (DRAFT, "a", None, True, None),
        (DRAFT, " \n", None, True, WriteReason.EMPTY),
        (DRAFT, "a", None, False, WriteReason.STAYS_PRIVATE),
        (REVISE, "b", "a", True, None),
        (REVISE, " a ", "a", True, WriteReason.UNCHANGED),
        (HOLD, "b", "a", True, None),
        (SUBMITTED, "a", None, True, WriteReason.BEING_READ),
        (ACCEPTED, "b", "a", True, WriteReason.ACCEPTED),
    ],
)
def test_handing_in(state, text, before, for_others, reason):
    found = rules.why_not_submit(state=state, text=text, before=before, for_others=for_others)
    assert found is reason


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (SUBMITTED, None), (IN_REVIEW, WriteReason.REVIEW_BEGUN), (DRAFT, WriteReason.NOT_HANDED_IN),
        (REVISE, WriteReason.NOT_HANDED_IN), (ACCEPTED, WriteReason.NOT_HANDED_IN), (HOLD, WriteReason.NOT_HANDED_IN),
    ],
)  # fmt: skip
def test_taking_back(state, reason):
    assert rules.why_not_withdraw(state) is reason


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2021, 5, 24), date(2021, 6, 7)),  # Monday: two weeks later
        (date(2021, 5, 28), date(2021, 6, 11)),  # Friday
        (date(2021, 5, 29), date(2021, 6, 11)),  # Saturday counts from Monday on
        (date(2021, 5, 30), date(2021, 6, 11)),
        (date(2020, 12, 24), date(2021, 1, 7)),
    ],
)
def test_an_answer_is_due_in_ten_working_days(day, due):
    assert rules.due_on(day) == due


@pytest.mark.parametrize(
    ("state", "holder", "person", "reason"),
    [
        (SUBMITTED, None, 7, None),
        (IN_REVIEW, 7, 7, None),
        (IN_REVIEW, 8, 7, ReviewReason.TAKEN),
        (IN_REVIEW, None, 7, None),  # whoever held it mentors no more
        (SUBMITTED, None, 1, ReviewReason.OWN_ENTRY),
        (DRAFT, None, 7, ReviewReason.NOT_WAITING),
        (REVISE, 7, 7, ReviewReason.NOT_WAITING),
        (ACCEPTED, 7, 7, ReviewReason.NOT_WAITING),
        (HOLD, 7, 7, ReviewReason.NOT_WAITING),
    ],
)
def test_taking_up(state, holder, person, reason):
    assert rules.why_not_begin(state=state, holder=holder, person_id=person, writer_id=1) is reason


@pytest.mark.parametrize(
    ("state", "holder", "round", "reason"),
    [
        (IN_REVIEW, 7, 2, None),
        (IN_REVIEW, 7, 1, ReviewReason.OTHER_ROUND),
        (IN_REVIEW, 8, 2, ReviewReason.TAKEN),
        (SUBMITTED, None, 2, ReviewReason.NOT_BEGUN),
        (ACCEPTED, 7, 2, ReviewReason.NOT_WAITING),
    ],
)
def test_finishing(state, holder, round, reason):
    found = rules.why_not_finish(state=state, holder=holder, person_id=7, round=round, newest=2)
    assert found is reason


def answered(kind=EntryKind.REFLECTIVE, levels=(2, 2, 2, 2), **more):
    names = zip(Criterion, levels, strict=True)
    values = {
        "kind": kind, "levels": {name: level for name, level in names if level is not None}, "care_kept": True,
        "saw": "s", "question": "", "suggestion": "", "outcome": Outcome.ACCEPTED, "again_by": None, **more,
    }  # fmt: skip
    return [
        (code.value, facts.get("criterion"))
        for code, facts in rules.problems_of(Answer(**values), today=TODAY)
    ]


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_QUESTION])
@pytest.mark.parametrize(
    ("levels", "problems"),
    [
        ((2, 2, 2, 2), []),
        ((4, 4, 4, 4), []),
        ((1, 2, 2, 2), [("level_too_low", "moment")]),
        ((2, 1, 2, 2), [("level_too_low", "meaning")]),
        ((2, 2, 1, 2), [("level_too_low", "perspectives")]),
        ((2, 2, 2, 1), [("level_too_low", "facilitation")]),
        ((None, 2, 2, 2), [("level_missing", "moment")]),
        ((2, 2, 2, None), [("level_missing", "facilitation")]),
        ((5, 2, 2, 0), [("level_unknown", "moment"), ("level_unknown", "facilitation")]),
    ],
)
def test_a_reflection_is_accepted_from_level_two_on_everywhere(outcome, levels, problems):
    assert answered(levels=levels, outcome=outcome, question="q") == problems


@pytest.mark.parametrize(
    ("levels", "problems"),
    [
        ((3, 2, None, None), []),
        ((2, 2, None, None), [("level_too_low", "moment")]),
        ((3, 1, None, None), [("level_too_low", "meaning")]),
        ((3, None, None, None), [("level_missing", "meaning")]),
        ((3, 2, 1, 1), []),
    ],
)
def test_a_trace_needs_a_moment_that_can_be_seen(levels, problems):
    assert answered(EntryKind.TRACE, levels) == problems


@pytest.mark.parametrize(
    ("more", "problems"),
    [
        ({"saw": " "}, ["saw_missing"]),
        ({"outcome": Outcome.ACCEPTED_WITH_QUESTION}, ["question_missing"]),
        ({"outcome": Outcome.ACCEPTED_WITH_QUESTION, "question": "q"}, []),
        ({"outcome": Outcome.REVISE}, ["what_missing", "when_missing"]),
        ({"outcome": Outcome.REVISE, "suggestion": "w", "again_by": TODAY}, ["when_passed"]),
        ({"outcome": Outcome.REVISE, "suggestion": "w", "again_by": date(2021, 5, 25)}, []),
        (
            {
                "outcome": Outcome.REVISE,
                "suggestion": "w",
                "again_by": date(2021, 5, 25),
                "levels": (1, 1, 1, 1),
            },
            [],
        ),
        ({"outcome": Outcome.PRIVACY_HOLD}, ["hold_not_needed"]),
        ({"care_kept": False}, ["hold_needed"]),
        ({"care_kept": False, "outcome": Outcome.PRIVACY_HOLD, "levels": (None,) * 4}, ["what_missing"]),
        (
            {"care_kept": False, "outcome": Outcome.PRIVACY_HOLD, "saw": "", "suggestion": "w"},
            ["saw_missing"],
        ),
        ({"care_kept": False, "outcome": Outcome.PRIVACY_HOLD, "suggestion": "w"}, []),
    ],
)
def test_what_each_answer_asks_for(more, problems):
    assert [code for code, _criterion in answered(**more)] == problems


@pytest.mark.parametrize(
    ("person", "held", "withdrawn", "reads"),
    [
        (1, False, False, True), (1, True, False, True), (1, False, True, True),
        (7, False, False, True), (7, True, False, True), (7, False, True, False),
        (8, False, False, True), (8, True, False, False), (8, False, True, False), (None, True, False, False),
    ],
)  # fmt: skip
def test_who_reads_a_round(person, held, withdrawn, reads):
    found = rules.reads_round(person_id=person, writer_id=1, reviewer_id=7, held=held, withdrawn=withdrawn)
    assert found is reads
