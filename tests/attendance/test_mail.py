"""Do the messages about a record read well in both languages, day by day?"""

import pytest

from tests import builders
from tests.attendance import building
from tests.conftest import NOW
from trainer.core.outbox import OutboxRow
from trainer.messages import rendering


def read(row, language):
    return rendering.render(
        kind=row.kind, params=row.params, name="Ana Ruiz", language=language, sender=("Program", "p@example.org"),
        now=NOW,
    )  # fmt: skip


@pytest.fixture
def letters(session):
    """A record that was made, and corrected after the first message had been sent."""
    training = building.make_training()
    ana = builders.make_registration(training, builders.make_person("Ana"))
    building.hold(training, {ana: [0, 16, "absent"]})
    session.query(OutboxRow).update({"state": "sent"})
    building.mark(training.sessions[1], training, building.said(ana, 5), why="The clock was wrong")
    building.mark(training.sessions[0], training, building.said(ana, "absent"), why="Another Ana")
    return session.query(OutboxRow).order_by(OutboxRow.id).all()


def test_each_day_is_told_with_its_arithmetic(letters):
    first = read(letters[0], "en")
    assert first.subject == "On your record: CoP 101"
    assert "with 6 hours" in first.body
    assert (
        "- Tue, May 18, 2021: 360 of 360 minutes; 0 missed, at most 15: credit for the session." in first.body
    )
    assert "- Wed, May 19, 2021: 344 of 360 minutes; 16 missed, at most 15: no credit." in first.body
    assert "- Thu, May 20, 2021: Absent, 0 of 360 minutes: no credit." in first.body
    assert "http://localhost/me/record" in first.body
    assert "ask your trainer" in first.body


def test_a_correction_says_what_counts_now_and_not_why(letters):
    assert [row.kind for row in letters] == ["attendance.recorded"] + ["attendance.corrected"] * 2
    told = read(letters[2], "en")
    assert told.subject == "Your record was corrected: CoP 101"
    assert "It now counts 6 hours." in told.body
    assert "Another Ana" not in told.body


def test_they_read_in_spanish_too(letters):
    for row in (letters[0], letters[2]):
        assert "Ana Ruiz" in read(row, "es").body


def test_a_record_without_hours_says_so(session):
    training = building.make_refresher()
    ana = builders.make_registration(training, builders.make_person("Ana"))
    building.hold(training, {ana: [100]})
    (row,) = session.query(OutboxRow).all()
    assert "is on your training record, without clock hours." in read(row, "en").body
