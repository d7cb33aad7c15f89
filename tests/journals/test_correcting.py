"""Is an answer corrected only in kind ways, with its history, and is its writer told without a word of it?"""

import json
from datetime import date, timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.journals import building
from tests.journals.building import FOUR, code, letters
from tests.mentoring.building import mail
from tests.registration.reading import rows, text
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.journals import actions, rules
from trainer.journals.actions.correcting import Words
from trainer.journals.models import EarlierReview, Review
from trainer.journals.rules import CorrectReason, EntryState, Outcome, ReviewReason
from trainer.mentoring import actions as mentoring_actions

ACCEPTED, QUESTION, REVISE, HOLD = Outcome
JUNE = date(2021, 6, 1)


@pytest.mark.parametrize(
    ("before", "after", "newest", "reason"),
    [
        *((one, one, newest, None) for one in Outcome for newest in (True, False)),
        *((one, HOLD, newest, None) for one in Outcome for newest in (True, False)),
        (ACCEPTED, QUESTION, True, None), (QUESTION, ACCEPTED, True, None),
        (ACCEPTED, REVISE, True, "correct_stays_accepted"), (QUESTION, REVISE, True, "correct_stays_accepted"),
        (REVISE, ACCEPTED, True, None), (REVISE, QUESTION, True, None),
        (HOLD, ACCEPTED, True, None), (HOLD, REVISE, True, None),
        (REVISE, ACCEPTED, False, "correct_round_is_over"), (ACCEPTED, QUESTION, False, "correct_round_is_over"),
        (HOLD, REVISE, False, "correct_stays_held"),
    ],
)  # fmt: skip
def test_how_an_outcome_may_change(before, after, newest, reason):
    assert rules.why_not_change(before=before, after=after, newest=newest) == reason


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [(None, JUNE, None), (JUNE, None, None), (JUNE, JUNE, None), (JUNE, date(2021, 6, 2), None),
     (JUNE, date(2021, 5, 31), "correct_earlier_day")],
)  # fmt: skip
def test_a_day_only_becomes_later(before, after, reason):
    assert rules.why_not_day(before=before, after=after) == reason


def words(**more):
    return Words(**{
        "levels": FOUR, "care_kept": True, "saw": "canary-saw", "question": "canary-question",
        "suggestion": "canary-suggestion", "outcome": ACCEPTED, "again_by": None, **more,
    })  # fmt: skip


def correct(
    pair, entry, now, *, version=1, note="canary-private", why="canary-why", round=1, by=None, **more
):
    return actions.correct(
        entry=entry, round=round, version=version, words=words(**more), private_note=note, why=why,
        by=builders.actor(by or pair.mentor), now=now,
    )  # fmt: skip


def test_every_version_is_kept_and_no_word_goes_elsewhere(session, pair, entry, now):
    building.review(entry, pair, outcome=REVISE, again_by=JUNE)
    session.commit()
    later = now + timedelta(hours=1)
    correct(pair, entry, later, saw="canary-better", outcome=REVISE, again_by=date(2021, 6, 9))
    made = correct(pair, entry, later, version=2, saw="canary-best", why="canary-again")
    assert (made.version, made.saw, made.outcome, made.again_by) == (3, "canary-best", ACCEPTED, None)
    assert (entry.state, entry.accepted_at) == (EntryState.ACCEPTED, later)
    session.commit()
    assert [(one.version, one.saw, one.again_by, one.why) for one in rows(session, EarlierReview)] == [
        (1, "canary-saw", JUNE, "canary-why"), (2, "canary-better", date(2021, 6, 9), "canary-again"),
    ]  # fmt: skip
    waiting = letters(session)
    assert [row.kind for row in waiting] == [
        "journals.corrected"
    ] * 2  # the first answer's mail was taken back
    assert {row.to_person for row in waiting} == {pair.trainee_id}
    for language in ("en", "es"):
        assert "canary" not in mail(waiting[0], language).body
    everywhere = [row.params for row in rows(session, OutboxRow)] + [
        row.facts for row in rows(session, AuditRow)
    ]
    assert "canary" not in json.dumps(everywhere)
    assert [row.state for row in rows(session, OutboxRow) if row.kind == "journals.revise"] == [
        OutboxState.CANCELED
    ]


