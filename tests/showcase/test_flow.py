"""Does a proposal go from its first draft to a share-out, is nothing lost on the way, and is everybody told?"""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from tests import builders
from tests.showcase import building
from tests.showcase.building import AFTER, BEGAN, UNTIL, WORDS, codes, letters, tasks
from trainer.core.errors import Refused
from trainer.permissions import Role
from trainer.showcase import actions, queries
from trainer.showcase.actions import Where
from trainer.showcase.models import Presented, Slot
from trainer.showcase.rules import (
    CallReason,
    HeldReason,
    ProgramReason,
    ProposalReason,
    ProposalState,
    Recommendation,
    ReviewReason,
    TaskKind,
    TogetherState,
)


def test_a_call_and_its_committee(session, office, call, ana):
    by = builders.actor(office)
    changed = {"call": call, "formats": {"talk": 25}, "asks": "Stories", "by": by, "now": BEGAN}
    with pytest.raises(Refused) as caught:
        actions.change_call(open_until=UNTIL, lock=7, **changed)
    assert codes(caught) == [CallReason.CHANGED]
    actions.change_call(open_until=UNTIL, lock=0, **changed)
    assert (call.formats, call.lock) == ({"talk": 25}, 1)
    grant = actions.add_reviewer(call=call, person=ana, by=by, now=BEGAN)
    assert letters("named")[0][0] == ana.id
    assert [one.person_id for one in queries.committee(call.id, now=BEGAN)] == [ana.id]
    actions.end_reviewer(call=call, grant=grant, by=by, now=BEGAN + timedelta(minutes=1))
    assert queries.committee(call.id, now=BEGAN + timedelta(minutes=2)) == []
    with pytest.raises(Refused) as caught:
        building.make_call(office, offering=builders.make_offering())
    assert codes(caught) == [CallReason.WRONG_KIND]


def test_from_a_draft_to_a_decision(session, office, call, ana, ben):
    by = builders.actor(ana)
    draft = building.make_draft(
        call, ana, replace(WORDS, title="", emails=["BEN@example.org ", "nobody@example.org"])
    )
    assert tasks(ana) == [TaskKind.HAND_IN]
    assert (tasks(ben), letters("asked")) == ([], []), "nobody is asked by a draft"
    with pytest.raises(Refused) as caught:
        actions.hand_in(proposal=draft, by=by, now=BEGAN)
    assert codes(caught) == [ProposalReason.TITLE_MISSING]
    full = replace(WORDS, emails=["ben@example.org", "nobody@example.org"], needs="A chair")
    actions.change_proposal(proposal=draft, words=full, lock=0, by=by, now=BEGAN)
    with pytest.raises(Refused) as caught:
        actions.change_proposal(proposal=draft, words=full, lock=0, by=by, now=BEGAN)
    assert codes(caught) == [ProposalReason.CHANGED]
    actions.hand_in(proposal=draft, by=by, now=BEGAN)
    assert [to for to, _params in letters("asked")] == [ben.id]
    assert (tasks(ben), tasks(office)) == ([TaskKind.ANSWER], [TaskKind.DECIDE])
    assert [person.name for person in draft.presenters] == ["Ana Presenter"], (
        "nobody presents before they say so"
    )
    one = next(one for one in draft.together if one.person_id == ben.id)
    actions.answer(copresenter=one, confirmed=True, name_public=False, by=builders.actor(ben), now=BEGAN)
    assert letters("answered")[0][1]["confirmed"] is True
    building.decide(draft, office)
    assert [to for to, _params in letters("decided")] == [ana.id, ben.id]
    assert tasks(ana) == [TaskKind.CONFIRM]


