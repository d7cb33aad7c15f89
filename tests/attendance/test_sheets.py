"""Is a sheet marked, closed and corrected as it should be, by one person at a time, and is it in the audit trail?"""

import functools
from dataclasses import replace
from datetime import timedelta

import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from trainer.accounts.actor import SYSTEM
from trainer.attendance import actions, queries, rules, wording
from trainer.attendance.models import Mark, Sheet
from trainer.attendance.rules import Marked, Piece, Presence, Source
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role
from trainer.registration.actions import publish
from trainer.registration.rules import RegistrationState
from trainer.schedule import actions as schedule_actions
from trainer.schedule import queries as schedule_queries
from trainer.schedule.rules.kinds import SessionState


@pytest.fixture
def training(session):
    return building.make_training()


@pytest.fixture
def ana(session, training):
    return builders.make_registration(training, builders.make_person("Ana"))


def refused(do):
    with pytest.raises(Refused) as found:
        do()
    return [reason.code.value for reason in found.value.reasons]


def audited(session, action):
    return [row.facts for row in session.query(AuditRow).filter_by(action=action).order_by(AuditRow.id)]


def test_marks_are_kept_with_their_credit_and_written_down(session, training, ana):
    ben = builders.make_registration(training, builders.make_person("Ben"))
    first = training.sessions[0]
    building.mark(first, training, building.said(ana, 16) + building.said(ben, "excused"))
    marks = queries.marks_in(first)
    assert [(m.presence.value, m.missed_minutes, m.session_minutes, m.credited) for m in marks.values()] == [
        ("present", 16, 360, False), ("excused", 360, 360, False),
    ]  # fmt: skip
    assert audited(session, "attendance.mark") == [
        {"session": 1, "changes": [[ana.ref, None, "present 16"], [ben.ref, None, "excused"]]}
    ]
    assert ana.state is RegistrationState.REGISTERED


def test_what_stands_already_is_left_alone(session, training, ana):
    first = training.sessions[0]
    for _ in range(2):
        building.mark(first, training, building.said(ana, 5))
    assert queries.sheet_of(first).lock == 1
    assert len(audited(session, "attendance.mark")) == 1
    building.mark(first, training, building.said(ana, "absent"))
    assert audited(session, "attendance.mark")[1]["changes"] == [[ana.ref, "present 5", "absent"]]
    assert session.query(Mark).count() == 1


def test_nothing_to_mark_writes_nothing(session, training):
    assert (
        actions.mark(session=training.sessions[0], offering=training, marks=[], lock=0, by=SYSTEM, now=NOW)
        is None
    )
    assert session.query(Sheet).count() == session.query(AuditRow).count() == 0


def test_of_two_who_mark_at_once_the_second_is_asked(session, training, ana):
    first = training.sessions[0]

    def save(what, lock):
        actions.mark(
            session=first, offering=training, marks=building.said(ana, what), lock=lock, by=SYSTEM, now=NOW
        )

    save(0, 0)
    assert refused(lambda: save("absent", 0)) == ["saved_meanwhile"]
    assert queries.marks_in(first)[ana.id].presence is Presence.PRESENT
    save("absent", 1)
    assert queries.marks_in(first)[ana.id].presence is Presence.ABSENT


def test_a_session_that_has_not_begun_says_when_it_does(session, ana, training):
    first = training.sessions[0]
    early = first.starts_at - timedelta(minutes=1)
    with pytest.raises(Refused) as found:
        building.mark(first, training, building.said(ana, 0), now=early)
    assert found.value.reasons[0].facts["starts"] == first.starts_at
    building.mark(first, training, building.said(ana, 0), now=first.starts_at)
    assert refused(
        lambda: actions.close(session=first, offering=training, by=SYSTEM, now=first.starts_at)
    ) == ["not_over"]


def test_late_is_not_too_late(session, training, ana):
    building.mark(training.sessions[0], training, building.said(ana, 0), now=NOW + timedelta(days=300))
    assert queries.marks_in(training.sessions[0])[ana.id].credited


