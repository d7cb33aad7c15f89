"""Does the road run from an invitation to a certificate that a stranger can check? One trainee, sixteen months.

Each kind of step is done in the browser once, by whoever does it; what repeats itself is in year.py.
"""

import io
import re
from datetime import date, timedelta

import pypdf
import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests import builders
from tests.conftest import on_one
from tests.journeys import year
from tests.journeys.moments import at, move_to
from tests.journeys.walking import Road, answer_question, done, to
from tests.learning import building as learning
from trainer.accounts import actions as accounts
from trainer.certification import actions as certification
from trainer.certification.models import CertificationFile, Credential
from trainer.certification.rules import DecisionOutcome
from trainer.core import clock
from trainer.core.db import db, writing
from trainer.journals.models import Entry
from trainer.permissions import Role
from trainer.practice import actions as practice
from trainer.practice.models import CopSession, Debrief, Member
from trainer.practice.rules import SignInSource
from trainer.schedule.models import Offering

pytestmark = on_one("postgresql")  # what pages say; what databases keep is tested with the actions


PASSWORD = "kettle rides north slowly"
MEMBERS = "Ana Ruiz, Teacher\nBo Chan\nCy Dale\nDi Evans\nEli Frank\nFay Gomez"
AGREED = "What is said here stays here; what is learned here may leave."


@pytest.fixture
def road(site, session, now, size):
    """An office, a trainer, a mentor; CoP 101 in September; and Tia, who is invited."""
    year.load()
    renata = builders.make_person("Renata Morales", roles=Role.ADMINISTRATOR)
    teo, june = builders.make_person("Teo Sato"), builders.make_person("June Whitfield")
    builders.make_grant(teo, Role.TRAINER, builders.make_offering())
    by = builders.actor(renata)
    certification.set_issuer(
        name="Facilitators’ Commons", address="1200 Harbor Street, Richmond, CA 94801",
        signatory="Renata Morales", signatory_title="Program director", by=by, now=now,
    )  # fmt: skip
    tia = accounts.make_person(name="Tia Tran", email="tia@example.org", by=by, now=now)
    accounts.invite(person=tia, by=by, now=now)
    session.commit()
    return Road(site, {"renata": renata, "teo": teo, "june": june, "tia": tia}, size)


def test_from_an_invitation_to_a_certificate_that_a_stranger_checks(road):
    she_accepts_and_registers(road)
    she_takes_part(road)
    she_completes_the_course(road)
    with writing():
        hers = year.Year.begin(road.people)
    she_promises_reads_and_writes(road)
    they_meet(road)
    with writing():
        hers.go(at(year.CHARTER_ON, 8))
    her_cop_begins(road)
    its_first_session(road)
    with writing():
        hers.go_on_with_the_cop()
        hers.go(at(date(2022, 10, 1), 9))
    she_asks_and_is_certified(road)
    a_stranger_checks(road)


def she_accepts_and_registers(road: Road) -> None:
    page = road.of("tia")
    page.goto(road.site.link_in(road.site.mail("tia@example.org")[0], "/invitations/"))
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tia Tran")
    to(page, "Schedule")
    page.get_by_role("link", name="CoP 101", exact=True).click()
    page.get_by_role("link", name="Register", exact=True).click()
    page.get_by_role("main").get_by_role("button", name="Register").click()
    expect(page.get_by_text("You are registered").first).to_be_visible()


def she_takes_part(road: Road) -> None:
    with writing():
        offering = db.session.scalars(select(Offering)).one()
        year.attend(offering, road.people["teo"], (1, 2))
    move_to(at(date(2021, 9, 17), 17))
    page = road.of("teo")
    page.goto("/home")
    page.get_by_role("region", name="Waiting for you").get_by_role("link", name="CoP 101").click()
    page.get_by_role("button", name="Set everybody else to present").click()
    page.get_by_role("button", name="Save and close the sheet").click()
    expect(page.get_by_role("main")).to_contain_text("Closed")


