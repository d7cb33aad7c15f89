"""Who was moved to another edition of a course, by whom and why: the edition that somebody is on is a fact."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "curriculum_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("before", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_curriculum_move_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_move")),
    )
    op.create_index("ix_curriculum_move_person", "curriculum_move", ["person_id", "course", "id"])


def downgrade() -> None:
    op.drop_index("ix_curriculum_move_person", "curriculum_move")
    op.drop_table("curriculum_move")
