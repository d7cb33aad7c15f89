"""Who reads which round, and does nobody else see a word?"""

import re
from datetime import date, timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.journals import building
from tests.mentoring.building import BEFORE, make_pair, make_trainee
from tests.registration.reading import text
from tests.statements import counted
from trainer.journals.models import Entry
from trainer.journals.rules import EntryState, Outcome
from trainer.permissions import Role

pytestmark = on_one("sqlite")  # what pages say; what databases keep is tested with the actions


REFLECTION = {
    "round": "1", "care": "yes", "moment": "3", "meaning": "2", "perspectives": "2", "facilitation": "2",
    "saw": "canary-saw", "question": "", "suggestion": "", "outcome": "accepted", "again_by": "",
    "private_note": "canary-private",
}  # fmt: skip


def test_a_script_in_an_entry_is_text_everywhere(session, browser_of, pair):
    entry = building.hand_in(pair, text="<script>alert('first')</script> stays")
    building.review(
        entry, pair, outcome=Outcome.REVISE, again_by=date(2021, 6, 1), saw="<script>alert('saw')</script>"
    )
    building.hand_in(pair, text="<script>alert('second')</script> stays", lock=entry.lock)
    building.write(pair, "cohort.2-r", "</textarea><script>alert('draft')</script>")
    session.commit()
    trainee, mentor = browser_of(pair.trainee), browser_of(pair.mentor)
    pages = [
        trainee.get(f"/entries/{entry.ref}"), trainee.get("/journal/cohort.2-r"), trainee.get("/journal"),
        mentor.get(f"/entries/{entry.ref}"), mentor.get(f"/reviews/{entry.ref}"), mentor.get("/reviews"),
    ]  # fmt: skip
    for page in pages:
        assert "<script>alert" not in page.get_data(as_text=True)
    assert "&lt;script&gt;alert(&#39;" in pages[0].get_data(as_text=True)


def test_rounds_stand_side_by_side_with_what_changed(session, browser_of, pair, entry):
    building.review(entry, pair, outcome=Outcome.REVISE, again_by=date(2021, 6, 1))
    building.hand_in(pair, text=building.TEXT.replace("door", "window"), lock=entry.lock)
    session.commit()
    for person in (pair.trainee, pair.mentor):
        html = browser_of(person).get(f"/entries/{entry.ref}").get_data(as_text=True)
        assert re.search(r'<del><span class="unseen">Removed: </span>door ', html)
        assert re.search(r'<ins><span class="unseen">Added: </span>window ', html)
        page = " ".join(html.split())
        assert page.index('id="round-1"') < page.index("canary-suggestion") < page.index('id="round-2"')
        assert "Hand it in again by Tue, Jun 1, 2021" in page


def test_what_is_held_is_hidden_from_a_later_mentor(session, browser_of, pair, entry, now):
    building.review(entry, pair, outcome=Outcome.PRIVACY_HOLD, care_kept=False)
    building.hand_in(pair, text="canary-mended", lock=entry.lock)
    make_pair(pair.enrollment, builders.make_person("Noa New"), now=now)
    session.commit()
    new = session.query(Entry).one().enrollment
    later = browser_of(session.query(builders.Person).filter_by(name="Noa New").one())
    for path in (f"/entries/{entry.ref}", f"/reviews/{entry.ref}"):
        page = text(later.get(path))
        assert "canary-mended" in page
        assert "Hidden to protect" in page
        for hidden in ("canary-text", "canary-saw", "canary-suggestion", "canary-private"):
            assert hidden not in page, path
    assert "canary-text" in text(browser_of(new.person).get(f"/entries/{entry.ref}"))


def test_a_draft_is_nobody_else_s(session, browser_of, pair):
    entry = building.write(pair)
    session.commit()
    assert browser_of(pair.mentor).get(f"/entries/{entry.ref}").status_code == 404
    assert browser_of(pair.mentor).get(f"/reviews/{entry.ref}").status_code == 404
    assert "canary-text" in text(browser_of(pair.trainee).get(f"/entries/{entry.ref}"))


