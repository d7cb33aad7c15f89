"""Traces of practice: a title, whom they show, what they touch, links, the own session, and how far they go."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

LIST, MANY = sa.JSON(none_as_null=True), ("shows", "areas", "links")


def upgrade() -> None:
    with op.batch_alter_table("journals_entry") as table:
        table.add_column(sa.Column("title", sa.String(length=200), nullable=False, server_default=""))
        for name in MANY:
            table.add_column(sa.Column(name, LIST, nullable=False, server_default="[]"))
        table.add_column(sa.Column("cop_session_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("narrowed", sa.String(length=32), nullable=False, server_default="mentor"))
        table.create_check_constraint(
            op.f("ck_journals_entry_narrowed"), "\"narrowed\" IN ('mentor', 'only_me')"
        )
        table.create_foreign_key(
            op.f("fk_journals_entry_cop_session_id"), "practice_session", ["cop_session_id"], ["id"]
        )
        table.create_index("ix_journals_entry_traces", ["person_id", "module", "made_at", "id"])
    with op.batch_alter_table("journals_entry") as table:
        table.alter_column(
            "title", existing_type=sa.String(length=200), existing_nullable=False, server_default=None
        )
        for name in MANY:
            table.alter_column(name, existing_type=LIST, existing_nullable=False, server_default=None)
        table.alter_column(
            "narrowed", existing_type=sa.String(length=32), existing_nullable=False, server_default=None
        )
    with op.batch_alter_table("journals_submission") as table:
        table.add_column(sa.Column("beside", LIST, nullable=False, server_default="{}"))
    with op.batch_alter_table("journals_submission") as table:
        table.alter_column("beside", existing_type=LIST, existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("journals_submission") as table:
        table.drop_column("beside")
    with op.batch_alter_table("journals_entry") as table:
        table.drop_index("ix_journals_entry_traces")
        table.drop_constraint(op.f("fk_journals_entry_cop_session_id"), type_="foreignkey")
        table.drop_constraint(op.f("ck_journals_entry_narrowed"), type_="check")
        for name in ("title", *MANY, "cop_session_id", "narrowed"):
            table.drop_column(name)
