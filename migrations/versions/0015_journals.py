"""Entries, submissions, reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journals_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.String(length=64), nullable=False),
        sa.Column("module", sa.String(length=64), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("\"kind\" IN ('reflective', 'trace')", name=op.f("ck_journals_entry_kind")),
        sa.CheckConstraint(
            "\"state\" IN ('draft', 'submitted', 'in_review', 'revise', 'accepted', 'privacy_hold')",
            name=op.f("ck_journals_entry_state"),
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["learning_enrollment.id"], name=op.f("fk_journals_entry_enrollment_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_journals_entry_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["accounts_person.id"], name=op.f("fk_journals_entry_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journals_entry")),
        sa.UniqueConstraint("enrollment_id", "prompt", name=op.f("uq_journals_entry_enrollment_id_prompt")),
        sa.UniqueConstraint("ref", name=op.f("uq_journals_entry_ref")),
    )
    op.create_index("ix_journals_entry_person", "journals_entry", ["person_id", "state"], unique=False)
    op.create_index(
        "ix_journals_entry_queue", "journals_entry", ["state", "submitted_at", "id"], unique=False
    )
    op.create_table(
        "journals_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint('"round" > 0', name=op.f("ck_journals_submission_round")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journals_entry.id"], name=op.f("fk_journals_submission_entry_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journals_submission")),
        sa.UniqueConstraint("entry_id", "round", name=op.f("uq_journals_submission_entry_id_round")),
    )
    op.create_table(
        "journals_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.Integer(), nullable=True),
        sa.Column("meaning", sa.Integer(), nullable=True),
        sa.Column("perspectives", sa.Integer(), nullable=True),
        sa.Column("facilitation", sa.Integer(), nullable=True),
        sa.Column("care_kept", sa.Boolean(), nullable=False),
        sa.Column("saw", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("again_by", sa.Date(), nullable=True),
        sa.Column("private_note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("care_kept OR outcome = 'privacy_hold'", name=op.f("ck_journals_review_care")),
        sa.CheckConstraint(
            "outcome NOT IN ('accepted', 'accepted_with_question') OR (COALESCE(moment, 0) >= 2 AND COALESCE(meaning, 0) >= 2)",
            name=op.f("ck_journals_review_accepted"),
        ),
        sa.CheckConstraint(
            "\"outcome\" IN ('accepted', 'accepted_with_question', 'revise', 'privacy_hold')",
            name=op.f("ck_journals_review_outcome"),
        ),
        sa.CheckConstraint(
            "(moment IS NULL OR moment BETWEEN 1 AND 4) AND (meaning IS NULL OR meaning BETWEEN 1 AND 4) AND (perspectives IS NULL OR perspectives BETWEEN 1 AND 4) AND (facilitation IS NULL OR facilitation BETWEEN 1 AND 4)",
            name=op.f("ck_journals_review_levels"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["accounts_person.id"], name=op.f("fk_journals_review_reviewer_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["journals_submission.id"], name=op.f("fk_journals_review_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journals_review")),
        sa.UniqueConstraint("submission_id", name=op.f("uq_journals_review_submission_id")),
    )


def downgrade() -> None:
    op.drop_table("journals_review")
    op.drop_table("journals_submission")
    op.drop_index("ix_journals_entry_queue", table_name="journals_entry")
    op.drop_index("ix_journals_entry_person", table_name="journals_entry")
    op.drop_table("journals_entry")
