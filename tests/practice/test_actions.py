"""What do the verbs of a CoP, its charter and its members write, refuse and tell? With the audit row of each."""

from datetime import timedelta

from tests import builders
from tests.practice import building
from tests.practice.house import acts, refusal
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.permissions import Role
from trainer.practice import actions, queries
from trainer.practice.models import Charter
from trainer.practice.rules import (
    CharterState,
    CopState,
    PracticeReason,
    counting,
)
from trainer.practice.rules.counting import CountReason


def test_a_trainee_founds_a_cop_and_nobody_else_does(session, people, now):
    cop = building.make_cop(people["tess"], now=now)
    assert (cop.state, [one.person.name for one in cop.facilitators]) == (CopState.PLANNED, ["Tess Trainee"])
    assert queries.latest_charter(cop.id).state is CharterState.DRAFT
    assert acts(session) == ["cop.found"]
    assert refusal(building.make_cop, people["mentor"], now=now) == [PracticeReason.NOT_TRAINEE]


def test_a_cop_has_two_facilitators_at_most_and_one_at_least(session, people, cop, now):
    tess, theo = people["tess"], people["theo"]
    third = building.make_trainee()
    by = builders.actor(tess)
    actions.add_facilitator(cop=cop, person=theo, by=by, now=now)
    assert session.query(OutboxRow).one().to_person == theo.id
    again = refusal(actions.add_facilitator, cop=cop, person=theo, by=by, now=now)
    assert again == [PracticeReason.ALREADY_FACILITATES]
    assert refusal(actions.add_facilitator, cop=cop, person=third, by=by, now=now) == [
        PracticeReason.TOO_MANY_FACILITATORS
    ]
    assert cop.scopes() == {("person", tess.id), ("person", theo.id)}
    first, second = cop.facilitators
    actions.end_facilitator(facilitator=second, cop=cop, by=by, now=now)
    assert cop.scopes() == {("person", tess.id)}
    assert refusal(actions.end_facilitator, facilitator=first, cop=cop, by=by, now=now) == [
        PracticeReason.LAST_FACILITATOR
    ]
    assert acts(session) == ["cop.found", "cop.add_facilitator", "cop.end_facilitator"]


def test_a_charter_is_saved_sent_returned_and_approved_and_every_version_stays(session, people, cop, now):
    by, mentor = builders.actor(people["tess"]), builders.actor(people["mentor"])
    draft = actions.save_charter(cop=cop, content={"domain": "Naps"}, lock=0, by=by, now=now)
    assert refusal(actions.submit_charter, charter=draft, by=by, now=now) == [
        PracticeReason.CHARTER_INCOMPLETE
    ]
    actions.save_charter(cop=cop, content=building.CHARTER, lock=draft.lock, by=by, now=now)
    actions.submit_charter(charter=draft, by=by, now=now)
    waits = refusal(actions.save_charter, cop=cop, content={}, lock=draft.lock, by=by, now=now)
    assert waits == [PracticeReason.CHARTER_WAITS]
    actions.decide_charter(charter=draft, approved=False, reason="Who is missing?", by=mentor, now=now)
    second = actions.save_charter(
        cop=cop, content={**building.CHARTER, "domain": "Gentle mornings"}, lock=draft.lock, by=by, now=now
    )
    actions.submit_charter(charter=second, by=by, now=now)
    actions.decide_charter(charter=second, approved=True, reason="", by=mentor, now=now)
    rows = session.query(Charter).order_by(Charter.version).all()
    assert [(row.version, row.state) for row in rows] == [
        (1, CharterState.RETURNED),
        (2, CharterState.APPROVED),
    ]
    assert cop.domain == "Gentle mornings"
    assert queries.in_force(rows).version == 2
    assert acts(session)[1:] == [
        "charter.save", "charter.save", "charter.submit", "charter.decide", "charter.save", "charter.submit",
        "charter.decide",
    ]  # fmt: skip


def test_a_mentor_hears_of_a_charter_until_it_is_decided(session, people, cop, now):
    by = builders.actor(people["tess"])
    charter = actions.save_charter(cop=cop, content=building.CHARTER, lock=0, by=by, now=now)
    actions.submit_charter(charter=charter, by=by, now=now)
    asked = session.query(OutboxRow).filter_by(kind="practice.charter_submitted").one()
    assert (asked.to_person, asked.state) == (people["mentor"].id, OutboxState.WAITING)
    assert asked.access == ["charter.decide", [["person", people["tess"].id]]]
    actions.decide_charter(
        charter=charter, approved=True, reason="", by=builders.actor(people["admin"]), now=now
    )
    session.refresh(asked)
    assert asked.state is OutboxState.CANCELED
    [told] = session.query(OutboxRow).filter_by(state=OutboxState.WAITING).all()
    assert (told.kind, told.to_person) == ("practice.charter_decided", people["tess"].id)