@pytest.mark.parametrize(
    ("what", "reason"),
    [(361, "longer_than_session"), (-1, "negative")],
)
def test_more_than_the_session_cannot_be_missed(session, training, ana, what, reason):
    assert refused(lambda: building.mark(training.sessions[0], training, building.said(ana, what))) == [
        reason
    ]
    assert session.query(Mark).count() == 0


@pytest.mark.parametrize(
    "more",
    [{"state": RegistrationState.WAITLISTED}, {"state": RegistrationState.CANCELED},
     {"state": RegistrationState.CANCELED, "told_as": RegistrationState.REGISTERED}],
)  # fmt: skip
def test_who_has_no_place_is_on_no_sheet(session, training, more):
    other = builders.make_registration(training, builders.make_person(), **more)
    elsewhere = builders.make_registration(building.make_training(), builders.make_person())
    assert list(queries.people_on(training.sessions[0])) == []
    for stranger in (other, elsewhere):
        do = functools.partial(building.mark, training.sessions[0], training, building.said(stranger, 0))
        assert refused(do) == ["not_on_sheet"]


def test_whoever_was_marked_and_gave_the_place_back_stays_on_the_sheet(session, training, ana):
    building.mark(training.sessions[0], training, building.said(ana, 0))
    ana.state = RegistrationState.CANCELED
    session.flush()
    assert [len(queries.people_on(one)) for one in training.sessions] == [1, 0, 0]


def test_a_sheet_is_closed_once_and_only_when_everybody_is_marked(session, training, ana):
    ben = builders.make_registration(training, builders.make_person("Ben"))
    first = training.sessions[0]
    building.mark(first, training, building.said(ana, 0))

    def close():
        actions.close(session=first, offering=training, by=SYSTEM, now=NOW)

    with pytest.raises(Refused) as found:
        close()
    assert found.value.reasons[0].facts["names"] == "Ben"
    building.mark(first, training, building.said(ben, "absent"))
    close()
    assert queries.sheet_of(first).closed_at == NOW
    assert audited(session, "attendance.close") == [{"session": 1, "people": 2, "credited": 1}]
    assert refused(close) == ["already_closed"]
    assert refused(
        lambda: actions.close(
            session=builders.make_offering(days=building.PAST[:1]).sessions[0],
            offering=training,
            by=SYSTEM,
            now=NOW,
        )
    ) == ["nobody"]


def test_a_closed_sheet_is_corrected_with_a_reason_only(session, training, ana):
    first = training.sessions[0]
    building.mark(first, training, building.said(ana, 16))
    actions.close(session=first, offering=training, by=SYSTEM, now=NOW)

    def correct(why):
        building.mark(first, training, building.said(ana, 0), why=why)

    assert refused(lambda: correct("")) == refused(lambda: correct("   ")) == ["why_missing"]
    assert not queries.marks_in(first)[ana.id].credited
    correct("She came by the other door.")
    assert queries.marks_in(first)[ana.id].credited
    assert audited(session, "attendance.correct") == [
        {
            "session": 1,
            "changes": [[ana.ref, "present 16", "present 0"]],
            "why": "She came by the other door.",
        }
    ]


def test_trainers_read_in_reasons_only_the_names_that_were_typed(session, training):
    agency = builders.make_organization()
    person = builders.make_person("Real Name")
    builders.make_membership(person, agency, state=MembershipState.INVITED).listed_name = "Typed Name"
    place = builders.make_registration(training, person, organization=agency)
    trainer = builders.make_person(roles=(Role.TRAINER, training))
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    for who, name in ((trainer, "Typed Name"), (admin, "Real Name")):
        with pytest.raises(Refused) as found:
            building.mark(
                training.sessions[0],
                training,
                [Marked(place.ref, Presence.PRESENT, 999)],
                by=builders.actor(who),
            )
        assert found.value.reasons[0].facts["name"] == name


