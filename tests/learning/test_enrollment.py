"""Does a deferral pause everything and a return bring it back; does the person see it all, and leave at once?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests import builders
from tests.learning import building
from tests.registration.reading import text
from trainer.accounts import queries as account_queries
from trainer.accounts.actor import SYSTEM
from trainer.certification import actions as certification
from trainer.certification import loading
from trainer.certification import queries as certification_queries
from trainer.certification.rules.agreed import deadline_of
from trainer.certification.rules.states import latest_extension
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.curriculum.models import Standing
from trainer.journals import actions as journals
from trainer.learning import actions, queries, rules
from trainer.learning.models import Introduction
from trainer.learning.rules import EnrollmentReason, EnrollmentState
from trainer.permissions import Role
from trainer.registration import queries as registration_queries

TODAY = date(2021, 5, 24)
BACK = date(2021, 8, 2)


@pytest.fixture
def enrollment(session):
    building.load_courses()
    loading.load(building.COURSES, by=SYSTEM, now=building.FORMED)
    return queries.trainees(building.make_cohort(building.ready(2)))[0]


def defer(enrollment, now, *, until=BACK, moves=True):
    actions.defer(
        enrollment=enrollment,
        until=until,
        moves_deadline=moves,
        said="Until the baby sleeps.",
        by=SYSTEM,
        now=now,
    )


def standing(session, person_id):
    rows = session.scalars(select(Standing).where(Standing.person_id == person_id).order_by(Standing.id))
    return [(one.since, one.until) for one in rows]


def deadline(enrollment, day):
    return certification_queries.path_of(enrollment, day=day).deadline


def test_a_deferral_pauses_and_the_return_goes_on(session, enrollment, now):
    person, cohort = enrollment.person, enrollment.cohort
    usual = date(2022, 1, 14)
    assert deadline(enrollment, TODAY) == usual
    defer(enrollment, now)
    assert (enrollment.state, standing(session, person.id)[-1][1]) == (EnrollmentState.DEFERRED, TODAY)
    assert registration_queries.live_registration(cohort.offering_id, person.id), (
        "the place is kept until a day"
    )
    assert queries.waiting(builders.actor(person), now=now) == [], "nothing is asked for meanwhile"
    assert queries.has_place(person.id, rules.COHORT_COURSE), "and what they read is kept"
    assert deadline(enrollment, BACK) == usual + (BACK - TODAY), "R23 reads the same days"
    assert certification_queries.deadline(enrollment, BACK).until == usual + (BACK - TODAY)
    with pytest.raises(Refused) as refused:
        building.make_cohort([person], name="Other")
    assert refused.value.reasons[0].code is rules.CohortReason.IN_COHORT
    with pytest.raises(Refused):
        journals.save_draft(
            enrollment=enrollment,
            prompt_id="cohort.1-r1",
            text="x",
            lock=0,
            by=builders.actor(person),
            now=now,
        )


def test_the_return_goes_on_where_it_was_on_the_day_that_was_agreed_on(session, enrollment, now):
    person, usual = enrollment.person, date(2022, 1, 14)
    defer(enrollment, now)
    asked = session.scalars(select(OutboxRow).where(OutboxRow.kind == "learning.back")).one()
    assert (asked.due_at.date(), asked.state) == (BACK, OutboxState.WAITING)
    me, later = builders.actor(person), now + (BACK - TODAY)
    with pytest.raises(Refused) as refused:
        actions.come_back(enrollment=enrollment, by=me, now=later - timedelta(days=1))
    assert refused.value.reasons[0].code is EnrollmentReason.NOT_BACK_YET
    assert [one.endpoint for one in queries.waiting(_admin(), now=later)] == ["learning.trainee"]
    actions.come_back(enrollment=enrollment, by=me, now=later)
    assert (enrollment.state, enrollment.away_days) == (EnrollmentState.ACTIVE, (BACK - TODAY).days)
    assert deadline(enrollment, BACK + timedelta(days=60)) == usual + (BACK - TODAY), "it moves no further"
    assert standing(session, person.id)[-1] == (BACK, None)
    found = certification_queries.path_of(enrollment, day=BACK).findings
    said = [str(one.what.facts) for rule in found if rule.code == "R23" for one in rule.records]
    assert str({"days": (BACK - TODAY).days}) in said, "and says what it counted"
    session.refresh(asked)
    assert asked.state is OutboxState.CANCELED
    assert queries.waiting(_admin(), now=later) == []
    assert [one.kind.value for one in queries.steps_of(enrollment.id)] == [
        "came_back",
        "deferred",
        "enrolled",
    ]
    assert not any("baby" in str(one.params) for one in session.scalars(select(OutboxRow)))
    assert not any("baby" in str(one.facts) for one in session.scalars(select(AuditRow)))


def _admin():
    return builders.actor(builders.make_person(roles=Role.ADMINISTRATOR))


def test_who_waits_for_the_next_cohort_gives_the_place_back_and_starts_there(session, enrollment, now):
    person, old = enrollment.person, enrollment.cohort
    session.add(
        Introduction(ref="shown", cohort=old, person=person, name="Ana", email_shared_at=now, changed_at=now)
    )
    defer(enrollment, now, until=None, moves=False)
    assert old.offering.places[0].taken == 1
    assert deadline(enrollment, BACK) == date(2022, 1, 14), "not moved, as was said"
    first = date(2021, 10, 13)
    new = building.make_cohort(
        building.ready(1, "New"), name="New", first_on=first, dates=rules.monthly_dates(first)
    )
    actions.come_back(enrollment=enrollment, cohort=new, by=SYSTEM, now=now)
    assert (enrollment.cohort, enrollment.state) == (new, EnrollmentState.ENROLLED), "it has not begun"
    assert enrollment.state_on(first) is EnrollmentState.ACTIVE
    assert session.query(Introduction).all() == [], "what the old cohort was shown is nobody's any more"
    assert new.offering.places[0].taken == 2
    assert deadline(enrollment, first) == date(2023, 1, 13)
    assert (enrollment.course_edition, queries.enrollment_in(old.id, person.id)) == (
        building.COHORT_EDITION,
        None,
    )


def test_the_person_sees_it_all_and_asks(session, enrollment, admin, browser_of):
    ref, cohort, person = enrollment.ref, enrollment.cohort, enrollment.person
    other = queries.trainees(cohort)[1].person
    session.commit()
    browser, office = browser_of(person), f"/cohorts/{cohort.ref}/people/{ref}"
    page = text(browser.get("/enrollment"))
    for words in ("Active", "Training: sessions 1 to 6", "Fri, Jan 14, 2022", "2020-21"):
        assert words in page, words
    assert browser_of(other).get(f"/enrollment/{ref}/leave").status_code == 404
    assert browser.send(f"/enrollment/{ref}/defer", {"until": "2021-05-01", "why": "x"}).status_code == 422
    assert (
        browser.send(f"/enrollment/{ref}/defer", {"until": "", "why": "My mother is ill."}).status_code == 303
    )
    assert "You asked to be deferred" in text(browser.get("/enrollment"))
    assert "My mother is ill." in text(admin.get(office))
    assert admin.send(f"{office}/decline-deferral", {"answer": " "}, page=office).status_code == 422
    assert (
        admin.send(f"{office}/decline-deferral", {"answer": "Let us talk first."}, page=office).status_code
        == 303
    )
    assert "Let us talk first." in text(browser.get("/enrollment"))


def test_it_is_granted_ended_and_left_before_everybodys_eyes(session, enrollment, admin, browser_of, now):
    ref, cohort, person = enrollment.ref, enrollment.cohort, enrollment.person
    session.commit()
    browser, office = browser_of(person), f"/cohorts/{cohort.ref}/people/{ref}"
    assert (
        browser.send(f"/enrollment/{ref}/defer", {"until": "2021-08-02", "why": "Again."}).status_code == 303
    )
    sent = {"until": "2021-08-02", "moves": "y", "said": "We keep your place."}
    assert admin.send(f"{office}/defer", sent).status_code == 303
    page = text(browser.get("/enrollment"))
    for words in (
        "You are deferred since Mon, May 24, 2021",
        "We keep your place.",
        "The days away are added",
    ):
        assert words in page, words
    assert "I am back" not in page
    assert "Bring back" in text(admin.get(office))
    assert admin.send(f"{office}/come-back", {"cohort": cohort.ref}).status_code == 303
    assert "Why it ended" not in text(admin.get(office))
    left = browser.send(f"/enrollment/{ref}/leave", {"why": "I move to Fresno."})
    assert left.status_code == 303
    page = text(browser.get("/enrollment"))
    assert ("Withdrawn" in page, "Fresno" in page) == (True, False)
    assert "I move to Fresno." in text(admin.get(office))
    session.rollback()
    row = queries.enrollment_by_ref(ref)
    assert (row.state, account_queries.grants_of(row.person_id, now=now + timedelta(days=1))) == (
        EnrollmentState.WITHDRAWN,
        [],
    )
    kinds = {row.kind for row in session.scalars(select(OutboxRow)) if row.kind.startswith("learning.")}
    assert kinds == {"learning.back", "learning.changed", "learning.deferral_asked", "learning.left"}


def test_a_later_deadline_is_said_to_the_person_and_they_are_reminded_once(
    session, enrollment, browser_of, now
):
    """60 and 14 days before; after an extension, before the new day again."""
    person = enrollment.person
    admin = builders.make_person(roles=Role.ADMINISTRATOR)

    def reminders():
        rows = session.scalars(
            select(OutboxRow).where(OutboxRow.kind == "certification.deadline").order_by(OutboxRow.id)
        )
        return [(row.dedupe.split(":")[2:], row.state.value) for row in rows if row.to_person == person.id]

    def remind(day):
        certification.remind_of_deadlines(now=now + (day - TODAY))
        return reminders()

    assert remind(date(2021, 11, 14)) == []
    first = [["2022-01-14", "60"], "waiting"]
    assert [list(one) for one in remind(date(2021, 11, 15))] == [first]
    assert len(remind(date(2021, 12, 30))) == 1
    file = certification.open_file(enrollment=enrollment, by=builders.actor(admin), now=now)
    certification.extend(
        file=file, until=date(2022, 4, 14), reason="A long illness.", said="You have three months more.",
        by=builders.actor(admin), now=now + timedelta(days=180),
    )  # fmt: skip
    assert reminders()[0][1] == "canceled"
    (told,) = session.scalars(select(OutboxRow).where(OutboxRow.kind == "certification.extended"))
    assert told.params == {"until": "2022-04-14", "path": "/enrollment"}, "no reason stands in a mail"
    assert len(remind(date(2022, 1, 10))) == 1
    assert [one[0] for one in remind(date(2022, 4, 1))[1:]] == [["2022-04-14", "14"]]
    assert len(remind(date(2022, 4, 2))) == 2
    assert len(remind(date(2022, 4, 15))) == 2
    session.commit()
    page = text(browser_of(person).get("/enrollment"))
    assert "Moved to Thu, Apr 14, 2022" in page
    assert "You have three months more." in page
    assert "illness" not in page


@given(st.integers(0, 800), st.integers(0, 800))
def test_a_deferral_moves_the_deadline_up_to_the_last_date_of_all(counted, lasting):
    """15 months from the start, extensions of 90 days, never past 24 months (R23); days away are added likewise."""
    numbers = {"months": 15, "extension_days": 90, "months_at_most": 24}
    starts, most = date(2020, 10, 14), date(2022, 10, 14)
    away = rules.days_away(counted=counted, moves=True, since=TODAY, day=TODAY + timedelta(days=lasting))
    assert away == counted + lasting
    assert (
        rules.days_away(counted=counted, moves=False, since=TODAY, day=TODAY + timedelta(days=lasting))
        == counted
    )
    until = deadline_of(starts, None, numbers, away)
    assert until == min(date(2022, 1, 14) + timedelta(days=away), most)
    assert until <= latest_extension(starts, None, numbers, away) <= most
