"""Course editions, completions, standing, claims."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "curriculum_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("titles", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_edition")),
        sa.UniqueConstraint("course", "edition", name=op.f("uq_curriculum_edition_course_edition")),
    )
    op.create_table(
        "curriculum_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("training", sa.String(length=200), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('open', 'accepted', 'declined')", name=op.f("ck_curriculum_claim_state")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_curriculum_claim_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_claim")),
        sa.UniqueConstraint("ref", name=op.f("uq_curriculum_claim_ref")),
    )
    op.create_index("ix_curriculum_claim_state", "curriculum_claim", ["state", "made_at"], unique=False)
    op.create_index(
        "uq_curriculum_claim_open",
        "curriculum_claim",
        ["person_id", "course"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "curriculum_completion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('completed', 'equivalency')", name=op.f("ck_curriculum_completion_kind")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_curriculum_completion_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_completion")),
        sa.UniqueConstraint(
            "person_id", "course", "edition", name=op.f("uq_curriculum_completion_person_id_course_edition")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_curriculum_completion_ref")),
    )
    op.create_table(
        "curriculum_standing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('in_cohort', 'certified')", name=op.f("ck_curriculum_standing_kind")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_curriculum_standing_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_standing")),
    )
    op.create_index(
        "ix_curriculum_standing_person", "curriculum_standing", ["person_id", "kind"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_curriculum_standing_person", table_name="curriculum_standing")
    op.drop_table("curriculum_standing")
    op.drop_table("curriculum_completion")
    op.drop_index(
        "uq_curriculum_claim_open",
        table_name="curriculum_claim",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index("ix_curriculum_claim_state", table_name="curriculum_claim")
    op.drop_table("curriculum_claim")
    op.drop_table("curriculum_edition")
