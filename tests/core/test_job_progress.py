"""Does the page of an upload move while its one transaction saves, on both databases, and say nothing untrue after?"""

from dataclasses import replace

from tests.core.test_jobs import LIST, Office, work
from trainer import worker
from trainer.core import clock, progress, running
from trainer.organizations.models import Membership


def test_the_page_moves_while_everything_is_saved_at_once(session, browser_of):
    office = Office(session, browser_of)
    page = office.upload(office.people, LIST + "Cy,cy@agency.example.org,\n")
    work()
    office.browser.send(page, {})
    first, seen = worker.runner().kinds["organizations.members"], []

    def looking(given):
        report = first.apply(given)
        given.step(2, 3)
        seen.append((office.read(page), office.count(Membership)))
        return report

    hands = running.Runner(
        {"organizations.members": replace(first, apply=looking)}, worker.runner().actor_for
    )
    assert hands.run(clock.now)
    [(shown, saved)] = seen
    assert "2 of 3 lines" in shown
    assert saved == 0, "and nothing of it could be seen yet"
    assert "All 3 lines of the file were saved." in office.read(page)
    assert not (progress.file() and progress.file().exists())


def test_what_another_worker_wrote_down_is_not_told(app, tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "file", lambda: tmp_path / "news")
    assert progress.of(1, "mine") is None
    progress.tell(1, "mine", 5, 9)
    assert (progress.of(1, "mine"), progress.of(1, "another"), progress.of(2, "mine")) == ((5, 9), None, None)
    (tmp_path / "news").write_text("half a")
    assert progress.of(1, "mine") is None
