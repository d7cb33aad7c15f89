"""Do a trainee and a mentor come from a first draft to an accepted entry, in three rounds and on several devices?"""

from datetime import timedelta

from playwright.sync_api import expect
from sqlalchemy import select

from tests.journals import building
from tests.journeys import chromium
from tests.mentoring import building as mentoring
from trainer.journals.models import Entry
from trainer.journals.rules import EntryState

PAGE = "/journal/cohort.1-r"
LEVELS = ("3 Reflecting", "3 Reflecting", "2 Making sense", "3 Reflecting")


def write(page, text):
    page.get_by_role("textbox", name="Your entry").fill(text)
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_role("status").first).to_contain_text("Your entry is handed in")


def choose(page, question, option):
    """Take one of the options, by a click on its words as people do."""
    page.get_by_role("radiogroup", name=question).get_by_text(option, exact=True).click()


def levels(page, *numbers):
    names = ("Moment", "Meaning", "Perspectives and power", "Facilitation")
    for number in numbers:
        choose(page, names[number], LEVELS[number])


def answer(page, *, outcome, again_by="", saw="You counted the minutes."):
    page.get_by_role("button", name="Begin my answer").click()
    choose(page, "Care and privacy are kept", "Yes")
    levels(page, 0, 1, 2, 3)
    page.get_by_label("One thing I saw").fill(saw)
    page.get_by_label("One suggestion or resource").fill("Say what you did on the next morning.")
    send(page, outcome=outcome, again_by=again_by)


def send(page, *, outcome, again_by):
    choose(page, "Your answer", outcome)
    page.get_by_label("Please hand it in again by").fill(again_by)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("status").first).to_contain_text("Your answer is sent")


def begin_and_close(laptop):
    """A mentor begins on a laptop, and closes it in the middle."""
    laptop.get_by_role("button", name="Begin my answer").click()
    choose(laptop, "Care and privacy are kept", "Yes")
    levels(laptop, 0, 1)
    laptop.get_by_text("Begin with a sentence: One question").click()
    laptop.get_by_role("button", name="I wonder what would happen if").click()
    laptop.keyboard.type("you had waited.")
    laptop.get_by_label("One thing I saw").fill("You counted the minutes.")
    laptop.get_by_label("Private note, only you").fill("Encourage her to share this.")
    expect(laptop.locator(".keep-status")).to_contain_text("Kept. Only you read it until you send it.")
    laptop.close()


def go_on_elsewhere(page):
    """On the phone everything is there: what was typed and what was chosen."""
    expect(page.get_by_label("One question")).to_have_value("I wonder what would happen if you had waited.")
    expect(page.get_by_label("One thing I saw")).to_have_value("You counted the minutes.")
    expect(page.get_by_role("radiogroup", name="Meaning").get_by_label(LEVELS[1])).to_be_checked()
    levels(page, 2, 3)
    page.get_by_label("One suggestion or resource").fill("Say what you did on the next morning.")
    send(page, outcome="Revise", again_by="2021-06-01")


def queued(page):
    """Open the entry from the queue."""
    page.goto("/reviews")
    page.get_by_role("link", name="Session 1").click()


def first_round(site, phone, trainee, mentor):
    """The entry is handed in, answered from two devices, and asked for again."""
    phone.goto("/journal")
    phone.get_by_role("link", name="Question cohort.1-r?").click()
    expect(phone.get_by_role("main")).to_contain_text("While it is a draft, you alone read it. Your employer")
    write(phone, "A boy stood at the gate.")
    mail = site.mail(mentor[1])[0]
    assert "gate" not in mail.body
    laptop = site.page(mentor[0], viewport=chromium.DESK)
    laptop.goto(site.link_in(mail, "/reviews/"))
    begin_and_close(laptop)
    theirs = site.page(mentor[0])
    queued(theirs)
    go_on_elsewhere(theirs)
    mail = site.mail(trainee[1])[0]
    assert "counted" not in mail.body
    phone.goto(site.link_in(mail, "/entries/"))
    expect(phone.get_by_role("main")).to_contain_text("Hand it in again by Tue, Jun 1, 2021")
    expect(phone.get_by_role("main")).not_to_contain_text("Encourage her")
    return theirs


def test_three_rounds_from_phone_to_laptop_and_back(site, session, now):
    pair = building.make_writer()
    trainee, mentor = pair.trainee, pair.mentor
    addresses = trainee.email, mentor.email
    session.commit()
    phone = site.page(trainee)
    theirs = first_round(site, phone, (trainee, addresses[0]), (mentor, addresses[1]))

    phone.get_by_role("link", name="Go on writing").click()
    write(phone, "A boy stood at the gate. I said his name.")
    queued(theirs)
    expect(theirs.locator("ins")).to_contain_text("I said his name.")
    expect(theirs.get_by_role("main")).to_contain_text("Encourage her to share this.")
    answer(theirs, outcome="Revise", again_by="2021-06-08", saw="You said his name.")

    phone.goto(PAGE)
    write(phone, "A boy stood at the gate. I said his name. He came in.")
    queued(theirs)
    for number in (1, 2, 3):
        expect(theirs.get_by_role("heading", name=f"Round {number}", exact=True)).to_be_visible()
    answer(theirs, outcome="Accepted")

    phone.goto("/journal")
    phone.get_by_role("link", name="Read the answer").first.click()
    expect(phone.get_by_role("main")).to_contain_text("Accepted")
    assert site.rows(select(Entry.state)) == [(EntryState.ACCEPTED,)]


def test_a_meeting_is_planned_moved_and_written_down(site, session, now):
    pair = mentoring.make_pair()
    starts = now - timedelta(hours=1)
    mentoring.plan(pair, starts, now=now - timedelta(days=2))
    trainee, mentor = pair.trainee, pair.mentor
    session.commit()

    desk = site.page(mentor, viewport=chromium.DESK)
    desk.goto("/mentoring")
    desk.get_by_role("link", name="Plan a meeting with Tia Tran").click()
    desk.get_by_label("Day").fill("2021-06-03")
    desk.get_by_label("Begins at").fill("10:30")
    choose(desk, "How do you meet?", "By video")
    desk.get_by_role("button", name="Plan the meeting").click()
    expect(desk.get_by_role("main")).to_contain_text("Thu, Jun 3, 2021, 10:30")
    desk.get_by_role("link", name="Move it").click()
    desk.get_by_label("Day").fill("2021-06-04")
    desk.get_by_role("button", name="Save and tell both of you").click()
    expect(desk.get_by_role("main")).to_contain_text("Fri, Jun 4, 2021, 10:30")

    desk.get_by_role("link", name="All meetings").click()
    desk.get_by_role("link", name="Mon, May 24, 2021").click()
    desk.get_by_role("link", name="Write down the meeting").click()
    desk.get_by_label("Shared note").fill("We spoke about arrivals.")
    desk.get_by_label("Private note, only you").fill("Ask again about the co-facilitator.")
    desk.get_by_role("button", name="Save the meeting").click()
    expect(desk.get_by_role("main")).to_contain_text("Ask again about the co-facilitator.")

    phone = site.page(trainee)
    phone.goto("/mentoring")
    expect(phone.get_by_role("main")).to_contain_text("We spoke about arrivals.")
    expect(phone.get_by_role("main")).not_to_contain_text("co-facilitator")
    expect(phone.get_by_role("main")).to_contain_text("Fri, Jun 4, 2021, 10:30")
