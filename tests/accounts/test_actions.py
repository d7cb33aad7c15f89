"""Do actions change what they say, write it down, and refuse the rest?"""

import pytest
from sqlalchemy import func, select

from tests import builders
from trainer.accounts import actions, queries
from trainer.accounts.actions import roles
from trainer.accounts.actor import SYSTEM
from trainer.accounts.rules import AccountReason
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.permissions import Permission, Role, allowed


def audited(session):
    return [(row.action, row.by_person) for row in session.scalars(select(AuditRow).order_by(AuditRow.id))]


def refused(call, **arguments):
    with pytest.raises(Refused) as found:
        call(**arguments)
    return [reason.code for reason in found.value.reasons]


@pytest.fixture
def admin(session):
    return builders.make_person("Renata Silva", roles=Role.ADMINISTRATOR)


def test_a_person_is_made_and_written_down(session, admin, now):
    person = actions.make_person(
        name="  Ana   LÓPEZ ", email=" Ana@Example.ORG ", by=builders.actor(admin), now=now
    )
    assert (person.name, person.sort_name, person.email) == ("Ana LÓPEZ", "ana lopez", "ana@example.org")
    assert audited(session) == [("person.make", admin.id)]


@pytest.mark.parametrize(
    ("name", "email", "codes"),
    [
        ("", "a@b.de", [AccountReason.NAME_WRONG]),
        ("x" * 201, "a@b.de", [AccountReason.NAME_WRONG]),
        ("Ana", "a@b", [AccountReason.EMAIL_WRONG]),
        ("", "", [AccountReason.NAME_WRONG, AccountReason.EMAIL_WRONG]),
    ],
)
def test_a_person_without_name_or_address_is_refused(session, now, name, email, codes):
    assert refused(actions.make_person, name=name, email=email, by=SYSTEM, now=now) == codes


def test_people_may_share_an_address_but_hardly_a_name_as_well(session, now):
    one = actions.make_person(name="Ana", email="home@example.org", by=SYSTEM, now=now)
    two = actions.make_person(name="Bo", email="home@example.org", by=SYSTEM, now=now)
    assert queries.person_by_name_and_email("ANA", "Home@example.org") == one
    assert queries.person_by_name_and_email("bo", "home@example.org") == two
    assert queries.person_by_name_and_email("Cleo", "home@example.org") is None


def test_a_change_is_written_down_without_what_was_written(session, admin, now):
    actor = builders.actor(admin)
    actions.change_profile(person=admin, name="Renata S.", language="es", zone=None, by=actor, now=now)
    actions.change_profile(person=admin, name="Renata S.", language="es", zone=None, by=actor, now=now)
    (row,) = session.scalars(select(AuditRow)).all()
    assert (row.action, row.facts) == ("person.change", {"changed": ["language", "name"]})


def test_a_role_is_granted_once_and_ended(session, admin, now):
    organization = builders.make_organization()
    ana = builders.make_person()
    given = {
        "person": ana,
        "role": Role.COORDINATOR,
        "thing": organization,
        "cause": "x",
        "by": SYSTEM,
        "now": now,
    }
    grant = actions.grant(**given)
    assert refused(actions.grant, **given) == [AccountReason.ALREADY_GRANTED]
    actor = queries.actor_for(ana.id)
    assert allowed(actor, Permission.ORGANIZATION_PEOPLE, organization.scopes())
    assert not allowed(actor, Permission.ORGANIZATION_PEOPLE, builders.make_organization().scopes())
    actions.end_grant(grant=grant, by=SYSTEM, now=now)
    actions.end_grant(grant=grant, by=SYSTEM, now=now)
    assert not allowed(queries.actor_for(ana.id), Permission.ORGANIZATION_PEOPLE, organization.scopes())
    assert [action for action, _by in audited(session)] == ["role.grant", "role.end"]


