"""Organizations and who belongs to them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organizations_organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_name",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=False),
        sa.Column("region", sa.String(length=100), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('county_office', 'first_5', 'agency', 'district', 'school', 'family_child_care', 'center', 'other')",
            name=op.f("ck_organizations_organization_kind"),
        ),
        sa.CheckConstraint(
            "\"level\" IN ('local', 'regional', 'statewide')",
            name=op.f("ck_organizations_organization_level"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations_organization")),
        sa.UniqueConstraint("name", name=op.f("uq_organizations_organization_name")),
        sa.UniqueConstraint("ref", name=op.f("uq_organizations_organization_ref")),
    )
    op.create_index(
        "ix_organizations_organization_sort", "organizations_organization", ["sort_name", "id"], unique=False
    )
    op.create_table(
        "organizations_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("listed_name", sa.String(length=200), nullable=False),
        sa.Column(
            "listed_sort",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("listed_email", sa.String(length=254), nullable=False),
        sa.Column("job", sa.String(length=100), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "\"state\" IN ('invited', 'active', 'declined', 'ended')",
            name=op.f("ck_organizations_membership_state"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_organizations_membership_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_organizations_membership_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations_membership")),
        sa.UniqueConstraint("ref", name=op.f("uq_organizations_membership_ref")),
    )
    op.create_index(
        "ix_organizations_membership_list",
        "organizations_membership",
        ["organization_id", "listed_sort", "id"],
        unique=False,
    )
    op.create_index(
        "ix_organizations_membership_person", "organizations_membership", ["person_id"], unique=False
    )
    op.create_index(
        "uq_organizations_membership_live",
        "organizations_membership",
        ["person_id", "organization_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('invited', 'active')"),
        postgresql_where=sa.text("state IN ('invited', 'active')"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_organizations_membership_live",
        table_name="organizations_membership",
        sqlite_where=sa.text("state IN ('invited', 'active')"),
        postgresql_where=sa.text("state IN ('invited', 'active')"),
    )
    op.drop_index("ix_organizations_membership_person", table_name="organizations_membership")
    op.drop_index("ix_organizations_membership_list", table_name="organizations_membership")
    op.drop_table("organizations_membership")
    op.drop_index("ix_organizations_organization_sort", table_name="organizations_organization")
    op.drop_table("organizations_organization")
