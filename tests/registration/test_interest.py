"""Does whoever asked to hear first hear it: in the publication that fixes it, once, and with a head start?"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests import builders
from tests.schedule.test_public import text_of
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.messages import rendering
from trainer.permissions import Role
from trainer.registration import actions
from trainer.registration.models import Interest
from trainer.registration.queries import interest as interest_queries
from trainer.registration.rules import RegisterReason
from trainer.registration.rules.interest import InterestReason, opens_for, why_not_interested
from trainer.schedule import actions as schedule_actions
from trainer.schedule import queries as schedule_queries
from trainer.schedule.rules.kinds import Format, When
from trainer.schedule.rules.openness import OpenPoint, open_points
from trainer.schedule.rules.plan import SessionPlan
from trainer.schedule.rules.standing import Standing

TODAY = date(2021, 5, 24)
BOTH = frozenset(OpenPoint)


@pytest.mark.parametrize(
    ("when", "format", "place", "points"),
    [
        (When.FIXED, Format.IN_PERSON, "Oakland", set()),
        (When.DATE_ONLY, Format.VIRTUAL, "", set()),
        (When.FIXED, Format.IN_PERSON, " ", {OpenPoint.PLACE}),
        (When.FIXED, Format.HYBRID, "", {OpenPoint.PLACE}),
        (When.FIXED, Format.TBD, "Oakland", {OpenPoint.PLACE}),
        (When.MONTH, Format.VIRTUAL, "", {OpenPoint.DATE}),
        (When.SEASON, Format.IN_PERSON, "Oakland", {OpenPoint.DATE}),
        (When.TBD, Format.TBD, "", BOTH),
        (When.ON_REQUEST, Format.TBD, "", set()),
    ],
)
def test_what_is_open(when, format, place, points):
    assert open_points(when=when, format=format, place=place) == points


@pytest.mark.parametrize(
    ("standing", "points", "reason"),
    [
        (Standing.OPEN, BOTH, None),
        (Standing.NOT_OPEN_YET, BOTH, None),
        (Standing.OPEN, (), InterestReason.ALL_FIXED),
        (Standing.CANCELED, BOTH, InterestReason.NOT_OFFERED),
        (Standing.DRAFT, BOTH, InterestReason.NOT_OFFERED),
    ],
)
def test_who_can_ask(standing, points, reason):
    assert why_not_interested(standing=standing, points=points) is reason


def test_first_means_two_days():
    assert opens_for(date(2021, 9, 3), early=True) == date(2021, 9, 1)
    assert opens_for(date(2021, 9, 3), early=False) == date(2021, 9, 3)
    assert opens_for(None, early=True) is None


def publish(offering, now, **values):
    admin = builders.actor(builders.make_person(roles=Role.ADMINISTRATOR))
    plan = replace(schedule_queries.planned(offering), **values).with_when()
    schedule_actions.change_draft(
        offering=offering, plan=plan, lock=offering.lock, by=admin, now=now, today=TODAY
    )
    actions.publish(
        year=offering.year, version=offering.year.version, why="The room is booked.", by=admin, now=now
    )


def letters(session):
    rows = session.query(OutboxRow).filter(
        OutboxRow.kind.in_(("registration.fixed", "registration.interest_ended"))
    )
    return rows.order_by(OutboxRow.id).all()


def ask(offering, person, now):
    actions.leave_interest(offering=offering, person=person, by=builders.actor(person), now=now)


FIXED = (SessionPlan("s1", When.FIXED, date(2021, 10, 6), time(9), time(12)),)


def read(row, now):
    """The words of a message, in one line."""
    sender = ("P", "p@example.org")
    mail = rendering.render(
        kind=row.kind, params=row.params, name="Ana", language="en", sender=sender, now=now
    )
    return " ".join(mail.body.split())


def open_one():
    """Nothing of it is fixed; registration opens on September 3."""
    return builders.make_offering(days=(), when=When.TBD, format=Format.IN_PERSON, opens_on=date(2021, 9, 3))


def test_it_is_told_once_when_it_is_fixed(session, app, now):
    offering = open_one()
    ana, ben, cy, late = (builders.make_person(name) for name in ("Ana", "Ben", "Cy", "Late"))
    for person in (ana, ben, cy, ana):
        ask(offering, person, now)
    builders.make_registration(offering, cy)
    taken_back = interest_queries.interest_of(offering.id, ben.id)
    actions.withdraw_interest(interest=taken_back, by=builders.actor(ben), now=now)
    publish(offering, now, sessions=FIXED)
    (first,) = letters(session)
    assert first.to_person == ana.id, "Ben took it back; Cy is told as somebody registered"
    for words in (
        "Wed, Oct 6, 9:00 AM–12:00 PM PDT", "In person Place TBD",
        "Registration opens on Fri, Sep 3, 2021. For you it opens on Wed, Sep 1, 2021:",
        f"/offerings/{offering.ref}/registration", "Not everything is fixed yet.", "Why: The room is booked.",
    ):  # fmt: skip
        assert words in read(first, now), words
    publish(offering, now + timedelta(days=1), join_url="https://meet.example/1")
    assert len(letters(session)) == 1, "a change that fixes nothing is no word"
    publish(offering, now + timedelta(days=2), place="Oakland")
    assert [row.to_person for row in letters(session)] == [ana.id, ana.id]
    with pytest.raises(Refused) as refused:
        ask(offering, late, now)
    assert refused.value.reasons[0].code is InterestReason.ALL_FIXED


def test_who_asked_registers_two_days_before_everybody(session, app, now):
    offering = open_one()
    ana, late = builders.make_person("Ana"), builders.make_person("Late")
    ask(offering, ana, now)
    second = SessionPlan("s2", When.FIXED, date(2021, 10, 20), time(9), time(12))
    publish(offering, now, sessions=(*FIXED, second), place="Oakland")
    day = {
        name: datetime(2021, month, number, 17, tzinfo=UTC)
        for name, month, number in (("before", 8, 31), ("early", 9, 1), ("all", 9, 3))
    }
    for who, when in ((ana, "before"), (late, "early")):
        with pytest.raises(Refused) as refused:
            actions.register(offering=offering, person=who, by=builders.actor(who), now=day[when])
        assert refused.value.reasons[0].code is RegisterReason.NOT_OPEN_YET
    (task,) = interest_queries.waiting(builders.actor(ana), now=day["early"])
    assert (task.endpoint, task.reason.facts["title"]) == ("registration.register", "CoP 101")
    last = datetime.combine(offering.last_on, time(17), tzinfo=UTC)
    for offering.per_session, count in ((True, 1), (False, 0)):
        session.flush()
        assert len(interest_queries.waiting(builders.actor(ana), now=last)) == count
    actions.register(offering=offering, person=ana, by=builders.actor(ana), now=day["early"])
    actions.register(offering=offering, person=late, by=builders.actor(late), now=day["all"])
    assert interest_queries.waiting(builders.actor(ana), now=day["all"]) == []


def test_who_asked_hears_that_it_will_not_take_place(session, app, now):
    offering = builders.make_offering(days=(), when=When.TBD)
    ask(offering, builders.make_person("Ana"), now)
    publish(offering, now, canceled=True, canceled_why="Too few people.")
    (row,) = letters(session)
    assert "It will not take place." in read(row, now)
    assert "Too few people." in read(row, now)


def test_asking_taking_back_and_who_sees_it(session, client, browser_of, now):
    offering = builders.make_offering(days=(), when=When.TBD, title="Some day")
    fixed = builders.make_offering(title="Fixed")
    ana = builders.make_person("Ana Ruiz", email="ana@example.org")
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    path, ref, fixed_ref = f"/offerings/{offering.ref}/interest", offering.ref, fixed.ref
    session.commit()
    assert path in client.get(f"/offerings/{ref}").get_data(as_text=True)
    assert "interest" not in client.get(f"/offerings/{fixed_ref}").get_data(as_text=True)
    assert "next=" in client.get(path).location, "a stranger is asked to sign in, and comes back"
    mine, office = browser_of(ana), browser_of(admin)
    session.commit()
    assert mine.send(path).status_code == 303
    assert mine.send(path).status_code == 303
    assert session.query(Interest).count() == 1
    session.rollback()
    assert "You asked to hear first on Mon, May 24, 2021" in text_of(mine.get(path).get_data(as_text=True))
    refused = mine.send(f"/offerings/{fixed_ref}/interest", page=path)
    assert refused.status_code == 409
    assert "Date and place are fixed." in refused.get_data(as_text=True)
    assert mine.get(f"/offerings/{ref}/interested").status_code == 404
    seen = text_of(office.get(f"/offerings/{ref}/interested").get_data(as_text=True))
    assert "1 person wants to hear first." in seen
    assert "Ana Ruiz ana@example.org Mon, May 24, 2021 Waits" in seen
    assert mine.send(f"{path}/withdrawal", page=path).status_code == 303
    assert session.query(Interest).count() == 0
    assert clock.now().date() == now.date()


def a_full_one(now):
    """Ana of Bright Start has the only place, two wait, Ina wants to hear first; Cora coordinates."""
    offering = builders.make_offering(
        days=(date(2021, 9, 15),), title="Changed one", capacity=1, format=Format.IN_PERSON
    )
    agency = builders.make_organization("Bright Start")
    builders.make_person("Cora Diaz", roles=(Role.COORDINATOR, agency))
    builders.make_registration(offering, builders.make_person("Ana Ruiz"), organization=agency)
    for name in ("Wes Lane", "Will Ito"):
        builders.make_registration(
            offering, builders.make_person(name), state=builders.RegistrationState.WAITLISTED
        )
    ask(offering, builders.make_person("Ina Berg"), now)
    return offering


PREVIEWED = (
    "5 people are told:",
    "Registered or waiting: Ana Ruiz, Wes Lane, Will Ito",
    "Coordinators: Cora Diaz (Bright Start)",
    "Asked to hear first: Ina Berg",
    "Changed: Changed one",
    "Now: Oakland",
    "Why: (the reason that you write below)",
    "Fixed now: Changed one",
    "1 person on the waitlist is offered a place: Wes Lane.",
    "A place is offered: Wes Lane",
    "Accept or decline here:",
    "Wed, Sep 22, 2021, 9:00 AM PDT Place: Oakland",
)


def test_the_preview_names_who_is_told_what_and_who_is_offered_a_place(session, browser_of, now):
    offering = a_full_one(now)
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    days = tuple(replace(one, on=date(2021, 9, 22)) for one in schedule_queries.plan_of(offering).sessions)
    plan = replace(schedule_queries.plan_of(offering), place="Oakland", capacity=2, sessions=days)
    schedule_actions.change_draft(
        offering=offering, plan=plan, lock=0, by=builders.actor(admin), now=now, today=TODAY
    )
    path = f"/manage/schedule/{offering.year.slug}/publish"
    session.commit()
    office = browser_of(admin)
    session.commit()
    text = text_of(office.get(path).get_data(as_text=True))
    for words in PREVIEWED:
        assert words in text, words
    told = office.send(path, {"why": "A room", "version": "1", "seen": _seen(office.get(path))})
    assert told.status_code == 303
    names = {
        name
        for (name,) in session.query(builders.Person.name).join(
            OutboxRow, OutboxRow.to_person == builders.Person.id
        )
    }
    assert names == {"Ana Ruiz", "Wes Lane", "Will Ito", "Cora Diaz", "Ina Berg"}
    assert session.query(OutboxRow).filter_by(kind="registration.offer").count() == 1
    session.rollback()
    again = office.send(path, {"why": "A room", "version": "1", "seen": "x"}, page="/manage/schedule")
    assert again.status_code == 409
    assert "Version 2 was published while you were looking. Nothing is published twice" in again.get_data(
        as_text=True
    )


def _seen(answer):
    return answer.get_data(as_text=True).split('name="seen" value="')[1].split('"')[0]
