"""Which ages an offering is about, and the numbers that its trainers have in registries."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

LISTS = ("ages", "trainer_ids")


def upgrade() -> None:
    _add("schedule_offering", [(name, sa.JSON(none_as_null=True), "'[]'") for name in LISTS])


def _add(table_name: str, columns: list[tuple[str, sa.types.TypeEngine, str]]) -> None:
    """Columns that are never empty: what stands there already gets the value, new rows bring their own."""
    with op.batch_alter_table(table_name) as table:
        for name, type_, value in columns:
            table.add_column(sa.Column(name, type_, nullable=False, server_default=sa.text(value)))
    with op.batch_alter_table(table_name) as table:
        for name, type_, _value in columns:
            table.alter_column(name, existing_type=type_, existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("schedule_offering") as table:
        for name in LISTS:
            table.drop_column(name)
