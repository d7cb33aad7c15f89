"""Is an inquiry kept as it was written: versions, drafts, parts in order, evidence, and what the next Plan carries?"""

from datetime import timedelta

from tests import builders
from tests.practice import building, inquiring
from tests.practice.house import acts, refusal
from trainer.practice.actions import inquiry as actions
from trainer.practice.models import ActItem, Evidence, PracticeProblem
from trainer.practice.queries import agenda
from trainer.practice.queries import inquiry as queries
from trainer.practice.rules import PracticeReason, TaskKind
from trainer.practice.rules.inquiry_kinds import Ahead, InquiryReason, ItemKind, Part
from trainer.schedule.rules.kinds import FocusArea


def test_a_problem_has_versions_and_a_cycle_keeps_the_one_it_began_with(session, people, cop, now):
    given = {"by": builders.actor(people["tess"]), "now": now}
    empty = refusal(actions.save_problem, cop=cop, content={"measure": "M"}, lock=0, **given)
    assert empty == [InquiryReason.STATEMENT_MISSING]
    inquiring.save_problem(cop, whom="", **given)
    first = inquiring.save_problem(cop, lock=1, **given)
    assert (first.version, first.lock, first.content["whom"]) == (1, 2, "Toddlers who are new")
    assert refusal(inquiring.save_problem, cop, lock=1, **given) == [PracticeReason.CHANGED_MEANWHILE]
    cycle = actions.begin_cycle(cop=cop, **given)
    second = inquiring.save_problem(cop, lock=2, whom="Families who come late", **given)
    assert (second.version, second.lock, cycle.problem) == (2, 3, first)
    assert [one.version for one in queries.problems(cop.id)] == [2, 1]
    assert session.query(PracticeProblem).count() == 2


def test_a_cycle_goes_from_plan_to_act_and_opens_the_next_plan(session, people, cop, now):
    given = {"by": builders.actor(people["tess"]), "now": now}
    today = now.date()
    one = building.make_session(cop, now - timedelta(days=3))
    cycle = actions.begin_cycle(cop=cop, **given)
    assert refusal(actions.begin_cycle, cop=cop, before=cycle, **given) == [InquiryReason.NOT_ACTED]
    inquiring.save(cycle, Part.PLAN, {"aim": "Later"}, None, **given)
    assert refusal(inquiring.save, cycle, Part.PLAN, {"aim": "L"}, today, **given) == [
        InquiryReason.EMPTY_PART
    ]
    plan = {**inquiring.PLAN, "learning": ["reading"]}
    inquiring.save(cycle, Part.PLAN, plan, today - timedelta(days=9), ends_on=today, **given)
    late = refusal(inquiring.save, cycle, Part.PLAN, plan, today, lock=1, **given)
    assert late == [PracticeReason.CHANGED_MEANWHILE]
    inquiring.hold_meetings(cycle, today, session=one, **given)
    assert [(met.on, met.session) for met in cycle.meetings] == [(one.on, one)]
    other = building.make_session(building.make_cop(people["theo"], now=now), now)
    assert refusal(inquiring.hold_meetings, cycle, today, session=other, **given) == [
        InquiryReason.OTHER_SESSION
    ]
    piece = inquiring.add_evidence(cycle, today, **given)
    early = refusal(inquiring.add_evidence, cycle, today + timedelta(days=2), **given)
    assert early == [InquiryReason.NOT_YET]
    inquiring.save(cycle, Part.STUDY, {"review": "It works"}, today, **given)
    before = refusal(inquiring.save, cycle, Part.ACT, inquiring.ACT, today - timedelta(days=1), **given)
    assert before == [InquiryReason.BEFORE_PART]
    inquiring.save(cycle, Part.ACT, {**inquiring.ACT, "carries": "The window"}, today, **given)
    assert queries.facts(cop.id).met(today)
    assert queries.facts(cop.id).cycles == (queries.facts_of(cycle),)
    following = actions.begin_cycle(cop=cop, before=cycle, **given)
    assert (following.number, following.ahead, following.carries) == (2, Ahead.REFINE, "The window")
    assert following.parts[0].content == plan
    actions.remove_evidence(cycle=cycle, ref=piece.ref, **given)
    assert (session.query(Evidence).count(), queries.facts(cop.id).met(today)) == (0, False)
    assert {"inquiry.begin", "inquiry.save", "inquiry.evidence_removed"} <= set(acts(session))


def test_only_what_is_shared_is_seen_across_and_it_can_be_taken_back(session, people, cop, now):
    given = {"by": builders.actor(people["tess"]), "now": now}
    inquiring.save_problem(cop, **given)
    inquiring.run_cycle(cop, act={"start": "Kept to ourselves"}, **given)
    shown = inquiring.run_cycle(cop, shared=True, act={"keep": "Cien % lista"}, **given)
    found = queries.across(queries.Wanted(), after=None)
    assert [row[1].text for row in found.rows] == [
        "Cien % lista", "Calling across the room", "Wave at the window", "Greet at knee height",
    ]  # fmt: skip
    for wanted, count in (
        (queries.Wanted(ItemKind.STOP), 1), (queries.Wanted(focus=FocusArea.QUALITY), 4),
        (queries.Wanted(focus=FocusArea.QRIS), 0), (queries.Wanted(words="WINDOW"), 1),
        (queries.Wanted(words="%"), 1), (queries.Wanted(words="ourselves"), 0),
    ):  # fmt: skip
        assert len(queries.across(wanted, after=None).rows) == len(queries.all_across(wanted)) == count, (
            wanted
        )
    assert queries.counted_across(queries.Wanted(ItemKind.STOP)) == {
        ItemKind.START: 2, ItemKind.STOP: 1, ItemKind.KEEP: 1,
    }  # fmt: skip
    inquiring.save(shown, Part.ACT, inquiring.ACT, now.date(), shared=False, **given)
    assert queries.across(queries.Wanted(), after=None).rows == []
    assert session.query(ActItem).count() == 5
    many = {"start": "\n".join(f"Thing {number}" for number in range(13)), "ahead": "scale"}
    assert refusal(inquiring.save, shown, Part.ACT, many, now.date(), **given) == [
        InquiryReason.TOO_MANY_ITEMS
    ]


def test_a_cycle_that_should_be_through_soon_waits_for_its_facilitators_until_it_has_its_act(
    people, cop, now
):
    by = builders.actor(people["tess"])
    given = {"by": by, "now": now}
    cycle = actions.begin_cycle(cop=cop, **given)

    def waits(day):
        inquiring.save(cycle, Part.PLAN, inquiring.PLAN, None, ends_on=day, **given)
        found = agenda.waiting(builders.actor(people["tess"]), now=now)
        return [(one.due, one.values) for one in found if one.reason.code is TaskKind.FINISH_CYCLE]

    soon = now.date() + timedelta(days=14)
    assert waits(None) == []
    assert waits(soon + timedelta(days=1)) == []
    assert waits(soon) == [(soon, {"cycle_ref": cycle.ref})]
    inquiring.save(cycle, Part.ACT, inquiring.ACT, now.date(), **given)
    assert waits(soon) == []
