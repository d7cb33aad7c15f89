"""Does each first page say what waits, what comes next and how far one has come, in few statements?"""

import re
from datetime import UTC, date, datetime

from tests import builders
from tests.conftest import on_one
from tests.messages import letters
from tests.statements import counted
from trainer.attendance.models import Guest
from trainer.core import clock
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.curriculum.models import Claim
from trainer.curriculum.rules import ClaimState
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role
from trainer.registration.rules import Approval, RegistrationState
from trainer.schedule.rules.kinds import OfferingState

pytestmark = on_one("postgresql")  # what pages and papers say; what databases keep is tested with the actions


def test_the_public_home_shows_dates_as_exactly_as_they_are_known(session, client):
    builders.make_offering(title="Fixed one")
    session.commit()
    html = client.get("/").get_data(as_text=True)
    assert "Fixed one" in html
    assert "Sep 15" in html


def test_an_offered_place_waits_for_its_person(session, browser_of):
    person = builders.make_person("Ana")
    ends = datetime(2021, 5, 26, 16, 0, tzinfo=UTC)
    offering = builders.make_offering(title="CoP of offers")
    builders.make_registration(offering, person, state=RegistrationState.OFFERED, offer_ends=ends)
    session.commit()
    html = browser_of(person).get("/home").get_data(as_text=True)
    assert "1 thing waits for you" in html
    assert "Take your place in CoP of offers" in html


def test_what_needs_the_office_waits_for_an_administrator_only(session, browser_of):
    office = builders.make_person("Renata", roles=Role.ADMINISTRATOR)
    person = builders.make_person("Ana")
    session.add(
        Claim(
            person_id=person.id, course="cop-101", training="Intro", provider="County", year=2019, evidence="x",
            made_at=datetime(2021, 5, 1, tzinfo=UTC),
        )
    )  # fmt: skip
    session.commit()
    assert "1 thing waits for you" in browser_of(office).get("/home").get_data(as_text=True)
    html = browser_of(person).get("/home").get_data(as_text=True)
    assert "What needs you" not in html


def test_statements_do_not_grow_with_places(session, app, browser_of):
    person = builders.make_person("Ana")
    builders.make_registration(builders.make_offering(), person)
    session.commit()
    browser = browser_of(person)
    with counted(app) as one:
        browser.get("/home")
    session.rollback()  # a reader that goes on to write on SQLite begins anew
    for month in range(1, 30):
        builders.make_registration(
            builders.make_offering(title=f"Run {month}", days=(date(2021, 9, 1 + month),)), person
        )
    session.commit()
    with counted(app) as many:
        browser.get("/home")
    assert len(one) == len(many) <= 12


def test_the_promises_are_public(session, client):
    for path in ("/accessibility", "/privacy"):
        assert client.get(path).status_code == 200
    assert client.get("/health").get_data(as_text=True) == "ok\n"


def test_the_address_of_a_request_is_not_taken_into_a_page(session, client):
    html = client.get("/", headers={"Host": "evil.example"}).get_data(as_text=True)
    assert "evil.example" not in html


def home(browser):
    return re.sub(r"\s+", " ", browser.get("/home").get_data(as_text=True))


def section(page, name):
    return page.split(f'id="{name}"')[1].split("</section>")[0] if f'id="{name}"' in page else ""


def waits(page):
    found = re.search(r"(\d+) things? waits? for you\.", page)
    return int(found[1]) if found else 0


def test_somebody_without_a_role_sees_what_is_theirs_and_nothing_of_others(session, browser_of):
    organization, other = builders.make_organization("Little Rivers"), builders.make_person("Ben Ito")
    builders.make_membership(other, organization, state=MembershipState.INVITED)
    builders.make_completion(other)
    builders.make_registration(builders.make_offering(title="Ben’s training"), other)
    ana = builders.make_person("Ana")
    session.commit()
    page = home(browser_of(ana))
    assert "Nothing waits for you today." in page
    assert "Good morning, Ana" in page
    assert "You have no places yet." in page
    assert "CoP 101 is the first step." in page
    assert "Ben" not in page
    for name in ("waiting", "office", "sending", "training", "far"):
        assert section(page, name) == "", name


def test_the_greeting_goes_by_the_clock_of_the_reader(session, browser_of):
    zones = {None: "Good morning", "America/New_York": "Good afternoon", "Europe/Berlin": "Good evening"}
    people = [(builders.make_person("Ana", zone=zone), said) for zone, said in zones.items()]
    session.commit()
    for person, said in people:
        assert f"{said}, Ana" in home(browser_of(person))


