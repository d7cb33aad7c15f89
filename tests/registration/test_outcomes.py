"""Is it written down what became of a place, without the place being counted out?"""

import pytest

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.registration import actions
from trainer.registration.rules import OUTCOMES, RegistrationState


def record(registration, state, now):
    states = {registration.id: state}
    actions.record_outcomes(offering=registration.offering, states=states, by=SYSTEM, now=now)


@pytest.mark.parametrize("state", OUTCOMES[1:])
def test_an_outcome_is_written_down_and_taken_back_and_the_place_stays_counted(session, now, state):
    offering = builders.make_offering()
    registration = builders.make_registration(offering, builders.make_person())
    record(registration, state, now)
    assert (registration.state, registration.changed_at) == (state, now)
    record(registration, state, now)
    record(registration, RegistrationState.REGISTERED, now)
    assert registration.state is RegistrationState.REGISTERED
    assert offering.places[0].taken == 1
    outcomes = session.query(AuditRow).filter_by(action="registration.outcome").order_by(AuditRow.id)
    written = [row.facts["state"] for row in outcomes]
    assert written == [state.value, "registered"]


@pytest.mark.parametrize("state", sorted(set(RegistrationState) - set(OUTCOMES)))
def test_who_has_no_place_has_no_outcome(session, now, state):
    more = {"offer_ends": now} if state is RegistrationState.OFFERED else {}
    registration = builders.make_registration(
        builders.make_offering(), builders.make_person(), state=state, **more
    )
    with pytest.raises(Refused) as refused:
        record(registration, RegistrationState.ATTENDED, now)
    assert [reason.code.value for reason in refused.value.reasons] == ["no_place"]
    assert registration.state is state


def test_a_place_does_not_turn_into_something_that_is_no_outcome(session, now):
    registration = builders.make_registration(builders.make_offering(), builders.make_person())
    with pytest.raises(Refused):
        record(registration, RegistrationState.CANCELED, now)
