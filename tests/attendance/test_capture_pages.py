"""Do the ways to take attendance work in a browser: a code on the screen, a sheet on paper, a meeting log?"""

import io
import re
from datetime import timedelta

import pypdf
import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW, on_one
from tests.registration.reading import rows, text
from tests.statements import counted
from trainer.attendance import queries
from trainer.attendance.models import Mark
from trainer.attendance.queries import captured
from trainer.attendance.rules import door
from trainer.core.web import brake
from trainer.permissions import Role

pytestmark = on_one("postgresql")  # what pages and papers say; what databases keep is tested with the actions

PEOPLE = ("Ana Soto", "Ben Okafor", "Cy Díaz")


class Desk:
    """A training whose first session began an hour ago; its trainer, its people, and their browsers."""

    def __init__(self, session, browser_of):
        self.session = session
        self.training = building.make_training((NOW.date(),))
        self.first = self.training.sessions[0]
        self.first.starts_at, self.first.ends_at = NOW - timedelta(hours=1), NOW + timedelta(hours=5)
        tess = builders.make_person("Tess", roles=(Role.TRAINER, self.training))
        people = [
            builders.make_person(name, email=f"{name.split()[0].lower()}@example.org") for name in PEOPLE
        ]
        self.places = [builders.make_registration(self.training, person) for person in people]
        self.refs = [place.ref for place in self.places]
        stranger = builders.make_person("Stranger")
        session.commit()
        self.codes = captured.row_codes(self.first)
        self.url = f"/offerings/{self.training.ref}/attendance/1"
        self.tess, self.ana, self.stranger = browser_of(tess), browser_of(people[0]), browser_of(stranger)
        session.rollback()

    def marks(self):
        self.session.rollback()
        found = queries.marks_in(self.session.merge(self.first))
        names = dict(zip([place.id for place in self.places], "abc", strict=True))
        return {names[id]: (m.presence.value, m.missed_minutes, m.source.value) for id, m in found.items()}

    def typed(self, lines, step="preview", **more):
        return self.tess.send(f"{self.url}/typed", {"text": "\n".join(lines), "step": step, **more})


@pytest.fixture
def desk(session, browser_of):
    return Desk(session, browser_of)


def hidden(answer, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.get_data(as_text=True))
    return found.group(1) if found else ""


def test_a_person_comes_by_the_code_on_the_screen_and_goes(desk):
    url = f"{desk.url}/door"
    assert "Show the code" in text(desk.tess.get(url))
    assert desk.tess.send(url, {"do": "open"}).status_code == 303
    page = desk.tess.get(url)
    assert 1 <= int(page.headers["Refresh"]) <= door.CODE_SECONDS + 1
    code = re.search(r"Code: </span>([A-Z0-9]{5})<", page.get_data(as_text=True)).group(1)
    assert "0 of 3 people are here." in text(page)
    assert "Ana" not in text(page), "a wall shows no names"

    answer = desk.ana.get(f"/here?code={code}")
    assert text(answer).count("I am here") == 1
    sent = {"code": code, "by": "camera"}
    assert desk.ana.send("/here", sent, page="/here").status_code == 303
    assert desk.ana.send("/here", sent, page="/here").status_code == 303
    assert "You are signed in already." in text(desk.ana.get("/here"))
    assert desk.marks() == {"a": ("present", 60, "qr")}
    page = text(desk.ana.get("/here"))
    assert "Here since 9:00" in page
    assert "300 of 360 minutes; 60 missed, at most 15: no credit. Missed: 60 late = 60." in page
    desk.ana.send("/here", {"do": "leave", "offering": desk.training.ref, "number": "1"})
    assert desk.marks()["a"][1] >= 359, "who leaves a moment after coming was not there"
    assert "1 of 3 people are here." in text(desk.tess.get(url))
    assert desk.tess.send(url, {"do": "close"}).status_code == 303
    assert "Show the code" in text(desk.tess.get(url))