def test_from_the_program_to_a_share_out(session, office, call, ana, ben):
    office_by = builders.actor(office)
    proposal = building.make_proposal(call, ana, replace(WORDS, emails=["ben@example.org"]))
    [one] = proposal.together
    actions.answer(copresenter=one, confirmed=True, name_public=False, by=builders.actor(ben), now=BEGAN)
    building.decide(proposal, office)
    room = building.make_room(call, office, link="https://meet.example.org/oak")
    building.place(call, office, proposal, room, (10, 11))
    actions.publish_program(call=call, by=office_by, now=BEGAN)
    assert {to for to, _params in letters("placed")} == {ana.id, ben.id}
    assert queries.published(call) == [], "not before its presenter has confirmed"
    actions.confirm(proposal=proposal, by=builders.actor(ana), now=BEGAN)
    [day] = queries.published(call)
    assert [(item.title, item.proposal.named) for item in day.items] == [
        ("Calmer mornings", ["Ana Presenter"])
    ]
    assert [event.uid for event in queries.coming(ben.id, now=BEGAN)] == [f"presentation.{proposal.ref}"]
    with pytest.raises(Refused) as caught:
        actions.mark_held(call=call, held={(proposal.id, ana.id)}, by=office_by, now=BEGAN)
    assert codes(caught) == [HeldReason.NOT_OVER]
    assert TaskKind.HELD in tasks(office, AFTER)
    both = {(proposal.id, ana.id), (proposal.id, ben.id)}
    assert actions.mark_held(call=call, held=both, by=office_by, now=AFTER) == 2
    assert TaskKind.HELD not in tasks(office, AFTER)
    rows = {(row.person_id, row.on) for row in session.query(Presented)}
    assert rows == {(ana.id, building.DAY), (ben.id, building.DAY)}
    assert actions.mark_held(call=call, held={(proposal.id, ana.id)}, by=office_by, now=AFTER) == 1
    with pytest.raises(Refused) as caught:
        actions.withdraw(proposal=proposal, by=builders.actor(ana), now=AFTER)
    assert codes(caught) == [ProposalReason.ALREADY_HELD]


def test_what_cannot_be_proposed(session, call, ana):
    session.commit()
    for words, code in (
        (replace(WORDS, cop="no-such"), ProposalReason.NOT_YOUR_COP),
        (replace(WORDS, emails=["ana@example.org"]), ProposalReason.WITH_ONESELF),
        (replace(WORDS, emails=["no address"]), ProposalReason.NO_ADDRESS),
        (replace(WORDS, emails=[f"p{n}@example.org" for n in range(5)]), ProposalReason.TOO_MANY_TOGETHER),
    ):
        with pytest.raises(Refused) as caught:
            building.make_draft(call, ana, words)
        session.rollback()
        assert codes(caught) == [code]


