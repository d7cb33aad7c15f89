"""What does a database really hold? Its whole DDL as plain lines: CHECK constraints and triggers too."""

import re
import sqlite3

import psycopg

PG_QUERIES = (
    "SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' ||"
    " coalesce(character_maximum_length::text, '') || ' null=' || is_nullable ||"
    " ' default=' || coalesce(column_default, '')"
    " FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'",
    "SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version'",
    "SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'",
    "SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT 'function ' || proname || ' ' || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def _parts(body: str) -> list[str]:
    """The parts of a CREATE TABLE between its outer parentheses, split at the commas of the outermost level."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(body):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.append(body[start:index])
            start = index + 1
    return [*parts, body[start:]]


def of_sqlite(path: str) -> list[str]:
    """The DDL of an SQLite file; the order of a table's parts does not count."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    ).fetchall()
    connection.close()
    lines = []
    for kind, name, table, sql in rows:
        if table == "alembic_version":
            continue
        text = re.sub(r"\s+", " ", sql.replace('"', "")).strip()
        if kind == "table":
            body = text[text.index("(") + 1 : text.rindex(")")]
            lines += [f"table {name}: {part.strip()}" for part in _parts(body)]
        else:
            lines.append(f"{kind} {name}: {text}")
    return sorted(lines)


def of_postgresql(url: str) -> list[str]:
    """The DDL of a PostgreSQL database."""
    with psycopg.connect(url) as connection:
        return sorted(
            re.sub(r"\s+", " ", row[0]) for query in PG_QUERIES for row in connection.execute(query)
        )
