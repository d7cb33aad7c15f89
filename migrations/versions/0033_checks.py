"""A check may be under way, and may score nothing; what somebody says of their own abilities, then and now."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learning_open_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("module", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_learning_open_try_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_open_try")),
        sa.UniqueConstraint(
            "person_id",
            "course",
            "edition",
            "module",
            name=op.f("uq_learning_open_try_person_id_course_edition_module"),
        ),
    )
    _right('"right" >= 0 AND "right" <= questions')
    op.create_table(
        "learning_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "shared_at IS NULL OR finished_at IS NOT NULL", name=op.f("ck_learning_assessment_shared")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_learning_assessment_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_assessment")),
    )
    op.create_index("ix_learning_assessment_person", "learning_assessment", ["person_id"], unique=False)
    op.create_index(
        "uq_learning_assessment_draft",
        "learning_assessment",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )


def _right(rule: str) -> None:
    with op.batch_alter_table("learning_try") as table:
        table.drop_constraint(op.f("ck_learning_try_right"), type_="check")
        table.create_check_constraint(op.f("ck_learning_try_right"), rule)


def downgrade() -> None:
    op.drop_table("learning_assessment")
    op.execute("DELETE FROM learning_try WHERE questions = 0")
    _right('"right" >= 0 AND "right" <= questions AND questions > 0')
    op.drop_table("learning_open_try")
