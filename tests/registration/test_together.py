"""Does a team that comes only all together wait, get its seats and answer as one?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.registration.desk import LIST, Desk
from trainer.accounts.actor import SYSTEM
from trainer.core import outbox
from trainer.core.errors import Refused
from trainer.registration import actions, duties, queries
from trainer.registration.actions import groups
from trainer.registration.models import Group, Registration
from trainer.registration.queries import queue
from trainer.registration.rules import EndCause, RegisterReason, RegistrationState
from trainer.registration.rules.team import TeamRow
from trainer.registration.rules.together import TogetherReason

ROWS = [TeamRow(n, f"Person {n}", f"p{n}@example.org") for n in (1, 2, 3)]


class Scene:
    """An offering with `taken` seats, a team of three behind them, and somebody who waits alone behind the team."""

    def __init__(self, session, now, capacity=3):
        self.session, self.now = session, now
        self.offering = builders.make_offering(capacity=capacity)
        self.seated = [
            builders.make_registration(self.offering, builders.make_person()) for _ in range(capacity)
        ]
        self.organization = builders.make_organization()
        coordinator = builders.make_person("Cora Diaz", zone="America/New_York")
        builders.make_grant(coordinator, builders.Role.COORDINATOR, self.organization)
        self.coordinator, self.by = coordinator, builders.actor(coordinator)
        self.plan = actions.register_team(
            offering=self.offering,
            organization=self.organization,
            rows=ROWS,
            together=True,
            by=self.by,
            now=now,
        )
        self.group = session.query(Group).filter_by(offering_id=self.offering.id).one()
        person = builders.make_person()
        self.alone = actions.register(
            offering=self.offering, person=person, by=builders.actor(person), now=now
        )

    def members(self):
        return queue.members(self.group)

    def states(self):
        return {member.state for member in self.members()}

    def give_back(self, number):
        actions.withdraw(registration=self.seated[number], by=SYSTEM, now=self.now)

    def kinds_to(self, person):
        rows = self.session.query(outbox.OutboxRow).filter_by(to_person=person.id).order_by("id")
        return [row.kind for row in rows if row.state is outbox.OutboxState.WAITING]


def test_a_team_waits_under_one_number_until_all_seats_are_free(session, now):
    scene = Scene(session, now)
    assert {planned.position for planned in scene.plan} == {1}
    assert {member.number for member in scene.members()} == {1}
    assert (scene.alone.number, queries.position(scene.alone)) == (2, 4)
    assert scene.offering.places[0].waiting == 4

    scene.give_back(0)
    scene.give_back(1)
    assert scene.states() == {RegistrationState.WAITLISTED}
    assert scene.alone.state is RegistrationState.WAITLISTED
    assert scene.group.kept_until == now + timedelta(days=3)
    assert duties.due(now + timedelta(days=2)) == 0

    scene.give_back(2)
    assert scene.states() == {RegistrationState.OFFERED}
    place = scene.offering.places[0]
    assert (place.taken, place.waiting, scene.group.kept_until) == (3, 1, None)
    assert scene.kinds_to(scene.coordinator) == ["registration.offer_team"]
    letter = session.query(outbox.OutboxRow).filter_by(kind="registration.offer_team").one()
    assert (letter.params["people"], letter.params["ends_zone"]) == (3, "America/New_York")

    member = scene.members()[0]
    with pytest.raises(Refused) as refused:
        actions.accept_offer(registration=member, by=builders.actor(member.person), now=now)
    assert refused.value.reasons[0].code is RegisterReason.TEAM_ANSWERS
    assert groups.accept(group=scene.group, by=scene.by, now=now) == 3
    assert scene.states() == {RegistrationState.REGISTERED}
    with pytest.raises(Refused) as refused:
        groups.decline(group=scene.group, by=scene.by, now=now)
    assert refused.value.reasons[0].code is TogetherReason.NO_OFFER


def test_seats_kept_long_enough_go_on_and_the_team_keeps_its_number(session, now):
    scene = Scene(session, now)
    scene.give_back(0)
    scene.give_back(1)
    assert duties.due(now + timedelta(days=3)) == 1
    assert scene.alone.state is RegistrationState.OFFERED
    assert scene.states() == {RegistrationState.WAITLISTED}
    assert queries.position(scene.members()[0]) == 1
    assert duties.due(now + timedelta(days=3, minutes=1)) == 0
    # One of the team cannot come: now it needs two seats.
    actions.withdraw(registration=scene.members()[0], by=SYSTEM, now=now)
    scene.give_back(2)
    assert scene.states() == {RegistrationState.CANCELED, RegistrationState.OFFERED}


def test_a_team_declines_or_is_late_as_one(session, now):
    scene = Scene(session, now)
    for number in range(3):
        scene.give_back(number)
    duties.due(now + timedelta(days=3, minutes=1))
    assert {member.ended for member in scene.members()} == {EndCause.OFFER_ENDED}
    assert scene.alone.state is RegistrationState.OFFERED
    place = scene.offering.places[0]
    assert (place.taken, place.waiting) == (1, 0)

    other = Scene(session, now)
    for number in range(3):
        other.give_back(number)
    assert groups.decline(group=other.group, by=other.by, now=now) == 3
    assert {member.ended for member in other.members()} == {EndCause.OFFER_DECLINED}
    assert other.alone.state is RegistrationState.OFFERED


@pytest.mark.parametrize("answer", [groups.accept, groups.decline, groups.give_up])
def test_a_coordinator_counts_everybody_they_asked_for(session, now, answer):
    """Somebody of the team has a place of their own: two seats are held, and three are told."""
    scene = Scene(session, now)
    first = scene.members()[0]
    actions.withdraw(registration=first, by=SYSTEM, now=now)
    first.told_as, first.ended = RegistrationState.WAITLISTED, None
    session.flush()
    for number in range(2):
        scene.give_back(number)
    letter = session.query(outbox.OutboxRow).filter_by(kind="registration.offer_team").one()
    tasks = queue.waiting(scene.by, now=now)
    assert (letter.params["people"], [task.reason.facts["people"] for task in tasks]) == (3, [3])
    assert [one.offer_ends for one in scene.members()] == [
        now + timedelta(days=3)
    ] * 3  # what their pages say
    assert answer(group=scene.group, by=scene.by, now=now) == 3
    assert [one.offer_ends for one in scene.members()] == [None] * 3


def test_a_team_gets_seats_at_once_or_is_refused_with_the_count(session, now):
    scene = Scene(session, now)
    open_one = builders.make_offering(capacity=3)
    plan = actions.register_team(
        offering=open_one, organization=scene.organization, rows=ROWS, together=True, by=scene.by, now=now
    )
    assert {planned.position for planned in plan} == {None}
    assert session.query(Group).count() == 1

    for rows, reason in [
        ([*ROWS[:2], TeamRow(3, "Zoe", "no address")], TogetherReason.NOT_READY),
        (
            [TeamRow(n, f"More {n}", f"more{n}@example.org") for n in range(4)],
            TogetherReason.MORE_THAN_PLACES,
        ),
    ]:
        with pytest.raises(Refused) as refused:
            actions.register_team(
                offering=builders.make_offering(capacity=3), organization=scene.organization, rows=rows, together=True,
                by=scene.by, now=now,
            )  # fmt: skip
        assert refused.value.reasons[0].code is reason


def test_who_has_a_place_of_their_own_is_told_on_like_the_team(session, now):
    """Whether a stranger takes part is not told: their row goes through the same states as the others'."""
    scene = Scene(session, now)
    offering = builders.make_offering(capacity=3)
    own = scene.members()[0].person
    builders.make_registration(offering, own)
    seated = [builders.make_registration(offering, builders.make_person()) for _ in range(2)]
    actions.register_team(
        offering=offering, organization=scene.organization, rows=ROWS, together=True, by=scene.by, now=now
    )
    group = session.query(Group).filter_by(offering_id=offering.id).one()

    def told():
        return {member.state_told for member in queue.members(group)}

    assert told() == {RegistrationState.WAITLISTED}
    for registration in seated:
        actions.withdraw(registration=registration, by=SYSTEM, now=now)
    assert told() == {RegistrationState.OFFERED}
    groups.accept(group=group, by=scene.by, now=now)
    assert told() == {RegistrationState.REGISTERED}
    assert session.query(Registration).filter_by(group_id=group.id, told_as="registered").count() == 1


