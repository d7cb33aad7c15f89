"""Can a stranger find out whether a certificate is valid, and nothing else about whoever holds it?"""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.certification import acting, building
from tests.conftest import taking_turns
from tests.journeys.moments import at, move_to
from trainer.certification import actions
from trainer.core import numbers

REASON = "Two sign-in sheets turned out to be wrong."


@pytest.fixture
def holder(session, now):
    """Somebody who was certified today, and the certificate as plain values."""
    journey = building.make_journey(name="Rosa Medina")
    actions.set_issuer(
        name="Facilitators’ Commons", address="1200 Harbor Street, Richmond, CA 94801", signatory="Ada Admin",
        signatory_title="Director", by=acting.by(journey.administrator), now=now,
    )  # fmt: skip
    credential = acting.certified(journey, now)
    journey.number, journey.ref, journey.ends = credential.number, credential.ref, credential.expires_on
    session.commit()
    return journey


def ask(page: Page, typed: str) -> None:
    """From the front page to the answer."""
    page.goto("/")
    page.get_by_role("link", name="Check a certificate").first.click()
    page.get_by_label("Certificate number").fill(typed)
    page.get_by_role("button", name="Check it").click()


def answer(page: Page) -> str:
    """What the page says; a name or a reason is never in it."""
    said = str(page.get_by_role("main").inner_text())
    for secret in ("Rosa", "Medina", "Mona", "Ada", "Cohort", REASON):
        assert secret not in said
    return said


def test_a_number_is_typed_as_people_type_it_and_found_valid_revoked_expired(site, holder, size):
    stranger = site.page(viewport=size)
    ask(stranger, numbers.shown(holder.number).lower().replace("-", " "))
    expect(stranger.get_by_role("heading", level=2).first).to_have_text("This certificate is valid.")
    assert numbers.shown(holder.number) in answer(stranger)
    assert stranger.url == f"{site.url}/check/{holder.number}"

    before = move_to(at(holder.ends + timedelta(days=1), 9)) - timedelta(days=2)
    stranger.reload()
    expect(stranger.get_by_role("heading", level=2).first).to_have_text("This certificate has expired.")
    answer(stranger)

    move_to(before)
    office = site.page(holder.administrator, viewport=size)
    office.goto(f"/certificates/{holder.ref}")
    office.get_by_text("Suspend, revoke or reinstate").click()
    office.get_by_text("Revoke for good").click()
    office.get_by_label("Reason").fill(REASON)
    office.get_by_role("button", name="Save").click()
    expect(office.get_by_role("status").first).to_contain_text("The public check says so")
    stranger.reload()
    expect(stranger.get_by_role("heading", level=2).first).to_have_text("This certificate was revoked.")
    answer(stranger)


@taking_turns("scripts", [True, False], ids=["with-scripts", "without"])
def test_a_number_that_cannot_be_and_one_that_nobody_has_get_the_same_answer(site, holder, scripts):
    stranger = site.page(java_script_enabled=scripts)
    site.watch.expect(404)
    wrong = ("0" if holder.number[5] != "0" else "1").join((holder.number[:5], holder.number[6:]))
    said = set()
    for typed in ("R2D2", wrong, numbers.new_number(), "<script>alert(1)</script>"):
        ask(stranger, typed)
        expect(stranger.get_by_role("main")).to_contain_text("We know no certificate with this number.")
        expect(stranger.get_by_label("Certificate number")).to_have_value(typed)
        said.add(answer(stranger))
    assert len(said) == 1
