"""Does a coordinator see what will happen to each person, and does exactly that happen, once and together?"""

import re

import pytest

from tests import builders
from tests.registration.desk import LIST, Desk, outcomes
from tests.registration.reading import place, rows, states, text
from tests.statements import counted
from trainer.accounts.models import Person
from trainer.core.outbox import OutboxRow
from trainer.organizations.models import Membership
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import OfferingKind, OfferingState


@pytest.fixture
def desk(session, browser_of):
    return Desk(session, browser_of, capacity=2)


def test_nothing_is_saved_before_the_confirmation_and_all_of_it_after(session, desk):
    page = desk.preview(LIST)
    assert "2 seats, 1 on the waitlist" in text(page)
    assert outcomes(page) == ["Gets a seat", "Gets a seat", "Number 1 on the waitlist"]
    assert text(page).count("New here: will be invited") == 3
    assert "Register 3 people" in text(page)
    assert rows(session) == []
    assert len(rows(session, Person)) == 1
    answer = desk.confirm(page, LIST)
    assert answer.status_code == 303
    after = text(desk.browser.get(answer.location))
    assert "Saved: 2 seats, 1 on the waitlist." in after
    assert states(session) == ["registered", "registered", "waitlisted"]
    assert {row.organization_id for row in rows(session)} == {desk.organization.id}
    assert [m.listed_name for m in rows(session, Membership)] == ["Ana Ruiz", "Ben Ito", "Cy Ng"]
    sent = [m for m in rows(session, OutboxRow) if m.kind.startswith("registration.")]
    assert [m.params["by"] for m in sent] == ["Cora Diaz"] * 3


def test_every_kind_of_row_says_what_will_happen(session, browser_of):
    desk = Desk(session, browser_of, capacity=1)
    member = desk.member("Dee Poe", "dee@example.org")
    builders.make_registration(desk.offering, member)
    session.commit()
    typed = "\n".join(
        [
            "Nombre,Correo electrónico,Puesto",
            "Dee Poe,dee@example.org,",
            "Ana Ruiz,ana@example.org,Lead",
            "Ana Ruíz,ANA@example.org,",
            "Ben,ben.example.org,",
            ",eve@example.org,",
            f"{'x' * 201},long@example.org,",
            f"Fay,fay@example.org,{'y' * 101}",
        ]
    )
    page = desk.preview(typed)
    assert outcomes(page) == [
        "Already registered", "Number 1 on the waitlist", "Repeats line 3", "The e-mail address has no @.",
        "The name is missing", "The name is longer than 200 characters", "The role is longer than 100 characters",
    ]  # fmt: skip
    assert "1 on the waitlist, 1 already registered, 5 rows need correction" in text(page)
    assert "Register 1 person" in text(page)
    assert "ben.example.org" in page.get_data(as_text=True).split("<textarea")[1]
    answer = desk.confirm(page, typed)
    assert "lines 4, 5, 6, 7, 8" in text(desk.browser.get(answer.location))


def test_people_can_be_ticked_and_pasted_together(session, desk):
    desk.member("Dee Poe", "dee@example.org")
    ref = rows(session, Membership)[0].ref
    page = desk.preview("Ana Ruiz,ana@example.org", ticked=ref)
    assert outcomes(page) == ["Gets a seat", "Gets a seat"]
    area = page.get_data(as_text=True).split("<textarea")[1].split("</textarea>")[0]
    assert "Dee Poe,dee@example.org" in area
    assert "Ana Ruiz,ana@example.org" in area


def test_when_something_changed_meanwhile_nothing_is_saved_and_the_new_plan_is_shown(session, desk):
    page = desk.preview(LIST)
    builders.make_registration(desk.offering, builders.make_person())
    session.commit()
    answer = desk.confirm(page, LIST)
    assert answer.status_code == 409
    assert "Nothing was saved" in text(answer)
    assert outcomes(answer) == ["Gets a seat", "Number 1 on the waitlist", "Number 2 on the waitlist"]
    assert len(rows(session)) == 1
    assert desk.confirm(answer, LIST).status_code == 303
    assert states(session) == ["registered", "registered", "waitlisted", "waitlisted"]


