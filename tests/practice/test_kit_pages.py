"""Do the pages around a session work: plan, agenda mail, today, afterwards, money?"""

import io
from datetime import timedelta

import pytest

from tests.conftest import on_one
from tests.practice.house import statements, text
from trainer.core import files
from trainer.core.files import StoredFile
from trainer.core.outbox import OutboxRow
from trainer.curriculum.models import Piece
from trainer.curriculum.rules import PieceKind
from trainer.practice.models import (
    Mailing,
    Member,
    Money,
    PlanRow,
    Research,
    SessionNote,
    SessionPlan,
    Touch,
    VoiceTally,
)

pytestmark = on_one("sqlite")  # what pages say; what databases keep is tested with the actions

TEMPLATE = """
| Minutes | What | How | Who | Why |
|---|---|---|---|---|
| 55 | Talk | Trace round | | See |
| 5 | Break | | | |
"""


@pytest.fixture
def one(house):
    """A session today, with five members, three of whom have an address; a card and the template are loaded."""
    made = house.meet(held=False)
    for member in house.session.query(Member).order_by(Member.id).limit(3):
        member.email = f"{member.ref[:6].lower().replace('-', 'x').replace('_', 'x')}@example.org"
    for kind, name, titles, content in (
        (PieceKind.CARD, "trace-round", {"en": "Trace round", "es": "Ronda de huellas"}, {}),
        (PieceKind.TEMPLATE, "session-plan", {"en": "Session plan"}, {"text": {"en": TEMPLATE}}),
    ):
        house.session.add(
            Piece(
                kind=kind,
                name=name,
                position=1,
                titles=titles,
                content=content,
                digest="x",
                loaded_at=house.now,
            )
        )
    house.session.commit()
    return made


def row(place, minutes, activity, **more):
    """One row of the form."""
    said = {"minutes": minutes, "activity": activity, "kind": "activity", "protocol": "", **more}
    return {f"rows-{place}-{name}": value for name, value in said.items()}


def rows(house):
    return [(row.minutes, row.activity) for row in sorted(house.fresh(PlanRow), key=lambda row: row.position)]


def test_a_plan_is_begun_from_the_template_and_its_rows_move_without_scripts(house, one):
    tess, page = house.browser("tess"), f"/cop-sessions/{one.ref}/plan"
    first = text(tess.get(page))
    assert "How do you want to begin?" in first
    assert "A copy of last time" not in first
    tess.send(f"{page}/begin", {"beginning": "template", "lock": "0"}, page=page)
    html = text(tess.get(page))
    assert "60 of 90 minutes; 30 are free." in html
    assert 'value="trace-round"' in html
    assert "Draft" in html
    typed = {
        "lock": "1",
        "purpose": "Meet",
        **row(0, "60", "Talk"),
        **row(1, "5", "Break", kind="break"),
        **row(2, "", ""),
    }
    down = tess.send(page, {**typed, "do": "down-0"})
    assert down.location.endswith("#row-1")
    assert rows(house) == [(5, "Break"), (60, "Talk")]
    moved = {"lock": "2", **row(0, "5", "Break"), **row(1, "60", "Talk"), **row(2, "26", "Close")}
    early = tess.send(page, {**moved, "do": "ready"})
    assert "Saved, and not ready yet" in text(tess.get(early.location))
    assert "91 of 90 minutes; 1 too many." in text(tess.get(page))
    gone = tess.send(page, {**moved, "lock": "3", "do": "remove-0"})
    assert gone.status_code == 303
    assert "86 of 90 minutes; 4 are free." in text(tess.get(page))


def test_a_plan_that_somebody_else_saved_is_shown_beside_and_one_that_adds_up_is_ready(house, one):
    tess, page = house.browser("tess"), f"/cop-sessions/{one.ref}/plan"
    tess.send(page, {"lock": "0", **row(0, "60", "Talk"), "do": "save"})
    stale = tess.send(page, {"lock": "0", **row(0, "7", "Mine, long typed"), "do": "save"})
    html = stale.get_data(as_text=True)
    assert stale.status_code == 422
    assert "Mine, long typed" in html
    assert "60 min: Talk" in html
    wrong = tess.send(page, {"lock": "1", **row(0, "601", "Too long"), "do": "save"})
    assert "from 0 to 600" in wrong.get_data(as_text=True)
    whole = {
        "lock": "1",
        **row(0, "60", "Talk"),
        **row(1, "30", "Close"),
        "slides": "brought",
        "role_greeter": "Ana",
    }
    assert text(tess.get(tess.send(page, {**whole, "do": "ready"}).location)).count("The plan is ready") == 1
    assert house.fresh(SessionPlan)[0].ready_at is not None
    assert tess.get(f"{page}.pdf").get_data().startswith(b"%PDF")
    assert "Trace round" not in text(house.browser("mentor").get(f"/cop-sessions/{one.ref}"))
    assert "Close" in text(house.browser("mentor").get(f"/cop-sessions/{one.ref}"))
    assert "Close" not in text(house.browser("admin").get(f"/cop-sessions/{one.ref}"))


