"""Do closed sheets become outcomes, records, hours and the part "attendance", and do corrections carry through?"""

from collections import Counter
from datetime import date

import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from trainer.accounts.actor import SYSTEM
from trainer.attendance import actions, queries
from trainer.attendance.models import TrainingRecord
from trainer.attendance.queries import columns
from trainer.attendance.rules import Source
from trainer.core.audit import AuditRow
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.rules import parts_needed
from trainer.permissions import Role
from trainer.registration.models import SessionJoined
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import OfferingKind


@pytest.fixture
def training(session):
    building.make_courses()
    return building.make_training()


def place(offering, name="Ana", **more):
    return builders.make_registration(offering, builders.make_person(name), **more)


def part(registration):
    return curriculum_queries.parts_of(registration.person_id, "cop-101", building.EDITION)


def correct(offering, number, registration, what):
    session = offering.sessions[number - 1]
    building.mark(session, offering, building.said(registration, what), why="Seen on the list at the door")


def test_a_record_holds_what_a_funder_asks_for(session, training):
    agency = builders.make_organization("Bay Agency")
    trainer = builders.make_person("Tess Trainer", roles=(Role.TRAINER, training))
    ana = place(training, organization=agency)
    building.hold(training, {ana: [0, 15, 3]}, by=builders.actor(trainer))
    (record,) = queries.records_of(ana.person_id)
    assert (record.title, record.course, record.edition, record.organization.name) == (
        "CoP 101", "cop-101", building.EDITION, "Bay Agency",
    )  # fmt: skip
    assert (record.first_on, record.last_on, record.trainers) == (
        date(2021, 5, 18), date(2021, 5, 20), ["Tess Trainer"],
    )  # fmt: skip
    assert (record.scheduled_minutes, record.attended_minutes, record.credited_minutes) == (1080, 1062, 1080)
    assert (record.state.value, record.verified_at, record.verified_by) == ("complete", NOW, trainer.id)
    assert record.days[1] == {
        "number": 2, "on": "2021-05-19", "label": "", "presence": "present", "minutes": 360, "missed": 15,
        "credited": True,
    }  # fmt: skip
    assert ana.state is RegistrationState.ATTENDED
    assert part(ana) == {"attendance"}


def test_sixteen_minutes_missed_cost_the_session_and_the_part(session, training):
    ana = place(training)
    building.hold(training, {ana: [0, 16, 0]})
    (record,) = queries.records_of(ana.person_id)
    assert (record.state.value, record.credited_minutes, record.attended_minutes) == ("partial", 720, 1064)
    assert ana.state is RegistrationState.PARTLY_ATTENDED
    assert part(ana) == set()


def test_nothing_follows_before_the_last_sheet_is_closed(session, training):
    ana = place(training)
    building.hold(training, {ana: [0, 0, 0]}, close=False)
    for meeting in training.sessions[:2]:
        actions.close(session=meeting, offering=training, by=SYSTEM, now=NOW)
    assert queries.records_of(ana.person_id) == []
    assert (ana.state, part(ana)) == (RegistrationState.REGISTERED, set())
    actions.close(session=training.sessions[2], offering=training, by=SYSTEM, now=NOW)
    assert len(queries.records_of(ana.person_id)) == 1
    assert (ana.state, part(ana)) == (RegistrationState.ATTENDED, {"attendance"})


@pytest.mark.parametrize(
    ("row", "state"),
    [(["absent"] * 3, RegistrationState.NO_SHOW), (["excused"] * 3, RegistrationState.EXCUSED)],
)
def test_who_was_never_there_has_an_outcome_and_no_record(session, training, row, state):
    ana = place(training)
    building.hold(training, {ana: row})
    assert queries.records_of(ana.person_id) == []
    assert (ana.state, part(ana)) == (state, set())
    assert session.query(OutboxRow).count() == 0
    assert training.places[0].taken == 1


def test_a_correction_carries_through_and_back(session, training):
    ana, ben = place(training), place(training, "Ben")
    building.hold(training, {ana: [0, 16, 0], ben: [0, 0, 0]})
    (record,) = queries.records_of(ana.person_id)
    correct(training, 2, ana, 5)
    assert (record.state.value, record.credited_minutes, ana.state) == (
        "complete", 1080, RegistrationState.ATTENDED,
    )  # fmt: skip
    assert part(ana) == {"attendance"}
    correct(training, 2, ana, "absent")
    assert (record.state.value, record.credited_minutes, ana.state) == (
        "partial", 720, RegistrationState.PARTLY_ATTENDED,
    )  # fmt: skip
    assert part(ana) == set()
    for number in (1, 3):
        correct(training, number, ana, "absent")
    assert queries.records_of(ana.person_id) == []
    assert ana.state is RegistrationState.NO_SHOW
    acts = Counter(row.action for row in session.query(AuditRow))
    assert (acts["record.make"], acts["record.correct"], acts["record.remove"]) == (2, 3, 1)
    assert (ben.state, part(ben)) == (RegistrationState.ATTENDED, {"attendance"})


