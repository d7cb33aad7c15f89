"""Do the rules of places hold for every input, and is the plan of a team never more than the places there are?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.registration import rules
from trainer.registration.rules import RegisterReason, RegistrationState, team
from trainer.registration.rules.team import EmailProblem, Known, PlaceFacts, RowOutcome, TeamRow
from trainer.schedule.rules.kinds import OfferingState, When

NOW = datetime(2021, 5, 24, 16, tzinfo=UTC)
TODAY = date(2021, 5, 24)


def why_not(**changes):
    facts = {
        "state": OfferingState.PUBLISHED, "when": When.FIXED, "first_on": date(2021, 9, 15),
        "last_on": date(2021, 9, 17), "opens_on": None, "closes_on": None, "today": TODAY,
    }  # fmt: skip
    problem = rules.why_not_register(**{**facts, **changes})
    return problem and problem[0]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"state": OfferingState.DRAFT}, RegisterReason.NOT_PUBLISHED),
        ({"state": OfferingState.CANCELED}, RegisterReason.OFFERING_CANCELED),
        ({"state": OfferingState.COMPLETED}, RegisterReason.OVER),
        ({"when": When.ON_REQUEST}, RegisterReason.ON_REQUEST),
        ({"opens_on": TODAY + timedelta(days=1)}, RegisterReason.NOT_OPEN_YET),
        ({"opens_on": TODAY}, None),
        ({"closes_on": TODAY}, None),
        ({"closes_on": TODAY - timedelta(days=1)}, RegisterReason.CLOSED),
        ({"first_on": TODAY}, None),
        ({"first_on": TODAY - timedelta(days=1)}, RegisterReason.BEGAN),
        ({"first_on": TODAY - timedelta(days=1), "closes_on": TODAY}, None),
        ({"when": When.MONTH, "first_on": date(2021, 5, 1), "last_on": date(2021, 5, 1)}, None),
        (
            {"when": When.MONTH, "first_on": date(2021, 4, 1), "last_on": date(2021, 4, 1)},
            RegisterReason.OVER,
        ),
        ({"when": When.TBD, "first_on": None, "last_on": None}, None),
    ],
)
def test_who_may_register_when(changes, reason):
    assert why_not(**changes) is reason


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting", "seat"),
    [
        (1, 0, 0, True),
        (1, 1, 0, False),
        (2, 1, 1, False),
        (None, 900, 0, True),
        (0, 0, 0, False),
        (None, 1, 1, False),
    ],
)
def test_nobody_passes_those_who_wait(capacity, taken, waiting, seat):
    assert rules.has_seat(capacity=capacity, taken=taken, waiting=waiting) is seat


@pytest.mark.parametrize(("hours_to_start", "hours_held"), [(None, 72), (100, 72), (30, 30), (1, 2), (0, 2)])
def test_how_long_an_offer_is_held(hours_to_start, hours_held):
    starts = None if hours_to_start is None else NOW + timedelta(hours=hours_to_start)
    assert rules.offer_ends(now=NOW, starts_at=starts) == NOW + timedelta(hours=hours_held)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ana@example.org", None),
        ("ana.m+x@sub.example.org", None),
        ("", EmailProblem.MISSING),
        ("ana.example.org", EmailProblem.NO_AT),
        ("a@b@example.org", EmailProblem.TWO_AT),
        ("@example.org", EmailProblem.NOTHING_BEFORE),
        ("ana@", EmailProblem.NO_DOMAIN),
        ("ana@example", EmailProblem.NO_DOT),
        ("ana @example.org", EmailProblem.SPACE),
        ("ana<b>@example.org", EmailProblem.STRANGE),
        ("ana@-example.org", EmailProblem.STRANGE),
        ("ana..b@example.org", EmailProblem.STRANGE),
        ("a" * 250 + "@example.org", EmailProblem.TOO_LONG),
    ],
)
def test_what_is_wrong_with_an_address(text, problem):
    assert team.wrong_with_email(text) is problem


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text):
    team.wrong_with_email(text)


NAMES = st.sampled_from(["Ana Ruiz", "Ben Ito", "", "ana  RUIZ", "x" * 201, "<b>Cy</b>"])
EMAILS = st.sampled_from(
    ["ana@example.org", "ANA@example.org", "ben@example.org", "c@example.org", "no-at", ""]
)


@st.composite
def plans(draw):
    rows = [
        TeamRow(line, draw(NAMES), draw(EMAILS), draw(st.sampled_from(["", "Lead", "y" * 101])))
        for line in range(2, draw(st.integers(2, 14)))
    ]
    known = {
        row.line: Known(
            draw(st.integers(1, 4)), draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
        )
        for row in rows
        if draw(st.booleans())
    }
    capacity = draw(st.one_of(st.none(), st.integers(0, 6)))
    taken = draw(st.integers(0, capacity if capacity is not None else 5))
    place = PlaceFacts(capacity, taken, draw(st.integers(0, 3)))
    prerequisite = draw(st.booleans())
    return (
        rows,
        known,
        place,
        prerequisite,
        team.plan_team(rows, known=known, place=place, prerequisite=prerequisite),
    )


@given(plans())
def test_a_plan_never_gives_more_seats_than_are_free_and_keeps_the_order(planned):
    rows, _known, place, _prerequisite, plan = planned
    assert [p.row for p in plan] == rows
    seats = [p for p in plan if p.outcome is RowOutcome.SEAT]
    if place.capacity is not None:
        assert len(seats) <= place.capacity - place.taken
    if place.waiting:
        assert not seats
    positions = [p.position for p in plan if p.outcome is RowOutcome.WAITLIST]
    assert positions == list(range(place.waiting + 1, place.waiting + 1 + len(positions)))
    lines = {outcome: [p.row.line for p in plan if p.outcome is outcome] for outcome in RowOutcome}
    if lines[RowOutcome.SEAT] and lines[RowOutcome.WAITLIST]:
        assert max(lines[RowOutcome.SEAT]) < min(lines[RowOutcome.WAITLIST])


@given(plans())
def test_nobody_is_registered_twice_by_a_plan(planned):
    _rows, known, _place, _prerequisite, plan = planned
    taken = [p for p in plan if p.will_register]
    keys = [p.row.key for p in taken]
    people = [p.person_id for p in taken if p.person_id is not None]
    assert len(keys) == len(set(keys))
    assert len(people) == len(set(people))
    assert not any(known[p.row.line].registered for p in taken if p.row.line in known)


@given(plans())
def test_only_what_an_organization_may_know_matters(planned):
    """Whoever has not confirmed is treated like a stranger, whatever they have completed."""
    rows, known, place, prerequisite, plan = planned
    flipped = {
        line: k if k.confirmed else Known(k.person_id, False, k.registered, not k.completed)
        for line, k in known.items()
    }
    assert team.plan_team(rows, known=flipped, place=place, prerequisite=prerequisite) == plan
    if prerequisite:
        seated = [p for p in plan if p.outcome in (RowOutcome.SEAT, RowOutcome.WAITLIST)]
        assert all(known[p.row.line].confirmed and known[p.row.line].completed for p in seated)


def test_a_repeated_line_names_the_first_one():
    rows = [TeamRow(2, "Ana Ruiz", "ana@example.org"), TeamRow(3, "ana ruíz", "ANA@example.org")]
    plan = team.plan_team(rows, known={}, place=PlaceFacts(9, 0, 0), prerequisite=False)
    assert [(p.outcome, p.of_line) for p in plan] == [(RowOutcome.SEAT, None), (RowOutcome.DUPLICATE, 2)]


def test_two_people_may_share_an_address():
    rows = [TeamRow(2, "Ana Ruiz", "home@example.org"), TeamRow(3, "Ben Ito", "home@example.org")]
    plan = team.plan_team(rows, known={}, place=PlaceFacts(9, 0, 0), prerequisite=False)
    assert [p.outcome for p in plan] == [RowOutcome.SEAT, RowOutcome.SEAT]


def test_the_digest_changes_with_what_will_happen():
    rows = [TeamRow(2, "Ana Ruiz", "ana@example.org")]
    seat, wait = [
        team.plan_team(rows, known={}, place=PlaceFacts(1, taken, 0), prerequisite=False) for taken in (0, 1)
    ]
    assert team.digest(seat) != team.digest(wait)
    assert team.digest(seat) == team.digest(list(seat))


@pytest.mark.parametrize("state", list(RegistrationState))
def test_who_can_withdraw(state):
    assert (rules.why_not_withdraw(state) is None) == (state in rules.CAN_WITHDRAW)
