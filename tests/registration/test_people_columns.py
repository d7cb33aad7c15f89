"""Does a coordinator see who has completed CoP 101, and of confirmed people only?"""

from tests import builders
from trainer.organizations.rules import MembershipState
from trainer.permissions import Role


def test_completions_stand_in_the_list_of_people(browser_of, session):
    agency = builders.make_organization()
    luz = builders.make_person("Luz", roles=(Role.COORDINATOR, agency))
    done, new, asked = (
        builders.make_person("Done"),
        builders.make_person("New"),
        builders.make_person("Asked"),
    )
    builders.make_completion(done)
    builders.make_completion(asked)
    for person in (done, new):
        builders.make_membership(person, agency)
    builders.make_membership(asked, agency, state=MembershipState.INVITED)
    session.commit()
    page = browser_of(luz).get(f"/organizations/{agency.ref}/people").text
    assert page.count(">Completed</td>") == 1
    assert page.count('data-label="CoP 101"') == 3
    assert f"/organizations/{agency.ref}/offerings" in page
