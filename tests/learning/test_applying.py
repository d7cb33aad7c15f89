"""Does somebody apply, see every step, and become enrolled; and does nobody else read a draft or an answer?"""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.conftest import on_one
from tests.learning import building
from tests.registration.reading import text
from tests.statements import per_page
from trainer.accounts.actor import SYSTEM
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.learning import actions, rules
from trainer.learning.models import Application, Cohort, Enrollment
from trainer.learning.rules import ApplicationMove, ApplicationState, CohortReason, EnrollmentReason

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions

FIRST = date(2021, 9, 8)
WORDS = {
    "why": "Because our teachers learn alone, each behind a door.", "idea": "Six family child care homes in a street.",
    "language": "es", "setting": "family_child_care", "supervisor": "Sonia Super", "agreed": "y",
}  # fmt: skip


def announced(name="Cohort 2021", until=date(2021, 8, 1), **more):
    plan = {
        "name": name,
        "first_on": FIRST,
        "dates": rules.monthly_dates(FIRST),
        "apply_until": until,
        **more,
    }
    return building.make_cohort([], **plan)


def apply(cohort, person, now, *, send=True, **words):
    texts = actions.Texts(**{"why": WORDS["why"], "idea": WORDS["idea"], "not_yet": "", **words})
    row = actions.save_application(
        cohort=cohort, person=person, texts=texts, details=actions.Details("en"), lock=0,
        by=builders.actor(person), now=now,
    )  # fmt: skip
    if send:
        actions.send_application(application=row, by=builders.actor(person), now=now)
    return row


def test_a_draft_is_private_and_saves_itself_until_it_is_sent(session, admin, browser_of):
    cohort = announced()
    here, name = f"/apply/{cohort.ref}", cohort.name
    person = builders.make_person("Ana Applies")
    session.commit()
    browser = browser_of(person)
    assert name in text(browser.get("/apply"))
    kept = browser.send(f"{here}/draft", {"once": "", "lock": "0", "why": WORDS["why"]}, page=here)
    assert (kept.status_code, kept.get_json()) == (200, {"lock": 1})
    assert (
        browser.send(f"{here}/draft", {"once": "", "lock": "0", "why": "older"}, page=here).status_code == 409
    )
    assert "Nobody has applied yet" in text(admin.get(f"/cohorts/{cohort.ref}/applications")), (
        "a draft is private"
    )
    session.rollback()
    ref = session.scalars(select(Application.ref)).one()
    assert admin.get(f"/applications/{ref}").status_code == 404
    refused = browser.send(here, {**WORDS, "lock": "1", "act": "send"})
    assert "Say why not yet" in text(refused)
    assert WORDS["idea"] in text(refused), "everything typed is kept"
    sent = browser.send(here, {**WORDS, "lock": "1", "act": "send", "not_yet": "I take it in July."})
    assert sent.status_code == 303, text(sent)
    page = text(browser.get(here))
    assert "Take it back" in page
    assert "A draft is yours alone" not in page


def test_it_is_read_held_accepted_and_leads_to_the_first_day(session, admin, browser_of, now):
    cohort, person = announced(), builders.make_person("Ana Applies")
    here, ref = f"/apply/{cohort.ref}", apply(cohort, person, now, not_yet="I take it in July.").ref
    listing = f"/cohorts/{cohort.ref}/applications"
    session.commit()
    browser = browser_of(person)
    assert [words in text(admin.get(listing)) for words in ("Ana Applies", "not on record")] == [True, True]
    assert "Read the applications to Cohort 2021: 1" in text(admin.get("/home"))
    shown = text(admin.get(f"/applications/{ref}"))
    for words in (WORDS["why"], WORDS["idea"], "I take it in July.", "English"):
        assert words in shown, words
    assert browser.get(f"/applications/{ref}").status_code == 404
    assert "CoP 101 is not on record as completed for: Ana Applies." in text(
        admin.send(f"/applications/{ref}", {"act": "accept", "answer": ""})
    )
    assert "Say why" in text(admin.send(f"/applications/{ref}", {"act": "hold", "answer": " "}))
    held = admin.send(f"/applications/{ref}", {"act": "hold", "answer": "Write to us after CoP 101."})
    assert held.status_code == 303
    assert "Write to us after CoP 101." in text(browser.get(here))
    session.rollback()
    builders.make_completion(session.get(type(person), person.id))
    session.commit()
    assert admin.send(f"/applications/{ref}", {"act": "accept", "answer": ""}).status_code == 303
    page = text(browser.get("/enrollment"))
    for words in ("Enrolled", "Training: sessions 1 to 6", "Wed, Sep 8, 2021", "Ask to be deferred"):
        assert words in page, words
    assert "Accepted" in text(browser.get(here))
    session.rollback()
    kinds = session.scalars(select(OutboxRow.kind).order_by(OutboxRow.id)).all()
    assert kinds.count("learning.application_answered") == 2
    assert (kinds.count("learning.applied"), kinds.count("learning.application")) == (1, 1)
    told = [str(row.params) for row in session.scalars(select(OutboxRow))]
    told += [str(row.facts) for row in session.scalars(select(AuditRow))]
    assert not any(words in one for one in told for words in ("CoP 101", "behind a door", "July"))


