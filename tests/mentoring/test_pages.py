"""What do mentor, trainee and administrator see and do, and does nobody else see a note?"""

from datetime import date, timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.mentoring import building
from tests.registration.reading import rows, text
from tests.statements import counted
from trainer.learning.rules import EnrollmentState
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingState
from trainer.permissions import Role

pytestmark = on_one("sqlite")  # what pages say; what databases keep is tested with the actions


NOTES = {"shared_note": "canary-shared", "next_step": "canary-next", "private_note": "canary-private"}


@pytest.fixture
def pair(session):
    made = building.make_pair()
    session.commit()
    return made


@pytest.fixture
def office(session):
    person = builders.make_person("Ada Office", roles=Role.ADMINISTRATOR)
    session.commit()
    return person


def test_a_trainee_sees_their_mentor_the_months_and_the_next_meeting(session, browser_of, pair, now):
    building.plan(pair, now + timedelta(days=3), now=now)
    building.make_held(pair, date(2021, 4, 12), **NOTES)
    session.commit()
    page = text(browser_of(pair.trainee).get("/mentoring"))
    assert pair.mentor.name in page
    assert "Thu, May 27, 2021, 9:00" in page
    assert "1 of 7 months with a meeting" in page
    assert "canary-shared" in page
    assert "canary-next" in page
    assert "canary-private" not in page


def test_a_mentor_sees_all_trainees_with_their_months(session, browser_of, pair, now):
    other = building.make_pair(building.make_trainee(pair.enrollment.cohort, "Uma Other"), pair.mentor)
    building.make_held(other, date(2021, 4, 12))
    building.make_pair(building.make_trainee(name="Not Mine"))
    session.commit()
    page = text(browser_of(pair.mentor).get("/mentoring"))
    assert pair.trainee.name in page
    assert "Uma Other" in page
    assert "Not Mine" not in page
    assert "0 of 7 months with a meeting" in page
    assert "1 of 7 months with a meeting" in page


def test_who_has_gone_the_whole_way_is_promised_no_new_mentor(session, browser_of, pair):
    pair.until = date(2021, 5, 20)
    session.commit()
    browser = browser_of(pair.trainee)
    assert "An administrator will find you a new one" in text(browser.get("/mentoring"))
    session.rollback()  # a reader that goes on to write on SQLite begins anew
    pair.enrollment.state = EnrollmentState.COMPLETED
    session.commit()
    page = text(browser.get("/mentoring"))
    assert "An administrator will find you a new one" not in page
    assert "This mentorship lasted from" in page


def test_a_mentor_sees_for_whom_they_are_one(session, browser_of, pair):
    page = text(browser_of(pair.mentor).get("/me"))
    assert f"Mentor of {pair.trainee.name}" in page


def test_whoever_has_neither_is_told_so(session, browser_of):
    stranger = builders.make_person()
    session.commit()
    assert "Nothing here yet" in text(browser_of(stranger).get("/mentoring"))


def test_planning_holding_and_reading(session, browser_of, pair, now):
    browser = browser_of(pair.mentor)
    answer = browser.send(
        f"/pairs/{pair.ref}/plan",
        {
            "on": "2021-05-27",
            "starts": "09:00",
            "minutes": "45",
            "mode": "video",
            "link": "https://m.example.org/",
        },
    )
    assert answer.status_code == 303
    [meeting] = rows(session, Meeting)
    assert (meeting.starts_at.isoformat(), meeting.state) == (
        "2021-05-27T16:00:00+00:00",
        MeetingState.PLANNED,
    )
    assert "https://m.example.org/" in text(browser_of(pair.trainee).get(answer.location))
    assert (
        browser.send(f"/meetings/{meeting.ref}/hold", {"minutes": "40"}, page="/mentoring").status_code == 422
    )
    early = browser.send(f"/meetings/{meeting.ref}/hold", {"minutes": "40", **NOTES}, page="/mentoring")
    assert "canary-shared" in text(early), "also when the meeting was moved or canceled meanwhile"
    session.rollback()
    session.query(Meeting).update({"starts_at": now - timedelta(hours=1)})
    session.commit()
    done = browser.send(f"/meetings/{meeting.ref}/hold", {"minutes": "40", "lock": "0", **NOTES})
    assert done.status_code == 303
    mentors, trainees = text(browser.get(done.location)), text(browser_of(pair.trainee).get(done.location))
    assert "canary-shared" in mentors
    assert "canary-private" in mentors
    assert "canary-shared" in trainees
    assert "canary-private" not in trainees


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("on", "2021-05-20", "This moment has passed"),
        ("on", "9999-12-31", "between 2000 and 2100"),
        ("starts", "25:00", "Fill this in"),
        ("minutes", "481", "Enter a number from 1 to 480"),
        ("mode", "smoke signals", "Not a valid choice"),
        ("link", "javascript:alert(1)", "begins with https://"),
        ("link", "https://[", "begins with https://"),
        ("link", "m.example.org", "begins with https://"),
        ("link", "http://m.example.org/", "begins with https://"),
    ],
)
def test_a_wrong_plan_is_said_at_the_field_and_kept(session, browser_of, pair, field, value, said):
    good = {
        "on": "2021-05-27",
        "starts": "09:00",
        "minutes": "45",
        "mode": "video",
        "link": "https://m.example.org/",
    }
    answer = browser_of(pair.mentor).send(f"/pairs/{pair.ref}/plan", {**good, field: value})
    assert answer.status_code == 422
    assert said in text(answer)
    assert rows(session, Meeting) == []


def test_a_time_that_the_clocks_skip(session, browser_of, pair):
    night = {"on": "2022-03-13", "starts": "02:30", "minutes": "45", "mode": "video"}
    answer = browser_of(pair.mentor).send(f"/pairs/{pair.ref}/plan", night)
    assert "this time does not exist" in text(answer)