def test_members_read_the_agenda_and_what_is_new_in_it(house, one):
    tess, here = house.browser("tess"), f"/cop-sessions/{one.ref}"
    assert "is not ready to go out" in text(tess.get(f"{here}/agenda"))
    whole = {"slides": "link", "slides_link": "https://example.org/s", "question": "Why?", "do": "ready"}
    tess.send(f"{here}/plan", {"lock": "0", **whole, **row(0, "90", "Talk")})
    shown = text(tess.get(f"{here}/agenda"))
    for words in (
        "3 members get it.",
        "2 members have no e-mail address here: Member 04, Member 05",
        "90 min  Talk",
        "https://example.org/s",
        "Our question: Why?",
        "If you answer this mail, your answer reaches Tess",
    ):
        assert words in shown, words
    tess.send(f"{here}/agenda", {"words": "Bring a scarf", "do": "show"})
    assert house.fresh(Mailing) == []
    assert tess.send(f"{here}/agenda", {"words": "Bring a scarf", "do": "send"}).status_code == 303
    assert len(house.fresh(OutboxRow)) == 3
    tess.send(f"{here}/plan", {"lock": "1", **whole, **row(0, "60", "Talk"), **row(1, "30", "Walk")})
    again = text(tess.get(f"{here}/agenda"))
    for words in (
        "Send the agenda again",
        "2 things have changed since",
        "Talk: 60 minutes, instead of 90",
        "New: Walk",
    ):
        assert words in again, words


def test_today_has_the_agenda_with_its_times_and_keeps_notes_and_voices(app, house, one):
    tess, here = house.browser("tess"), f"/cop-sessions/{one.ref}"
    bare = statements(app, tess, f"{here}/today")
    tess.send(f"{here}/plan", {"lock": "0", "do": "save", **row(0, "10", "Arrive"), **row(1, "80", "Talk")})
    html = text(tess.get(f"{here}/today"))
    for words in ("9:10", 'data-row-minutes="80"', "data-timer", "At the door", "Seat C", "no names"):
        assert words in html, words
    assert html.index('id="door"') < html.index('id="agenda"'), "people arrive first"
    assert statements(app, tess, f"{here}/today") == bare
    first = tess.send(f"{here}/notes/keep", {"text": "Warm", "lock": "0"}, page=f"{here}/today")
    assert first.get_json() == {"lock": 1}
    late = tess.send(f"{here}/notes/keep", {"text": "Cold", "lock": "0"}, page=f"{here}/today")
    assert late.status_code == 409
    both = tess.send(f"{here}/notes", {"text": "Cold", "lock": "0"}).get_data(as_text=True)
    assert "Warm" in both
    assert "Cold" in both
    assert [note.text for note in house.fresh(SessionNote)] == ["Warm"]
    tess.send(f"{here}/voices", {"seats-0": "3", "seats-1": "0", "seats-2": "5"}, page=f"{here}/today")
    assert house.fresh(VoiceTally)[0].turns == [3, 0, 5]
    tess.send(f"{here}/voices", {"seats-0": "many"}, page=f"{here}/today")
    assert house.fresh(VoiceTally)[0].turns == [3, 0, 5]
    assert "5, 3, 0" in text(tess.get(f"{here}/afterwards"))


