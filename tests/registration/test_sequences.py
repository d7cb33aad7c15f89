"""Whatever people do in whatever order: does the count stay true, and does the waitlist keep its order?"""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.core.errors import Refused
from trainer.registration import actions, duties, queries
from trainer.registration.models import Registration, Reservation
from trainer.registration.rules import HOLDS_A_PLACE, RegistrationState

PEOPLE = 6
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["register", "withdraw", "accept", "decline"]), st.integers(0, PEOPLE - 1)),
        st.tuples(st.just("days"), st.integers(1, 4)),
        st.tuples(st.just("more"), st.integers(1, 2)),
        st.tuples(st.sampled_from(["reserve", "release"]), st.integers(0, 2)),
    ),
    max_size=30,
)


class Offices:
    """One offering and a few people, driven step by step."""

    def __init__(self, session, now, capacity):
        self.session, self.now = session, now
        self.offering = builders.make_offering(capacity=capacity)
        self.people = [builders.make_person(account=False) for _ in range(PEOPLE)]
        first, second = builders.make_organization(), builders.make_organization()
        self.holders = [first, second, builders.make_consortium("", first, second)]
        self.of = dict(zip(self.people, (first, first, second), strict=False))

    def live(self, person):
        return (
            self.session.query(Registration)
            .filter_by(offering_id=self.offering.id, person_id=person.id)
            .filter(Registration.state != RegistrationState.CANCELED)
            .one_or_none()
        )

    def step(self, what, value):
        if what == "days":
            self.now += timedelta(days=value)
            duties.due(self.now)
        elif what == "more":
            self.offering.places[0].capacity += value
            actions.fill_places(offering=self.offering, by=SYSTEM, now=self.now)
        elif what == "reserve":
            self.reserve(self.holders[value], value + 1)
        elif what == "release":
            self.release(self.holders[value])
        else:
            self.person_does(what, self.people[value])

    def reserve(self, holder, count):
        on = queries.today_at(self.offering, self.now) + timedelta(days=2)
        with suppress(Refused):
            actions.reserve(
                offering=self.offering, holder=holder, count=count, release_on=on, by=SYSTEM, now=self.now
            )

    def release(self, holder):
        for reservation in self.reservations():
            if holder in (reservation.organization, reservation.consortium):
                with suppress(Refused):
                    actions.release(reservation=reservation, by=SYSTEM, now=self.now)

    def reservations(self):
        return self.session.query(Reservation).filter_by(offering_id=self.offering.id).all()

    def person_does(self, what, person):
        by, mine = builders.actor(person), self.live(person)
        verbs = {
            "withdraw": actions.withdraw,
            "accept": actions.accept_offer,
            "decline": actions.decline_offer,
        }
        try:
            if what == "register":
                actions.register(
                    offering=self.offering,
                    person=person,
                    organization=self.of.get(person),
                    by=by,
                    now=self.now,
                )
            elif mine is not None:
                verbs[what](registration=mine, by=by, now=self.now)
        except Refused:
            pass

    def check(self):
        self.session.flush()
        place = self.offering.places[0]
        everybody = self.session.query(Registration).filter_by(offering_id=self.offering.id).all()
        holders = [r for r in everybody if r.state in HOLDS_A_PLACE]
        waiting = [r for r in everybody if r.state is RegistrationState.WAITLISTED]
        numbers = [r.number for r in everybody if r.number is not None]
        assert place.taken == len(holders)
        assert place.taken + place.reserved <= place.capacity
        assert place.waiting == len(waiting)
        assert len(numbers) == len(set(numbers))
        assert all(number < place.next_number for number in numbers)
        offered = [r.number for r in everybody if r.offer_ends is not None and r.reservation_id is None]
        assert not waiting or not offered or max(offered) < min(r.number for r in waiting)
        assert not waiting or place.held == place.capacity, "a free place while somebody waits"
        self.check_reserved(place, holders, waiting)

    def check_reserved(self, place, holders, waiting):
        reservations = self.reservations()
        assert place.reserved == sum(reservation.holding.left for reservation in reservations)
        for reservation in reservations:
            whose = self.holders[:2] if reservation.consortium else [reservation.organization]
            on_it = [r for r in holders if r.reservation_id == reservation.id]
            assert len(on_it) == reservation.used <= reservation.seats
            assert all(registration.organization in whose for registration in on_it)
            if reservation.holding.left:
                assert not any(r.organization in whose for r in waiting), "a held seat while they wait"


@given(capacity=st.integers(0, 3), steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_counts_and_order_hold_after_every_step(session, now, capacity, steps):
    offices = Offices(session, now, capacity)
    for what, value in steps:
        offices.step(what, value)
        offices.check()
    session.rollback()


def test_the_check_finds_a_place_that_was_not_counted_out(session, now, monkeypatch):
    """The negative control: a withdrawal that forgets the waitlist."""
    monkeypatch.setattr(actions.places, "offer_next", lambda *args, **more: 0)
    offices = Offices(session, now, 1)
    offices.step("register", 0)
    offices.step("register", 1)
    offices.step("withdraw", 0)
    with pytest.raises(AssertionError):
        offices.check()