def test_a_script_in_a_note_is_text(session, browser_of, pair):
    meeting = building.make_held(pair, date(2021, 4, 12), shared_note="<script>alert(1)</script>")
    session.commit()
    page = browser_of(pair.trainee).get(f"/meetings/{meeting.ref}").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_two_windows_do_not_overwrite_each_other(session, browser_of, pair):
    meeting = building.make_held(pair, date(2021, 4, 12))
    session.commit()
    browser = browser_of(pair.mentor)
    path = f"/meetings/{meeting.ref}/hold"
    first = {"minutes": "45", "lock": "0", **NOTES}
    assert browser.send(path, first).status_code == 303
    answer = browser.send(path, {**first, "shared_note": "from the older window"})
    assert answer.status_code == 422
    assert "changed in another window" in text(answer)
    assert "canary-shared" in text(answer)
    assert "from the older window" in text(answer)


def test_a_later_mentor_sees_when_they_met_and_no_note(session, browser_of, pair, office):
    meeting = building.make_held(pair, date(2021, 4, 12), **NOTES)
    building.make_pair(pair.enrollment, builders.make_person("Noa New"))
    new = session.query(Pair).order_by(Pair.id.desc()).first()
    session.commit()
    browser, old = browser_of(new.mentor), pair.mentor
    pages = [
        text(browser.get(path)) for path in (f"/pairs/{new.ref}", f"/meetings/{meeting.ref}", "/mentoring")
    ]
    assert "Apr 12" in pages[0]
    assert "canary" not in "".join(pages)
    assert browser_of(old).get(f"/meetings/{meeting.ref}").status_code == 404


def test_employer_coordinator_administrator_and_other_mentors_see_no_note(session, browser_of, pair, office):
    meeting = building.make_held(pair, date(2021, 4, 12), **NOTES)
    agency = builders.make_organization()
    builders.make_membership(pair.trainee, agency)
    coordinator = builders.make_person(roles=(Role.COORDINATOR, agency))
    other = building.make_pair(building.make_trainee(name="Not Theirs")).mentor
    session.commit()
    for person in (coordinator, office, other, None):
        browser = browser_of(person)
        for path in (
            f"/pairs/{pair.ref}", f"/meetings/{meeting.ref}", f"/meetings/{meeting.ref}/hold", "/mentoring", "/audit",
        ):  # fmt: skip
            assert "canary" not in text(browser.get(path)), (person, path)


def test_an_administrator_finds_mentors_for_a_cohort(session, browser_of, office):
    cohort = building.make_cohort()
    trainee = building.make_trainee(cohort, "Tia Tran")
    mentor = builders.make_person("Mia Mendez", email="mia@example.org")
    session.commit()
    path = f"/cohorts/{cohort.ref}/mentors"
    browser = browser_of(office)
    assert "1 trainee has no mentor yet" in text(browser.get(path))
    page = f"{path}?trainee={trainee.ref}"
    answer = browser.send(page, {"enrollment": trainee.ref, "mentor": "", "email": "MIA@example.org"})
    assert answer.status_code == 303
    assert "Mia Mendez now mentors Tia Tran" in text(browser.get(answer.location))
    assert [row.mentor_id for row in rows(session, Pair)] == [mentor.id]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"mentor": "", "email": ""}, "Choose a mentor"),
        ({"mentor": "nobody"}, "Choose a mentor"),
        ({"email": "nobody@example.org"}, "Nobody signs in with this e-mail"),
        ({"email": "tia@example.org"}, "cannot mentor themselves"),
        ({"email": "colleague@example.org"}, "both belong to Bay Agency"),
    ],
)
def test_a_pairing_that_cannot_be_says_why(session, browser_of, office, chosen, said):
    trainee = building.make_trainee(name="Tia Tran", email="tia@example.org")
    agency = builders.make_organization("Bay Agency")
    builders.make_membership(trainee.person, agency)
    builders.make_membership(builders.make_person("Cole", email="colleague@example.org"), agency)
    session.commit()
    page = f"/cohorts/{trainee.cohort.ref}/mentors?trainee={trainee.ref}"
    answer = browser_of(office).send(page, {"enrollment": trainee.ref, "mentor": "", "email": "", **chosen})
    assert answer.status_code == 422
    assert said in text(answer)
    assert rows(session, Pair) == []


def test_a_pair_that_came_to_work_together_is_shown(session, browser_of, pair, office):
    agency = builders.make_organization("New Agency")
    for person in (pair.mentor, pair.trainee):
        builders.make_membership(person, agency)
    session.commit()
    page = text(browser_of(office).get(f"/cohorts/{pair.enrollment.cohort.ref}/mentors"))
    assert "Both belong to New Agency" in page


def test_the_statements_do_not_grow(session, app, browser_of, office):
    cohort = building.make_cohort()
    mentor = builders.make_person("Mia Mendez")
    session.commit()
    counts = []
    for more in (1, 29):
        session.rollback()
        for _ in range(more):
            pair = building.make_pair(building.make_trainee(cohort), mentor)
            building.make_held(pair, date(2021, 4, 12))
        for number in range(more):
            building.make_held(pair, date(2021, 3, 1) + timedelta(days=number))
        session.commit()
        paths = {"/mentoring": mentor, f"/cohorts/{cohort.ref}/mentors": office, f"/pairs/{pair.ref}": mentor}
        counts.append([])
        for path, reader in paths.items():
            browser = browser_of(reader)
            browser.get(path)
            with counted(app) as statements:
                assert browser.get(path).status_code == 200
            counts[-1].append(len(statements))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12
