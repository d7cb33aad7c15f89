"""Does one person see what will happen, register, stand where they were told, and give their place back?"""

import re
from datetime import timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.registration.reading import place, rows, states, text
from tests.statements import counted
from trainer.core import clock
from trainer.core.outbox import OutboxRow
from trainer.curriculum.models import Claim
from trainer.curriculum.rules import CompletionKind
from trainer.organizations.rules import MembershipState
from trainer.registration import queries
from trainer.registration.rules import RegistrationState
from trainer.schedule.rules.kinds import Format, OfferingKind, OfferingState

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions

CLAIM = {
    "training": "Learning circles", "provider": "Bay County", "year": "2018", "evidence": "Certificate, 12 hours",
}  # fmt: skip


def refresher(**more):
    return builders.make_offering(
        kind=OfferingKind.REFRESHER, title="CoP Refresher", prerequisite="cop-101", **more
    )


def test_a_stranger_signs_in_first_and_comes_back(session, client):
    offering = builders.make_offering()
    session.commit()
    answer = client.get(f"/offerings/{offering.ref}/registration")
    assert answer.status_code == 303
    assert answer.location == f"/sign-in?next=/offerings/{offering.ref}/registration"


def test_what_will_happen_stands_above_the_button_and_happens(session, browser_of):
    offering, ana = builders.make_offering(capacity=1), builders.make_person("Ana Ruiz")
    ben = builders.make_person("Ben Ito")
    session.commit()
    browser, url = browser_of(ana), f"/offerings/{offering.ref}/registration"
    page = text(browser.get(url))
    assert "You get a seat" in page
    assert "1 seat is left." in page
    assert ">Register</button>" in page
    answer = browser.send(url, {"access_needs": "Captions"})
    assert answer.status_code == 303
    shown = text(browser.get(answer.location))
    assert "You are registered for CoP 101." in shown
    assert "Captions" in shown
    browser = browser_of(ben)
    page = text(browser.get(url))
    assert "You join the waitlist" in page
    assert "you would be number 1 on the waitlist" in page
    assert ">Join the waitlist</button>" in page
    answer = browser.send(url)
    assert "You are number 1 on the waitlist for CoP 101." in text(browser.get(answer.location))
    assert states(session) == ["registered", "waitlisted"]
    assert browser.get(url).location.endswith(f"/registrations/{rows(session)[1].ref}")


def test_another_persons_registration_is_not_there(session, browser_of):
    offering = builders.make_offering()
    mine = builders.make_registration(offering, builders.make_person())
    other = builders.make_person()
    session.commit()
    browser = browser_of(other)
    for path in ("", "/withdraw"):
        assert browser.get(f"/registrations/{mine.ref}{path}").status_code == 404
    for path in ("/withdraw", "/accept", "/decline"):
        answer = browser.send(f"/registrations/{mine.ref}{path}", page="/permissions")
        assert answer.status_code == 404
    assert queries.registration_by_ref("\x00") is None
    assert rows(session)[0].state is RegistrationState.REGISTERED


def test_a_hybrid_offering_asks_how_to_take_part(session, browser_of):
    offering, ana = builders.make_offering(format=Format.HYBRID, capacity=2), builders.make_person()
    session.commit()
    browser, url = browser_of(ana), f"/offerings/{offering.ref}/registration"
    answer = browser.send(url, {"access_needs": "Keep this"})
    assert answer.status_code == 422
    assert re.search(r"\? Choose one\.</a>", text(answer)), "no colon after a question"
    assert "Keep this" in text(answer)
    assert browser.send(url, {"format": "tbd"}).status_code == 422
    assert browser.send(url, {"format": "virtual"}).status_code == 303
    assert rows(session)[0].format is Format.VIRTUAL


