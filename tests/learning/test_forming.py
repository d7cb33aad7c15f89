"""Can an administrator form a cohort in two pages, and find who is missing and why?"""

import html
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.conftest import on_one
from tests.learning import building
from tests.registration.reading import text
from trainer.accounts.actor import SYSTEM
from trainer.certification import loading as certification
from trainer.curriculum.models import Standing
from trainer.curriculum.rules import StandingKind
from trainer.learning import queries, rules
from trainer.learning.models import Cohort, Enrollment
from trainer.registration.models import Registration

pytestmark = on_one("postgresql")  # what pages say; what databases keep is tested with the actions


PLAN = {
    "name": "Cohort 2021", "first": "2021-10-13", "starts": "09:30", "zone": "America/Los_Angeles",
    "program": "2020-21", "shape": "training-and-implementation",
}  # fmt: skip


def address(people, **more):
    return "/cohorts/new", {**PLAN, "who": [one.ref for one in people], **more}


def dates(first=date(2021, 10, 13)):
    return {f"dates-{n}": on.isoformat() for n, on in enumerate(rules.monthly_dates(first))}


def confirmed(people, **more):
    plan = {name: value for name, value in PLAN.items() if name != "first"}
    return {**plan, **dates(), "who": [one.ref for one in people], **more}


def count(session, model):
    session.rollback()
    found = session.scalar(select(func.count()).select_from(model))
    session.rollback()
    return found


def ready(session, number=2, name="Trainee"):
    people = building.ready(number, name)
    session.commit()
    for one in people:
        session.refresh(one)
        session.expunge(one)
    session.rollback()
    return people


def test_no_cohort_yet_says_how_one_comes(session, admin):
    assert "No cohort yet" in text(admin.get("/cohorts"))


def test_a_cohort_is_formed_in_two_pages(session, admin):
    people = ready(session)
    page = admin.get("/cohorts/new")
    assert "Trainee 01" in text(page)
    path, asked = address(people, step="dates")
    page = admin.get(path, query_string=asked)
    assert [f'value="{on}"' in page.get_data(as_text=True) for on in dates().values()] == [True] * 12
    assert "2 people start" in text(page)
    assert count(session, Cohort) == 0
    answer = admin.send(path, confirmed(people), page=f"/cohorts/new?step=dates&{query(asked)}")
    assert answer.status_code == 303
    shown = text(admin.get(answer.location))
    for words in ("Cohort 2021", "Trainee 01", "Training: sessions 1 to 6", "0 of 6", "Not begun yet"):
        assert words in shown, words
    assert "Cohort 2021" in text(admin.get("/cohorts"))
    assert count(session, Enrollment) == 2


def query(asked):
    return "&".join(
        f"{name}={one}"
        for name, value in asked.items()
        for one in (value if isinstance(value, list) else [value])
    )


def test_dates_can_be_changed_and_what_is_wrong_is_said_with_everything_kept(session, admin):
    people = ready(session)
    page = f"/cohorts/new?step=dates&{query(address(people)[1])}"
    wrong = confirmed(people, **{"dates-3": "2021-12-30"})
    answer = admin.send("/cohorts/new", wrong, page=page)
    assert answer.status_code == 422
    assert "Date 4 is in the same month as the one before it." in text(answer)
    assert 'value="2021-12-30"' in answer.get_data(as_text=True)
    assert "2 people start" in text(answer)
    assert count(session, Cohort) == 0
    moved = confirmed(people, **{"dates-3": "2022-01-20"})
    assert admin.send("/cohorts/new", moved, page=page).status_code == 303
    session.rollback()
    assert date(2022, 1, 20) in [one.on for one in queries.cohort_by_ref(_ref(session)).offering.sessions]


def _ref(session):
    return session.scalars(select(Cohort.ref)).one()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dates-5", ""), ("dates-5", "soon"), ("dates-5", "0001-01-01"), ("starts", "25:00"), ("zone", "Mars/Base"),
        ("name", ""), ("program", "1999"), ("name", "two\nlines"),
    ],
)  # fmt: skip
def test_nonsense_forms_no_cohort(session, admin, field, value):
    people = ready(session)
    page = f"/cohorts/new?step=dates&{query(address(people)[1])}"
    assert admin.send("/cohorts/new", confirmed(people, **{field: value}), page=page).status_code == 422
    assert count(session, Cohort) == 0


