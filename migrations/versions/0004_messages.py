"""The sample year's mailbox."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "messages_sample_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages_sample_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_messages_sample_mail_message_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_messages_sample_mail_ref")),
    )
    op.create_index("ix_messages_sample_mail_at", "messages_sample_mail", ["at", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_messages_sample_mail_at", table_name="messages_sample_mail")
    op.drop_table("messages_sample_mail")
