"""Who may review, what fits on a program, and when may a proposal go on? Tables, without a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from trainer.core.i18n import has_words
from trainer.schedule.rules.kinds import OfferingKind, OfferingState
from trainer.showcase import rules
from trainer.showcase.rules import (
    CallReason,
    HeldReason,
    ProgramReason,
    ProposalReason,
    ProposalState,
    ReviewReason,
    committee,
    program,
    proposals,
)
from trainer.showcase.rules.committee import Ties
from trainer.showcase.rules.program import Placed, Span

S = ProposalState
TODAY = date(2021, 5, 24)
NOW = datetime(2021, 5, 24, 16, 0, tzinfo=UTC)
TIES = Ties(
    mentors={1: {5}, 2: {6}},
    employers={1: {10: "Oak"}, 2: {11: "Elm"}, 3: {10: "Oak"}, 4: {11: "Elm", 12: "Fir"}},
)
ENUMS = (
    rules.ShowFormat, rules.ProposalState, rules.TogetherState, rules.Recommendation, rules.CallReason,
    rules.ProposalReason, rules.ReviewReason, rules.ProgramReason, rules.HeldReason, rules.TaskKind, rules.EventTitle,
)  # fmt: skip


@pytest.mark.parametrize(
    ("reviewer", "presenters", "reason"),
    [
        (1, {1}, ReviewReason.PRESENTS),
        (2, {1, 2}, ReviewReason.PRESENTS),
        (5, {1}, ReviewReason.MENTORS),
        (6, {1, 2}, ReviewReason.MENTORS),
        (3, {1}, ReviewReason.SAME_EMPLOYER),
        (4, {1, 2}, ReviewReason.SAME_EMPLOYER),
        (5, {2}, None),
        (3, {2}, None),
        (4, {1}, None),
        (9, {1, 2, 3}, None),
    ],
)
def test_nobody_reviews_whom_they_are_tied_to(reviewer, presenters, reason):
    for state in ProposalState:
        found = committee.why_not_review(state=state, reviewer=reviewer, presenters=presenters, ties=TIES)
        wanted = reason or (None if state is S.SUBMITTED else ReviewReason.NOT_WAITING)
        assert (found.code if found else None) is wanted
    tied = committee.why_not_independent(reviewer=4, presenters={1, 2}, ties=TIES)
    assert tied.facts == {"organization": "Elm"}, "only what they share is named"


def placed(key, starts, ends, *, room=1, people=(1,), session=1):
    names = {person: f"Person {person}" for person in people}
    return Placed(key, f"Talk {key}", session, room, f"Room {room}", time(*starts), time(*ends), names)


SPANS = {1: Span(time(9), time(12)), 2: Span(time(9), time(12))}


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        (placed("a", (9,), (10,)), placed("b", (10,), (11,)), []),
        (placed("a", (9,), (10,)), placed("b", (9, 59), (11,), people=(2,)), [ProgramReason.ROOM_TAKEN]),
        (placed("a", (9,), (11,)), placed("b", (10,), (10, 5), room=2), [ProgramReason.PERSON_TWICE]),
        (
            placed("a", (9,), (11,), people=(1, 2)), placed("b", (9,), (11,), people=(2, 1)),
            [ProgramReason.ROOM_TAKEN, ProgramReason.PERSON_TWICE, ProgramReason.PERSON_TWICE],
        ),
        (placed("a", (9,), (11,)), placed("b", (9,), (11,), session=2), []),
        (placed("a", (9,), (11,)), placed("b", (9,), (11,), room=2, people=(3,)), []),
        (placed("a", (8, 59), (10,)), placed("b", (10,), (11,)), [ProgramReason.OUTSIDE]),
        (placed("a", (11,), (12, 1)), placed("b", (10,), (11,)), [ProgramReason.OUTSIDE]),
        (placed("a", (10,), (10,)), placed("b", (9,), (11,)), [ProgramReason.ENDS_FIRST]),
        (placed("a", (9,), (10,), session=3), placed("b", (9,), (11,)), [ProgramReason.NO_TIMES]),
        (placed("a", (9,), (10,)), placed("a", (9,), (10,)), []),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named_on_both_sides(one, other, codes):
    found = program.why_not_there(one, [other], SPANS)
    assert [reason.code for reason in found] == codes
    for reason in found:
        assert reason.facts.get("title", one.title) == one.title
        assert reason.facts.get("other", other.title) == other.title
    if one.key != other.key and other.session in SPANS:
        assert sorted(reason.code for reason in program.faults([one, other], SPANS)) == sorted(codes) or (
            codes == [ProgramReason.ENDS_FIRST]
        )


@pytest.mark.parametrize(
    ("begins", "minutes", "ends"),
    [(time(9, 45), 30, time(10, 15)), (time(9), 0, time(9)), (time(23, 30), 45, time(23, 59))],
)
def test_without_an_end_it_lasts_the_minutes_of_its_format(begins, minutes, ends):
    assert program.after(begins, minutes) == ends


def test_only_whom_it_concerns_is_told_of_a_publication():
    before = {1: {"room": "Oak"}, 2: {"room": "Oak"}, 3: {"room": "Elm"}}
    after = {1: {"room": "Oak"}, 2: {"room": "Elm"}, 4: {"room": "Elm"}}
    assert program.told(before, after) == {2: "moved", 4: "new", 3: "off"}
    assert program.told(None, after) == {1: "new", 2: "new", 4: "new"}


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"kind": OfferingKind.COP_101}, [CallReason.WRONG_KIND]),
        ({"kind": OfferingKind.CONNECT}, []),
        ({"kind": OfferingKind.FACILITATOR_COP}, []),
        ({"state": OfferingState.DRAFT}, [CallReason.NOT_PUBLISHED]),
        ({"until": TODAY - timedelta(days=1)}, [CallReason.UNTIL_PAST]),
        ({"until": TODAY - timedelta(days=1), "was": TODAY - timedelta(days=1)}, []),
        ({"formats": {}}, [CallReason.NO_FORMAT]),
        ({"formats": {"talk": 0}}, [CallReason.FORMAT_MINUTES]),
        ({"formats": {"talk": 241}}, [CallReason.FORMAT_MINUTES]),
        ({"in_use": {"talk", "poster"}}, [CallReason.FORMAT_IN_USE]),
    ],
)
def test_a_call_is_for_people_who_can_present(changed, codes):
    usual = {
        "kind": OfferingKind.SHOWCASE, "state": OfferingState.PUBLISHED, "until": TODAY, "was": None, "today": TODAY,
        "formats": {"talk": 20},
    }  # fmt: skip
    assert [reason.code for reason in proposals.why_not_call(**{**usual, **changed})] == codes


def codes_of(reasons):
    return [reason.code for reason in reasons]


def test_a_proposal_goes_its_way_step_by_step():
    whole = {"until": TODAY, "title": "A", "story": "B", "format": "talk", "formats": ["talk"]}
    for state in ProposalState:
        handed = proposals.why_not_hand_in(state=state, open_=True, **whole)
        assert (handed == []) is (state in (S.DRAFT, S.SUBMITTED))
        assert proposals.writable(state=state, open_=True) is (state in (S.DRAFT, S.SUBMITTED))
        assert not proposals.writable(state=state, open_=False)
        assert proposals.tended(state) is (state not in (S.WITHDRAWN, S.DECLINED))
        assert (proposals.why_not_confirm(state) is None) is (state is S.ACCEPTED)
        may_withdraw = state not in (S.WITHDRAWN, S.DECLINED)
        assert (proposals.why_not_withdraw(state=state, held=False) is None) is may_withdraw
        assert proposals.why_not_withdraw(state=state, held=True).code is ProposalReason.ALREADY_HELD
        decided = proposals.why_not_decide(state=state, presents=False, words="Thank you")
        assert (decided is None) is (state in (S.SUBMITTED, S.WAITLISTED))
        assert proposals.why_not_decide(state=state, presents=True, words="x").code is ReviewReason.PRESENTS
        held = proposals.why_not_held(state=state, placed=True, ends_at=NOW, now=NOW)
        assert (held is None) is (state in (S.ACCEPTED, S.CONFIRMED))
    empty = {**whole, "title": "", "story": "", "format": "poster"}
    assert codes_of(proposals.why_not_hand_in(state=S.DRAFT, open_=False, **empty)) == [
        ProposalReason.CALL_CLOSED, ProposalReason.TITLE_MISSING, ProposalReason.STORY_MISSING,
        ProposalReason.FORMAT_MISSING,
    ]  # fmt: skip
    silent = proposals.why_not_decide(state=S.SUBMITTED, presents=False, words="")
    assert silent.code is ReviewReason.WORDS_MISSING
    later = proposals.why_not_held(
        state=S.CONFIRMED, placed=True, ends_at=NOW + timedelta(minutes=1), now=NOW
    )
    assert later.code is HeldReason.NOT_OVER
    nowhere = proposals.why_not_held(state=S.CONFIRMED, placed=False, ends_at=None, now=NOW)
    assert nowhere.code is HeldReason.NOT_ON_PROGRAM
    for state in OfferingState:
        published = state is OfferingState.PUBLISHED
        assert proposals.is_open(state=state, until=TODAY, today=TODAY) is published
        assert not proposals.is_open(state=state, until=TODAY, today=TODAY + timedelta(days=1))


@pytest.mark.parametrize("kind", ENUMS)
def test_every_word_of_the_room_is_worded(app, kind):
    assert [member for member in kind if not has_words(member)] == []


@pytest.mark.parametrize(
    ("days_before", "published", "due"),
    [
        (6, 30, False),
        (5, 30, True),
        (0.01, 30, True),
        (0, 30, False),
        (2, 2.5, False),
        (1, 2.5, True),
        (0.2, 0.5, False),
    ],
)
def test_a_reminder_comes_some_days_before_and_not_right_after_the_program(days_before, published, due):
    starts = NOW + timedelta(days=days_before)
    assert program.is_time_to_remind(starts, starts - timedelta(days=published), NOW) is due
