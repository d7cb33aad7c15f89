"""May certification be asked for, signed off and decided only as it should, and by whom?"""

from datetime import date, timedelta

import pytest

from tests import builders
from tests.certification import building
from tests.certification.acting import (
    DECLINE,
    GRANT,
    RETURN,
    ask,
    by,
    certified,
    decide,
    kinds,
    refused,
    sign,
)
from trainer.certification import actions
from trainer.certification.models import CertificationFile, Credential, Decision, SignOff
from trainer.certification.queries.credentials import ISSUER
from trainer.certification.rules import (
    CertificationReason,
    FileState,
)
from trainer.core import numbers
from trainer.core.audit import AuditRow
from trainer.core.outbox import OutboxRow
from trainer.core.program import Setting
from trainer.curriculum.models import Standing
from trainer.curriculum.rules import StandingKind
from trainer.learning.rules import EnrollmentState
from trainer.permissions import Role


def test_an_administrator_gets_no_letter_about_their_own_file(session, now):
    journey = building.make_journey()
    builders.make_grant(journey.trainee, Role.ADMINISTRATOR)
    sign(journey, ask(journey, now), now)
    assert kinds(session, to_person=journey.trainee.id) == ["signed_off"]
    assert kinds(session, to_person=journey.administrator.id) == ["requested", "to_decide"]


def test_from_the_request_to_the_certificate(session, now):
    journey = building.make_journey()
    file = ask(journey, now, name="  Rosa   M. Medina ")
    assert (file.state, file.name_shown) == (FileState.REQUESTED, "Rosa M. Medina")
    sign(journey, file, now)
    assert file.state is FileState.IN_REVIEW
    decide(journey, file, now)
    assert file.state is FileState.CERTIFIED
    credential = session.query(Credential).one()
    assert numbers.read(credential.number) == credential.number
    assert (credential.issued_on, credential.expires_on) == (date(2021, 5, 24), date(2024, 5, 24))
    assert credential.shown["name"] == "Rosa M. Medina"
    assert credential.shown["sessions"] == 6
    standing = session.query(Standing).filter_by(kind=StandingKind.CERTIFIED).one()
    assert (standing.person_id, standing.until) == (journey.trainee.id, credential.expires_on)
    assert kinds(session, to_person=journey.trainee.id) == ["signed_off", "granted"]
    assert kinds(session, to_person=journey.mentor.id) == ["sign_off_asked"]
    assert kinds(session, to_person=journey.administrator.id) == ["requested", "to_decide"]
    done = [row.action for row in session.query(AuditRow).order_by(AuditRow.id)]
    assert [one for one in done if one.startswith("certification.")][-4:] == [
        "certification.open", "certification.request", "certification.sign_off", "certification.grant",
    ]  # fmt: skip
    kept = session.query(Decision).one().facts
    assert {one["code"]: one["verdict"] for one in kept}["R21"] == "met"
    assert "canary" not in str([row.facts for row in session.query(AuditRow)])
    assert "canary" not in str([row.params for row in session.query(OutboxRow)])
    assert "canary" not in str(credential.shown)


def test_a_request_waits_until_every_essential_criterion_is_met(session, now):
    journey = building.make_journey()
    session.delete(journey.rows["charter"])
    assert refused(ask, journey, now) is CertificationReason.ESSENTIAL_OPEN


def test_a_request_does_not_wait_for_what_can_be_waived(session, now):
    journey = building.make_journey()
    session.delete(journey.rows["meeting 3"])
    assert ask(journey, now).state is FileState.REQUESTED


def test_nobody_can_ask_in_edition_2026_while_essential_facts_are_not_recorded(session, now):
    journey = building.make_journey(edition="2026")
    assert refused(ask, journey, now) is CertificationReason.ESSENTIAL_OPEN


@pytest.mark.parametrize(
    ("name", "reason"),
    [(" ", CertificationReason.NAME_MISSING), ("王小明", CertificationReason.NAME_NOT_PRINTABLE)],
)
def test_a_name_that_the_certificate_cannot_carry_is_refused_in_time(session, now, name, reason):
    assert refused(ask, building.make_journey(), now, name=name) is reason