def test_an_organization_waits_for_a_word_only_until_it_is_given(session, browser_of):
    person = builders.make_person("Ana")
    for name, state in (
        ("Asked", MembershipState.INVITED),
        ("Confirmed", MembershipState.ACTIVE),
        ("Refused", MembershipState.DECLINED),
    ):
        builders.make_membership(person, builders.make_organization(name), state=state)
    session.commit()
    page = home(browser_of(person))
    assert re.findall(r"Confirm that you work with (\w+)", page) == ["Asked"]
    assert waits(page) == 1


def test_a_request_says_what_it_waits_for(session, browser_of):
    person = builders.make_person("Ana")
    for title, approval in (("Leaders", Approval.PENDING), ("Refresher", None), ("Both", Approval.APPROVED)):
        offering = builders.make_offering(title=title)
        builders.make_registration(offering, person, state=RegistrationState.REQUESTED, approval=approval)
    session.commit()
    tasks = section(home(browser_of(person)), "waiting")
    assert set(re.findall(r'task-name"[^>]*>([^<]*)', tasks)) == {
        "Leaders: approval", "Refresher: earlier training", "Both: earlier training",
    }  # fmt: skip


def test_your_places_are_those_still_to_come(session, browser_of):
    person = builders.make_person("Ana")
    for title, state, more in (
        ("Taken", RegistrationState.REGISTERED, {}),
        ("Waited for", RegistrationState.WAITLISTED, {}),
        ("Asked for", RegistrationState.REQUESTED, {}),
        ("Given back", RegistrationState.CANCELED, {}),
        ("Called off", RegistrationState.REGISTERED, {"state": OfferingState.CANCELED}),
        ("Over", RegistrationState.REGISTERED, {"days": (date(2021, 5, 23),)}),
        ("This evening", RegistrationState.REGISTERED, {"days": (date(2021, 5, 24),)}),
    ):
        builders.make_registration(builders.make_offering(title=title, **more), person, state=state)
    session.commit()
    browser = browser_of(person)
    evening = datetime(2021, 5, 25, 2, 0, tzinfo=UTC)
    clock.set_shift(evening - clock.real_now())
    places = home(browser).split("Your places")[1].split("</section>")[0]
    assert re.findall(r'/registrations/[^"]*">([^<]*)', places) == [
        "This evening", "Taken", "Waited for", "Asked for",
    ]  # fmt: skip


def test_a_coordinator_sees_how_many_people_and_coming_places_each_of_theirs_has(session, browser_of):
    rivers, bay = builders.make_organization("Little Rivers"), builders.make_organization("Bay Agency")
    cora = builders.make_person("Cora", roles=(Role.COORDINATOR, rivers))
    coming, over = builders.make_offering(), builders.make_offering(days=(date(2021, 5, 20),))
    people = [builders.make_person() for _number in range(4)]
    for person, state in zip(people, MembershipState, strict=True):
        builders.make_membership(person, rivers, state=state)
        builders.make_registration(over, person, organization=rivers)
    for person, state, told_as in zip(
        people,
        (*[RegistrationState.REGISTERED] * 2, RegistrationState.WAITLISTED, RegistrationState.CANCELED),
        (None, None, None, RegistrationState.REGISTERED),
        strict=True,
    ):
        builders.make_registration(coming, person, state=state, organization=rivers, told_as=told_as)
    builders.make_membership(builders.make_person(), bay)
    this_evening = builders.make_offering(days=(date(2021, 5, 24),))
    builders.make_registration(this_evening, people[0], organization=rivers)
    session.commit()
    browser = browser_of(cora)
    clock.set_shift(datetime(2021, 5, 25, 2, 0, tzinfo=UTC) - clock.real_now())
    sending = section(home(browser), "sending")
    assert "2 people · 4 places in coming offerings · 1 on a waitlist" in sending
    assert "Bay Agency" not in sending


