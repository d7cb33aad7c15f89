"""Teams that come only all together, and an index to read the history of one thing."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_core_audit_subject", "core_audit", ["subject_ref", "id"], unique=False)
    op.create_table(
        "registration_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_registration_group_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_registration_group_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_group")),
        sa.UniqueConstraint("ref", name=op.f("uq_registration_group_ref")),
    )
    op.create_index("ix_registration_group_kept", "registration_group", ["kept_until"], unique=False)
    op.create_index("ix_registration_group_offering", "registration_group", ["offering_id"], unique=False)
    op.create_index(
        "ix_registration_group_organization", "registration_group", ["organization_id", "id"], unique=False
    )
    with op.batch_alter_table("registration_registration") as table:
        table.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_registration_registration_group_id"), "registration_group", ["group_id"], ["id"]
        )
        table.create_index(op.f("ix_registration_registration_group_id"), ["group_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("registration_registration") as table:
        table.drop_index(op.f("ix_registration_registration_group_id"))
        table.drop_constraint(op.f("fk_registration_registration_group_id"), type_="foreignkey")
        table.drop_column("group_id")
    op.drop_table("registration_group")
    op.drop_index("ix_core_audit_subject", table_name="core_audit")
