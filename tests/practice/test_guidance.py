"""What do the guidelines of each shape say, and how does each step of the set-up stand? Pure, without a database."""

import pytest

from trainer.core.errors import Reason
from trainer.practice.rules import CharterState, charter, guidance
from trainer.practice.rules import setup as steps
from trainer.practice.rules.guidance import (
    CopFacts,
    Equipment,
    Frequency,
    Guideline,
    Model,
    TeamFacts,
    TeamRole,
)
from trainer.practice.rules.setup import Part, SetupFacts, Standing

ALL = frozenset(guidance.NEEDED_ROLES)
CORE = {
    "model": Model.CORE, "members": 10, "commonality": True,
    "teams": (TeamFacts("Lincoln", 4, ALL), TeamFacts("Harbor", 7, ALL)),
}  # fmt: skip
YEAR = {"model": Model.SCHOOL_YEAR, "members": 12, "sessions": 4, "mandatory": 2, "minutes": 180}
HYBRID = {"model": Model.OWN, "members": 8, "hybrid": True}


def team(size=4, roles=ALL, name="Lincoln"):
    return TeamFacts(name, size, roles)


@pytest.mark.parametrize(
    ("facts", "advice"),
    [
        (CORE, []),
        ({**CORE, "teams": (team(),)}, [(Guideline.FEW_TEAMS, {"count": 1, "least": 2})]),
        ({**CORE, "teams": (team(),) * 5}, [(Guideline.MANY_TEAMS, {"count": 5, "most": 4})]),
        (
            {**CORE, "teams": (team(), team(3, name="Bay"))},
            [(Guideline.SMALL_TEAM, {"names": "Bay", "least": 4})],
        ),
        (
            {**CORE, "teams": (team(), team(8, name="Bay"))},
            [(Guideline.LARGE_TEAM, {"names": "Bay", "most": 7})],
        ),
        (
            {**CORE, "teams": (team(), team(4, ALL - {TeamRole.NOTE_TAKER}, "Bay"))},
            [(Guideline.NO_NOTE_TAKER, {"names": "Bay"})],
        ),
        ({**CORE, "without_team": 2}, [(Guideline.WITHOUT_TEAM, {"count": 2})]),
        ({**CORE, "dedicated": 0}, [(Guideline.NO_DEDICATED, {})]),
        ({**CORE, "commonality": False}, [(Guideline.NO_COMMONALITY, {})]),
        ({"model": Model.BC, "members": 20}, []),
        ({"model": Model.BC, "members": 21}, [(Guideline.MANY_MEMBERS, {"count": 21, "most": 20})]),
        ({"model": Model.GROWING_TOGETHER, "members": 21}, []),
        ({"model": Model.OWN, "members": 4}, [(Guideline.FEW_MEMBERS, {"count": 4, "least": 5})]),
        ({"members": 5}, [(Guideline.NO_MODEL, {})]),
        ({"model": Model.GROWING_TOGETHER, "members": 5, "frequency": Frequency.MONTHLY}, []),
        (
            {"model": Model.GROWING_TOGETHER, "members": 5, "frequency": Frequency.BIMONTHLY},
            [(Guideline.RARE, {"frequency": Frequency.BIMONTHLY})],
        ),
        ({**YEAR, "frequency": Frequency.YEARLY_FEW}, []),
        ({**YEAR, "sessions": 1, "mandatory": 1}, [(Guideline.FEW_SESSIONS, {"count": 1, "least": 2})]),
        ({**YEAR, "sessions": 5, "mandatory": 3}, [(Guideline.MANY_SESSIONS, {"count": 5, "most": 4})]),
        ({**YEAR, "minutes": 179}, [(Guideline.SHORT_SESSIONS, {"count": 179, "least": 180})]),
        ({**YEAR, "mandatory": 1}, [(Guideline.FEW_MANDATORY, {"count": 1, "of": 4})]),
        ({**YEAR, "sessions": 3, "mandatory": 2}, []),
        (HYBRID, [(Guideline.ROOM_UNCHECKED, {})]),
        ({**HYBRID, "equipment": Equipment.SINGLE_LAPTOP}, [(Guideline.SINGLE_LAPTOP, {})]),
        ({**HYBRID, "equipment": Equipment.WHOLE_ROOM}, []),
        ({**HYBRID, "hybrid": False}, []),
    ],
)
def test_a_shape_gives_advice_with_what_it_counted(facts, advice):
    assert guidance.look(CopFacts(**facts)) == [Reason(code, counted) for code, counted in advice]


def stands(part, **facts):
    step = steps.steps(SetupFacts(**facts))[part]
    return step.standing, step.count, step.of


