"""Do the trials that need processes still run? Once and small, each with its control, so that they cannot rot."""

import pytest

from tests.trial import cells, ground, killed, last_seat, pictures, publishing, queue, repeats, uploads, zones
from tests.trial.outcome import Row, merged, table
from tests.trial.roles import Walk
from trainer.core.db import db


@pytest.mark.parametrize("kind", ground.KINDS)
def test_places_and_mail_in_small(kind):
    """One test, because starting the sites costs most of it."""
    people = max(last_seat.TINY.users, queue.TINY.people, publishing.TINY.people)
    wrong = (last_seat.FAULT, repeats.FAULT, publishing.FAULT, pictures.FAULT)
    with ground.stand(kind, people, *wrong, quick=True) as stand:
        rows = [last_seat.on(stand, last_seat.TINY), repeats.on(stand, repeats.SMALL)]
        rows += [queue.on(stand, queue.TINY), publishing.on(stand, publishing.TINY)]
        rows.append(killed.on(stand.ground, killed.TINY))
        rows.append(uploads.on(stand.ground, uploads.TINY))
        if kind == "SQLite":  # it is about files, not about databases
            rows.append(pictures.on(stand.ground, stand.site, stand.broken, pictures.TINY))
    assert [row.cells() for row in rows if not row.good] == []


def test_no_cell_of_any_table_runs_in_small(app, session):
    row = cells.on(db.engine.dialect.name, Walk(app), cells.SMALL)
    assert row.good, row.cells()


def test_sessions_on_days_on_which_clocks_jump_in_small(app, session):
    row = zones.on(db.engine.dialect.name, app, zones.SMALL)
    assert row.good, row.cells()


def test_the_table_says_what_holds_and_what_a_blind_check_is_worth():
    good = Row("1", "a | b", "0", "0", "seen", True, True)
    missed, blind = Row("2", "c", "0", "1", "seen", False, True), Row("3", "d", "0", "0", "", True, False)
    said = table([good, missed, blind])
    assert [row.good for row in (good, missed, blind)] == [True, False, False]
    assert "| a \\| b |" in said
    assert "| FAILS |" in said
    assert "| WORTH NOTHING" in said
    better = Row("2", "c", "0", "0", "seen", True, True, "full")
    assert merged(said, [better]) == table([good, better, blind])