def test_one_registers_on_behalf_of_an_organization_one_belongs_to(session, browser_of):
    offering, ana = builders.make_offering(), builders.make_person()
    mine, invited, other = (builders.make_organization() for _ in range(3))
    builders.make_membership(ana, mine)
    builders.make_membership(ana, invited, state=MembershipState.INVITED)
    session.commit()
    browser, url = browser_of(ana), f"/offerings/{offering.ref}/registration"
    page = text(browser.get(url))
    assert mine.name in page
    assert invited.name not in page
    assert browser.send(url, {"organization": other.ref}).status_code == 422
    assert browser.send(url, {"organization": mine.ref}).status_code == 303
    assert rows(session)[0].organization_id == mine.id


def test_what_is_not_open_says_so(session, browser_of):
    canceled = builders.make_offering(state=OfferingState.CANCELED)
    draft = builders.make_offering(state=OfferingState.DRAFT)
    ana = builders.make_person()
    session.commit()
    browser = browser_of(ana)
    assert "This was canceled" in text(browser.get(f"/offerings/{canceled.ref}/registration"))
    assert browser.get(f"/offerings/{draft.ref}/registration").status_code == 404
    answer = browser.send(f"/offerings/{canceled.ref}/registration", page="/permissions")
    assert answer.status_code == 422
    assert rows(session) == []


def test_the_prerequisite_is_checked_by_fact(session, browser_of):
    offering, ana = refresher(), builders.make_person()
    builders.make_completion(ana)
    session.commit()
    browser, url = browser_of(ana), f"/offerings/{offering.ref}/registration"
    assert "CoP 101 is on record for you since Fri, Sep 18, 2020." in text(browser.get(url))
    browser.send(url)
    assert rows(session)[0].state is RegistrationState.REGISTERED


def test_without_it_a_claim_asks_for_a_place_and_holds_none(session, browser_of):
    offering, ana = refresher(capacity=1), builders.make_person()
    session.commit()
    browser, url = browser_of(ana), f"/offerings/{offering.ref}/registration"
    assert "Send my claim and ask for a place" in text(browser.get(url))
    answer = browser.send(url, {**CLAIM, "year": "not a year"})
    assert answer.status_code == 422
    assert "Certificate, 12 hours" in text(answer)
    assert rows(session, Claim) == []
    ahead = browser.send(url, {**CLAIM, "year": "2031"})
    assert (ahead.status_code, "lies ahead" in text(ahead)) == (422, True)
    answer = browser.send(url, CLAIM)
    assert "No seat is held until your claim is decided" in text(browser.get(answer.location))
    assert [r.state for r in rows(session)] == [RegistrationState.REQUESTED]
    assert [claim.person_id for claim in rows(session, Claim)] == [ana.id]
    assert place(session).taken == 0


def test_without_fact_and_claim_nobody_gets_in(session, browser_of):
    offering, ana = refresher(), builders.make_person()
    session.commit()
    assert browser_of(ana).send(f"/offerings/{offering.ref}/registration").status_code == 422
    assert rows(session) == []


def test_withdrawing_asks_once_and_offers_the_place(session, browser_of):
    offering = builders.make_offering(capacity=1)
    ana, ben = builders.make_person("Ana"), builders.make_person("Ben")
    first, second = (
        builders.make_registration(offering, ana),
        builders.make_registration(offering, ben, state=RegistrationState.WAITLISTED),
    )
    session.commit()
    browser = browser_of(ana)
    assert "goes to the next person on the waitlist at once" in text(
        browser.get(f"/registrations/{first.ref}/withdraw")
    )
    browser.send(f"/registrations/{first.ref}/withdraw")
    browser = browser_of(ben)
    page = text(browser.get(f"/registrations/{second.ref}"))
    assert "A place is free for you" in page
    assert "It is held until Thu, May 27, 2021, 9:00" in page
    browser.send(f"/registrations/{second.ref}/accept", page=f"/registrations/{second.ref}")
    assert states(session) == ["canceled", "registered"]