def test_a_facilitator_never_decides_about_the_own_charter(session, people, cop, now):
    tess = people["tess"]
    builders.make_grant(tess, Role.ADMINISTRATOR)
    charter = actions.save_charter(
        cop=cop, content=building.CHARTER, lock=0, by=builders.actor(tess), now=now
    )
    actions.submit_charter(charter=charter, by=builders.actor(tess), now=now)
    found = refusal(
        actions.decide_charter, charter=charter, approved=True, reason="", by=builders.actor(tess), now=now
    )
    assert found == [PracticeReason.OWN_CHARTER]


def test_nobody_saves_over_what_somebody_else_saved(session, people, cop, now):
    by = builders.actor(people["tess"])
    first = actions.save_charter(cop=cop, content={"domain": "First"}, lock=0, by=by, now=now)
    found = refusal(actions.save_charter, cop=cop, content={"domain": "Second"}, lock=0, by=by, now=now)
    assert found == [PracticeReason.CHANGED_MEANWHILE]
    assert first.content == {"domain": "First"}


def test_a_page_of_an_old_version_does_not_save_over_a_new_one(session, people, cop, now):
    building.approve(cop, by=people["admin"], now=now)
    by = builders.actor(people["tess"])
    seen = queries.latest_charter(cop.id).lock
    actions.save_charter(cop=cop, content={"domain": "New"}, lock=seen, by=by, now=now)
    found = refusal(actions.save_charter, cop=cop, content={"domain": "Old tab"}, lock=seen, by=by, now=now)
    assert found == [PracticeReason.CHANGED_MEANWHILE]


def test_a_charter_approved_after_session_1_leaves_that_session_uncounted(session, people, cop, now):
    first = building.make_session(cop, now - timedelta(days=40))
    second = building.make_session(cop, now - timedelta(days=10))
    members = building.make_members(cop, now=now - timedelta(days=50))
    building.hold(first, members)
    building.approve(cop, by=people["mentor"], now=now - timedelta(days=20))
    building.hold(second, members)
    facts = queries.judged(cop.id, [first, second], queries.charters(cop.id))
    assert [reason.code for reason in counting.counts(facts[first.id])] == [CountReason.CHARTER_LATER]
    assert counting.counts(facts[second.id]) == []
    assert facts[second.id].present == 5


def test_members_are_added_changed_and_ended_and_never_twice(session, people, cop, now):
    by = builders.actor(people["tess"])
    ana = actions.add_member(
        cop=cop, name="Ana Ruiz", role="Teacher", email="ana@example.org", by=by, now=now
    )
    found = refusal(actions.add_member, cop=cop, name="  ana RUÍZ ", by=by, now=now)
    assert found == [PracticeReason.MEMBER_KNOWN]
    new, known = actions.add_members(
        cop=cop, people=[("Ben Ito", "", ""), ("ANA RUIZ", "", ""), ("Cy Ng", "Aide", "")], by=by, now=now
    )
    assert ([member.name for member in new], known) == (["Ben Ito", "Cy Ng"], ["ANA RUIZ"])
    actions.change_member(member=ana, name="Ana Ruiz Vega", role="Lead", email="", by=by, now=now)
    taken = refusal(actions.change_member, member=ana, name="Ben Ito", role="", email="", by=by, now=now)
    assert taken == [PracticeReason.MEMBER_KNOWN]
    actions.end_member(member=new[0], by=by, now=now)
    assert [member.name for member in queries.members(cop.id)] == ["Ana Ruiz Vega", "Cy Ng"]
    assert len(queries.members(cop.id, ended=True)) == 3
    again = actions.add_member(cop=cop, name="Ben Ito", by=by, now=now)
    assert again.id != new[0].id
    wrong = refusal(actions.add_member, cop=cop, name="Di", email="nowhere", by=by, now=now)
    assert wrong == [PracticeReason.MEMBER_EMAIL_WRONG]


def test_facilitators_and_mentors_on_the_list_do_not_count_as_members(session, people, cop, now):
    building.approve(cop, by=people["admin"], now=now - timedelta(days=20))
    held = building.make_session(cop, now - timedelta(days=2))
    members = building.make_members(cop, 3, now=now)
    by = builders.actor(people["tess"])
    extra = [
        actions.add_member(cop=cop, name=name, by=by, now=now)
        for name in ("mia mentor", "TESS TRAINEE", "Theo Trainee")
    ]
    building.hold(held, [*members, *extra])

    def facts():
        return queries.judged(cop.id, [held], queries.charters(cop.id))[held.id]

    assert facts().present == 4, "Theo is a member like any other"
    actions.add_facilitator(cop=cop, person=people["theo"], by=by, now=now)
    assert facts().present == 3, "as the certificate counts"
    assert [reason.code for reason in counting.counts(facts())] == [CountReason.TOO_FEW_MEMBERS]
