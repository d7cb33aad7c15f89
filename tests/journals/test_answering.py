"""Is an entry taken up and answered as the rules say, once, and with no word of it elsewhere?"""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from tests import builders
from tests.journals import building
from tests.journals.building import code, letters
from tests.mentoring.building import mail
from tests.registration.reading import rows
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.journals import actions, queries
from trainer.journals.models import Review
from trainer.journals.rules import Criterion, EntryState, Outcome, ReviewReason, WriteReason
from trainer.learning.rules import EnrollmentState
from trainer.mentoring import actions as mentoring_actions
from trainer.permissions import Role


def second_mentor(pair):
    other = builders.make_person("Sam Second")
    builders.make_grant(other, Role.MENTOR, pair.trainee)
    return other


def test_a_second_mentor_hears_who_was_first(session, pair, now):
    entry, second = building.hand_in(pair), second_mentor(pair)
    actions.begin_review(entry=entry, by=builders.actor(pair.mentor), now=now)
    for act in (
        lambda: actions.begin_review(entry=entry, by=builders.actor(second), now=now),
        lambda: actions.put_back(entry=entry, by=builders.actor(second), now=now),
        lambda: actions.review(entry=entry, by=builders.actor(second), now=now, **building.answer()),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert code(refused) is ReviewReason.TAKEN
        assert refused.value.reasons[0].facts["name"] == pair.mentor.name
    assert session.query(Review).count() == 0


def test_what_is_put_back_another_takes_up(session, pair, now):
    entry, second = building.hand_in(pair), second_mentor(pair)
    actions.begin_review(entry=entry, by=builders.actor(pair.mentor), now=now)
    actions.put_back(entry=entry, by=builders.actor(pair.mentor), now=now)
    assert building.review(entry, pair, mentor=second).reviewer_id == second.id


def test_whoever_mentors_no_more_holds_nothing_back(session, pair, now):
    entry, old, new = building.hand_in(pair), pair.mentor, builders.make_person("Noa New")
    actions.begin_review(entry=entry, by=builders.actor(old), now=now)
    office = builders.actor(builders.make_person(roles=Role.ADMINISTRATOR))
    mentoring_actions.pair(enrollment=pair.enrollment, mentor=new, by=office, now=now)
    later = now + timedelta(minutes=1)
    assert building.review(entry, pair, mentor=new, now=later).reviewer_id == new.id


def test_nobody_answers_their_own_entry(session, pair, now):
    entry = building.hand_in(pair)
    builders.make_grant(pair.trainee, Role.MENTOR, pair.trainee)
    with pytest.raises(Refused) as refused:
        actions.begin_review(entry=entry, by=builders.actor(pair.trainee), now=now)
    assert code(refused) is ReviewReason.OWN_ENTRY


def test_an_answer_is_kept_and_told_without_its_words(session, pair, now):
    entry = building.hand_in(pair)
    made = building.review(entry, pair)
    assert (entry.state, entry.accepted_at, made.levels) == (EntryState.ACCEPTED, now, building.FOUR)
    trainee = pair.trainee_id
    [letter] = letters(session)
    assert (letter.kind, letter.to_person) == ("journals.reviewed", trainee)
    everywhere = [row.params for row in rows(session, OutboxRow)] + [
        row.facts for row in rows(session, AuditRow)
    ]
    assert "canary" not in json.dumps(everywhere)
    for language in ("en", "es"):
        assert "canary" not in mail(letter, language).body


@pytest.mark.parametrize(
    ("more", "state", "kind"),
    [
        ({"outcome": Outcome.ACCEPTED_WITH_QUESTION}, EntryState.ACCEPTED, "journals.reviewed"),
        ({"outcome": Outcome.REVISE, "again_by": date(2021, 6, 1)}, EntryState.REVISE, "journals.revise"),
        ({"outcome": Outcome.PRIVACY_HOLD, "care_kept": False}, EntryState.PRIVACY_HOLD, "journals.held"),
    ],
)
def test_each_outcome_has_its_state_and_its_letter(session, pair, more, state, kind):
    entry = building.hand_in(pair)
    made = building.review(entry, pair, **more)
    assert entry.state is state
    assert (entry.accepted_at is not None) == (state is EntryState.ACCEPTED)
    assert made.again_by == more.get("again_by")
    [letter] = letters(session)
    assert letter.kind == kind
    assert mail(letter).subject


def test_levels_below_the_least_accept_nothing(session, pair, now):
    entry = building.hand_in(pair)
    with pytest.raises(Refused) as refused:
        building.review(entry, pair, levels={**building.FOUR, Criterion.MEANING: 1})
    assert code(refused) is ReviewReason.LEVEL_TOO_LOW
    assert refused.value.reasons[0].facts == {"criterion": Criterion.MEANING, "level": 1, "least": 2}
    assert (entry.state, session.query(Review).count()) == (EntryState.IN_REVIEW, 0)


def test_the_database_accepts_nothing_below_either(session, pair, now):
    entry = building.hand_in(pair)
    session.add(
        Review(
            submission_id=entry.submissions[0].id, reviewer_id=pair.mentor_id, moment=1, meaning=3, care_kept=True,
            saw="", question="", suggestion="", outcome=Outcome.ACCEPTED, made_at=now,
        )
    )  # fmt: skip
    with pytest.raises(Exception, match="ck_journals_review_accepted"):
        session.flush()


def revised(pair):
    entry = building.hand_in(pair)
    building.review(entry, pair, outcome=Outcome.REVISE, again_by=date(2021, 6, 1))
    return entry


def test_a_second_round_stands_beside_the_first(session, pair, now):
    entry = revised(pair)
    with pytest.raises(Refused) as refused:
        actions.submit(entry=entry, by=builders.actor(pair.trainee), now=now)
    assert code(refused) is WriteReason.UNCHANGED
    building.hand_in(pair, text=building.TEXT.replace("door", "window"), lock=entry.lock)
    building.review(entry, pair, round=2)
    first, second = queries.rounds_for(entry, pair.mentor_id)
    assert (first.submission.text, first.changes) == (building.TEXT, [])
    words = [(piece.change.value, piece.text) for piece in second.changes if piece.change.value != "same"]
    assert words == [("removed", "door "), ("added", "window ")]
    assert [one.submission.review.outcome for one in (first, second)] == [Outcome.REVISE, Outcome.ACCEPTED]


def test_an_answer_to_the_round_before_is_refused(session, pair, now):
    entry = revised(pair)
    building.hand_in(pair, text="another text", lock=entry.lock)
    actions.begin_review(entry=entry, by=builders.actor(pair.mentor), now=now)
    with pytest.raises(Refused) as refused:
        actions.review(entry=entry, by=builders.actor(pair.mentor), now=now, **building.answer(round=1))
    assert code(refused) is ReviewReason.OTHER_ROUND


def test_taking_a_second_round_back_leaves_the_question_open(session, pair, now):
    entry = revised(pair)
    building.hand_in(pair, text="another text", lock=entry.lock)
    actions.withdraw(entry=entry, by=builders.actor(pair.trainee), now=now)
    assert entry.state is EntryState.REVISE


def test_what_is_held_is_read_by_the_two_who_mend_it(session, pair, now):
    entry = building.hand_in(pair)
    building.review(entry, pair, outcome=Outcome.PRIVACY_HOLD, care_kept=False)
    building.hand_in(pair, text="canary-mended", lock=entry.lock)
    later = builders.make_person("Noa New")
    seen = {
        person: [(one.reads, bool(one.changes)) for one in queries.rounds_for(entry, person)]
        for person in (pair.trainee_id, pair.mentor_id, later.id)
    }
    assert seen[pair.trainee_id] == seen[pair.mentor_id] == [(True, False), (True, True)]
    assert seen[later.id] == [(False, False), (True, False)]  # nor what was removed from it


def test_what_waits_for_whom(session, pair, now):
    def kinds(person):
        return [
            (task.reason.code.value, task.reason.facts.get("session"), task.due)
            for task in queries.waiting(builders.actor(person), now=now)
        ]

    assert ("journals_write", 8, date(2021, 6, 13)) in kinds(pair.trainee)
    entry = revised(pair)
    assert kinds(pair.trainee)[0] == ("journals_revise", 1, date(2021, 6, 1))
    assert ("journals_write", 1, date(2020, 11, 13)) not in kinds(pair.trainee)
    assert kinds(pair.mentor) == []
    [event] = queries.coming(pair.trainee_id, now=now)
    assert event.starts_at.isoformat() == "2021-06-01T07:00:00+00:00"
    building.hand_in(pair, text="another text", lock=entry.lock)
    assert kinds(pair.mentor) == [("journals_answer", 1, date(2021, 6, 7))]
    building.hand_in(pair, "cohort.2-t")
    assert "journals_write" in [kind for kind, number, _due in kinds(pair.trainee) if number == 2], (
        "a trace is practice while training: the reflection is still to come"
    )
    building.write(pair, "practicum.7-t")
    assert ("journals_go_on", 7, date(2021, 5, 13)) in kinds(pair.trainee)
    building.hand_in(pair, "practicum.8-r")
    assert ("journals_write", 8, date(2021, 6, 13)) in kinds(pair.trainee)  # its trace is still to come
    building.hand_in(pair, "practicum.8-t")
    assert 8 not in [session for _kind, session, _due in kinds(pair.trainee)]
    assert kinds(builders.make_person()) == []


def test_a_promised_day_comes_until_it_is_over_and_only_for_its_writer(session, pair, now):
    other = building.make_writer("Olga Other")
    entry = revised(pair)
    [event] = queries.coming(pair.trainee_id, now=now)
    assert event.ends_at - event.starts_at == timedelta(days=1)
    assert queries.coming(pair.trainee_id, now=event.ends_at - timedelta(minutes=1)) == [event]
    assert queries.coming(pair.trainee_id, now=event.ends_at) == []
    assert queries.coming(other.trainee_id, now=now) == []
    building.hand_in(pair, text="another text", lock=entry.lock)
    assert queries.coming(pair.trainee_id, now=now) == []


def test_an_entry_waits_for_whoever_took_it_up_and_for_nobody_else(session, pair, now):
    entry, second = building.hand_in(pair), second_mentor(pair)

    def asked():
        actors = [builders.actor(person) for person in (pair.mentor, second)]
        found = [[task.reason.code.value for task in queries.waiting(by, now=now)] for by in actors]
        return [len(kinds) for kinds in found if set(kinds) <= {"journals_answer"}]

    assert asked() == [1, 1]
    actions.begin_review(entry=entry, by=builders.actor(second), now=now)
    assert asked() == [0, 1]


def test_no_entry_is_asked_for_before_its_session_or_after_leaving(session, pair, now):
    def sessions(at):
        found = queries.waiting(builders.actor(pair.trainee), now=at)
        return [task.reason.facts["session"] for task in found]

    evening_before = datetime(2021, 6, 13, 3, 0, tzinfo=UTC)  # the 12th where the trainee is
    assert sessions(evening_before) == list(range(1, 9))
    assert sessions(evening_before + timedelta(hours=5)) == list(range(1, 10))
    pair.enrollment.state = EnrollmentState.WITHDRAWN
    assert sessions(now) == []
