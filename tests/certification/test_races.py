"""Do two people at once make one decision, one request, one certificate?"""

import threading
from datetime import date

import pytest

from tests import builders
from tests.certification import building
from tests.certification.acting import ask, sign
from trainer.accounts.models import Grant, Person
from trainer.accounts.signin import sessions
from trainer.certification import actions, queries
from trainer.certification.models import (
    CertificationFile,
    Credential,
    Decision,
    Extension,
    SignOff,
    Waiver,
)
from trainer.certification.rules import DecisionOutcome
from trainer.core import outbox
from trainer.core.db import db, writing
from trainer.core.errors import Refused
from trainer.learning.models import Enrollment
from trainer.permissions import Role

AT_ONCE = 6


def together(app, act):
    """What came of the same act by several threads at one moment: 'done', or the name of what was raised."""
    gate, results = threading.Barrier(AT_ONCE), []

    def run(number: int) -> None:
        with app.app_context():
            gate.wait()
            try:
                with writing():
                    act(number)
                results.append("done")
            except Refused as refused:
                results.append(refused.reasons[0].code.value)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(results)


def actor_of(person_id: int):
    grants = db.session.query(Grant).filter_by(person_id=person_id).all()
    return sessions.actor_of(db.session.get_one(Person, person_id), grants)


@pytest.fixture
def file(session, now):
    journey = building.make_journey()
    found = ask(journey, now)
    sign(journey, found, now)
    office = [builders.make_person(roles=Role.ADMINISTRATOR).id for _ in range(AT_ONCE)]
    session.commit()
    return found.ref, office


def test_of_several_decisions_at_once_one_counts(app, session, file, now):
    ref, office = file
    outcomes = [DecisionOutcome.GRANT, DecisionOutcome.RETURN, DecisionOutcome.DECLINE] * 2

    def act(number: int) -> None:
        found = queries.file_by_ref(ref)
        actions.decide(file=found, outcome=outcomes[number], reason="x", by=actor_of(office[number]), now=now)

    results = together(app, act)
    session.rollback()
    assert results.count("done") == 1, results
    assert session.query(Decision).count() == 1
    granted = session.query(Decision).one().outcome is DecisionOutcome.GRANT
    assert session.query(Credential).count() == granted


def test_several_grants_at_once_make_one_certificate(app, session, file, now):
    ref, office = file

    def act(number: int) -> None:
        found = queries.file_by_ref(ref)
        actions.decide(
            file=found, outcome=DecisionOutcome.GRANT, reason="x", by=actor_of(office[number]), now=now
        )

    assert together(app, act) == ["already_decided"] * (AT_ONCE - 1) + ["done"]
    session.rollback()
    assert session.query(Credential).count() == 1


EASINGS = {
    "waiver": (actions.waive, {"criterion": "R07"}, "already_waived"),
    "number": (actions.waive, {"criterion": "R11", "numbers": {"members_present": 3}}, "already_waived"),
    "deadline": (actions.extend, {"until": date(2021, 10, 1)}, "extension_not_later"),
}


@pytest.mark.parametrize("what", EASINGS)
def test_of_several_easings_at_once_one_is_written(app, session, file, now, what):
    ref, office = file
    ease, asked, refusal = EASINGS[what]

    def act(number: int) -> None:
        ease(file=queries.file_by_ref(ref), reason="rural", by=actor_of(office[number]), now=now, **asked)

    assert together(app, act) == sorted(["done", *[refusal] * (AT_ONCE - 1)])
    session.rollback()
    assert session.query(Waiver).count() + session.query(Extension).count() == 1


def test_a_mentor_who_signs_in_several_windows_at_once_signs_once(app, session, now):
    journey = building.make_journey()
    ref, mentor = ask(journey, now).ref, journey.mentor.id
    session.commit()

    def act(_number: int) -> None:
        found = queries.file_by_ref(ref)
        actions.sign_off(file=found, given=True, statement="Seen.", by=actor_of(mentor), now=now)

    assert together(app, act) == ["already_signed"] * (AT_ONCE - 1) + ["done"]
    session.rollback()
    assert session.query(SignOff).count() == 1


def test_several_requests_at_once_ask_once(app, session, now):
    journey = building.make_journey()
    ref, trainee = journey.enrollment.ref, journey.trainee.id
    session.commit()

    def act(_number: int) -> None:
        found: Enrollment = queries.enrollment_by_ref(ref)
        actions.request(enrollment=found, name="Rosa", by=actor_of(trainee), now=now)

    assert together(app, act) == ["already_requested"] * (AT_ONCE - 1) + ["done"]
    session.rollback()
    assert session.query(CertificationFile).count() == 1
    asked = session.query(outbox.OutboxRow).filter_by(kind="certification.sign_off_asked").count()
    assert asked == 1
