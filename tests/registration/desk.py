"""How does a coordinator look at the team page? See a plan, confirm it, read what it said."""

import re

from tests import builders
from trainer.permissions import Role

LIST = "name,email,role\nAna Ruiz,ana@example.org,Lead\nBen Ito,ben@example.org,\nCy Ng,cy@example.org,Aide\n"


class Desk:
    """A coordinator of an agency at the team page of an offering."""

    def __init__(self, session, browser_of, *, capacity=20, agency="Bay Agency", **offering):
        self.session = session
        self.organization = builders.make_organization(agency)
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


def outcomes(page):
    table = page.get_data(as_text=True).split("<tbody>")[1].split("</tbody>")[0]
    return re.findall(r'<span class="tag[^"]*">([^<]+)</span>', table)
