"""Whatever people do in whatever order: does the count stay true, and does the waitlist keep its order?"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.core.errors import Refused
from trainer.registration import actions
from trainer.registration.models import Registration
from trainer.registration.rules import HOLDS_A_PLACE, RegistrationState

PEOPLE = 6
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["register", "withdraw", "accept", "decline"]), st.integers(0, PEOPLE - 1)),
        st.tuples(st.just("days"), st.integers(1, 4)),
        st.tuples(st.just("more"), st.integers(1, 2)),
    ),
    max_size=30,
)


class Offices:
    """One offering and a few people, driven step by step."""

    def __init__(self, session, now, capacity):
        self.session, self.now = session, now
        self.offering = builders.make_offering(capacity=capacity)
        self.people = [builders.make_person(account=False) for _ in range(PEOPLE)]
        self.offered_numbers = []

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
            actions.expire_offers(now=self.now)
        elif what == "more":
            self.offering.places[0].capacity += value
            actions.fill_places(offering=self.offering, by=SYSTEM, now=self.now)
        else:
            self.person_does(what, self.people[value])

    def person_does(self, what, person):
        by, mine = builders.actor(person), self.live(person)
        verbs = {
            "withdraw": actions.withdraw,
            "accept": actions.accept_offer,
            "decline": actions.decline_offer,
        }
        try:
            if what == "register":
                actions.register(offering=self.offering, person=person, by=by, now=self.now)
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
        assert place.taken == len(holders) <= place.capacity
        assert place.waiting == len(waiting)
        assert len(numbers) == len(set(numbers))
        assert all(number < place.next_number for number in numbers)
        offered = [r.number for r in everybody if r.offer_ends is not None]
        assert not waiting or not offered or max(offered) < min(r.number for r in waiting)
        assert not waiting or place.taken == place.capacity, "a free place while somebody waits"


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