@pytest.mark.parametrize("days", [14, 3])
def test_a_sheet_locks_by_itself_and_is_then_marked_with_a_reason_only(session, training, ana, days):
    rules.set_lock_after(days)
    try:
        first = training.sessions[0]
        locks = first.ends_at + timedelta(days=days)
        mark = functools.partial(
            actions.mark, session=first, offering=training, marks=building.said(ana, 16), by=SYSTEM
        )
        with pytest.raises(Refused) as found:
            mark(lock=0, now=locks)
        assert [(one.code.value, one.facts) for one in found.value.reasons] == [
            ("locked_why_missing", {"days": days})
        ]
        mark(lock=0, now=locks - timedelta(minutes=1))
        assert mark(lock=1, now=locks).lock == 1, "what stands already needs no reason"
        mark(lock=1, now=locks, marks=building.said(ana, 0), why="The sheet lay in the other room.")
        actions.close(session=first, offering=training, by=SYSTEM, now=locks)
        assert audited(session, "attendance.mark")[1]["why"] == "The sheet lay in the other room."
    finally:
        rules.set_lock_after(14)


def test_who_was_seen_otherwise_than_they_stand_is_not_marked_over(session, training, ana):
    first = training.sessions[0]
    building.mark(first, training, building.said(ana, 20))

    def mark(seen, missed=0):
        marks = [Marked(ana.ref, Presence.PRESENT, missed, seen=seen)]
        building.mark(first, training, marks)

    assert refused(lambda: mark("")) == refused(lambda: mark("absent")) == ["saved_meanwhile"]
    mark("absent", missed=20)
    assert queries.sheet_of(first).lock == 1, "what both say is not written again"
    mark("present 20")
    assert queries.marks_in(first)[ana.id].missed_minutes == 0


def test_times_are_kept_with_how_they_came_and_outlive_other_minutes(session, training, ana):
    first = training.sessions[0]
    times = (Piece(first.starts_at + timedelta(minutes=6), None),)
    sheet = actions.mark(
        session=first, offering=training, marks=[Marked(ana.ref, Presence.PRESENT, 6, times)], lock=0,
        source=Source.LOG, by=SYSTEM, now=NOW,
    )  # fmt: skip
    row = queries.marks_in(first)[ana.id]
    assert (row.source, row.missed_minutes, sheet.lock) == (Source.LOG, 6, 1)
    assert queries.stays.counted_from(first, row).late == 6
    said = "354 of 360 minutes; 6 missed, at most 15: credit for the session. Missed: 6 late = 6."
    assert wording.arithmetic(row) == wording.kept_arithmetic(queries.kept(first, row)) == said
    building.mark(first, training, building.said(ana, 0))
    row = queries.marks_in(first)[ana.id]
    assert (row.source, row.missed_minutes, rules.from_kept(row.pieces)) == (Source.TYPED, 0, list(times))
    assert queries.stays.counted_from(first, row) is None
    assert "late" not in queries.kept(first, row)


@pytest.mark.parametrize("known", [True, False])
def test_a_session_with_a_sheet_stays_in_the_schedule(session, training, ana, known):
    """Refused when it is drafted and when it is published; and where only the database knows of the sheet."""
    by, first = builders.actor(builders.make_person("Ada", roles=Role.ADMINISTRATOR)), training.sessions[0]

    def draft():
        plan = schedule_queries.planned(training)
        schedule_actions.change_draft(
            offering=training, plan=replace(plan, sessions=plan.sessions[1:]), lock=training.lock, by=by, now=NOW,
            today=NOW.date(),
        )  # fmt: skip

    draft()
    building.mark(first, training, building.said(ana, 0))
    if not known:
        first.state = SessionState.SCHEDULED
    session.commit()
    year = training.year
    with pytest.raises(Refused) as found:
        publish(year=year, version=year.version, why="Why", by=by, now=NOW)
    session.rollback()
    assert [(one.code.value, one.facts["session"]) for one in found.value.reasons] == [("session_held", 1)]
    assert len(training.sessions) == 3
    if known:
        assert refused(draft) == ["session_held"]
