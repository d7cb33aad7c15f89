"""Are seats held for an organization used by its people first, shown, released on their date and carried on?"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests import builders
from tests.statements import per_page
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.permissions import Role
from trainer.registration import actions, duties
from trainer.registration.models import Reservation
from trainer.registration.rules import RegistrationState
from trainer.registration.rules.seats import RollOver, SeatReason
from trainer.schedule import queries as schedule_queries
from trainer.schedule.rules import changes

REGISTERED, WAITLISTED, OFFERED = (
    RegistrationState.REGISTERED, RegistrationState.WAITLISTED, RegistrationState.OFFERED,
)  # fmt: skip
NOON = datetime(2021, 9, 1, 19, tzinfo=UTC)


@pytest.fixture
def admin(session):
    return builders.make_person("Renata", roles=Role.ADMINISTRATOR)


def test_offerings_to_choose_from_cost_one_statement_however_many_they_are(app, browser_of, session, admin):
    agency, offering = builders.make_organization("River"), builders.make_offering()
    ahead = {"days": (date(2026, 9, 1),), "year": offering.year}
    builders.make_offering(**ahead)
    session.commit()
    office = browser_of(admin)
    pages = f"/organizations/{agency.ref}/offerings", f"/offerings/{offering.ref}/reservations"
    per_page(app, office, *pages)
    few = per_page(app, office, *pages)
    session.rollback()
    for number in range(4):
        builders.make_offering(**ahead, title=f"One more {number}")
    session.commit()
    assert all("One more 3" in office.get(page).text for page in pages)
    assert per_page(app, office, *pages) == few


def test_seats_are_reserved_and_shown_to_the_coordinator(browser_of, session, admin):
    agency = builders.make_organization("River")
    luz = builders.make_person("Luz", roles=(Role.COORDINATOR, agency))
    offering = builders.make_offering(capacity=6)
    session.commit()
    page = f"/offerings/{offering.ref}/reservations"
    office = browser_of(admin)
    typed = {
        "holder": f"organization:{agency.ref}", "count": "7", "release_on": "2021-09-01", "roll_over": "next_run",
    }  # fmt: skip
    refused = office.send(page, typed)
    assert refused.status_code == 422
    assert "You asked for 7 seats, and 6 are free" in refused.text
    assert 'value="7"' in refused.text
    assert office.send(page, {**typed, "count": "5"}).status_code == 303
    team = f"/organizations/{agency.ref}/offerings/{offering.ref}/team"
    assert "5 seats are held for you. 1 more is left." in browser_of(luz).get(team).text
    people = "\n".join(f"P{n},p{n}@example.org" for n in range(7))
    plan = browser_of(luz).send(team, {"text": people, "step": "preview"}).text
    assert plan.count("Gets a seat") == 6
    assert "Number 1 on the waitlist" in plan
    session.rollback()
    assert schedule_queries.seats_of(offering).left == 1
    lower = replace(schedule_queries.plan_of(offering), capacity=4)
    assert changes.short_of_places(lower, {place.format: place.held for place in offering.places})
    told = session.query(OutboxRow).filter_by(kind="registration.reserved").one()
    assert (told.to_person, told.params["seats"]) == (luz.id, 5)
    session.rollback()


def test_held_seats_are_used_by_their_people_only_and_released_by_hand(browser_of, session, now, admin):
    agency = builders.make_organization("River")
    luz = builders.make_person("Luz", roles=(Role.COORDINATOR, agency))
    offering = builders.make_offering(capacity=6)
    held = builders.make_reservation(offering, agency, 5)
    states = []
    for organization in (None, None, agency, agency, agency):
        person = builders.make_person()
        made = actions.register(
            offering=offering, person=person, organization=organization, by=builders.actor(person), now=now
        )
        states.append(made.state)
    session.commit()
    assert states == [REGISTERED, WAITLISTED, REGISTERED, REGISTERED, REGISTERED]
    page, release = f"/offerings/{offering.ref}/reservations", f"/reservations/{held.ref}/release"
    session.rollback()
    office, said = browser_of(admin), "3 of 5 used; 2 are released on Wed, Sep 1, 2021"
    assert said in office.get(page).text
    assert said in office.get(f"/organizations/{agency.ref}").text
    assert said in browser_of(luz).get(f"/organizations/{agency.ref}/offerings").text
    assert "1 person waits · 2 seats are held" in office.get(f"/offerings/{offering.ref}/people").text
    assert "Release 2 seats now?" in office.get(release).text
    assert office.send(release, {}).status_code == 303
    session.rollback()
    place = offering.places[0]
    assert (place.taken, place.reserved, place.waiting) == (5, 0, 0)


def test_on_the_release_date_unused_seats_go_to_the_waitlist_and_to_the_next_run(session, now, admin):
    agency = builders.make_organization()
    luz = builders.make_person("Luz", roles=(Role.COORDINATOR, agency))
    by = builders.actor(admin)
    offering = builders.make_offering(capacity=3)
    following = builders.make_offering(days=(date(2021, 11, 10), date(2021, 11, 11)), capacity=2)
    actions.reserve(
        offering=offering, holder=agency, count=3, release_on=date(2021, 9, 1),
        roll_over=RollOver.NEXT_RUN, by=by, now=now,
    )  # fmt: skip
    one, other = builders.make_person(), builders.make_person()
    actions.register(offering=offering, person=one, organization=agency, by=builders.actor(one), now=now)
    waits = actions.register(offering=offering, person=other, by=builders.actor(other), now=now)
    assert waits.state is WAITLISTED

    assert duties.due(NOON.replace(day=1, hour=3)) == 0, "it is still August 31 where the offering is"
    assert duties.due(NOON) == 1
    assert waits.state is OFFERED
    place, after = offering.places[0], following.places[0]
    assert (place.taken, place.reserved, place.waiting) == (2, 0, 0)
    carried = session.query(Reservation).filter_by(offering_id=following.id).one()
    assert (carried.seats, carried.organization, after.reserved) == (2, agency, 2)
    assert carried.release_on == date(2021, 10, 27)
    told = session.query(OutboxRow).filter_by(kind="registration.released", to_person=luz.id).one()
    assert (told.params["unused"], told.params["carried"]) == (2, 2)
    assert duties.due(NOON) == 0
    session.rollback()


def test_a_consortium_s_seats_serve_its_organizations_while_they_belong_to_it(session, now, admin):
    first, second, other = (builders.make_organization() for _ in range(3))
    consortium = builders.make_consortium("", first, second)
    offering = builders.make_offering(capacity=2)
    held = actions.reserve(
        offering=offering, holder=consortium, count=2, release_on=date(2021, 9, 1), by=builders.actor(admin), now=now
    )  # fmt: skip

    def register(organization):
        person = builders.make_person()
        return actions.register(
            offering=offering, person=person, organization=organization, by=builders.actor(person), now=now
        )

    seat = register(first)
    assert (register(other).state, seat.state, seat.reservation_id) == (WAITLISTED, REGISTERED, held.id)
    consortium.members[1].until = date(2021, 5, 1)
    late = register(second)
    assert late.state is WAITLISTED
    consortium.members[1].until = None
    actions.withdraw(registration=seat, by=builders.actor(admin), now=now)
    assert (late.state, late.reservation_id) == (OFFERED, held.id)
    with pytest.raises(Refused) as refused:
        actions.reserve(
            offering=offering, holder=other, count=1, release_on=date(2021, 9, 1), by=builders.actor(admin), now=now
        )  # fmt: skip
    assert refused.value.reasons[0].code is SeatReason.WAITED_FOR
    session.rollback()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE schedule_place SET reserved = 4 WHERE id = :place",
        "UPDATE schedule_place SET taken = 2 WHERE id = :place",
        "UPDATE schedule_place SET reserved = -1 WHERE id = :place",
        "UPDATE registration_reservation SET used = 3",
        "UPDATE registration_reservation SET organization_id = NULL",
    ],
)
def test_the_database_holds_it_as_well(session, change):
    offering = builders.make_offering(capacity=3)
    builders.make_reservation(offering, builders.make_organization(), 2)
    session.flush()
    with pytest.raises(IntegrityError):
        session.execute(text(change), {"place": offering.places[0].id} if ":place" in change else {})
    session.rollback()