def test_who_can_read_the_entry_is_written_on_every_page_that_shows_it(session, browser_of, pair, entry):
    building.write(pair, "cohort.2-r", "canary-draft")
    session.commit()
    trainee, mentor = browser_of(pair.trainee), browser_of(pair.mentor)
    shown = f"/entries/{entry.ref}"
    for browser, path, said in (
        (trainee, shown, f"Now read by you and {pair.mentor.name}, as it was handed in."),
        (trainee, "/journal", f"read by you and your mentor, {pair.mentor.name}. Not by your employer"),
        (
            trainee,
            "/journal/cohort.2-r",
            f"{pair.mentor.name} and I, once I hand it in",
        ),
        (mentor, shown, f"Read by {pair.trainee.name} and by you as their mentor. Not by their employer"),
        (mentor, f"/reviews/{entry.ref}", f"Read by {pair.trainee.name} and by you as their mentor. Not by"),
    ):
        assert said in text(browser.get(path)), path


def test_employer_administrator_and_other_mentors_never_see_a_word(session, browser_of, pair, entry):
    building.review(entry, pair, outcome=Outcome.REVISE, again_by=date(2021, 6, 1))
    building.write(pair, text="canary-draft", lock=entry.lock)
    agency = builders.make_organization()
    builders.make_membership(pair.trainee, agency)
    others = [
        builders.make_person(roles=(Role.COORDINATOR, agency)), builders.make_person(roles=Role.ADMINISTRATOR),
        building.make_writer("Uma Other").mentor, building.make_writer("Vic Other").trainee,
        builders.make_person(roles=(Role.TRAINER, pair.enrollment.cohort.offering)), None,
    ]  # fmt: skip
    removed = pair.mentor
    make_pair(pair.enrollment, builders.make_person(), now=BEFORE + timedelta(days=1))
    session.commit()
    paths = (
        f"/entries/{entry.ref}", f"/reviews/{entry.ref}", "/reviews", "/journal", "/journal/cohort.1-r", "/home",
        "/mentoring", "/audit", "/messages/log", f"/people/{pair.trainee.ref}",
    )  # fmt: skip
    for person in [*others, removed]:
        browser = browser_of(person)
        for path in paths:
            answer = browser.get(path)
            assert "canary" not in text(answer), (person.name if person else "stranger", path)
            if entry.ref in path:
                assert answer.status_code == (303 if person is None else 404)


@pytest.mark.parametrize("how", ["works there too", "answers for them"])
def test_a_mentor_who_has_become_a_colleague_or_the_employer_reads_no_more(
    session, browser_of, pair, entry, how
):
    agency = builders.make_organization("Little Rivers")
    builders.make_membership(pair.trainee, agency)
    session.commit()
    paths = (f"/entries/{entry.ref}", f"/reviews/{entry.ref}")
    lucia, june = browser_of(pair.trainee), browser_of(pair.mentor)
    assert all("canary" in text(june.get(path)) for path in paths)
    session.rollback()
    if how == "works there too":
        builders.make_membership(pair.mentor, agency)
    else:
        builders.make_grant(pair.mentor, Role.COORDINATOR, agency)
    session.commit()
    for path in paths:
        answer = june.get(path)
        assert answer.status_code == 409
        assert "canary" not in text(answer)
        assert "both belong to Little Rivers now" in text(answer)
    assert june.send(f"/reviews/{entry.ref}/begin", {}, page="/reviews").status_code == 409
    session.rollback()
    assert session.get(Entry, entry.id).state is EntryState.SUBMITTED
    assert "canary" in text(lucia.get(paths[0]))


def test_the_statements_do_not_grow(session, app, browser_of, pair):
    entry = building.hand_in(pair)
    session.commit()
    few = _statements(app, browser_of, pair, entry)
    session.rollback()
    for prompt in [f"cohort.{number}-{kind}" for number in range(1, 7) for kind in "rt"][1:]:
        building.hand_in(pair, prompt)
    for _ in range(4):
        newest = entry.submissions[-1].round
        building.review(entry, pair, round=newest, outcome=Outcome.REVISE, again_by=date(2021, 6, 1))
        building.hand_in(pair, text=f"round {newest}", lock=entry.lock)
    for _ in range(12):
        other = make_pair(make_trainee(pair.enrollment.cohort), pair.mentor)
        building.hand_in(other)
    session.commit()
    assert _statements(app, browser_of, pair, entry) == few
    assert max(few) <= 12


def _statements(app, browser_of, pair, entry):
    """What each page sends, the second time it is asked for."""
    counts = []
    for path in (
        "/journal",
        "/reviews",
        f"/entries/{entry.ref}",
        f"/reviews/{entry.ref}",
        "/journal/practicum.7-r",
    ):
        browser = browser_of(pair.mentor if path.startswith("/reviews") else pair.trainee)
        browser.get(path)
        with counted(app) as statements:
            assert browser.get(path).status_code == 200
        counts.append(len(statements))
    return counts
