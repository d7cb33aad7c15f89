"""Did anything change? Every row of every table, to compare before and after."""

from sqlalchemy import select

from trainer.core.db import db

SNAPSHOT = dict[str, list[str]]


def of_everything() -> SNAPSHOT:
    """All rows of all tables as text, inside an app context."""
    db.session.rollback()
    rows = {
        table.name: sorted(repr(tuple(row)) for row in db.session.execute(select(table)))
        for table in db.metadata.sorted_tables
    }
    db.session.rollback()
    return rows


def changed(before: SNAPSHOT, after: SNAPSHOT) -> list[str]:
    """The tables that differ, with the first row that is new or gone."""
    found = []
    for table, rows in before.items():
        if rows != after[table]:
            differing = sorted(set(rows) ^ set(after[table]))
            found.append(f"{table}: {differing[:1]}")
    return found
