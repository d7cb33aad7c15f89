"""Who is in an offering: seen by whom it concerns, in order, in pages, and as a file without formulas?"""

import re

import pytest

from tests import builders
from tests.conftest import on_one
from tests.registration.reading import text
from tests.statements import counted
from trainer.accounts.actor import SYSTEM
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role
from trainer.registration.actions import formats
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import Format

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions


def names(page):
    return re.findall(r'<th scope="row">([^<]+)', page.get_data(as_text=True))


@pytest.fixture
def admin(session, browser_of):
    person = builders.make_person("Zoe Admin", roles=Role.ADMINISTRATOR)
    session.commit()
    browser = browser_of(person)
    session.rollback()
    return browser


def test_each_part_of_the_roster_holds_its_people(session, admin, now):
    offering = builders.make_offering(capacity=30)
    for name in ("Cy", "Ana", "Ben"):
        builders.make_registration(offering, builders.make_person(name), access_needs=f"{name} needs")
    for name in ("Wim", "Vera"):
        builders.make_registration(offering, builders.make_person(name), state=RegistrationState.WAITLISTED)
    for name, state, more in (
        ("Olga", RegistrationState.OFFERED, {"offer_ends": now}),
        ("Rob", RegistrationState.REQUESTED, {}),
        ("Kay", RegistrationState.CANCELED, {}),
    ):
        builders.make_registration(offering, builders.make_person(name), state=state, **more)
    url = f"/offerings/{offering.ref}/people"
    session.commit()
    assert [name.strip() for name in names(admin.get(url))] == ["Ana", "Ben", "Cy"]
    assert "Ana needs" in text(admin.get(url))
    assert names(admin.get(f"{url}?show=waitlist")) == ["Wim", "Vera"]
    assert names(admin.get(f"{url}?show=offered")) == ["Olga"]
    assert names(admin.get(f"{url}?show=requested")) == ["Rob"]
    assert names(admin.get(f"{url}?show=canceled")) == ["Kay"]
    assert names(admin.get(f"{url}?show=nonsense&after=!!")) == ["Ana", "Ben", "Cy"]


def test_the_waitlist_goes_on_over_pages_in_its_order(session, admin):
    offering = builders.make_offering(capacity=0)
    for n in range(120):
        builders.make_registration(
            offering, builders.make_person(f"Waiting {n:03}"), state=RegistrationState.WAITLISTED
        )
    url = f"/offerings/{offering.ref}/people?show=waitlist"
    session.commit()
    seen, page = [], admin.get(url)
    for _ in range(3):
        seen += names(page)
        after = re.search(r'rel="next" href="[^"]*after=([\w-]+)', page.get_data(as_text=True))
        page = admin.get(f"{url}&after={after.group(1)}") if after else page
    assert after is None
    assert seen == [f"Waiting {n:03}" for n in range(120)]


def test_the_office_reads_the_same_number_as_the_person_who_waits(session, browser_of, admin, now):
    offering = builders.make_offering(format=Format.HYBRID, capacity=1)

    for name, number in (("Ana", 3), ("Ben", 7), ("Cy", 7), ("Dee", 9)):
        builders.make_registration(
            offering, builders.make_person(name), state=RegistrationState.WAITLISTED, number=number
        )
    offering.places[0].next_number = 10
    session.commit()
    people = f"/offerings/{offering.ref}/people"
    page = text(admin.get(f"{people}?show=waitlist"))
    assert re.findall(r'data-label="Number">(\d+)', page) == ["1", "2", "2", "4"]
    waits = session.query(Registration).filter_by(offering_id=offering.id, number=9).one()
    assert "Number 4 on the waitlist" in text(browser_of(waits.person).get(f"/registrations/{waits.ref}"))
    assert ",4," in next(line for line in text(admin.get(f"{people}.csv")).splitlines() if "Dee" in line)


def test_the_page_sends_few_statements_however_many_people(session, admin, app):
    offering = builders.make_offering(capacity=100)
    organization = builders.make_organization()
    url = f"/offerings/{offering.ref}/people"
    counts = []
    admin.get("/permissions")  # the program's name is read once and kept
    for more in (1, 30):
        for _ in range(more):
            person = builders.make_person()
            builders.make_membership(person, organization)
            builders.make_registration(offering, person, organization=organization)
        session.commit()
        with counted(app) as seen:
            admin.get(url)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12, seen