def test_the_first_page_asks_for_what_is_missing(session, admin):
    page = admin.get("/cohorts/new", query_string={"name": "", "step": "dates"})
    assert "Nobody is ticked yet." in text(page)
    assert "Fill this in." in text(page)
    assert "Choose a day." in text(page)


def test_who_is_missing_is_found_with_the_reason(session, admin):
    building.make_cohort(building.ready(1, "Taken"))
    builders.make_person("Nora Notyet")
    builders.make_completion(builders.make_person("Rita Ready"))
    session.commit()
    page = text(admin.get("/cohorts/new"))
    assert "Rita Ready" in page
    assert "Nora" not in page
    assert "Taken 01" not in page
    assert "CoP 101 is not on record as completed." in text(admin.get("/cohorts/new?q=nora"))
    assert "Is in a cohort already." in text(admin.get("/cohorts/new?q=taken"))
    assert "Nobody found" in text(admin.get("/cohorts/new?q=qqq"))


def test_ticks_survive_a_search_and_the_next_page_of_the_list(session, admin):
    people = ready(session, 60)
    page = admin.get(
        "/cohorts/new", query_string={**PLAN, "who": [people[2].ref], "q": "nobody", "step": "people"}
    )
    assert "1 person is ticked." in text(page)
    assert "Ticked before" in text(page)
    first = admin.get("/cohorts/new", query_string={**PLAN, "who": [people[2].ref]}).get_data(as_text=True)
    after = re.search(r'name="after" value="([^"]+)"', first)[1]
    second = admin.get("/cohorts/new", query_string={**PLAN, "who": [people[2].ref], "after": after})
    assert "Trainee 03" in text(second)
    assert "Trainee 26" in text(second)
    assert f'value="{people[2].ref}" checked' in second.get_data(as_text=True)


def test_every_loaded_edition_of_the_program_is_offered_and_the_one_in_force_is_chosen(session, admin):
    certification.load(building.COURSES, by=SYSTEM, now=building.FORMED)
    session.commit()
    page = admin.get("/cohorts/new").get_data(as_text=True)
    options = re.findall(r'<option( selected)? value="(20[^"]+)"', page)
    assert options == [(" selected", "2020-21"), ("", "2026")]


def test_somebody_who_lost_the_course_meanwhile_is_named(session, admin):
    people = ready(session)
    other = builders.make_person("Nora <b>Notyet</b>")
    session.commit()
    answer = admin.send(
        "/cohorts/new",
        confirmed([*people, other]),
        page=f"/cohorts/new?step=dates&{query(address(people)[1])}",
    )
    assert answer.status_code == 422
    assert "CoP 101 is not on record as completed for: Nora <b>Notyet</b>." in html.unescape(text(answer))
    assert "<b>Notyet" not in answer.get_data(as_text=True)
    assert count(session, Registration) == 0


def test_a_double_click_forms_one_cohort(session, admin):
    people = ready(session)
    data = confirmed(people, once="k" * 22)
    page = f"/cohorts/new?step=dates&{query(address(people)[1])}"
    answers = [admin.send("/cohorts/new", data, page=page) for _click in range(2)]
    assert answers[0].location == answers[1].location
    assert count(session, Cohort) == 1


def test_who_holds_a_valid_certificate_is_not_offered_but_found(session, admin):
    held, lapsed, plain = ready(session, 3)
    for person, until in ((held, date(2023, 5, 24)), (lapsed, date(2021, 5, 23))):
        since = until - timedelta(days=1095)
        session.add(
            Standing(person_id=person.id, kind=StandingKind.CERTIFIED, since=since, until=until, cause="test")
        )
    session.commit()
    listed = admin.get("/cohorts/new").get_data(as_text=True)
    assert [one.ref in listed for one in (held, lapsed, plain)] == [False, True, True]
    found = admin.get("/cohorts/new", query_string={"q": held.name}).get_data(as_text=True)
    assert held.ref in found
    assert found.count("Is certified already.") == 1
