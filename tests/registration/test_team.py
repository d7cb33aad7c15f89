"""Does a coordinator see what will happen to each person, and does exactly that happen, once and together?"""

import io
import re

import pytest

from tests import builders
from tests.registration.reading import place, rows, states, text
from tests.statements import counted
from trainer.accounts.models import Person
from trainer.core.outbox import OutboxRow
from trainer.organizations.models import Membership
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role
from trainer.registration import forms
from trainer.registration.models import Registration
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import OfferingKind, OfferingState

LIST = "name,email,role\nAna Ruiz,ana@example.org,Lead\nBen Ito,ben@example.org,\nCy Ng,cy@example.org,Aide\n"


class Desk:
    """A coordinator of an agency at the team page of an offering."""

    def __init__(self, session, browser_of, *, capacity=20, **offering):
        self.session = session
        self.organization = builders.make_organization("Bay Agency")
        self.coordinator = builders.make_person("Cora Diaz", roles=(Role.COORDINATOR, self.organization))
        self.offering = builders.make_offering(capacity=capacity, **offering)
        self.url = f"/organizations/{self.organization.ref}/offerings/{self.offering.ref}/team"
        session.commit()
        self.browser = browser_of(self.coordinator)
        session.rollback()

    def member(self, name, email, **more):
        self.session.rollback()
        person = builders.make_person(name, email=email)
        builders.make_membership(person, self.organization, **more)
        self.session.commit()
        return person

    def preview(self, typed, **more):
        self.session.rollback()
        return self.browser.send(self.url, {"text": typed, "step": "preview", **more})

    def confirm(self, preview, typed, **more):
        found = {
            name: re.search(rf'name="{name}" value="([^"]*)"', preview.get_data(as_text=True))
            for name in ("plan", "once", "csrf_token")
        }
        data = {name: match.group(1) if match else "" for name, match in found.items()}
        return self.browser.open(
            self.url, method="POST", data={**data, "text": typed, "step": "confirm", **more}
        )


@pytest.fixture
def desk(session, browser_of):
    return Desk(session, browser_of, capacity=2)


def outcomes(page):
    table = page.get_data(as_text=True).split("<tbody>")[1].split("</tbody>")[0]
    return re.findall(r'<span class="tag[^"]*">([^<]+)</span>', table)


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


@pytest.mark.parametrize(
    "typed",
    [
        "Ana Ruiz,ana@example.org,Lead",
        "Ana Ruiz;ana@example.org;Lead",
        "Ana Ruiz\tana@example.org\tLead",
        "ana@example.org, Ana Ruiz, Lead",
        "E-mail,Job title,Name\nana@example.org,Lead,Ana Ruiz",
        "\n\nnombre;correo;cargo\n\nAna Ruiz;ana@example.org;Lead\n\n",
    ],
)
def test_a_list_may_have_a_heading_or_none_and_any_order(typed):
    [row] = forms.read_team(typed)
    assert (row.name, row.email, row.job) == ("Ana Ruiz", "ana@example.org", "Lead")