def test_a_wrong_code_and_a_wrong_person_are_told_what_to_do(desk):
    desk.tess.send(f"{desk.url}/door", {"do": "open"})
    answer = desk.ana.send("/here", {"code": "<b>x", "by": "camera"})
    assert answer.status_code == 422
    assert "This code does not fit any more" in text(answer)
    assert "This code does not fit any more" in text(desk.ana.get("/here?code=ACDEF"))
    assert "Fill this in." in text(desk.ana.send("/here", {"code": ""}))
    page = text(desk.stranger.get("/here?code=ACDEF"))
    assert "your name is not on the list" in page
    answer = desk.stranger.send("/here", {"code": "ACDEF"}, page="/me")
    assert "You have no place in this session, so nothing was recorded." in text(answer)
    leave = {"do": "leave", "offering": desk.training.ref, "number": "1"}
    assert desk.stranger.send("/here", leave, page="/me").status_code == 404
    assert desk.marks() == {}


def test_nobody_tries_codes_for_ever_by_looking(app, desk, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_LIMIT", "3 per day")
    brake.limiter.reset()  # what other tests sent is not counted
    assert [desk.ana.get("/here?code=ACDEF").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert desk.tess.get("/here").status_code == 200, "each person is counted alone"


def test_a_sheet_goes_on_paper_and_comes_back_line_by_line(desk):
    a, b, c = (desk.codes[ref] for ref in desk.refs)
    page = text(desk.tess.get(f"{desk.url}/paper"))
    assert all(one in page for one in (*PEOPLE, a, b, c))
    file = pypdf.PdfReader(io.BytesIO(desk.tess.get(f"{desk.url}/paper.pdf").data))
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert all(one in file.pages[0].extract_text() for one in ("Ana Soto", a, c))

    answer = desk.typed([a, f"{b.lower()} L16", "QQQQ", f"{c} soon", a])
    assert answer.status_code == 422
    said = text(answer)
    for sentence in (
        "Line 3: there is no code “QQQQ”",
        "Line 4: “",
        "Line 5: the code",
        "3 lines need a correction",
    ):
        assert sentence in said
    assert "16 missed, at most 15: no credit. Missed: 16 late = 16." in said, "what is right is shown as well"
    assert 'value="confirm"' not in answer.get_data(as_text=True)

    lines = [a, f"{b} L16"]
    answer = desk.typed(lines, rest="y")
    assert (answer.status_code, desk.marks()) == (200, {}), "nothing is saved before it is confirmed"
    again = desk.typed([*lines, f"{c} X"], "confirm", shown=hidden(answer, "shown"), rest="y")
    assert again.status_code == 409
    assert "This is no longer what you were shown" in text(again)
    shown = hidden(again, "shown")
    assert desk.typed([*lines, f"{c} X"], "confirm", shown=shown, rest="y").status_code == 303
    assert desk.marks() == {
        "a": ("present", 0, "typed"),
        "b": ("present", 16, "typed"),
        "c": ("excused", 360, "typed"),
    }


LOG = (
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    "Ana S.,ANA@example.org,05/24/2021 08:05:00 AM,05/24/2021 10:00:00 AM,115,No\n"
    "Ana S.,ana@example.org,05/24/2021 10:06:00 AM,05/24/2021 02:10:00 PM,244,No\n"
    "Ben Okafor,other@example.org,05/24/2021 08:00:00 AM,05/24/2021 01:00:00 PM,300,No\n"
    "iPad <b>,,05/24/2021 07:00:00 AM,05/24/2021 07:30:00 AM,30,Yes\n"
)


def test_a_log_is_matched_by_hand_shown_and_saved_once(desk):
    url = f"{desk.url}/log"
    answer = desk.tess.send(url, {"text": LOG, "step": "read"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert page.count("Same e-mail address") == 1, "a name alone is no match"
    assert re.findall(r'value="([^"]*)" selected', page) == [desk.refs[0]], "and nobody else is chosen"
    log = hidden(answer, "log").replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">")
    who = {"who-0": desk.refs[0], "who-1": "", "who-2": "nobody"}
    answer = desk.tess.send(url, {"log": log, "step": "preview", **who})
    assert (answer.status_code, text(answer).count("Choose who this is.")) == (422, 1)
    who |= {"who-1": desk.refs[1]}
    answer = desk.tess.send(url, {"log": log, "step": "preview", **who})
    said = text(answer)
    assert "Missed: 5 late + 6 away in between = 11." in said
    assert "Missed: 60 by leaving early = 60." in said
    assert "1 person on this sheet is not in the log and stays without a mark." in said
    assert desk.marks() == {}
    sent = {"log": log, "step": "confirm", "shown": hidden(answer, "shown"), **who}
    assert desk.tess.send(url, sent).status_code == 303
    assert desk.marks() == {"a": ("present", 11, "log"), "b": ("present", 60, "log")}
    sheet = text(desk.tess.get(desk.url))
    assert "8:05 AM–10:00 AM, 10:06 AM–2:10 PM (From the log of an online meeting)" in sheet
    assert "2 of 3 marked" in sheet
    page = desk.tess.get(desk.url).get_data(as_text=True)
    assert f'name="seen-{desk.refs[0]}" value="present 11"' in page, "what was seen goes back with the form"


def test_a_file_that_is_no_log_says_what_was_found_and_loses_nothing(desk):
    url, file = f"{desk.url}/log", (io.BytesIO("Quién;Cuándo\nAna;hoy\n".encode()), "log.csv")
    answer = desk.tess.send(url, {"file": file, "step": "read", "zone": "America/New_York"})
    assert answer.status_code == 422
    assert "These columns were found: Quién, Cuándo. Needed are: Name (Original Name), Join Time" in text(
        answer
    )
    assert '<option selected value="America/New_York"' in answer.get_data(as_text=True)
    assert "Quién;Cuándo" in answer.get_data(as_text=True), (
        "the rows stand in the field, to be corrected there"
    )
    assert "These columns were found" in text(desk.tess.send(url, {"text": "a,b\n1,2\n", "step": "read"}))
    assert "Nobody is in this log." in text(desk.tess.send(url, {"step": "read"}))


def test_who_signs_in_while_a_trainer_marks_is_not_marked_over(desk):
    desk.tess.send(f"{desk.url}/door", {"do": "open"})
    code = door.code_at(queries.sheet_of(desk.session.merge(desk.first)).door, NOW)
    desk.session.rollback()
    desk.ana.send("/here", {"code": code})
    ana, ben = desk.refs[:2]
    stale = {f"presence-{ana}": "absent", f"seen-{ana}": "", f"presence-{ben}": "present", f"seen-{ben}": ""}
    answer = desk.tess.send(desk.url, {**stale, "lock": "0", "do": "save"})
    assert answer.status_code == 409
    assert "Saved meanwhile by somebody else" in text(answer)
    assert desk.marks() == {"a": ("present", 60, "self")}
    answer = desk.tess.send(desk.url, {"lock": "0", "do": "everybody"})
    page = answer.get_data(as_text=True)
    assert len(re.findall(r'value="present" checked', page)) == 3
    assert re.search(rf'name="missed-{ana}" value="60"', page), "who signed in keeps their minutes"


def test_the_pages_are_read_in_few_statements(desk, app):
    desk.tess.send(f"{desk.url}/door", {"do": "open"})
    for page, most in (("door", 10), ("paper", 9), ("typed", 9), ("log", 8)):
        with counted(app) as seen:
            assert desk.tess.get(f"{desk.url}/{page}").status_code == 200
        assert len(seen) <= most, (page, len(seen))
    with counted(app) as seen:
        assert desk.ana.get("/here").status_code == 200
    assert len(seen) <= 6
    assert rows(desk.session, Mark) == []


def test_a_sheet_of_long_ago_is_locked_and_asks_why_before_it_is_marked(session, browser_of):
    old = building.make_training(building.EARLIER_RUN[:1])
    ana = builders.make_registration(old, builders.make_person("Ana")).ref
    url = f"/offerings/{old.ref}/attendance"
    tess = builders.make_person(roles=(Role.TRAINER, old))
    session.commit()
    desk = browser_of(tess)
    session.rollback()
    assert "Locked: close it" in text(desk.get(url))
    assert "more than 14 days ago, so its sheet is locked" in text(desk.get(f"{url}/1"))
    typed = {f"presence-{ana}": "absent", "lock": "0", "do": "close"}
    answer = desk.send(f"{url}/1", typed)
    assert answer.status_code == 422
    assert rows(session, Mark) == []
    assert desk.send(f"{url}/1", {**typed, "why": "Found in a drawer."}).status_code == 303
    assert [(row.presence.value, row.why) for row in rows(session, Mark)] == [
        ("absent", "Found in a drawer.")
    ]
