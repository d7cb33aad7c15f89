"""Does a new mentor get what may be kept, only after the trainee was told, and the one before nothing more?"""

from datetime import date, time, timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.journals import building as journals
from tests.mentoring import building
from tests.registration.reading import rows, text
from trainer.accounts.queries import actor_for
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.journals.actions import answering
from trainer.journals.queries import reviews
from trainer.mentoring import actions, duties, queries
from trainer.mentoring.models import Handover, Meeting, Pair, Topic
from trainer.mentoring.rules import MeetingMode, MeetingState, handover
from trainer.mentoring.rules.handover import HandoverReason, HandoverState
from trainer.messages import delivery
from trainer.permissions import Role

TODAY = date(2021, 5, 24)
TOLD, TALK, DONE, STOPPED = HandoverState
NOTES = {"shared_note": "canary-shared", "next_step": "canary-next", "private_note": "canary-private"}


@pytest.mark.parametrize(
    ("had", "waits", "days", "reason"),
    [
        (True, False, 3, None),
        (True, False, 30, None),
        (True, False, 2, HandoverReason.TOO_SOON),
        (True, True, 9, HandoverReason.WAITS),
        (False, False, 9, HandoverReason.NO_MENTOR_BEFORE),
    ],
)
def test_a_trainee_knows_it_three_days_before(had, waits, days, reason):
    found = handover.why_not_announce(
        had_mentor=had, waits=waits, on=TODAY + timedelta(days=days), today=TODAY
    )
    assert found is reason


@pytest.mark.parametrize(
    ("state", "days", "due"),
    [
        (TOLD, 0, True),
        (TOLD, -1, True),
        (TOLD, 1, False),
        (TALK, -9, False),
        (DONE, -9, False),
        (STOPPED, 0, False),
    ],
)
def test_it_waits_for_its_day_and_for_a_talk(state, days, due):
    assert handover.is_due(state=state, on=TODAY + timedelta(days=days), today=TODAY) is due


@pytest.fixture
def office(session):
    return builders.make_person("Ada Office", roles=Role.ADMINISTRATOR)


@pytest.fixture
def pair(session):
    return building.make_pair()


@pytest.fixture
def new(session):
    return builders.make_person("Noa New")


def announce(pair, new, office, now, days=7):
    return actions.announce(
        enrollment=pair.enrollment,
        mentor=new,
        on=now.date() + timedelta(days=days),
        by=builders.actor(office),
        now=now,
    )


def test_what_may_be_kept_goes_on_and_the_old_mentor_is_asked_nothing_more(session, pair, new, office, now):
    open_note = building.make_held(pair, date(2021, 4, 12), **NOTES)
    kept_note = building.make_held(pair, date(2021, 3, 12), note_kept=True, **NOTES)
    ahead = building.plan(pair, now + timedelta(days=12), now=now)
    session.query(OutboxRow).delete()
    change = announce(pair, new, office, now)
    assert (queries.pair_now(pair.enrollment_id).mentor_id, open_note.handed_to) == (pair.mentor_id, None)
    assert actions.carry_out_due(now=now + timedelta(days=6)) == 0
    later = now + timedelta(days=7)
    assert duties.due(later) >= 1
    assert change.state is DONE
    assert (open_note.handed_to, kept_note.handed_to) == (new.id, None)
    assert (ahead.mentor_id, ahead.state, ahead.sequence) == (new.id, MeetingState.PLANNED, 1)
    session.commit()
    found = [row for row in session.query(OutboxRow) if row.kind == "mentoring.handed_over"]
    told = {row.to_person: row.params["calendar"][0] for row in found}
    assert {(to, event["status"], event["sequence"]) for to, event in told.items()} == {
        (pair.mentor_id, "CANCELLED", 1), (pair.trainee_id, "CONFIRMED", 1), (new.id, "CONFIRMED", 1),
    }  # fmt: skip
    assert {event["uid"] for event in told.values()} == {f"meeting.{ahead.ref}"}
    assert "canary" not in str([row.params for row in session.query(OutboxRow)])
    assert actions.carry_out_due(now=later) == 0


def test_who_lost_the_right_gets_no_message_that_waits(session, pair, new, office, now):
    """trust.md 15, for mentors."""
    building.plan(pair, now + timedelta(days=3), now=now)
    session.query(OutboxRow).update({"state": OutboxState.WAITING})
    waiting = [row for row in session.query(OutboxRow) if row.to_person == pair.mentor_id and row.access]
    assert len(waiting) >= 2
    assert all(delivery._still_allowed(row) for row in waiting)
    actions.end_pair(pair=pair, by=builders.actor(office), now=now)
    session.flush()
    assert not any(delivery._still_allowed(row) for row in waiting)
    assert not [grant for grant in actor_for(pair.mentor_id).grants if grant.role is Role.MENTOR]
    theirs = [
        row for row in session.query(OutboxRow)
        if row.to_person == pair.mentor_id and row.state is OutboxState.WAITING and not row.access
    ]  # fmt: skip
    assert {row.kind for row in theirs} <= {"mentoring.canceled"}


