"""Does somebody get their whole journal, in four forms, with what mentors said to them and nothing else?"""

import io
import json
import zipfile
from datetime import date

from tests import builders
from tests.conftest import on_one
from tests.journals import building
from tests.registration.reading import text
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