def test_the_office_counts_what_is_still_to_be_done(session, browser_of, now):
    office, ana = builders.make_person("Renata", roles=Role.ADMINISTRATOR), builders.make_person("Ana")
    for state in (ClaimState.OPEN, ClaimState.OPEN, ClaimState.ACCEPTED, ClaimState.DECLINED):
        session.add(
            Claim(
                person_id=ana.id, course=f"cop-10{session.query(Claim).count()}", training="Intro", provider="County",
                year=2019, evidence="x", made_at=now, state=state,
            )
        )  # fmt: skip
    builders.make_offering(state=OfferingState.DRAFT)
    builders.make_offering(draft={"title": "Another"})
    offering = builders.make_offering(capacity=1)
    builders.make_registration(offering, ana)
    asked, pending = builders.make_person(), Approval.PENDING
    builders.make_registration(offering, asked, state=RegistrationState.REQUESTED, approval=pending)
    for _number in range(4):
        builders.make_registration(offering, builders.make_person(), state=RegistrationState.WAITLISTED)
    session.add(Guest(session=offering.sessions[0], name="Liz", format=offering.format, noted_at=now))
    for number, state in enumerate((*[OutboxState.FAILED] * 3, OutboxState.WAITING, OutboxState.SENT)):
        letters.put(number, now=now)
        session.flush()
        session.query(OutboxRow).filter_by(dedupe=f"note:{number}").update({"state": state})
    session.commit()
    page = home(browser_of(office))
    assert f'/manage/schedule/{offering.year.slug}">People who wait' in section(page, "office")
    assert re.findall(r'class="tag[^>]*>([^<]*)<', section(page, "office")) == ["2", "1", "1", "2", "3", "4"]
    assert waits(page) == 2 + 1 + 1 + 2 + 3


def test_a_trainer_finds_their_own_offerings_the_newest_first(session, browser_of):
    early = builders.make_offering(title="Early", days=(date(2021, 5, 26),))
    late, other = builders.make_offering(title="Late"), builders.make_offering(title="Somebody else’s")
    someday = builders.make_offering(title="Someday", days=())
    tess = builders.make_person("Tess", roles=[(Role.TRAINER, one) for one in (early, someday, late)])
    builders.make_person("Bo", roles=(Role.TRAINER, other))
    session.commit()
    training = section(home(browser_of(tess)), "training")
    assert re.findall(r'class="task-name"[^>]*>([^<]*)<', training) == ["Late", "Early", "Someday"]


def test_the_public_home_names_what_is_published_and_not_over(session, client):
    for title, more in (
        ("To come", {}), ("Drafted", {"state": OfferingState.DRAFT}), ("Called off", {"state": OfferingState.CANCELED}),
        ("Over", {"days": (date(2021, 5, 23),)}), ("Today", {"days": (date(2021, 5, 24),)}),
    ):  # fmt: skip
        builders.make_offering(title=title, **more)
    session.commit()
    html = client.get("/").get_data(as_text=True)
    titles = ("Today", "To come", "Drafted", "Called off", "Over")
    assert [title for title in titles if f">{title}<" in html] == ["Today", "To come"]


def test_a_coordinators_menu_leads_to_no_page_that_refuses(session, browser_of):
    person = builders.make_person("Cora")
    builders.make_grant(person, Role.COORDINATOR, builders.make_organization())
    session.commit()
    browser = browser_of(person)
    menu = browser.get("/home").get_data(as_text=True).split("</header>")[0]
    addresses = set(re.findall(r'href="(/[a-z/-]*)"', menu))
    assert "/courses" in addresses
    assert [address for address in addresses if browser.get(address).status_code == 403] == []


def test_whoever_serves_and_takes_no_course_has_no_first_step(session, browser_of):
    office = builders.make_person("Renata", roles=Role.ADMINISTRATOR)
    person = builders.make_person("Ana")
    session.commit()
    assert "first step" not in browser_of(office).get("/home").get_data(as_text=True)
    assert "first step" in browser_of(person).get("/home").get_data(as_text=True)


def test_what_begins_comes_before_what_has_long_been_running(session, client):
    builders.make_offering(title="Running", days=(date(2020, 10, 15), date(2021, 9, 16)))
    builders.make_offering(title="Begins later", days=(date(2021, 11, 3),))
    builders.make_offering(title="Begins soon", days=(date(2021, 6, 2),))
    session.commit()
    html = client.get("/").get_data(as_text=True)
    assert re.findall(r'class="task-name"[^>]*>([^<]*)<', html) == ["Begins soon", "Begins later", "Running"]


def test_a_trainer_sees_which_of_theirs_are_over(session, browser_of):
    days = {
        "Past": (date(2020, 9, 16),),
        "Now": (date(2020, 10, 15), date(2021, 9, 16)),
        "Later": (date(2021, 11, 3),),
    }
    given = [builders.make_offering(title=title, days=on) for title, on in days.items()]
    tess = builders.make_person("Tess", roles=[(Role.TRAINER, one) for one in given])
    session.commit()
    training = section(home(browser_of(tess)), "training")
    assert re.findall(r'class="tag[^>]*>([^<]*)<', training) == ["Ahead", "Under way", "Over"]
