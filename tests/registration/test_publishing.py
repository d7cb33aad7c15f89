"""Does a publication do what its preview said, tell each person once, and lose nothing when two publish at once?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import builders
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.permissions import Role
from trainer.registration import actions
from trainer.registration.actions import revision
from trainer.registration.models import Registration
from trainer.registration.rules import EndCause, RegistrationState
from trainer.schedule import actions as schedule_actions
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Place, ScheduleVersion
from trainer.schedule.rules.changes import PublishReason
from trainer.schedule.rules.kinds import Format, OfferingKind, OfferingState, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan

TODAY = date(2021, 5, 24)
CHANGED = ("registration.changed", "registration.changed_team")


@pytest.fixture
def admin(session):
    return builders.actor(builders.make_person("Ada Admin", roles=Role.ADMINISTRATOR))


def change(offering, admin, now, **values):
    plan = replace(schedule_queries.planned(offering), **values)
    schedule_actions.change_draft(
        offering=offering, plan=plan, lock=offering.lock, by=admin, now=now, today=TODAY
    )


def moved(offering, days=7):
    plan = schedule_queries.planned(offering)
    return tuple(replace(s, on=s.on + timedelta(days=days)) for s in plan.sessions)


def publish(year, admin, now, *, why="The room was not free.", **more):
    return actions.publish(
        year=year, version=more.pop("version", year.version), why=why, by=admin, now=now, **more
    )


def letters(session, kinds=CHANGED):
    return session.query(OutboxRow).filter(OutboxRow.kind.in_(kinds)).order_by(OutboxRow.id).all()


def test_the_first_publication_shows_new_offerings_and_tells_nobody(session, admin, now):
    year = builders.make_year(2021, version=0)
    plan = OfferingPlan(
        kind=OfferingKind.SHOWCASE,
        title="Showcase",
        sessions=(SessionPlan("s1", When.MONTH, date(2022, 6, 1)),),
    )
    offering = schedule_actions.draft_offering(
        year=year, plan=plan.with_when(), by=admin, now=now, today=TODAY
    )
    assert schedule_queries.published_offerings(year) == []
    version = publish(year, admin, now, why="")
    assert (version.number, year.version) == (1, 1)
    assert offering.state is OfferingState.PUBLISHED
    assert [(item["kind"], item["title"]) for item in version.items] == [("new", "Showcase")]
    assert letters(session) == []
    assert session.query(AuditRow).filter_by(action="schedule.publish").one().facts["version"] == 1


def test_a_moved_date_is_told_once_to_everybody_and_their_coordinator(session, admin, now):
    offering = builders.make_offering()
    agency = builders.make_organization("Bright Start")
    coordinator = builders.make_person("Cora", roles=(Role.COORDINATOR, agency))
    sent = [
        builders.make_registration(offering, builders.make_person(), organization=agency) for _ in range(3)
    ]
    alone = builders.make_registration(offering, builders.make_person())
    waits = builders.make_registration(
        offering, builders.make_person(), state=RegistrationState.WAITLISTED, organization=agency
    )
    gone = builders.make_registration(offering, builders.make_person(), state=RegistrationState.CANCELED)
    other = builders.make_registration(builders.make_offering(title="Untouched"), builders.make_person())
    change(offering, admin, now, sessions=moved(offering))
    assert offering.first_on == date(2021, 9, 15), "what is public stays until it is published"

    seen = revision.preview(offering.year, now=now)
    assert (seen.count_told, len(seen.items)) == (6, 1)
    publish(offering.year, admin, now, seen=seen.seen)

    assert offering.first_on == date(2021, 9, 22)
    assert offering.draft is None
    told = letters(session)
    assert [row.to_person for row in told] == [
        *(r.person_id for r in sent), alone.person_id, waits.person_id, coordinator.id,
    ]  # fmt: skip
    assert len(told) == seen.count_told
    assert {gone.person_id, other.person_id}.isdisjoint(row.to_person for row in told)
    assert [c["part"] for c in told[0].params["changes"]] == ["date"]
    assert told[-1].params["people"] == 4
    assert told[-1].access == ["register.team", [["organization", agency.id]]]


def test_the_calendar_keeps_its_uids_and_drops_what_is_gone(session, admin, now):
    offering = builders.make_offering()
    holder = builders.make_registration(offering, builders.make_person())
    waits = builders.make_registration(offering, builders.make_person(), state=RegistrationState.WAITLISTED)
    change(offering, admin, now, sessions=moved(offering)[:2])
    publish(offering.year, admin, now)
    by_person = {row.to_person: row.params for row in letters(session)}
    events = {e["uid"].split(".")[-1]: e for e in by_person[holder.person_id]["calendar"]}
    assert [events[key]["status"] for key in ("s1", "s2", "s3")] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {event["sequence"] for event in events.values()} == {1}
    assert events["s1"]["starts"] == "2021-09-22T16:00:00+00:00"
    assert "calendar" not in by_person[waits.person_id]

    change(offering, admin, now, place="Room 5", format=Format.IN_PERSON)
    publish(offering.year, admin, now)
    last = letters(session)[-2].params
    assert {event["sequence"] for event in last["calendar"]} == {2}


@pytest.mark.parametrize(
    ("values", "tells"),
    [
        ({"title": "New title"}, False),
        ({"about": "More"}, False),
        ({"capacity": 30}, False),
        ({"note": "Bring a pen"}, False),
        ({"closes_on": date(2021, 9, 1)}, False),
        ({"place": "Oakland"}, True),
        ({"join_url": "https://example.org/room"}, True),
        ({"format": Format.IN_PERSON}, True),
        ({"zone": "America/Denver"}, True),
    ],
)
def test_only_date_time_place_format_and_link_are_told(session, admin, now, values, tells):
    offering = builders.make_offering()
    builders.make_registration(offering, builders.make_person())
    change(offering, admin, now, **values)
    seen = revision.preview(offering.year, now=now)
    publish(offering.year, admin, now)
    assert len(letters(session)) == seen.count_told == int(tells)
    assert offering.sequence == int(tells)


def test_the_link_to_join_is_in_no_version_and_no_message(session, admin, now):
    offering = builders.make_offering(join_url="https://old.example/secret-1")
    agency = builders.make_organization()
    builders.make_person(roles=(Role.COORDINATOR, agency))
    builders.make_registration(offering, builders.make_person(), organization=agency)
    change(offering, admin, now, join_url="https://new.example/secret-2")
    version = publish(offering.year, admin, now)
    assert "secret" not in str(version.items)
    team = letters(session, ("registration.changed_team",))
    assert len(team) == 1
    assert "secret" not in str(team[0].params)


def test_a_canceled_offering_ends_its_registrations(session, admin, now):
    offering = builders.make_offering(capacity=1)
    holder = builders.make_registration(offering, builders.make_person())
    waits = builders.make_registration(offering, builders.make_person(), state=RegistrationState.WAITLISTED)
    schedule_actions.cancel_offering(
        offering=offering, why="Too few people.", lock=offering.lock, by=admin, now=now
    )
    assert offering.state is OfferingState.PUBLISHED
    version = publish(offering.year, admin, now)
    session.expire_all()
    assert offering.state is OfferingState.CANCELED
    assert version.items[0]["kind"] == "canceled"
    for registration in (holder, waits):
        assert (registration.state, registration.ended) == (
            RegistrationState.CANCELED, EndCause.OFFERING_CANCELED,
        )  # fmt: skip
    place = session.query(Place).filter_by(offering_id=offering.id).one()
    assert (place.taken, place.waiting) == (0, 0)
    told = letters(session)
    assert len(told) == 2
    assert {row.params["why"] for row in told} == {"Too few people."}
    assert {event["status"] for event in told[0].params["calendar"]} == {"CANCELLED"}
    assert not session.query(OutboxRow).filter_by(kind="registration.offer").count(), (
        "nobody moves up into it"
    )


def test_a_capacity_below_the_places_taken_is_refused_with_the_count(session, admin, now):
    offering = builders.make_offering(capacity=3)
    change(offering, admin, now, capacity=1)
    for _ in range(2):
        builders.make_registration(offering, builders.make_person())
    session.commit()
    assert revision.preview(offering.year, now=now).short == {offering.id: [{"capacity": 1, "taken": 2}]}
    with pytest.raises(Refused) as refused:
        publish(offering.year, admin, now)
    assert [(r.code, r.facts["taken"]) for r in refused.value.reasons] == [(PublishReason.BELOW_TAKEN, 2)]
    session.rollback()
    assert (offering.year.version, offering.places[0].capacity) == (1, 3)
    assert session.query(ScheduleVersion).count() == 0


def test_a_higher_capacity_offers_places_to_those_who_wait(session, admin, now):
    offering = builders.make_offering(capacity=1)
    builders.make_registration(offering, builders.make_person())
    waits = [
        builders.make_registration(offering, builders.make_person(), state=RegistrationState.WAITLISTED)
        for _ in range(3)
    ]
    change(offering, admin, now, capacity=3)
    publish(offering.year, admin, now)
    session.expire_all()
    assert [r.state for r in waits] == [
        RegistrationState.OFFERED, RegistrationState.OFFERED, RegistrationState.WAITLISTED,
    ]  # fmt: skip


def test_whoever_moves_up_by_a_revision_hears_of_the_change_too(session, admin, now):
    offering = builders.make_offering(capacity=1)
    builders.make_registration(offering, builders.make_person())
    waits = builders.make_registration(offering, builders.make_person(), state=RegistrationState.WAITLISTED)
    change(offering, admin, now, capacity=2, place="Oakland", format=Format.IN_PERSON)
    publish(offering.year, admin, now)
    kinds = [
        row.kind
        for row in session.query(OutboxRow).filter_by(to_person=waits.person_id, state=OutboxState.WAITING)
    ]
    assert sorted(kinds) == ["registration.changed", "registration.offer"]


@pytest.mark.parametrize("new", [Format.IN_PERSON, Format.TBD, Format.HYBRID])
def test_places_and_people_follow_a_change_of_format(session, admin, now, new):
    offering = builders.make_offering(capacity=5)
    held = [builders.make_registration(offering, builders.make_person()) for _ in range(2)]
    change(offering, admin, now, format=new, capacity_virtual=5 if new is Format.HYBRID else None)
    publish(offering.year, admin, now)
    session.expire_all()
    formats = {place.format: place.taken for place in offering.places}
    expected = {Format.IN_PERSON: 0, Format.VIRTUAL: 2} if new is Format.HYBRID else {new: 2}
    assert formats == expected
    assert {r.format for r in held} == {Format.VIRTUAL if new is Format.HYBRID else new}


def test_two_queues_of_a_hybrid_become_one_in_the_order_people_came(session, admin, now):
    offering = builders.make_offering(format=Format.HYBRID, capacity=0)
    rows = []
    for number in range(4):
        place = offering.places[number % 2]
        place.waiting += 1
        place.next_number += 1
        rows.append(
            Registration(
                offering_id=offering.id, person_id=builders.make_person().id, format=place.format,
                state=RegistrationState.WAITLISTED, number=place.next_number - 1,
                made_at=now + timedelta(minutes=number), changed_at=now,
            )
        )  # fmt: skip
    rows[3].state, rows[3].told_as = RegistrationState.CANCELED, RegistrationState.WAITLISTED
    offering.places[1].waiting -= 1
    session.add_all(rows)
    session.flush()
    change(offering, admin, now, format=Format.VIRTUAL, capacity=0, capacity_virtual=None)
    publish(offering.year, admin, now)
    session.expire_all()
    (place,) = offering.places
    assert (place.format, place.waiting) == (Format.VIRTUAL, 3)
    numbers = [row.number for row in rows]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 4
    assert place.next_number > max(numbers)


def test_what_was_seen_is_what_is_published(session, admin, now):
    offering = builders.make_offering()
    change(offering, admin, now, place="Oakland", format=Format.IN_PERSON)
    seen = revision.preview(offering.year, now=now).seen
    change(offering, admin, now, place="Fresno")
    with pytest.raises(Refused) as refused:
        publish(offering.year, admin, now, seen=seen)
    assert refused.value.reasons[0].code is PublishReason.DRAFTS_MOVED


@pytest.mark.parametrize(
    ("drafts", "more", "code"),
    [
        (True, {"version": 0}, PublishReason.VERSION_MOVED),
        (True, {"why": "  "}, PublishReason.WHY_MISSING),
        (False, {}, PublishReason.NOTHING_TO_PUBLISH),
    ],
)
def test_what_cannot_be_published(session, admin, now, drafts, more, code):
    offering = builders.make_offering()
    if drafts:
        change(offering, admin, now, title="Another")
    with pytest.raises(Refused) as refused:
        publish(offering.year, admin, now, **more)
    assert refused.value.reasons[0].code is code
