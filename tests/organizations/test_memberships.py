"""Who comes into an organization, who confirms it, and what can its coordinator never learn?"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import builders
from tests.accounts.ways import mails
from tests.conftest import on_one
from trainer.accounts import queries as accounts_queries
from trainer.accounts.rules import AccountReason
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.organizations import actions, queries
from trainer.organizations.models import Membership
from trainer.organizations.rules import MembershipReason, MembershipState
from trainer.permissions import Role

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions

INVITED, ACTIVE = MembershipState.INVITED, MembershipState.ACTIVE


@pytest.fixture
def agency(session):
    return builders.make_organization("Little Rivers")


@pytest.fixture
def coordinator(session, agency):
    return builders.make_person("Luz Ortega", roles=(Role.COORDINATOR, agency))


@pytest.fixture
def add(agency, coordinator, now, session):
    def call(name="Ana Ruiz", email="ana@example.org", **more):
        made = actions.add_member(
            organization=more.pop("organization", agency), name=name, email=email, by=builders.actor(coordinator),
            now=now, **more,
        )  # fmt: skip
        session.commit()
        return made

    return call


def refused(call, **arguments):
    with pytest.raises(Refused) as found:
        call(**arguments)
    return [reason.code for reason in found.value.reasons]


def seen(membership):
    """All that a coordinator can see of a row."""
    return (membership.shown_name, membership.shown_email, membership.job, membership.state)


def test_a_stranger_is_made_and_invited_to_an_account(add, session):
    membership = add(job="Site supervisor")
    assert seen(membership) == ("Ana Ruiz", "ana@example.org", "Site supervisor", INVITED)
    assert accounts_queries.account_of(membership.person_id) is None
    (mail,) = mails()
    assert (mail.kind, mail.params["about"], mail.params["by"]) == (
        "accounts.invitation",
        "Little Rivers",
        "Luz Ortega",
    )


def test_one_with_an_account_is_asked_and_looks_the_same(add, session):
    person = builders.make_person("Anita Ruiz-Gold", email="ana@example.org")
    membership = add(job="Site supervisor")
    assert membership.person_id == person.id
    assert seen(membership) == ("Ana Ruiz", "ana@example.org", "Site supervisor", INVITED)
    assert [mail.kind for mail in mails()] == ["organizations.membership"]


WORLDS = {
    "nobody": lambda: None,
    "account": lambda: builders.make_person("Anita Gold", email="ana@example.org"),
    "same name": lambda: builders.make_person("Ana Ruiz", email="ana@example.org"),
    "no account": lambda: builders.make_person("Ana Ruiz", email="ana@example.org", account=False),
    "shared": lambda: builders.make_person("Otto", email="ana@example.org", account=False),
    "elsewhere": lambda: builders.make_membership(
        builders.make_person("Anita Gold", email="ana@example.org"),
        builders.make_organization("Other agency"),
    ),
}
TYPED = [
    ("Ana Ruiz", "ana@example.org"), ("ana ruiz", "ANA@example.org"), ("Zoe", "ana@example.org"),
    ("Ana Ruiz", "zoe@example.org"),
]  # fmt: skip


@pytest.fixture(params=["nobody", "account", "same name", "no account", "shared", "elsewhere"])
def world(request, session):
    WORLDS[request.param]()
    session.commit()
    return request.param


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(TYPED))
def test_whatever_is_typed_the_list_looks_as_if_nobody_had_an_account(
    world, session, coordinator, now, order
):
    agency = builders.make_organization()
    by = builders.actor(coordinator)
    expected = []
    for name, email in order:
        made = actions.add_member(organization=agency, name=name, email=email, by=by, now=now)
        words = (name.casefold(), email.casefold())
        expected += [] if words in expected else [words]
        assert (made.shown_name.casefold(), made.shown_email) == words
    rows = [row[2] for row in queries.members(agency).rows]
    assert sorted((row.shown_name.casefold(), row.shown_email) for row in rows) == sorted(expected)
    assert {row.state for row in rows} == {INVITED}
    session.commit()


def test_control_a_lookup_by_address_alone_would_give_the_account_away(add, session, monkeypatch):
    builders.make_person("Anita Gold", email="ana@example.org")
    from trainer.organizations.actions import memberships

    monkeypatch.setattr(
        memberships,
        "_person",
        lambda organization, name, email, by, now: accounts_queries.person_by_sign_in(email),
    )
    add()
    assert seen(add(name="Zoe"))[0] == "Ana Ruiz"


def test_named_twice_is_listed_once_and_asked_once(add, session, agency):
    assert add() == add(name="ANA  ruiz")
    assert len(mails()) == 1


def test_who_is_active_already_is_given_back(add, session, agency):
    person = builders.make_person("Ana Ruiz", email="ana@example.org")
    membership = builders.make_membership(person, agency)
    assert add(name="Anything") == membership
    assert mails() == []


@pytest.mark.parametrize(
    ("name", "email", "code"),
    [("", "a@b.de", AccountReason.NAME_WRONG), ("Ana", "a@b", AccountReason.EMAIL_WRONG)],
)
def test_without_name_or_address(agency, coordinator, now, name, email, code):
    by = builders.actor(coordinator)
    assert refused(actions.add_member, organization=agency, name=name, email=email, by=by, now=now) == [code]


def test_who_names_oneself_is_confirmed_at_once(agency, now, session):
    ana = builders.make_person("Ana")
    made = actions.add_member(
        organization=agency, name="Ana", email=ana.email, person=ana, by=builders.actor(ana), now=now
    )
    assert made.state is ACTIVE


def test_confirming_shows_the_persons_own_name(add, session, now):
    person = builders.make_person("Anita Gold", email="ana@example.org")
    membership = add()
    actions.confirm(membership=membership, by=builders.actor(person), now=now)
    assert seen(membership)[:2] == ("Anita Gold", "ana@example.org")
    assert membership.listed_sort == person.sort_name
    session.commit()
    assert [mail.state for mail in mails()] == ["canceled"]


def test_declining_tells_the_coordinator_under_the_typed_name(add, session, now, coordinator):
    person = builders.make_person("Anita Gold", email="ana@example.org")
    membership = add()
    actions.decline(membership=membership, by=builders.actor(person), now=now)
    session.commit()
    told = mails("organizations.declined")[0]
    assert (told.to_person, told.params["person"]) == (coordinator.id, "Ana Ruiz")
    assert told.access == ["organization.people", [["organization", membership.organization_id]]]
    assert seen(membership)[0] == "Ana Ruiz"


def test_an_answer_is_given_once_and_by_oneself(add, session, now, coordinator):
    person = builders.make_person("Anita Gold", email="ana@example.org")
    membership = add()
    by = builders.actor(person)
    code = refused(actions.confirm, membership=membership, by=builders.actor(coordinator), now=now)
    assert code == [MembershipReason.NOT_THEIRS]
    actions.confirm(membership=membership, by=by, now=now)
    assert refused(actions.decline, membership=membership, by=by, now=now) == [MembershipReason.NOT_OPEN]


def test_after_a_no_one_may_be_asked_again(add, session, now):
    person = builders.make_person("Anita Gold", email="ana@example.org")
    first = add()
    actions.decline(membership=first, by=builders.actor(person), now=now)
    session.commit()
    assert add().id != first.id


def test_a_member_who_is_taken_out_hears_of_it(add, agency, coordinator, session, now):
    person = builders.make_person("Ana")
    membership = builders.make_membership(person, agency)
    actions.end(membership=membership, on=membership.since, by=builders.actor(coordinator), now=now)
    session.commit()
    assert [(mail.kind, mail.to_person) for mail in mails()] == [("organizations.ended", person.id)]
    assert refused(
        actions.end, membership=membership, on=membership.since, by=builders.actor(person), now=now
    ) == [MembershipReason.NOT_LIVE]


def test_a_membership_does_not_end_before_it_began(agency, session, now):
    person = builders.make_person("Ana")
    membership = builders.make_membership(person, agency)
    on = membership.since.replace(year=2019)
    code = refused(actions.end, membership=membership, on=on, by=builders.actor(person), now=now)
    assert code == [MembershipReason.BEFORE_IT_BEGAN]


def test_after_leaving_the_old_list_does_not_follow_a_new_name(agency, session, now):
    person = builders.make_person("Ana")
    membership = builders.make_membership(person, agency)
    actions.end(membership=membership, on=membership.since, by=builders.actor(person), now=now)
    person.name = "Ana New"
    session.commit()
    assert membership.shown_name == "Ana"
    assert mails() == []


def test_every_change_is_written_down(add, session, now):
    person = builders.make_person("Anita Gold", email="ana@example.org")
    membership = add()
    actions.confirm(membership=membership, by=builders.actor(person), now=now)
    actions.end(membership=membership, on=membership.since, by=builders.actor(person), now=now)
    rows = [row.action for row in session.scalars(select(AuditRow).order_by(AuditRow.id))]
    assert rows == ["membership.add", "membership.confirm", "membership.end"]


def test_where_somebody_belongs(agency, session):
    person = builders.make_person("Ana")
    other = builders.make_organization("Other")
    builders.make_membership(person, agency)
    asked = builders.make_membership(person, other, state=INVITED)
    assert queries.organizations_of(person.id) == [agency]
    assert queries.memberships_of(person.id) == [session.query(Membership).first(), asked]
    assert queries.membership_by_ref("a\x00b") is queries.organization_by_ref("\x00") is None


def test_a_question_taken_back_takes_its_invitation_along(add, session, now, coordinator):
    """A mistyped address must not open an account under somebody's name."""
    membership = add()
    actions.end(membership=membership, on=membership.since, by=builders.actor(coordinator), now=now)
    session.commit()
    assert accounts_queries.last_invitation(membership.person_id).canceled_at is not None
    assert [mail.state for mail in mails()] == ["canceled"]
