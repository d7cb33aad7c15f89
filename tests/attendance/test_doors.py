"""Do people sign in by themselves, once, by the right code, and is what a trainer marked never changed by it?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from trainer.accounts.actor import SYSTEM
from trainer.attendance import actions, queries, rules
from trainer.attendance.queries import doors
from trainer.attendance.rules import Presence, Source, door
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.registration.rules import RegistrationState


class Room:
    """A training whose first day is today, with its door open and Ana before it."""

    def __init__(self, session):
        self.training = building.make_training((NOW.date(), NOW.date() + timedelta(days=1)))
        self.first = self.training.sessions[0]
        self.starts = self.first.starts_at
        self.person = builders.make_person("Ana")
        self.ana = builders.make_registration(self.training, self.person)

    def at(self, minutes):
        return self.starts + timedelta(minutes=minutes)

    def open(self, minutes=-10):
        where = {"session": self.first, "offering": self.training}
        return actions.open_door(**where, by=SYSTEM, now=self.at(minutes))

    def come(self, minutes, *, code=None, person=None, source=Source.QR):
        sheet = queries.sheet_of(self.first)
        code = door.code_at(sheet.door, self.at(minutes)) if code is None else code
        return actions.sign_in(
            session=self.first, offering=self.training, code=code, source=source,
            by=builders.actor(person or self.person), now=self.at(minutes),
        )  # fmt: skip

    def go(self, minutes):
        return actions.sign_out(
            session=self.first, offering=self.training, by=builders.actor(self.person), now=self.at(minutes)
        )

    def mark(self):
        return queries.marks_in(self.first).get(self.ana.id)


@pytest.fixture
def room(session):
    return Room(session)


def refused(do, *args, **more):
    with pytest.raises(Refused) as found:
        do(*args, **more)
    return found.value.reasons[0].code.value


def test_coming_and_going_becomes_minutes(room, session):
    room.open()
    lock = queries.sheet_of(room.first).lock
    first = room.come(-5)
    assert (first.again, first.counts, first.mark.presence) == (False, True, Presence.PRESENT)
    assert (first.mark.source, first.mark.missed_minutes, first.mark.credited) == (Source.QR, 0, True)
    assert room.come(1).again, "a second tap is known already"
    assert len(room.mark().pieces) == 1
    room.go(100)
    assert (room.mark().missed_minutes, room.mark().credited) == (260, False)
    assert refused(room.go, 101) == "not_signed_in"
    room.come(110, source=Source.SELF)
    room.go(354)
    assert (room.mark().missed_minutes, room.mark().credited) == (16, False)
    room.come(355)
    parts = queries.stays.counted_from(room.first, room.mark())
    assert (parts.late, parts.early, parts.away, room.mark().credited) == (0, 0, 11, True)
    assert queries.sheet_of(room.first).lock == lock, "a trainer's open page is not made stale by it"
    said = [row.action for row in session.query(AuditRow).order_by(AuditRow.id)]
    assert said == [
        "attendance.open_door",
        *["attendance.sign_in", "attendance.sign_out"] * 2,
        "attendance.sign_in",
    ]


def test_a_wrong_an_old_and_no_code_let_nobody_in(room):
    assert refused(room.come, 0, code="ACDEF") == "door_closed"
    sheet = room.open()
    old = door.code_at(sheet.door, room.at(0))
    assert refused(room.come, 2, code=old) == "code_wrong"
    assert refused(room.come, 2, code=" ") == "code_missing"
    room.come(1, code=old)
    where = {"session": room.first, "offering": room.training}
    before = room.open().door
    actions.close_door(**where, by=SYSTEM, now=room.at(3))
    assert room.open().door not in ("", before)
    assert refused(room.come, -16, code="x") == "not_yet"
    assert refused(room.come, 360, code="x") == "over"


def test_who_has_no_place_is_not_recorded(room):
    room.open()
    for state in (None, RegistrationState.WAITLISTED, RegistrationState.CANCELED):
        stranger = builders.make_person()
        if state:
            builders.make_registration(room.training, stranger, state=state)
        assert refused(room.come, 0, person=stranger) == "no_place"
        assert doors.sessions_now(stranger.id, now=room.at(0)) == []
    assert queries.marks_in(room.first) == {}


def test_what_a_trainer_marked_stands_and_the_arrival_is_kept_beside_it(room):
    room.open()
    building.mark(room.first, room.training, building.said(room.ana, "excused"), now=room.at(5))
    arrival = room.come(10)
    assert (arrival.again, arrival.counts) == (False, False)
    assert (room.mark().presence, room.mark().source) == (Presence.EXCUSED, Source.TYPED)
    assert [one.joined for one in rules.from_kept(room.mark().pieces)] == [room.at(10)]
    building.mark(room.first, room.training, building.said(room.ana, 10), now=room.at(20))
    actions.close(session=room.first, offering=room.training, by=SYSTEM, now=room.at(360))
    assert refused(room.come, 359) == "sheet_closed"


def test_only_sessions_that_are_on_are_found_in_which_one_has_a_place(room, session):
    elsewhere = building.make_training((NOW.date(),))
    builders.make_registration(elsewhere, builders.make_person())

    def found(minutes):
        return [
            (one.offering.id, one.session.number)
            for one in doors.sessions_now(room.person.id, now=room.at(minutes))
        ]

    assert [found(minutes) for minutes in (-16, 360)] == [[], []]
    assert found(-15) == found(359) == [(room.training.id, 1)]
    sheet = room.open()
    (here,) = doors.sessions_now(room.person.id, now=room.at(0))
    assert here.mark is None
    assert here.lets_in(door.code_at(sheet.door, room.at(0)), room.at(1))
    room.ana.single = True
    session.flush()
    assert found(0) == [], "who comes to other sessions only"
    assert refused(room.come, 0) == "no_place"
