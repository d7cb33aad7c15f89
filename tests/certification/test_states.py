"""Which step may follow which? Every state with every step, and what follows from the facts alone."""

from datetime import date

import pytest

from trainer.certification.rules import CertificationReason, CredentialState, FileState, states
from trainer.certification.rules.findings import Counted, Finding, Verdict
from trainer.certification.rules.states import Step
from trainer.core.errors import Reason

ALLOWED = {
    FileState.IN_TRAINING: {Step.REQUEST: FileState.REQUESTED},
    FileState.TRAINING_COMPLETE: {Step.REQUEST: FileState.REQUESTED},
    FileState.PRACTICUM: {Step.REQUEST: FileState.REQUESTED},
    FileState.REQUESTED: {
        Step.SIGN_OFF: FileState.IN_REVIEW, Step.RETURN: FileState.RETURNED, Step.DECLINE: FileState.DECLINED,
    },
    FileState.IN_REVIEW: {
        Step.GRANT: FileState.CERTIFIED, Step.RETURN: FileState.RETURNED, Step.DECLINE: FileState.DECLINED,
    },
    FileState.RETURNED: {Step.REQUEST: FileState.REQUESTED},
    FileState.CERTIFIED: {},
    FileState.DECLINED: {},
}  # fmt: skip


@pytest.mark.parametrize("state", FileState)
@pytest.mark.parametrize("step", Step)
def test_a_step_leads_where_it_should_or_nowhere(state, step):
    assert states.after(state, step) is ALLOWED[state].get(step)


def finding(code, met):
    verdict = Verdict.MET if met else Verdict.NOT_MET
    return Finding(code, "essential", verdict, Reason(Counted.MODULES))


@pytest.mark.parametrize(
    ("met", "sessions", "state"),
    [
        ((), 0, FileState.IN_TRAINING),
        (("R01", "R02"), 0, FileState.IN_TRAINING),
        (("R01", "R02", "R03"), 0, FileState.TRAINING_COMPLETE),
        (("R01", "R02", "R03"), 1, FileState.PRACTICUM),
        (("R01",), 1, FileState.PRACTICUM),
    ],
)
def test_a_state_follows_from_the_facts_until_somebody_asks(met, sessions, state):
    findings = [finding(code, code in met) for code in ("R01", "R02", "R03")]
    assert states.state_by_facts(findings, own_sessions=sessions) is state


@pytest.mark.parametrize(
    ("issued", "expires"),
    [(date(2021, 10, 20), date(2024, 10, 20)), (date(2024, 2, 29), date(2027, 2, 28))],
)
def test_a_credential_holds_for_three_years(issued, expires):
    assert states.expires_on(issued) == expires


@pytest.mark.parametrize("now", CredentialState)
@pytest.mark.parametrize("to", CredentialState)
def test_a_credential_changes_only_as_it_may(now, to):
    reason = states.why_not_change(now=now, to=to, reason="x")
    if now is CredentialState.REVOKED:
        assert reason.code is CertificationReason.REVOKED_STAYS
    elif now is to:
        assert reason.code is CertificationReason.SAME_STATE
    else:
        assert reason is None
        assert states.why_not_change(now=now, to=to, reason=" ").code is CertificationReason.REASON_MISSING