def test_nothing_happens_while_the_trainee_wants_to_talk(session, pair, new, office, now):
    change = announce(pair, new, office, now)
    actions.ask_to_talk(handover=change, by=builders.actor(pair.trainee), now=now)
    assert actions.carry_out_due(now=now + timedelta(days=30)) == 0
    tasks = queries.waiting(builders.actor(office), now=now)
    assert [task.reason.code.value for task in tasks] == ["mentoring_talk_first"]
    with pytest.raises(Refused):
        actions.go_on(handover=change, on=now.date(), by=builders.actor(office), now=now)
    actions.go_on(handover=change, on=now.date() + timedelta(days=4), by=builders.actor(office), now=now)
    actions.agree_to_handover(handover=change, by=builders.actor(pair.trainee), now=now)
    assert queries.pair_now(pair.enrollment_id).mentor_id == new.id
    with pytest.raises(Refused):
        actions.agree_to_handover(handover=change, by=builders.actor(pair.trainee), now=now)


def test_whoever_became_a_colleague_meanwhile_does_not_take_over(session, pair, new, office, now):
    change = announce(pair, new, office, now)
    agency = builders.make_organization("Bay Agency")
    for person in (new, pair.trainee):
        builders.make_membership(person, agency)
    session.commit()
    duties.due(now + timedelta(days=8))
    assert (change.state, queries.pair_now(pair.enrollment_id).mentor_id) == (TALK, pair.mentor_id)
    builders.make_membership(pair.mentor, agency)
    session.commit()
    [task] = [
        task for task in queries.waiting(builders.actor(office), now=now)
        if task.reason.code.value == "mentoring_same_employer"
    ]  # fmt: skip
    assert task.reason.facts == {"name": "Tia Tran", "mentor": "Mia Mendez", "organization": "Bay Agency"}
    assert task.values["trainee"] == pair.enrollment.ref


def test_an_answer_that_was_begun_goes_back_into_the_queue(session, new, office):
    pair = journals.make_writer()
    now = journals.MONDAY
    entry = journals.hand_in(pair)
    answering.begin_review(entry=entry, by=builders.actor(pair.mentor), now=now)
    change = announce(pair, new, office, now)
    duties.due(now + timedelta(days=8))
    assert change.state is DONE
    later = now + timedelta(days=8)
    assert reviews.holder_of(entry, now=later) is None
    answering.begin_review(entry=entry, by=actor_for(new.id), now=later)
    assert entry.reviewer_id == new.id


@on_one("sqlite")
def test_a_trainee_is_told_keeps_a_note_and_the_new_mentor_reads_the_rest(
    session, browser_of, pair, new, office, now
):
    meeting = building.make_held(pair, date(2021, 4, 12), **NOTES)
    mine = building.make_held(pair, date(2021, 3, 12), shared_note="canary-mine")
    session.commit()
    path = f"/cohorts/{pair.enrollment.cohort.ref}/mentors?trainee={pair.enrollment.ref}"
    sent = {"enrollment": pair.enrollment.ref, "mentor": "", "email": new.email, "why": "Mia moves away."}
    early = browser_of(office).send(path, {**sent, "on": "2021-05-25"})
    assert "is told three days before" in text(early)
    answer = browser_of(office).send(path, {**sent, "on": "2021-06-01"})
    assert answer.status_code == 303
    trainee, page = browser_of(pair.trainee), answer.location
    assert "Noa New will be your mentor: read what changes" in text(trainee.get("/home"))
    told = text(trainee.get(page))
    assert "Mia moves away." in told
    assert "The private notes of Mia Mendez" in told
    assert "canary" not in text(browser_of(office).get(page))
    assert browser_of(new).get(f"/meetings/{meeting.ref}").status_code == 404
    assert trainee.send(f"/meetings/{mine.ref}/keep", {}, page=page).status_code == 303
    assert trainee.send(f"{page}/answer", {"answer": "agree"}, page=page).status_code == 303
    read = [text(browser_of(new).get(f"/meetings/{one.ref}")) for one in (meeting, mine)]
    assert "canary-shared" in read[0]
    assert "canary-private" not in read[0]
    assert "canary-mine" not in read[1]
    old = browser_of(pair.mentor)
    assert old.get(f"/meetings/{meeting.ref}").status_code == 404
    assert "Tia Tran" not in text(old.get("/meetings"))
    session.rollback()
    assert rows(session, Handover)[0].state is DONE
    assert [row.until for row in rows(session, Pair)] == [TODAY, None]
    assert len(rows(session, Meeting)) == 2


@on_one("sqlite")
def test_what_was_talked_over_before_a_handover_stays_between_the_two(
    session, browser_of, pair, new, office, now
):
    met = building.make_held(pair, date(2021, 4, 12), **NOTES)
    topic = Topic(meeting_id=met.id, person_id=pair.trainee_id, text="canary-topic", links=[], saved_at=now)
    session.add(topic)
    asked = actions.propose_times(
        pair=pair, moments=[(date(2021, 5, 27), time(9))], zone=building.ZONE, minutes=45, mode=MeetingMode.VIDEO,
        note="canary-times", by=builders.actor(pair.mentor), now=now,
    )  # fmt: skip
    change = announce(pair, new, office, now)
    actions.agree_to_handover(handover=change, by=builders.actor(pair.trainee), now=now)
    session.commit()
    trainee, later = browser_of(pair.trainee), browser_of(new)
    assert "canary-topic" in text(trainee.get(f"/meetings/{met.ref}"))
    assert "canary-times" in text(trainee.get(f"/times/{asked.ref}"))
    read = text(later.get(f"/meetings/{met.ref}"))
    assert "canary-shared" in read
    assert "canary-topic" not in read, "only topics of meetings that are ahead go on"
    assert later.get(f"/times/{asked.ref}").status_code == 404
    called = later.send(f"/meetings/{met.ref}/support", {"kind": "wellbeing"})
    assert called.status_code == 422, "they did not meet then"