def test_the_file_holds_everybody_and_no_formula(session, admin):
    offering = builders.make_offering()
    for name in ("=1+1", "+A", "-B", "@C", "\tD", "＝E", "Ana, Ruiz"):
        builders.make_registration(offering, builders.make_person(name), access_needs="=cmd()")
    url = f"/offerings/{offering.ref}/people.csv"
    session.commit()
    answer = admin.get(url)
    assert answer.mimetype == "text/csv"
    data = answer.get_data().decode("utf-8-sig")
    lines = data.splitlines()
    assert len(lines) == 8
    for line in lines:
        assert not line.lstrip('"').startswith(("=", "+", "-", "@", "\t", "＝"))
    assert "'=cmd()" in data
    assert ",=cmd()" not in data


def test_trainers_see_their_roster_and_typed_names_of_who_has_not_confirmed(session, browser_of):
    offering, other = builders.make_offering(), builders.make_offering()
    organization = builders.make_organization()
    trainer = builders.make_person("Tia", roles=(Role.TRAINER, offering))
    admin = builders.make_person("Zoe", roles=Role.ADMINISTRATOR)
    person = builders.make_person("Real Name", email="real@example.org")
    membership = builders.make_membership(person, organization, state=MembershipState.INVITED)
    membership.listed_name, membership.listed_email = "Typed Name", "typed@example.org"
    builders.make_registration(offering, person, organization=organization)
    url, not_theirs = f"/offerings/{offering.ref}/people", f"/offerings/{other.ref}/people"
    session.commit()
    browser = browser_of(trainer)
    page = text(browser.get(url))
    assert "Typed Name" in page
    assert "Real Name" not in page
    assert "real@example.org" not in text(browser.get(f"{url}.csv"))
    assert browser.get(not_theirs).status_code == 404
    assert "Real Name" in text(browser_of(admin).get(url))


def test_who_waits_to_change_is_named_in_order_to_who_sees_the_roster(session, browser_of, now):
    offering, plain = builders.make_offering(format=Format.HYBRID, capacity=1), builders.make_offering()
    organization = builders.make_organization()
    trainer = builders.make_person("Tia", roles=(Role.TRAINER, offering))
    invitee = builders.make_person("Real Name")
    membership = builders.make_membership(invitee, organization, state=MembershipState.INVITED)
    membership.listed_name = "Typed Name"
    for place in offering.places:
        place.capacity, place.taken = 3, 1 if place.format is Format.IN_PERSON else 3
    for person, agency in ((invitee, organization), (builders.make_person("Ana Ruiz"), None)):
        made = builders.make_registration(offering, person, organization=agency)
        formats.change_format(registration=made, format=Format.VIRTUAL, by=SYSTEM, now=now)
    url, other = f"/offerings/{offering.ref}/people", f"/offerings/{plain.ref}/people"
    admin = builders.make_person("Zoe", roles=Role.ADMINISTRATOR)
    session.commit()
    hers, office = browser_of(trainer), browser_of(admin)
    assert "2 of them have the other format and wait to change" in text(hers.get(url))
    page = hers.get(f"{url}?show=changing")
    assert [name.strip() for name in names(page)] == ["Typed Name", "Ana Ruiz"]
    assert "Real Name" not in text(page)
    assert 'data-label="Waits for">Virtual' in text(page)
    assert [name.strip() for name in names(office.get(f"{url}?show=changing"))] == ["Real Name", "Ana Ruiz"]
    assert text(hers.get(f"{url}.csv")).count(",Virtual") == 2
    assert "show=changing" not in text(office.get(other))


def test_coordinators_and_registrants_do_not_see_the_roster(session, browser_of):
    offering, organization = builders.make_offering(), builders.make_organization()
    coordinator = builders.make_person(roles=(Role.COORDINATOR, organization))
    registrant = builders.make_person()
    builders.make_registration(offering, registrant, organization=organization)
    urls = [f"/offerings/{offering.ref}/people{end}" for end in ("", ".csv")]
    session.commit()
    for person in (coordinator, registrant):
        browser = browser_of(person)
        assert [browser.get(url).status_code for url in urls] == [404, 404]
    session.rollback()
    assert session.query(Registration).count() == 1
