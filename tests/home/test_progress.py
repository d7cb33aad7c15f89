"""Does a trainee's first page count what they have done, against the rules that judge them, and nobody else's?"""

import re

from tests import builders
from tests.certification import building
from tests.certification.acting import certified
from trainer.journals.rules import EntryState
from trainer.learning.rules import EnrollmentState
from trainer.mentoring.rules import MeetingState
from trainer.permissions import Role
from trainer.practice.rules import CopSessionState


def counted(browser):
    page = browser.get("/home").get_data(as_text=True)
    if 'id="far"' not in page:
        return None
    part = page.split('id="far"')[1].split("</section>")[0]
    return re.findall(r"<dd>([^<]*)</dd>", part), part.count("Done")


def test_somebody_without_a_cohort_sees_none_of_it(session, browser_of):
    plain = builders.make_person()
    session.commit()
    assert counted(browser_of(plain)) is None


def test_everything_done_is_counted_against_the_rules_in_force(session, browser_of):
    trainee = builders.make_person("Rosa Medina", roles=Role.TRAINEE)
    journey = building.make_journey(trainee=trainee)
    session.commit()
    found, done = counted(browser_of(journey.trainee))
    assert found[:3] == ["6 of 6", "12 of 12", "6 of 6"]
    assert found[4] == "6 of 6"
    assert done == 2


def test_only_what_is_done_accepted_and_held_counts(session, browser_of, now):
    journey = building.make_journey()
    rows = journey.rows
    rows["read 6"].done_at = None
    rows["read 5"].edition = "2019-20"
    rows["cohort.1-r"].state, rows["practicum.7-t"].state = EntryState.SUBMITTED, EntryState.REVISE
    rows["cohort.2-r"].required = False
    rows["meeting 6"].state = MeetingState.PLANNED
    rows["session 6"].state, rows["session 6"].held_at = CopSessionState.PLANNED, None
    rows["lead 5"].person_id = journey.mentor.id
    other = building.make_journey(name="Olga Other")
    certified(other, now)
    session.commit()
    found, done = counted(browser_of(journey.trainee))
    assert found == ["4 of 6", "10 of 12", "5 of 6", "5", "4 of 6"]
    assert done == 1
    assert counted(browser_of(journey.mentor)) is None


def test_a_certificate_ends_the_road_and_who_left_sees_none(session, browser_of, now):
    journey, left = building.make_journey(), building.make_journey(name="Lea Left")
    certified(journey, now)
    left.enrollment.state = EnrollmentState.WITHDRAWN
    session.commit()
    assert counted(browser_of(journey.trainee))[1] == 4
    assert counted(browser_of(left.trainee)) is None
