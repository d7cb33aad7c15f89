"""Which organizations belong together, who sees it, and which regions can be chosen?"""

from datetime import date

import pytest

from tests import builders
from trainer.organizations import rules
from trainer.organizations.models import ConsortiumMember, Organization, Region
from trainer.organizations.rules import ConsortiumReason, Level, OrganizationKind
from trainer.permissions import Role

JAN, FEB, MAR = date(2021, 1, 1), date(2021, 2, 1), date(2021, 3, 1)


@pytest.mark.parametrize(
    ("since", "stays", "reason"),
    [
        (JAN, [], None),
        (MAR, [], None),
        (date(2021, 3, 2), [], ConsortiumReason.DAY_TO_COME),
        (FEB, [(JAN, None)], ConsortiumReason.ALREADY_THERE),
        (FEB, [(JAN, FEB)], ConsortiumReason.DAYS_OVERLAP),
        (MAR, [(JAN, FEB)], None),
    ],
)
def test_when_an_organization_may_join(since, stays, reason):
    assert rules.why_not_join(since=since, today=MAR, stays=stays) is reason


@pytest.mark.parametrize(
    ("until", "on", "reason"),
    [
        (None, FEB, None),
        (None, MAR, None),
        (None, date(2021, 3, 2), ConsortiumReason.DAY_TO_COME),
        (None, JAN, ConsortiumReason.BEFORE_IT_JOINED),
        (FEB, MAR, ConsortiumReason.NOT_THERE),
    ],
)
def test_when_an_organization_may_leave(until, on, reason):
    assert rules.why_not_leave(since=FEB, until=until, on=on, today=MAR) is reason


def test_a_consortium_is_made_joined_seen_by_its_coordinators_and_left(browser_of, session):
    admin = builders.make_person("Renata", roles=Role.ADMINISTRATOR)
    river, bay = builders.make_organization("River"), builders.make_organization("Bay")
    luz = builders.make_person("Luz", roles=(Role.COORDINATOR, river))
    out = builders.make_person("Out", roles=(Role.COORDINATOR, bay))
    held = builders.make_reservation(builders.make_offering(), river, 3)
    session.commit()
    office = browser_of(admin)
    page = office.send("/consortia/new", {"name": "Delta Alliance", "about": "Training together"}).location
    assert "already" in office.send("/consortia/new", {"name": "delta  alliance"}).text
    assert browser_of(luz).get(page).status_code == 404
    joined = {"organization": river.ref, "since": "2021-02-01"}
    assert office.send(f"{page}/organizations", joined, page=page).status_code == 303
    late = office.send(f"{page}/organizations", {"organization": bay.ref, "since": "2091-01-01"}, page=page)
    assert late.status_code == 422
    assert "Choose today or an earlier day" in late.text

    seen = browser_of(luz).get(page).text
    assert "River" in seen
    assert "0 of 3 used; 3 are released on Wed, Sep 1, 2021" in seen
    assert "Add an organization" not in seen
    assert browser_of(out).get(page).status_code == 404
    assert "Delta Alliance" in office.get(f"/organizations/{river.ref}").text
    found = office.get("/organizations?consortium=" + page.rsplit("/", 1)[1]).text
    assert "River" in found
    assert ">Bay</a>" not in found

    session.rollback()
    member = session.query(ConsortiumMember).one()
    end = f"{page}/organizations/{member.ref}/end"
    assert "before the organization joined" in office.send(end, {"on": "2021-01-31"}).text
    assert office.send(end, {"on": "2021-03-01"}).status_code == 303
    assert "1 organization has left" in office.get(page).text
    assert browser_of(luz).get(page).status_code == 404
    assert held.offering.title not in office.get(page).text


def test_organizations_are_filtered_and_regions_are_kept_by_administrators(browser_of, session):
    admin = builders.make_person("Renata", roles=Role.ADMINISTRATOR)
    builders.make_region("Yolo")
    builders.make_organization("Oak School", kind=OrganizationKind.SCHOOL, level=Level.LOCAL, region="Yolo")
    builders.make_organization(
        "State Office", kind=OrganizationKind.COUNTY_OFFICE, level=Level.STATEWIDE, region="Old text"
    )
    session.commit()
    office = browser_of(admin)
    for query, oak, state in (
        ("", True, True),
        ("?kind=school", True, False),
        ("?level=statewide", False, True),
        ("?region=Yolo", True, False),
        ("?region=Nowhere", True, True),
        ("?kind=school&level=statewide", False, False),
    ):
        found = office.get(f"/organizations{query}").text
        assert ("Oak School</a>" in found, "State Office</a>" in found) == (oak, state), query
    office_ref = session.query(Organization).filter_by(name="State Office").one().ref
    session.rollback()
    assert '<option selected value="Old text">' in office.get(f"/organizations/{office_ref}/change").text

    assert office.send("/regions", {"name": "Napa"}).status_code == 303
    assert "in the list already" in office.send("/regions", {"name": "NAPA"}).text
    yolo = session.query(Region).filter_by(name="Yolo").one().ref
    session.rollback()
    refused = office.send(f"/regions/{yolo}", {"name": "Yolo", "step": "remove"})
    assert "Organizations are in this region: 1" in refused.text
    assert office.send(f"/regions/{yolo}", {"name": "Yolo County"}).status_code == 303
    assert "Oak School</a>" in office.get("/organizations?region=Yolo%20County").text
    session.rollback()