def she_completes_the_course(road: Road) -> None:
    page = road.of("tia")
    course = learning.course()
    first, *others = [one["id"] for one in course.content["modules"]]
    right = learning.right_answers(course, first)
    to(page, "Courses")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_role("status").first).to_be_visible()
    page.goto(f"/courses/cop-101/{first}")
    page.get_by_role("link", name="Take the knowledge check").click()
    for answer in right.values():
        answer_question(page, answer)
    expect(page.get_by_role("main")).to_contain_text("Passed")

    with writing():
        year.learn(road.people["tia"], others, at(date(2021, 9, 18), 10))
    page.goto("/courses/cop-101")
    page.get_by_role("link", name="Hand in the closing reflection").click()
    page.get_by_label("Your reflection").fill(
        "I came for ideas and found people; I will ask two of them to meet in October."
    )
    page.get_by_role("button", name="Save the draft").click()
    done(page, "draft is saved")
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_role("main")).to_contain_text("Handed in on")
    page.goto("/courses/cop-101")
    expect(page.get_by_role("main")).to_contain_text("Completed")
    page.goto("/me/record")
    expect(page.get_by_role("main")).to_contain_text("18")


def she_promises_reads_and_writes(road: Road) -> None:
    page = road.of("tia")
    move_to(at(date(2021, 10, 2), 9))
    page.goto("/me/promise")
    page.get_by_role("button", name="I promise this").click()
    expect(page.get_by_role("main")).to_contain_text("You signed this on")
    move_to(at(year.FIRST, 18))
    page.goto("/courses/facilitator-cohort")
    page.get_by_role("button", name="Start with").click()
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_role("status").first).to_be_visible()
    to(page, "My journal")
    page.get_by_role("link", name="Write next: session 1").click()
    page.get_by_label("Your entry").fill("A boy stood at the door, and I saw that I was in his way.")
    page.get_by_role("button", name="Save the draft").click()
    done(page, "Only you read it")
    page.get_by_role("button", name="Hand it in").click()
    done(page, "handed in")
    assert len(road.site.rows(select(Entry.id))) == 1


def they_meet(road: Road) -> None:
    page = road.of("june")
    to(page, "My trainees")
    page.get_by_role("link", name="Plan a meeting with Tia Tran").click()
    page.get_by_label("Day").fill("2021-10-20")
    page.get_by_label("Begins at").fill("15:00")
    page.get_by_text("By video").click()
    page.get_by_role("button", name="Plan the meeting").click()
    done(page, "The meeting is planned.")
    move_to(at(date(2021, 10, 20), 16))
    page.reload()
    page.get_by_role("link", name="Write down the meeting").click()
    page.get_by_label("Minutes you met").fill("50")
    page.get_by_label("Shared note").fill("We talked about doors.")
    page.get_by_role("button", name="Save the meeting").click()
    done(page, "written down")
    hers = road.of("tia")
    to(hers, "My mentor")
    expect(hers.get_by_role("main")).to_contain_text("We talked about doors.")


def her_cop_begins(road: Road) -> None:
    page = road.of("tia")
    move_to(at(year.CHARTER_ON, 9))
    to(page, "My CoP")
    page.get_by_role("link", name="Found").first.click()
    page.get_by_label("Name of the CoP").fill("Calm mornings")
    page.get_by_role("button", name="Found this CoP").click()
    page.get_by_role("link", name="Charter, sent and approved").click()
    for label, text in (
        ("What is this CoP about?", "Mornings in toddler rooms"), ("Who is it for?", "Toddler teachers"),
        ("How often does it meet?", "Monthly"), ("Date of the first session", year.OWN[0].isoformat()),
        ("It starts at", "18:00"), ("Length in minutes", "90"), ("Shared hopes", "Gentler mornings"),
        ("Place or link", "Room 2"), ("How will you talk about confidence?", "We agree on words"),
    ):  # fmt: skip
        page.get_by_label(label).fill(text)
    page.get_by_text("In person", exact=True).click()
    page.get_by_role("button", name="Send for approval").click()
    done(page, "on its way")

    june = road.of("june")
    june.goto("/home")
    june.get_by_role("region", name="Waiting for you").get_by_role("link", name="Calm mornings").click()
    june.get_by_text("Approve: sessions from now on count").click()
    june.get_by_role("button", name="Save the decision").click()
    done(june, "The charter is approved")

    to(page, "My CoP")
    page.get_by_role("link", name="Calm mornings").click()
    page.get_by_role("link", name="Members", exact=True).click()
    page.get_by_label("Members, one per line").fill(MEMBERS)
    page.get_by_role("button", name="Add these members").click()
    expect(page.get_by_role("table")).to_contain_text("Fay Gomez")
    page.get_by_role("link", name="Plan sessions", exact=True).click()
    for number, day in enumerate(year.OWN, start=1):
        page.get_by_label(f"Session {number}").fill(day.isoformat())
    page.get_by_role("button", name="Plan these sessions").click()
    done(page, "6 sessions are planned.")


