"""Does somebody who changes employer keep their history, and does each employer see only its own time?"""

import re
from datetime import date

import pytest

from tests import builders
from tests.attendance import building
from trainer.attendance.models import TrainingRecord
from trainer.organizations import actions as organizations
from trainer.permissions import Role
from trainer.registration.models import Registration

LEFT = date(2021, 4, 1)


@pytest.fixture
def moved(session, now):
    """Ana took part for River until April, works for Bay since, and took part for it in May."""
    building.make_courses()
    river, bay = builders.make_organization("River"), builders.make_organization("Bay")
    heads = [
        builders.make_person(name, roles=(Role.COORDINATOR, of))
        for name, of in (("Luz", river), ("Ida", bay))
    ]
    ana = builders.make_person("Ana Ruiz", email="ana@river.example")
    old = builders.make_membership(ana, river)
    before = building.make_training(building.FIRST_RUN, title="Winter run")
    seat = builders.make_registration(before, ana, organization=river)
    building.hold(before, {seat: [0, 0, 0]})
    organizations.end(membership=old, on=LEFT, by=builders.actor(ana), now=now)
    ana.name, ana.email = "Ana Lind", "ana@bay.example"
    builders.make_membership(ana, bay, since=LEFT)
    after = building.make_refresher()
    building.hold(after, {builders.make_registration(after, ana, organization=bay): [0]})
    session.commit()
    return river, bay, heads, ana


def test_history_stays_with_the_person_and_each_employer_sees_its_own_time(browser_of, session, moved):
    river, bay, (luz, ida), ana = moved
    mine = browser_of(ana).get("/me/record").text
    assert "Winter run" in mine
    assert "CoP Refresher" in mine
    session.rollback()
    assert session.query(TrainingRecord).filter_by(person_id=ana.id).count() == 2
    asked = {of.name: f"/organizations/{of.ref}" for of in (river, bay)}
    session.rollback()

    old = browser_of(luz)
    assert "Ana" not in old.get(f"{asked['River']}/people").text
    sent = old.get(f"{asked['River']}/registrations").text
    assert "Winter run" in sent
    assert "Ana Ruiz" in sent
    for later in ("CoP Refresher", "Ana Lind", "ana@bay.example"):
        assert later not in sent
    assert old.get(f"{asked['Bay']}/registrations").status_code == 404

    new = browser_of(ida)
    people = new.get(f"{asked['Bay']}/people").text
    assert re.findall(r'data-label="Hours this program year">([^<]*)<', people) == ["6 hours"]
    sent = new.get(f"{asked['Bay']}/registrations").text
    assert "CoP Refresher" in sent
    assert "Winter run" not in sent
    session.rollback()
    first = session.query(Registration).filter_by(organization_id=river.id).one().ref
    session.rollback()
    assert new.get(f"/registrations/{first}").status_code == 404
    assert "Ana Lind" not in old.get(f"/registrations/{first}").text
