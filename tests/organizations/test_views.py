"""Do the pages of organizations show each person what is theirs, and nothing more?"""

import re

import pytest

from tests import builders
from tests.accounts.ways import GOOD, mails, path_in
from tests.conftest import on_one
from tests.statements import counted
from trainer.accounts import queries as accounts_queries
from trainer.core import clock
from trainer.organizations import queries
from trainer.organizations.models import Membership, Organization
from trainer.organizations.rules import MembershipState
from trainer.organizations.views import blueprint
from trainer.permissions import Role

pytestmark = on_one("postgresql")  # what pages and papers say; what databases keep is tested with the actions


@pytest.fixture
def agency(session):
    return builders.make_organization("Little Rivers")


@pytest.fixture
def luz(session, agency):
    person = builders.make_person("Luz Ortega", roles=(Role.COORDINATOR, agency))
    session.commit()
    return person


@pytest.fixture
def admin(session):
    person = builders.make_person("Renata", roles=Role.ADMINISTRATOR)
    builders.make_region("Solano")
    session.commit()
    return person


NEW = {"name": "Harbor Network", "kind": "agency", "level": "regional", "region": "Solano"}


def test_an_organization_is_made_changed_and_found(browser_of, admin, session):
    browser = browser_of(admin)
    made = browser.send("/organizations/new", NEW)
    assert made.status_code == 303
    assert "Harbor Network" in browser.get("/organizations?q=netw").text
    assert browser.send(f"{made.location}/change", {**NEW, "name": "Harbor <b>"}).status_code == 303
    assert "Harbor &lt;b&gt;" in browser.get(made.location).text
    session.rollback()
    assert session.query(Organization).one().sort_name == "harbor <b>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"name": ""}, "Fill this in"),
        ({"name": "LITTLE  rivers"}, "already"),
        ({"name": "x" * 201}, "200"),
        ({"name": "a\x00b"}, "cannot be stored"),
        ({"kind": "castle"}, "error"),
    ],
)
def test_an_organization_that_will_not_do(browser_of, admin, agency, session, data, says):
    session.commit()
    answer = browser_of(admin).send("/organizations/new", {**NEW, **data})
    assert answer.status_code == 422
    assert says in answer.text
    assert "Solano" in answer.text


def test_a_double_click_makes_one(browser_of, admin, session):
    browser = browser_of(admin)
    data = {**NEW, "once": "same-key", "csrf_token": browser.token("/organizations/new")}
    answers = [browser.post("/organizations/new", data=data) for _ in range(2)]
    assert answers[0].location == answers[1].location
    session.rollback()
    assert session.query(Organization).count() == 1


def test_a_coordinator_is_appointed_invited_and_dismissed(browser_of, admin, agency, session):
    session.commit()
    browser, page = browser_of(admin), f"/organizations/{agency.ref}"
    data = {"name": "Cleo Park", "email": "cleo@example.org"}
    assert browser.send(f"{page}/coordinators", data, page=page).status_code == 303
    invited = browser_of()
    (mail,) = mails()
    assert invited.send(path_in(mail), {"password": GOOD, "again": GOOD}).location == f"{page}/people"
    assert invited.get(f"{page}/people").status_code == 200
    again = browser.send(f"{page}/coordinators", data, page=page)
    assert again.status_code == 422
    assert "hold this role already" in again.text
    session.rollback()
    (grant,) = queries.coordinators(agency, now=clock.now())
    assert browser.send(f"{page}/coordinators/{grant.ref}/end", page=page).status_code == 303
    assert invited.get(f"{page}/people").status_code == 404


def test_another_role_is_not_ended_through_an_organization(browser_of, admin, agency, session, now):
    session.commit()
    grant = accounts_queries.grants_of(admin.id, now=now)[0]
    page = f"/organizations/{agency.ref}"
    assert browser_of(admin).send(f"{page}/coordinators/{grant.ref}/end", page=page).status_code == 404


def test_a_coordinator_sees_their_own_organization_only(browser_of, luz, agency, session):
    other = builders.make_organization("Elsewhere")
    session.commit()
    browser = browser_of(luz)
    assert browser.get("/organizations").status_code == 403
    for page in ("", "/people", "/people/new"):
        assert browser.get(f"/organizations/{agency.ref}{page}").status_code == 200
        assert browser.get(f"/organizations/{other.ref}{page}").status_code == 404
    assert browser.get(f"/organizations/{agency.ref}/change").status_code == 404
    assert browser.send(f"/organizations/{agency.ref}/coordinators", page="/me").status_code == 404


def test_several_coordinators_of_one_organization_see_each_other(browser_of, luz, agency, session):
    builders.make_person("Ida Moreno", roles=(Role.COORDINATOR, agency))
    session.commit()
    browser, page = browser_of(luz), f"/organizations/{agency.ref}"
    assert f'href="{page}">Coordinators and held seats' in browser.get(f"{page}/people").text
    shown = browser.get(page).text
    assert "Luz Ortega" in shown
    assert "Ida Moreno" in shown
    assert "Take away" not in shown
    assert "Appoint a coordinator" not in shown


def test_the_people_page_shows_what_may_be_seen(browser_of, luz, agency, session):
    ana = builders.make_person("Ana Canary", email="ana.canary@example.org")
    asked = builders.make_membership(ana, agency, state=MembershipState.INVITED)
    asked.listed_name, asked.listed_sort, asked.listed_email = "Typed", "typed", "typed@example.org"
    builders.make_membership(builders.make_person("Bo <i>"), agency, job="Cook")
    session.commit()
    browser = browser_of(luz)
    text = browser.get(f"/organizations/{agency.ref}/people").text
    assert "Typed" in text
    assert "Bo &lt;i&gt;" in text
    for url in ("", "?q=canary", "?q=ana"):
        assert "anary@" not in browser.get(f"/organizations/{agency.ref}/people{url}").text
    assert "Nobody found" in browser.get(f"/organizations/{agency.ref}/people?q=ana.c").text
    assert "anary@" not in browser.get(f"/memberships/{asked.ref}/end").text


