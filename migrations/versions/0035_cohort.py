"""A cohort among itself: what each shows of themselves, discussions, materials, letters of who looks after it."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    _posts()
    _introductions()
    _materials()
    _letters()


def _posts() -> None:
    op.create_table(
        "messages_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("circle", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.Column("edited_at", WHEN, nullable=True),
        sa.Column("removed_at", WHEN, nullable=True),
        sa.Column("hidden_at", WHEN, nullable=True),
        sa.Column("hidden_by", sa.Integer(), nullable=True),
        sa.Column("hidden_why", sa.Text(), nullable=False),
        sa.CheckConstraint("(removed_at IS NULL) = (text <> '')", name=op.f("ck_messages_post_removed")),
        sa.CheckConstraint("(hidden_at IS NULL) = (hidden_why = '')", name=op.f("ck_messages_post_hidden")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_messages_post_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages_post")),
        sa.UniqueConstraint("ref", name=op.f("uq_messages_post_ref")),
    )
    op.create_index("ix_messages_post_topic", "messages_post", ["circle", "topic", "id"])
    op.create_index("ix_messages_post_person", "messages_post", ["person_id", "circle", "id"])
    op.create_table(
        "messages_post_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.Column("settled_at", WHEN, nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"], ["messages_post.id"], name=op.f("fk_messages_post_report_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_messages_post_report_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages_post_report")),
        sa.UniqueConstraint("post_id", "person_id", name=op.f("uq_messages_post_report_post_id_person_id")),
    )


def _introductions() -> None:
    op.create_table(
        "learning_introduction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("pronouns", sa.String(length=60), nullable=False),
        sa.Column("languages", sa.String(length=200), nullable=False),
        sa.Column("email_shared_at", WHEN, nullable=True),
        sa.Column("mails", sa.Boolean(), nullable=False),
        sa.Column("changed_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["learning_cohort.id"], name=op.f("fk_learning_introduction_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_learning_introduction_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_introduction")),
        sa.UniqueConstraint("ref", name=op.f("uq_learning_introduction_ref")),
        sa.UniqueConstraint(
            "cohort_id", "person_id", name=op.f("uq_learning_introduction_cohort_id_person_id")
        ),
    )


def _materials() -> None:
    op.create_table(
        "learning_material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["learning_cohort.id"], name=op.f("fk_learning_material_cohort_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_material")),
        sa.UniqueConstraint("ref", name=op.f("uq_learning_material_ref")),
    )
    op.create_index("ix_learning_material_cohort", "learning_material", ["cohort_id", "id"])
    op.create_table(
        "learning_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("material_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("lent_until", sa.Date(), nullable=True),
        sa.Column("confirmed_at", WHEN, nullable=True),
        sa.Column("changed_at", WHEN, nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('to_send', 'sent', 'received', 'lent', 'returned')",
            name=op.f("ck_learning_copy_state"),
        ),
        sa.CheckConstraint("lent_until IS NULL OR state = 'lent'", name=op.f("ck_learning_copy_lent")),
        sa.ForeignKeyConstraint(
            ["material_id"], ["learning_material.id"], name=op.f("fk_learning_copy_material_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_learning_copy_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_copy")),
        sa.UniqueConstraint("material_id", "person_id", name=op.f("uq_learning_copy_material_id_person_id")),
    )


def _letters() -> None:
    op.create_table(
        "learning_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answers", sa.Boolean(), nullable=False),
        sa.Column("to", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["learning_cohort.id"], name=op.f("fk_learning_letter_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_learning_letter_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_letter")),
        sa.UniqueConstraint("ref", name=op.f("uq_learning_letter_ref")),
    )
    op.create_index("ix_learning_letter_cohort", "learning_letter", ["cohort_id", "id"])


def downgrade() -> None:
    for table in (
        "learning_letter", "learning_copy", "learning_material", "learning_introduction", "messages_post_report",
        "messages_post",
    ):  # fmt: skip
        op.drop_table(table)