def test_a_correction_takes_a_derived_completion_back(session, training):
    ana = place(training)
    building.hold(training, {ana: [0, 0, 0]})
    for name in parts_needed(curriculum_queries.edition("cop-101").content)[1:]:
        curriculum_actions.record_part(
            person=ana.person, course="cop-101", edition=building.EDITION, part=name, on=date(2021, 5, 21),
            cause="test", by=SYSTEM, now=NOW,
        )  # fmt: skip
    assert curriculum_queries.has_completed(ana.person_id, "cop-101")
    correct(training, 3, ana, 16)
    assert not curriculum_queries.has_completed(ana.person_id, "cop-101")
    correct(training, 3, ana, 15)
    assert curriculum_queries.has_completed(ana.person_id, "cop-101")


def test_one_session_is_made_up_in_another_run_and_counts_there(session, training):
    earlier = building.make_training(building.EARLIER_RUN)
    ana = place(earlier)
    again = builders.make_registration(training, ana.person)
    building.hold(earlier, {ana: [0, "absent", 0]})
    assert part(ana) == set()
    building.hold(training, {again: ["excused", 0, "excused"]})
    assert part(ana) == {"attendance"}
    assert {record.credited_minutes for record in queries.records_of(ana.person_id)} == {720, 360}
    correct(training, 2, again, 30)
    assert part(ana) == set()


def test_two_sessions_cannot_be_made_up(session, training):
    first, second = building.make_training(building.EARLIER_RUN), building.make_training(building.FIRST_RUN)
    ana = place(first)
    places = [ana, *(builders.make_registration(one, ana.person) for one in (second, training))]
    building.hold(first, {places[0]: [0, "absent", "absent"]})
    building.hold(second, {places[1]: ["absent", 0, "absent"]})
    building.hold(training, {places[2]: ["absent", "absent", 0]})
    assert part(ana) == set()
    correct(training, 2, places[2], 0)
    assert part(ana) == {"attendance"}, "now only the first one is made up, in the earliest run"


def test_a_refresher_has_its_own_part_and_a_facilitator_cop_none(session, training):
    refresher = building.make_refresher()
    peers = building.make_training(building.PAST, kind=OfferingKind.FACILITATOR_COP, title="Facilitator CoP")
    ana = place(refresher)
    monthly = builders.make_registration(peers, ana.person)
    building.hold(refresher, {ana: [0]})
    building.hold(peers, {monthly: [0, "absent", 0]})
    assert curriculum_queries.parts_of(ana.person_id, "refresher", builders.edition_of("refresher")) == {
        "attendance"
    }
    assert {one.course for one in curriculum_queries.all_parts_of(ana.person_id)} == {"refresher"}
    assert monthly.state is RegistrationState.ATTENDED


def test_what_is_known_from_elsewhere_is_not_taken_back(session, training):
    ana = place(training)
    curriculum_actions.record_part(
        person=ana.person, course="cop-101", edition=building.EDITION, part="attendance", on=date(2020, 9, 18),
        cause="sheet of paper", by=SYSTEM, now=NOW,
    )  # fmt: skip
    building.hold(training, {ana: [0, "absent", 0]})
    assert part(ana) == {"attendance"}


def test_before_a_course_is_loaded_there_are_hours_but_no_part(session):
    training = building.make_training()
    ana = place(training)
    building.hold(training, {ana: [0, 0, 0]})
    assert queries.records_of(ana.person_id)[0].credited_minutes == 1080
    assert curriculum_queries.all_parts_of(ana.person_id) == []


def test_a_place_given_back_after_two_days_leaves_a_record_and_no_outcome(session, training):
    ana, ben = place(training), place(training, "Ben")
    for meeting in training.sessions[:2]:
        building.mark(meeting, training, building.said(ana, 0) + building.said(ben, 0))
    ana.state = RegistrationState.CANCELED
    session.flush()
    building.mark(training.sessions[2], training, building.said(ben, 0))
    for meeting in training.sessions:
        actions.close(session=meeting, offering=training, by=SYSTEM, now=NOW)
    (record,) = queries.records_of(ana.person_id)
    assert (record.credited_minutes, record.state.value) == (720, "partial")
    assert ana.state is RegistrationState.CANCELED


def join(session, registration, *meetings):
    for meeting in meetings:
        session.add(SessionJoined(registration_id=registration.id, session_id=meeting.id))
    session.flush()


