"""Can a year be planned, canceled in part and published on screen, by administrators alone, at a steady cost?"""

import re
from datetime import date

import pytest

from tests import builders
from tests.conftest import on_one
from tests.schedule.typing_in import at_rest, path_of, post
from tests.statements import counted
from trainer.accounts.models import Grant
from trainer.permissions import Role
from trainer.schedule import queries
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules.kinds import OfferingKind, OfferingState, When

pytestmark = on_one("sqlite")  # what pages say; what databases keep is tested with the actions


def test_a_year_and_an_offering_are_begun_on_screen(session, browser):
    answer = browser.send("/manage/schedule", {"starts": "2021"})
    assert (answer.status_code, answer.location) == (303, "/manage/schedule/2021-22")
    answer = browser.send("/manage/schedule/2021-22/new", {"kind": "refresher", "title": "Spring Refresher"})
    assert answer.status_code == 303
    made = session.query(Offering).one()
    assert (made.state, made.prerequisite, made.when) == (OfferingState.DRAFT, "cop-101", When.TBD)
    page = browser.get("/manage/schedule/2021-22").get_data(as_text=True)
    assert "Spring Refresher" in page
    assert "New, not published" in page


def test_a_double_click_begins_one_offering(session, browser):
    builders.make_year(2021)
    session.commit()
    page = "/manage/schedule/2021-22/new"
    html = browser.get(page).get_data(as_text=True)
    data = {"kind": "other", "title": "Once", "once": re.search(r'name="once" value="([^"]+)"', html)[1]}
    assert browser.send(page, data).location == browser.send(page, data).location
    assert session.query(Offering).count() == 1


def test_a_cancellation_and_a_discard(session, browser, offering):
    path = path_of(offering)
    assert browser.send(f"{path}/cancel", {"lock": "0", "why": " "}).status_code == 422
    assert browser.send(f"{path}/cancel", {"lock": "7", "why": "Too few."}).status_code == 409
    assert browser.send(f"{path}/cancel", {"lock": "0", "why": "Too few people."}).status_code == 303
    session.rollback()
    assert queries.planned(offering).canceled
    assert offering.state is OfferingState.PUBLISHED
    assert browser.send(f"{path}/discard", {"lock": str(offering.lock)}, page=path).status_code == 303
    session.rollback()
    assert offering.draft is None


def test_a_draft_that_is_discarded_is_gone(session, browser, draft):
    path = path_of(draft)
    answer = browser.send(f"{path}/discard", {"lock": "0"}, page=path)
    assert answer.location == "/manage/schedule/2021-22"
    assert session.query(Offering).count() == 0


def test_trainers_are_named_and_taken_off(session, browser, browser_of, draft):
    trainer = builders.make_person("Tess Trainer", email="tess@example.org")
    session.commit()
    tess, page = browser_of(trainer), f"/offerings/{draft.ref}"
    path = path_of(draft)
    assert tess.get(page).status_code == 404
    browser.send(f"{path}/trainers", {"email": "Tess@Example.org"}, page=path)
    assert "Tess Trainer" in browser.get(path).get_data(as_text=True)
    assert tess.get(page).status_code == 200
    assert tess.get(path).status_code == 404
    session.rollback()
    grant = at_rest(session, session.query(Grant).filter_by(role=Role.TRAINER).one().ref)
    browser.send(f"{path}/trainers/{grant}/end", {}, page=path)
    assert browser_of(trainer).get(f"/offerings/{draft.ref}").status_code == 404
    answer = browser.send(
        f"{path}/trainers", {"email": "nobody@example.org"}, page=path, follow_redirects=True
    )
    assert "Nobody signs in with this address" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        "/manage/schedule",
        "/manage/schedule/2021-22",
        "/manage/schedule/2021-22/new",
        "/manage/schedule/2021-22/publish",
    ],
)
def test_planning_is_for_administrators(session, client, browser_of, path):
    builders.make_year(2021)
    person = builders.make_person()
    session.commit()
    assert client.get(path).status_code in (302, 303)
    assert browser_of(person).get(path).status_code in (403, 404)


def test_a_publication_on_screen(session, browser, offering):
    post(browser, offering, place="Oakland", format="in_person")
    builders.make_registration(offering, builders.make_person())
    session.commit()
    path = "/manage/schedule/2021-22/publish"
    html = browser.get(path).get_data(as_text=True)
    assert "Publish and tell 1 person" in html
    hidden = dict(re.findall(r'name="(version|seen|once)" value="([^"]*)"', html))
    stale = browser.send(path, {**hidden, "version": "0", "why": "Because"})
    assert stale.status_code == 409
    assert browser.send(path, {**hidden, "once": "another", "why": ""}).status_code == 409
    answer = browser.send(path, {**hidden, "once": "third", "why": "The platform closed."})
    assert answer.status_code == 303
    again = browser.send(path, {**hidden, "once": "third", "why": "The platform closed."})
    assert again.location == answer.location
    session.rollback()
    assert session.query(ProgramYear).one().version == 2
    versions = browser.get("/schedule/2021-22/versions").get_data(as_text=True)
    assert "The platform closed." in versions
    assert "Oakland" in versions
    assert "Revised Mon, May 24, 2021" in browser.get("/schedule/2021-22").get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/manage/schedule/2021-22", "/manage/schedule/2021-22/publish", "/manage/schedule"]
)
def test_statements_do_not_grow(app, session, browser, path):
    def count(number):
        for _ in range(number):
            made = builders.make_offering(title="Draft", draft=None)
            builders.make_registration(
                made, builders.make_person(), organization=builders.make_organization()
            )
            from trainer.schedule.rules import plan as plans

            made.draft = plans.to_json(plans.replace(queries.plan_of(made), place="Oakland"))
        session.commit()
        browser.get(path)
        with counted(app) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    first = count(1)
    assert count(29) == first <= 12


def test_statements_of_the_editor_do_not_grow_with_sessions(app, session, browser):
    def count(days):
        made = builders.make_offering(days=days, kind=OfferingKind.OTHER)
        session.commit()
        browser.get(f"/manage/offerings/{made.ref}")
        with counted(app) as seen:
            browser.get(f"/manage/offerings/{made.ref}")
        return len(seen)

    few = count((date(2021, 9, 15),))
    assert count(tuple(date(2021, 9, day) for day in range(1, 31))) == few <= 12
