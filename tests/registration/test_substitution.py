"""Does a seat go to a colleague whole: the count unchanged, nobody passed, both told, nothing learned by others? K4."""

from datetime import date, timedelta

import pytest

from tests import builders
from tests.conftest import NOW
from trainer.attendance import actions as attendance
from trainer.attendance import queries as attendance_queries
from trainer.attendance.models import TrainingRecord
from trainer.attendance.queries import hours
from trainer.attendance.rules import Marked, Presence
from trainer.attendance.rules.goals import Period
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.organizations.models import Membership
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role
from trainer.registration import actions, queries
from trainer.registration.models import Registration, SessionJoined
from trainer.registration.rules import EndCause, RegistrationState, substitution
from trainer.registration.rules.substitution import SubstitutionReason
from trainer.schedule.rules.kinds import Eligibility, OfferingKind

STATE = RegistrationState


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"confirmed": False, "state": STATE.CANCELED}, SubstitutionReason.NOT_CONFIRMED),
        ({"state": STATE.WAITLISTED}, SubstitutionReason.NO_SEAT),
        ({"state": STATE.OFFERED}, SubstitutionReason.NO_SEAT),
        ({"state": STATE.ATTENDED}, SubstitutionReason.NO_SEAT),
        ({"has_organization": False}, SubstitutionReason.NO_ORGANIZATION),
        ({"begun": True}, SubstitutionReason.HAS_BEGUN),
        ({"left": False}, SubstitutionReason.NOTHING_LEFT),
        ({"needs_approval": True}, SubstitutionReason.APPROVAL),
    ],
)
def test_which_seat_can_be_given(changes, reason):
    facts = {
        "confirmed": True,
        "state": STATE.REGISTERED, "has_organization": True, "begun": False, "needs_approval": False,
    }  # fmt: skip
    assert substitution.why_not_give(**{**facts, **changes}) is reason


class Office:
    """A full refresher with one seat, held or open: Ana sits on it, Wes of no organization waits."""

    def __init__(self, session, now, *, held=True):
        self.session, self.now = session, now
        self.agency = builders.make_organization("River")
        self.luz = builders.make_person("Luz", roles=(Role.COORDINATOR, self.agency))
        self.offering = builders.make_offering(capacity=1, prerequisite="cop-101")
        self.held = builders.make_reservation(self.offering, self.agency, 1) if held else None
        self.ana, self.ben = self.member("Ana"), self.member("Ben")
        self.seat = self.register(self.ana, self.agency)
        wes = builders.make_person("Wes")
        builders.make_completion(wes)
        self.waiting = self.register(wes)
        session.commit()

    def member(self, name, *, completed=True, **more):
        person = builders.make_person(name, email=f"{name.lower()}@river.example")
        builders.make_membership(person, self.agency, **more)
        if completed:
            builders.make_completion(person)
        return person

    def register(self, person, organization=None):
        return actions.register(
            offering=self.offering, person=person, organization=organization, by=builders.actor(person), now=self.now
        )  # fmt: skip

    def why_not(self, person, by):
        with pytest.raises(Refused) as refused:
            actions.substitute(registration=self.seat, person=person, by=builders.actor(by), now=self.now)
        return refused.value.reasons[0].code


def test_a_coordinator_gives_a_held_seat_to_a_colleague(browser_of, session, now):
    office = Office(session, now)
    assert office.waiting.state is STATE.WAITLISTED
    office.seat.single, day = True, office.offering.sessions[0].id
    session.add(SessionJoined(registration_id=office.seat.id, session_id=day))
    session.commit()
    page = f"/registrations/{office.seat.ref}/substitute"
    session.rollback()
    browser = browser_of(office.luz)
    assert "Ben" in browser.get(page).text
    ben = session.query(Membership).filter_by(person_id=office.ben.id).one().ref
    session.rollback()
    done = browser.send(page, {"colleague": ben})
    assert done.status_code == 303
    session.rollback()
    new = session.query(Registration).filter_by(replaces_id=office.seat.id).one()
    assert (new.person_id, new.state, new.organization_id) == (
        office.ben.id,
        STATE.REGISTERED,
        office.agency.id,
    )
    joined = session.query(SessionJoined.session_id).filter_by(registration_id=new.id).all()
    assert (new.single, joined) == (True, [(day,)])
    assert (office.seat.state, office.seat.ended) == (STATE.CANCELED, EndCause.SUBSTITUTED)
    assert office.waiting.state is STATE.WAITLISTED
    place = office.offering.places[0]
    assert (place.taken, place.reserved, place.waiting, office.held.used) == (1, 0, 1, 1)
    told = {
        row.to_person: row for row in session.query(OutboxRow).order_by(OutboxRow.id)
        if row.kind in ("registration.withdrawn", "registration.confirmed")
    }  # fmt: skip
    assert {event["status"] for event in told[office.ana.id].params["calendar"]} == {"CANCELLED"}
    assert told[office.ana.id].params["ended"] == "substituted"
    assert told[office.ben.id].params["by"] == "Luz"
    assert session.query(AuditRow).filter_by(action="registration.substitute").count() == 1
    assert "took over the seat" in browser_of(office.ana).get(f"/registrations/{office.seat.ref}").text


