"""How many minutes could be missed when somebody was marked."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attendance_mark") as table:
        table.add_column(
            sa.Column("missed_at_most", sa.Integer(), nullable=False, server_default=sa.text("15"))
        )
    with op.batch_alter_table("attendance_mark") as table:
        table.alter_column(
            "missed_at_most", existing_type=sa.Integer(), existing_nullable=False, server_default=None
        )


def downgrade() -> None:
    with op.batch_alter_table("attendance_mark") as table:
        table.drop_column("missed_at_most")
