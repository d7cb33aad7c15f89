"""Can somebody get in, recover a password, change an address, and sign a lost device out?"""

import pytest
from playwright.sync_api import Page, expect

from tests import builders
from tests.conftest import taking_turns
from tests.journeys import chromium
from trainer.accounts.signin import passwords
from trainer.accounts.signin.models import Account

PASSWORD = "kettle rides north slowly"
NEW = "seven lanterns under snow"


@pytest.fixture
def ana(session):
    """Somebody with a password."""
    person = builders.make_person("Ana Ruiz", email="ana@example.org")
    account = session.query(Account).filter_by(person_id=person.id).one()
    account.password = passwords.hashed(PASSWORD)
    session.commit()
    return person


def sign_in(page: Page, email: str = "ana@example.org", password: str = PASSWORD) -> None:
    """Fill in the form."""
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(site, ana):
    page = site.page()
    sign_in(page, password="not the right one")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("E-mail address")).to_have_value("ana@example.org")
    expect(page.get_by_label("Password", exact=True)).to_have_value("")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Show password").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")


def test_who_wanted_a_page_is_led_back_to_it(site, ana):
    page = site.page()
    page.goto("/me/sessions")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{site.url}/me/sessions")


@taking_turns("scripts", [True, False], ids=["with-scripts", "without"])
def test_a_forgotten_password_is_replaced_and_the_link_works_once(site, ana, scripts):
    page = site.page(java_script_enabled=scripts)
    page.goto("/sign-in")
    page.get_by_role("link", name="I forgot my password").click()
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")

    link = site.link_in(site.mail("ana@example.org")[0], "/reset/")
    page.goto(link)
    page.get_by_label("New password").fill("too short")
    page.get_by_label("The same password again").fill("too short")
    page.get_by_role("button", name="Save the password and sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("New password").fill(NEW)
    page.get_by_label("The same password again").fill(NEW)
    page.get_by_role("button", name="Save the password and sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")

    other = site.page()
    site.watch.expect(404, 410)
    other.goto(link)
    expect(other.get_by_role("heading", level=1)).to_contain_text("does not work")
    sign_in(other, password=NEW)
    expect(other.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")
    assert "password" in site.mail("ana@example.org")[0].subject.casefold()


def test_a_new_address_counts_after_the_button_behind_the_link(site, ana):
    page = site.page()
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")
    page.goto("/me/email")
    page.get_by_label("E-mail address").fill("ruiz@example.org")
    page.get_by_label("Password", exact=False).last.fill(PASSWORD)
    page.get_by_role("button", name="Send the link to the new address").click()
    expect(page.get_by_role("main")).to_contain_text("mail")

    page.goto(site.link_in(site.mail("ruiz@example.org")[0], "/email/"))
    expect(page.get_by_role("main")).to_contain_text("ana@example.org")
    page.get_by_role("button", name="Use the new address").click()
    expect(page.get_by_role("status").first).to_be_visible()
    assert "ruiz@example.org" in site.mail("ana@example.org")[0].body

    other = site.page()
    sign_in(other, email="ruiz@example.org")
    expect(other.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")


def test_a_device_that_is_signed_out_elsewhere_is_out_at_its_next_click(site, ana):
    phone = site.page()
    sign_in(phone)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")
    desk = site.page(viewport=chromium.DESK)
    sign_in(desk)
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")
    desk.goto("/me/sessions")
    desk.get_by_role("button", name="Sign out everywhere else").click()
    expect(desk.get_by_role("status").first).to_be_visible()

    phone.get_by_role("link", name="Who may do what here").click()
    expect(phone).to_have_url(f"{site.url}/sign-in?next=/permissions")
    desk.goto("/home")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")
    desk.get_by_role("button", name="Sign out").click()
    expect(desk.get_by_role("status").first).to_contain_text("signed out")
    desk.go_back()
    desk.reload()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Sign in")
