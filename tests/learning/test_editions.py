"""Who is on which edition, what does a move change, and is nothing lost on the way there and back?"""

import random
from datetime import date

import pytest
from sqlalchemy import select

from tests import builders
from tests.learning import building
from tests.registration.reading import text
from tests.statements import per_page
from trainer.accounts.actor import SYSTEM
from trainer.core.audit import AuditRow
from trainer.core.db import db
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import Part
from trainer.curriculum.rules import parts_needed
from trainer.learning import actions, queries
from trainer.learning.models import CheckTry, ModuleProgress, Reflection
from trainer.learning.queries import editions
from trainer.learning.rules.editions import MoveReason, changes, why_not_move

DAY = date(2021, 5, 20)


def content(*modules, course="cop-101"):
    return {"id": course, "modules": list(modules)}


def module(name, *, checks=1, between=(), exits=()):
    prompts = [{"id": one, "moment": "between"} for one in between]
    prompts += [{"id": one, "moment": "exit"} for one in exits]
    return {"id": name, "checks": [{"id": f"{name}-q{n}"} for n in range(checks)], "prompts": prompts}


OLD = content(module("1", between=["1-r"]), module("2"), module("3", between=["3-r"], exits=["3-exit"]))
NEW = content(module("1", between=["1-r", "1-t"]), module("3", checks=4, exits=["3-exit"]), module("4"))


def test_what_a_move_changes():
    found = changes(OLD, NEW, {"attendance", "check:1", "check:2", "read:1", "read:2"})
    assert found.carried == ["attendance", "check:1", "read:1"]
    assert found.kept == ["check:2", "read:2"]
    assert found.added == ["check:4"]
    assert found.open == ["check:3", "exit:3-exit"]
    assert (found.prompts_same, found.prompts_gone, found.prompts_added) == (1, ["3-r"], ["1-t"])
    assert not found.completes
    done = {"attendance", "check:1", "check:3", "exit:3-exit"}
    assert not changes(OLD, NEW, done).completes
    assert changes(OLD, NEW, done, {"check:4"}).completes


def test_a_thing_with_the_same_id_is_never_undone():
    chance = random.Random(5)
    for _time in range(200):
        name = chance.choice(["cop-101", "facilitator-cohort"])
        old, new = (
            content(
                *(
                    module(str(n), checks=chance.randint(0, 2), exits=[f"{n}-exit"][: chance.randint(0, 1)])
                    for n in chance.sample(range(8), 4)
                ),
                course=name,
            )
            for _edition in range(2)
        )
        done = set(chance.sample(parts_needed(old), chance.randint(0, len(parts_needed(old)))))
        there = changes(old, new, done)
        assert set(there.carried) == done & set(parts_needed(new))
        assert set(there.carried) | set(there.kept) == done
        assert {*there.carried, *there.added, *there.open} == set(parts_needed(new))
        assert set(changes(new, old, set(there.carried), done).carried) == done


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, None),
        ({"to": "2030"}, MoveReason.UNKNOWN_EDITION),
        ({"before": "2026"}, MoveReason.SAME_EDITION),
        ({"over": True}, MoveReason.PROGRAM_OVER),
        ({"reason": "  "}, MoveReason.WHY_MISSING),
        ({"reason": "x" * 1001}, MoveReason.WHY_TOO_LONG),
    ],
)
def test_who_cannot_be_moved(given, reason):
    usual = {
        "before": "2020-21",
        "to": "2026",
        "loaded": ["2020-21", "2026"],
        "over": False,
        "reason": "Why.",
    }
    found = why_not_move(**{**usual, **given})
    assert (found[0] if found else None) is reason


def everything(person):
    """What is on record of somebody's learning, by table and edition."""
    found = {}
    for model in (Part, ModuleProgress, CheckTry, Reflection):
        for row in db.session.scalars(select(model).where(model.person_id == person.id).order_by(model.id)):
            values = {c.key: getattr(row, c.key) for c in row.__mapper__.column_attrs}
            found.setdefault((model.__tablename__, row.edition), []).append(values)
    return found


def begin(person, edition, now):
    """A first module read and its check passed, a second one begun, the closing reflection handed in."""
    first, second = (one["id"] for one in edition.content["modules"][:2])
    more = {"person": person, "edition": edition, "now": now}
    actions.finish_module(module=first, by=SYSTEM, **more)
    actions.open_module(module=second, place="s2", **more)
    actions.try_check(module=first, answers=building.right_answers(edition, first), by=SYSTEM, **more)
    exit_prompt = next(one["id"] for one in queries.prompts_of(edition) if one["moment"] == "exit")
    row = actions.save_reflection(prompt=exit_prompt, text="What changed. " * 10, lock=0, by=SYSTEM, **more)
    actions.hand_in_reflection(reflection=row, by=SYSTEM, now=now)
    return first, second, exit_prompt


def move(person, course, before, to, now):
    actions.move_edition(
        person=person, course=course, before=before, to=to, reason="The new one.", by=SYSTEM, now=now
    )


def assert_it_counts_there(person, new, first, prompt, now):
    """What was read, passed and handed in is so in the new edition as well; what is new there is missing."""
    [line] = queries.course_lines(person.id, "cop-101")
    assert (line.edition, line.moved.reason) == (new, "The new one.")
    assert (line.line(first).state.value, line.line(first).passed, line.line(first).best) == (
        "done",
        True,
        100,
    )
    assert line.reflections[prompt].handed_in_at == now
    assert f"check:{first}-new" in line.missing
    assert not {"attendance", f"check:{first}", f"exit:{prompt}"} & set(line.missing)


