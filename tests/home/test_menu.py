"""Does the menu lead each person to their own places, and say where one is?"""

import re

from tests import builders
from trainer.permissions import Role


def menu_of(browser, address):
    """The entry that is marked as where one is, and all entries with their addresses."""
    page = browser.get(address)
    assert page.status_code == 200, address
    nav = page.get_data(as_text=True).split('class="main-nav')[1].split("</nav>")[0]
    entries = re.findall(r'href="([^"]*)"( aria-current="page")?>([^<]*)<', nav)
    return [label.strip() for _url, here, label in entries if here], {
        label.strip(): url for url, _, label in entries
    }


def test_a_coordinator_reaches_their_people_from_the_menu(session, browser_of):
    agency, other = builders.make_organization("Little Rivers"), builders.make_organization("Harbor")
    cora = builders.make_person("Cora", roles=(Role.COORDINATOR, agency))
    both = builders.make_person("Bo", roles=[(Role.COORDINATOR, agency), (Role.COORDINATOR, other)])
    nobody = builders.make_person("Nia")
    session.commit()
    browser = browser_of(cora)
    people = f"/organizations/{agency.ref}/people"
    assert menu_of(browser, "/home")[1]["My people"] == "/my-people"
    assert browser.get("/my-people").location == people
    for address in (people, f"/organizations/{agency.ref}/offerings"):
        assert menu_of(browser, address)[0] == ["My people"]
    choice = browser_of(both).get("/my-people").get_data(as_text=True)
    assert people in choice
    assert f"/organizations/{other.ref}/people" in choice
    assert "Little Rivers" not in browser_of(nobody).get("/my-people").get_data(as_text=True)
    assert "My people" not in menu_of(browser_of(nobody), "/home")[1]


def test_the_menu_says_where_one_is_on_the_pages_below_an_entry_too(session, browser_of):
    offering = builders.make_offering()
    ada = builders.make_person("Ada", roles=Role.ADMINISTRATOR)
    session.commit()
    where = {
        "/home": "Home", f"/offerings/{offering.ref}": "Schedule", f"/offerings/{offering.ref}/people": "Schedule",
        "/audit": "Messages", f"/people/{ada.ref}": "People",
    }  # fmt: skip
    browser = browser_of(ada)
    assert {address: menu_of(browser, address)[0] for address in where} == {a: [b] for a, b in where.items()}
