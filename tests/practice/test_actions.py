"""What do the verbs of a CoP write, refuse and tell? Each on both databases, with its audit row."""

from datetime import date, time, timedelta

import pytest

from tests import builders
from tests.practice import building
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.permissions import Role
from trainer.practice import actions, queries
from trainer.practice.models import Charter, CopSession, Debrief, Member, SharedValue, SignIn
from trainer.practice.rules import (
    CharterState,
    CopSessionState,
    CopState,
    DebriefState,
    LeadRole,
    PracticeReason,
    SignInSource,
)
from trainer.practice.rules.counting import CountReason
from trainer.schedule.rules.kinds import Format


@pytest.fixture
def people(session):
    """A trainee with a mentor, a second trainee of the cohort, an administrator."""
    cohort = building.make_cohort()
    mentor = builders.make_person("Mia Mentor")
    return {
        "mentor": mentor,
        "tess": building.make_trainee("Tess Trainee", cohort=cohort, mentor=mentor),
        "theo": building.make_trainee("Theo Trainee", cohort=cohort),
        "admin": builders.make_person("Ada Admin", roles=Role.ADMINISTRATOR),
    }


@pytest.fixture
def cop(people, now):
    return building.make_cop(people["tess"], name="Calm mornings", now=now - timedelta(days=60))


def acts(session):
    return [row.action for row in session.query(AuditRow).order_by(AuditRow.id)]


def refusal(call, *args, **more):
    with pytest.raises(Refused) as caught:
        call(*args, **more)
    return [reason.code for reason in caught.value.reasons]


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
    facts, why = queries.why_not_counted(cop.id)
    assert [reason.code for reason in why[first.id]] == [CountReason.CHARTER_LATER]
    assert why[second.id] == []
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
        actions.add_member(cop=cop, name=name, by=by, now=now) for name in ("mia mentor", "TESS TRAINEE")
    ]
    building.hold(held, [*members, *extra])
    facts, why = queries.why_not_counted(cop.id)
    assert facts[held.id].present == 3
    assert [reason.code for reason in why[held.id]] == [CountReason.TOO_FEW_MEMBERS]


def test_six_sessions_are_planned_in_one_step_or_none(session, people, cop, now):
    by = builders.actor(people["tess"])
    days = [date(2021, month, 10) for month in range(6, 12)]
    usual = {
        "starts": time(16),
        "minutes": 90,
        "format": Format.IN_PERSON,
        "place": "Room 2",
        "by": by,
        "now": now,
    }
    planned = actions.plan_sessions(cop=cop, dates=days, **usual)
    assert [one.number for one in planned] == [1, 2, 3, 4, 5, 6]
    assert planned[0].starts_at.isoformat() == "2021-06-10T23:00:00+00:00"
    assert planned[5].starts_at.isoformat() == "2021-11-11T00:00:00+00:00"
    twice = refusal(actions.plan_sessions, cop=cop, dates=[date(2021, 12, 10), days[0]], **usual)
    assert twice == [PracticeReason.SAME_DAY]
    gap = refusal(
        actions.plan_sessions, cop=cop, dates=[date(2022, 3, 13)], **{**usual, "starts": time(2, 30)}
    )
    assert gap == [PracticeReason.TIME_IN_GAP]
    session.flush()
    assert session.query(CopSession).count() == 6


def test_a_session_is_changed_with_its_lock_and_canceled_only_before_it_is_held(session, people, cop, now):
    by = builders.actor(people["tess"])
    one = building.make_session(cop, now + timedelta(days=5))
    usual = {
        "session": one, "on": one.on, "starts": time(17), "minutes": 60, "format": Format.VIRTUAL, "place": "",
        "purpose": "Meet", "question": "What keeps us up?", "agenda": "10 Arrive", "by": by, "now": now,
    }  # fmt: skip
    actions.change_session(lock=0, **usual)
    assert (one.planned_minutes, one.sequence, one.lock) == (60, 1, 1)
    assert refusal(actions.change_session, lock=0, **usual) == [PracticeReason.CHANGED_MEANWHILE]
    actions.cancel_session(session=one, by=by, now=now)
    assert one.state is CopSessionState.CANCELED
    held = building.make_session(cop, now - timedelta(days=1))
    building.hold(held, [])
    assert refusal(actions.cancel_session, session=held, by=by, now=now) == [PracticeReason.NOT_PLANNED]


