"""Does every message of a CoP read well, in both languages, and say nothing that was written in private?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.practice import building
from trainer.core import i18n, outbox
from trainer.messages import rendering
from trainer.practice import actions, wording
from trainer.practice.rules import (
    AgreementKind,
    CharterState,
    CopSessionState,
    CopState,
    DebriefState,
    EventKind,
    LeadRole,
    PracticeReason,
    SignInSource,
    TaskKind,
)
from trainer.practice.rules.counting import CountReason
from trainer.practice.rules.health import Continuation, Dimension, Item, Rhythm, Suggestion
from trainer.practice.rules.voices import Barrier, Has, VoiceReason

KINDS = ("facilitator_added", "charter_submitted", "charter_decided", "debrief_due", "debrief_reminder")


@pytest.fixture
def letters(session, now, monkeypatch):
    """What was put into the outbox, by kind: the parameters of each."""
    kept, put = {}, outbox.put

    def keep(**row):
        kept.setdefault(row["kind"], []).append(row["params"])
        put(**row)

    monkeypatch.setattr(outbox, "put", keep)
    cohort, mentor = building.make_cohort(), builders.make_person("Mia Mentor")
    tess = building.make_trainee("Tess", cohort=cohort, mentor=mentor)
    theo = building.make_trainee("Theo", cohort=cohort)
    cop = building.make_cop(tess, name="Calm mornings", now=now)
    actions.add_facilitator(cop=cop, person=theo, by=builders.actor(tess), now=now)
    charter = actions.save_charter(
        cop=cop, content=building.CHARTER, lock=0, by=builders.actor(tess), now=now
    )
    for approved, reason in ((False, "Who is missing?"), (True, "")):
        if charter.state is CharterState.RETURNED:
            charter = actions.save_charter(
                cop=cop, content=building.CHARTER, lock=charter.lock, by=builders.actor(tess), now=now
            )
        actions.submit_charter(charter=charter, by=builders.actor(tess), now=now)
        actions.decide_charter(
            charter=charter, approved=approved, reason=reason, by=builders.actor(mentor), now=now
        )
    building.hold(building.make_session(cop, now + timedelta(days=1)), building.make_members(cop, now=now))
    return kept


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_is_rendered_in_both_languages(letters, now, language):
    assert set(letters) == {f"practice.{kind}" for kind in KINDS}
    for kind, all_params in letters.items():
        for params in all_params:
            letter = rendering.render(
                kind=kind, params=params, name="Ana Ruiz", language=language, sender=("Program", "p@example.org"),
                now=now,
            )  # fmt: skip
            assert letter.subject
            assert "Ana Ruiz" in letter.body
            assert "http://localhost/" in letter.body
            assert "%(" not in letter.body
            assert "\n\n\n" not in letter.body
            assert "Calmer transitions" not in letter.body


def test_the_debrief_letter_says_who_talks_with_whom_and_by_when(letters, now):
    def body(params):
        return rendering.render(
            kind="practice.debrief_due",
            params=params,
            name="X",
            language="en",
            sender=("P", "p@example.org"),
            now=now,
        ).body

    own, mentors, *_others = [body(params) for params in letters["practice.debrief_due"]]
    assert "Your mentor is Mia Mentor." in own
    assert "by Tue, Jun 8, 2021" in own
    assert "Tess held session 1 of Calm mornings" in mentors


def test_every_word_of_the_room_has_its_sentence():
    kinds = (
        AgreementKind, Barrier, CharterState, Continuation, CopSessionState, CopState, CountReason, DebriefState,
        Dimension, EventKind, Has, Item, LeadRole, PracticeReason, Rhythm, SignInSource, Suggestion, TaskKind,
        VoiceReason,
    )  # fmt: skip
    assert wording
    assert [member for kind in kinds for member in kind if not i18n.has_words(member)] == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("member_link", {"cop": "Calm mornings", "path": "/m/x", "language": "en"}),
        (
            "rhythm",
            {"cop": "Calm mornings", "last": "2021-05-24", "by": "2021-06-24", "path": "/cops/x/plan"},
        ),
    ],
)
@on_one("sqlite")
def test_letters_to_members_and_about_the_rhythm_read_well(app, session, now, kind, params, language):
    letter = rendering.render(
        kind=f"practice.{kind}", params=params, name="Ana Ruiz", language=language, sender=("P", "p@example.org"),
        now=now,
    )  # fmt: skip
    assert "Calm mornings" in letter.subject
    assert "Ana Ruiz" in letter.body
    assert "http://localhost/" in letter.body
    assert "%(" not in letter.body
