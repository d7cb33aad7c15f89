"""Is a meeting planned, moved, held, missed and canceled with the right mails and events, and no note in any?"""

import json
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests import builders
from tests.mentoring import building
from tests.registration.reading import rows
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.learning.rules import EnrollmentState
from trainer.mentoring import actions, queries
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingMode, MeetingReason, MeetingState

NOTES = {"shared_note": "canary-shared", "next_step": "canary-next", "private_note": "canary-private"}


@pytest.fixture
def pair(session):
    made = building.make_pair()
    session.query(OutboxRow).delete()
    return made


def by(pair):
    return builders.actor(pair.mentor)


def letters(session, *states):
    session.commit()
    return [row for row in rows(session, OutboxRow) if not states or row.state in states]


def hold(meeting, pair, now, minutes=45, **more):
    actions.hold_meeting(meeting=meeting, minutes=minutes, by=by(pair), now=now, **{**NOTES, **more})


def test_planning_tells_both_and_reminds_the_day_before(session, pair, now):
    starts = now + timedelta(days=3)
    meeting = building.plan(pair, starts, now=now, link="https://meet.example.org/x")
    both = {pair.mentor_id, pair.trainee_id}
    found = letters(session)
    planned = [row for row in found if row.kind == "mentoring.planned"]
    reminders = [row for row in found if row.kind == "mentoring.reminder"]
    assert {row.to_person for row in planned} == {row.to_person for row in reminders} == both
    assert {(row.due_at, row.not_after) for row in reminders} == {(starts - timedelta(days=1), starts)}
    [event] = planned[0].params["calendar"]
    assert (event["uid"], event["sequence"], event["status"]) == (f"meeting.{meeting.ref}", 0, "CONFIRMED")
    assert event["url"] == "https://meet.example.org/x"


def test_no_reminder_when_it_is_that_close_already(session, pair, now):
    building.plan(pair, now + timedelta(hours=20), now=now)
    assert {row.kind for row in letters(session)} == {"mentoring.planned"}


def test_moving_keeps_the_uid_raises_the_sequence_and_moves_the_reminder(session, pair, now):
    meeting = building.plan(pair, now + timedelta(days=3), now=now)
    session.commit()
    later = now + timedelta(days=9)
    actions.change_meeting(
        meeting=meeting, starts_at=later, zone=building.ZONE, planned_minutes=60, mode=MeetingMode.PHONE,
        by=by(pair), now=now,
    )  # fmt: skip
    waiting = letters(session, OutboxState.WAITING)
    changed = [row for row in waiting if row.kind == "mentoring.changed"]
    assert len(changed) == 2
    assert {row.params["calendar"][0]["sequence"] for row in changed} == {1}
    assert {row.params["calendar"][0]["uid"] for row in changed} == {f"meeting.{queries_ref(session)}"}
    assert {row.due_at for row in waiting if row.kind == "mentoring.reminder"} == {later - timedelta(days=1)}
    assert not [row for row in waiting if row.kind == "mentoring.planned"]


def queries_ref(session):
    return rows(session, Meeting)[0].ref


def test_canceling_takes_the_reminder_back_and_the_event_out(session, pair, now):
    meeting = building.plan(pair, now + timedelta(days=3), now=now)
    actions.cancel_meeting(meeting=meeting, by=by(pair), now=now)
    waiting = letters(session, OutboxState.WAITING)
    assert [row.kind for row in waiting] == ["mentoring.canceled"] * 2
    [event] = waiting[0].params["calendar"]
    assert (event["sequence"], event["status"]) == (1, "CANCELLED")


@pytest.mark.parametrize("end", ["hold", "miss"])
def test_no_reminder_outlives_a_meeting(session, pair, now, end):
    meeting = building.plan(pair, now + timedelta(days=3), now=now)
    late = now + timedelta(days=4)
    if end == "hold":
        hold(meeting, pair, late)
    else:
        actions.miss_meeting(meeting=meeting, by=by(pair), now=late)
    assert letters(session, OutboxState.WAITING) == []


def test_holding_keeps_the_notes_and_the_audit_keeps_none(session, pair, now):
    meeting = building.plan(pair, now + timedelta(hours=1), now=now)
    hold(meeting, pair, now + timedelta(hours=2), minutes=50)
    assert (meeting.state, meeting.minutes) == (MeetingState.HELD, 50)
    assert (meeting.shared_note, meeting.private_note) == ("canary-shared", "canary-private")
    session.commit()
    audited = json.dumps([row.facts for row in rows(session, AuditRow)])
    mailed = json.dumps([row.params for row in rows(session, OutboxRow)])
    assert "canary" not in audited + mailed
    assert '"minutes": 50' in audited


