"""Can somebody read the schedule in Spanish, and change the language where they stand?"""

from playwright.sync_api import expect

from tests import builders


def test_a_stranger_reads_the_schedule_in_spanish_and_switches(site, session):
    builders.make_offering()
    session.commit()
    page = site.page(locale="es-MX")
    page.goto("/schedule")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("main")).to_contain_text("Septiembre")
    expect(page.get_by_role("link", name="Inscribirme").first).to_be_visible()

    page.get_by_role("button", name="Menú").click()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("main")).to_contain_text("September")
    page.get_by_role("link", name="CoP 101", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Register", exact=True)).to_be_visible()


def test_the_language_of_an_account_counts_on_a_new_device(site, session):
    person = builders.make_person("Lucía Herrera", language="es")
    session.commit()
    page = site.page(person)
    page.goto("/home")
    expect(page.locator("html")).to_have_attribute("lang", "es")
