"""Can a coordinator register a team: from a pasted list, through its mistakes, to registrations made exactly once?"""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from tests import builders
from tests.conftest import taking_turns
from tests.journeys import chromium, keyboard
from trainer.permissions import Role
from trainer.registration.models import Registration

BOTH_SIZES = taking_turns("size", [chromium.PHONE, chromium.DESK], ids=["phone", "desk"])
PASTED = """name,email,role
Carmen Delgado,carmen@littlerivers.example,Toddler teacher
Emily Nakamura,emily(at)littlerivers.example,Preschool teacher
Aisha Rahman,aisha@littlerivers.example,Infant teacher
Aisha Rahman,aisha@littlerivers.example,Infant teacher
"""
MORE = """Olu Adeyemi,olu@littlerivers.example,
,priya@littlerivers.example,Aide
Grace Lindholm,grace@littlerivers.example,Family partner
Tomás Rey,tomas@littlerivers.example,Preschool teacher
Wren Okoye,wren@littlerivers.example,
Ines Duarte,ines@littlerivers.example,Site supervisor
Jun Takeda,jun@littlerivers.example,Cook
Noor Haddad,noor@littlerivers.example,Infant teacher
"""
CORRECTED = """name,email,role
Carmen Delgado,carmen@littlerivers.example,Toddler teacher
Emily Nakamura,emily@littlerivers.example,Preschool teacher
Aisha Rahman,aisha@littlerivers.example,Infant teacher
"""


@pytest.fixture
def denise(session):
    """A coordinator, with an offering of two places."""
    person = builders.make_person("Denise Okafor")
    agency = builders.make_organization("Little Rivers Early Learning")
    builders.make_membership(person, agency)
    builders.make_grant(person, Role.COORDINATOR, agency)
    builders.make_offering(capacity=2)
    session.commit()
    return person


def registrations(site) -> int:
    """How many registrations there are."""
    return int(site.rows(select(func.count()).select_from(Registration))[0][0])


def row(page: Page, text: str, number: int = 0) -> str:
    """What a row of the plan says."""
    return page.get_by_role("row", name=text).nth(number).inner_text().casefold()


def to_the_list(page: Page) -> None:
    """From her home to the empty list for CoP 101."""
    page.goto("/home")
    page.get_by_role("link", name="Register a team").click()
    page.get_by_role("link", name="CoP 101").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Register a team for CoP 101")


@BOTH_SIZES
def test_a_pasted_list_is_checked_corrected_and_registered_once(site, denise, size):
    page = site.page(denise, viewport=size)
    to_the_list(page)
    page.get_by_label("People, one per line").fill(PASTED + MORE)
    page.get_by_role("button", name="See what will happen").click()

    expect(page.get_by_text("Nothing has been saved yet.")).to_be_visible()
    expect(page.get_by_text("3 rows need correction")).to_be_visible()
    table = page.get_by_role("table")
    expect(table.locator("tbody tr")).to_have_count(12)
    lines = [text.casefold() for text in table.locator("tbody tr").all_inner_texts()]
    assert "seat" in lines[0]
    assert "will be invited" in lines[0]
    assert "e-mail" in lines[1]
    assert "seat" in lines[2]
    assert "repeats line 4" in lines[3]
    assert "the name is missing" in lines[5]
    assert registrations(site) == 0

    named = MORE.replace(",priya", "Priya Shah,priya")
    page.get_by_label("People, one per line").fill(CORRECTED + named)
    page.get_by_role("button", name="Check the list again").click()
    expect(table.locator("tbody tr")).to_have_count(11)
    expect(table.locator("tbody tr").nth(2)).to_contain_text("Number 1 on the waitlist")
    page.get_by_role("button", name="Register 11 people").click()

    expect(page.get_by_role("status").first).to_contain_text("2 seats")
    expect(page.get_by_role("status").first).to_contain_text("9 on the waitlist")
    for name in ("Carmen Delgado", "Emily Nakamura", "Aisha Rahman", "Priya Shah"):
        expect(page.get_by_text(name).first).to_be_visible()
    assert registrations(site) == 11
    mail = site.mail("carmen@littlerivers.example")
    assert mail, "nobody told Carmen"
    assert any("Denise Okafor" in one.body for one in mail)


@taking_turns("scripts", [True, False], ids=["with-scripts", "without"])
def test_a_double_click_on_the_last_button_makes_one_set(site, denise, scripts):
    page = site.page(denise, java_script_enabled=scripts)
    to_the_list(page)
    page.get_by_label("People, one per line").fill(CORRECTED)
    page.get_by_role("button", name="See what will happen").click()
    page.get_by_role("button", name="Register 3 people").dblclick()
    expect(page.get_by_role("status").first).to_contain_text("2 seats")
    assert registrations(site) == 3


def test_a_team_is_registered_by_keyboard_alone(site, denise):
    page = site.page(denise, viewport=chromium.DESK)
    page.goto("/home")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    keyboard.tab_to(page, page.get_by_role("link", name="Register a team"))
    page.keyboard.press("Enter")
    keyboard.tab_to(page, page.get_by_role("link", name="CoP 101"))
    page.keyboard.press("Enter")
    keyboard.tab_to(page, page.get_by_label("People, one per line"))
    page.keyboard.type("Carmen Delgado, carmen@littlerivers.example\nnobody, no address")
    keyboard.tab_to(page, page.get_by_role("button", name="See what will happen"))
    page.keyboard.press("Space")
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(2)
    keyboard.tab_to(page, page.get_by_role("button", name="Register 1 person"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("1 seat")
    assert registrations(site) == 1


def test_a_formula_in_a_name_stays_text(site, denise):
    page = site.page(denise)
    to_the_list(page)
    page.get_by_label("People, one per line").fill('"=1+1",formula@littlerivers.example,"<b>bold</b>"')
    page.get_by_role("button", name="See what will happen").click()
    expect(page.get_by_role("table")).to_contain_text("=1+1")
    expect(page.get_by_role("table")).to_contain_text("<b>bold</b>")
