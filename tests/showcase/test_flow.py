"""Does a proposal go from its first draft to a share-out, is nothing lost on the way, and is everybody told?"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from tests import builders
from tests.showcase import building
from tests.showcase.building import AFTER, BEGAN, UNTIL, WORDS
from trainer.accounts import queries as accounts_queries
from trainer.core import outbox
from trainer.core.db import db
from trainer.core.errors import Refused
from trainer.messages import rendering
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingState
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


@pytest.fixture
def office(session):
    return builders.make_person("Ada Office", roles=Role.ADMINISTRATOR)


@pytest.fixture
def call(office):
    return building.make_call(office)


@pytest.fixture
def ana(session):
    return builders.make_person("Ana Presenter", email="ana@example.org")


@pytest.fixture
def ben(session):
    return builders.make_person("Ben Together", email="ben@example.org")


def codes(caught):
    return [reason.code for reason in caught.value.reasons]


def letters(kind):
    rows = (
        outbox.db.session.query(outbox.OutboxRow)
        .filter_by(kind=f"showcase.{kind}")
        .order_by(outbox.OutboxRow.id)
    )
    return [(row.to_person, row.params) for row in rows]


def tasks(person, now=BEGAN):
    return [task.reason.code for task in queries.waiting(builders.actor(person), now=now)]


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


def test_nobody_learns_who_was_asked_before_they_agree(session, office, call, ana, ben):
    agency = builders.make_organization("Oak Agency")
    builders.make_membership(ben, agency)
    colleague = builders.make_person("Cole", roles=(Role.COORDINATOR, agency))
    for person in (colleague, ben):
        actions.add_reviewer(call=call, person=person, by=builders.actor(office), now=BEGAN)
    theirs = building.make_confirmed(call, ben, office, replace(WORDS, title="Second talk"))
    asking = building.make_proposal(call, ana, replace(WORDS, emails=["ben@example.org"]))
    building.review(asking, colleague)
    with pytest.raises(Refused) as caught:
        building.review(asking, ben)
    assert codes(caught) == [ReviewReason.PRESENTS], "of themselves they know"
    building.decide(asking, office)
    oak, elm = building.make_room(call, office), building.make_room(call, office, "Elm room")
    building.place(call, office, theirs, oak, (9, 10))
    building.place(call, office, asking, elm, (9, 10))
    free = queries.independent([asking], [colleague.id], now=BEGAN)
    assert free == {asking.id: {colleague.id}}
    [one] = asking.together
    actions.answer(copresenter=one, confirmed=True, name_public=False, by=builders.actor(ben), now=BEGAN)
    assert queries.independent([asking], [colleague.id], now=BEGAN) == {asking.id: set()}
    with pytest.raises(Refused) as caught:
        actions.publish_program(call=call, by=builders.actor(office), now=BEGAN)
    assert codes(caught) == [ProgramReason.PERSON_TWICE]


def address(person, email):
    """Somebody signs in with another address from now on."""
    account = accounts_queries.account_by_email(person.email)
    person.email = account.email = email
    db.session.flush()


def test_nobody_presents_twice_after_an_address_changed(session, office, call, ana, ben):
    emails = ["later@example.org", "ben@example.org", "new@example.org"]
    draft = building.make_draft(call, ana, replace(WORDS, emails=emails))
    address(ana, "later@example.org")
    address(ben, "new@example.org")
    actions.hand_in(proposal=draft, by=builders.actor(ana), now=BEGAN)
    rows = [(one.email, one.person_id) for one in draft.together]
    assert rows == [("ben@example.org", ben.id), ("new@example.org", None)]
    assert [to for to, _params in letters("asked")] == [ben.id]
    assert actions.ask_who_is_known_by_now(now=BEGAN) == 0
    one = draft.together[0]
    actions.answer(copresenter=one, confirmed=True, name_public=True, by=builders.actor(ben), now=BEGAN)
    typed = {"proposal": draft, "by": builders.actor(ana), "now": BEGAN}
    actions.change_proposal(words=replace(WORDS, emails=["new@example.org"]), lock=0, **typed)
    address(ben, "last@example.org")
    actions.change_proposal(words=replace(WORDS, emails=["last@example.org"]), lock=1, **typed)
    [row] = draft.together
    assert (row.ref, row.email, row.state) == (one.ref, "last@example.org", TogetherState.CONFIRMED)
    assert len(letters("asked")) == 1, "it is they, with the answer they gave"
    with pytest.raises(Refused) as caught:
        actions.change_proposal(words=replace(WORDS, emails=["later@example.org"]), lock=2, **typed)
    assert codes(caught) == [ProposalReason.WITH_ONESELF]


def test_who_makes_an_account_later_is_asked_then(session, call, ana):
    proposal = building.make_proposal(call, ana, replace(WORDS, emails=["new@example.org"]))
    assert actions.ask_who_is_known_by_now(now=BEGAN) == 0
    newcomer = builders.make_person("Nora New", email="new@example.org")
    assert [actions.ask_who_is_known_by_now(now=BEGAN) for _round in (1, 2)] == [1, 0]
    assert [to for to, _params in letters("asked")] == [newcomer.id]
    assert tasks(newcomer) == [TaskKind.ANSWER]
    assert proposal.together[0].person_id == newcomer.id


def test_what_was_canceled_takes_nothing_and_tells_everybody_once(session, office, call, ana, ben):
    by = builders.actor(ana)
    placed = building.make_confirmed(call, ana, office)
    building.place(call, office, placed, building.make_room(call, office), (10, 11))
    actions.publish_program(call=call, by=builders.actor(office), now=BEGAN)
    asking = building.make_proposal(call, ana, replace(WORDS, emails=["ben@example.org"]))
    draft = building.make_draft(call, ana, replace(WORDS, title="", emails=["ben@example.org"]))
    gone = building.make_proposal(call, ben)
    actions.withdraw(proposal=gone, by=builders.actor(ben), now=BEGAN)
    assert actions.tell_canceled(now=BEGAN) == 0
    call.offering.state, call.offering.canceled_why = OfferingState.CANCELED, "Too few rooms."
    session.flush()
    assert [actions.tell_canceled(now=BEGAN) for _round in (1, 2)] == [1, 0]
    told = letters("canceled")
    assert sorted(
        (to, params["presents"], params["title"], len(params["calendar"])) for to, params in told
    ) == [
        (ana.id, True, "", 0),
        (ana.id, True, "Calmer mornings", 0),
        (ana.id, True, "Calmer mornings", 1),
        (ben.id, False, "Calmer mornings", 0),
    ]
    [event] = next(params["calendar"] for _to, params in told if params["calendar"])
    assert (event["status"], event["sequence"]) == ("CANCELLED", 2)
    assert (tasks(ana), tasks(ben), tasks(office)) == ([], [], [])
    assert (queries.coming(ana.id, now=BEGAN), queries.published(call), queries.asked_of(ben.id)) == (
        [],
        [],
        [],
    )
    one = asking.together[0]
    for act in (
        lambda: building.make_draft(call, ben),
        lambda: actions.add_reviewer(call=call, person=ben, by=builders.actor(office), now=BEGAN),
        lambda: actions.hand_in(proposal=draft, by=by, now=BEGAN),
        lambda: actions.change_proposal(proposal=asking, words=WORDS, lock=0, by=by, now=BEGAN),
        lambda: building.decide(asking, office),
        lambda: building.review(asking, office),
        lambda: actions.publish_program(call=call, by=builders.actor(office), now=BEGAN),
        lambda: actions.answer(
            copresenter=one, confirmed=True, name_public=False, by=builders.actor(ben), now=BEGAN
        ),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert codes(caught) == [ProposalReason.CANCELED]


def test_presenters_are_reminded_once_some_days_before(session, office, call, ana, ben):
    call.offering.bring, call.offering.place = "Your photos on a stick.", "12 Main Street"
    ben.zone = "America/New_York"
    proposal = building.make_proposal(call, ana, replace(WORDS, emails=["ben@example.org"]))
    [one] = proposal.together
    actions.answer(copresenter=one, confirmed=True, name_public=False, by=builders.actor(ben), now=BEGAN)
    building.decide(proposal, office)
    building.place(call, office, proposal, building.make_room(call, office), (10, 11))
    actions.publish_program(call=call, by=builders.actor(office), now=BEGAN)
    starts = datetime(2021, 6, 11, 17, 0, tzinfo=UTC)
    moments = [
        starts - timedelta(days=5, minutes=1),
        starts - timedelta(days=2),
        starts - timedelta(days=1),
        starts,
    ]
    assert [actions.remind(now=now) for now in moments] == [0, 2, 0, 0], "once, and not after it began"
    assert {to for to, _params in letters("reminder")} == {ana.id, ben.id}
    [row] = session.query(outbox.OutboxRow).filter_by(kind="showcase.reminder", to_person=ben.id)
    said = rendering.render(
        kind=row.kind, params=row.params, name="Ben", language="en", sender=("", "a@example.org"), now=BEGAN
    )
    for words in (
        "Fri, Jun 11, 2021, 1:00\N{NO-BREAK SPACE}PM EDT", "There it is Fri, Jun 11, 2021, 10:00", "60 minutes",
        "Place: Oak room, 12 Main Street", "What to bring: Your photos on a stick.", "not confirmed yet",
    ):  # fmt: skip
        assert words in said.body
    assert b"presentation." in said.calendar
    assert row.not_after == starts


def test_who_agrees_late_learns_where_and_of_a_withdrawal(session, office, call, ana, ben):
    asking = building.make_confirmed(call, ana, office, replace(WORDS, emails=["ben@example.org"]))
    building.place(call, office, asking, building.make_room(call, office), (10, 11))
    actions.publish_program(call=call, by=builders.actor(office), now=BEGAN)
    early = building.make_proposal(call, ana, replace(WORDS, emails=["ben@example.org"]))
    for proposal in (asking, early):
        actions.answer(
            copresenter=proposal.together[0],
            confirmed=True,
            name_public=True,
            by=builders.actor(ben),
            now=BEGAN,
        )
    placed = letters("placed")
    assert [to for to, _params in placed] == [ana.id, ben.id], "and the first one is not told twice"
    assert [params["calendar"][0]["url"] for _to, params in placed] == [f"/proposals/{asking.ref}"] * 2
    for proposal in (asking, early):
        actions.withdraw(proposal=proposal, by=builders.actor(ana), now=BEGAN)
    told = [(to, params["accepted"]) for to, params in letters("withdrawn")]
    assert sorted(told) == sorted([(office.id, True), (ben.id, True), (ben.id, False)])
