"""Who becomes whose mentor, and does the right to read move with the pair?"""

from datetime import date, timedelta

import pytest

from tests import builders
from tests.mentoring import building
from tests.registration.reading import rows
from trainer import permissions
from trainer.accounts import queries as account_queries
from trainer.accounts.models import Grant
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.learning.rules import EnrollmentState
from trainer.mentoring import actions, duties, queries
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingState, PairReason
from trainer.organizations.rules import MembershipState
from trainer.permissions import Permission, Role


@pytest.fixture
def office(session):
    return builders.actor(builders.make_person("Ada Office", roles=Role.ADMINISTRATOR))


def reads(person_id, trainee_id):
    return permissions.allowed(
        account_queries.actor_for(person_id), Permission.JOURNAL_READ, {("person", trainee_id)}
    )


def test_a_pair_gives_the_right_to_read_and_tells_both(session, office, now):
    enrollment, mentor = building.make_trainee(), builders.make_person("Mia")
    pair = actions.pair(enrollment=enrollment, mentor=mentor, by=office, now=now)
    assert reads(mentor.id, enrollment.person_id)
    assert (pair.since, pair.until) == (date(2021, 5, 24), None)
    assert queries.mentor_of(enrollment.person_id).id == mentor.id
    assert [one.ref for one in queries.trainees_of(mentor.id)] == [pair.ref]


def test_what_a_pair_writes(session, office, now):
    enrollment, mentor = building.make_trainee(), builders.make_person("Mia")
    trainee_id, mentor_id = enrollment.person_id, mentor.id
    actions.pair(enrollment=enrollment, mentor=mentor, by=office, now=now)
    session.commit()
    letters = [row for row in rows(session, OutboxRow) if row.kind == "mentoring.paired"]
    assert {(row.to_person, row.params["mentors"]) for row in letters} == {
        (trainee_id, False),
        (mentor_id, True),
    }
    assert "mentoring.pair" in [row.action for row in rows(session, AuditRow)]


def test_nobody_mentors_themselves(session, office, now):
    enrollment = building.make_trainee()
    with pytest.raises(Refused) as refused:
        actions.pair(enrollment=enrollment, mentor=enrollment.person, by=office, now=now)
    assert refused.value.reasons[0].code is PairReason.ONESELF


def test_nobody_from_the_same_employer_and_it_is_named(session, office, now):
    enrollment, mentor = building.make_trainee(), builders.make_person("Mia")
    agency = builders.make_organization("Bay Agency")
    builders.make_membership(enrollment.person, agency)
    builders.make_membership(mentor, agency)
    with pytest.raises(Refused) as refused:
        actions.pair(enrollment=enrollment, mentor=mentor, by=office, now=now)
    assert refused.value.reasons[0].code is PairReason.SAME_EMPLOYER
    assert refused.value.reasons[0].facts["organization"] == "Bay Agency"
    assert session.query(Grant).filter_by(role=Role.MENTOR).count() == 0


def test_nobody_who_answers_for_the_trainee_s_employer(session, office, now):
    agency = builders.make_organization("Bay Agency")
    enrollment = building.make_trainee()
    mentor = builders.make_person("Cora", roles=(Role.COORDINATOR, agency))
    builders.make_membership(enrollment.person, agency)
    with pytest.raises(Refused) as refused:
        actions.pair(enrollment=enrollment, mentor=mentor, by=office, now=now)
    assert refused.value.reasons[0].code is PairReason.SAME_EMPLOYER


@pytest.mark.parametrize("state", [MembershipState.INVITED, MembershipState.ENDED])
def test_a_membership_that_does_not_hold_is_no_employer(session, office, now, state):
    enrollment, mentor = building.make_trainee(), builders.make_person("Mia")
    agency = builders.make_organization("Bay Agency")
    builders.make_membership(enrollment.person, agency)
    builders.make_membership(mentor, agency, state=state)
    assert actions.pair(enrollment=enrollment, mentor=mentor, by=office, now=now)