def test_a_person_is_added_and_told_the_same_with_or_without_an_account(browser_of, luz, agency, session):
    builders.make_person("Known", email="known@example.org")
    session.commit()
    browser, page = browser_of(luz), f"/organizations/{agency.ref}/people"
    texts = []
    for name in ("known", "nobod"):
        answer = browser.send(f"{page}/new", {"name": "Same Name", "email": f"{name}@example.org", "job": ""})
        assert answer.status_code == 303
        flash = browser.get(page).text.split('class="flashes"')[1].split("</div>")[0]
        texts.append(flash.replace(name, ""))
    assert texts[0] == texts[1]


def test_statements_and_paging_of_the_people_page(app, browser_of, luz, agency, session):
    browser, page = browser_of(luz), f"/organizations/{agency.ref}/people"
    session.rollback()
    builders.make_membership(builders.make_person(), agency)
    session.commit()
    browser.get(page)
    with counted(app) as few:
        browser.get(page)
    session.rollback()
    for _ in range(70):
        builders.make_membership(builders.make_person(account=False), agency)
    session.commit()
    with counted(app) as many:
        first = browser.get(page).text
    assert len(few) == len(many) <= 12
    after = first.split("after=")[1].split('"')[0]
    assert browser.get(f"{page}?after={after}").text.count("<tr>") == 1 + 21


def test_a_higher_room_adds_a_column_for_confirmed_people_only(browser_of, luz, agency, session, monkeypatch):
    ana, bo = builders.make_person("Ana"), builders.make_person("Bo")
    builders.make_membership(ana, agency)
    builders.make_membership(bo, agency, state=MembershipState.INVITED)
    session.commit()
    asked = []
    column = blueprint.Column("CoP 101", lambda ids: asked.append(ids) or dict.fromkeys(ids, "Done <it>"))
    monkeypatch.setattr(blueprint, "_columns", [column])
    text = browser_of(luz).get(f"/organizations/{agency.ref}/people").text
    assert asked == [[ana.id]]
    assert text.count("Done &lt;it&gt;") == 1


def test_somebody_is_taken_out(browser_of, luz, agency, session):
    membership = builders.make_membership(builders.make_person("Ana"), agency)
    session.commit()
    path = f"/memberships/{membership.ref}/end"
    browser = browser_of(luz)
    assert "Remove Ana from the list?" in browser.get(path).text
    assert browser.send(path).status_code == 303
    assert browser.send(path).status_code == 409
    session.rollback()
    session.expire_all()
    assert session.query(Membership).one().state is MembershipState.ENDED


# The person's side


def test_a_person_confirms_declines_and_leaves(browser_of, agency, luz, session):
    ana = builders.make_person("Ana")
    other = builders.make_organization("Elsewhere")
    here = builders.make_membership(ana, agency, state=MembershipState.INVITED)
    there = builders.make_membership(ana, other, state=MembershipState.INVITED)
    session.commit()
    browser = browser_of(ana)
    about_me = browser.get("/me").text
    assert about_me.count("Yes, I work there") == 2
    assert "Do you work for Little Rivers?" in browser.get(f"/memberships/{here.ref}").text
    assert browser.send(f"/memberships/{here.ref}/confirm", page="/me").status_code == 303
    assert browser.send(f"/memberships/{there.ref}/decline", page="/me").status_code == 303
    assert browser.send(f"/memberships/{there.ref}/confirm", page="/me").status_code == 409
    assert "I no longer work there" in browser.get(f"/memberships/{here.ref}").text
    assert browser.send(f"/memberships/{here.ref}/leave", page="/me").status_code == 303
    session.rollback()
    session.expire_all()
    assert [one.state.value for one in session.query(Membership).order_by(Membership.id)] == [
        "ended",
        "declined",
    ]


def test_nobody_answers_for_somebody_else(browser_of, agency, luz, session):
    ana, bo = builders.make_person("Ana"), builders.make_person("Bo")
    membership = builders.make_membership(ana, agency, state=MembershipState.INVITED)
    session.commit()
    for person in (bo, luz):
        browser = browser_of(person)
        assert browser.get(f"/memberships/{membership.ref}").status_code == 404
        for verb in ("confirm", "decline", "leave"):
            assert browser.send(f"/memberships/{membership.ref}/{verb}", page="/me").status_code == 404
    assert browser_of(bo).get(f"/memberships/{membership.ref}/end").status_code == 404


def test_an_administrator_sees_where_somebody_belongs_and_for_what_they_answer(
    browser_of, admin, luz, agency, session
):
    builders.make_membership(luz, agency, job="Director")
    session.commit()
    text = browser_of(admin).get(f"/people/{luz.ref}").text
    assert "Coordinator of Little Rivers" in text
    assert "Director" in text


def test_what_can_be_done_with_a_person_has_words_and_each_cell_its_label(browser_of, luz, agency, session):
    builders.make_membership(builders.make_person("Bo"), agency, job="Cook")
    session.commit()
    text = browser_of(luz).get(f"/organizations/{agency.ref}/people").text
    assert re.search(r'/end">Remove<span class="unseen"> Bo</span>', text)
    assert re.findall(r'data-label="([^"]*)"', text)[:2] == ["Job", "Confirmed"]
