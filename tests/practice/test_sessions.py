"""What do the verbs of a session write and refuse: plan, change, sign in, correct?"""

from datetime import date, time, timedelta

import pytest

from tests import builders
from tests.practice import building
from tests.practice.house import acts, refusal
from trainer.core.audit import AuditRow
from trainer.practice import actions
from trainer.practice.models import CopSession, SignIn
from trainer.practice.rules import (
    CopSessionState,
    PracticeReason,
    SignInSource,
)
from trainer.schedule.rules.kinds import Format


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


def numbers(session):
    session.flush()
    rows = session.query(CopSession).order_by(CopSession.starts_at)
    return [(one.number, one.on.isoformat()) for one in rows]


def test_numbers_follow_the_dates_also_of_a_session_that_is_added_or_moved(session, people, cop, now):
    by = builders.actor(people["tess"])
    second = building.make_session(cop, now)
    building.hold(second, [])
    third = building.make_session(cop, now + timedelta(days=30))
    added = building.make_session(cop, now - timedelta(days=20))
    assert numbers(session) == [(1, "2021-05-04"), (2, "2021-05-24"), (3, "2021-06-23")]
    assert (added.number, second.sequence, third.sequence) == (1, 1, 1), "calendars show the new title"
    actions.cancel_session(session=added, by=by, now=now)
    actions.change_session(
        session=third, on=date(2021, 5, 10), starts=time(16), minutes=60, format=Format.VIRTUAL, place="",
        purpose="", question="", agenda="", lock=0, by=by, now=now,
    )  # fmt: skip
    assert numbers(session) == [(1, "2021-05-04"), (2, "2021-05-10"), (3, "2021-05-24")]
    assert session.query(AuditRow).order_by(AuditRow.id.desc()).first().facts["number"] == 2