def test_text_that_was_changed_after_the_preview_is_shown_again_first(session, desk):
    answer = desk.confirm(desk.preview(LIST), LIST + "Dee Poe,dee@example.org,\n")
    assert answer.status_code == 409
    assert rows(session) == []


def test_a_double_click_registers_a_team_once(session, desk):
    page = desk.preview(LIST)
    first, second = desk.confirm(page, LIST), desk.confirm(page, LIST)
    assert (
        (first.status_code, first.location) == (second.status_code, second.location) == (303, first.location)
    )
    assert len(rows(session)) == 3


def test_a_member_with_the_course_gets_a_seat_and_one_without_is_asked(session, browser_of):
    desk = Desk(session, browser_of, kind=OfferingKind.REFRESHER, prerequisite="cop-101")
    desk.member("Eve Fox", "eve@example.org")
    builders.make_completion(desk.member("Dee Poe", "dee@example.org"))
    session.commit()
    typed = "Dee Poe,dee@example.org\nEve Fox,eve@example.org"
    page = desk.preview(typed)
    assert outcomes(page) == ["Gets a seat", "Will be asked for earlier training"]
    desk.confirm(page, typed)
    assert states(session) == ["registered", "requested"]
    assert place(session).taken == 1


def test_the_list_of_offerings_and_a_closed_one(session, desk):
    closed = builders.make_offering(title="Gone by", state=OfferingState.CANCELED)
    session.commit()
    page = text(desk.browser.get(f"/organizations/{desk.organization.ref}/offerings"))
    assert "CoP 101" in page
    assert "2 seats left" in page
    assert "Gone by" not in page
    url = f"/organizations/{desk.organization.ref}/offerings/{closed.ref}/team"
    assert "This was canceled" in text(desk.browser.get(url))


def test_a_place_can_be_given_back_for_somebody(session, desk):
    desk.confirm(desk.preview(LIST), LIST)
    listed = desk.browser.get(f"/organizations/{desk.organization.ref}/registrations")
    path = re.search(r"/registrations/[\w-]+/withdraw", listed.get_data(as_text=True)).group(0)
    assert "Withdraw Cy Ng from CoP 101?" in text(desk.browser.get(path))
    answer = desk.browser.send(path)
    assert answer.location == f"/organizations/{desk.organization.ref}/registrations"
    assert states(session) == ["registered", "registered", "canceled"]


def test_fields_that_were_not_asked_for_change_nothing(session, desk):
    other = builders.make_organization()
    session.commit()
    typed = "Ana Ruiz,ana@example.org,Lead"
    extra = {
        "organization_id": str(other.id), "state": "registered", "capacity": "99", "person_id": "1",
        "role": "administrator", "offering_id": "99", "made_by": "99", "shown": "", "number": "7",
    }  # fmt: skip
    session.rollback()
    desk.confirm(desk.preview(typed, **extra), typed, **extra)
    [made] = rows(session)
    assert (made.organization_id, made.made_by, made.number) == (
        desk.organization.id,
        desk.coordinator.id,
        None,
    )
    assert place(session).capacity == 2


def test_the_page_of_registrations_does_not_send_more_statements_for_more_rows(session, desk, app):
    url = f"/organizations/{desk.organization.ref}/registrations"
    counts = []
    for _ in range(2):
        with counted(app) as seen:
            desk.browser.get(url)
        counts.append(len(seen))
        session.rollback()
        desk.offering.places[0].capacity = 200
        for _n in range(60):
            person = builders.make_person()
            builders.make_membership(person, desk.organization)
            builders.make_registration(desk.offering, person, organization=desk.organization)
        session.commit()
    assert counts[1] <= counts[0] + 1 <= 12, counts
    page = desk.browser.get(url).get_data(as_text=True)
    assert page.count("<tr>") == 51
    after = re.search(r"after=([\w-]+)", page).group(1)
    assert desk.browser.get(f"{url}?after={after}").get_data(as_text=True).count("<tr>") == 51
    assert session.query(Registration).filter_by(state=RegistrationState.REGISTERED).count() == 120
