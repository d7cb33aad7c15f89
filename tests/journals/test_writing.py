"""Is an entry saved, handed in and taken back as the rules say, with no word of it elsewhere?"""

import json
from datetime import date

import pytest

from tests import builders
from tests.journals import building
from tests.journals.building import code, letters
from tests.mentoring.building import mail
from tests.registration.reading import rows
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.journals import actions, queries
from trainer.journals.models import Entry, Submission
from trainer.journals.rules import EntryState, WriteReason
from trainer.learning.rules import EnrollmentState
from trainer.mentoring import actions as mentoring_actions


def test_a_draft_is_one_entry_that_grows(session, pair, now):
    entry = building.write(pair)
    assert (entry.state, entry.lock, entry.session, entry.required) == (EntryState.DRAFT, 1, 1, True)
    assert building.write(pair, text="more", lock=1).id == entry.id
    assert (entry.text, entry.lock) == ("more", 2)
    session.commit()
    assert [row.action for row in rows(session, AuditRow) if row.subject_kind == "entry"] == [
        "journals.begin"
    ]


@pytest.mark.parametrize("seen", [0, 1, 3, -1])
def test_an_older_copy_never_overwrites_a_newer_text(session, pair, seen):
    building.write(pair)
    entry = building.write(pair, text="newer", lock=1)
    with pytest.raises(Refused) as refused:
        building.write(pair, text="older", lock=seen)
    assert code(refused) is WriteReason.OLDER_COPY
    assert (entry.text, entry.lock) == ("newer", 2)


def test_the_same_text_again_is_no_change(session, pair):
    entry = building.write(pair)
    assert building.write(pair, lock=0).lock == entry.lock == 1


def test_only_the_writer_writes_and_only_to_their_own_prompts(session, pair, now):
    for by, prompt, reason in (
        (pair.mentor, "cohort.1-r", WriteReason.NOT_THE_WRITER),
        (pair.trainee, "cohort.6-x", WriteReason.UNKNOWN_PROMPT),
        (pair.trainee, "nothing", WriteReason.UNKNOWN_PROMPT),
    ):
        with pytest.raises(Refused) as refused:
            actions.save_draft(
                enrollment=pair.enrollment, prompt_id=prompt, text="x", lock=0, by=builders.actor(by), now=now
            )
        assert code(refused) is reason
    pair.enrollment.state = EnrollmentState.WITHDRAWN
    with pytest.raises(Refused) as refused:
        building.write(pair)
    assert code(refused) is WriteReason.NOT_ENROLLED


def test_handing_in_tells_the_mentor_and_not_what_it_says(session, pair, now):
    entry = building.hand_in(pair)
    assert (entry.state, entry.submissions[0].due_on) == (EntryState.SUBMITTED, date(2021, 6, 7))
    mentor = pair.mentor_id
    [letter] = letters(session)
    assert (letter.kind, letter.to_person, letter.params["due"]) == (
        "journals.submitted",
        mentor,
        "2021-06-07",
    )
    assert letter.access[0] == "journal.review"
    assert "canary" not in json.dumps(letter.params)
    assert "answer by Mon, Jun 7, 2021" in mail(letter).body
    assert "canary" not in json.dumps([row.facts for row in rows(session, AuditRow)])


def test_without_a_mentor_it_waits_and_nobody_is_told(session, pair, now):
    mentoring_actions.end_pair(pair=pair, by=builders.actor(pair.mentor), now=now)
    assert building.hand_in(pair).state is EntryState.SUBMITTED
    assert [row.kind for row in letters(session)] == []


def test_it_is_handed_in_once(session, pair, now):
    entry = building.hand_in(pair)
    with pytest.raises(Refused) as refused:
        actions.submit(entry=entry, by=builders.actor(pair.trainee), now=now)
    assert code(refused) is WriteReason.BEING_READ
    assert session.query(Submission).count() == 1


def test_what_is_for_the_writer_alone_is_never_handed_in(session, pair, now):
    entry = building.write(pair, "cohort.2-w")
    with pytest.raises(Refused) as refused:
        actions.submit(entry=entry, by=builders.actor(pair.trainee), now=now)
    assert code(refused) is WriteReason.STAYS_PRIVATE


def test_taking_back_before_anybody_answers(session, pair, now):
    entry, me = building.hand_in(pair), builders.actor(pair.trainee)
    actions.withdraw(entry=entry, by=me, now=now)
    assert (entry.state, entry.text) == (EntryState.DRAFT, building.TEXT)
    assert letters(session) == []
    entry = session.query(Entry).one()
    assert queries.rounds_for(entry, pair.mentor_id) == []
    assert len(queries.rounds_for(entry, pair.trainee_id)) == 1
    actions.submit(entry=entry, by=me, now=now)
    assert [one.round for one in entry.submissions] == [1, 2]
    assert [one.submission.round for one in queries.rounds_for(entry, pair.mentor_id)] == [2]


def test_once_a_mentor_has_begun_it_is_not_taken_back(session, pair, now):
    entry = building.hand_in(pair)
    actions.begin_review(entry=entry, by=builders.actor(pair.mentor), now=now)
    with pytest.raises(Refused) as refused:
        actions.withdraw(entry=entry, by=builders.actor(pair.trainee), now=now)
    assert code(refused) is WriteReason.REVIEW_BEGUN
    assert letters(session) == []  # nobody is told to answer what they are answering


def test_nobody_but_the_writer_takes_it_back(session, pair, now):
    entry = building.hand_in(pair)
    with pytest.raises(Refused) as refused:
        actions.withdraw(entry=entry, by=builders.actor(pair.mentor), now=now)
    assert code(refused) is WriteReason.NOT_THE_WRITER
