"""Do mentor and trainee agree on a time, each in their own zone, with one invitation that follows every change?"""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest

from tests import builders
from tests.conftest import on_one
from tests.mentoring import building
from tests.registration.reading import rows, text
from trainer.core import calendar
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.mentoring import actions, queries
from trainer.mentoring.models import Meeting, Proposal
from trainer.mentoring.rules import MeetingMode, MeetingReason, MeetingState, times
from trainer.mentoring.rules.times import ProposalState
from trainer.messages import rendering

NOW = datetime(2021, 5, 24, 16, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
OPEN, TAKEN, ANSWERED, WITHDRAWN = ProposalState
DAYS = [(date(2021, 5, 27), time(9)), (date(2021, 5, 28), time(9, 30)), (date(2021, 6, 1), time(17))]


@pytest.mark.parametrize(
    ("mine", "ended", "starts", "reason"),
    [
        (True, False, [LATER], None),
        (True, False, [LATER, LATER + timedelta(days=1), LATER + timedelta(days=2)], None),
        (False, False, [LATER], MeetingReason.NOT_YOURS),
        (True, True, [LATER], MeetingReason.PAIR_ENDED),
        (True, False, [], MeetingReason.NO_TIMES),
        (True, False, [LATER + timedelta(days=n) for n in range(4)], MeetingReason.NO_TIMES),
        (True, False, [LATER, NOW], MeetingReason.IN_THE_PAST),
    ],
)
def test_proposing(mine, ended, starts, reason):
    assert times.why_not_propose(mine=mine, ended=ended, starts=starts, now=NOW) is reason


@pytest.mark.parametrize(
    ("state", "mine", "ended", "starts", "reason"),
    [
        (OPEN, True, False, LATER, None),
        (OPEN, False, False, LATER, MeetingReason.NOT_YOURS),
        (OPEN, True, True, LATER, MeetingReason.PAIR_ENDED),
        (OPEN, True, False, None, MeetingReason.ANSWERED),
        (OPEN, True, False, NOW, MeetingReason.IN_THE_PAST),
        *[(state, True, False, LATER, MeetingReason.ANSWERED) for state in (TAKEN, ANSWERED, WITHDRAWN)],
    ],
)
def test_taking(state, mine, ended, starts, reason):
    assert times.why_not_take(state=state, mine=mine, ended=ended, starts_at=starts, now=NOW) is reason


@pytest.mark.parametrize(
    ("statuses", "invited", "method"),
    [
        (["CONFIRMED"], True, "REQUEST"),
        (["CANCELLED"], True, "CANCEL"),
        (["CONFIRMED"], False, "PUBLISH"),
        (["CONFIRMED", "CANCELLED"], True, "REQUEST"),
        ([], True, "PUBLISH"),
    ],
)
def test_how_a_calendar_takes_it(statuses, invited, method):
    reader = ("Tia", "tia@example.org") if invited else None
    assert calendar.method([{"status": one, "invited": reader} for one in statuses]) == method


@pytest.fixture
def pair(session):
    made = building.make_pair(building.make_trainee(name="Tia Tran", zone="America/New_York"))
    session.query(OutboxRow).delete()
    return made


def propose(pair, person, moments=DAYS, **more):
    values = {"zone": building.ZONE, "minutes": 45, "mode": MeetingMode.VIDEO, **more}
    return actions.propose_times(pair=pair, moments=moments, by=builders.actor(person), now=NOW, **values)


def invitations(session):
    """The invitations that were sent: reader, method, sequence, uid, beginning."""
    session.commit()
    found = []
    for row in rows(session, OutboxRow):
        if "calendar" in row.params and row.state is OutboxState.WAITING and "reminder" not in row.kind:
            said = rendering.render(
                kind=row.kind, params=row.params, name="Reader", language="en", sender=("Program", "p@example.org"),
                now=NOW, to="reader@example.org",
            )  # fmt: skip
            whole = icalendar.Calendar.from_ical(said.calendar)
            [event] = whole.walk("VEVENT")
            assert event["ATTENDEE"] == "mailto:reader@example.org"
            assert event["ORGANIZER"] == "mailto:p@example.org"
            found.append((row.to_person, str(whole["METHOD"]), event["SEQUENCE"], event["UID"], event.start))
    return found


def test_one_proposes_the_other_takes_one_and_the_invitation_follows_every_change(session, pair, now):
    first = propose(pair, pair.trainee)
    [asked] = [row for row in session.query(OutboxRow) if row.kind == "mentoring.proposed"]
    assert asked.to_person == pair.mentor_id
    starts = queries.starts_of(first)
    assert starts[0] == datetime(2021, 5, 27, 16, tzinfo=UTC)
    with pytest.raises(Refused):
        actions.take_time(proposal=first, starts_at=starts[0], by=builders.actor(pair.trainee), now=NOW)
    with pytest.raises(Refused):
        actions.take_time(
            proposal=first, starts_at=NOW + timedelta(hours=1), by=builders.actor(pair.mentor), now=NOW
        )
    meeting = actions.take_time(proposal=first, starts_at=starts[1], by=builders.actor(pair.mentor), now=NOW)
    assert [one[1:3] for one in invitations(session)] == [("REQUEST", 0)] * 2
    assert (meeting.starts_at, meeting.state, first.state) == (starts[1], MeetingState.PLANNED, TAKEN)
    second = propose(pair, pair.mentor, DAYS[2:], meeting=meeting)
    actions.take_time(
        proposal=second, starts_at=queries.starts_of(second)[0], by=builders.actor(pair.trainee), now=NOW
    )
    assert [one[1:3] for one in invitations(session)] == [("REQUEST", 1)] * 2
    actions.cancel_meeting(meeting=meeting, by=builders.actor(pair.trainee), now=NOW)
    sent = invitations(session)
    for person in (pair.mentor_id, pair.trainee_id):
        of_one = [(method, sequence) for to, method, sequence, _uid, _starts in sent if to == person]
        assert of_one == [("CANCEL", 2)], "what was not sent yet is taken back by each change"
    assert {uid for *_rest, uid, _starts in sent} == {f"meeting.{meeting.ref}"}
    assert rows(session, Meeting)[0].state is MeetingState.CANCELED


def test_others_take_the_place_of_what_was_proposed_and_nobody_is_asked_twice(session, pair, now):
    first = propose(pair, pair.mentor)
    second = propose(pair, pair.trainee, DAYS[:1])
    third = propose(pair, pair.trainee, DAYS[1:])
    assert [one.state for one in (first, second, third)] == [ANSWERED, WITHDRAWN, OPEN]
    actions.withdraw_times(proposal=third, by=builders.actor(pair.trainee), now=now)
    session.commit()
    assert {row.state for row in rows(session, OutboxRow)} == {OutboxState.CANCELED}
    assert queries.waiting(builders.actor(pair.trainee), now=now) == []


@on_one("sqlite")
def test_both_see_the_times_in_their_own_zone_and_what_to_talk_about(session, browser_of, pair, now):
    session.commit()
    mentor, trainee = browser_of(pair.mentor), browser_of(pair.trainee)
    sent = {"on_1": "2021-05-27", "starts_1": "09:00", "minutes": "45", "mode": "video", "note": "Or call me"}
    half = mentor.send(f"/pairs/{pair.ref}/propose", {**sent, "on_2": "2021-05-28"})
    assert "A time has a day and a beginning" in text(half)
    answer = mentor.send(f"/pairs/{pair.ref}/propose", sent)
    assert answer.status_code == 303
    page = text(trainee.get(answer.location))
    assert "12:00 PM EDT" in page.replace("\xa0", " ").replace("&nbsp;", " ")
    assert "9:00 AM PDT" in page.replace("\xa0", " ")
    assert "proposes times for your meeting" in text(trainee.get("/home"))
    taken = trainee.send(answer.location, {"time": "0"})
    assert taken.status_code == 303
    wanted = {"text": "canary-topic", "links": "https://docs.example.org/a\nhttps://docs.example.org/b"}
    topics = f"{taken.location}/topics"
    assert "begins with https://" in text(trainee.send(topics, {**wanted, "links": "javascript:alert(1)"}))
    assert trainee.send(topics, wanted).status_code == 303
    read = text(mentor.get(taken.location))
    assert "canary-topic" in read
    assert "https://docs.example.org/b" in read
    session.rollback()
    stranger = building.make_pair(building.make_trainee(name="Not Theirs")).mentor
    session.commit()
    assert browser_of(stranger).get(answer.location).status_code == 404
    session.rollback()
    assert rows(session, Proposal)[0].state is TAKEN


@on_one("postgresql")
def test_a_next_step_waits_until_it_is_done_a_missed_one_is_kind_and_the_list_is_narrowed(
    session, browser_of, pair, now
):
    other = building.make_pair(building.make_trainee(pair.enrollment.cohort, "Uma Other"), pair.mentor)
    for number in range(60):
        building.make_held(other, date(2021, 1, 1) + timedelta(days=number))
    meeting = building.plan(pair, now - timedelta(hours=2), now=now - timedelta(days=2))
    missed = building.plan(pair, now - timedelta(hours=1), now=now - timedelta(days=2))
    session.commit()
    mentor, trainee = browser_of(pair.mentor), browser_of(pair.trainee)
    kept = {"minutes": "40", "lock": "0", "next_step": "", "next_on": "2021-06-10"}
    path = f"/meetings/{meeting.ref}"
    assert "Write what the next step is" in text(mentor.send(f"{path}/hold", kept))
    assert mentor.send(f"{path}/hold", {**kept, "next_step": "Ask Ana"}).status_code == 303
    assert "Your next step, agreed with Mia Mendez" in text(trainee.get("/home"))
    assert trainee.send(f"{path}/done", {}, page=path).status_code == 303
    assert "Your next step" not in text(trainee.get("/home"))
    mentor.send(f"/meetings/{missed.ref}/miss", {"missed_by": "trainee"}, page=f"/meetings/{missed.ref}")
    assert "The trainee could not come" in text(trainee.get(f"/meetings/{missed.ref}"))
    assert "Show the next ones" in text(mentor.get("/meetings"))
    assert "Tia Tran" not in text(mentor.get("/meetings?month=2021-01")).split("<table")[1]
    assert "Uma Other" not in text(mentor.get(f"/meetings?trainee={pair.trainee.ref}")).split("<table")[1]
    assert text(mentor.get("/meetings?state=missed")).count('<th scope="row">') == 1
    assert "Uma Other" not in text(trainee.get("/meetings"))
    assert "No meeting is like that" in text(trainee.get("/meetings?month=2020-02&state=held"))
