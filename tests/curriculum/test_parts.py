"""Do the parts of a course add up to its completion, once, and does a part that is taken back take it along?"""

from collections import Counter
from datetime import date

import pytest

from tests import builders
from tests.courses.planting import written
from trainer.accounts.actor import SYSTEM
from trainer.core.audit import AuditRow
from trainer.curriculum import actions, loading, queries
from trainer.curriculum.models import Completion, Part
from trainer.curriculum.rules import CompletionKind, is_complete, parts_missing, parts_needed

DAY = date(2021, 5, 20)
EDITION = builders.edition_of("cop-101")


def content(course, *modules):
    return {"id": course, "modules": list(modules)}


def module(name, *, checks=0, exits=(), between=()):
    prompts = [{"id": one, "moment": "exit"} for one in exits]
    prompts += [{"id": one, "moment": "between"} for one in between]
    return {"id": name, "checks": [{"id": f"{name}-q{n}"} for n in range(checks)], "prompts": prompts}


@pytest.mark.parametrize(
    ("course", "modules", "needed"),
    [
        ("cop-101", [], ["attendance"]),
        ("refresher", [module("r.1")], ["attendance"]),
        ("cop-101", [module("1", checks=3), module("2")], ["attendance", "check:1"]),
        ("cop-101", [module("5", checks=1, exits=["5-exit"], between=["5-r"])],
         ["attendance", "check:5", "exit:5-exit"]),
        ("facilitator-cohort", [module("c.1", checks=2), module("c.2")],
         ["module:c.1", "module:c.2", "check:c.1"]),
        ("something-else", [module("x")], []),
        ("facilitator-cop", [module("fc.1", checks=4), module("fc.2", checks=4)], []),
        ("open-series", [module("open.1", checks=4)], ["check:open.1"]),
        ("something-else", [{**module("x"), "checks": [{"id": "x-q1", "kind": "free"}]}, module("y", checks=1)],
         ["check:y"]),
    ],
)  # fmt: skip
def test_each_course_says_which_parts_it_needs(course, modules, needed):
    made = content(course, *modules)
    assert parts_needed(made) == needed
    assert parts_missing(made, needed[1:]) == needed[:1]
    assert is_complete(made, needed) is bool(needed)
    assert not is_complete(made, needed[1:])


@pytest.fixture
def person(session, now):
    loading.take_in([one for one in written().courses if one.id == "cop-101"], by=SYSTEM, now=now)
    return builders.make_person("Ana")


def record(person, part, now, *, on=DAY, edition=EDITION):
    return actions.record_part(
        person=person, course="cop-101", edition=edition, part=part, on=on, cause="test", by=SYSTEM, now=now
    )


def take_back(person, part, now):
    actions.take_back_part(person=person, course="cop-101", edition=EDITION, part=part, by=SYSTEM, now=now)


def every_part():
    return parts_needed(queries.edition("cop-101").content)


def test_the_last_part_completes_the_course_on_the_day_of_the_latest(session, person, now):
    parts = every_part()
    assert parts[0] == "attendance"
    assert parts[-1] == "exit:101.5-exit"
    assert len(parts) == 7
    assert [record(person, part, now) for part in parts[1:]] == [None] * 6
    made = record(person, "attendance", now, on=date(2021, 5, 18))
    assert (made.kind, made.on, made.edition) == (CompletionKind.COMPLETED, DAY, EDITION)
    assert queries.has_completed(person.id, "cop-101")
    assert queries.parts_of(person.id, "cop-101", EDITION) == set(parts)


def test_asked_twice_it_writes_once(session, person, now):
    for _ in range(2):
        for part in every_part():
            record(person, part, now)
    assert session.query(Part).count() == 7
    assert session.query(Completion).count() == 1
    assert Counter(row.action for row in session.query(AuditRow))["part.record"] == 7


def test_another_edition_is_another_sum(session, person, now):
    parts = every_part()
    for part in parts[1:]:
        record(person, part, now)
    assert record(person, "attendance", now, edition="later") is None
    assert queries.parts_of(person.id, "cop-101", "later") == {"attendance"}
    assert queries.editions_begun([person.id], "cop-101") == {person.id: "later"}


def test_a_part_that_is_taken_back_takes_the_completion_along(session, person, now):
    for part in every_part():
        record(person, part, now)
    take_back(person, "attendance", now)
    assert not queries.has_completed(person.id, "cop-101")
    take_back(person, "attendance", now)
    acts = Counter(row.action for row in session.query(AuditRow))
    assert acts["part.take_back"] == 1
    assert acts["completion.take_back"] == 1


def test_what_is_known_from_paper_is_not_written_again_and_stays(session, person, now):
    paper = actions.record_completion(
        person=person, course="cop-101", on=DAY, cause="sheet of 2019", by=SYSTEM, now=now
    )
    for part in every_part():
        made = record(person, part, now)
    assert made.id == paper.id
    take_back(person, "attendance", now)
    assert [row.cause for row in queries.completions_of(person.id)] == ["sheet of 2019"]


def test_an_equivalency_does_not_stand_for_the_course_itself(session, person, now):
    builders.make_completion(person, kind=CompletionKind.EQUIVALENCY)
    for part in every_part():
        made = record(person, part, now)
    assert made.kind is CompletionKind.COMPLETED
    take_back(person, "attendance", now)
    assert [row.kind for row in queries.completions_of(person.id)] == [CompletionKind.EQUIVALENCY]


def test_parts_of_many_people_come_in_one_answer(session, person, now):
    other = builders.make_person("Ben")
    record(person, "attendance", now)
    assert queries.parts_among([person.id, other.id], "cop-101", EDITION) == {person.id: {"attendance"}}
    assert queries.parts_among([], "cop-101", EDITION) == {}
    assert [part.part for part in queries.all_parts_of(person.id)] == ["attendance"]
