"""Does a coordinator learn nothing about people who are not theirs, and others nothing about the team?"""

import pytest

from tests import builders
from tests.registration.desk import LIST, Desk, outcomes
from tests.registration.reading import rows, text
from trainer.organizations.models import Membership
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingKind


@pytest.fixture
def desk(session, browser_of):
    return Desk(session, browser_of, capacity=2)


@pytest.mark.parametrize("has_account", [True, False])
@pytest.mark.parametrize("prerequisite", [True, False])
def test_what_is_shown_never_tells_about_a_stranger(session, browser_of, has_account, prerequisite):
    """An address outside the organization gives the same page, whatever is stored about it."""
    course = "cop-101" if prerequisite else None
    desk = Desk(session, browser_of, kind=OfferingKind.REFRESHER, prerequisite=course)
    if has_account:
        stranger = builders.make_person("Ana Ruiz", email="ana@example.org")
        builders.make_completion(stranger)
        builders.make_registration(desk.offering, stranger)
        session.commit()
    page = desk.preview("Ana Ruiz,ana@example.org,Lead")
    assert outcomes(page) == ["Will be asked for earlier training" if prerequisite else "Gets a seat"]
    assert "New here: will be invited" in text(page)
    answer = desk.confirm(page, "Ana Ruiz,ana@example.org,Lead")
    said = "1 asked for earlier training" if prerequisite else "1 seat"
    assert f"Saved: {said}." in text(desk.browser.get(answer.location))


def test_a_coordinator_of_another_organization_finds_nothing(session, desk, browser_of):
    other = builders.make_organization()
    stranger = builders.make_person(roles=(Role.COORDINATOR, other))
    trainer = builders.make_person(roles=(Role.TRAINER, desk.offering))
    session.commit()
    base = f"/organizations/{desk.organization.ref}"
    for person in (stranger, trainer):
        for path in (desk.url, f"{base}/offerings", f"{base}/registrations", f"{base}/registrations.csv"):
            assert browser_of(person).get(path).status_code == 404, path
        assert (
            browser_of(person).send(desk.url, {"text": LIST, "step": "confirm"}, page="/me").status_code
            == 404
        )


def test_of_somebody_who_declines_the_organization_keeps_what_it_typed(session, desk):
    stranger = builders.make_person("Real Name", email="ana@example.org")
    session.commit()
    typed = "Ana Typed,ana@example.org"
    desk.confirm(desk.preview(typed), typed)
    session.rollback()
    membership = session.query(Membership).one()
    assert membership.person_id == stranger.id
    for state in (MembershipState.INVITED, MembershipState.DECLINED, MembershipState.ENDED):
        session.query(Membership).one().state = state
        session.commit()
        base = f"/organizations/{desk.organization.ref}/registrations"
        made = rows(session)[0].ref
        for path in (base, f"{base}.csv", f"/registrations/{made}", f"/registrations/{made}/withdraw"):
            page = text(desk.browser.get(path))
            assert "Real Name" not in page, (state, path)
            assert "Ana Typed" in page, (state, path)
