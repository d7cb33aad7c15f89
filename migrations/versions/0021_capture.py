"""From when to when somebody was in a session, and what the codes at its door are made of."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add("attendance_sheet", sa.Column("door", sa.String(length=64), nullable=False), "''")
    _add("attendance_mark", sa.Column("pieces", sa.JSON(none_as_null=True), nullable=False), "'[]'")


def _add(name: str, column: sa.Column, value: str) -> None:
    """A column with a value for the rows that are there; new rows get theirs from the program."""
    column.server_default = sa.DefaultClause(sa.text(value))
    with op.batch_alter_table(name) as table:
        table.add_column(column)
    with op.batch_alter_table(name) as table:
        table.alter_column(
            column.name, existing_type=column.type, existing_nullable=False, server_default=None
        )


def downgrade() -> None:
    with op.batch_alter_table("attendance_mark") as table:
        table.drop_column("pieces")
    with op.batch_alter_table("attendance_sheet") as table:
        table.drop_column("door")
