"""Is what somebody reads, answers and writes kept once, in its edition, and counted as a part of the course?"""

import pytest
from sqlalchemy import func, select, update

from tests import builders
from tests.learning import building
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum import rules as curriculum_rules
from trainer.learning import actions, queries
from trainer.learning.models import CheckTry, ModuleProgress, OpenTry, Reflection
from trainer.learning.rules import LearnReason
from trainer.registration.rules import RegistrationState

TEXT = "I will ask Ms. Ortiz to try the arrival table with me for four Mondays."


@pytest.fixture(autouse=True)
def courses(session):
    building.load_courses()


@pytest.fixture
def learner(session):
    return building.make_learner("Lena Learner")[0]


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def audited(session, action):
    return session.scalar(select(func.count()).select_from(AuditRow).where(AuditRow.action == action))


def test_a_module_is_begun_once_and_the_bookmark_moves(session, learner, now):
    edition = building.course()
    for place in ("", "s1", "s2", ""):
        row = actions.open_module(person=learner, edition=edition, module="101.2", now=now, place=place)
    assert (row.place, row.done_at, session.scalar(select(func.count()).select_from(ModuleProgress))) == (
        "s2",
        None,
        1,
    )
    assert audited(session, "learning.open_module") == 1


def test_reading_a_module_of_the_cohort_is_a_part_and_of_cop_101_is_not(session, learner, now):
    actions.finish_module(
        person=learner, edition=building.course(), module="101.1", by=builders.actor(learner), now=now
    )
    assert curriculum_queries.parts_of(learner.id, "cop-101", building.EDITION) == set()
    trainee = queries.trainees(building.make_cohort())[0].person
    for _twice in range(2):
        row = actions.finish_module(
            person=trainee, edition=building.course("facilitator-cohort"), module="cohort.2",
            by=builders.actor(trainee), now=now,
        )  # fmt: skip
    assert row.done_at == now
    assert curriculum_queries.parts_of(trainee.id, "facilitator-cohort", building.COHORT_EDITION) == {
        "module:cohort.2"
    }
    assert audited(session, "learning.finish_module") == 2


def test_the_best_try_counts_and_a_passed_one_is_a_part(session, learner, now):
    edition, by = building.load_questions(), builders.actor(learner)
    right, wrong = building.right_answers(edition, "m"), building.wrong_answers(edition, "m")
    half = {**right, **dict(list(wrong.items())[:1])}

    def take(answers):
        return actions.try_check(person=learner, edition=edition, module="m", answers=answers, by=by, now=now)

    assert (take(wrong).right, take(half).right) == (0, 2)
    assert queries.course_lines(learner.id, "cop-101")[0].line("m").best == 66
    assert curriculum_queries.parts_of(learner.id, "cop-101", "asked") == set()
    assert take(right).right == 3
    assert take(wrong).right == 0
    assert queries.course_lines(learner.id, "cop-101")[0].line("m").best == 100
    assert curriculum_queries.parts_of(learner.id, "cop-101", "asked") == {"check:m"}
    assert session.scalar(select(func.count()).select_from(CheckTry)) == 4
    assert audited(session, "learning.try_check") == 4


def test_a_check_with_a_gap_is_not_kept(session, learner, now):
    edition = building.load_questions()
    answers = building.right_answers(edition, "m")
    del answers["m-q2"]
    with pytest.raises(Refused) as refused:
        actions.try_check(
            person=learner,
            edition=edition,
            module="m",
            answers=answers,
            by=builders.actor(learner),
            now=now,
        )
    assert codes(refused) == [LearnReason.UNANSWERED]
    assert session.scalar(select(func.count()).select_from(CheckTry)) == 0


def test_an_answer_of_another_window_is_not_lost(session, learner, now):
    """The page read the try before it waited for its turn; what came in meanwhile is read anew."""
    edition, said = building.load_questions(), {"person": learner, "by": builders.actor(learner), "now": now}

    def answer(question, given):
        actions.answer_question(edition=edition, module="m", question=question, answer=given, tried=0, **said)

    answer("m-q1", "b")
    row = queries.open_try(learner.id, edition, "m")
    meanwhile = update(OpenTry).values(answers={"m-q1": "b", "m-q2": ["a"]})
    session.execute(meanwhile, execution_options={"synchronize_session": False})
    assert row.answers == {"m-q1": "b"}
    answer("m-q3", ["a", "b", "c", "d"])
    assert sorted(row.answers) == ["m-q1", "m-q2", "m-q3"]


