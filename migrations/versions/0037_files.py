"""Stored files, what stands beside a journal entry, and who allowed to be seen in it."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "core_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_until", sa.Date(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_file")),
        sa.UniqueConstraint("ref", name=op.f("uq_core_file_ref")),
    )
    _attachments()
    _consents()


def _attachments() -> None:
    op.create_table(
        "journals_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("thumb_id", sa.Integer(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("shows", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("recognizable", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("covered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"kind\" IN ('photo', 'audio', 'document')", name=op.f("ck_journals_attachment_kind")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journals_entry.id"], name=op.f("fk_journals_attachment_entry_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["core_file.id"], name=op.f("fk_journals_attachment_file_id")),
        sa.ForeignKeyConstraint(["thumb_id"], ["core_file.id"], name=op.f("fk_journals_attachment_thumb_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journals_attachment")),
        sa.UniqueConstraint("ref", name=op.f("uq_journals_attachment_ref")),
        sa.UniqueConstraint("file_id", name=op.f("uq_journals_attachment_file_id")),
        sa.UniqueConstraint("thumb_id", name=op.f("uq_journals_attachment_thumb_id")),
    )
    op.create_index("ix_journals_attachment_entry", "journals_attachment", ["entry_id", "position", "id"])


def _consents() -> None:
    op.create_table(
        "journals_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("guardian", sa.String(length=200), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("uses", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["journals_attachment.id"], name=op.f("fk_journals_consent_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts_person.id"], name=op.f("fk_journals_consent_recorded_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journals_consent")),
        sa.UniqueConstraint("ref", name=op.f("uq_journals_consent_ref")),
    )
    for name, columns in (
        ("attachment", ["attachment_id", "id"]),
        ("recorded", ["recorded_by", "expires_on", "id"]),
        ("expires", ["expires_on", "id"]),
    ):
        op.create_index(f"ix_journals_consent_{name}", "journals_consent", columns)


def downgrade() -> None:
    for name in ("attachment", "recorded", "expires"):
        op.drop_index(f"ix_journals_consent_{name}", "journals_consent")
    op.drop_table("journals_consent")
    op.drop_index("ix_journals_attachment_entry", "journals_attachment")
    op.drop_table("journals_attachment")
    op.drop_table("core_file")
