"""Does a call for support reach the administrators without a word of the story, and do the two see who saw it?"""

from datetime import date

import pytest

from tests import builders
from tests.conftest import on_one
from tests.mentoring import building
from tests.registration.reading import rows, text
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.mentoring import actions, queries
from trainer.mentoring.models import Support, SupportStep
from trainer.mentoring.rules import support as rules
from trainer.mentoring.rules.support import SupportReason, SupportState, SupportStepKind
from trainer.permissions import Role

OPEN, CLOSED, BACK = SupportState
SEEN, NOTED, DONE, AGAIN, TAKEN = SupportStepKind
NOTES = {"shared_note": "canary-shared", "next_step": "canary-next", "private_note": "canary-private"}


@pytest.mark.parametrize(
    ("state", "step", "words", "own", "reason"),
    [
        (OPEN, SEEN, "", False, None),
        (OPEN, NOTED, "Called them", False, None),
        (OPEN, NOTED, " ", False, SupportReason.NOTHING_SAID),
        (OPEN, DONE, "Found a room", False, None),
        (OPEN, DONE, "", False, SupportReason.NOTHING_SAID),
        (OPEN, AGAIN, "Again", False, SupportReason.NOT_CLOSED),
        (OPEN, TAKEN, "", False, None),
        (CLOSED, SEEN, "", False, SupportReason.NOT_OPEN),
        (CLOSED, AGAIN, "It came back", False, None),
        (BACK, AGAIN, "Asked once more", False, None),
        (BACK, TAKEN, "", False, SupportReason.NOT_OPEN),
        (OPEN, SEEN, "", True, SupportReason.OWN),
    ],
)
def test_what_can_happen_to_a_call(state, step, words, own, reason):
    assert rules.why_not_step(state=state, step=step, text=words, own=own) is reason


@pytest.fixture
def office(session):
    return builders.make_person("Ada Office", roles=Role.ADMINISTRATOR)


@pytest.fixture
def meeting(session):
    made = building.make_held(building.make_pair(), date(2021, 4, 12), **NOTES)
    session.query(OutboxRow).delete()
    return made


@on_one("postgresql")
def test_an_administrator_sees_that_somebody_asks_and_the_trainee_who_saw_it(
    session, browser_of, meeting, office
):
    trainee, mentor = meeting.trainee, meeting.mentor
    agency = builders.make_organization()
    builders.make_membership(trainee, agency)
    coordinator = builders.make_person(roles=(Role.COORDINATOR, agency))
    session.commit()
    asked = browser_of(mentor).send(f"/meetings/{meeting.ref}/support", {"kind": "wellbeing"})
    assert asked.status_code == 303
    desk = browser_of(office)
    pages = [text(desk.get(path)) for path in ("/home", "/support", asked.location)]
    for page in pages:
        assert "Tia Tran" in page
        assert "My wellbeing" in page
        assert "canary" not in page
    assert "No administrator has seen it yet" in pages[2]
    assert desk.get(f"/meetings/{meeting.ref}").status_code == 404
    assert "Write in a sentence" in text(
        desk.send(f"{asked.location}/answer", {"step": "closed"}, page=asked.location)
    )
    desk.send(f"{asked.location}/answer", {"step": "seen"}, page=asked.location)
    page = text(browser_of(trainee).get(asked.location))
    assert "Seen · Ada Office" in page
    assert "Support was asked for" in text(browser_of(trainee).get(f"/meetings/{meeting.ref}"))
    done = {"step": "closed", "text": "We talked for an hour."}
    assert desk.send(f"{asked.location}/answer", done, page=asked.location).status_code == 303
    assert "We talked for an hour." in text(browser_of(mentor).get(asked.location))
    assert "asks for support" not in text(desk.get("/home"))
    for nobody in (coordinator, builders.make_person(), None):
        session.commit()
        assert browser_of(nobody).get(asked.location).status_code in (303, 404)
        assert browser_of(nobody).get("/support").status_code in (303, 403, 404)


def test_no_word_of_the_story_is_in_what_travels(session, meeting, office, now):
    call = building.ask(meeting, meeting.trainee)
    building.answer(call, SEEN, by=office)
    session.commit()
    sent = [str(row.params) for row in rows(session, OutboxRow)]
    noted = [str(row.facts) for row in rows(session, AuditRow)]
    assert len(sent) >= 2
    assert "canary" not in "".join(sent + noted)
    kept = [str(vars(row)) for row in rows(session, Support)]
    assert "canary" not in "".join(kept)


def test_one_call_at_a_time_and_what_is_taken_back_asks_nobody(session, meeting, office, now):
    call = building.ask(meeting, meeting.trainee)
    with pytest.raises(Refused):
        building.ask(meeting, meeting.mentor)
    actions.take_support_back(support=call, by=builders.actor(meeting.trainee), now=now)
    session.commit()
    assert {row.state for row in rows(session, OutboxRow)} == {OutboxState.CANCELED}
    assert queries.waiting(builders.actor(office), now=now) == []
    assert building.ask(meeting, meeting.mentor).state is OPEN
    assert [row.kind for row in rows(session, SupportStep)] == [TAKEN]
