"""Are places taken, waited for, offered and given back in order, and is everybody told the truth?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import builders
from trainer.core import outbox
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.registration import actions, duties, queries
from trainer.registration.models import Registration
from trainer.registration.rules import EndCause, RegisterReason, RegistrationState
from trainer.schedule.rules.kinds import Format, OfferingState, When


def register(offering, person, now, **more):
    return actions.register(offering=offering, person=person, by=builders.actor(person), now=now, **more)


def kinds(session, person):
    rows = session.query(outbox.OutboxRow).filter_by(to_person=person.id).order_by(outbox.OutboxRow.id)
    return [(row.kind, row.state.value) for row in rows]


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.reasons[0]


def test_a_place_is_taken_counted_told_and_noted(session, now):
    offering, person = builders.make_offering(capacity=2), builders.make_person("Ana Ruiz")
    registration = register(offering, person, now, access_needs=" Step-free ")
    assert registration.state is RegistrationState.REGISTERED
    assert registration.access_needs == "Step-free"
    assert offering.places[0].taken == 1
    row = session.query(outbox.OutboxRow).one()
    assert (row.kind, row.to_person) == ("registration.confirmed", person.id)
    assert [event["uid"] for event in row.params["calendar"]] == [f"{offering.ref}.s{n}" for n in (1, 2, 3)]
    assert row.params["by"] == ""
    assert session.query(AuditRow).filter_by(action="registration.register").one().by_person == person.id


def test_the_waitlist_has_rising_numbers_that_are_never_used_again(session, now):
    offering = builders.make_offering(capacity=1)
    people = [builders.make_person() for _ in range(5)]
    made = [register(offering, person, now) for person in people[:4]]
    assert [r.number for r in made] == [None, 1, 2, 3]
    actions.withdraw(registration=made[3], by=builders.actor(people[3]), now=now)
    last = register(offering, people[4], now)
    assert last.number == 4
    assert [queries.position(r) for r in (made[1], made[2], last)] == [1, 2, 3]


def test_nobody_registers_twice_but_again_after_withdrawing(session, now):
    offering, person = builders.make_offering(), builders.make_person()
    first = register(offering, person, now)
    assert refused(lambda: register(offering, person, now)).code is RegisterReason.ALREADY_REGISTERED
    actions.withdraw(registration=first, by=builders.actor(person), now=now)
    assert register(offering, person, now).state is RegistrationState.REGISTERED


def test_a_withdrawal_offers_the_place_to_the_next(session, now):
    offering = builders.make_offering(capacity=1)
    people = [builders.make_person() for _ in range(3)]
    first, second, third = [register(offering, person, now) for person in people]
    actions.withdraw(registration=first, by=builders.actor(people[0]), now=now)
    assert (first.state, first.ended) == (RegistrationState.CANCELED, EndCause.WITHDRAWN)
    assert second.state is RegistrationState.OFFERED
    assert second.offer_ends == now + timedelta(days=3)
    assert third.state is RegistrationState.WAITLISTED
    place = offering.places[0]
    assert (place.taken, place.waiting) == (1, 1)
    assert kinds(session, people[0]) == [
        ("registration.confirmed", "canceled"),
        ("registration.withdrawn", "waiting"),
    ]
    assert kinds(session, people[1]) == [
        ("registration.waitlisted", "canceled"),
        ("registration.offer", "waiting"),
    ]
    offer = session.query(outbox.OutboxRow).filter_by(kind="registration.offer").one()
    assert offer.not_after == second.offer_ends


def test_a_free_place_is_not_taken_past_those_who_wait(session, now):
    offering = builders.make_offering(capacity=1)
    holder, waiting, newcomer = (builders.make_person() for _ in range(3))
    register(offering, holder, now)
    register(offering, waiting, now)
    offering.places[0].capacity = 2
    assert register(offering, newcomer, now).number == 2


def test_an_offer_is_accepted(session, now):
    offering, (a, b) = builders.make_offering(capacity=1), (builders.make_person(), builders.make_person())
    first, second = register(offering, a, now), register(offering, b, now)
    assert (
        refused(lambda: actions.accept_offer(registration=second, by=builders.actor(b), now=now)).code
        is RegisterReason.NO_OFFER
    )
    actions.withdraw(registration=first, by=builders.actor(a), now=now)
    actions.accept_offer(registration=second, by=builders.actor(b), now=now)
    assert second.state is RegistrationState.REGISTERED
    assert offering.places[0].taken == 1
    assert kinds(session, b)[-2:] == [
        ("registration.offer", "canceled"),
        ("registration.confirmed", "waiting"),
    ]


def test_an_offer_is_declined_and_passed_on(session, now):
    offering = builders.make_offering(capacity=1)
    people = [builders.make_person() for _ in range(3)]
    first, second, third = [register(offering, person, now) for person in people]
    actions.withdraw(registration=first, by=builders.actor(people[0]), now=now)
    actions.decline_offer(registration=second, by=builders.actor(people[1]), now=now)
    assert (second.state, second.ended) == (RegistrationState.CANCELED, EndCause.OFFER_DECLINED)
    assert third.state is RegistrationState.OFFERED


def test_an_offer_that_is_not_taken_in_time_goes_on(session, now):
    offering = builders.make_offering(capacity=1)
    people = [builders.make_person() for _ in range(3)]
    first, second, third = [register(offering, person, now) for person in people]
    actions.withdraw(registration=first, by=builders.actor(people[0]), now=now)
    assert actions.expire_offers(now=now + timedelta(days=2)) == 0
    late = now + timedelta(days=3)
    assert (
        refused(
            lambda: actions.accept_offer(registration=second, by=builders.actor(people[1]), now=late)
        ).code
        is RegisterReason.OFFER_ENDED
    )
    assert duties.due(late) == 1
    assert (second.state, second.ended) == (RegistrationState.CANCELED, EndCause.OFFER_ENDED)
    assert third.state is RegistrationState.OFFERED
    assert duties.due(late) == 0


def test_more_places_are_offered_in_order(session, now):
    offering = builders.make_offering(capacity=1)
    people = [builders.make_person() for _ in range(4)]
    made = [register(offering, person, now) for person in people]
    offering.places[0].capacity = 3
    assert actions.fill_places(offering=offering, by=builders.actor(people[0]), now=now) == 2
    assert [r.state.value for r in made] == ["registered", "offered", "offered", "waitlisted"]


def test_no_place_is_offered_once_the_offering_has_begun(session, now):
    offering = builders.make_offering(capacity=1)
    a, b = builders.make_person(), builders.make_person()
    first, second = register(offering, a, now), register(offering, b, now)
    actions.withdraw(registration=first, by=builders.actor(a), now=offering.sessions[0].starts_at)
    assert second.state is RegistrationState.WAITLISTED


def test_a_hybrid_offering_has_two_kinds_of_places(session, now):
    offering = builders.make_offering(capacity=1, format=Format.HYBRID)
    a, b, c = (builders.make_person() for _ in range(3))
    assert refused(lambda: register(offering, a, now)).code is RegisterReason.WRONG_FORMAT
    assert register(offering, a, now, format=Format.IN_PERSON).state is RegistrationState.REGISTERED
    assert register(offering, b, now, format=Format.VIRTUAL).state is RegistrationState.REGISTERED
    waiting = register(offering, c, now, format=Format.VIRTUAL)
    assert (waiting.state, waiting.number) == (RegistrationState.WAITLISTED, 1)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"state": OfferingState.DRAFT}, RegisterReason.NOT_PUBLISHED),
        ({"state": OfferingState.CANCELED}, RegisterReason.OFFERING_CANCELED),
        ({"opens_on": date(2021, 6, 1)}, RegisterReason.NOT_OPEN_YET),
        ({"closes_on": date(2021, 5, 1)}, RegisterReason.CLOSED),
        ({"when": When.ON_REQUEST, "days": ()}, RegisterReason.ON_REQUEST),
        ({"days": (date(2021, 5, 20),)}, RegisterReason.BEGAN),
    ],
)
def test_nobody_registers_for_what_is_not_open(session, now, more, reason):
    offering = builders.make_offering(**more)
    person = builders.make_person()
    assert refused(lambda: register(offering, person, now)).code is reason
    assert session.query(Registration).count() == 0


def test_a_person_registered_by_another_is_told_by_whom(session, now):
    coordinator, person = builders.make_person("Cora Diaz"), builders.make_person()
    actions.register(
        offering=builders.make_offering(), person=person, by=builders.actor(coordinator), now=now
    )
    assert session.query(outbox.OutboxRow).one().params["by"] == "Cora Diaz"


def test_the_last_evening_of_a_month_is_of_that_month(session):
    """In California it is the 31st until seven hours after midnight in UTC: who could register still can."""
    offering = builders.make_offering(days=(date(2021, 8, 31),))
    evening = datetime(2021, 9, 1, 1, 0, tzinfo=UTC)
    assert queries.why_not_register(offering, now=evening) is None
    assert queries.open_offerings(now=evening) == [offering]
    assert queries.open_offerings(now=evening + timedelta(hours=7)) == []
