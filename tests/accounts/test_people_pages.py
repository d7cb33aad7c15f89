"""Do the pages about people show and change what they should, for administrators only?"""

import pytest

from tests import builders
from tests.accounts.ways import mails
from tests.conftest import on_one
from tests.statements import counted
from trainer.accounts import queries
from trainer.accounts.models import Grant, Person
from trainer.core import clock
from trainer.permissions import Role

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions


@pytest.fixture
def admin(session):
    person = builders.make_person("Renata Silva", roles=Role.ADMINISTRATOR)
    session.commit()
    return person


@pytest.fixture
def bo(session):
    person = builders.make_person("Bo <Chen>", email="bo@example.org", account=False)
    session.commit()
    return person


def test_the_list_and_its_search(browser_of, admin, bo):
    browser = browser_of(admin)
    assert "Bo &lt;Chen&gt;" in browser.get("/people").text
    assert "Renata" not in browser.get("/people?q=bo").text.split("<main")[1]
    assert "Nobody found" in browser.get("/people?q=%3Cb%3E").text
    assert browser.get("/people?q=a%00b&after=x").status_code == 200


def test_others_see_no_list_and_no_person(browser_of, bo, session):
    ana = builders.make_person(roles=(Role.COORDINATOR, builders.make_organization()))
    session.commit()
    browser = browser_of(ana)
    assert browser.get("/people").status_code == 403
    assert browser.get(f"/people/{bo.ref}").status_code == 404
    assert browser.get("/people/no-such-person").status_code == 404


def test_statements_do_not_grow_with_people(app, browser_of, admin, session):
    browser = browser_of(admin)
    browser.get("/people")
    with counted(app) as few:
        browser.get("/people")
    session.rollback()
    for _ in range(30):
        builders.make_person()
    session.commit()
    with counted(app) as many:
        browser.get("/people")
    assert len(many) == len(few) <= 12


def test_a_person_is_invited_once(browser_of, admin, session):
    browser = browser_of(admin)
    for _ in range(2):
        answer = browser.send("/people/new", {"name": "Cleo Park", "email": "cleo@example.org"})
        assert answer.status_code == 303
    session.rollback()
    assert session.query(Person).filter_by(email="cleo@example.org").count() == 1
    assert "Cleo Park" in browser.get(answer.location).text


def test_the_invitation_goes_out_again(browser_of, admin, bo):
    browser = browser_of(admin)
    assert browser.send(f"/people/{bo.ref}/invite", page=f"/people/{bo.ref}").status_code == 303
    assert [mail.kind for mail in mails()] == ["accounts.invitation"]


def test_name_and_address_are_corrected(browser_of, admin, bo, session):
    browser = browser_of(admin)
    browser.send(f"/people/{bo.ref}/invite", page=f"/people/{bo.ref}")
    data = {"name": "Bo Chen", "email": "bo.chen@example.org"}
    assert browser.send(f"/people/{bo.ref}/change", data).status_code == 303
    session.rollback()
    session.expire_all()
    assert (bo.name, bo.sort_name, bo.email) == ("Bo Chen", "bo chen", "bo.chen@example.org")
    assert [mail.state for mail in mails()] == ["canceled"]
    assert queries.last_invitation(bo.id).canceled_at is not None


def test_the_address_of_an_account_is_not_changed_by_others(browser_of, admin, session):
    ana = builders.make_person("Ana", email="ana@example.org")
    session.commit()
    browser_of(admin).send(f"/people/{ana.ref}/change", {"name": "Ana", "email": "thief@example.org"})
    session.rollback()
    session.expire_all()
    assert (ana.email, queries.account_of(ana.id).email) == ("ana@example.org", "ana@example.org")


def test_a_role_is_given_and_taken(browser_of, admin, session):
    ana = builders.make_person("Ana")
    session.commit()
    browser, page = browser_of(admin), f"/people/{ana.ref}"
    assert browser.send(f"{page}/roles", {"role": "administrator"}, page=page).status_code == 303
    session.rollback()
    (grant,) = queries.grants_of(ana.id, now=clock.now())
    assert (grant.role, grant.by_person) == (Role.ADMINISTRATOR, admin.id)
    assert browser.send(f"{page}/roles/{grant.ref}/end", page=page).status_code == 303
    session.rollback()
    session.expire_all()
    assert queries.grants_of(ana.id, now=clock.now()) == []


