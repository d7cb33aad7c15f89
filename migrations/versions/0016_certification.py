"""Program editions, files, sign-offs, waivers, decisions, credentials and their changes."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "certification_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("titles", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification_edition")),
        sa.UniqueConstraint("edition", name=op.f("uq_certification_edition_edition")),
    )
    op.create_table(
        "certification_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name_shown", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('in_training', 'training_complete', 'practicum', 'requested', 'in_review', 'returned', 'certified', 'declined')",
            name=op.f("ck_certification_file_state"),
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["learning_enrollment.id"], name=op.f("fk_certification_file_enrollment_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_certification_file_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification_file")),
        sa.UniqueConstraint("enrollment_id", name=op.f("uq_certification_file_enrollment_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_certification_file_ref")),
    )
    op.create_index("ix_certification_file_person", "certification_file", ["person_id"], unique=False)
    op.create_index(
        "ix_certification_file_state", "certification_file", ["state", "requested_at", "id"], unique=False
    )
    op.create_table(
        "certification_credential",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("state_changed_on", sa.Date(), nullable=True),
        sa.Column("shown", sa.JSON(none_as_null=True), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('valid', 'suspended', 'revoked')", name=op.f("ck_certification_credential_state")
        ),
        sa.CheckConstraint("expires_on > issued_on", name=op.f("ck_certification_credential_term")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["certification_file.id"], name=op.f("fk_certification_credential_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_certification_credential_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification_credential")),
        sa.UniqueConstraint("file_id", name=op.f("uq_certification_credential_file_id")),
        sa.UniqueConstraint("number", name=op.f("uq_certification_credential_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_certification_credential_ref")),
    )
    op.create_index(
        "ix_certification_credential_expires",
        "certification_credential",
        ["state", "expires_on"],
        unique=False,
    )
    op.create_index(
        "ix_certification_credential_person", "certification_credential", ["person_id"], unique=False
    )
    op.create_table(
        "certification_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("decider_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"outcome\" IN ('grant', 'return', 'decline')", name=op.f("ck_certification_decision_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["decider_id"], ["accounts_person.id"], name=op.f("fk_certification_decision_decider_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["certification_file.id"], name=op.f("fk_certification_decision_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification_decision")),
    )
    op.create_index("ix_certification_decision_file", "certification_decision", ["file_id"], unique=False)
    op.create_table(
        "certification_extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["certification_file.id"], name=op.f("fk_certification_extension_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification_extension")),
    )
    op.create_index("ix_certification_extension_file", "certification_extension", ["file_id"], unique=False)
    op.create_table(
        "certification_signoff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["certification_file.id"], name=op.f("fk_certification_signoff_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["accounts_person.id"], name=op.f("fk_certification_signoff_mentor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification_signoff")),
    )
    op.create_index("ix_certification_signoff_file", "certification_signoff", ["file_id"], unique=False)
    op.create_table(
        "certification_waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=8), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("numbers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["certification_file.id"], name=op.f("fk_certification_waiver_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification_waiver")),
        sa.UniqueConstraint(
            "file_id", "criterion", "scope", name=op.f("uq_certification_waiver_file_id_criterion_scope")
        ),
    )
    op.create_table(
        "certification_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('valid', 'suspended', 'revoked')", name=op.f("ck_certification_change_state")
        ),
        sa.ForeignKeyConstraint(
            ["credential_id"],
            ["certification_credential.id"],
            name=op.f("fk_certification_change_credential_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification_change")),
    )
    op.create_index(
        "ix_certification_change_credential", "certification_change", ["credential_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_certification_change_credential", table_name="certification_change")
    op.drop_table("certification_change")
    op.drop_table("certification_waiver")
    op.drop_index("ix_certification_signoff_file", table_name="certification_signoff")
    op.drop_table("certification_signoff")
    op.drop_index("ix_certification_extension_file", table_name="certification_extension")
    op.drop_table("certification_extension")
    op.drop_index("ix_certification_decision_file", table_name="certification_decision")
    op.drop_table("certification_decision")
    op.drop_index("ix_certification_credential_person", table_name="certification_credential")
    op.drop_index("ix_certification_credential_expires", table_name="certification_credential")
    op.drop_table("certification_credential")
    op.drop_index("ix_certification_file_state", table_name="certification_file")
    op.drop_index("ix_certification_file_person", table_name="certification_file")
    op.drop_table("certification_file")
    op.drop_table("certification_edition")
