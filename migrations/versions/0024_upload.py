"""Where does a large upload wait, how far is it, and what did it find?"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("params", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"state\" IN ('queued', 'checking', 'checked', 'wanted', 'applying', 'done', 'refused', 'failed')",
            name=op.f("ck_core_job_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_job")),
        sa.UniqueConstraint("ref", name=op.f("uq_core_job_ref")),
    )
    op.create_index("ix_core_job_state", "core_job", ["state", "id"], unique=False)
    op.create_index("ix_core_job_by", "core_job", ["by_person", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_core_job_by", table_name="core_job")
    op.drop_index("ix_core_job_state", table_name="core_job")
    op.drop_table("core_job")
