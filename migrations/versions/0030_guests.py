"""Guests at the door; how many minutes could be missed when somebody was marked."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attendance_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "\"format\" IN ('in_person', 'virtual', 'hybrid', 'tbd')", name=op.f("ck_attendance_guest_format")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["schedule_session.id"], name=op.f("fk_attendance_guest_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_guest")),
        sa.UniqueConstraint("ref", name=op.f("uq_attendance_guest_ref")),
    )
    op.create_index("ix_attendance_guest_session", "attendance_guest", ["session_id"])
    op.create_index("ix_attendance_guest_noted", "attendance_guest", ["noted_at", "id"])
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
    op.drop_table("attendance_guest")
