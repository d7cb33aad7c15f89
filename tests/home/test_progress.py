"""Does a trainee's first page count what they have done, against the rules that judge them, and nobody else's?"""

import re

from tests import builders
from tests.certification import building
from trainer.permissions import Role


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