def test_asking_twice_asks_once(session, now):
    journey = building.make_journey()
    ask(journey, now)
    assert refused(ask, journey, now) is CertificationReason.ALREADY_REQUESTED
    assert session.query(CertificationFile).count() == 1


def test_who_has_left_does_not_ask(session, now):
    journey = building.make_journey()
    journey.enrollment.state = EnrollmentState.WITHDRAWN
    assert refused(ask, journey, now) is CertificationReason.NOT_ENROLLED


def test_only_the_mentor_of_today_signs_and_only_after_the_request(session, now):
    journey = building.make_journey()
    file = actions.open_file(enrollment=journey.enrollment, by=by(journey.administrator), now=now)
    assert refused(sign, journey, file, now) is CertificationReason.NOT_REQUESTED
    ask(journey, now)
    other = builders.make_person()
    assert refused(
        actions.sign_off, file=file, given=True, statement="x", by=by(other), now=now
    ) is CertificationReason.NOT_THE_MENTOR  # fmt: skip
    journey.rows["pair"].until = now.date()
    assert refused(sign, journey, file, now) is CertificationReason.NOT_THE_MENTOR
    building.make_pair(journey.enrollment, other)
    empty = {"file": file, "given": True, "statement": " ", "by": by(other), "now": now}
    assert refused(actions.sign_off, **empty) is CertificationReason.STATEMENT_MISSING


def test_a_mentor_declines_and_signs_later(session, now):
    journey = building.make_journey()
    file = ask(journey, now)
    sign(journey, file, now, given=False)
    assert file.state is FileState.REQUESTED
    assert refused(decide, journey, file, now) is CertificationReason.ESSENTIAL_OPEN
    assert "not_signed" in kinds(session, to_person=journey.administrator.id)
    sign(journey, file, now + timedelta(hours=1))
    assert refused(sign, journey, file, now) is CertificationReason.ALREADY_SIGNED
    assert decide(journey, file, now).outcome is GRANT
    assert session.query(SignOff).count() == 2


def test_a_mentor_who_signed_and_then_declined_can_sign_again(session, now):
    journey = building.make_journey()
    file = ask(journey, now)
    for hours, given in enumerate((True, False, True)):
        sign(journey, file, now + timedelta(hours=hours), given=given)
    assert file.state is FileState.IN_REVIEW
    assert refused(sign, journey, file, now) is CertificationReason.ALREADY_SIGNED
    assert decide(journey, file, now + timedelta(hours=4)).outcome is GRANT


def test_a_mentor_who_takes_over_can_sign_as_well(session, now):
    journey = building.make_journey()
    file = ask(journey, now)
    sign(journey, file, now)
    journey.rows["pair"].until = now.date()
    journey.mentor = builders.make_person("Mateo Cruz")
    building.make_pair(journey.enrollment, journey.mentor)
    session.flush()
    sign(journey, file, now + timedelta(hours=1))
    assert refused(sign, journey, file, now) is CertificationReason.ALREADY_SIGNED
    assert [row.mentor_id == journey.mentor.id for row in session.query(SignOff)] == [False, True]
    assert decide(journey, file, now + timedelta(hours=4)).outcome is GRANT