def test_an_offer_that_ended_is_over_for_whoever_has_a_place_of_their_own(session, now):
    scene = Scene(session, now)
    own = scene.members()[0].person
    offering = builders.make_offering(capacity=3)
    builders.make_registration(offering, own)
    seated = [builders.make_registration(offering, builders.make_person()) for _ in range(2)]
    actions.register_team(
        offering=offering, organization=scene.organization, rows=ROWS, together=True, by=scene.by, now=now
    )
    group = session.query(Group).filter_by(offering_id=offering.id).one()
    for registration in seated:
        actions.withdraw(registration=registration, by=SYSTEM, now=now)
    assert actions.expire_offers(now=now + timedelta(days=4)) == 2
    members = queue.members(group)
    assert {(one.state_told, one.ended) for one in members} == {
        (RegistrationState.CANCELED, EndCause.OFFER_ENDED)
    }
    with pytest.raises(Refused) as refused:
        groups.accept(group=group, by=scene.by, now=now + timedelta(days=4))
    assert refused.value.reasons[0].code is TogetherReason.NO_OFFER


def test_the_coordinator_sees_the_team_and_answers(session, now, browser_of):
    desk = Desk(session, browser_of, capacity=1)
    builders.make_registration(desk.offering, builders.make_person())
    desk.offering.places[0].capacity = 3
    builders.make_registration(desk.offering, builders.make_person())
    builders.make_registration(desk.offering, builders.make_person())
    session.commit()
    page = desk.preview(LIST, together="y")
    assert page.get_data(as_text=True).count("Number 1 on the waitlist") == 3
    desk.confirm(page, LIST, together="y")
    session.rollback()
    group = session.query(Group).one()
    page = desk.browser.get(f"/organizations/{desk.organization.ref}/registrations").get_data(as_text=True)
    assert f"/teams/{group.ref}" in page
    assert "3 people for CoP 101" in page
    session.rollback()
    other = builders.make_organization()
    stranger = builders.make_person(roles=(builders.Role.COORDINATOR, other))
    session.commit()
    office = browser_of(stranger)
    assert "3 people for" not in office.get(f"/organizations/{other.ref}/registrations").text
    assert office.get(f"/teams/{group.ref}").status_code == 404
    session.rollback()
    address = f"/teams/{group.ref}"
    assert "Number 1 on the waitlist" in desk.browser.get(address).get_data(as_text=True)
    for registration in session.query(Registration).filter_by(state="registered").all():
        actions.withdraw(registration=registration, by=SYSTEM, now=now)
    session.commit()
    assert "3 places are free for your team" in desk.browser.get(address).get_data(as_text=True)
    assert "Answer for your team: 3 places in CoP 101" in desk.browser.get("/home").get_data(as_text=True)
    desk.browser.send(f"{address}/accept", {})
    assert "The team has its seats" in desk.browser.get(address).get_data(as_text=True)