def test_who_cannot_take_a_seat_over_and_what_a_colleague_learns_of_it(browser_of, session, now):
    office = Office(session, now, held=False)
    asked = office.member("Asked", state=MembershipState.INVITED)
    new = office.member("New", completed=False)
    elsewhere = builders.make_person("Else")
    assert office.why_not(elsewhere, office.luz) is SubstitutionReason.NOT_A_COLLEAGUE
    assert office.why_not(asked, office.luz) is SubstitutionReason.NOT_A_COLLEAGUE
    assert office.why_not(new, office.luz) is SubstitutionReason.PREREQUISITE
    assert office.why_not(office.ana, office.luz) is SubstitutionReason.SAME_PERSON
    office.offering.eligibility = Eligibility.INVITED
    assert office.why_not(office.ben, office.luz) is SubstitutionReason.NOT_ELIGIBLE
    office.offering.eligibility = Eligibility.ANYONE
    for person in (asked, new, elsewhere, None):
        assert office.why_not(person, office.ana) is SubstitutionReason.NOT_POSSIBLE
    session.commit()
    page = f"/registrations/{office.seat.ref}/substitute"
    session.rollback()
    mine = browser_of(office.ana)
    assert "Ben" not in mine.get(page).text
    refused = mine.send(page, {"email": "new@river.example"})
    assert refused.status_code == 422
    assert "new@river.example" in refused.text
    assert "Nothing was changed" in refused.text
    assert mine.send(page, {"email": "ben@river.example"}).status_code == 303
    session.rollback()
    assert (office.seat.state, office.waiting.state) == (STATE.CANCELED, STATE.WAITLISTED)
    starts = office.offering.sessions[0].starts_at
    seat = session.query(Registration).filter_by(replaces_id=office.seat.id).one()
    with pytest.raises(Refused):
        actions.substitute(registration=seat, person=office.ana, by=builders.actor(office.luz), now=starts)
    session.rollback()


def test_of_a_series_under_way_only_what_is_ahead_goes_over(session):
    """On May 24: April is over, August and September are ahead. Ana has a seat for the season, Ben for April alone."""
    days = (date(2021, 4, 26), date(2021, 8, 23), date(2021, 9, 27))
    offering = builders.make_offering(kind=OfferingKind.LEADERSHIP_COP, days=days, per_session=True)
    agency = builders.make_organization("River")
    ana, ben, cy = people = [builders.make_person(name) for name in ("Ana", "Ben", "Cy")]
    for one in people:
        builders.make_membership(one, agency)
    april, *ahead = offering.sessions
    hers, his = (builders.make_registration(offering, one, organization=agency) for one in (ana, ben))
    his.single = True
    session.flush()
    session.add(SessionJoined(registration_id=his.id, session_id=april.id))
    session.commit()
    with pytest.raises(Refused) as refused:
        actions.substitute(registration=his, person=cy, by=builders.actor(ben), now=NOW)
    assert refused.value.reasons[0].code is SubstitutionReason.NOTHING_LEFT
    new = actions.substitute(registration=hers, person=cy, by=builders.actor(ana), now=NOW)
    assert queries.sessions_joined(new) == ahead
    told = session.query(OutboxRow).filter_by(kind="registration.withdrawn", to_person=ana.id).one()
    assert [event["uid"][-2:] for event in told.params["calendar"]] == ["s2", "s3"]

    ours = Period(date(2021, 1, 1), date(2021, 12, 31))
    _page, seen = hours.people(agency, ours, now=NOW)
    assert {one.membership.person_id: one.planned for one in seen} == {ana.id: 0, ben.id: 0, cy.id: 720}

    by = builders.actor(builders.make_person(roles=(Role.TRAINER, offering)))
    for one, expected in zip(offering.sessions, ({hers.id, his.id}, {new.id}, {new.id}), strict=True):
        on_sheet = attendance_queries.people_on(one)
        lines = attendance_queries.lines_on(offering, (), typed_only=False, session=one)
        assert {row.id for row in on_sheet} == {line.registration.id for line in lines} == expected
        after = one.ends_at + timedelta(hours=1)
        marks = [Marked(row.ref, Presence.PRESENT, 0) for row in on_sheet]
        attendance.mark(session=one, offering=offering, marks=marks, lock=0, why="Late", by=by, now=after)
        attendance.close(session=one, offering=offering, by=by, now=after)
    assert len(attendance_queries.lines_on(offering, (), typed_only=False)) == 3
    recorded = {row.person_id: (len(row.days), row.credited_minutes) for row in session.query(TrainingRecord)}
    assert recorded == {ana.id: (1, 360), ben.id: (1, 360), cy.id: (2, 720)}
