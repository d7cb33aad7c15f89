"""Do pages stand as they were drawn? What no checker sees: a menu that breaks, a column that squeezes its neighbors.

On one database alone: where things stand on a page does not depend on it.
"""

from datetime import timedelta

import pytest

from tests import builders
from tests.journeys import chromium
from tests.mentoring import building as mentoring
from tests.practice import building as practice
from trainer.permissions import Role

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_longest_menu_is_one_row_at_a_desk(site, session, language):
    ada = builders.make_person("Ada", roles=Role.ADMINISTRATOR, language=language)
    session.commit()
    page = site.page(ada, viewport=chromium.DESK)
    page.goto("/home")
    rows = page.locator(".main-nav li").evaluate_all("els => els.map(el => el.offsetTop)")
    assert len(rows) > 9
    assert len(set(rows)) == 1


@pytest.mark.parametrize("locale", ["en-US", "es-US"])
def test_a_strangers_head_of_the_page_is_one_row_on_a_phone(site, session, locale):
    page = site.page(viewport=chromium.PHONE, locale=locale)
    page.goto("/check")
    middle = "el => { const box = el.getBoundingClientRect(); return Math.round((box.top + box.bottom) / 2) }"
    head = [page.locator(one).evaluate(middle) for one in (".mark", ".masthead-sign-in", ".menu-button")]
    assert max(head) - min(head) <= 2


def test_a_strip_of_twelve_months_leaves_its_neighbors_room(site, session):
    pair = mentoring.make_pair()
    pair.trainee.name = "Aisha Rahman"
    pair.enrollment.cohort.name = "Facilitator cohort 2020–21"
    session.commit()
    page = site.page(pair.mentor, viewport=chromium.DESK)
    page.goto("/mentoring")
    assert page.locator("td .strip li").count() == 12
    times = "el => el.closest('td').clientWidth / el.offsetWidth"
    assert page.locator("td .strip").evaluate(times) < 2, "its column is as wide as all twelve in one row"


def test_two_links_of_a_cell_stand_side_by_side_on_a_phone(site, session):
    agency = builders.make_organization("Little Rivers")
    cora = builders.make_person("Cora", roles=(Role.COORDINATOR, agency))
    ana = builders.make_person("Ana")
    builders.make_membership(ana, agency)
    builders.make_registration(builders.make_offering(), ana, organization=agency)
    session.commit()
    page = site.page(cora, viewport=chromium.PHONE)
    page.goto(f"/organizations/{agency.ref}/registrations")
    tops = page.locator("td a").filter(has_text="Ana").evaluate_all("els => els.map(el => el.offsetTop)")
    assert len(tops) == 2
    assert len(set(tops)) == 1


def test_a_row_of_fields_keeps_its_distance_from_the_next_field(site, session, now):
    person = practice.make_trainee("Tia")
    cop = practice.make_cop(person, now=now - timedelta(days=9))
    debrief = practice.hold(practice.make_session(cop, now - timedelta(days=1)), [])[0]
    session.commit()
    page = site.page(person, viewport=chromium.DESK)
    page.goto(f"/debriefs/{debrief.ref}")
    below = "el => el.nextElementSibling.getBoundingClientRect().top - el.getBoundingClientRect().bottom"
    gaps = page.locator("form .bar").evaluate_all(f"els => els.map({below})")
    assert len(gaps) == 2
    assert min(gaps) >= 16


def gap(upper, lower):
    """How many pixels lie between two things that stand one below the other."""
    bottom = upper.evaluate("el => el.getBoundingClientRect().bottom")
    return lower.evaluate("el => el.getBoundingClientRect().top") - bottom


def test_headings_and_fields_of_a_form_do_not_touch_each_other(site, session, now):
    person = practice.make_trainee("Tia")
    cop = practice.make_cop(person, now=now - timedelta(days=9))
    planned = practice.make_session(cop, now + timedelta(days=1))
    session.commit()
    page = site.page(person, viewport=chromium.PHONE)
    page.goto(f"/cop-sessions/{planned.ref}/values")
    form = page.locator("form.form").first
    assert gap(form.locator("h2"), form.locator(".field").first) >= 8
    page.goto(f"/cops/{cop.ref}/sessions")
    dates = page.locator("fieldset .field")
    assert gap(dates.nth(0), dates.nth(1)) >= 12


def test_no_address_of_the_people_is_broken_at_a_desk_in_spanish(site, session):
    agency = builders.make_organization("Little Rivers Early Learning")
    cora = builders.make_person("Cora", roles=(Role.COORDINATOR, agency), language="es")
    for name, email in (
        ("Dolores Fuentes", "dolores@littlerivers.example"),
        ("Ana", "ana@littlerivers.example"),
    ):
        builders.make_membership(builders.make_person(name, email=email), agency, job="Preschool teacher")
    session.commit()
    page = site.page(cora, viewport=chromium.DESK)
    page.goto("/my-people")
    words = page.locator("tbody").get_by_text("@littlerivers.example")
    heights = "els => els.map(el => { const all = document.createRange(); all.selectNodeContents(el);"
    lines = words.evaluate_all(f"{heights} return all.getClientRects().length }})")
    assert lines == [1, 1]
