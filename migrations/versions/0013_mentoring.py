"""Pairs and meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mentoring_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("mentor_id <> trainee_id", name=op.f("ck_mentoring_pair_two_people")),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["learning_enrollment.id"], name=op.f("fk_mentoring_pair_enrollment_id")
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["accounts_grant.id"], name=op.f("fk_mentoring_pair_grant_id")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["accounts_person.id"], name=op.f("fk_mentoring_pair_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["accounts_person.id"], name=op.f("fk_mentoring_pair_trainee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_pair")),
        sa.UniqueConstraint("ref", name=op.f("uq_mentoring_pair_ref")),
    )
    op.create_index("ix_mentoring_pair_mentor", "mentoring_pair", ["mentor_id", "until"], unique=False)
    op.create_index("ix_mentoring_pair_trainee", "mentoring_pair", ["trainee_id"], unique=False)
    op.create_index(
        "uq_mentoring_pair_now",
        "mentoring_pair",
        ["enrollment_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "mentoring_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("shared_note", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("private_note", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state <> 'held' OR minutes > 0", name=op.f("ck_mentoring_meeting_minutes")),
        sa.CheckConstraint(
            "\"mode\" IN ('in_person', 'video', 'phone')", name=op.f("ck_mentoring_meeting_mode")
        ),
        sa.CheckConstraint(
            "\"state\" IN ('planned', 'held', 'missed', 'canceled')", name=op.f("ck_mentoring_meeting_state")
        ),
        sa.CheckConstraint("mentor_id <> trainee_id", name=op.f("ck_mentoring_meeting_two_people")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["accounts_person.id"], name=op.f("fk_mentoring_meeting_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["mentoring_pair.id"], name=op.f("fk_mentoring_meeting_pair_id")
        ),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["accounts_person.id"], name=op.f("fk_mentoring_meeting_trainee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_meeting")),
        sa.UniqueConstraint("ref", name=op.f("uq_mentoring_meeting_ref")),
    )
    op.create_index(
        "ix_mentoring_meeting_mentor", "mentoring_meeting", ["mentor_id", "starts_at"], unique=False
    )
    op.create_index("ix_mentoring_meeting_pair", "mentoring_meeting", ["pair_id", "starts_at"], unique=False)
    op.create_index(
        "ix_mentoring_meeting_trainee", "mentoring_meeting", ["trainee_id", "starts_at"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_mentoring_meeting_trainee", table_name="mentoring_meeting")
    op.drop_index("ix_mentoring_meeting_pair", table_name="mentoring_meeting")
    op.drop_index("ix_mentoring_meeting_mentor", table_name="mentoring_meeting")
    op.drop_table("mentoring_meeting")
    op.drop_index(
        "uq_mentoring_pair_now",
        table_name="mentoring_pair",
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.drop_index("ix_mentoring_pair_trainee", table_name="mentoring_pair")
    op.drop_index("ix_mentoring_pair_mentor", table_name="mentoring_pair")
    op.drop_table("mentoring_pair")