def test_a_phone_signs_in_while_the_door_is_open_and_only_once(session, people, cop, now):
    one = building.make_session(cop, now)
    ana = building.make_members(cop, 1, now=now)[0]
    sign = {"session": one, "source": SignInSource.QR}
    early = refusal(actions.sign_in, member=ana, now=now - timedelta(minutes=31), **sign)
    assert early == [PracticeReason.SIGN_IN_NOT_OPEN]
    assert actions.sign_in(member=ana, now=now, **sign).again is False
    assert actions.sign_in(member=ana, now=now, **sign).again is True
    assert actions.sign_in(name=" MEMBER 01", now=now, **sign).again is True
    new = actions.sign_in(name="Zoë New", now=now, **sign)
    assert (new.again, new.sign_in.member.name) == (False, "Zoë New")
    late = refusal(actions.sign_in, name="Late", now=now + timedelta(hours=4), **sign)
    assert late == [PracticeReason.SIGN_IN_OVER]
    assert session.query(SignIn).count() == 2
    assert acts(session).count("cop_session.sign_in") == 2


def test_after_the_lock_only_a_facilitator_signs_in_with_a_reason(session, people, cop, now):
    one = building.make_session(cop, now)
    by = builders.actor(people["tess"])
    ana, ben = building.make_members(cop, 2, now=now)
    typed = actions.sign_in(session=one, member=ana, source=SignInSource.TYPED, by=by, now=now)
    assert typed.sign_in.source is SignInSource.TYPED
    actions.lock_sign_in(session=one, by=by, now=now)
    phone = refusal(actions.sign_in, session=one, member=ben, source=SignInSource.QR, now=now)
    assert phone == [PracticeReason.SIGN_IN_LOCKED]
    by_hand = {"session": one, "member": ben, "source": SignInSource.TYPED, "by": by, "now": now}
    assert refusal(actions.sign_in, **by_hand) == [PracticeReason.WHY_MISSING]
    late = actions.sign_in(**by_hand, why="On the paper sheet").sign_in
    assert (late.source, late.why, late.by_person) == (
        SignInSource.CORRECTED, "On the paper sheet", people["tess"].id,
    )  # fmt: skip
    taken = {"sign_in": late, "session": one, "by": by, "now": now}
    assert refusal(actions.take_back_sign_in, why=" ", **taken) == [PracticeReason.WHY_MISSING]
    actions.take_back_sign_in(why="Wrong line", **taken)
    assert session.query(SignIn).count() == 1
    assert acts(session)[-1] == "cop_session.take_back"


def test_a_member_of_another_cop_or_of_former_times_cannot_be_signed_in(session, people, cop, now):
    other = building.make_cop(people["theo"], now=now)
    stranger = building.make_members(other, 1, now=now)[0]
    one = building.make_session(cop, now)
    with pytest.raises(actions.doors.NotFound):
        actions.sign_in(session=one, member=stranger, source=SignInSource.QR, now=now)
    left = building.make_members(cop, 1, now=now)[0]
    actions.end_member(member=left, by=builders.actor(people["tess"]), now=now)
    found = refusal(actions.sign_in, session=one, member=left, source=SignInSource.QR, now=now)
    assert found == [PracticeReason.MEMBER_ENDED]


def test_a_held_session_owes_a_debrief_to_each_facilitator_and_tells_them(session, people, cop, now):
    tess, theo, mentor = people["tess"], people["theo"], people["mentor"]
    actions.add_facilitator(cop=cop, person=theo, by=builders.actor(tess), now=now - timedelta(days=30))
    session.query(OutboxRow).delete()
    one = building.make_session(cop, now)
    building.hold(one, [], leads={tess.id: LeadRole.LEAD, theo.id: LeadRole.CO_LEAD})
    rows = session.query(Debrief).order_by(Debrief.id).all()
    assert [(row.trainee_id, row.state, row.due_on) for row in rows] == [
        (tess.id, DebriefState.DUE, date(2021, 6, 7)), (theo.id, DebriefState.DUE, date(2021, 6, 7))
    ]  # fmt: skip
    assert cop.state is CopState.ACTIVE
    sent = sorted((row.kind, row.to_person) for row in session.query(OutboxRow))
    due, remind = "practice.debrief_due", "practice.debrief_reminder"
    readers = sorted([mentor.id, tess.id, theo.id])
    assert sent == [(due, reader) for reader in readers] + [(remind, reader) for reader in readers]
    reminder = session.query(OutboxRow).filter_by(kind=remind).first()
    assert reminder.due_at.isoformat() == "2021-06-04T16:00:00+00:00"
    assert reminder.not_after.isoformat() == "2021-06-08T07:00:00+00:00"
    assert reminder.access == [
        "debrief.read",
        [["person", reminder.to_person if reminder.to_person != mentor.id else tess.id]],
    ]


def test_a_correction_needs_a_reason_and_makes_no_second_debrief(session, people, cop, now):
    tess = people["tess"]
    one = building.make_session(cop, now)
    building.hold(one, [])
    again = {
        "session": one,
        "minutes": 75,
        "leads": {tess.id: LeadRole.LEAD},
        "by": builders.actor(tess),
        "now": now,
    }
    assert refusal(actions.hold_session, **again) == [PracticeReason.WHY_MISSING]
    actions.hold_session(**again, why="It was shorter")
    assert (one.minutes, session.query(Debrief).count(), len(one.leads)) == (75, 1, 1)
    assert acts(session)[-1] == "cop_session.correct"


