"""Does a file of people of many organizations come in as it was checked, each for its own, in the lines' order?"""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.core.test_jobs import work
from tests.registration.reading import text
from trainer.core.jobs import JobRow, JobState
from trainer.organizations.rules.listing import LineProblem
from trainer.permissions import Role
from trainer.registration.models import Registration
from trainer.registration.rules import team
from trainer.registration.rules.team import HeldSeats, Parties, PlaceFacts, RowOutcome, TeamRow

NAMES = ("Ana", "Bo", "Cy", "Dee", "Eve", "Flo", "Gus", "Hal")


@given(
    free=st.integers(0, 4), own=st.integers(0, 3), shared=st.integers(0, 3), others=st.integers(0, 2),
    lines=st.lists(st.sampled_from([1, 2, 3]), max_size=14),
)  # fmt: skip
def test_seats_held_for_some_go_to_those_alone_and_to_each_once(free, own, shared, others, lines):
    """Organization 1 has seats of its own and shares some with 2; 3 has none; some are held for somebody else."""
    rows = [TeamRow(line, f"P {line}", f"p{line}@x.org") for line in range(len(lines))]
    held = HeldSeats({10: own, 20: shared}, {1: (10, 20), 2: (20,)}, {})
    place = PlaceFacts(free + own + shared + others, 0, 0, own + shared + others)
    parties = Parties(dict(enumerate(lines)), {}, held)
    plan = team.plan_team(rows, known={}, place=place, prerequisite=False, parties=parties)
    seated = [one.party for one in plan if one.outcome is RowOutcome.SEAT]
    assert seated.count(3) <= free
    assert seated.count(2) + seated.count(3) <= free + shared
    assert len(seated) <= free + own + shared
    # Nobody is turned away who could still find a seat that is held for them.
    assert seated.count(1) == lines.count(1) or seated.count(1) + seated.count(2) >= own + shared
    assert seated.count(2) == lines.count(2) or seated.count(1) + seated.count(2) >= shared
    assert [one.party for one in plan] == lines


def test_a_line_of_a_wrong_organization_needs_a_correction():
    [plan] = team.plan_team(
        [TeamRow(2, "Ana", "ana@x.org", "", "Nobody")], known={}, place=PlaceFacts(9, 0, 0), prerequisite=False,
        parties=Parties({}, {2: LineProblem.ORGANIZATION_UNKNOWN}),
    )  # fmt: skip
    assert (plan.outcome, plan.needs_correction) == (RowOutcome.ORGANIZATION_WRONG, True)


class Desk:
    """Three organizations, an offering with held seats, an administrator and a coordinator of the first two."""

    def __init__(self, session, browser_of):
        self.session = session
        self.north, self.south, self.west = (
            builders.make_organization(f"{n} Agency") for n in ("North", "South", "West")
        )
        self.offering = builders.make_offering(capacity=6)
        circle = builders.make_consortium("Circle", self.north, self.south)
        builders.make_reservation(self.offering, circle, seats=1)
        builders.make_reservation(self.offering, self.south, seats=2)
        admin = builders.make_person("Ada", roles=Role.ADMINISTRATOR)
        both = [(Role.COORDINATOR, self.north), (Role.COORDINATOR, self.south)]
        coordinator = builders.make_person("Cora", roles=both)
        session.commit()
        self.admin, self.coordinator = browser_of(admin), browser_of(coordinator)
        self.many = f"/offerings/{self.offering.ref}/people/upload"
        self.one = f"/organizations/{self.north.ref}/offerings/{self.offering.ref}/upload"
        session.rollback()

    def upload(self, browser, path, organizations):
        """A file with one person for each of these organizations; the page of its job once it is checked."""
        lines = [
            f"{name},{name.lower()}@x.org,{organization}"
            for name, organization in zip(NAMES, organizations, strict=False)
        ]
        file = io.BytesIO("\n".join(["name,e-mail,organization", *lines]).encode())
        answer = browser.send(path, {"file": (file, "many.csv")}, content_type="multipart/form-data")
        assert answer.status_code == 303
        self.session.rollback()
        assert work()
        return answer.location

    def job(self):
        self.session.rollback()
        return self.session.query(JobRow).order_by(JobRow.id.desc()).first()

    def registered(self):
        self.session.rollback()
        rows = self.session.query(Registration).order_by(Registration.id)
        return [(row.person.name, row.organization.name[0], row.state.value) for row in rows]


@pytest.fixture
def desk(session, browser_of):
    return Desk(session, browser_of)


def test_one_file_registers_people_of_many_organizations_as_it_was_checked(desk):
    named = ["West Agency", "west  AGENCY", "North Agency", "South Agency", "West Agency", "West Agency",
             "South Agency", "North Agency"]  # fmt: skip
    page = desk.upload(desk.admin, desk.many, named)
    checked = desk.job().report
    shown = text(desk.admin.get(page))
    assert "Organizations in the file" in shown
    assert desk.registered() == []
    assert desk.admin.send(page, {}).status_code == 303
    assert work()
    job = desk.job()
    assert job.state is JobState.DONE
    assert (job.report["counts"], job.report["mark"]) == (checked["counts"], checked["mark"])
    seat, waits = "registered", "waitlisted"
    assert desk.registered() == [  # three seats are everybody's; the circle's goes to North, South has two of its own
        ("Ana", "W", seat), ("Bo", "W", seat), ("Cy", "N", seat), ("Dee", "S", seat), ("Eve", "W", seat),
        ("Flo", "W", waits), ("Gus", "S", seat), ("Hal", "N", waits),
    ]  # fmt: skip


def test_what_is_no_organization_is_named_with_its_line_and_nobody_is_registered(desk):
    page = desk.upload(desk.admin, desk.many, ["West Agency", "Nowhere", ""])
    shown = " ".join(text(desk.admin.get(page)).split())
    assert "Line 3" in shown
    assert "There is no organization “Nowhere” here." in shown
    assert "The organization is missing." in shown
    assert (desk.job().state, desk.registered()) == (JobState.REFUSED, [])


def test_a_coordinator_s_file_may_name_only_their_own(desk):
    page = desk.upload(desk.coordinator, desk.one, ["", "South Agency", "West Agency", "Nowhere"])
    shown = text(desk.coordinator.get(page))
    for name in ("West Agency", "Nowhere"):  # whether there is one of this name is not told
        assert f"“{name}” is not one of your organizations." in shown
    assert desk.job().report["problems"] == 2
    page = desk.upload(desk.coordinator, desk.one, ["", "South Agency"])
    desk.coordinator.send(page, {})
    assert work()
    assert desk.registered() == [("Ana", "N", "registered"), ("Bo", "S", "registered")]
    assert desk.coordinator.get(desk.many).status_code == 404


def test_a_list_of_one_organization_names_no_other(desk):
    path = f"/organizations/{desk.north.ref}/people/upload"
    desk.upload(desk.coordinator, path, ["North agency", "South Agency"])
    [problem] = desk.job().report["named"]
    assert (problem[0], problem[2]) == (3, "organization_other")
    typed = "name,email,organization\nAna,ana@x.org,North Agency\nBo,bo@x.org,South Agency"
    team_page = f"/organizations/{desk.north.ref}/offerings/{desk.offering.ref}/team"
    shown = desk.coordinator.send(team_page, {"text": typed, "step": "preview"})
    assert "Names another organization" in text(shown)