@pytest.mark.parametrize("outcome", [GRANT, RETURN, DECLINE])
def test_neither_the_trainee_nor_a_mentor_decides(session, now, outcome):
    """Bad input of the issue: a decision by the trainee's own mentor, also by one of earlier days."""
    journey = building.make_journey()
    earlier = builders.make_person(roles=building.Role.ADMINISTRATOR)
    building.make_pair(journey.enrollment, earlier, until=date(2020, 12, 1))
    for person in (journey.mentor, journey.trainee):
        builders.make_grant(person, building.Role.ADMINISTRATOR)
    file = ask(journey, now)
    sign(journey, file, now)
    for person, reason in (
        (journey.trainee, CertificationReason.OWN_FILE),
        (journey.mentor, CertificationReason.OWN_TRAINEE),
        (earlier, CertificationReason.OWN_TRAINEE),
    ):
        assert refused(decide, journey, file, now, outcome, person) is reason
        waiver = {"file": file, "criterion": "R07", "reason": "x", "by": by(person), "now": now}
        assert refused(actions.waive, **waiver) is reason
        later = {"file": file, "until": date(2021, 9, 1), "reason": "x", "by": by(person), "now": now}
        assert refused(actions.extend, **later) is reason
    assert file.state is FileState.IN_REVIEW
    assert session.query(Decision).count() == session.query(Credential).count() == 0


@pytest.mark.parametrize("row", ["read 3", "charter", "promise", "lead 5"])
def test_a_grant_is_refused_when_an_essential_criterion_is_not_met(session, now, row):
    journey = building.make_journey()
    file = ask(journey, now)
    sign(journey, file, now)
    session.delete(journey.rows[row])
    session.flush()
    assert refused(decide, journey, file, now) is CertificationReason.ESSENTIAL_OPEN
    assert decide(journey, file, now, RETURN).outcome is RETURN


def test_a_grant_waits_for_the_waiver_of_what_can_be_waived(session, now):
    journey = building.make_journey()
    session.delete(journey.rows["meeting 3"])
    file = ask(journey, now)
    sign(journey, file, now)
    assert refused(decide, journey, file, now) is CertificationReason.STILL_OPEN
    actions.waive(
        file=file, criterion="R07", reason="The mentor was ill.", by=by(journey.administrator), now=now
    )
    assert decide(journey, file, now).outcome is GRANT
    credential = session.query(Credential).one()
    assert "ill" not in str(credential.shown)
    assert "R07" not in str(credential.shown)


def test_a_file_comes_back_and_goes_on(session, now):
    journey = building.make_journey()
    file = ask(journey, now)
    sign(journey, file, now)
    assert refused(decide, journey, file, now, RETURN, reason=" ") is CertificationReason.REASON_MISSING
    decide(journey, file, now, RETURN)
    assert file.state is FileState.RETURNED
    assert refused(decide, journey, file, now) is CertificationReason.NOT_REQUESTED
    first = file.requested_at
    assert ask(journey, now + timedelta(days=1)).state is FileState.IN_REVIEW
    assert file.requested_at == first, "the deadline was kept by the first request"
    decide(journey, file, now, DECLINE)
    assert file.state is FileState.DECLINED
    assert refused(ask, journey, now) is CertificationReason.ALREADY_DECIDED
    assert refused(decide, journey, file, now) is CertificationReason.ALREADY_DECIDED
    assert kinds(session, to_person=journey.trainee.id) == ["signed_off", "returned", "declined"]


def test_a_second_decision_finds_the_first(session, now):
    journey = building.make_journey()
    credential = certified(journey, now)
    file = session.get(CertificationFile, credential.file_id)
    assert refused(decide, journey, file, now) is CertificationReason.ALREADY_DECIDED
    assert session.query(Credential).count() == 1


def test_a_name_that_was_never_typed_for_the_certificate_is_tried_before_the_grant(session, now):
    journey = building.make_journey()
    file = ask(journey, now)
    sign(journey, file, now)
    journey.administrator.name = "王小明"
    who = by(journey.administrator)
    session.add(Setting(name=ISSUER, value={"name": "I3 Institute"}))
    session.flush()

    def grant():
        actions.decide(file=file, outcome=GRANT, reason="All there.", by=who, now=now)

    assert refused(grant) is CertificationReason.ISSUER_NOT_PRINTABLE
    assert session.query(Credential).count() == 0
    actions.set_issuer(name="I3 Institute", address="", signatory="Ada", signatory_title="", by=who, now=now)
    grant()
    assert session.query(Credential).one().shown["issuer"]["signatory"] == "Ada"