@pytest.mark.parametrize(
    ("part", "facts", "standing"),
    [
        (Part.VISION, {}, (Standing.NOT_STARTED, None, None)),
        (
            Part.VISION,
            {"values": {Part.VISION: {"hopes": "x", "goals": " "}}},
            (Standing.STARTED, None, None),
        ),
        (
            Part.VISION,
            {"values": {Part.VISION: {"hopes": "x", "objectives": "x", "goals": "x"}}},
            (Standing.DONE, None, None),
        ),
        (
            Part.PLACE,
            {"values": {Part.PLACE: {"format": "hybrid", "place": "x"}}},
            (Standing.STARTED, None, None),
        ),
        (
            Part.PLACE,
            {"values": {Part.PLACE: {"format": "in_person", "place": "x"}}},
            (Standing.DONE, None, None),
        ),
        (
            Part.PLACE,
            {"values": {Part.PLACE: {"format": "virtual", "platform": "zoom"}}},
            (Standing.DONE, None, None),
        ),
        (Part.ROOM, {"values": {Part.PLACE: {"format": "virtual"}}}, (Standing.NOT_NEEDED, None, None)),
        (Part.ROOM, {"values": {Part.PLACE: {"format": "hybrid"}}}, (Standing.NOT_STARTED, None, None)),
        (Part.CHARTER, {"charter": CharterState.SUBMITTED}, (Standing.WAITING, None, None)),
        (Part.CHARTER, {"charter": CharterState.RETURNED}, (Standing.STARTED, None, None)),
        (Part.INVITATIONS, {"members": 7, "unanswered": 2}, (Standing.WAITING, 2, None)),
        (Part.INVITATIONS, {"members": 4, "invited": 4}, (Standing.STARTED, 4, 5)),
        (Part.INVITATIONS, {"members": 5}, (Standing.DONE, 5, None)),
        (Part.WELCOME, {}, (Standing.NOT_STARTED, None, None)),
        (Part.WELCOME, {"with_email": 5, "welcomed": 3}, (Standing.STARTED, 3, 5)),
        (Part.WELCOME, {"with_email": 5, "welcomed": 5}, (Standing.DONE, 5, 5)),
        (Part.JOURNALS, {"people": 6, "journals": 6}, (Standing.DONE, 6, 6)),
        (Part.DATES, {"sessions": 6}, (Standing.DONE, 6, None)),
        (Part.SHAPE, {"model": "core"}, (Standing.DONE, None, None)),
    ],
)
def test_a_step_stands_where_its_words_and_numbers_put_it(part, facts, standing):
    assert stands(part, **facts) == standing


def test_the_host_names_the_first_step_that_somebody_can_do_something_about():
    waiting = {"charter": CharterState.SUBMITTED, "members": 6, "unanswered": 1}
    found = steps.steps(SetupFacts(values={Part.DOMAIN: {"domain": "x"}}, **waiting))
    assert steps.next_step(found).part is Part.COMMUNITY
    only = {part: step for part, step in found.items() if step.standing is Standing.WAITING}
    assert steps.next_step(only) is None
    assert steps.next_step(found, days_left=22).part is Part.COMMUNITY
    assert steps.next_step(found, days_left=3).part is Part.COMMUNITY, "the charter is on its way"
    early = steps.steps(SetupFacts(charter=CharterState.DRAFT))
    assert steps.next_step(early, days_left=21).part is Part.CHARTER, "else the session would not count"
    assert steps.next_step(early, days_left=22).part is Part.DOMAIN
    assert steps.done(found) == (1, 17), "the room check is not needed before it is hybrid"


def test_each_step_is_in_one_stage_and_has_a_page():
    staged = [part for parts in steps.STAGES.values() for part in parts]
    assert sorted(staged) == sorted(Part)
    kept = [name for names in steps.FROM_CHARTER.values() for name in names]
    assert sorted(kept) == sorted(charter.FIELDS), "every part of the charter has its step, and one only"


@pytest.mark.parametrize(
    ("now", "new", "changes"),
    [("", "Naps", False), ("Naps", "Naps ", False), ("Naps", "Meals", True), ("Naps", "", True)],
)
def test_another_domain_than_the_approved_one_needs_a_reason(now, new, changes):
    content = {**dict.fromkeys(charter.REQUIRED, "x"), "domain": new, "place": "x"}
    assert charter.domain_changes(content, domain_now=now) is changes
    assert ("domain_why" in charter.missing(content, domain_now=now)) is changes
    assert "domain_why" not in charter.missing({**content, "domain_why": "Asked for"}, domain_now=now)


def test_what_changed_between_versions_is_told_in_the_order_of_the_charter():
    before, after = {"hopes": "a", "domain": "b", "place": ""}, {"hopes": "c", "domain": "d"}
    assert charter.changed(before, after) == [("domain", "b", "d"), ("hopes", "a", "c")]
