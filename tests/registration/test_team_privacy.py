"""Does a coordinator learn nothing about people who are not theirs, and others nothing about the team?"""

import re
from datetime import timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.registration.desk import LIST, Desk, outcomes
from tests.registration.reading import rows, text
from trainer.accounts.actor import SYSTEM
from trainer.core import clock
from trainer.organizations.models import Membership
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role
from trainer.registration import actions, queries
from trainer.registration.models import Group, Registration
from trainer.registration.queries import lists
from trainer.registration.rules import EndCause, RegistrationState
from trainer.schedule.rules.kinds import Format, OfferingKind

pytestmark = on_one("sqlite")  # what pages say; what databases keep is tested with the actions


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


def _everything(desk, typed):
    """What an organization sees of somebody after it has registered them, before and after it withdraws them."""
    confirmed = desk.confirm(desk.preview(typed), typed)
    assert confirmed.status_code == 303
    desk.session.rollback()
    asked = desk.session.query(Registration).filter_by(organization_id=desk.organization.id).one().ref
    base = f"/organizations/{desk.organization.ref}/registrations"
    paths = ("/home", base, f"{base}.csv", f"/registrations/{asked}", f"/registrations/{asked}/withdraw")
    seen = [text(desk.browser.get(path)) for path in paths]
    seen += [outcomes(desk.preview(typed))]
    withdrawn = desk.browser.send(f"/registrations/{asked}/withdraw", {})
    seen += [str(withdrawn.status_code)] + [text(desk.browser.get(path)) for path in paths[:-1]]
    seen += [outcomes(desk.preview(typed))]
    return [re.sub(r"<[^>]*>", " ", str(part)) for part in seen]


@pytest.mark.parametrize(("capacity", "prerequisite"), [(20, False), (1, False), (20, True)])
def test_a_strangers_own_place_shows_nowhere_afterwards(session, browser_of, capacity, prerequisite):
    """Lists, files, a second look and a withdrawal are the same, whether or not the stranger takes part already."""
    seen = []
    for has_place in (False, True):
        session.rollback()
        desk = Desk(
            session, browser_of, capacity=capacity, agency=f"Agency {has_place}", kind=OfferingKind.REFRESHER,
            prerequisite="cop-101" if prerequisite else None,
        )  # fmt: skip
        if capacity == 1 and not has_place:
            builders.make_registration(desk.offering, builders.make_person("Somebody Else"))
        email = f"ana{int(has_place)}@example.org"
        if has_place:
            builders.make_registration(desk.offering, builders.make_person("Real Name", email=email))
        session.commit()
        found = _everything(desk, f"Ana Ruiz,{email},Lead")
        seen.append(
            [part.replace(email, "(email)").replace(f"Agency {has_place}", "(agency)") for part in found]
        )
    for without, with_place in zip(*seen, strict=True):
        assert without == with_place
    assert "Canceled" in seen[1][-4]
    assert seen[1][5] == "['Already registered']"


def test_what_an_organization_asked_for_takes_no_place_and_ends_with_the_persons_own(session, desk):
    stranger = builders.make_person("Real Name", email="ana@example.org")
    own = builders.make_registration(desk.offering, stranger)
    session.commit()
    typed = "Ana Typed,ana@example.org"
    desk.confirm(desk.preview(typed), typed)
    session.rollback()
    asked = session.query(Registration).filter_by(organization_id=desk.organization.id).one()
    assert asked.told_as is not None
    place = desk.offering.places[0]
    session.refresh(place)
    assert (place.taken, place.waiting) == (1, 0)
    actions.withdraw(registration=own, by=SYSTEM, now=clock.now())
    session.commit()
    session.refresh(asked)
    session.refresh(place)
    assert (asked.told_as, asked.ended, place.taken) == (None, own.ended, 0)


def test_what_was_asked_is_on_no_roster_and_not_among_the_persons_own(session, desk):
    stranger = builders.make_person("Real Name", email="ana@example.org")
    builders.make_registration(desk.offering, stranger)
    session.commit()
    typed = "Ana Typed,ana@example.org"
    desk.confirm(desk.preview(typed), typed)
    session.rollback()
    for group in lists.GROUPS:
        _page, lines = lists.roster(desk.offering, group, after=None, typed_only=False)
        assert len(lines) == (1 if group == "registered" else 0), group
    assert len(lists.whole_roster(desk.offering, typed_only=False)) == 1
    assert len(queries.registrations_of(stranger.id)) == 1