def test_afterward_everybody_is_written_to_and_the_list_fills_itself(app, house, one):
    tess, here = house.browser("tess"), f"/cop-sessions/{one.ref}"
    bare = statements(app, tess, f"{here}/afterwards")
    tess.send(f"/cop-sessions/{one.ref}/sign-ins", {"name": "Member 01"})
    tess.send(f"{here}/highlights", {"text": "A calm door", "lock": "0", "do": "save"})
    assert "Members do not see them yet" in text(tess.get(f"{here}/highlights"))
    tess.send(f"{here}/research", {"what": "Count greetings", "who": "", "remind_on": "2021-05-28"})
    late = tess.send(f"{here}/research", {"what": "x", "who": "", "remind_on": "2021-05-01"})
    assert "from tomorrow on" in late.get_data(as_text=True)
    shown = text(tess.get(f"{here}/follow-up"))
    for words in ("1 member came.", "4 members were missed.", "thank you for coming", "we missed you", "A calm door",
                  "- Count greetings"):  # fmt: skip
        assert words in shown, words
    tess.send(
        f"{here}/follow-up",
        {"came": "Thanks", "missed": "Missed", "body": "", "highlights": "y", "do": "send"},
    )
    listed = text(tess.get(f"{here}/afterwards"))
    for words in ("Highlights posted", "Keep the momentum", "1 person signed in", "1 thing"):
        assert words in listed, words
    assert statements(app, tess, f"{here}/afterwards") == bare
    assert len([row for row in house.fresh(OutboxRow) if row.kind == "practice.follow_up"]) == 3
    [wanted] = house.fresh(Research)
    tess.send(f"{here}/research", {"drop": wanted.ref}, page=f"{here}/research")
    assert house.fresh(Research) == []
    between = f"/cops/{house.cop.ref}/between"
    tess.send(between, {"on": "2021-05-24", "how": "call", "who": "", "about": "Said hello"})
    assert "Said hello" in text(tess.get(between))
    assert house.fresh(Touch)[0].about == "Said hello"


def test_facilitators_see_entries_administrators_sums_and_no_cell_is_a_formula(house, one):
    tess, page = house.browser("tess"), f"/cops/{house.cop.ref}/money"
    entry = {"kind": "expense", "what": "=1+1 fruit", "amount": "12.5", "currency": "USD", "line": "food", "giver": "",
             "on": "2021-05-24", "session": one.ref}  # fmt: skip
    assert tess.send(page, {**entry, "amount": "a lot"}).status_code == 422
    assert tess.send(page, entry).status_code == 303
    gift = {**entry, "kind": "in_kind", "what": "Room", "amount": "80", "line": "venue", "session": ""}
    tess.send(page, gift)
    own = text(tess.get(page))
    for words in ("=1+1 fruit", "$12.50", "$80.00", "The CoP as a whole"):
        assert words in own, words
    assert text(tess.get(f"{page}?session={one.ref}")).count("Remove this entry") == 1
    csv = tess.get(f"{page}.csv").get_data().decode("utf-8-sig")
    assert "'=1+1 fruit" in csv
    assert "12.50,USD" in csv
    for who in ("admin", "mentor"):
        seen = text(house.browser(who).get(page))
        assert "$80.00" in seen
        assert "fruit" not in seen
        assert house.browser(who).get(f"{page}.csv").status_code == 404
    assert house.browser("coordinator").get(page).status_code == 404
    tess.send(
        f"/cops/{house.cop.ref}/budget",
        {"cents_food": "20", "in_kind_venue": "100", "budget_currency": "USD"},
        page=page,
    )
    assert 'value="20.00"' in text(tess.get(page))
    [fruit, _room] = house.fresh(Money)
    tess.send(f"{page}/remove", {"money": fruit.ref}, page=page)
    assert len(house.fresh(Money)) == 1


def test_a_session_in_three_weeks_is_followed_by_no_reminder_of_a_long_break(house, one):
    house.meet(house.now + timedelta(days=21), held=False)
    assert "Keep the momentum" not in text(house.browser("tess").get(f"/cop-sessions/{one.ref}/afterwards"))


def test_a_receipt_is_a_photo_or_a_pdf_and_only_the_facilitators_get_it(house, one):
    tess, page = house.browser("tess"), f"/cops/{house.cop.ref}/money"
    entry = {"kind": "expense", "what": "Fruit", "amount": "12.5", "currency": "USD", "line": "food", "giver": "",
             "on": "2021-05-24", "session": ""}  # fmt: skip
    tess.send(page, entry)
    [fruit] = house.fresh(Money)
    here = f"/cop-money/{fruit.ref}/receipt"
    script = tess.send(here, {"file": (io.BytesIO(b"#!/bin/sh"), "receipt.pdf")})
    assert script.status_code == 422
    assert "neither a photo nor a PDF" in script.get_data(as_text=True)
    assert tess.get(f"{here}/file").status_code == 404
    paper = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    assert tess.send(here, {"file": (io.BytesIO(paper), "receipt.pdf")}).status_code == 303
    got = tess.get(f"{here}/file")
    assert (got.get_data(), got.headers["Cache-Control"]) == (paper, "private, no-store")
    assert "attachment" in got.headers["Content-Disposition"]
    for who in ("admin", "mentor", "theo", "coordinator"):
        assert house.browser(who).get(f"{here}/file").status_code == 404, who
    [file] = house.fresh(StoredFile)
    tess.send(f"{page}/remove", {"money": fruit.ref}, page=page)
    assert house.fresh(StoredFile)[0].removed_at is not None
    assert not files.place_of(file.ref).exists()
