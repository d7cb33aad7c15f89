"""Is what the preview of a publication says of places exactly what then happens?"""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests import builders
from trainer.core.outbox import OutboxRow
from trainer.permissions import Role
from trainer.registration import actions
from trainer.registration.actions import revision
from trainer.registration.models import Group, Registration, Reservation, Wish
from trainer.registration.rules import RegistrationState
from trainer.schedule import actions as schedule_actions
from trainer.schedule import queries as schedule_queries
from trainer.schedule.rules.kinds import PLACE_FORMATS, Format

NOW = datetime(2021, 6, 28, 16, tzinfo=UTC)
FORMATS = (Format.HYBRID, Format.HYBRID, Format.VIRTUAL, Format.IN_PERSON)
SOON = (date(2021, 7, 2),)
"""In the last week nothing is kept for a team."""


class World:
    """Offerings with seats held for organizations, people and teams who wait, and wishes for the other format."""

    def __init__(self, session, now, seed):
        self.session, self.now, self.dice = session, now, random.Random(seed)
        self.titles = {}
        self.people = [builders.make_person(account=False) for _ in range(24)]
        self.organizations = [builders.make_organization() for _ in range(3)]
        self.consortium = builders.make_consortium("", *self.organizations[:2])
        for organization in self.organizations:
            builders.make_person(account=False, roles=(Role.COORDINATOR, organization))
        self.admin = builders.actor(builders.make_person(account=False, roles=Role.ADMINISTRATOR))

    def offering(self):
        """One offering with everything by chance, and a draft that changes its places, format or days."""
        dice = self.dice
        offering = builders.make_offering(
            title=f"Number {len(self.titles)}", format=dice.choice(FORMATS), place="Oakland",
            days=dice.choice([builders.THREE_DAYS, SOON]),
        )  # fmt: skip
        self.titles[offering.id] = offering.title
        self.free = dice.sample(self.people, len(self.people))
        for place in offering.places:
            self._hold(offering, place)
            seated = [self._seat(offering, place) for _ in range(dice.randint(0, 3))]
            place.capacity = place.held + dice.choice([0, 0, 0, 1, 2])
            for _ in range(dice.randint(1, 4)):
                self._wait(offering, place)
            if len(offering.places) > 1:
                self._wish(offering, seated)
        self.session.flush()
        self._draft(offering)
        return offering

    def _hold(self, offering, place):
        for holder in self.dice.sample([*self.organizations, self.consortium], self.dice.randint(0, 2)):
            seats, used = self.dice.randint(1, 3), 0
            held = Reservation(
                offering=offering, format=place.format, seats=seats, used=used, made_at=builders.EARLIER,
                release_on=date(2021, 9, self.dice.randint(1, 9)),
                organization=None if holder is self.consortium else holder,
                consortium=holder if holder is self.consortium else None,
            )  # fmt: skip
            self.session.add(held)
            place.reserved += seats

    def _row(self, offering, place, state, organization=None, **more):
        row = Registration(
            offering=offering, person=self.free.pop(), organization=organization, format=place.format, state=state,
            made_at=builders.EARLIER + timedelta(minutes=self.dice.randint(0, 9)), changed_at=builders.EARLIER, **more,
        )  # fmt: skip
        self.session.add(row)
        self.session.flush()
        return row

    def _seat(self, offering, place):
        place.taken += 1
        held = self.session.query(Reservation).filter_by(offering_id=offering.id, format=place.format)
        open_ones = [one for one in held if one.organization and one.used < one.seats]
        on = self.dice.choice([None, *open_ones])
        if on:
            on.used, place.reserved = on.used + 1, place.reserved - 1
        organization = on.organization if on else self.dice.choice([None, *self.organizations])
        return self._row(
            offering, place, RegistrationState.REGISTERED, organization, reservation_id=on.id if on else None
        )

    def _wait(self, offering, place):
        organization, group = self.dice.choice([None, *self.organizations]), None
        size = self.dice.choice([1, 1, 2, 3]) if organization else 1
        if size > 1:
            kept = self.dice.choice([None, None, self.now - timedelta(1), self.now + timedelta(1)])
            group = Group(
                offering=offering, organization=organization, made_at=builders.EARLIER, kept_until=kept
            )
            self.session.add(group)
        for _ in range(min(size, len(self.free))):
            number = {"number": place.next_number, "group": group}
            self._row(offering, place, RegistrationState.WAITLISTED, organization, **number)
            place.waiting += 1
        place.next_number += 1

    def _wish(self, offering, seated):
        for row in seated:
            if self.dice.random() < 0.8:
                other = next(one for one in offering.places if one.format is not row.format)
                self.session.add(
                    Wish(
                        registration=row, offering_id=offering.id, format=other.format, number=other.next_number,
                        made_at=self.now,
                    )
                )  # fmt: skip
                other.next_number, other.waiting = other.next_number + 1, other.waiting + 1

    def _draft(self, offering):
        plan = schedule_queries.plan_of(offering)
        format = self.dice.choice([offering.format, offering.format, *FORMATS])
        held = [place.held for place in offering.places]
        limits = [
            self.dice.choice([sum(held), sum(held) + self.dice.randint(0, 5)]) for _ in PLACE_FORMATS[format]
        ]
        if format is offering.format:
            limits = [one + self.dice.choice([0, 1, 2, 4]) for one in held]
        days = self.dice.choice([0, 0, 14])
        plan = replace(
            plan, format=format, capacity=limits[0], capacity_virtual=limits[1] if limits[1:] else None,
            sessions=tuple(replace(one, on=one.on + timedelta(days)) for one in plan.sessions),
        )  # fmt: skip
        schedule_actions.change_draft(
            offering=offering,
            plan=plan,
            lock=offering.lock,
            by=self.admin,
            now=self.now,
            today=self.now.date(),
        )


def written(session, *kinds):
    return [
        row.to_person for row in session.query(OutboxRow).filter(OutboxRow.kind.in_(kinds)).order_by(OutboxRow.id)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", [9])
def test_what_the_preview_says_is_what_then_happens(session, seed):
    now, world = NOW, World(session, NOW, seed)
    offerings = [world.offering() for _ in range(14)]
    year = offerings[0].year
    seen = revision.preview(year, now=now)
    moves = [seen.moves[item.offering.id] for item in seen.items if item.offering.id in seen.moves]
    offered = [one.person_id for found in moves for one in found.offered]
    changed = [one.person_id for found in moves for one, _format in found.changed]
    formats = {one.id: format for found in moves for one, format in found.changed}
    answering = [team.person_id for teams in seen.answering.values() for team in teams]
    assert min(len(offered), len(changed), len(answering)) > 0, "else this shows nothing"
    actions.publish(year=year, version=year.version, why="So", by=world.admin, now=now, seen=seen.seen)
    assert written(session, "registration.offer") == offered
    assert sorted(written(session, "registration.format")) == sorted(changed)
    assert sorted(written(session, "registration.offer_team")) == sorted(answering)
    told = {}
    for row in session.query(OutboxRow):
        told.setdefault(row.params["title"], set()).add(row.to_person)
    assert told == {world.titles[id]: seen.people_of(id) for id in world.titles if seen.people_of(id)}
    session.flush()
    session.expire_all()
    assert {id: session.get(Registration, id).format for id in formats} == formats