def test_an_offer_can_be_declined_and_an_old_one_not_taken(session, browser_of, now):
    offering = builders.make_offering(capacity=2)
    people = [builders.make_person() for _ in range(2)]
    made = [
        builders.make_registration(
            offering, person, state=RegistrationState.OFFERED, offer_ends=now + timedelta(days=days)
        )
        for person, days in zip(people, (1, -1), strict=True)
    ]  # fmt: skip
    session.commit()
    page = f"/registrations/{made[0].ref}"
    assert browser_of(people[0]).send(f"{page}/decline", page=page).status_code == 303
    page = f"/registrations/{made[1].ref}"
    answer = browser_of(people[1]).send(f"{page}/accept", page=page)
    assert answer.status_code == 409
    assert "The offer ended on" in text(answer)


def test_a_double_click_and_a_lost_answer_make_one_registration(session, browser_of):
    offering, ana = builders.make_offering(), builders.make_person()
    session.commit()
    browser, url = browser_of(ana), f"/offerings/{offering.ref}/registration"
    form = {"csrf_token": browser.token(url), "once": "k" * 22}
    answers = [
        browser.open(url, method="POST", data=form) for _ in range(3)
    ]  # the first answer never arrived
    assert {(a.status_code, a.location) for a in answers} == {(303, f"/registrations/{rows(session)[0].ref}")}
    assert len(rows(session)) == 1
    assert len(rows(session, OutboxRow)) == 1


FORBIDDEN = {
    "state": "registered", "person_id": "1", "organization_id": "1", "offering_id": "1", "number": "0", "made_by": "1",
    "capacity": "99", "taken": "0", "offer_ends": "2030-01-01", "role": "administrator", "ref": "x",
    "kind": "equivalency",
}  # fmt: skip


def test_fields_that_were_not_asked_for_change_nothing(session, browser_of):
    offering, ana, other = builders.make_offering(capacity=1), builders.make_person(), builders.make_person()
    organization = builders.make_organization()
    builders.make_registration(offering, other)
    session.commit()
    extra = {**FORBIDDEN, "person_id": str(other.id), "organization_id": str(organization.id)}
    browser_of(ana).send(f"/offerings/{offering.ref}/registration", extra)
    mine = rows(session)[1]
    assert (mine.person_id, mine.organization_id, mine.state, mine.number) == (
        ana.id,
        None,
        RegistrationState.WAITLISTED,
        1,
    )
    assert (mine.made_by, place(session).capacity, place(session).taken) == (ana.id, 1, 1)
    page = f"/registrations/{mine.ref}"
    browser_of(ana).send(f"{page}/withdraw", extra)
    browser_of(ana).send(f"{page}/accept", extra, page="/permissions")
    assert states(session) == ["registered", "canceled"]


@pytest.mark.parametrize("value", ["\x00", "a\x00b"])
def test_a_nul_byte_is_refused_kindly(session, browser_of, value):
    offering, ana = builders.make_offering(), builders.make_person()
    session.commit()
    answer = browser_of(ana).send(f"/offerings/{offering.ref}/registration", {"access_needs": value})
    assert answer.status_code == 422
    assert "cannot be stored" in text(answer)


def test_html_is_shown_as_text(session, browser_of):
    offering, ana = builders.make_offering(), builders.make_person("<b>Ana</b>")
    session.commit()
    browser = browser_of(ana)
    answer = browser.send(
        f"/offerings/{offering.ref}/registration", {"access_needs": "<script>alert(1)</script>"}
    )
    page = text(browser.get(answer.location))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_pages_send_few_statements(session, browser_of, app):
    offering, ana = refresher(), builders.make_person()
    registration = builders.make_registration(offering, ana)
    builders.make_completion(ana, kind=CompletionKind.EQUIVALENCY)
    other = refresher()
    session.commit()
    browser = browser_of(ana)
    for path in (
        f"/registrations/{registration.ref}",
        f"/offerings/{other.ref}/registration",
        f"/registrations/{registration.ref}/withdraw",
    ):
        with counted(app) as seen:
            assert browser.get(path).status_code == 200
        assert len(seen) <= 12, seen
    assert clock.now().year == 2021