def test_what_is_refused_changes_nothing(session, pair, entry, now):
    made = building.review(entry, pair)
    second = builders.make_person("Sam Second")
    builders.make_grant(second, "mentor", pair.trainee)
    session.commit()
    for more, reason in (
        ({"outcome": REVISE, "again_by": JUNE, "saw": "x"}, CorrectReason.STAYS_ACCEPTED),
        ({"saw": "x", "version": 2}, CorrectReason.OTHER_VERSION),
        ({"saw": "x", "why": " "}, CorrectReason.WHY_MISSING),
        ({"saw": ""}, ReviewReason.SAW_MISSING),
        ({"saw": "x", "by": second}, CorrectReason.NOT_YOURS),
        ({"saw": "x", "round": 2}, CorrectReason.NOT_YOURS),
        ({}, CorrectReason.NOTHING),
    ):
        with pytest.raises(Refused) as refused:
            correct(pair, entry, now, **more)
        assert code(refused) is reason
    correct(pair, entry, now, note="canary-note")  # the private note alone: no version, no mail, no reason
    assert (made.version, made.private_note, session.query(EarlierReview).count()) == (1, "canary-note", 0)
    mentoring_actions.end_pair(pair=pair, by=builders.actor(pair.mentor), now=now)
    with pytest.raises(Refused) as refused:
        correct(pair, entry, now + timedelta(minutes=1), saw="x")
    assert code(refused) is CorrectReason.NOT_YOURS


def test_a_hold_on_an_earlier_round_hides_it_and_leaves_the_entry_accepted(session, pair, entry, now):
    building.review(entry, pair, outcome=REVISE, again_by=JUNE)
    building.hand_in(pair, text="another", lock=entry.lock)
    building.review(entry, pair, round=2)
    correct(pair, entry, now, outcome=HOLD, care_kept=False)
    assert (entry.state, entry.submissions[0].held) == (EntryState.ACCEPTED, True)
    correct(pair, entry, now, round=2, outcome=HOLD, care_kept=False)
    assert (entry.state, entry.accepted_at) == (EntryState.PRIVACY_HOLD, None)


@on_one("postgresql")
def test_the_writer_sees_when_and_why_and_what_it_said_before(session, browser_of, pair, entry, now):
    building.review(entry, pair, outcome=REVISE, again_by=JUNE)
    session.commit()
    building.write(pair, text="canary-begun", lock=entry.lock)
    session.commit()
    mentor, page = browser_of(pair.mentor), f"/reviews/{entry.ref}/correct/1"
    assert "Correct this answer" in text(mentor.get(f"/entries/{entry.ref}"))
    form = mentor.get(page).get_data(as_text=True)
    assert "canary-private" in form
    typed = {
        "version": "1", "care": "yes", "moment": "3", "meaning": "3", "perspectives": "3", "facilitation": "3",
        "saw": "Better words", "outcome": "accepted", "private_note": "canary-private", "why": "",
    }  # fmt: skip
    missing = mentor.send(page, typed)
    assert missing.status_code == 422
    assert "Better words" in text(missing)
    assert mentor.send(page, {**typed, "why": "I was too quick"}).status_code == 303
    seen = text(browser_of(pair.trainee).get(f"/entries/{entry.ref}"))
    for said in (
        "Better words",
        "Why: I was too quick",
        "Corrected on Mon, May 24",
        "canary-saw",
        "canary-begun",
    ):
        assert said in seen
    assert "canary-private" not in seen
    assert "Correct this answer" not in seen
    assert "canary-begun" not in text(mentor.get(f"/entries/{entry.ref}"))
    assert browser_of(pair.trainee).get(page).status_code == 404
    assert mentor.get(f"/reviews/{entry.ref}/correct/{10**30}").status_code == 404
    assert [row.version for row in rows(session, Review)] == [2]
