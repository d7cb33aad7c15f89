"""Cohorts, enrollments, progress, checks, reflections."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learning_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("module", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_learning_progress_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_progress")),
        sa.UniqueConstraint(
            "person_id",
            "course",
            "edition",
            "module",
            name=op.f("uq_learning_progress_person_id_course_edition_module"),
        ),
    )
    op.create_table(
        "learning_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("module", sa.String(length=64), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            '"right" >= 0 AND "right" <= questions AND questions > 0', name=op.f("ck_learning_try_right")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_learning_try_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_try")),
    )
    op.create_index(
        "ix_learning_try_person", "learning_try", ["person_id", "course", "edition", "module"], unique=False
    )
    op.create_table(
        "learning_cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("course_edition", sa.String(length=32), nullable=False),
        sa.Column("program_edition", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("implementation_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('forming', 'active', 'completed', 'canceled')",
            name=op.f("ck_learning_cohort_state"),
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_learning_cohort_offering_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_cohort")),
        sa.UniqueConstraint("offering_id", name=op.f("uq_learning_cohort_offering_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_learning_cohort_ref")),
    )
    op.create_table(
        "learning_reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("prompt", sa.String(length=64), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offering_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_learning_reflection_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_learning_reflection_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_reflection")),
        sa.UniqueConstraint(
            "person_id",
            "course",
            "edition",
            "prompt",
            name=op.f("uq_learning_reflection_person_id_course_edition_prompt"),
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_learning_reflection_ref")),
    )
    op.create_index(
        "ix_learning_reflection_offering",
        "learning_reflection",
        ["offering_id", "handed_in_at", "id"],
        unique=False,
    )
    op.create_table(
        "learning_enrollment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_edition", sa.String(length=32), nullable=False),
        sa.Column("program_edition", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('applied', 'enrolled', 'active', 'deferred', 'withdrawn', 'completed')",
            name=op.f("ck_learning_enrollment_state"),
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["learning_cohort.id"], name=op.f("fk_learning_enrollment_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_learning_enrollment_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_enrollment")),
        sa.UniqueConstraint(
            "cohort_id", "person_id", name=op.f("uq_learning_enrollment_cohort_id_person_id")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_learning_enrollment_ref")),
    )
    op.create_index(
        "ix_learning_enrollment_person", "learning_enrollment", ["person_id", "state"], unique=False
    )
    op.create_index(
        "uq_learning_enrollment_live",
        "learning_enrollment",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('enrolled', 'active')"),
        postgresql_where=sa.text("state IN ('enrolled', 'active')"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_learning_enrollment_live",
        table_name="learning_enrollment",
        sqlite_where=sa.text("state IN ('enrolled', 'active')"),
        postgresql_where=sa.text("state IN ('enrolled', 'active')"),
    )
    op.drop_index("ix_learning_enrollment_person", table_name="learning_enrollment")
    op.drop_table("learning_enrollment")
    op.drop_index("ix_learning_reflection_offering", table_name="learning_reflection")
    op.drop_table("learning_reflection")
    op.drop_table("learning_cohort")
    op.drop_index("ix_learning_try_person", table_name="learning_try")
    op.drop_table("learning_try")
    op.drop_table("learning_progress")