def test_a_cohort_that_takes_no_applications_is_known_to_nobody(session, browser_of, now):
    building.load_courses()
    closed, person = announced(until=date(2021, 5, 23)), builders.make_person()
    session.commit()
    browser = browser_of(person)
    assert browser.get(f"/apply/{closed.ref}").status_code == 404
    assert "No cohort takes applications now" in text(browser.get("/apply"))
    assert "You are in no cohort yet" in text(browser.get("/enrollment"))


def test_it_can_be_taken_back_and_sent_again_until_it_is_answered(session, now):
    building.load_courses()
    cohort, (person, other) = announced(), building.ready(2)
    row = apply(cohort, person, now)
    me = builders.actor(person)
    with pytest.raises(Refused) as refused:
        apply(cohort, person, now)
    assert refused.value.reasons[0].code is EnrollmentReason.CANNOT_CHANGE
    actions.take_back_application(application=row, by=me, now=now)
    assert row.state is ApplicationState.TAKEN_BACK
    again = actions.save_application(
        cohort=cohort,
        person=person,
        texts=actions.Texts(row.why, row.idea),
        details=None,
        lock=row.lock,
        by=me,
        now=now,
    )
    actions.send_application(application=again, by=me, now=now)
    actions.answer_application(
        application=row, move=ApplicationMove.DECLINE, answer="Too many.", by=SYSTEM, now=now
    )
    for move in (ApplicationMove.ACCEPT, ApplicationMove.DECLINE):
        with pytest.raises(Refused):
            actions.answer_application(application=row, move=move, answer="Now yes", by=SYSTEM, now=now)
    with pytest.raises(Refused):
        actions.take_back_application(application=row, by=me, now=now)
    assert session.scalar(select(func.count()).select_from(Enrollment)) == 0
    # Somebody who was enrolled by hand meanwhile cannot apply any more.
    actions.enroll(cohort=cohort, person=other, by=SYSTEM, now=now)
    with pytest.raises(Refused) as refused:
        apply(cohort, other, now)
    assert refused.value.reasons[0].code is EnrollmentReason.IN_PROGRAM


def test_a_cohort_is_formed_without_anybody_when_people_can_apply(session, admin):
    asked = {
        "name": "Open", "first": "2021-09-08", "starts": "09:30", "zone": "America/Los_Angeles", "program": "2020-21",
        "shape": "training-and-implementation", "until": "2021-08-20",
    }  # fmt: skip
    page = admin.get("/cohorts/new", query_string={**asked, "step": "dates"})
    assert "People can apply until Fri, Aug 20, 2021." in text(page)
    dates = {f"dates-{n}": on.isoformat() for n, on in enumerate(rules.monthly_dates(FIRST))}
    here = "/cohorts/new?" + "&".join(f"{name}={value}" for name, value in {**asked, "step": "dates"}.items())
    answer = admin.send("/cohorts/new", {**asked, **dates}, page=here)
    assert "is formed, and people can apply." in text(admin.get(answer.location))
    assert "Takes applications" in text(admin.get("/cohorts"))
    session.rollback()
    made = session.scalars(select(Cohort)).one()
    assert (made.state, made.apply_until) == (rules.CohortState.FORMING, date(2021, 8, 20))
    assert admin.send("/cohorts/new", {**asked, **dates, "until": ""}, page=here).status_code == 422


def test_until_when_a_cohort_takes_applications(session, admin, now):
    cohort = announced()
    here = f"/cohorts/{cohort.ref}/applications"
    session.commit()
    late = admin.send(here, {"until": (FIRST + timedelta(days=1)).isoformat()})
    assert "Wed, Sep 8, 2021 at the latest" in text(late)
    assert admin.send(here, {"until": ""}).status_code == 303
    assert "Takes none now" in text(admin.get(here))
    session.rollback()
    assert session.scalars(select(Cohort.apply_until)).one() is None
    with pytest.raises(Refused) as refused:
        announced("Late", until=FIRST + timedelta(days=1))
    assert refused.value.reasons[0].code is CohortReason.APPLY_TOO_LATE


def test_the_pages_take_the_same_statements_with_one_and_with_thirty(session, app, admin, browser_of, now):
    cohort, reader = announced(), builders.make_person("Reader")
    person = builders.make_person("Ana")
    row = apply(cohort, person, now, not_yet="Soon")
    session.commit()
    pages = (f"/cohorts/{cohort.ref}/applications", f"/applications/{row.ref}", "/apply")
    own, mine = browser_of(reader), ("/apply", f"/apply/{cohort.ref}", "/enrollment")
    session.rollback()
    before = per_page(app, admin, *pages) + per_page(app, own, *mine)
    session.rollback()
    cohort = session.scalars(select(Cohort)).one()
    for _number in range(30):
        apply(cohort, builders.make_person(), now, not_yet="Soon")
    for number in range(5):
        announced(f"More {number}")
    session.commit()
    assert per_page(app, admin, *pages) + per_page(app, own, *mine) == before
    assert max(before) <= 14, before