def test_nothing_becomes_of_a_place_whose_chosen_sessions_are_gone(session, training):
    ana, ben, gus = place(training, single=True), place(training, "Ben"), place(training, "Gus", single=True)
    join(session, ana, training.sessions[0])
    building.hold(training, {ana: [0, None, None], ben: [0, 0, 0]})
    (record,) = queries.records_of(ana.person_id)
    assert (record.state.value, record.scheduled_minutes) == ("complete", 360)
    assert (ana.state, gus.state) == (RegistrationState.ATTENDED, RegistrationState.REGISTERED)


def test_who_comes_back_for_single_sessions_has_a_record_of_those(session, training):
    ana, ben = place(training), place(training, "Ben")
    first, second, last = training.sessions
    building.mark(first, training, building.said(ana, 0) + building.said(ben, 0))
    ana.state = RegistrationState.CANCELED
    session.flush()
    again = builders.make_registration(training, ana.person, single=True)
    join(session, again, last)
    building.mark(second, training, building.said(ben, 0))
    building.mark(last, training, building.said(again, 0) + building.said(ben, 0))
    for meeting in training.sessions:
        actions.close(session=meeting, offering=training, by=SYSTEM, now=NOW)
    (record,) = queries.records_of(ana.person_id)
    assert ([day["number"] for day in record.days], record.state.value) == ([1, 3], "complete")


def test_a_record_says_how_it_was_captured(session, training):
    ana, ben = place(training), place(training, "Ben")
    building.hold(training, {ana: [0, 0, 0], ben: [0, 0, 0]}, close=False)
    for meeting in training.sessions:
        queries.marks_in(meeting)[ana.id].source = Source.QR
    queries.marks_in(training.sessions[0])[ben.id].source = Source.LOG
    session.flush()
    for meeting in training.sessions:
        actions.close(session=meeting, offering=training, by=SYSTEM, now=NOW)
    sources = [queries.records_of(one.person_id)[0].source for one in (ana, ben)]
    assert sources == [Source.QR, Source.TYPED]


def test_the_person_hears_of_it_once_and_a_correction_replaces_what_was_not_sent(session, training):
    ana, ben = place(training), place(training, "Ben")
    building.hold(training, {ana: [0, 16, 0], ben: [0, 0, 0]})
    letters = session.query(OutboxRow).order_by(OutboxRow.id).all()
    assert [(row.kind, row.to_person) for row in letters] == [
        ("attendance.recorded", ana.person_id), ("attendance.recorded", ben.person_id),
    ]  # fmt: skip
    correct(training, 2, ana, 0)
    session.expire_all()
    told = [(row.kind, row.state) for row in session.query(OutboxRow).filter_by(to_person=ana.person_id)]
    assert told == [
        ("attendance.recorded", OutboxState.CANCELED), ("attendance.corrected", OutboxState.WAITING),
    ]  # fmt: skip
    correct(training, 2, ana, 1)
    assert session.query(OutboxRow).filter_by(to_person=ana.person_id).count() == 3


def test_hours_are_counted_by_the_day_of_each_session(session, training):
    across = building.make_training((date(2020, 6, 30), date(2020, 7, 1)), kind=OfferingKind.OTHER)
    agency, other = builders.make_organization(), builders.make_organization()
    ana = place(across, organization=agency)
    member = builders.make_membership(ana.person, agency, since=date(2020, 6, 30))
    builders.make_membership(ana.person, other)
    building.hold(across, {ana: [0, 0]})
    running = building.make_training(building.EARLIER_RUN, kind=OfferingKind.FACILITATOR_COP)
    there = builders.make_registration(running, ana.person, organization=agency)
    building.mark(running.sessions[0], running, building.said(there, 0))
    actions.close(session=running.sessions[0], offering=running, by=SYSTEM, now=NOW)
    building.mark(running.sessions[1], running, building.said(there, 0))
    year = (date(2020, 7, 1), date(2021, 6, 30))
    assert columns.minutes_among([ana.person_id], agency.id, *year) == {ana.person_id: 720}
    before = (date(2019, 7, 1), date(2020, 6, 30))
    assert columns.minutes_among([ana.person_id], agency.id, *before) == {ana.person_id: 360}
    member.since = date(2020, 7, 1)
    assert columns.minutes_among([ana.person_id], agency.id, *before) == {}, "before their time there"
    assert columns.minutes_among([ana.person_id], other.id, *year) == {}, "not on its behalf"
    assert columns.minutes_among([], agency.id, *year) == {}


def test_one_record_per_person_and_training(session, training):
    ana = place(training)
    building.hold(training, {ana: [0, 0, 0]})
    correct(training, 1, ana, 2)
    assert session.query(TrainingRecord).count() == 1