def test_moved_there_and_back_nothing_is_lost(session, now):
    building.load_courses()
    person, offering = building.make_learner("Ana", email="ana@example.org")
    old, new = building.newer("cop-101", without=("101.2",), now=now)
    first, second, prompt = begin(person, old, now)
    curriculum_actions.record_part(
        person=person, course="cop-101", edition=old.edition, part="attendance", on=DAY,
        cause=f"offering:{offering.ref}", by=SYSTEM, now=now,
    )  # fmt: skip
    before = everything(person)
    assert editions.people_by_edition()["cop-101", old.edition] == 1

    move(person, "cop-101", old.edition, new.edition, now)
    assert_it_counts_there(person, new, first, prompt, now)
    assert {k: v for k, v in everything(person).items() if k[1] == old.edition} == before
    carried = select(Part.cause, Part.on).where(Part.edition == new.edition, Part.part == "attendance")
    assert session.execute(carried).one() == (f"moved:{building.EDITION}", DAY)
    assert curriculum_queries.editions_begun([person.id], "cop-101") == {person.id: "2099"}
    with pytest.raises(Refused):  # what was handed in is not written anew
        actions.save_reflection(
            person=person, edition=new, prompt=prompt, text="Again " * 20, lock=0, by=SYSTEM, now=now
        )

    move(person, "cop-101", new.edition, old.edition, now)
    assert {k: v for k, v in everything(person).items() if k[1] == old.edition} == before
    [line] = queries.course_lines(person.id, "cop-101")
    assert (line.edition, line.line(second).place) == (old, "s2")
    # What turns out not to have been done goes in every edition to which it was carried.
    curriculum_actions.take_back_part(
        person=person, course="cop-101", edition=old.edition, part="attendance", by=SYSTEM, now=now
    )
    assert session.scalars(select(Part.id).where(Part.part == "attendance")).all() == []
    assert (
        session.scalars(select(OutboxRow.kind).where(OutboxRow.to_person == person.id))
        .all()
        .count("learning.moved")
        == 2
    )


def test_an_administrator_sees_who_is_on_which_edition_and_moves_somebody(session, admin, browser_of, now):
    cohort = building.make_cohort()
    person = queries.trainees(cohort)[0].person
    edition = building.course("facilitator-cohort")
    actions.finish_module(person=person, edition=edition, module="cohort.1", by=SYSTEM, now=now)
    building.newer("facilitator-cohort", without=("cohort.2",), now=now)
    building.newer("facilitator-practicum", now=now)
    session.commit()
    assert "2 people" in text(admin.get("/editions"))
    here = f"/editions/facilitator-cohort/people/{person.ref}"
    assert person.name in text(admin.get(f"/editions/facilitator-cohort?edition={building.COHORT_EDITION}"))
    assert person.name not in text(admin.get("/editions/facilitator-cohort?edition=2099"))
    shown = text(admin.get(here))
    assert "Move Trainee 01 to the edition 2099?" in shown
    assert "Done, and counts in both" in shown
    assert "After the move" in shown
    fields = {"before": building.COHORT_EDITION, "to": "2099", "reason": ""}
    assert admin.send(here, fields).status_code == 422
    stale = admin.send(here, {**fields, "before": "2019", "reason": "Why."})
    assert (stale.status_code, "Nothing was changed" in text(stale)) == (422, True)
    assert admin.send(here, {**fields, "reason": "New scenes."}).status_code == 303
    session.rollback()
    assert queries.trainees(cohort)[0].course_edition == "2099"
    assert session.scalars(select(AuditRow.facts).where(AuditRow.action == "learning.move_edition")).one() == {
        "course": "facilitator-cohort", "before": building.COHORT_EDITION, "edition": "2099", "reason": "New scenes.",
    }  # fmt: skip
    mine = browser_of(person)
    assert f"an administrator moved you from the edition {building.COHORT_EDITION}" in text(
        mine.get("/courses/facilitator-cohort")
    )
    assert mine.get("/editions").status_code == 403
    shown = text(admin.get(here))
    assert f"Move Trainee 01 to the edition {building.COHORT_EDITION}?" in shown
    session.rollback()
    actions.complete_enrollment(enrollment=queries.trainees(cohort)[0], by=SYSTEM, now=now)
    session.commit()
    assert "has completed the program" in text(admin.get(here))


def test_the_lists_cost_the_same_for_one_and_for_thirty(app, session, admin, now):
    def more(count):
        for number in range(count):
            person = builders.make_person(f"Reader {number}")
            curriculum_actions.record_part(
                person=person, course="refresher", edition="2020-21", part="attendance", on=DAY, cause="test",
                by=SYSTEM, now=now,
            )  # fmt: skip
        session.commit()

    building.load_courses()
    building.newer("refresher", now=now)
    more(1)
    one = per_page(app, admin, "/editions", "/editions/refresher")
    more(30)
    assert per_page(app, admin, "/editions", "/editions/refresher") == one


def test_an_edition_is_downloaded_as_a_package(admin):
    edition = building.course("facilitator-cohort").edition
    page = f"/editions/facilitator-cohort/{edition}/package"
    assert f'href="{page}.imscc"' in admin.get(page).text
    answer = admin.get(f"{page}.imscc")
    assert (answer.data[:2], answer.mimetype) == (b"PK", "application/vnd.ims.imsccv1p3")
    assert admin.get("/editions/facilitator-cohort/2098/package.imscc").status_code == 404
