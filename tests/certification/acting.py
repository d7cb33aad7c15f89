"""How does a test ask, sign off and decide? Each verb as its own person does it, and what was refused."""

import pytest

from tests import builders
from trainer.certification import actions
from trainer.certification.models import Credential
from trainer.certification.rules import CertificationReason, DecisionOutcome
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow

GRANT, RETURN, DECLINE = DecisionOutcome.GRANT, DecisionOutcome.RETURN, DecisionOutcome.DECLINE


def by(person):
    return builders.actor(person)


def ask(journey, now, name="Rosa Medina"):
    return actions.request(enrollment=journey.enrollment, name=name, by=by(journey.trainee), now=now)


def sign(journey, file, now, given=True):
    return actions.sign_off(
        file=file, given=given, statement="canary-statement", by=by(journey.mentor), now=now
    )


def decide(journey, file, now, outcome=GRANT, who=None, reason="canary-reason"):
    return actions.decide(
        file=file, outcome=outcome, reason=reason, by=by(who or journey.administrator), now=now
    )


def certified(journey, now, name="Rosa Medina") -> Credential:
    file = ask(journey, now, name=name)
    sign(journey, file, now)
    decide(journey, file, now)
    return builders.db.session.query(Credential).filter_by(file_id=file.id).one()


def refused(call, *arguments, **more) -> CertificationReason:
    with pytest.raises(Refused) as caught:
        call(*arguments, **more)
    return caught.value.reasons[0].code


def kinds(session, **more):
    rows = session.query(OutboxRow).filter_by(**more).order_by(OutboxRow.id)
    return [row.kind.removeprefix("certification.") for row in rows]