def test_only_its_writer_changes_a_proposal_and_after_the_call_only_needs_and_consent(
    session, call, ana, ben
):
    proposal = building.make_proposal(call, ana)
    for act in (
        lambda: actions.change_proposal(
            proposal=proposal, words=WORDS, lock=0, by=builders.actor(ben), now=BEGAN
        ),
        lambda: actions.withdraw(proposal=proposal, by=builders.actor(ben), now=BEGAN),
        lambda: actions.hand_in(proposal=proposal, by=builders.actor(ben), now=BEGAN),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert codes(caught) == [ProposalReason.NOT_THE_PRESENTER]
    later = replace(WORDS, title="Another", needs="A ramp", title_public=False, story_public=True)
    actions.change_proposal(proposal=proposal, words=later, lock=0, by=builders.actor(ana), now=AFTER)
    assert (proposal.title, proposal.needs) == ("Calmer mornings", "A ramp")
    assert (proposal.title_public, proposal.story_public) == (False, False), "no story without a name"
    with pytest.raises(Refused) as caught:
        building.actions.make_proposal(call=call, words=WORDS, by=builders.actor(ana), now=AFTER)
    assert codes(caught) == [ProposalReason.CALL_CLOSED]


def test_the_committee_reviews_whom_it_is_not_tied_to(session, office, call, ben):
    trainee, mentor = building.make_trainee_with_mentor()
    agency = builders.make_organization("Oak Agency")
    builders.make_membership(trainee, agency)
    colleague = builders.make_person("Cole", roles=(Role.COORDINATOR, agency))
    for person in (mentor, colleague, ben):
        actions.add_reviewer(call=call, person=person, by=builders.actor(office), now=BEGAN)
    proposal = building.make_proposal(call, trainee)
    for person, code in ((mentor, ReviewReason.MENTORS), (colleague, ReviewReason.SAME_EMPLOYER)):
        with pytest.raises(Refused) as caught:
            building.review(proposal, person)
        assert codes(caught) == [code]
        assert TaskKind.REVIEW not in tasks(person)
    assert TaskKind.REVIEW in tasks(ben)
    with pytest.raises(Refused) as caught:
        actions.review(
            proposal=proposal,
            recommendation=Recommendation.NO,
            comment=" ",
            by=builders.actor(ben),
            now=BEGAN,
        )
    assert codes(caught) == [ReviewReason.WORDS_MISSING]
    building.review(proposal, ben)
    building.review(proposal, ben, "Warmer still.")
    assert [one.comment for one in queries.reviews_of([proposal.id])[proposal.id]] == ["Warmer still."]
    assert TaskKind.REVIEW not in tasks(ben)
    building.decide(proposal, office, ProposalState.WAITLISTED)
    with pytest.raises(Refused) as caught:
        building.review(proposal, ben)
    assert codes(caught) == [ReviewReason.NOT_WAITING]
    building.decide(proposal, office)
    with pytest.raises(Refused) as caught:
        building.decide(proposal, office)
    assert codes(caught) == [ReviewReason.ALREADY_DECIDED]


def test_a_program_without_clashes_and_who_is_told_of_its_changes(session, office, call, ana, ben):
    by = builders.actor(office)
    one = building.make_confirmed(call, ana, office)
    two = building.make_confirmed(call, ben, office, replace(WORDS, title="Second talk"))
    oak, elm = building.make_room(call, office), building.make_room(call, office, "Elm room")
    first = building.place(call, office, one, oak, (9, 10))
    for room, at, code in (
        (oak, (9, 10), ProgramReason.ROOM_TAKEN),
        (elm, (8, 9), ProgramReason.OUTSIDE),
        (elm, (10, 10), ProgramReason.ENDS_FIRST),
    ):
        with pytest.raises(Refused) as caught:
            building.place(call, office, two, room, at)
        assert codes(caught) == [code]
    with pytest.raises(Refused) as caught:
        building.place(call, office, one, elm, (11, 12))
    assert codes(caught) == [ProgramReason.PLACED_ALREADY]
    second = building.place(call, office, two, elm, (9, 10))
    building.place(call, office, None, oak, (12, 13), "Lunch")
    assert actions.publish_program(call=call, by=by, now=BEGAN) == {one.id: "new", two.id: "new"}
    actions.move(slot=second, where=Where(second.session_id, elm.id, time(10), time(11)), by=by, now=BEGAN)
    with pytest.raises(Refused) as caught:
        actions.remove_room(room=elm, by=by, now=BEGAN)
    assert codes(caught) == [ProgramReason.ROOM_IN_USE]
    assert actions.publish_program(call=call, by=by, now=BEGAN) == {two.id: "moved"}
    assert [(to, params["what"]) for to, params in letters("placed")] == [
        (ana.id, "new"), (ben.id, "new"), (ben.id, "moved")
    ]  # fmt: skip
    session_ = call.offering.sessions[0]
    session_.ends = time(12)
    with pytest.raises(Refused) as caught:
        actions.publish_program(call=call, by=by, now=BEGAN)
    assert codes(caught) == [ProgramReason.OUTSIDE], "a session may have got other times meanwhile"
    session_.ends = time(15)
    actions.withdraw(proposal=one, by=builders.actor(ana), now=BEGAN)
    assert session.query(Slot).filter_by(id=first.id).count() == 0
    assert [to for to, _params in letters("withdrawn")] == [office.id]
    [day] = queries.published(call)
    assert [item.title for item in day.items] == ["Second talk", "Lunch"], "at once, before anybody publishes"
    assert actions.publish_program(call=call, by=by, now=BEGAN) == {one.id: "off"}


def test_a_session_that_leaves_the_schedule_takes_its_slots_along(session, office, call, ana):
    proposal = building.make_confirmed(call, ana, office)
    building.place(call, office, proposal, building.make_room(call, office), (9, 10))
    actions.publish_program(call=call, by=builders.actor(office), now=BEGAN)
    call.offering.sessions.clear()
    session.flush()
    assert (queries.slots_of(call.id), queries.published(call), queries.coming(ana.id, now=BEGAN)) == (
        [],
        [],
        [],
    )


def test_a_co_presenter_who_declines_is_nobody_s_presenter(session, call, ana, ben):
    proposal = building.make_proposal(call, ana, replace(WORDS, emails=["ben@example.org"]))
    [one] = proposal.together
    with pytest.raises(Refused) as caught:
        actions.answer(copresenter=one, confirmed=True, name_public=True, by=builders.actor(ana), now=BEGAN)
    assert codes(caught) == [ProposalReason.ANSWERED]
    actions.answer(copresenter=one, confirmed=False, name_public=True, by=builders.actor(ben), now=BEGAN)
    assert (one.state, one.name_public, one.person_id in proposal.people) == (
        TogetherState.DECLINED,
        False,
        False,
    )
    actions.change_proposal(proposal=proposal, words=WORDS, lock=0, by=builders.actor(ana), now=BEGAN)
    assert proposal.together == []