def test_who_has_no_place_reads_and_leaves_no_trace(session, now):
    stranger = builders.make_person()
    by = builders.actor(stranger)
    edition = building.course()
    acts = [
        lambda: actions.open_module(person=stranger, edition=edition, module="101.1", now=now),
        lambda: actions.finish_module(person=stranger, edition=edition, module="101.1", by=by, now=now),
        lambda: actions.try_check(
            person=stranger, edition=edition, module="101.1", by=by, now=now,
            answers=building.right_answers(edition, "101.1"),
        ),
        lambda: actions.save_reflection(
            person=stranger, edition=edition, prompt="101.5-exit", text=TEXT, lock=0, by=by, now=now
        ),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == [LearnReason.NO_PLACE]
    for model in (ModuleProgress, CheckTry, Reflection):
        assert session.scalar(select(func.count()).select_from(model)) == 0


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        (RegistrationState.ATTENDED, True),
        (RegistrationState.NO_SHOW, True),
        (RegistrationState.REQUESTED, False),
        (RegistrationState.CANCELED, False),
    ],
)
def test_a_place_is_a_seat_that_one_has_or_had(session, state, kept):
    person = builders.make_person()
    builders.make_registration(builders.make_offering(), person, state=state)
    assert queries.has_place(person.id, "cop-101") is kept
    assert not queries.has_place(person.id, "facilitator-cohort")


def test_a_draft_is_kept_and_then_handed_in(session, learner, now):
    edition, by = building.course(), builders.actor(learner)
    row = actions.save_reflection(
        person=learner, edition=edition, prompt="101.5-exit", text="First", lock=0, by=by, now=now
    )
    again = actions.save_reflection(
        person=learner, edition=edition, prompt="101.5-exit", text=TEXT, lock=1, by=by, now=now
    )
    assert again is row
    assert (row.text, row.lock, row.handed_in_at, row.scopes()) == (TEXT, 2, None, {("person", learner.id)})
    actions.hand_in_reflection(reflection=row, by=by, now=now)
    offering_id = queries.offering_id_of(learner.id, "cop-101")
    assert (row.handed_in_at, row.scopes()) == (now, {("person", learner.id), ("offering", offering_id)})
    assert curriculum_queries.parts_of(learner.id, "cop-101", building.EDITION) == {"exit:101.5-exit"}
    assert not any("Ortiz" in str(one.facts) for one in session.scalars(select(AuditRow)))
    for act in (
        lambda: actions.hand_in_reflection(reflection=row, by=by, now=now),
        lambda: actions.save_reflection(
            person=learner, edition=edition, prompt="101.5-exit", text="Other", lock=2, by=by, now=now
        ),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == [LearnReason.HANDED_IN]
    assert row.text == TEXT


def test_of_two_windows_the_second_overwrites_nothing(session, learner, now):
    edition, by = building.course(), builders.actor(learner)

    def save(text, lock):
        return actions.save_reflection(
            person=learner, edition=edition, prompt="101.5-exit", text=text, lock=lock, by=by, now=now
        )

    save("from the phone", 0)
    with pytest.raises(Refused) as refused:
        save("from the laptop", 0)
    assert codes(refused) == [LearnReason.SAVED_MEANWHILE]
    row = session.scalars(select(Reflection)).one()
    assert (row.text, row.lock) == ("from the phone", 1)


def test_a_few_words_cannot_be_handed_in(session, learner, now):
    by = builders.actor(learner)
    row = actions.save_reflection(
        person=learner, edition=building.course(), prompt="101.5-exit", text="Soon.", lock=0, by=by, now=now
    )
    with pytest.raises(Refused) as refused:
        actions.hand_in_reflection(reflection=row, by=by, now=now)
    assert codes(refused) == [LearnReason.TOO_SHORT]
    assert row.handed_in_at is None


def test_only_a_closing_prompt_is_answered_here(session, learner, now):
    with pytest.raises(Refused) as refused:
        actions.save_reflection(
            person=learner, edition=building.course(), prompt="101.1-r", text=TEXT, lock=0,
            by=builders.actor(learner), now=now,
        )  # fmt: skip
    assert codes(refused) == [LearnReason.NO_PROMPT]


def test_all_parts_together_are_the_course(session, learner, now):
    edition, by = building.course(), builders.actor(learner)
    curriculum_actions.record_part(
        person=learner, course="cop-101", edition=building.EDITION, part="attendance", on=now.date(), cause="test",
        by=by, now=now,
    )  # fmt: skip
    row = actions.save_reflection(
        person=learner, edition=edition, prompt="101.5-exit", text=TEXT, lock=0, by=by, now=now
    )
    actions.hand_in_reflection(reflection=row, by=by, now=now)
    modules = [module["id"] for module in edition.content["modules"]]
    for module in modules:
        assert not curriculum_queries.has_completed(learner.id, "cop-101")
        actions.try_check(
            person=learner, edition=edition, module=module, answers=building.right_answers(edition, module),
            by=by, now=now,
        )  # fmt: skip
    assert curriculum_queries.has_completed(learner.id, "cop-101")
    parts = curriculum_queries.parts_of(learner.id, "cop-101", building.EDITION)
    assert parts == set(curriculum_rules.parts_needed(edition.content))
