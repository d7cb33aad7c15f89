"""What do people say of their work, and who reads it?"""

import re

import pytest

from tests import builders
from trainer.core.audit import AuditRow
from trainer.organizations import queries
from trainer.permissions import Role


@pytest.fixture
def lucia(session):
    person = builders.make_person("Lucía Ortega", email="lucia@example.org")
    session.commit()
    return person


SAID = {"role": "owner", "setting": "family_child_care", "level": "local", "ages": ["0-1", "3-4"]}


def test_somebody_says_what_they_do_changes_it_and_takes_it_back(session, browser_of, lucia):
    browser = browser_of(lucia)
    assert browser.send("/me/work", SAID).status_code == 303
    session.rollback()
    work = queries.work_of(lucia.id)
    assert (work.role, work.setting, work.level, work.ages) == (*list(SAID.values())[:3], ["0-1", "3-4"])
    page = browser.get("/me/work").get_data(as_text=True)
    assert page.count(" checked") == 2
    assert re.findall(r'selected value="(\w*)"', page) == list(SAID.values())[:3]
    assert browser.send("/me/work", {"role": "", "setting": "", "level": ""}).status_code == 303
    session.rollback()
    work = queries.work_of(lucia.id)
    assert (work.role, work.setting, work.level, work.ages) == (None, None, None, [])
    kept = [row.facts for row in session.query(AuditRow).filter_by(action="person.work")]
    assert len(kept) == 2
    assert "owner" not in str(kept)


def test_a_wrong_choice_is_refused_and_administrators_alone_read_it(session, browser_of, lucia):
    browser = browser_of(lucia)
    assert browser.send("/me/work", {**SAID, "ages": ["30-40"]}).status_code == 422
    browser.send("/me/work", SAID)
    session.rollback()
    admin = builders.make_person("Ada Min", roles=Role.ADMINISTRATOR)
    session.commit()
    page = browser_of(admin).get(f"/people/{lucia.ref}").get_data(as_text=True)
    assert "Owner or operator" in page
    assert "Under 1 year, 3 years" in page
