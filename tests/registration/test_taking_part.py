"""Can somebody change between in person and online, and does the link open for the right people at the right time?"""

from datetime import UTC, datetime, timedelta

import pytest

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.core import clock, outbox
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.messages import rendering
from trainer.permissions import Role
from trainer.registration import actions, queries
from trainer.registration.actions import formats
from trainer.registration.models import Registration, Reservation, Wish
from trainer.registration.queries import history
from trainer.registration.rules import RegistrationState
from trainer.registration.rules.formats import Change, FormatReason, way_in, why_not_change
from trainer.schedule.rules.kinds import Format

NINE = datetime(2021, 9, 15, 16, tzinfo=UTC)
"""When the first day of the builders' CoP 101 begins, in California at nine."""


@pytest.mark.parametrize(
    ("minutes", "is_open", "opens"),
    [(-16, False, -15), (-15, True, None), (0, True, None), (359, True, None), (360, False, 24 * 60 - 15)],
)
def test_when_the_link_is_open(minutes, is_open, opens):
    days = [(NINE + timedelta(days=n), NINE + timedelta(days=n, hours=6)) for n in (0, 1)]
    found = way_in([(None, None), *days], now=NINE + timedelta(minutes=minutes))
    assert (found.is_open, found.opens_at) == (
        is_open, None if opens is None else NINE + timedelta(minutes=opens),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"offered": [Format.IN_PERSON]}, FormatReason.ONE_FORMAT),
        ({"wanted": Format.IN_PERSON}, FormatReason.SAME_FORMAT),
        ({"state": RegistrationState.WAITLISTED}, FormatReason.NO_SEAT_HELD),
        ({"may_offer": False}, FormatReason.TOO_LATE),
        ({"waits": True}, FormatReason.WAITS_ALREADY),
    ],
)
def test_who_may_change(changes, reason):
    facts = {
        "state": RegistrationState.REGISTERED, "held": Format.IN_PERSON, "wanted": Format.VIRTUAL,
        "offered": [Format.IN_PERSON, Format.VIRTUAL], "may_offer": True, "waits": False,
    }  # fmt: skip
    assert why_not_change(**{**facts, **changes}) is reason


def register(offering, person, now, format):
    return actions.register(
        offering=offering, person=person, format=format, by=builders.actor(person), now=now
    )


def test_a_seat_changes_over_at_once_or_when_it_is_its_turn(session, now):
    offering = builders.make_offering(format=Format.HYBRID, capacity=1)
    room, online = (
        next(p for p in offering.places if p.format is f) for f in (Format.IN_PERSON, Format.VIRTUAL)
    )
    ana, ben, cy = (builders.make_person() for _ in range(3))
    hers = register(offering, ana, now, Format.IN_PERSON)
    assert (
        formats.change_format(registration=hers, format=Format.VIRTUAL, by=SYSTEM, now=now) is Change.AT_ONCE
    )
    assert (hers.format, room.taken, online.taken) == (Format.VIRTUAL, 0, 1)
    letter = session.query(outbox.OutboxRow).filter_by(kind="registration.format").one()
    assert letter.params["calendar"][0]["place"] == offering.platform

    his = register(offering, ben, now, Format.IN_PERSON)
    last = register(offering, cy, now, Format.IN_PERSON)
    assert formats.change_format(registration=his, format=Format.VIRTUAL, by=SYSTEM, now=now) is Change.WAIT
    assert (his.format, his.state) == (Format.IN_PERSON, RegistrationState.REGISTERED)
    assert (online.waiting, last.state) == (1, RegistrationState.WAITLISTED)
    with pytest.raises(Refused):
        formats.change_format(registration=his, format=Format.VIRTUAL, by=SYSTEM, now=now)

    # Her online seat goes to him who waits for it, and his seat in the room to who waits for that.
    actions.withdraw(registration=hers, by=SYSTEM, now=now)
    assert (his.format, last.state) == (Format.VIRTUAL, RegistrationState.OFFERED)
    assert (room.taken, room.waiting, online.taken, online.waiting) == (1, 0, 1, 0)
    assert session.query(Wish).count() == 0


def test_two_who_each_wish_for_the_other_format_change_with_each_other(session, now):
    """Both formats are full, and somebody waits for a first seat before them, who loses nothing by it."""
    offering = builders.make_offering(format=Format.HYBRID, capacity=1)
    agency = builders.make_organization()
    ana, ben, cy = (builders.make_person() for _ in range(3))
    hers = register(offering, ana, now, Format.IN_PERSON)
    his = register(offering, ben, now, Format.VIRTUAL)
    waits = register(offering, cy, now, Format.VIRTUAL)
    held = Reservation(
        offering=offering, format=Format.IN_PERSON, seats=1, used=1, release_on=NINE.date(), made_at=now,
        organization=agency,
    )  # fmt: skip
    session.add(held)
    session.flush()
    hers.reservation_id = held.id
    for one, format in ((hers, Format.VIRTUAL), (his, Format.IN_PERSON)):
        assert formats.change_format(registration=one, format=format, by=SYSTEM, now=now) is Change.WAIT, (
            "a seat held for an organization goes to nobody else"
        )
    held.released_at = now
    formats.keep_format(registration=his, by=SYSTEM, now=now)
    back = formats.change_format(registration=his, format=Format.IN_PERSON, by=SYSTEM, now=now)
    assert (back, hers.format, his.format) == (Change.AT_ONCE, Format.VIRTUAL, Format.IN_PERSON)
    assert {(p.format, p.taken, p.reserved, p.waiting) for p in offering.places} == {
        (Format.IN_PERSON, 1, 0, 0), (Format.VIRTUAL, 1, 0, 1),
    }  # fmt: skip
    assert (held.used, hers.reservation_id, waits.state) == (0, None, RegistrationState.WAITLISTED)
    letters = session.query(outbox.OutboxRow).filter_by(kind="registration.format")
    assert {row.to_person for row in letters} == {ana.id, ben.id}
    for one in (hers, his):
        steps = [row.action for row in history.steps(one)]
        assert steps.count("registration.format") == 1
        assert "registration.wish" in steps


