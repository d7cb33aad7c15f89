"""What people say of their work; what a group calls itself and how far it reaches."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

LEVELS = "\"level\" IN ('local', 'regional', 'statewide')"


def upgrade() -> None:
    op.create_table(
        "organizations_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=True),
        sa.Column("setting", sa.String(length=32), nullable=True),
        sa.Column("level", sa.String(length=32), nullable=True),
        sa.Column("ages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"role\" IN ('teacher', 'owner', 'leader', 'coach', 'community', 'other')",
            name=op.f("ck_organizations_work_role"),
        ),
        sa.CheckConstraint(
            "\"setting\" IN ('center', 'family_child_care', 'head_start', 'school', 'agency', 'other')",
            name=op.f("ck_organizations_work_setting"),
        ),
        sa.CheckConstraint(LEVELS, name=op.f("ck_organizations_work_level")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_organizations_work_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations_work")),
        sa.UniqueConstraint("person_id", name=op.f("uq_organizations_work_person_id")),
    )
    columns = (("kind", "'cop'", "\"kind\" IN ('cop', 'plc', 'cfg')"), ("level", "'local'", LEVELS))
    with op.batch_alter_table("practice_cop") as table:
        for name, value, _check in columns:
            table.add_column(
                sa.Column(name, sa.String(length=32), nullable=False, server_default=sa.text(value))
            )
    with op.batch_alter_table("practice_cop") as table:
        for name, _value, check in columns:
            table.alter_column(
                name, existing_type=sa.String(length=32), existing_nullable=False, server_default=None
            )
            table.create_check_constraint(op.f(f"ck_practice_cop_{name}"), check)


def downgrade() -> None:
    with op.batch_alter_table("practice_cop") as table:
        for name in ("level", "kind"):
            table.drop_constraint(op.f(f"ck_practice_cop_{name}"), type_="check")
            table.drop_column(name)
    op.drop_table("organizations_work")
