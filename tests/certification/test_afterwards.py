"""What ends with a grant? The enrollment, the pair and what the mentor may read; the trainee keeps what is theirs."""

from tests.certification import acting, building
from trainer.accounts import queries as accounts_queries
from trainer.curriculum.models import Standing
from trainer.curriculum.rules import StandingKind
from trainer.learning.rules import EnrollmentState
from trainer.permissions import Role


def test_a_grant_completes_the_enrollment_and_ends_the_pair(session, now):
    journey = building.make_journey()
    session.add(
        Standing(
            person_id=journey.trainee.id, kind=StandingKind.IN_COHORT, since=building.STARTS,
            cause=f"cohort:{journey.cohort.ref}",
        )
    )  # fmt: skip
    session.commit()
    acting.certified(journey, now)
    session.commit()
    assert journey.enrollment.state is EnrollmentState.COMPLETED
    assert journey.rows["pair"].until is not None
    held = accounts_queries.grants_of(journey.mentor.id, now=now)
    assert [grant for grant in held if grant.role is Role.MENTOR] == []
    ended = {one.kind: one.until for one in session.query(Standing).filter_by(person_id=journey.trainee.id)}
    assert ended[StandingKind.IN_COHORT] is not None
    assert ended[StandingKind.CERTIFIED] is not None


def test_nothing_ends_with_a_return_or_a_decline(session, now):
    journey = building.make_journey()
    session.commit()
    file = acting.ask(journey, now)
    acting.decide(journey, file, now, outcome=acting.RETURN)
    session.commit()
    assert journey.enrollment.state is EnrollmentState.ACTIVE
    assert journey.rows["pair"].until is None