@pytest.mark.parametrize(
    "state", [EnrollmentState.WITHDRAWN, EnrollmentState.COMPLETED, EnrollmentState.DEFERRED]
)
def test_only_somebody_in_the_program_gets_a_mentor(session, office, now, state):
    with pytest.raises(Refused) as refused:
        actions.pair(
            enrollment=building.make_trainee(state=state), mentor=builders.make_person(), by=office, now=now
        )
    assert refused.value.reasons[0].code is PairReason.NOT_ENROLLED


def test_a_mentor_can_sign_in(session, office, now):
    with pytest.raises(Refused) as refused:
        actions.pair(
            enrollment=building.make_trainee(), mentor=builders.make_person(account=False), by=office, now=now
        )
    assert refused.value.reasons[0].code is PairReason.NO_ACCOUNT


def test_a_new_mentor_takes_over_and_the_one_before_reads_nothing_more(session, office, now):
    pair = building.make_pair()
    old, new = pair.mentor_id, builders.make_person("Noa New")
    planned = building.plan(pair, now + timedelta(days=3), now=now)
    actions.pair(enrollment=pair.enrollment, mentor=new, by=office, now=now)
    trainee = pair.trainee_id
    assert (reads(old, trainee), reads(new.id, trainee)) == (False, True)
    assert pair.until == date(2021, 5, 24)
    assert planned.state is MeetingState.CANCELED
    assert queries.mentor_of(trainee).id == new.id
    session.commit()
    letters = [row for row in rows(session, OutboxRow) if row.kind == "mentoring.canceled"]
    assert {row.to_person for row in letters} == {old, trainee}


def test_a_role_that_was_given_by_hand_moves_as_well(session, office, now):
    enrollment, mentor, other = building.make_trainee(), builders.make_person(), builders.make_person()
    builders.make_grant(mentor, Role.MENTOR, enrollment.person)
    actions.pair(enrollment=enrollment, mentor=mentor, by=office, now=now)
    actions.pair(enrollment=enrollment, mentor=other, by=office, now=now)
    assert not reads(mentor.id, enrollment.person_id)


def test_the_same_mentor_twice_is_refused_and_changes_nothing(session, office, now):
    pair = building.make_pair()
    with pytest.raises(Refused) as refused:
        actions.pair(enrollment=pair.enrollment, mentor=pair.mentor, by=office, now=now)
    assert refused.value.reasons[0].code is PairReason.ALREADY
    assert session.query(Pair).count() == 1


def test_who_comes_back_becomes_mentor_again(session, office, now):
    pair = building.make_pair()
    actions.pair(enrollment=pair.enrollment, mentor=builders.make_person(), by=office, now=now)
    actions.pair(enrollment=pair.enrollment, mentor=pair.mentor, by=office, now=now + timedelta(hours=1))
    assert reads(pair.mentor_id, pair.trainee_id) is False  # the clock of the actor is an hour behind
    assert queries.grant_within(pair.mentor_id, pair.trainee_id, now=now + timedelta(hours=2))


def test_the_database_keeps_one_pair_at_a_time(session, office):
    pair = building.make_pair()
    other = builders.make_person()
    session.add(
        Pair(
            enrollment_id=pair.enrollment_id, mentor_id=other.id, trainee_id=pair.trainee_id, since=pair.since
        )
    )
    with pytest.raises(Exception, match=r"(?i)unique"):
        session.flush()


def test_a_pair_does_not_outlast_the_trainee_s_place(session, now):
    pair = building.make_pair()
    building.plan(pair, now + timedelta(days=3), now=now)
    assert actions.end_pairs_of_the_withdrawn(now=now) == 0
    pair.enrollment.state = EnrollmentState.WITHDRAWN
    session.flush()
    assert duties.due(now) >= 1
    assert not reads(pair.mentor_id, pair.trainee_id)
    assert session.query(Meeting).one().state is MeetingState.CANCELED
    assert actions.end_pairs_of_the_withdrawn(now=now) == 0


def test_candidates_are_those_who_did_it_with_their_load(session, now):
    pair = building.make_pair()
    builders.make_person("Nobody Yet")
    found = queries.candidates(today=date(2021, 5, 24), now=now)
    assert [(one.person.id, one.trainees) for one in found] == [(pair.mentor_id, 1)]
