"""Are the tasks and dates of all rooms put in order on the first page, and are only those there that still matter?"""

import re
from datetime import date, timedelta

import pytest

from tests import builders
from tests.attendance import building as training
from tests.mentoring import building
from tests.practice import building as practice
from trainer.home.queries import agenda
from trainer.mentoring import actions
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingState, SessionState, When

JUNE = (date(2021, 6, 2), date(2021, 6, 4), date(2021, 6, 9))


def names(browser, section="next"):
    """What a section of the first page names, from the top."""
    part = browser.get("/home").get_data(as_text=True).split(f'id="{section}"')[1].split("</section>")[0]
    return re.findall(r'<(?:h3><a|a class="task-name")[^>]*>([^<]*)</a>', part)


@pytest.fixture
def mia(session):
    """A mentor."""
    return builders.make_person("Mia")


@pytest.fixture
def tess(session, mia, now):
    """A trainee with a CoP whose session is to be talked over, who also trains an offering of last week."""
    tess = practice.make_trainee("Tess", mentor=mia)
    cop = practice.make_cop(tess, name="Calm mornings", now=now - timedelta(days=60))
    practice.hold(practice.make_session(cop, now - timedelta(days=3)), [])
    builders.make_grant(tess, Role.TRAINER, training.make_training())
    session.commit()
    return tess


def test_what_is_due_first_stands_first_and_what_has_no_day_last(tess, mia, browser_of, now):
    tasks = agenda.waiting(builders.actor(tess), now=now)
    own = [
        task for task in tasks if task.endpoint.partition(".")[0] in ("attendance", "practice", "accounts")
    ]
    assert [task.due for task in own] == [*training.PAST, date(2021, 6, 4), None, None]
    mentors = [(task.reason.code.value, task.due) for task in agenda.waiting(builders.actor(mia), now=now)]
    assert mentors == [("hold_debrief", date(2021, 6, 4)), ("mentoring_plan", None)]
    page = browser_of(tess).get("/home").get_data(as_text=True)
    assert f"{len(tasks)} things wait for you." in page
    assert "Was due Thu, May 20, 2021" in page
    assert "Due Fri, Jun 4, 2021" in page


def test_what_is_due_today_is_not_late_yet(session, browser_of, now):
    offering = builders.make_offering(days=(now.date(),), year=builders.make_year(2020))
    offering.sessions[0].ends_at = now - timedelta(minutes=5)
    person = builders.make_person(roles=(Role.TRAINER, offering))
    session.commit()
    page = browser_of(person).get("/home").get_data(as_text=True)
    assert "Due Mon, May 24, 2021" in page
    assert "Was due" not in page


def test_the_next_four_dates_of_all_rooms_soonest_first(session, browser_of, now):
    pair = building.make_pair()
    tia = pair.trainee
    builders.make_registration(builders.make_offering(title="Training in June", days=JUNE), tia)
    cop = practice.make_cop(tia, name="Calm mornings", now=now - timedelta(days=60))
    practice.make_session(cop, now - timedelta(hours=5))
    practice.make_session(cop, now + timedelta(days=1, hours=3))
    off = building.plan(pair, now + timedelta(days=1), now=now)
    actions.cancel_meeting(meeting=off, by=builders.actor(pair.mentor), now=now)
    building.plan(pair, now + timedelta(days=10), now=now)
    session.commit()
    assert names(browser_of(tia)) == [
        "Calm mornings, session 2", "Training in June", "Mentor meeting with Mia Mendez", "Training in June",
    ]  # fmt: skip
    assert [event.starts_at.day for event in agenda.coming(tia.id, now=now, trains=[])] == [25, 2, 3, 4]


def test_what_somebody_trains_comes_once_and_leads_to_who_comes(session, browser_of, now):
    trained = builders.make_offering(title="Trained", days=JUNE)
    off = builders.make_offering(title="Off", state=OfferingState.CANCELED)
    tess = builders.make_person("Tess", roles=[(Role.TRAINER, trained), (Role.TRAINER, off)])
    builders.make_person("Bo", roles=(Role.TRAINER, builders.make_offering(title="Somebody else’s")))
    where = f"/offerings/{trained.ref}/people"
    session.commit()
    page = browser_of(tess).get("/home").get_data(as_text=True)
    assert names(browser_of(tess)) == ["Trained"] * 3
    assert where in page.split('id="next"')[1]
    session.rollback()
    registration = builders.make_registration(trained, tess)
    own = f"/registrations/{registration.ref}"
    session.commit()
    page = browser_of(tess).get("/home").get_data(as_text=True)
    assert names(browser_of(tess)) == ["Trained"] * 3
    assert own in page.split('id="next"')[1].split("</section>")[0]


@pytest.mark.parametrize("loaded", [False, True])
def test_only_sessions_that_take_place_and_are_not_over_come(session, browser_of, now, loaded):
    person = builders.make_person()
    days = (now.date() - timedelta(days=1), *JUNE)
    offering = builders.make_offering(days=days)
    builders.make_registration(offering, person)
    builders.make_registration(builders.make_offering(state=OfferingState.CANCELED), person)
    offering.sessions[1].state = SessionState.CANCELED
    tbd = offering.sessions[2]
    tbd.when, tbd.starts, tbd.ends, tbd.starts_at, tbd.ends_at = When.DATE_ONLY, None, None, None, None
    session.commit()
    if loaded:
        assert names(browser_of(person)) == ["CoP 101"]
    else:
        [event] = agenda.coming(person.id, now=now, trains=[])
        assert event.uid == f"{offering.ref}.s4"
