"""Who is told what, when and only once: asked, canceled, reminded, withdrawn; and who learns nothing of it?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests import builders
from tests.showcase import building
from tests.showcase.building import BEGAN, WORDS, codes, letters, tasks
from trainer.accounts import queries as accounts_queries
from trainer.core import outbox
from trainer.core.db import db
from trainer.core.errors import Refused
from trainer.messages import rendering
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingState
from trainer.showcase import actions, queries
from trainer.showcase.rules import ProgramReason, ProposalReason, ReviewReason, TaskKind, TogetherState


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
    placed = building.make_confirmed(call, ana, office)
    building.place(call, office, placed, building.make_room(call, office), (10, 11))
    actions.publish_program(call=call, by=builders.actor(office), now=BEGAN)
    building.make_proposal(call, ana, replace(WORDS, emails=["ben@example.org"]))
    building.make_draft(call, ana, replace(WORDS, title="", emails=["ben@example.org"]))
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


def test_what_was_canceled_refuses_every_step(session, office, call, ana, ben):
    by = builders.actor(ana)
    asking = building.make_proposal(call, ana, replace(WORDS, emails=["ben@example.org"]))
    draft = building.make_draft(call, ana)
    call.offering.state = OfferingState.CANCELED
    session.flush()
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
