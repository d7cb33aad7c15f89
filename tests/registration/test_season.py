"""Is a series joined for the season or for single sessions, by the people it is for?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.attendance import actions as attendance
from trainer.attendance import queries as attendance_queries
from trainer.attendance.models import TrainingRecord
from trainer.attendance.rules import Marked, Presence
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.curriculum.models import Standing
from trainer.curriculum.rules import StandingKind
from trainer.home.queries import agenda
from trainer.permissions import Role
from trainer.registration import actions, queries
from trainer.registration.actions import invitations, season
from trainer.registration.models import Registration
from trainer.registration.queries import eligibility
from trainer.registration.rules.eligibility import (
    EligibilityFact,
    EligibilityReason,
    Standings,
    what_made_eligible,
    why_not_eligible,
)
from trainer.registration.rules.season import Chosen, SeasonReason, why_not_choose
from trainer.registration.rules.team import RowOutcome, TeamRow
from trainer.schedule.rules.kinds import Eligibility, OfferingKind, SessionState

TODAY = date(2021, 5, 24)
PAST, AHEAD = TODAY - timedelta(days=300), TODAY + timedelta(days=300)
NOW = datetime(2021, 5, 24, 16, tzinfo=UTC)
SESSIONS = {
    "over": Chosen(NOW, SessionState.SCHEDULED),
    "off": Chosen(NOW + timedelta(days=9), SessionState.CANCELED),
    "ahead": Chosen(NOW + timedelta(days=9), SessionState.SCHEDULED),
    "tbd": Chosen(None, SessionState.SCHEDULED),
}


@pytest.mark.parametrize(
    ("eligibility", "known", "reason"),
    [
        (Eligibility.ANYONE, Standings(), None),
        (Eligibility.CERTIFIED, Standings(), EligibilityReason.NO_CERTIFICATE),
        (Eligibility.CERTIFIED, Standings(certificate=(PAST, AHEAD)), None),
        (Eligibility.CERTIFIED, Standings(certificate=(PAST, TODAY)), None),
        (
            Eligibility.CERTIFIED,
            Standings(certificate=(PAST, TODAY - timedelta(1))),
            EligibilityReason.CERTIFICATE_ENDED,
        ),
        (Eligibility.CERTIFIED, Standings(certificate=(AHEAD, None)), EligibilityReason.NO_CERTIFICATE),
        (Eligibility.CERTIFIED, Standings(cohort=(PAST, None)), EligibilityReason.NO_CERTIFICATE),
        (Eligibility.COHORT, Standings(cohort=(PAST, None)), None),
        (Eligibility.COHORT, Standings(cohort=(PAST, PAST)), EligibilityReason.NO_COHORT),
        (Eligibility.INVITED, Standings(invited=TODAY), None),
        (Eligibility.INVITED, Standings(certificate=(PAST, AHEAD)), EligibilityReason.NOT_INVITED),
    ],
)
def test_for_whom_an_offering_is(eligibility, known, reason):
    found = why_not_eligible(eligibility, known, today=TODAY)
    assert (found and found[0]) == reason
    assert what_made_eligible(Eligibility.CERTIFIED, Standings(certificate=(PAST, AHEAD))) == (
        EligibilityFact.CERTIFIED_UNTIL, {"since": PAST, "until": AHEAD},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "per_session", "reason"),
    [
        (None, False, None),
        (["ahead"], False, SeasonReason.WHOLE_ONLY),
        ([], True, SeasonReason.NONE_CHOSEN),
        (["ahead", "tbd"], True, None),
        (["over", "ahead"], True, SeasonReason.SESSION_OVER),
        (["off"], True, SeasonReason.SESSION_OVER),
        (["gone"], True, SeasonReason.SESSION_UNKNOWN),
    ],
)
def test_which_sessions_can_be_joined(keys, per_session, reason):
    assert why_not_choose(SESSIONS, keys, per_session=per_session, now=NOW) is reason


def monthly(**more):
    days = tuple(date(2021, month, 25) for month in (4, 8, 9, 10))
    return builders.make_offering(
        kind=OfferingKind.FACILITATOR_COP, title="Facilitator CoP", days=days, per_session=True, **more
    )


def test_who_joins_one_session_is_there_on_that_day_only(session, now):
    offering = monthly(capacity=5)
    ana, ben = builders.make_person("Ana Ruiz"), builders.make_person("Ben Ito")
    # It began in April, and can be joined all the same.
    hers = actions.register(
        offering=offering, person=ana, sessions=["s2", "s4"], by=builders.actor(ana), now=now
    )
    his = actions.register(offering=offering, person=ben, by=builders.actor(ben), now=now)
    assert offering.places[0].taken == 2
    assert [one.key for one in queries.sessions_joined(hers)] == ["s2", "s4"]
    letter = session.query(OutboxRow).filter_by(to_person=ana.id).one()
    assert [event["uid"][-2:] for event in letter.params["calendar"]] == ["s2", "s4"]
    assert [e.uid[-2:] for e in agenda.coming(ana.id, now=now, trains=[])] == ["s2", "s4"]
    assert [e.uid[-2:] for e in agenda.coming(ben.id, now=now, trains=[])] == ["s2", "s3", "s4"]

    season.choose_sessions(registration=hers, keys=["s3"], by=builders.actor(ana), now=now)
    changed = session.query(OutboxRow).filter_by(kind="registration.sessions").one()
    said = {event["uid"][-2:]: event["status"] for event in changed.params["calendar"]}
    assert said == {"s3": "CONFIRMED", "s1": "CANCELLED", "s2": "CANCELLED", "s4": "CANCELLED"}
    with pytest.raises(Refused):
        season.choose_sessions(registration=hers, keys=["s1"], by=builders.actor(ana), now=now)
    trainer = builders.make_person(roles=(Role.TRAINER, offering))
    by = builders.actor(trainer)
    for one in offering.sessions:
        on_sheet = attendance_queries.people_on(one)
        assert {row.id for row in on_sheet} == ({his.id, hers.id} if one.key == "s3" else {his.id})
        lines = attendance_queries.lines_on(offering, (), typed_only=False, session=one)
        assert {line.registration.id for line in lines} == {row.id for row in on_sheet}
        after = one.ends_at + timedelta(hours=1)
        marks = [Marked(row.ref, Presence.PRESENT, 0) for row in on_sheet]
        attendance.mark(session=one, offering=offering, marks=marks, lock=0, by=by, now=after)
        attendance.close(session=one, offering=offering, by=by, now=after)
    records = {row.person_id: row for row in session.query(TrainingRecord)}
    assert (len(records[ana.id].days), records[ana.id].scheduled_minutes) == (1, 360)
    assert (len(records[ben.id].days), records[ben.id].credited_minutes) == (4, 4 * 360)


def test_who_came_from_the_start_stays_on_the_sheets_of_what_is_over(session, now):
    """They go from the season to one session, and then withdraw. A seat without a session ahead is none."""
    offering, cy = monthly(capacity=5), builders.make_person("Cy")
    early, by = builders.make_registration(offering, cy), builders.actor(cy)
    with pytest.raises(Refused):
        season.choose_sessions(registration=early, keys=[], by=by, now=now)
    season.choose_sessions(registration=early, keys=["s4"], by=by, now=now)
    assert [one.key for one in queries.sessions_joined(early)] == ["s1", "s4"]
    actions.withdraw(registration=early, by=by, now=now)
    assert [row.id for row in attendance_queries.people_on(offering.sessions[0])] == [early.id]
    assert attendance_queries.people_on(offering.sessions[3]) == []


def test_only_those_it_is_for_get_in_and_read_why(session, now, browser_of):
    offering = monthly(eligibility=Eligibility.CERTIFIED, capacity=20)
    organization = builders.make_organization()
    certified, plain = builders.make_person("Cert", email="cert@example.org"), builders.make_person(
        "Plain", email="plain@example.org"
    )  # fmt: skip
    for person in (certified, plain):
        builders.make_membership(person, organization)
    session.add(
        Standing(person_id=certified.id, kind=StandingKind.CERTIFIED, since=PAST, until=AHEAD, cause="test")
    )
    coordinator = builders.make_person(roles=(Role.COORDINATOR, organization))
    plan = queries_of_team(offering, organization, certified, plain)
    assert plan == [RowOutcome.SEAT, RowOutcome.NOT_ELIGIBLE, RowOutcome.NOT_ELIGIBLE]
    with pytest.raises(Refused) as refused:
        actions.register(offering=offering, person=plain, by=builders.actor(coordinator), now=now)
    assert refused.value.reasons[0].code is EligibilityReason.NO_CERTIFICATE
    session.commit()
    address = f"/offerings/{offering.ref}/registration"
    page = browser_of(plain).get(address).get_data(as_text=True)
    assert "no valid certificate is on record" in page
    browser = browser_of(certified)
    page = browser.get(address).get_data(as_text=True)
    assert "Certified CoP facilitator since Tue, Jul 28, 2020, until" in page
    assert page.count('name="sessions"') == 3  # April is over
    answer = browser.send(address, {"joining": "single", "organization": ""})
    assert "Tick at least one session" in answer.get_data(as_text=True)
    assert (
        browser.send(address, {"joining": "single", "sessions": "s3", "organization": ""}).status_code == 303
    )
    session.rollback()
    mine = session.query(Registration).one()
    assert mine.single
    own = browser.get(f"/registrations/{mine.ref}").get_data(as_text=True)
    assert "You come to these sessions only" in own
    assert browser.send(f"/registrations/{mine.ref}/sessions", {"joining": "season"}).status_code == 303
    session.rollback()
    assert not session.query(Registration).one().single


def queries_of_team(offering, organization, certified, plain):
    rows = [TeamRow(n, person.name, person.email) for n, person in enumerate((certified, plain), start=1)] + [
        TeamRow(3, "New", "new@example.org")
    ]
    plan = actions.team.team_queries.plan(
        rows, offering=offering, organization=organization, place=offering.places[0], by=SYSTEM
    )
    return [planned.outcome for planned in plan]


def test_a_list_of_who_is_invited(session, now, browser_of):
    offering = monthly(eligibility=Eligibility.INVITED)
    office = builders.make_person(roles=Role.ADMINISTRATOR)
    ana = builders.make_person("Ana Ruiz", email="ana@example.org")
    session.commit()
    browser, address = browser_of(office), f"/offerings/{offering.ref}/invited"
    answer = browser.send(address, {"emails": "ana@example.org\nnobody@example.org"}, follow_redirects=True)
    text = answer.get_data(as_text=True)
    assert "Ana Ruiz" in text
    assert "Nobody here signs in with: nobody@example.org" in text
    session.rollback()
    assert session.query(OutboxRow).filter_by(kind="registration.invited", to_person=ana.id).count() == 1
    assert eligibility.why_not(offering, ana.id, now=now) is None
    invitations.take_off(offering=offering, person=ana, by=builders.actor(office), now=now)
    found = eligibility.why_not(offering, ana.id, now=now)
    assert found is not None
    assert found[0] is EligibilityReason.NOT_INVITED