def test_a_correction_says_so(session, pair, now):
    meeting = building.plan(pair, now + timedelta(hours=1), now=now)
    late = now + timedelta(hours=2)
    hold(meeting, pair, late)
    held_at = meeting.held_at
    hold(meeting, pair, late + timedelta(days=1), minutes=30)
    assert (meeting.minutes, meeting.held_at) == (30, held_at)
    session.commit()
    acts = [row.action for row in rows(session, AuditRow) if row.subject_kind == "meeting"]
    assert acts == ["mentoring.plan", "mentoring.hold", "mentoring.correct"]


def test_an_older_page_does_not_overwrite(session, pair, now):
    meeting = building.plan(pair, now + timedelta(hours=1), now=now)
    late = now + timedelta(hours=2)
    hold(meeting, pair, late, lock=0)
    with pytest.raises(Refused) as refused:
        hold(meeting, pair, late, lock=0, shared_note="older")
    assert refused.value.reasons[0].code is MeetingReason.CHANGED
    assert meeting.shared_note == "canary-shared"


def test_only_the_pair_s_own_mentor_writes(session, pair, now):
    meeting = building.plan(pair, now + timedelta(hours=1), now=now)
    for stranger in (pair.trainee, builders.make_person()):
        with pytest.raises(Refused) as refused:
            actions.miss_meeting(meeting=meeting, by=builders.actor(stranger), now=now)
        assert refused.value.reasons[0].code is MeetingReason.NOT_THE_MENTOR
    with pytest.raises(Refused) as refused:
        actions.cancel_meeting(meeting=meeting, by=builders.actor(stranger), now=now)
    assert refused.value.reasons[0].code is MeetingReason.NOT_YOURS
    actions.cancel_meeting(meeting=meeting, by=builders.actor(pair.trainee), now=now)


@pytest.mark.parametrize(
    ("hours", "reason"), [(-1, MeetingReason.IN_THE_PAST), (0, MeetingReason.IN_THE_PAST)]
)
def test_nothing_is_planned_for_the_past(session, pair, now, hours, reason):
    with pytest.raises(Refused) as refused:
        building.plan(pair, now + timedelta(hours=hours), now=now)
    assert refused.value.reasons[0].code is reason


def test_a_meeting_ahead_is_neither_held_nor_missed(session, pair, now):
    meeting = building.plan(pair, now + timedelta(hours=1), now=now)
    with pytest.raises(Refused) as refused:
        hold(meeting, pair, now)
    assert refused.value.reasons[0].code is MeetingReason.STILL_AHEAD
    with pytest.raises(Refused):
        actions.miss_meeting(meeting=meeting, by=by(pair), now=now)
    assert meeting.state is MeetingState.PLANNED


def test_what_took_place_unplanned_is_written_down_without_a_mail(session, pair, now):
    meeting = actions.record_meeting(
        pair=pair, starts_at=now - timedelta(days=2), zone=building.ZONE, minutes=40, mode=MeetingMode.PHONE,
        by=by(pair), now=now, **NOTES,
    )  # fmt: skip
    assert (meeting.state, meeting.minutes) == (MeetingState.HELD, 40)
    assert letters(session, OutboxState.WAITING) == []


def test_nothing_is_planned_with_a_pair_that_has_ended(session, pair, now):
    actions.end_pair(pair=pair, by=builders.actor(pair.mentor), now=now)
    with pytest.raises(Refused) as refused:
        building.plan(pair, now + timedelta(hours=1), now=now)
    assert refused.value.reasons[0].code is MeetingReason.PAIR_ENDED


def test_the_day_of_a_meeting_is_the_day_where_it_is_held(session, pair, now):
    late_evening = datetime(2021, 6, 1, 5, 0, tzinfo=UTC)
    assert building.plan(pair, late_evening, now=now).on.isoformat() == "2021-05-31"


def test_the_agenda_of_both(session, pair, now):
    starts = now + timedelta(days=3)
    meeting = building.plan(pair, starts, now=now)
    [mine] = queries.coming(pair.mentor_id, now=now)
    [theirs] = queries.coming(pair.trainee_id, now=now)
    assert (mine.title.facts["name"], theirs.title.facts["name"]) == (pair.trainee.name, pair.mentor.name)
    assert (mine.uid, mine.starts_at, mine.canceled) == (f"meeting.{meeting.ref}", starts, False)
    actions.cancel_meeting(meeting=meeting, by=by(pair), now=now)
    [off] = queries.coming(pair.mentor_id, now=now)
    assert (off.canceled, off.sequence) == (True, 1)
    assert queries.coming(builders.make_person().id, now=now) == []
    assert queries.coming(pair.mentor_id, now=starts + timedelta(hours=9)) == []


def test_a_mentor_without_a_meeting_this_month_is_asked_to_plan_one(session, pair, now):
    def kinds(at=now):
        return [task.reason.code.value for task in queries.waiting(by(pair), now=at)]

    assert kinds() == ["mentoring_plan"]
    meeting = building.plan(pair, now + timedelta(hours=1), now=now)
    assert kinds() == []
    assert kinds(now + timedelta(hours=2)) == ["mentoring_write_down"]
    hold(meeting, pair, now + timedelta(hours=2))
    assert kinds(now + timedelta(hours=3)) == []
    assert kinds(now + timedelta(days=14)) == ["mentoring_plan"]