def test_a_session_recorded_late_sends_no_reminder_and_nothing_after_its_day(session, people, cop, now):
    one = building.make_session(cop, now - timedelta(days=30))
    tess = people["tess"]
    actions.hold_session(
        session=one, minutes=90, leads={tess.id: LeadRole.LEAD}, by=builders.actor(tess), now=now
    )
    assert session.query(Debrief).one().due_on == date(2021, 5, 8)
    assert session.query(OutboxRow).count() == 0


def test_values_are_recorded_changed_and_revisited(session, people, cop, now):
    by = builders.actor(people["tess"])
    first = building.make_session(cop, now - timedelta(days=30))
    second = building.make_session(cop, now)
    none = refusal(actions.revisit_values, session=second, by=by, now=now)
    assert none == [PracticeReason.VALUES_MISSING]
    texts = ["We listen first", " We keep what we hear ", "We listen first", ""]
    made = actions.record_values(session=first, texts=texts, by=by, now=now)
    assert [value.text for value in made] == ["We listen first", "We keep what we hear"]
    same = refusal(actions.revisit_values, session=first, by=by, now=now)
    assert same == [PracticeReason.VALUES_NEW]
    actions.revisit_values(session=second, said="We forgot the second", by=by, now=now)
    kept = actions.record_values(session=second, texts=["We listen first", "We laugh"], by=by, now=now)
    assert [value.text for value in kept] == ["We listen first", "We laugh"]
    assert session.query(SharedValue).count() == 3
    agreed = queries.agreed(cop.id)
    assert (agreed.first_value_in, [one.session_id for one in agreed.revisits]) == (first.id, [second.id])
    early = building.make_session(cop, now + timedelta(days=30))
    assert refusal(actions.record_values, session=early, texts=["x"], by=by, now=now) == [
        PracticeReason.NOT_BEGUN
    ]


def test_an_agreement_is_kept_word_for_word_and_a_new_wording_beside_the_old(session, people, cop, now):
    by = builders.actor(people["tess"])
    one = building.make_session(cop, now)
    missing = refusal(actions.record_agreement, session=one, text="  ", by=by, now=now)
    assert missing == [PracticeReason.AGREEMENT_MISSING]
    first = actions.record_agreement(session=one, text="What is said here stays here.", by=by, now=now)
    assert (
        actions.record_agreement(session=one, text="What is said here stays here.", by=by, now=now) is first
    )
    actions.record_agreement(session=one, text="Stories stay, learning leaves.", by=by, now=now)
    assert [row.text for row in queries.agreed(cop.id).agreements] == [
        "What is said here stays here.", "Stories stay, learning leaves."
    ]  # fmt: skip


def test_a_debrief_is_recorded_once_due_and_its_reminder_taken_back(session, people, cop, now):
    one = building.make_session(cop, now - timedelta(days=2))
    debrief = building.hold(one, [])[0]
    told = {"debrief": debrief, "on": now.date(), "minutes": 40, "needs_support": True, "now": now}
    by = builders.actor(people["mentor"])
    actions.hold_debrief(content={"how": " Warm ", "unknown": "x"}, lock=0, by=by, **told)
    assert (debrief.state, debrief.content, debrief.mentor_id) == (
        DebriefState.HELD, {"how": "Warm"}, people["mentor"].id,
    )  # fmt: skip
    assert {row.state for row in session.query(OutboxRow)} == {OutboxState.CANCELED}
    stale = refusal(actions.hold_debrief, content={"how": "Mine"}, lock=0, by=by, **told)
    assert stale == [PracticeReason.CHANGED_MEANWHILE]
    actions.hold_debrief(content={"how": "Warmer"}, lock=debrief.lock, by=by, **told)
    assert acts(session)[-2:] == ["debrief.hold", "debrief.correct"]


def test_no_audit_row_and_no_mail_holds_what_was_written(session, people, cop, now):
    by = builders.actor(people["tess"])
    one = building.make_session(cop, now - timedelta(days=2))
    debrief = building.hold(one, building.make_members(cop, 1, now=now - timedelta(days=3)))[0]
    actions.record_values(session=one, texts=["canary value"], by=by, now=now)
    actions.record_agreement(session=one, text="canary agreement", by=by, now=now)
    actions.hold_debrief(
        debrief=debrief,
        on=now.date(),
        minutes=30,
        content={"how": "canary story"},
        needs_support=False,
        by=by,
        now=now,
    )
    kept = repr([row.facts for row in session.query(AuditRow)]) + repr(
        [row.params for row in session.query(OutboxRow)]
    )
    assert "canary" not in kept
    assert "Member 01" not in kept
    assert session.query(Member).count() == 1