def test_a_wish_is_given_up_with_the_place_and_keeps_its_turn(session, now):
    offering = builders.make_offering(format=Format.HYBRID, capacity=1)
    online = next(p for p in offering.places if p.format is Format.VIRTUAL)
    people = [builders.make_person() for _ in range(3)]
    register(offering, people[0], now, Format.VIRTUAL)
    his = register(offering, people[1], now, Format.IN_PERSON)
    formats.change_format(registration=his, format=Format.VIRTUAL, by=SYSTEM, now=now)
    behind = register(offering, people[2], now, Format.VIRTUAL)
    assert queries.position(behind) == 2
    formats.keep_format(registration=his, by=SYSTEM, now=now)
    assert (online.waiting, queries.position(behind)) == (1, 1)
    formats.change_format(registration=his, format=Format.VIRTUAL, by=SYSTEM, now=now)
    actions.withdraw(registration=his, by=SYSTEM, now=now)
    assert (online.waiting, session.query(Wish).count()) == (1, 0)


def mailed(session, person, now):
    """The calendar file, unfolded, and the body of the one letter to somebody."""
    letter = session.query(outbox.OutboxRow).filter_by(to_person=person.id).one()
    sent = rendering.render(
        kind=letter.kind,
        params=letter.params,
        name="Ana",
        language="en",
        sender=("P", "p@example.org"),
        now=now,
    )
    return (sent.calendar or b"").decode().replace("\r\n ", ""), sent.body


def pages(browser, address):
    """What the page of a registration says, and where its way in leads."""
    return browser.get(address).get_data(as_text=True), browser.get(f"{address}/join").location


def test_the_link_is_there_when_it_is_time_for_who_takes_part_online(session, now, browser_of):
    link = "https://meet.example.org/secret"
    more = {"place": "Hall 3", "parking": "Lot B, free", "bring": "A photo", "capacity": None}
    offering = builders.make_offering(format=Format.HYBRID, join_url=link, **more)
    ana, ben, cy, stranger = (builders.make_person() for _ in range(4))
    made = [register(offering, ana, now, Format.VIRTUAL), register(offering, ben, now, Format.IN_PERSON)]
    made.append(register(offering, cy, now, Format.VIRTUAL))
    made[2].state = RegistrationState.WAITLISTED
    made[2].number = 1
    file, body = mailed(session, ana, now)
    assert "secret" not in file + body
    hers, his, theirs = (f"/registrations/{one.ref}" for one in made)
    assert f"URL:http://localhost{hers}/join" in file
    session.commit()

    def seen():
        return [pages(browser_of(who), at) for who, at in ((ana, hers), (ben, his), (cy, theirs))]

    clock.set_shift(NINE - timedelta(minutes=16) - clock.real_now())
    (page, way), (room, way_of_room), _third = seen()
    assert "secret" not in page + way
    assert "appears here 15 minutes before each session" in page
    clock.set_shift(NINE - timedelta(minutes=14) - clock.real_now())
    (page, way), (room, way_of_room), (other, way_of_other) = seen()
    assert link in page
    assert way == link
    assert "secret" not in room + way_of_room + other + way_of_other
    assert all(words in room for words in ("Hall 3", "Lot B, free", "A photo"))
    assert browser_of(stranger).get(f"{hers}/join").status_code == 404


def test_needs_are_changed_later_and_read_by_few(session, now, browser_of):
    ana = builders.make_person("Ana Ruiz")
    organization = builders.make_organization()
    coordinator = builders.make_person(roles=(Role.COORDINATOR, organization))
    offering = builders.make_offering()
    mine = builders.make_registration(offering, ana, organization=organization)
    address = f"/registrations/{mine.ref}/needs"
    session.commit()
    browser = browser_of(ana)
    assert "trainers of this offering and the administrators" in browser.get(address).get_data(as_text=True)
    assert browser.send(address, {"access_needs": "Captions, please"}).status_code == 303
    session.rollback()
    assert session.get(Registration, mine.id).access_needs == "Captions, please"
    assert "Captions" in browser.get(f"/registrations/{mine.ref}").get_data(as_text=True)
    office = browser_of(coordinator)
    assert office.get(address).status_code == 404
    assert "Captions" not in office.get(f"/registrations/{mine.ref}").get_data(as_text=True)
    rows = session.query(AuditRow).filter_by(action="registration.needs").order_by(AuditRow.id).all()
    assert len(rows) == 1
    assert "Captions" not in str(rows[0].facts)