def test_line_numbers_are_those_of_what_was_pasted():
    assert [row.line for row in forms.read_team("A,a@x.org\n\nB,b@x.org")] == [1, 3]
    assert [row.line for row in forms.read_team("name,email\nA,a@x.org\nB,b@x.org")] == [2, 3]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"name,role\nAna,Lead\n", "there is no column “email”"),
        (b'name,email\n"Ana,ana@example.org\nBen,ben@example.org\n', "quotation mark"),
        (b"name,email\n" + b"A,a@example.org\n" * 10_000, "more than 500 rows"),
        (b"name,email\nA\x00na,ana@example.org\n", "not a text file"),
        (b"name,email\nAna,ana@example.org,x,y,z\n", "Line 2 has more cells"),
        (b"PK\x03\x04\x00\x00", "not a text file"),
        (b"name,email\nA\x07na,ana@example.org\n", "Line 2 holds a character"),
        (b"", "nobody on the list"),
        (b"name,email,name\nA,a@example.org,B\n", "is there twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole_with_its_line(session, desk, data, says):
    answer = desk.preview("", file=(io.BytesIO(data), "team.csv"))
    assert answer.status_code == 422
    assert says in text(answer)
    assert rows(session) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_files_as_people_have_them_are_read(session, desk, encoding):
    data = "Nombre;Correo;Puesto\r\nJosé Núñez;jose@example.org;Líder\r\n".encode(encoding)
    page = desk.preview("", file=(io.BytesIO(data), "equipo.csv"))
    assert page.status_code == 200
    assert "José Núñez" in text(page)
    assert outcomes(page) == ["Gets a seat"]


def test_a_pasted_list_with_a_nul_byte_or_too_long_keeps_what_was_typed(session, desk):
    answer = desk.preview("Ana,ana@example.org\x00")
    assert (answer.status_code, "cannot be stored" in text(answer)) == (422, True)
    answer = desk.preview("A,a@example.org\n" * 501)
    assert (answer.status_code, "more than 500 rows" in text(answer)) == (422, True)
    assert answer.get_data(as_text=True).count("a@example.org") == 501


def test_html_and_formulas_in_names_stay_text(session, desk):
    typed = 'name,email\n<script>alert(1)</script>,a@example.org\n"=HYPERLINK(""http://x"")",b@example.org'
    page = desk.preview(typed)
    assert "<script>alert" not in page.get_data(as_text=True)
    answer = desk.confirm(page, typed)
    assert answer.status_code == 303
    file = desk.browser.get(f"/organizations/{desk.organization.ref}/registrations.csv").get_data(
        as_text=True
    )
    cells = re.split(r"[,\r\n]", file.replace('"', ""))
    assert "'=HYPERLINK(http://x)" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


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


@pytest.mark.parametrize("has_account", [True, False])
@pytest.mark.parametrize("prerequisite", [True, False])
def test_what_is_shown_never_tells_about_a_stranger(session, browser_of, has_account, prerequisite):
    """An address outside the organization gives the same page, whatever is stored about it."""
    course = "cop-101" if prerequisite else None
    desk = Desk(session, browser_of, kind=OfferingKind.REFRESHER, prerequisite=course)
    if has_account:
        stranger = builders.make_person("Ana Ruiz", email="ana@example.org")
        builders.make_completion(stranger)
        builders.make_registration(desk.offering, stranger)
        session.commit()
    page = desk.preview("Ana Ruiz,ana@example.org,Lead")
    assert outcomes(page) == ["Will be asked for earlier training" if prerequisite else "Gets a seat"]
    assert "New here: will be invited" in text(page)
    answer = desk.confirm(page, "Ana Ruiz,ana@example.org,Lead")
    said = "1 asked for earlier training" if prerequisite else "1 seat"
    assert f"Saved: {said}." in text(desk.browser.get(answer.location))


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


def test_a_coordinator_of_another_organization_finds_nothing(session, desk, browser_of):
    other = builders.make_organization()
    stranger = builders.make_person(roles=(Role.COORDINATOR, other))
    trainer = builders.make_person(roles=(Role.TRAINER, desk.offering))
    session.commit()
    base = f"/organizations/{desk.organization.ref}"
    for person in (stranger, trainer):
        for path in (desk.url, f"{base}/offerings", f"{base}/registrations", f"{base}/registrations.csv"):
            assert browser_of(person).get(path).status_code == 404, path
        assert (
            browser_of(person).send(desk.url, {"text": LIST, "step": "confirm"}, page="/me").status_code
            == 404
        )


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


def test_of_somebody_who_declines_the_organization_keeps_what_it_typed(session, desk):
    stranger = builders.make_person("Real Name", email="ana@example.org")
    session.commit()
    typed = "Ana Typed,ana@example.org"
    desk.confirm(desk.preview(typed), typed)
    session.rollback()
    membership = session.query(Membership).one()
    assert membership.person_id == stranger.id
    for state in (MembershipState.INVITED, MembershipState.DECLINED, MembershipState.ENDED):
        session.query(Membership).one().state = state
        session.commit()
        base = f"/organizations/{desk.organization.ref}/registrations"
        made = rows(session)[0].ref
        for path in (base, f"{base}.csv", f"/registrations/{made}", f"/registrations/{made}/withdraw"):
            page = text(desk.browser.get(path))
            assert "Real Name" not in page, (state, path)
            assert "Ana Typed" in page, (state, path)
