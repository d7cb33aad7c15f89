"""Parts of courses that are done."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "curriculum_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=80), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_curriculum_part_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_part")),
        sa.UniqueConstraint(
            "person_id",
            "course",
            "edition",
            "part",
            name=op.f("uq_curriculum_part_person_id_course_edition_part"),
        ),
    )


def downgrade() -> None:
    op.drop_table("curriculum_part")
