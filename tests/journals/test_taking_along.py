"""Does somebody get their whole journal, in four forms, with what mentors said to them and nothing else?"""

import io
import json
import zipfile
from datetime import date

from tests import builders
from tests.conftest import on_one
from tests.journals import attaching, building
from tests.registration.reading import text
from trainer.core import files
from trainer.journals import actions, rules
from trainer.journals.rules import Beside, Link, Shows

pytestmark = on_one("postgresql")  # what files hold; what databases keep is tested with the actions


def test_the_whole_journal_in_four_forms(session, browser_of, pair):
    entry = building.hand_in(pair)
    again = {"outcome": rules.Outcome.REVISE, "again_by": date(2021, 6, 9)}
    building.review(entry, pair, **again)
    building.hand_in(pair, text="canary-second: and then it was shut.", lock=1)
    building.write(pair, "practicum.8-t", "canary-draft ✨ 门开着")
    actions.save_draft(
        enrollment=pair.enrollment, prompt_id="free:made-on-a-phone-01", text="canary-free", lock=0,
        by=builders.actor(pair.trainee), now=building.MONDAY,
        beside=Beside(title="At the door", shows=(Shows.FAMILIES,), areas=(8,), links=(Link("https://a.example/x"),)),
    )  # fmt: skip
    building.write(building.make_writer("Somebody Else"), text="canary-not-mine")
    session.commit()
    browser = browser_of(pair.trainee)
    assert "Every prompt, what you wrote, every round" in text(browser.get("/journal/export"))
    answer = browser.get("/journal/export.zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    answer.close()
    assert archive.namelist() == ["journal.json", "journal.html", "journal.pdf"]
    assert archive.read("journal.pdf").startswith(b"%PDF")
    assert browser.get("/journal/export.pdf").data.startswith(b"%PDF")
    fields = json.loads(browser.get("/journal/export.json").data)
    page = browser.get("/journal/export.html")
    assert page.headers["Content-Disposition"] == 'attachment; filename="journal.html"'
    assert [len(one["rounds"]) for one in fields["entries"]] == [2, 0, 0]
    for said in (page.get_data(as_text=True), json.dumps(fields, ensure_ascii=False)):
        for wanted in (
            "canary-text", "canary-second", "canary-draft", "canary-free", "canary-saw", "canary-question",
            "canary-suggestion", "Question cohort.1-r?", "At the door", "Families", "https://a.example/x",
        ):  # fmt: skip
            assert wanted in said, wanted
        assert "canary-private" not in said
        assert "canary-not-mine" not in said
    assert browser.get("/journal/export.exe").status_code == 404


def test_photos_go_along_as_long_as_everybody_in_them_allows_it(
    session, app, browser_of, pair, tmp_path, monkeypatch
):
    monkeypatch.setattr(files, "_folder", tmp_path)
    entry = building.write(pair)
    attaching.attach(
        entry, recognizable=False, caption="An open door", prepared=attaching.prepared(data=b"1")
    )
    allowed, withdrawn, unasked = (attaching.attach(entry, caption=f"canary-{one}") for one in "xyz")
    attaching.consent(allowed)
    taken_back = attaching.consent(withdrawn)
    by = builders.actor(pair.trainee)
    actions.withdraw_consent(consent=taken_back, by=by, now=building.MONDAY)
    session.commit()
    browser = browser_of(pair.trainee)
    answer = browser.get("/journal/export.zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    answer.close()
    kept = [name for name in archive.namelist() if name.startswith("files/")]
    assert kept == ["files/001-1.jpg", "files/001-2.jpg"]
    assert archive.read("files/001-1.jpg") == b"1"
    page = archive.read("journal.html").decode()
    assert page.count("data:image/jpeg;base64,") == 2
    assert "a consent was taken back" in page
    assert "is not recorded" in page
    for hidden in ("canary-y", "canary-z"):
        assert hidden not in page + archive.read("journal.json").decode()
    assert "a consent was taken back" in text(browser.get("/journal/export"))
    assert unasked.ref in archive.read("journal.json").decode()
