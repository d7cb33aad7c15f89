"""Does a mentor see how much waits, go from entry to entry, and lose nothing of an answer that is not sent?"""

import re
from datetime import timedelta

from tests import builders
from tests.conftest import on_one
from tests.journals import building
from tests.registration.reading import rows, text
from tests.statements import per_page
from trainer.journals import actions, queries
from trainer.journals.models import Beginning, Review, ReviewDraft
from trainer.journals.rules import Outcome

pytestmark = on_one("sqlite")  # what pages say; what databases keep is tested with the actions

TYPED = {
    "round": "1",
    "lock": "0",
    "saw": "canary-saw",
    "private_note": "canary-private",
    "moment": "3",
    "care": "yes",
}


def begun(pair, entry, now):
    actions.begin_review(entry=entry, by=builders.actor(pair.mentor), now=now)


def test_load_neighbors_and_a_trainees_way_in_a_constant_number_of_statements(
    app, session, browser_of, pair, now
):
    other = building.make_writer("Uma Other", pair.mentor)
    first = building.hand_in(other, now=now - timedelta(days=45))
    again = {"outcome": Outcome.REVISE, "again_by": now.date()}
    building.review(first, other, now=now - timedelta(days=40), **again)
    building.hand_in(other, text="Once more", lock=first.lock, now=now - timedelta(days=21))
    second = building.hand_in(pair, now=now - timedelta(days=2))
    third = building.hand_in(pair, "cohort.2-r", now=now - timedelta(days=1))
    done = building.hand_in(pair, "practicum.7-r", now=now - timedelta(days=30))
    building.review(done, pair, now=now - timedelta(days=25), outcome=Outcome.ACCEPTED)
    building.review(building.hand_in(pair, "practicum.8-r"), pair, now=now)
    session.commit()
    browser, ways = browser_of(pair.mentor), f"/reviews/of/{pair.trainee.ref}"
    page = text(browser.get("/reviews"))
    assert "1 is overdue" in page
    assert "You have answered 1 entry this month." in page
    table = re.sub(r"<[^>]+>", " ", page.split("Your trainees")[1])
    assert re.search(r"Tia Tran\s+: all entries\s+First answer due on Fri, Jun 4, 2021\s+2 wait\s", table)
    assert re.search(
        r"Uma Other\s+: all entries\s+First answer due on Mon, May 17, 2021\s+1 waits\s+1 is overdue", table
    )
    middle = browser.get(f"/reviews/{second.ref}").get_data(as_text=True)
    assert re.findall(r'rel="(prev|next)" href="/reviews/([^"]+)"', middle) == [
        ("prev", first.ref), ("next", third.ref),
    ]  # fmt: skip
    way = text(browser.get(ways))
    assert way.index("Session 1") < way.index("Session 2") < way.index("Session 7")
    assert "Meaning, level 3). So far: 2." in way
    assert "canary" not in way
    assert browser_of(other.trainee).get(ways).status_code == 404
    few = per_page(app, browser, "/reviews", f"/reviews/{second.ref}", ways)
    session.rollback()
    for number in range(3, 7):
        building.hand_in(pair, f"cohort.{number}-r", now=now - timedelta(hours=number))
    session.commit()
    assert per_page(app, browser, "/reviews", f"/reviews/{second.ref}", ways) == few


def test_a_laptop_closed_in_the_middle_loses_nothing_and_two_windows_are_told(
    session, browser_of, pair, entry, now
):
    begun(pair, entry, now)
    session.commit()
    laptop, page = browser_of(pair.mentor), f"/reviews/{entry.ref}"
    token = laptop.token(page)
    sent = {"csrf_token": token, "lock": "0", "saw": "canary-saw", "chosen": "care=yes&moment=3&evil=1"}
    kept = laptop.post(f"{page}/draft?round=1", data=sent)
    assert (kept.status_code, kept.json) == (200, {"lock": 1})
    phone = browser_of(pair.mentor).get(page).get_data(as_text=True)
    assert "canary-saw" in phone
    assert re.search(r'name="moment" value="3" checked', phone)
    assert "canary-saw" not in text(browser_of(pair.trainee).get(f"/entries/{entry.ref}"))
    late = laptop.post(f"{page}/draft?round=1", data={**sent, "saw": "canary-late"})
    assert late.status_code == 409
    for act in ({"act": "keep"}, {"outcome": "accepted"}):
        both = laptop.send(page, {**TYPED, "saw": "canary-late", "meaning": "2", "perspectives": "2",
                                  "facilitation": "2", **act})  # fmt: skip
        assert both.status_code == 422
        assert "canary-saw" in text(both).split("What is saved now")[1].split("Your answer to round")[0]
        assert "canary-late" in text(both)
    assert [row.typed["saw"] for row in rows(session, ReviewDraft)] == ["canary-saw"]
    assert rows(session, Review) == []
    lock = re.search(r'name="lock" value="(\d+)"', both.get_data(as_text=True)).group(1)
    answer = {
        **TYPED,
        "lock": lock,
        "saw": "canary-both",
        "meaning": "2",
        "perspectives": "2",
        "facilitation": "2",
    }
    assert laptop.send(page, {**answer, "outcome": "accepted"}).status_code == 303
    assert rows(session, ReviewDraft) == []
    assert laptop.post(f"{page}/draft?round=1", data=sent).status_code == 409


def test_a_beginning_is_put_in_without_a_script_and_nothing_typed_is_lost(
    session, browser_of, pair, entry, now
):
    begun(pair, entry, now)
    session.commit()
    browser, page = browser_of(pair.mentor), f"/reviews/{entry.ref}"
    own = {"part": "question", "text": "What if you had waited?"}
    assert browser.send("/reviews/beginnings", own).status_code == 303
    again = browser.send("/reviews/beginnings", own)
    assert "You have this beginning already" in text(again)
    [mine] = rows(session, Beginning)
    assert browser.send(page, {**TYPED, "act": f"begin:question:{mine.ref}"}).status_code == 303
    shown = browser.get(page).get_data(as_text=True)
    assert "What if you had waited? </textarea>" in shown
    for word in ("canary-saw", "canary-private", 'name="moment" value="3" checked', 'name="lock" value="1"'):
        assert word in shown
    assert browser_of(pair.trainee).send(
        f"/reviews/beginnings/{mine.ref}/remove", {}, page="/journal"
    ).status_code == 404  # fmt: skip
    assert (
        browser.send(f"/reviews/beginnings/{mine.ref}/remove", {}, page="/reviews/beginnings").status_code
        == 303
    )
    assert rows(session, Beginning) == []


def test_only_who_answers_keeps_a_draft_and_it_goes_with_putting_back(session, pair, entry, now):
    by = builders.actor(pair.mentor)
    begun(pair, entry, now)
    actions.keep_answer(entry=entry, round=1, typed={"saw": "canary"}, lock=0, by=by, now=now)
    assert queries.draft_of(entry.submissions[0].id, pair.trainee_id) is None
    actions.put_back(entry=entry, by=by, now=now)
    assert session.query(ReviewDraft).count() == 0
