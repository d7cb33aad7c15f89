"""Drafts and earlier versions of answers, beginnings, second readers and their role; slides of a showcase."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

BEFORE = "'administrator', 'coordinator', 'mentor', 'trainer', 'reviewer', 'trainee', 'cop_member', 'oneself', 'signed_in', 'stranger'"
AFTER = BEFORE.replace("'reviewer', ", "'reviewer', 'second_reader', ")
OUTCOMES = "\"outcome\" IN ('accepted', 'accepted_with_question', 'revise', 'privacy_hold')"


def roles(words: str) -> None:
    with op.batch_alter_table("accounts_grant") as table:
        table.drop_constraint(op.f("ck_accounts_grant_role"), type_="check")
        table.create_check_constraint(op.f("ck_accounts_grant_role"), f'"role" IN ({words})')


def upgrade() -> None:
    roles(AFTER)
    op.add_column(
        "journals_review", sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1"))
    )
    with op.batch_alter_table("journals_review") as table:
        table.alter_column("version", server_default=None)
    op.create_index("ix_journals_review_reviewer", "journals_review", ["reviewer_id", "made_at"])
    drafts_and_versions()
    beginnings_and_readers()
    slides()


def drafts_and_versions() -> None:
    op.create_table(
        "journals_review_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("typed", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_journals_review_draft_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["journals_submission.id"], name=op.f("fk_journals_review_draft_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journals_review_draft")),
        sa.UniqueConstraint(
            "submission_id", "person_id", name=op.f("uq_journals_review_draft_submission_id_person_id")
        ),
    )
    op.create_table(
        "journals_review_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("levels_then", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("care_kept", sa.Boolean(), nullable=False),
        sa.Column("saw", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("again_by", sa.Date(), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint(OUTCOMES, name=op.f("ck_journals_review_version_outcome")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["journals_review.id"], name=op.f("fk_journals_review_version_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journals_review_version")),
        sa.UniqueConstraint(
            "review_id", "version", name=op.f("uq_journals_review_version_review_id_version")
        ),
    )


def beginnings_and_readers() -> None:
    op.create_table(
        "journals_beginning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"part\" IN ('saw', 'question', 'suggestion')", name=op.f("ck_journals_beginning_part")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_journals_beginning_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journals_beginning")),
        sa.UniqueConstraint("ref", name=op.f("uq_journals_beginning_ref")),
    )
    op.create_index("ix_journals_beginning_person", "journals_beginning", ["person_id", "id"])
    op.create_table(
        "journals_second_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=True),
        sa.Column("grant_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "(reader_id IS NULL) = (since IS NULL)", name=op.f("ck_journals_second_reading_reader")
        ),
        sa.CheckConstraint(
            "(ending IS NULL) = (ended_at IS NULL)", name=op.f("ck_journals_second_reading_ended")
        ),
        sa.CheckConstraint(
            "\"ending\" IN ('done', 'taken_back')", name=op.f("ck_journals_second_reading_ending")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["accounts_person.id"], name=op.f("fk_journals_second_reading_asked_by")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journals_entry.id"], name=op.f("fk_journals_second_reading_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["accounts_grant.id"], name=op.f("fk_journals_second_reading_grant_id")
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["accounts_person.id"], name=op.f("fk_journals_second_reading_reader_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journals_second_reading")),
        sa.UniqueConstraint("ref", name=op.f("uq_journals_second_reading_ref")),
    )
    op.create_index("ix_journals_second_reading_entry", "journals_second_reading", ["entry_id", "id"])
    op.create_index("ix_journals_second_reading_open", "journals_second_reading", ["ended_at", "id"])
    op.create_index(
        "ix_journals_second_reading_reader", "journals_second_reading", ["reader_id", "ended_at", "id"]
    )
    op.create_index(
        "uq_journals_second_reading_now",
        "journals_second_reading",
        ["entry_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def slides() -> None:
    op.create_table(
        "showcase_slide",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("photos", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(state = 'chosen') = (place IS NOT NULL)", name=op.f("ck_showcase_slide_place")),
        sa.CheckConstraint(
            "\"state\" IN ('offered', 'chosen', 'left_out', 'withdrawn')",
            name=op.f("ck_showcase_slide_state"),
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["journals_entry.id"], name=op.f("fk_showcase_slide_entry_id")),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_showcase_slide_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_showcase_slide_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_slide")),
        sa.UniqueConstraint("ref", name=op.f("uq_showcase_slide_ref")),
    )
    op.create_index("ix_showcase_slide_offering", "showcase_slide", ["offering_id", "state", "place", "id"])
    op.create_index("ix_showcase_slide_person", "showcase_slide", ["person_id", "id"])
    op.create_index(
        "uq_showcase_slide_now",
        "showcase_slide",
        ["offering_id", "entry_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'withdrawn'"),
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )


def downgrade() -> None:
    op.drop_table("showcase_slide")
    op.drop_table("journals_second_reading")
    op.drop_table("journals_beginning")
    op.drop_table("journals_review_version")
    op.drop_table("journals_review_draft")
    op.drop_index("ix_journals_review_reviewer", "journals_review")
    op.drop_column("journals_review", "version")
    op.execute("DELETE FROM accounts_grant WHERE role = 'second_reader'")
    roles(BEFORE)
