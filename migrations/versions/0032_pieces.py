"""What lies beside the courses: protocol cards, templates, terms, pictures, the self-assessment."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "curriculum_piece",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("titles", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('card', 'template', 'term', 'picture', 'self_assessment')",
            name=op.f("ck_curriculum_piece_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curriculum_piece")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_curriculum_piece_kind_name")),
    )


def downgrade() -> None:
    op.drop_table("curriculum_piece")
