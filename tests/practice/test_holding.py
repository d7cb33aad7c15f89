"""What does a held session leave behind: debriefs that fall due, letters, values, agreements?"""

from datetime import date, timedelta

from tests import builders
from tests.practice import building
from tests.practice.house import acts, refusal
from trainer.core.audit import AuditRow
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingMode, MeetingState
from trainer.practice import actions, queries
from trainer.practice.models import Debrief, Member, SharedValue
from trainer.practice.rules import (
    CopState,
    DebriefState,
    LeadRole,
    PracticeReason,
)


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
    assert {row.not_after.isoformat() for row in session.query(OutboxRow)} == {"2021-06-08T07:00:00+00:00"}
    reminder = session.query(OutboxRow).filter_by(kind=remind).first()
    assert reminder.due_at.isoformat() == "2021-06-04T16:00:00+00:00"
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
    before = building.make_session(cop, now - timedelta(days=40))
    for one in (before, first):
        assert refusal(actions.revisit_values, session=one, by=by, now=now) == [PracticeReason.VALUES_NEW]
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
    of_debriefs = [row for row in session.query(OutboxRow) if row.kind.startswith("practice.")]
    assert {row.state for row in of_debriefs} == {OutboxState.CANCELED}
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


def test_a_debrief_that_was_no_part_of_a_meeting_after_all_is_corrected(session, people, cop, now):
    one = building.make_session(cop, now - timedelta(days=2))
    debrief = building.hold(one, [])[0]
    meeting = Meeting(
        pair_id=session.query(Pair).one().id, trainee_id=people["tess"].id, mentor_id=people["mentor"].id,
        starts_at=now, zone=building.ZONE, on=now.date(), minutes=40, mode=MeetingMode.PHONE,
        state=MeetingState.HELD, made_at=now,
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    told = {"debrief": debrief, "on": now.date(), "minutes": 40, "content": {"how": "Warm"}, "now": now}
    told |= {"needs_support": False, "by": builders.actor(people["mentor"])}
    actions.hold_debrief(meeting=meeting, **told)
    assert debrief.meeting_id == meeting.id
    actions.hold_debrief(**told)
    assert debrief.meeting_id is None


def test_whoever_left_and_came_back_on_the_day_of_a_session_owes_one_debrief(session, people, cop, now):
    tess, theo = people["tess"], people["theo"]
    by = builders.actor(tess)
    theirs = actions.add_facilitator(cop=cop, person=theo, by=by, now=now - timedelta(days=9))
    actions.end_facilitator(facilitator=theirs, cop=cop, by=by, now=now)
    actions.add_facilitator(cop=cop, person=theo, by=by, now=now)
    one = building.make_session(cop, now)
    building.hold(one, [], leads={tess.id: LeadRole.LEAD, theo.id: LeadRole.CO_LEAD})
    assert sorted(row.trainee_id for row in session.query(Debrief)) == sorted([tess.id, theo.id])
