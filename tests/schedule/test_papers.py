"""Is there something good to print and to share: a tagged page in two languages, a picture of the right size?"""

import re
import struct
from datetime import date

import pytest

from tests import builders
from trainer.core import documents
from trainer.core.web.brake import limiter
from trainer.permissions import Role
from trainer.schedule.models import Offering, Session
from trainer.schedule.rules.kinds import OfferingKind, OfferingState, When


def size_of(picture):
    """Width and height of a PNG, from its head."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", picture[16:24])


def seen_values(monkeypatch, kind="pdf"):
    """What the layouts are given, and what they make of it."""
    seen = []
    real = getattr(documents, kind)

    def keep(layout, values, *, language):
        made = real(layout, values, language=language)
        if layout != "letters":
            seen.append((layout, language, values, made))
        return made

    monkeypatch.setattr(documents, kind, keep)
    return seen


@pytest.fixture
def offering(session):
    made = builders.make_offering(
        title="CoP 101 \N{PARTY POPPER} otoño", days=tuple(date(2021, 9, day) for day in range(1, 16)), platform="Zoom",
        price="Free", region="Bay Area", languages=["en", "es"], led_by=["Marcus Bell, MA"], join_url="https://m.example/secret",
        note="Canary note", audience="Those who plan and facilitate CoPs", closes_on=date(2021, 9, 1),
        prerequisite="cop-101", about="What makes a CoP, and how it is held. " * 8,
        interpretation="Into ASL in every session, and into Hmong on request",
    )  # fmt: skip
    session.commit()
    return made.ref


def test_a_flyer_is_one_tagged_page_in_the_language_asked_for(offering, client, monkeypatch):
    seen = seen_values(monkeypatch)
    answer = client.get(f"/offerings/{offering}/flyer.pdf?in=es")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    ((layout, language, values, made),) = seen
    assert (layout, language) == ("flyer", "es")
    assert made[:5] == b"%PDF-"
    assert b"/StructTreeRoot" in made
    assert b"/Lang(es)" in made
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1
    assert values["title"] == "CoP 101 otoño", "a sign that no font of ours has is left out, not an error"
    said = "Inglés, Español. Into ASL in every session, and into Hmong on request"
    assert ["Idiomas", said] in values["facts"]
    assert len(values["sessions"]) == 12
    assert "3" in values["more"]
    assert values["address"] == f"http://localhost/offerings/{offering}"
    assert "secret" not in str(values)
    assert "Canary" not in str(values)


def test_a_year_on_paper_is_what_its_page_shows(offering, session, client, monkeypatch):
    rough = builders.make_offering(title="Some time", days=(), kind=OfferingKind.SHOWCASE)
    rough.sessions.append(Session(key="m", number=1, when=When.MONTH, on=date(2021, 11, 1)))
    rough.first_on = rough.last_on = date(2021, 11, 1)
    rough.when = When.MONTH
    builders.make_offering(title="Canary draft", state=OfferingState.DRAFT)
    session.commit()
    seen = seen_values(monkeypatch)
    for query in ("", "?kind=showcases"):
        assert client.get(f"/schedule/2021-22/schedule.pdf{query}").data[:5] == b"%PDF-"
    whole, part = ([(g["title"], [r["title"] for r in g["rows"]]) for g in one[2]["groups"]] for one in seen)
    assert whole == [("September 2021", ["CoP 101 otoño"]), ("November 2021", ["Some time"])]
    assert part == [("November 2021", ["Some time"])]
    assert seen[1][2]["chosen"] == "Showcases"
    assert client.get("/schedule/2030-31/schedule.pdf").status_code == 404


def test_a_paper_is_made_once_for_all_strangers_and_anew_when_it_says_something_else(
    offering, session, client, browser_of, app, monkeypatch
):
    seen, path = seen_values(monkeypatch), f"/offerings/{offering}/flyer.pdf"
    first = client.get(path)
    again = browser_of(None).get(path)
    assert (len(seen), again.data, again.headers["ETag"]) == (1, first.data, first.headers["ETag"])
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    client.get(f"{path}?in=es")
    session.query(Offering).one().price = "$20"
    session.commit()
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert [("price" if "$20" in str(values) else language) for _layout, language, values, _made in seen] == [
        "en", "es", "price",
    ]  # fmt: skip
    year = "/schedule/2021-22/schedule.pdf"
    assert client.get(year).headers["ETag"] == client.get(year).headers["ETag"]
    assert len(seen) == 4

    monkeypatch.setitem(app.config, "PAPER_LIMIT", "2 per day")
    limiter.reset()
    assert [client.get(one).status_code for one in (path, year, path)] == [200, 200, 429]


def test_a_shared_link_has_a_picture(offering, session, client):
    page = client.get(f"/offerings/{offering}").get_data(as_text=True)
    address = re.search(r'property="og:image" content="http://localhost([^"]+)"', page)[1]
    answer = client.get(address.replace("&amp;", "&"))
    assert answer.mimetype == "image/png"
    assert size_of(answer.data) == (1200, 630)
    assert "public" in answer.headers["Cache-Control"]
    assert size_of(client.get("/schedule/2021-22/social.png").data) == (1200, 630)


def test_what_is_a_draft_is_not_printed_for_strangers(session, client, browser_of):
    draft = builders.make_offering(state=OfferingState.DRAFT)
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    ref = draft.ref
    session.commit()
    mine = browser_of(admin)
    session.commit()
    for name in ("flyer.pdf", "social.png", "calendar.ics"):
        assert client.get(f"/offerings/{ref}/{name}").status_code == 404
        answer = mine.get(f"/offerings/{ref}/{name}")
        assert answer.status_code == 200
        assert "public" not in answer.headers.get("Cache-Control", "")


def test_letters_that_no_font_has_are_found_together(monkeypatch):
    """A page of Chinese took the paper of a stranger half a minute: each letter was tried for itself."""
    tries, pdf = [], documents.pdf
    monkeypatch.setattr(documents, "pdf", lambda *args, **more: tries.append(1) or pdf(*args, **more))
    text = (
        "Círculo "
        + "".join(chr(0x4E00 + number) for number in range(60))
        + " \N{SLIGHTLY SMILING FACE} Žofie"
    )
    assert documents.writable(text) == "Círculo Žofie"
    assert len(tries) < 6


def test_what_nobody_sees_is_in_nobodys_way():
    """A mark that comes along with what is copied from a file made the paper of a stranger an error."""
    assert documents.pdf("letters", {"text": "\ufeffCírculo"}, language="en").startswith(b"%PDF")
    assert not documents.can_write("a\x00")