def test_a_colleague_who_comes_later_takes_no_seat_that_is_held_for_the_team(session, now, browser_of):
    """Three seats are held for the organization, one is used; the team of three waits for them, a colleague comes."""
    agency = builders.make_organization()
    cora = builders.make_person(roles=(builders.Role.COORDINATOR, agency))
    offering = builders.make_offering(capacity=4)
    builders.make_reservation(offering, agency, 3)
    builders.make_registration(offering, builders.make_person())

    def register(person):
        return actions.register(
            offering=offering, person=person, organization=agency, by=builders.actor(person), now=now
        )

    first = register(builders.make_person())
    actions.register_team(
        offering=offering, organization=agency, rows=ROWS, together=True, by=builders.actor(cora), now=now
    )
    group = session.query(Group).one()
    late = register(builders.make_person())
    assert late.state is RegistrationState.WAITLISTED
    assert group.kept_until == now + timedelta(days=3)
    duties.due(now + timedelta(hours=1))
    assert late.state is RegistrationState.WAITLISTED
    session.commit()
    page = browser_of(cora).get(f"/teams/{group.ref}").get_data(as_text=True)
    assert "2 free seats are kept for it" in page
    session.rollback()
    actions.withdraw(registration=first, by=SYSTEM, now=now)
    assert {member.state for member in queue.members(group)} == {RegistrationState.OFFERED}
    assert late.state is RegistrationState.WAITLISTED