@pytest.mark.parametrize("role", ["coordinator", "oneself", "nonsense", "", "administrator\x00"])
def test_other_roles_are_not_given_here(browser_of, admin, bo, session, role):
    page = f"/people/{bo.ref}"
    assert browser_of(admin).send(f"{page}/roles", {"role": role}, page=page).status_code == 422
    session.rollback()
    assert session.query(Grant).filter_by(person_id=bo.id).count() == 0


def test_the_last_administrator_is_told_why(browser_of, admin, session, now):
    browser, page = browser_of(admin), f"/people/{admin.ref}"
    grant = queries.grants_of(admin.id, now=now)[0]
    for path in (f"{page}/roles/{grant.ref}/end", f"{page}/suspend"):
        answer = browser.send(path, page=page)
        assert answer.status_code == 409
        assert "last administrator" in answer.text
    assert browser.get("/people").status_code == 200


def test_a_role_of_somebody_else_is_not_ended_under_this_name(browser_of, admin, bo, now):
    grant = queries.grants_of(admin.id, now=now)[0]
    page = f"/people/{bo.ref}"
    assert browser_of(admin).send(f"{page}/roles/{grant.ref}/end", page=page).status_code == 404


def test_an_account_is_closed_and_opened(browser_of, admin, session):
    ana = builders.make_person("Ana")
    session.commit()
    hers, browser, page = browser_of(ana), browser_of(admin), f"/people/{ana.ref}"
    assert browser.send(f"{page}/suspend", page=page).status_code == 303
    assert hers.get("/me").status_code == 303
    assert browser.send(f"{page}/reactivate", page=page).status_code == 303
    assert [mail.kind for mail in mails()] == ["accounts.suspended", "accounts.reactivated"]


def test_an_administrator_may_take_the_role_from_oneself_when_there_is_another(
    browser_of, admin, session, now
):
    builders.make_person("Second", roles=Role.ADMINISTRATOR)
    session.commit()
    browser, page = browser_of(admin), f"/people/{admin.ref}"
    grant = queries.grants_of(admin.id, now=now)[0]
    assert browser.send(f"{page}/roles/{grant.ref}/end", page=page).status_code == 303
    assert browser.get(page).status_code == 404


# About me


def test_about_me_is_changed(browser_of, bo, session):
    ana = builders.make_person("Ana")
    session.commit()
    browser = browser_of(ana)
    data = {"name": "Ana María", "language": "es", "zone": "America/New_York"}
    assert browser.send("/me", data).status_code == 303
    session.rollback()
    session.expire_all()
    assert (ana.name, ana.language, ana.zone) == ("Ana María", "es", "America/New_York")
    assert 'lang="es"' in browser.get("/me").text


@pytest.mark.parametrize(
    "data", [{"name": ""}, {"language": "xx"}, {"zone": "Mars/Olympus"}, {"name": "a\x00b"}]
)
def test_about_me_keeps_what_was_typed_when_it_will_not_do(browser_of, session, data):
    ana = builders.make_person("Ana")
    session.commit()
    answer = browser_of(ana).send("/me", {"name": "Typed", "language": "en", "zone": "", **data})
    assert answer.status_code == 422
    session.rollback()
    assert ana.name == "Ana"


def test_nobody_changes_more_than_the_form_asks(browser_of, session, now):
    ana = builders.make_person("Ana", email="ana@example.org")
    session.commit()
    more = {"email": "x@y.de", "id": "99", "ref": "mine", "active": "0", "role": "administrator"}
    browser_of(ana).send("/me", {"name": "Ana", "language": "en", "zone": "", **more})
    session.rollback()
    session.expire_all()
    assert ana.email == "ana@example.org"
    assert queries.grants_of(ana.id, now=now) == []
