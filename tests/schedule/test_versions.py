"""Can earlier versions be read as they were? Every later change is taken back, and what came later is not there."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given, settings

from tests import builders
from tests.schedule.test_public import text_of
from tests.schedule.test_rules import all_plans
from trainer.accounts.actor import SYSTEM
from trainer.registration import actions as registration_actions
from trainer.schedule import actions, queries
from trainer.schedule.rules import changes, versions
from trainer.schedule.rules.changes import ItemKind
from trainer.schedule.rules.kinds import Format, OfferingKind, When
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan


def item(number, was, new):
    found = changes.public(changes.differences(was, new))
    kept = [{"part": one.part.value, "old": one.old, "new": one.new} for one in found]
    return versions.Item(number, "a", ItemKind.CHANGED, kept)


def own(plan):
    """Without what no version keeps: the link to join, and what the office notes for itself."""
    empty = {
        "join_url": "",
        "note": "",
        "funders": (),
        "equipment": (),
        "trainer_ids": (),
        "canceled": False,
        "canceled_why": "",
    }
    known = [_said(one) for one in plan.sessions]
    sessions = {session.key: session for session in known}
    return replace(plan, **empty, sessions=tuple(sessions[key] for key in sorted(sessions))).with_when()


def _said(session):
    """As it is told: no fold is the first one, and a day without times is a day."""
    when = session.when
    if when in (When.FIXED, When.DATE_ONLY):
        when = When.FIXED if session.starts or session.ends else When.DATE_ONLY
    return replace(session, fold=session.fold or 0, when=When.TBD if when is When.ON_REQUEST else when)


@given(all_plans, all_plans, all_plans)
@settings(deadline=None, max_examples=30)
def test_a_version_is_read_as_it_was(first, second, third):
    first, second, third = own(first), own(second), own(third)
    items = [
        versions.Item(1, "a", ItemKind.NEW, []), item(2, first, second), item(3, second, third),
        versions.Item(2, "b", ItemKind.NEW, []),
    ]  # fmt: skip
    now = {"a": third, "b": OfferingPlan(kind=third.kind, title="b"), "never": third}
    for number, plan in ((1, first), (2, second), (3, third)):
        stood = {one.ref: one for one in versions.as_of(number, items, now)}
        assert own(stood["a"].plan) == plan
        assert set(stood) == ({"a"} if number == 1 else {"a", "b"})
        assert stood["a"].changed == (number < 3)


def _plan():
    session = SessionPlan("s1", When.FIXED, date(2021, 9, 15), time(9), time(15))
    return OfferingPlan(
        kind=OfferingKind.COP_101,
        title="Old name",
        format=Format.IN_PERSON,
        place="Oakland",
        sessions=(session,),
    ).with_when()


def test_everybody_can_open_an_earlier_version(session, client, now):
    year = builders.make_year(2021, version=0)
    training = actions.draft_offering(
        year=year, by=SYSTEM, now=now, today=date(2021, 5, 24),
        plan=_plan(),
    )  # fmt: skip
    registration_actions.publish(year=year, version=0, why="", by=SYSTEM, now=now)
    plan = queries.plan_of(training)
    actions.change_draft(
        offering=training, lock=training.lock, by=SYSTEM, now=now, today=date(2021, 5, 24),
        plan=replace(
            plan, title="New name", format=Format.VIRTUAL, place="", join_url="https://m.example/secret",
            sessions=tuple(replace(one, on=one.on + timedelta(days=7)) for one in plan.sessions),
        ),
    )  # fmt: skip
    actions.draft_offering(
        year=year, by=SYSTEM, now=now, today=date(2021, 5, 24), plan=replace(_plan(), title="Came later")
    )
    registration_actions.publish(year=year, version=1, why="The room burned.", by=SYSTEM, now=now)
    session.commit()
    first = text_of(client.get("/schedule/2021-22/versions/1").get_data(as_text=True))
    for words in ("Old name", "Wed, Sep 15, 2021, 9:00 AM–3:00 PM PDT", "In person Oakland", "Changed since",
                  "This is not the schedule of today"):  # fmt: skip
        assert words in first, words
    assert "Came later" not in first
    second = client.get("/schedule/2021-22/versions/2").get_data(as_text=True)
    text = text_of(second)
    for words in ("New name", "Wed, Sep 22, 2021", "Came later", "The room burned.", "Place Oakland Online"):
        assert words in text, words
    assert "Changed since" not in text
    assert "secret" not in second
    assert "/schedule/2021-22/versions/1" in client.get("/schedule/2021-22/versions").get_data(as_text=True)
    for wrong in ("3", "0", "99999999999999999999", "x"):
        assert client.get(f"/schedule/2021-22/versions/{wrong}").status_code == 404
