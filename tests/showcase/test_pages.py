"""What do presenters, the committee, the office and everybody else see, and is nothing typed lost?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.registration.reading import text
from tests.showcase import building
from tests.showcase.building import TYPED, WORDS
from tests.statements import counted
from trainer.core import clock
from trainer.permissions import Role
from trainer.showcase import actions
from trainer.showcase.models import Presented, Proposal, Slot
from trainer.showcase.rules import ProposalState

pytestmark = on_one("sqlite")  # what pages say; what databases keep is tested with the actions


def name(person, call, office):
    actions.add_reviewer(call=call, person=person, by=builders.actor(office), now=building.BEGAN)


def test_a_proposal_is_written_refused_and_handed_in_once(session, call, ana, office, browser_of):
    other = builders.make_person("Nobody In It")
    session.commit()
    browser = browser_of(ana)
    assert "Propose to present" in text(browser.get(f"/offerings/{call.offering.ref}"))
    path = f"/calls/{call.ref}/propose"
    refused = browser.send(path, TYPED)
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "This does not look like an e-mail address: no address." in text(refused)
    for typed in ("Calmer mornings", "We sang first.", "no address", "A microphone"):
        assert typed in page
    assert session.query(Proposal).count() == 0
    good = {**TYPED, "emails": "", "once": "k" * 22}
    first, second = browser.send(path, good), browser.send(path, good)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    session.rollback()
    [proposal] = session.query(Proposal)
    assert proposal.state is ProposalState.SUBMITTED
    assert "not your employer" in text(browser.get(first.location))
    edit = f"{first.location}/edit"
    assert browser.send(edit, {**good, "title": "Calmer", "lock": "0", "once": ""}).status_code == 303
    stale = browser.send(edit, {**good, "story": "My other words", "lock": "0", "once": ""})
    assert stale.status_code == 422
    assert "was saved in another window" in text(stale)
    assert "My other words" in stale.get_data(as_text=True)
    assert browser_of(office).get(edit).status_code == 404
    assert browser_of(other).get(first.location).status_code == 404


def test_a_draft_is_its_writer_s_alone_and_can_be_withdrawn(session, call, ana, office, browser_of):
    draft = building.make_draft(call, ana, replace(WORDS, needs="canary-needs"))
    reviewer = builders.make_person("Rea Reviewer")
    name(reviewer, call, office)
    session.commit()
    for person in (office, reviewer):
        for page in ("", "/decide", "/review", "/edit"):
            assert browser_of(person).get(f"/proposals/{draft.ref}{page}").status_code == 404
        assert "Calmer mornings" not in text(browser_of(person).get("/home"))
    browser = browser_of(ana)
    assert "Hand in your proposal" in text(browser.get("/home"))
    assert (
        browser.send(
            f"/proposals/{draft.ref}/settle", {"act": "withdraw"}, page=f"/proposals/{draft.ref}"
        ).status_code
        == 303
    )
    assert "Withdrawn" in text(browser.get(f"/proposals/{draft.ref}"))
    session.rollback()
    sent = building.make_proposal(call, ana)
    actions.withdraw(proposal=sent, by=builders.actor(ana), now=building.BEGAN)
    session.commit()
    for person, page in ((reviewer, ""), (reviewer, "/review"), (office, "/decide")):
        assert browser_of(person).get(f"/proposals/{sent.ref}{page}").status_code == 404, (
            "withdrawn is not read on"
        )


def test_the_committee_reads_others_after_its_own_and_never_where_it_is_tied(
    session, call, office, browser_of
):
    trainee, mentor = building.make_trainee_with_mentor()
    first, second = builders.make_person("First Reader"), builders.make_person("Second Reader")
    for person in (first, second, mentor):
        name(person, call, office)
    proposal = building.make_proposal(call, trainee, replace(WORDS, needs="canary-needs"))
    building.review(proposal, first, "canary-review")
    session.commit()
    path = f"/proposals/{proposal.ref}/review"
    before = text(browser_of(second).get(path))
    assert "canary-needs" in before
    assert "canary-review" not in before
    browser = browser_of(second)
    assert browser.send(path, {"recommendation": "no", "comment": ""}).status_code == 422
    assert browser.send(path, {"recommendation": "yes", "comment": "Mine"}).status_code == 303
    assert "canary-review" in text(browser.get(path))
    tied = browser_of(mentor)
    listed = text(tied.get(f"/calls/{call.ref}/reviews"))
    assert "You mentor one of its presenters" in listed
    assert tied.get(path).status_code == 404
    assert tied.send(path, {"recommendation": "yes"}, page="/home").status_code == 404
    assert "canary" not in text(browser_of(trainee).get(f"/proposals/{proposal.ref}")).replace(
        "canary-needs", ""
    )
    page = browser_of(office).get(f"/proposals/{proposal.ref}/decide")
    assert "canary-review" in text(page)
    browser_of(office).send(f"/proposals/{proposal.ref}/decide", {"outcome": "accepted", "reason": "Lovely."})
    session.rollback()
    assert session.query(Proposal).one().state is ProposalState.ACCEPTED
    assert "Confirm that you will present" in text(browser_of(trainee).get("/home"))


def test_who_presents_together_answers_first_and_never_reads_the_needs(
    session, call, ana, office, browser_of
):
    agency = builders.make_organization("Oak Agency")
    ben = builders.make_person("Ben Together", email="ben@example.org")
    boss = builders.make_person("Bea Boss", roles=(Role.COORDINATOR, agency))
    builders.make_membership(ana, agency)
    words = replace(WORDS, emails=["ben@example.org"], needs="canary-needs", story="canary-story")
    proposal = building.make_proposal(call, ana, words)
    session.commit()
    ask, whole = f"/co-presenters/{proposal.together[0].ref}", f"/proposals/{proposal.ref}"
    browser = browser_of(ben)
    assert "asks you to present “Calmer mornings” together" in text(browser.get("/home"))
    assert "canary" not in browser.get(ask).get_data(as_text=True)
    assert browser.get(whole).status_code == 404
    assert "Ben Together" not in text(browser_of(office).get(f"{whole}/decide")), (
        "not public before he agrees"
    )
    assert browser.send(ask, {}).status_code == 422
    assert browser.send(ask, {"answer": "yes", "name_public": "y"}).status_code == 303
    page = browser.get(whole).get_data(as_text=True)
    assert "canary-story" in page
    assert "canary-needs" not in page
    assert browser.get(f"{whole}/edit").status_code == 404
    assert "Ben Together" in text(browser_of(office).get(f"{whole}/decide"))
    for path in (whole, ask, f"{whole}/decide", f"{whole}/review"):
        assert browser_of(boss).get(path).status_code == 404, "an employer reads none of it"


def test_the_office_decides_nothing_of_its_own(session, call, office, browser_of):
    proposal = building.make_proposal(call, office)
    reviewer = builders.make_person("Rea Reviewer")
    name(reviewer, call, office)
    building.review(proposal, reviewer, "canary-review")
    session.commit()
    browser = browser_of(office)
    assert browser.get(f"/proposals/{proposal.ref}/decide").status_code == 404
    for page in (f"/offerings/{call.offering.ref}/call", f"/proposals/{proposal.ref}"):
        assert "canary-review" not in text(browser.get(page))
    assert "Hidden: it is yours" in text(browser.get(f"/offerings/{call.offering.ref}/call"))


@pytest.fixture
def shown(session, call, office, ana):
    """A published program with one presentation in a virtual room."""
    proposal = building.make_confirmed(call, ana, office, replace(WORDS, needs="canary-needs"))
    room = building.make_room(call, office, "Oak room", "https://meet.example.org/canary-link")
    building.place(call, office, proposal, room, (10, 11))
    actions.publish_program(call=call, by=builders.actor(office), now=building.BEGAN)
    session.commit()
    return proposal


def test_everybody_reads_the_program_and_only_what_was_consented_to(session, call, shown, ana, browser_of):
    path = f"/offerings/{call.offering.ref}/program"
    page = text(browser_of().get(path))
    assert "Calmer mornings" in page
    assert "10:00" in page
    for hidden in ("We sang first.", "canary"):
        assert hidden not in browser_of().get(path).get_data(as_text=True)
    assert "Programa" in text(browser_of().get(f"{path}?lang=es"))
    guest = builders.make_person("Gus Guest")
    builders.make_registration(call.offering, guest)
    session.commit()
    browser = browser_of(guest)
    assert "canary-link" in browser_of(ana).get(path).get_data(as_text=True), "presenters prepare"
    assert "canary-link" not in browser.get(path).get_data(as_text=True), "not before it is time"
    assert "from 15 minutes before" in text(browser.get(path))
    began, was = call.offering.sessions[0].starts_at, clock.shift()
    clock.set_shift(was + (began - clock.now()) - timedelta(minutes=14))
    assert "canary-link" in browser_of(guest).get(path).get_data(as_text=True)
    clock.set_shift(was + timedelta(days=30))
    assert "canary-link" not in browser_of(ana).get(path).get_data(as_text=True), "it is over"
    clock.set_shift(was)
    session.rollback()
    by = builders.actor(ana)
    actions.change_proposal(
        proposal=shown, words=replace(WORDS, title_public=False), lock=shown.lock, by=by, now=clock.now()
    )
    session.commit()
    page = text(browser_of().get(path))
    assert "A story for those who are there" in page
    assert "Calmer mornings" not in page
    assert "Ana Presenter" not in page
    other = building.make_offering(title="No program")
    session.commit()
    assert browser_of().get(f"/offerings/{other.ref}/program").status_code == 404


def test_a_clash_is_said_and_what_was_typed_stays(session, call, shown, office, browser_of):
    browser, path = browser_of(office), f"/calls/{call.ref}/program"
    room = call.rooms[0].ref
    slot = {"act": "slot", "what": "", "title": "Long lunch", "session": str(call.offering.sessions[0].id),
            "room": room, "starts": "10:30", "ends": "11:30"}  # fmt: skip
    refused = browser.send(path, slot)
    assert refused.status_code == 422
    assert "“Long lunch” and “Calmer mornings” would be in Oak room at the same time." in text(refused)
    assert 'value="Long lunch"' in refused.get_data(as_text=True)
    no_end = browser.send(path, {**slot, "starts": "11:00", "ends": ""})
    assert "“Long lunch” would end before it begins." in text(no_end)
    assert browser.send(path, {**slot, "starts": "11:00"}).status_code == 303
    for wrong in ({"name": "oak ROOM"}, {"name": "Elm room", "link": "javascript:alert(1)"}):
        assert browser.send(path, {"act": "room", **wrong}).status_code == 422
    assert "Publish the changes" in text(browser.get(path))
    assert browser.send(f"{path}/publish", page=path).status_code == 303
    session.rollback()
    mine = next(one for one in session.query(Slot) if one.title)
    assert browser.send(f"/program-slots/{mine.ref}", {"act": "remove"}).status_code == 303
    session.rollback()
    assert session.query(Slot).count() == 1


def test_the_trainer_writes_down_who_presented(session, call, shown, ana, browser_of):
    trainer = builders.make_person("Tom Trainer", roles=(Role.TRAINER, call.offering))
    session.commit()
    path = f"/calls/{call.ref}/held"
    assert "Nothing is over yet" in text(browser_of(trainer).get(path))
    clock.set_shift(clock.shift() + timedelta(days=30))
    browser = browser_of(trainer)
    assert "Write down which presentations were held" in text(browser.get("/home"))
    assert browser.send(path, {"presented": f"{shown.ref}.{ana.ref}"}).status_code == 303
    session.rollback()
    assert [(row.person_id, row.on) for row in session.query(Presented)] == [(ana.id, building.DAY)]
    assert "Presented on" in text(browser_of(ana).get(f"/proposals/{shown.ref}"))
    assert browser_of(ana).get(path).status_code == 404


def test_statements_do_not_grow_with_proposals(session, app, call, shown, office, browser_of):
    reviewer = builders.make_person("Rea Reviewer")
    name(reviewer, call, office)
    building.make_proposal(call, builders.make_person())
    session.commit()
    pages = [
        (office, f"/offerings/{call.offering.ref}/call"), (office, f"/calls/{call.ref}/program"), (office, "/home"),
        (reviewer, f"/calls/{call.ref}/reviews"), (reviewer, "/home"),
        (None, f"/offerings/{call.offering.ref}/program"),
    ]  # fmt: skip

    def statements() -> list[int]:
        found = []
        for person, path in pages:
            browser = browser_of(person)
            with counted(app) as seen:
                assert browser.get(path).status_code == 200
            found.append(len(seen))
        return found

    few = statements()
    session.rollback()
    for number in range(12):
        person = builders.make_person(f"Person {number:02}")
        if number < 4:
            made = building.make_confirmed(call, person, office, replace(WORDS, title=f"Talk {number}"))
            room = building.make_room(call, office, f"Room {number}")
            building.place(call, office, made, room, (9, 10))
        else:
            building.make_proposal(call, person)
    actions.publish_program(call=call, by=builders.actor(office), now=building.BEGAN)
    session.commit()
    assert statements() == few
    assert max(few) <= 20
