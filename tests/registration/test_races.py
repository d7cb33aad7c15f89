"""Is the last seat given once, whoever comes at the same moment, and is what each was told true?"""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests import builders
from tests.registration.reading import place, rows
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Person
from trainer.core import db as core_db
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.registration import actions, queries
from trainer.registration.actions import invitations, places, series
from trainer.registration.models import Invited, Registration, Topic, Vote
from trainer.registration.rules import HOLDS_A_PLACE, RegistrationState
from trainer.schedule.models import Offering

CROWD = 40


class Crowd:
    """Many people in front of one offering, each in a thread and a transaction of its own."""

    def __init__(self, app, session, *, people, capacity):
        self.app, self.session = app, session
        self.people = [builders.make_person(account=False).id for _ in range(people)]
        self.offering = builders.make_offering(capacity=capacity).id
        session.commit()
        session.rollback()

    def each(self, do, things):
        """Do something for each thing, all at once; what it returned, or the error it raised."""
        start = threading.Barrier(len(things))

        def one(thing):
            start.wait(30)
            try:
                with self.app.app_context(), core_db.writing():
                    return do(thing)
            except Exception as error:
                return error

        with ThreadPoolExecutor(len(things)) as pool:
            return list(pool.map(one, things))

    def register(self, person_id, now):
        """What one of them is told."""
        person = core_db.db.session.get_one(Person, person_id)
        offering = core_db.db.session.get_one(Offering, self.offering)
        made = actions.register(offering=offering, person=person, by=builders.actor(person), now=now)
        return made.id, made.state, made.number


def untrue(session, told, capacity):
    """What is wrong with the outcome of a rush: nothing, or a list of faults."""
    faults = [repr(answer) for answer in told if isinstance(answer, Exception)]
    answers = [answer for answer in told if not isinstance(answer, Exception)]
    stored = {row.id: (row.id, row.state, row.number) for row in rows(session)}
    faults += [
        f"told {answer}, stored {stored.get(answer[0])}"
        for answer in answers
        if stored.get(answer[0]) != answer
    ]
    holders = sum(state in HOLDS_A_PLACE for _, state, _ in stored.values())
    numbers = sorted(number for _, state, number in stored.values() if state is RegistrationState.WAITLISTED)
    if holders != min(capacity, len(told)) or place(session).taken != holders:
        faults.append(f"{holders} hold a place, {place(session).taken} counted, {capacity} are there")
    if numbers != list(range(1, len(told) - holders + 1)):
        faults.append(f"numbers {numbers}")
    return faults


@pytest.mark.parametrize("capacity", [1, 5])
def test_as_many_get_in_as_there_are_seats_and_the_rest_wait_in_order(session, app, now, capacity):
    crowd = Crowd(app, session, people=CROWD, capacity=capacity)
    told = crowd.each(lambda person: crowd.register(person, now), crowd.people)
    assert untrue(session, told, capacity) == []
    kinds = Counter(row.kind for row in rows(session, OutboxRow))
    assert kinds == {"registration.confirmed": capacity, "registration.waitlisted": CROWD - capacity}


def test_without_the_lock_the_same_rush_fails(session, app, now, monkeypatch):
    """The negative control: two people read before either writes."""
    meet, seen = threading.Barrier(2), queries.live_registration
    monkeypatch.setattr(places, "locked", lambda statement: statement)
    monkeypatch.setattr(core_db, "begin_write", core_db.db.session.rollback)

    def read_and_wait(*args):
        found = seen(*args)
        meet.wait(30)
        return found

    monkeypatch.setattr(queries, "live_registration", read_and_wait)
    crowd = Crowd(app, session, people=2, capacity=1)
    told = crowd.each(lambda person: crowd.register(person, now), crowd.people)
    monkeypatch.undo()
    assert untrue(session, told, 1) != []


def test_one_person_five_times_at_once_is_registered_once(session, app, now):
    crowd = Crowd(app, session, people=1, capacity=9)
    told = crowd.each(lambda _: crowd.register(crowd.people[0], now), range(5))
    assert sum(isinstance(answer, Refused) for answer in told) == 4
    assert len(rows(session)) == 1
    assert place(session).taken == 1


