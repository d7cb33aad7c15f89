"""What waits for a trainee, a mentor and an administrator here, and which dates come? One statement per role."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import builders
from tests.certification import building
from tests.certification.acting import RETURN, ask, by, certified, decide, sign
from tests.statements import counted
from trainer.certification import actions, queries
from trainer.certification.models import CertificationFile
from trainer.certification.rules import CredentialState, EventKind, TaskKind
from trainer.core import clock
from trainer.core.i18n import sentence
from trainer.permissions import Role


def waits(person, now):
    return [(task.reason.code, task.endpoint) for task in queries.waiting(by(person), now=now)]


def test_the_request_waits_for_the_mentor_then_for_the_administrator(session, now):
    journey = building.make_journey()
    assert (
        waits(journey.mentor, now) == waits(journey.administrator, now) == waits(journey.trainee, now) == []
    )
    file = ask(journey, now)
    assert waits(journey.mentor, now) == [(TaskKind.SIGN_OFF, "certification.sign_off")]
    assert waits(journey.administrator, now) == []
    sign(journey, file, now)
    assert waits(journey.mentor, now) == []
    assert waits(journey.administrator, now) == [(TaskKind.DECIDE, "certification.file")]
    decide(journey, file, now, RETURN)
    assert waits(journey.administrator, now) == []
    assert waits(journey.trainee, now) == [(TaskKind.ANSWER_RETURN, "certification.mine")]


def test_only_the_mentor_of_the_pair_is_asked_to_sign(session, now):
    journey, second = building.make_journey(), builders.make_person("Sam Second")
    builders.make_grant(second, Role.MENTOR, journey.trainee)
    ask(journey, now)
    assert waits(journey.mentor, now) == [(TaskKind.SIGN_OFF, "certification.sign_off")]
    assert waits(second, now) == []


def test_a_declined_sign_off_waits_for_the_administrator(session, now):
    journey = building.make_journey()
    sign(journey, ask(journey, now), now, given=False)
    assert waits(journey.mentor, now) == []
    assert waits(journey.administrator, now) == [(TaskKind.MENTOR_DECLINED, "certification.file")]


def test_nobody_is_asked_to_decide_about_themselves_or_their_trainee(session, now):
    journey = building.make_journey()
    for person in (journey.trainee, journey.mentor):
        builders.make_grant(person, Role.ADMINISTRATOR)
    sign(journey, ask(journey, now), now)
    assert TaskKind.DECIDE not in [code for code, _endpoint in waits(journey.trainee, now)]
    assert TaskKind.DECIDE not in [code for code, _endpoint in waits(journey.mentor, now)]


def test_a_certificate_about_to_expire_waits_for_its_holder(session, now):
    journey = building.make_journey()
    certified(journey, now)
    soon = now.replace(year=2023, month=12)
    assert waits(journey.trainee, now.replace(year=2023, month=10)) == []
    assert waits(journey.trainee, soon) == [(TaskKind.EXPIRES, "certification.certificate")]
    assert waits(journey.trainee, now.replace(year=2024, month=6)) == []


def test_a_deadline_comes_and_moves_and_ends_with_the_request(session, now):
    journey = building.make_journey()
    [event] = queries.coming(journey.trainee.id, now=now)
    assert (event.title.code, event.starts_at.date()) == (EventKind.DEADLINE, date(2021, 8, 21))
    assert queries.coming(journey.trainee.id, now=now + timedelta(days=100)) == []
    ask(journey, now)
    assert queries.coming(journey.trainee.id, now=now) == []


def test_the_end_of_a_certificate_comes(session, now):
    journey = building.make_journey()
    certified(journey, now)
    [event] = queries.coming(journey.trainee.id, now=now)
    assert (event.title.code, event.starts_at.date()) == (EventKind.EXPIRY, date(2024, 5, 24))


def test_a_deadline_that_was_moved_comes_later_under_the_same_name(session, now):
    journey = building.make_journey()
    [before] = queries.coming(journey.trainee.id, now=now)
    file = actions.open_file(enrollment=journey.enrollment, by=by(journey.administrator), now=now)
    until = date(2021, 11, 19)
    actions.extend(file=file, until=until, reason="Ill", by=by(journey.administrator), now=now)
    [event] = queries.coming(journey.trainee.id, now=now)
    assert (event.uid, event.starts_at.astimezone(clock.zone(event.zone)).date()) == (before.uid, until)
    assert event.sequence > before.sequence


@pytest.mark.parametrize("to", [CredentialState.SUSPENDED, CredentialState.REVOKED])
def test_a_certificate_that_does_not_hold_has_no_end_to_tell(session, now, to):
    journey, other = building.make_journey(), building.make_journey(name="Olga Other")
    credential = certified(journey, now)
    certified(other, now, name="Olga Other")
    actions.change_credential(
        credential=credential, to=to, reason="canary-why", by=by(journey.administrator), now=now
    )
    soon = now.replace(year=2023, month=12)
    assert waits(journey.trainee, soon) == []
    assert queries.coming(journey.trainee.id, now=now) == []
    assert waits(other.trainee, soon) == [(TaskKind.EXPIRES, "certification.certificate")]


def test_on_its_last_evening_a_certificate_still_waits(session, now):
    journey = building.make_journey()
    certified(journey, now)
    evening = datetime(2024, 5, 25, 3, 0, tzinfo=UTC)  # the 24th where the program is
    assert waits(journey.trainee, evening) == [(TaskKind.EXPIRES, "certification.certificate")]


def test_what_waits_costs_one_statement_per_role_also_for_many(app, session, now):
    journey = building.make_journey()
    builders.make_grant(journey.mentor, Role.ADMINISTRATOR)
    for number in range(30):
        enrollment = building.make_enrollment(builders.make_person(), name=f"Cohort {number}")
        building.make_pair(enrollment, journey.mentor)
        session.add(
            CertificationFile(
                enrollment=enrollment, person=enrollment.person, state="requested", requested_at=now, changed_at=now
            )
        )  # fmt: skip
    actors = {name: by(getattr(journey, name)) for name in ("mentor", "trainee", "administrator")}
    person_id, stranger = journey.trainee.id, by(builders.make_person())
    session.commit()
    with counted(app) as seen:
        tasks = queries.waiting(actors["mentor"], now=now)
    assert (len(seen), len(tasks)) == (2, 20)
    assert all(sentence(task.reason) for task in tasks)
    with counted(app) as seen:
        queries.waiting(actors["trainee"], now=now)
    assert len(seen) == 1
    with counted(app) as seen:
        assert queries.waiting(stranger, now=now) == []
    assert len(seen) == 0
    with counted(app) as seen:
        queries.coming(person_id, now=now)
    assert len(seen) == 1