@pytest.mark.parametrize("role", [Role.ONESELF, Role.STRANGER, Role.COORDINATOR, Role.TRAINER])
def test_a_role_that_cannot_be_given_like_that(session, now, role):
    ana = builders.make_person()
    code = refused(actions.grant, person=ana, role=role, cause="x", by=SYSTEM, now=now)
    assert code == [AccountReason.NOT_GRANTABLE]


def test_the_last_administrator_stays(session, admin, now):
    (grant,) = queries.grants_of(admin.id, now=now)
    assert refused(actions.end_grant, grant=grant, by=SYSTEM, now=now) == [AccountReason.LAST_ADMINISTRATOR]
    assert refused(actions.suspend, person=admin, by=SYSTEM, now=now) == [AccountReason.LAST_ADMINISTRATOR]


def test_one_who_cannot_sign_in_does_not_count_as_another_administrator(session, admin, now):
    builders.make_person("No account", account=False, roles=Role.ADMINISTRATOR)
    closed = builders.make_person("Closed", roles=Role.ADMINISTRATOR)
    queries.account_of(closed.id).active = False
    session.flush()
    assert refused(actions.suspend, person=admin, by=SYSTEM, now=now) == [AccountReason.LAST_ADMINISTRATOR]


def test_with_a_second_administrator_the_first_may_go(session, admin, now):
    builders.make_person("Second", roles=Role.ADMINISTRATOR)
    actions.suspend(person=admin, by=SYSTEM, now=now)
    assert queries.actor_for(admin.id) is None
    assert [action for action, _by in audited(session)] == ["account.suspended"]


def test_control_without_the_rule_nobody_would_be_left(session, admin, now, monkeypatch):
    monkeypatch.setattr(roles, "keep_an_administrator", lambda **_more: None)
    (grant,) = queries.grants_of(admin.id, now=now)
    actions.end_grant(grant=grant, by=SYSTEM, now=now)
    assert session.scalars(queries.administrators()).all() == []


def test_as_whom_somebody_would_act_now(session, now):
    ana = builders.make_person(roles=Role.TRAINEE)
    bare = builders.make_person(account=False, roles=Role.ADMINISTRATOR)
    assert queries.actor_for(ana.id) == builders.actor(ana)
    assert queries.actor_for(bare.id).grants == frozenset()
    assert queries.actor_for(None) is None
    assert queries.actor_for(10_000) is None


def test_suspending_twice_or_without_an_account(session, now):
    ana, bare = builders.make_person(), builders.make_person(account=False)
    actions.suspend(person=ana, by=SYSTEM, now=now)
    actions.suspend(person=ana, by=SYSTEM, now=now)
    actions.reactivate(person=ana, by=SYSTEM, now=now)
    actions.reactivate(person=ana, by=SYSTEM, now=now)
    assert refused(actions.suspend, person=bare, by=SYSTEM, now=now) == [AccountReason.NO_ACCOUNT]
    assert session.scalar(select(func.count(AuditRow.id))) == 2


def test_search_finds_beginnings_of_names_words_and_addresses(session):
    for name, email in [
        ("Ana López", "x1@example.org"),
        ("Bo Anders", "ana.b@example.org"),
        ("Cleo", "c@example.org"),
    ]:
        person = builders.make_person(name, email=email)
        person.sort_name = name.casefold().replace("ó", "o")
    session.flush()

    def found(text):
        return [row[2].name for row in queries.people(search=text).rows]

    assert found("ANA") == ["Ana López", "Bo Anders"]
    assert found("lópez") == ["Ana López"]
    assert found("anders") == ["Bo Anders"]
    assert found("c@ex") == ["Cleo"]
    assert found("%") == found("_") == found("zz") == []
    assert len(found("a\x00b")) == len(found("")) == 3


def test_paging_visits_everybody_once(session):
    for number in range(120):
        builders.make_person(f"Person {number % 7}", account=False)
    session.flush()
    seen, after = [], None
    while True:
        page = queries.people(after=after)
        seen += [row[1] for row in page.rows]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 120
