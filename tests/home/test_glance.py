"""Does whoever looks after a cohort see who is silent, behind or late, and counts alone?"""

from datetime import date, datetime, timedelta

import pytest

from tests import builders
from tests.learning import building
from tests.registration.reading import text
from tests.statements import per_page
from trainer.accounts.actor import SYSTEM
from trainer.core import clock
from trainer.core.i18n import has_words
from trainer.curriculum import actions as curriculum
from trainer.home import rules
from trainer.home.queries import glance
from trainer.home.rules import Due, Show, Sign
from trainer.journals.models import Entry, Review, Submission
from trainer.journals.rules import EntryKind, EntryState, Outcome
from trainer.learning import actions, queries
from trainer.learning.actions import looking_after
from trainer.learning.models import Enrollment, ModuleProgress
from trainer.learning.rules import CopyState
from trainer.permissions import Role

TODAY = date(2021, 5, 24)


def test_silence_counts_from_the_last_sign_or_from_the_enrollment():
    enrolled = date(2021, 1, 10)
    assert rules.last_sign({}, enrolled) == (Sign.ENROLLED, enrolled)
    assert rules.last_sign({Sign.MODULE: date(2020, 12, 1)}, enrolled) == (Sign.ENROLLED, enrolled)
    signs = {Sign.MODULE: date(2021, 5, 3), Sign.MEETING: date(2021, 5, 4)}
    assert rules.last_sign(signs, enrolled) == (Sign.MEETING, date(2021, 5, 4))
    assert rules.is_silent(date(2021, 5, 3), TODAY, 21)
    assert not rules.is_silent(date(2021, 5, 4), TODAY, 21)
    assert [rules.days_of(word) for word in ("14", "21", "15", "-1", "x", None)] == [14, 21, 21, 21, 21, 21]
    assert [rules.show_of(word) for word in ("silent", "nobody", None)] == [Show.SILENT, Show.ALL, Show.ALL]


def test_behind_is_learning_and_overdue_is_a_day_that_has_passed():
    for show, silent, due, stands in (
        (Show.ALL, False, {}, True), (Show.SILENT, True, {}, True), (Show.SILENT, False, {Due.MODULES: 1}, False),
        (Show.BEHIND, True, {Due.CHECKS: 1}, True), (Show.BEHIND, True, {Due.DEBRIEFS: 1}, False),
        (Show.OVERDUE, False, {Due.COPIES: 1}, True), (Show.OVERDUE, True, {Due.MODULES: 3}, False),
    ):  # fmt: skip
        assert rules.counts_as(show, silent=silent, due=due) is stands, (show, due)
    assert rules.open_of({"a", "b"}, {"b", "c"}) == 1


def hand_in(session, enrollment: Enrollment, mentor: int, *, again_by: list[date], now: datetime) -> None:
    """An entry that was answered so often, each time with a day by which to write it anew."""
    entry = Entry(
        enrollment_id=enrollment.id, person_id=enrollment.person_id, prompt="cohort.1-r", module="cohort.1",
        session=1, kind=EntryKind.REFLECTIVE, required=True, audience="mentor", state=EntryState.REVISE,
        text="canary of the journal", made_at=now, saved_at=now - timedelta(days=30), reviewer_id=mentor,
    )  # fmt: skip
    session.add(entry)
    session.flush()
    for number, day in enumerate(again_by, start=1):
        submission = Submission(entry_id=entry.id, round=number, text="x", submitted_at=now, due_on=TODAY)
        session.add(submission)
        session.flush()
        session.add(
            Review(
                submission_id=submission.id, reviewer_id=mentor, moment=1, meaning=1, care_kept=True, saw="x",
                question="x", suggestion="x", outcome=Outcome.REVISE, again_by=day, made_at=now,
            )
        )  # fmt: skip


@pytest.fixture
def cohort(session, now):
    """Somebody who is through, somebody silent, somebody late, somebody who left."""
    building.load_courses()
    cohort = building.make_cohort(building.ready(4, "Trainee"))
    one, two, three, left = queries.trainees(cohort)
    course = building.course("facilitator-cohort")
    for number in range(1, 7):
        module = f"cohort.{number}"
        actions.finish_module(person=one.person, edition=course, module=module, by=SYSTEM, now=now)
        curriculum.record_part(
            person=one.person, course=course.course, edition=course.edition, part=f"check:{module}",
            on=TODAY, cause="test", by=SYSTEM, now=now,
        )  # fmt: skip
    mentor = builders.make_person("Mia").id
    hand_in(session, two, mentor, again_by=[date(2021, 5, 1), date(2021, 6, 1)], now=now)
    hand_in(session, three, mentor, again_by=[date(2021, 5, 23)], now=now)
    session.add(
        ModuleProgress(
            person_id=three.person_id, course=course.course, edition=course.edition, module="cohort.1",
            opened_at=now, seen_at=now - timedelta(days=20), place="",
        )
    )  # fmt: skip
    actions.withdraw_enrollment(enrollment=left, reason="Moved", by=SYSTEM, now=now)
    actions.complete_enrollment(enrollment=one, by=SYSTEM, now=now)
    book = looking_after.add_material(cohort=cohort, title="Book", by=SYSTEM, now=now)
    lent = {two.person_id: (CopyState.LENT, date(2021, 5, 23)), three.person_id: (CopyState.LENT, TODAY)}
    looking_after.note_copies(cohort=cohort, material=book, wanted=lent, by=SYSTEM, now=now)
    session.commit()
    return cohort


def test_a_cohort_at_a_glance(session, app, browser_of, cohort):
    """Eight of twelve sessions are over on May 24, 2021: a module and a check for each."""
    assert [one for kind in (Sign, Show) for one in kind if not has_words(one)] == []
    found = glance.of_cohort(queries.cohort_by_ref(cohort.ref), now=clock.now(), days=21)
    assert [line.enrollment.person.name for line in found.lines] == ["Trainee 01", "Trainee 02", "Trainee 03"]
    assert (found.over, found.modules, found.checks) == (8, 8, 8)
    first, second, third = found.lines
    assert (first.modules, first.checks, first.due, first.silent) == (6, 6, {}, False)
    assert (second.last[0], second.days, second.silent) == (Sign.ENTRY, 30, True)
    assert second.due == {Due.MODULES: 8, Due.CHECKS: 8, Due.COPIES: 1}
    assert (third.last[0], third.days, third.silent) == (Sign.MODULE, 20, False)
    assert third.due == {Due.MODULES: 8, Due.CHECKS: 8, Due.REVISIONS: 1}
    session.rollback()
    tess = builders.make_person("Tess", roles=(Role.TRAINER, cohort.offering))
    session.commit()
    browser = browser_of(tess)
    here = f"/cohorts/{cohort.ref}/glance"
    page = text(browser.get(f"{here}?show=silent"))
    assert "30 days silent" in page
    assert "Trainee 03" not in page
    assert "canary" not in page
    assert "Trainee 03" in text(browser.get(f"{here}?show=silent&days=14"))
    assert browser_of(first.enrollment.person).get(here).status_code == 404
    pages = (here, f"{here}?show=behind", "/home")
    before = per_page(app, browser, *pages)
    session.rollback()
    building.join(cohort, 37, "More")
    session.commit()
    assert per_page(app, browser, *pages) == before
    assert max(before) <= 24, before