def its_first_session(road: Road) -> None:
    page = road.of("tia")
    begins = move_to(at(year.OWN[0], 18, 5))
    to(page, "My CoP")
    page.get_by_role("link", name="Calm mornings").click()
    page.get_by_role("link", name="Open the today page").click()
    page.get_by_label("Name", exact=True).fill("Ana Ruiz")
    page.get_by_role("button", name="Sign this member in").click()
    done(page, "Ana Ruiz is signed in.")
    with writing():
        first = db.session.scalars(select(CopSession).order_by(CopSession.number)).first()
        for member in db.session.scalars(select(Member).where(Member.name != "Ana Ruiz")):
            practice.sign_in(session=first, member=member, source=SignInSource.QR, now=begins)
    page.get_by_role("link", name="Count again").click()
    expect(page.get_by_role("main")).to_contain_text("6 of 6 members")
    page.get_by_role("link", name="Values and agreement").click()
    page.get_by_label("Shared values").fill("We listen.\nWe begin slowly.")
    page.get_by_role("button", name="Record these values").click()
    done(page, "The shared values are recorded.")
    page.get_by_label("What the members agreed").fill(AGREED)
    page.get_by_role("button", name="Record this agreement").click()
    done(page, "The agreement is recorded.")
    move_to(at(year.OWN[0], 19, 35))
    page.get_by_role("link", name="What happened").click()
    page.get_by_role("button", name="Write it down").click()
    done(page, "The debrief with your mentor is next.")

    move_to(at(year.OWN[0] + timedelta(days=3), 16))
    page.goto("/home")
    page.get_by_role("region", name="Waiting for you").get_by_role("link", name="Calm mornings").click()
    page.get_by_label("When did you talk?").fill((year.OWN[0] + timedelta(days=3)).isoformat())
    page.get_by_label("For how many minutes?").fill("30")
    page.get_by_label("How was it for you?").fill("Quieter than I had feared.")
    page.get_by_role("button", name="Save the debrief").click()
    done(page, "The debrief is recorded.")
    assert len(road.site.rows(select(Debrief.id))) == 1


def she_asks_and_is_certified(road: Road) -> None:
    page, june = road.of("tia"), road.of("june")
    move_to(at(date(2022, 10, 3), 9))
    to(page, "My path")
    expect(page.get_by_text("You can ask for certification.")).to_be_visible()
    left = page.locator("li", has=page.get_by_text("Not met yet", exact=True)).get_by_text(
        re.compile("^R[0-9]+$")
    )
    assert left.all_inner_texts() == ["R21", "R22"], "everything but what others say"
    page.get_by_role("link", name="Ask for certification").click()
    page.get_by_label("Your name as it should stand").fill("Tia Tran-Núñez")
    page.get_by_role("button", name="Ask for certification").click()
    done(page, "You have asked for certification.")
    june.goto("/home")
    june.get_by_role("region", name="Waiting for you").get_by_role("link", name="Tia Tran").click()
    june.get_by_text("I sign off: I am satisfied").click()
    june.get_by_label("What you have seen and verified").fill("I saw two sessions, and read every entry.")
    june.get_by_role("button", name="Put it on the file").click()
    done(june, "Your answer is on the file")
    with writing():
        certification.decide(
            file=db.session.scalars(select(CertificationFile)).one(), outcome=DecisionOutcome.GRANT,
            reason="Every record says so.", by=builders.actor(road.people["renata"]), now=clock.now(),
        )  # fmt: skip


def a_stranger_checks(road: Road) -> None:
    page, stranger = road.of("tia"), road.of("stranger")
    told = next(one for one in road.site.mail("tia@example.org") if "/certificates/" in one.body)
    page.goto(road.site.link_in(told, "/certificates/"))
    [(number,)] = road.site.rows(select(Credential.number))
    link = page.get_by_role("link", name="Download the certificate (PDF)")
    answer = page.context.request.get(str(link.get_attribute("href")))
    text = pypdf.PdfReader(io.BytesIO(answer.body())).pages[0].extract_text()
    assert "Tia Tran-Núñez" in text
    address = page.get_by_text(f"/check/{number}").first.inner_text()
    stranger.goto(road.site.url + address[address.index("/check/") :])
    expect(stranger.get_by_role("heading", level=2).first).to_have_text("This certificate is valid.")
    assert "Tia" not in stranger.get_by_role("main").inner_text()