def test_a_calendar_forgets_what_is_over_and_what_nobody_held(session, pair, now):
    meeting = building.plan(pair, now + timedelta(hours=1), now=now, link="https://meet.example.org/x")
    [event] = queries.coming(pair.trainee_id, now=meeting.ends_at - timedelta(minutes=1))
    assert (event.ends_at, event.link) == (now + timedelta(minutes=105), "https://meet.example.org/x")
    assert queries.coming(pair.trainee_id, now=meeting.ends_at) == []
    actions.miss_meeting(meeting=meeting, by=by(pair), now=now + timedelta(hours=2))
    assert queries.coming(pair.trainee_id, now=now) == []


@pytest.mark.parametrize("end", ["pair", "trainee", "cohort"])
def test_no_meeting_is_asked_for_when_there_is_nobody_to_meet(session, pair, now, end):
    builders.make_grant(pair.mentor, building.Role.MENTOR, builders.make_person())
    if end == "pair":
        pair.until = now.date()
    elif end == "trainee":
        pair.enrollment.state = EnrollmentState.WITHDRAWN
    else:
        pair.enrollment.cohort.ends_on = now.date().replace(day=1) - timedelta(days=1)
    assert queries.waiting(by(pair), now=now) == []


def test_nobody_is_told_of_a_meeting_after_its_moment_or_without_the_right_to_it(session, pair, now):
    starts = now + timedelta(hours=30)
    meeting = building.plan(pair, starts, now=now)
    actions.change_meeting(
        meeting=meeting, starts_at=starts + timedelta(hours=1), zone=building.ZONE, planned_minutes=45,
        mode=MeetingMode.VIDEO, by=by(pair), now=now,
    )  # fmt: skip
    told = session.query(OutboxRow).all()
    assert {row.kind for row in told} == {"mentoring.planned", "mentoring.changed", "mentoring.reminder"}
    assert {row.not_after for row in told if row.kind == "mentoring.planned"} == {starts}
    assert {row.not_after for row in told if row.kind == "mentoring.changed"} == {starts + timedelta(hours=1)}
    right = ["mentoring.see", [["person", pair.trainee_id]]]
    assert [row.access for row in told] == [right] * len(told)


def test_ending_a_pair_says_nothing_of_a_meeting_that_is_over(session, pair, now):
    building.plan(pair, now + timedelta(hours=1), now=now)
    session.query(OutboxRow).delete()
    actions.end_pair(pair=pair, by=builders.actor(pair.mentor), now=now + timedelta(hours=2))
    assert session.query(OutboxRow).filter_by(kind="mentoring.canceled").count() == 0


def test_an_administrator_hears_of_trainees_without_a_mentor(session, now):
    office = builders.make_person(roles=building.Role.ADMINISTRATOR)
    cohort = building.make_cohort()
    building.make_trainee(cohort)
    building.make_trainee(cohort, state=EnrollmentState.WITHDRAWN)
    building.make_pair(building.make_trainee(cohort))
    [task] = queries.waiting(builders.actor(office), now=now)
    assert (task.reason.facts["count"], task.values) == (1, {"cohort_ref": cohort.ref})
    assert queries.waiting(builders.actor(office), now=now + timedelta(days=365)) == []
    evening = datetime.combine(cohort.ends_on, time(18), tzinfo=ZoneInfo(building.ZONE)).astimezone(UTC)
    assert len(queries.waiting(builders.actor(office), now=evening)) == 1, (
        "its last day ends at midnight there"
    )
    assert queries.waiting(builders.actor(builders.make_person()), now=now) == []


def test_the_mails_say_when_and_with_whom(session, pair, now):
    meeting = building.plan(pair, now + timedelta(days=3), now=now, link="https://meet.example.org/x")
    actions.change_meeting(
        meeting=meeting, starts_at=now + timedelta(days=4), zone=building.ZONE, planned_minutes=45,
        mode=MeetingMode.VIDEO, link="https://meet.example.org/x", by=by(pair), now=now,
    )  # fmt: skip
    path = f"/meetings/{meeting.ref}"
    said = {}
    for step in range(2):
        for row in letters(session, OutboxState.WAITING):
            said |= {(row.kind, language): building.mail(row, language) for language in ("en", "es")}
        if step == 0:
            actions.cancel_meeting(
                meeting=session.query(Meeting).one(), by=by(session.query(Pair).one()), now=now
            )
    moved = said["mentoring.changed", "en"]
    assert moved.subject.startswith("Moved: mentor meeting with ")
    assert "Fri, May 28, 2021, 9:00" in moved.body
    assert "https://meet.example.org/x" in moved.body
    assert path in moved.body
    assert said["mentoring.changed", "es"].language == "es"
    assert said["mentoring.canceled", "en"].calendar_method == "CANCEL"
    assert "Soon: mentor meeting with " in said["mentoring.reminder", "en"].subject
