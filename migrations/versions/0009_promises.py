"""Promises to the platform and private calendar addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_feed_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_feed")),
        sa.UniqueConstraint("ref", name=op.f("uq_accounts_feed_ref")),
    )
    op.create_index("ix_accounts_feed_person", "accounts_feed", ["person_id"], unique=False)
    op.create_table(
        "accounts_promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("\"kind\" IN ('privacy')", name=op.f("ck_accounts_promise_kind")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_accounts_promise_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts_promise")),
        sa.UniqueConstraint(
            "person_id", "kind", "version", name=op.f("uq_accounts_promise_person_id_kind_version")
        ),
    )


def downgrade() -> None:
    op.drop_table("accounts_promise")
    op.drop_index("ix_accounts_feed_person", table_name="accounts_feed")
    op.drop_table("accounts_feed")
