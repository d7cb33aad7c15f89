"""Does whoever asked to hear first hear once more when registration opens for them, and only where that is true?"""

from datetime import UTC, date, datetime, time, timedelta

from tests import builders
from tests.registration.test_interest import FIXED, TODAY, ask, letters, open_one, publish, read
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.permissions import Role
from trainer.registration import actions, duties
from trainer.registration.queries import interest as interest_queries
from trainer.schedule.rules.kinds import Format, OfferingState, When
from trainer.schedule.rules.plan import SessionPlan


def test_who_asked_hears_once_more_when_registration_opens_for_them(session, app, now):
    offering = open_one()
    ana, ben, cy, dee, cora = (builders.make_person(name) for name in ("Ana", "Ben", "Cy", "Dee", "Cora"))
    agency = builders.make_organization()
    builders.make_grant(cora, Role.COORDINATOR, agency)
    builders.make_registration(offering, builders.make_person(), organization=agency)
    at_once = builders.make_offering(days=(), when=When.TBD, opens_on=TODAY + timedelta(days=2))
    for person in (ana, ben, cy, dee, cora):
        ask(offering, person, now)
    ask(at_once, dee, now)
    publish(offering, now, sessions=FIXED, place="Oakland")
    publish(at_once, now, sessions=FIXED, place="Oakland", format=Format.IN_PERSON)
    told = {row.params["path"]: read(row, now) for row in letters(session)}
    assert "We will write to you once more on that day." in told[f"/offerings/{offering.ref}"]
    assert "You can register now:" in told[f"/offerings/{at_once.ref}"]
    actions.withdraw_interest(
        interest=interest_queries.interest_of(offering.id, ben.id), by=builders.actor(ben), now=now
    )
    builders.make_registration(offering, cy)
    midnight = datetime(2021, 9, 1, 7, tzinfo=UTC)

    def opened():
        return session.query(OutboxRow).filter_by(kind="registration.opens").order_by(OutboxRow.id).all()

    assert duties.due(midnight - timedelta(minutes=1)) == 0, "it is August 31 where the offering is"
    assert duties.due(midnight) == 3
    assert {row.to_person for row in opened()} == {ana.id, dee.id, cora.id}, (
        "Ben took it back, Cy has a place"
    )
    words = read(opened()[0], midnight)
    assert "Registration is open for you now. For everybody else it opens on Fri, Sep 3, 2021." in words
    assert "Wed, Oct 6" in words
    assert f"/offerings/{offering.ref}/registration" in words
    assert duties.due(midnight + timedelta(days=1)) == 0, "once"
    actions.register(offering=offering, person=ana, by=builders.actor(ana), now=midnight)
    assert opened()[0].state is OutboxState.CANCELED, "not sent yet, and no longer needed"


def test_after_days_without_a_worker_it_is_told_where_it_is_still_true(session, app, now):
    ana = builders.make_person("Ana")
    over = (SessionPlan("s1", When.FIXED, date(2021, 9, 8), time(9), time(12)),)
    there = [open_one() for _ in range(4)]
    for offering, more in zip(
        there, ({}, {"closes_on": date(2021, 9, 8)}, {"sessions": over}, {}), strict=True
    ):
        ask(offering, ana, now)
        publish(offering, now, **{"sessions": FIXED, "place": "Oakland", **more})
    there[3].state = OfferingState.CANCELED
    session.flush()
    late = datetime(2021, 9, 9, 17, tzinfo=UTC)
    assert duties.due(late) == 1, "of the others one is closed, one over, one canceled"
    (row,) = session.query(OutboxRow).filter_by(kind="registration.opens")
    assert f"/offerings/{there[0].ref}/registration" in read(row, late)
    assert "For everybody else" not in read(row, late)