def test_the_other_format_does_not_tell_who_has_a_place_of_their_own(session, browser_of):
    """Of whoever has not confirmed, a coordinator is shown neither the change nor its absence."""
    organization = builders.make_organization()
    coordinator = builders.make_person(roles=(Role.COORDINATOR, organization))
    offering = builders.make_offering(format=Format.HYBRID, capacity=None)
    ana, ben = builders.make_person("Ana Ruiz"), builders.make_person("Ben Ode")
    asked, told = RegistrationState.CANCELED, RegistrationState.REGISTERED
    hers = builders.make_registration(offering, ana, organization=organization)
    his = builders.make_registration(offering, ben, organization=organization, state=asked, told_as=told)
    session.commit()
    office, urls = browser_of(coordinator), [f"/registrations/{one.ref}/format" for one in (hers, his)]
    session.rollback()
    assert [office.get(url).status_code for url in urls] == [404, 404]
    assert [office.send(f"{url}/keep", page="/me").status_code for url in urls] == [404, 404]
    assert browser_of(ana).get(urls[0]).status_code == 200
    session.rollback()
    builders.make_membership(ana, organization)
    session.commit()
    assert office.get(urls[0]).status_code == 200


def test_answering_for_somebody_tells_nothing_about_them(session, browser_of):
    """A coordinator takes up or declines for people who have not confirmed: with a course, with a place, or neither."""
    desk = Desk(session, browser_of, kind=OfferingKind.REFRESHER, prerequisite="cop-101")
    done, there = (builders.make_person(f"Real {n}", email=f"ana{n}@example.org") for n in (1, 2))
    builders.make_completion(done)
    builders.make_registration(desk.offering, there)
    session.commit()
    typed = "\n".join(f"Ana Typed,ana{number}@example.org" for number in (1, 2, 3))
    desk.confirm(desk.preview(typed), typed)
    session.rollback()
    group = Group(
        ref="g" * 20, offering_id=desk.offering.id, organization_id=desk.organization.id, made_at=clock.now()
    )
    mine = session.query(Registration).filter_by(organization_id=desk.organization.id).order_by("id").all()
    refs = [one.ref for one in mine]
    session.rollback()

    def answers(verb):
        got = [desk.browser.send(f"/registrations/{ref}/{verb}", {}, page="/me") for ref in refs]
        return {(one.status_code, re.sub(r"<[^>]*>", "", text(one)).strip()) for one in got}

    assert len(answers("accept")) == 1
    session.rollback()
    ends = clock.now() + timedelta(days=1)
    session.add(group)
    session.flush()
    for one in session.query(Registration).filter_by(organization_id=desk.organization.id):
        one.group_id, one.offer_ends = group.id, ends
        if one.told_as is None:
            one.state = RegistrationState.OFFERED
        else:
            one.told_as = RegistrationState.OFFERED
    session.commit()
    shown = [text(desk.browser.get(f"/registrations/{ref}")).replace(ref, "") for ref in refs]
    assert len({re.sub(r"<[^>]*>", "", page) for page in shown}) == 1
    assert len(answers("accept")) == len(answers("decline")) == 1


def test_why_a_strangers_own_place_ended_is_not_told(session, browser_of):
    """Another organization gave it to a colleague: here it only ended."""
    desk = Desk(session, browser_of)
    there = builders.make_person("Real Name", email="ana@example.org")
    own = builders.make_registration(desk.offering, there)
    session.commit()
    desk.confirm(desk.preview("Ana Typed,ana@example.org"), "Ana Typed,ana@example.org")
    session.rollback()
    asked = session.query(Registration).filter_by(organization_id=desk.organization.id).one()
    own.organization_id = builders.make_membership(there, builders.make_organization()).organization_id
    luz = builders.make_person("Luz")
    session.add(builders.make_membership(luz, own.organization))
    actions.substitute(registration=own, person=luz, by=builders.actor(there), now=clock.now())
    assert asked.ended is EndCause.WITHDRAWN