def test_places_given_back_at_once_go_to_those_who_wait_each_once_and_in_order(session, app, now):
    crowd = Crowd(app, session, people=30, capacity=10)
    crowd.each(lambda person: crowd.register(person, now), crowd.people)
    holders = [row.id for row in rows(session) if row.state is RegistrationState.REGISTERED][:6]

    def withdraw(registration_id):
        registration = core_db.db.session.get_one(Registration, registration_id)
        actions.withdraw(registration=registration, by=builders.actor(registration.person), now=now)

    newcomers = Crowd(app, session, people=4, capacity=1)
    newcomers.offering = crowd.offering

    def act(thing):
        return withdraw(thing[1]) if thing[0] == "leave" else newcomers.register(thing[1], now)

    crowd.each(
        act, [("leave", holder) for holder in holders] + [("join", person) for person in newcomers.people]
    )
    stored = [row for row in rows(session) if row.offering_id == crowd.offering]
    offered = sorted(row.number for row in stored if row.state is RegistrationState.OFFERED)
    waiting = sorted(row.number for row in stored if row.state is RegistrationState.WAITLISTED)
    assert offered == [1, 2, 3, 4, 5, 6]
    assert waiting == list(range(7, 25))
    assert place(session).taken == 10
    assert Counter(row.kind for row in rows(session, OutboxRow))["registration.offer"] == 6


def test_an_offer_that_is_accepted_and_ended_at_once_has_one_outcome(session, app, now):
    crowd = Crowd(app, session, people=3, capacity=1)
    for person in crowd.people:
        crowd.each(lambda person: crowd.register(person, now), [person])
    first, second, _third = [row.id for row in rows(session)]
    late = now + timedelta(days=3)

    def act(what):
        if what == "withdraw":
            registration = core_db.db.session.get_one(Registration, first)
            return actions.withdraw(
                registration=registration, by=builders.actor(registration.person), now=now
            )
        if what == "expire":
            return actions.expire_offers(now=late)
        registration = core_db.db.session.get_one(Registration, second)
        return actions.accept_offer(
            registration=registration, by=builders.actor(registration.person), now=late - timedelta(seconds=1)
        )

    crowd.each(act, ["withdraw"])
    crowd.each(act, ["accept", "expire", "accept", "expire"])
    found = [row.state.value for row in rows(session)]
    assert found in (["canceled", "registered", "waitlisted"], ["canceled", "canceled", "offered"])
    assert place(session).taken == 1


def test_five_identical_posts_of_many_people_give_each_the_same_answer(session, app, browser_of):
    offering = builders.make_offering(capacity=3)
    people = [builders.make_person() for _ in range(6)]
    url = f"/offerings/{offering.ref}/registration"
    session.commit()
    browsers = [(person.id, browser_of(person)) for person in people]
    session.rollback()
    posts = []
    for number, (_person_id, browser) in enumerate(browsers):
        data = {"csrf_token": browser.token(url), "once": f"key-{number:02}-{'x' * 12}"}
        cookie = browser.get_cookie("trainer").value
        posts += [(number, cookie, data)] * 5

    def post(what):
        number, cookie, data = what
        client = app.test_client()
        client.set_cookie("trainer", cookie)
        answer = client.post(url, data=data)
        return number, answer.status_code, answer.location

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(post, posts))
    assert {status for _, status, _ in answers} == {303}
    assert len({(number, where) for number, _, where in answers}) == 6
    assert len(rows(session)) == 6
    assert place(session).taken == 3


def test_what_many_say_at_once_is_said_once(session, app, now):
    """The same first vote and the same invitation, eight times at one moment: nobody meets an error."""
    crowd = Crowd(app, session, people=1, capacity=9)
    offering, person = crowd.offering, builders.make_person("Ana", email="ana@example.org")
    topic = Topic(ref="t" * 20, offering_id=offering, text="Trust", made_at=now)
    session.add(topic)
    session.commit()
    ids = topic.id, person.id
    session.rollback()

    def both(_number):
        get = core_db.db.session.get_one
        topic, somebody = get(Topic, ids[0]), get(Person, ids[1])
        series.vote(topic=topic, person=somebody, wants=True)
        invitations.invite(offering=get(Offering, offering), emails=["ana@example.org"], by=SYSTEM, now=now)

    assert crowd.each(both, range(8)) == [None] * 8
    session.rollback()
    assert [session.query(kept).count() for kept in (Vote, Invited, OutboxRow)] == [1, 1, 1]
