"""Regions and consortia; seats held for organizations; substitution and approval of registrations."""

import secrets
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

FORMATS = "'in_person', 'virtual', 'hybrid', 'tbd'"
ENDED = "'withdrawn', 'offer_declined', 'offer_ended', 'claim_declined', 'offering_canceled'"
ENDED_NOW = f"{ENDED}, 'substituted', 'approval_declined'"


def sort_name() -> sa.Column:
    """A folded name, compared letter by letter."""
    return sa.Column(
        "sort_name",
        sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
        nullable=False,
    )


def upgrade() -> None:
    _regions_and_consortia()
    _reservations()
    with op.batch_alter_table("schedule_place") as table:
        table.add_column(sa.Column("reserved", sa.Integer(), nullable=False, server_default="0"))
        table.drop_constraint(op.f("ck_schedule_place_taken"), type_="check")
        table.create_check_constraint(
            op.f("ck_schedule_place_taken"),
            "taken >= 0 AND reserved >= 0 AND (capacity IS NULL OR taken + reserved <= capacity)",
        )
    with op.batch_alter_table("schedule_place") as table:
        table.alter_column("reserved", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("registration_registration") as table:
        table.add_column(sa.Column("approval", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("approval_reason", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("reservation_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        table.create_check_constraint(
            op.f("ck_registration_registration_approval"),
            "\"approval\" IN ('pending', 'approved', 'declined')",
        )
        table.drop_constraint(op.f("ck_registration_registration_ended"), type_="check")
        table.create_check_constraint(op.f("ck_registration_registration_ended"), f'"ended" IN ({ENDED_NOW})')
        table.create_foreign_key(
            op.f("fk_registration_registration_reservation_id"),
            "registration_reservation",
            ["reservation_id"],
            ["id"],
        )
        table.create_foreign_key(
            op.f("fk_registration_registration_replaces_id"),
            "registration_registration",
            ["replaces_id"],
            ["id"],
        )
        table.create_index("ix_registration_registration_reservation", ["reservation_id"])
        table.create_index("ix_registration_registration_approval", ["approval", "state", "made_at", "id"])
    with op.batch_alter_table("registration_registration") as table:
        table.alter_column("approval_reason", existing_type=sa.Text(), server_default=None)


def _regions_and_consortia() -> None:
    region = op.create_table(
        "organizations_region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sort_name(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations_region")),
        sa.UniqueConstraint("name", name=op.f("uq_organizations_region_name")),
        sa.UniqueConstraint("ref", name=op.f("uq_organizations_region_ref")),
    )
    op.create_index("ix_organizations_region_sort", "organizations_region", ["sort_name", "id"])
    names = op.get_bind().execute(
        sa.text("SELECT DISTINCT region FROM organizations_organization WHERE region <> '' ORDER BY region")
    )
    rows = [{"ref": secrets.token_urlsafe(16), "name": name, "sort_name": _folded(name)} for (name,) in names]
    if rows:
        op.bulk_insert(region, rows)
    op.create_table(
        "organizations_consortium",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sort_name(),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations_consortium")),
        sa.UniqueConstraint("name", name=op.f("uq_organizations_consortium_name")),
        sa.UniqueConstraint("ref", name=op.f("uq_organizations_consortium_ref")),
    )
    op.create_index("ix_organizations_consortium_sort", "organizations_consortium", ["sort_name", "id"])
    op.create_table(
        "organizations_consortium_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("consortium_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_organizations_consortium_member_days")
        ),
        sa.ForeignKeyConstraint(
            ["consortium_id"],
            ["organizations_consortium.id"],
            name=op.f("fk_organizations_consortium_member_consortium_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_organizations_consortium_member_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations_consortium_member")),
        sa.UniqueConstraint("ref", name=op.f("uq_organizations_consortium_member_ref")),
    )
    op.create_index(
        "ix_organizations_consortium_member_consortium",
        "organizations_consortium_member",
        ["consortium_id", "id"],
    )
    op.create_index(
        "ix_organizations_consortium_member_organization",
        "organizations_consortium_member",
        ["organization_id", "consortium_id"],
    )
    op.create_index(
        "uq_organizations_consortium_member_live",
        "organizations_consortium_member",
        ["consortium_id", "organization_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()[:200]


def _reservations() -> None:
    op.create_table(
        "registration_reservation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("consortium_id", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("release_on", sa.Date(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("roll_over", sa.String(length=32), nullable=False),
        sa.Column("roll_over_to_id", sa.Integer(), nullable=True),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(f'"format" IN ({FORMATS})', name=op.f("ck_registration_reservation_format")),
        sa.CheckConstraint(
            "\"roll_over\" IN ('none', 'next_run', 'named')",
            name=op.f("ck_registration_reservation_roll_over"),
        ),
        sa.CheckConstraint(
            "(organization_id IS NULL) <> (consortium_id IS NULL)",
            name=op.f("ck_registration_reservation_holder"),
        ),
        sa.CheckConstraint(
            "seats > 0 AND used >= 0 AND used <= seats", name=op.f("ck_registration_reservation_used")
        ),
        sa.CheckConstraint(
            "(roll_over = 'named') = (roll_over_to_id IS NOT NULL)",
            name=op.f("ck_registration_reservation_roll_over_to"),
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_registration_reservation_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_registration_reservation_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["consortium_id"],
            ["organizations_consortium.id"],
            name=op.f("fk_registration_reservation_consortium_id"),
        ),
        sa.ForeignKeyConstraint(
            ["roll_over_to_id"],
            ["schedule_offering.id"],
            name=op.f("fk_registration_reservation_roll_over_to_id"),
        ),
        sa.ForeignKeyConstraint(
            ["carried_from_id"],
            ["registration_reservation.id"],
            name=op.f("fk_registration_reservation_carried_from_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_reservation")),
        sa.UniqueConstraint("ref", name=op.f("uq_registration_reservation_ref")),
    )
    for name, columns in (
        ("offering", ["offering_id", "id"]),
        ("due", ["released_at", "release_on"]),
        ("organization", ["organization_id", "id"]),
        ("consortium", ["consortium_id", "id"]),
    ):
        op.create_index(f"ix_registration_reservation_{name}", "registration_reservation", columns)


def downgrade() -> None:
    op.execute(
        "UPDATE registration_registration SET ended = 'withdrawn' WHERE ended IN ('substituted', 'approval_declined')"
    )
    with op.batch_alter_table("registration_registration") as table:
        table.drop_index("ix_registration_registration_approval")
        table.drop_index("ix_registration_registration_reservation")
        table.drop_constraint(op.f("fk_registration_registration_replaces_id"), type_="foreignkey")
        table.drop_constraint(op.f("fk_registration_registration_reservation_id"), type_="foreignkey")
        table.drop_constraint(op.f("ck_registration_registration_approval"), type_="check")
        table.drop_constraint(op.f("ck_registration_registration_ended"), type_="check")
        table.create_check_constraint(op.f("ck_registration_registration_ended"), f'"ended" IN ({ENDED})')
        table.drop_column("replaces_id")
        table.drop_column("reservation_id")
        table.drop_column("approval_reason")
        table.drop_column("approval")
    with op.batch_alter_table("schedule_place") as table:
        table.drop_constraint(op.f("ck_schedule_place_taken"), type_="check")
        table.create_check_constraint(
            op.f("ck_schedule_place_taken"), "taken >= 0 AND (capacity IS NULL OR taken <= capacity)"
        )
        table.drop_column("reserved")
    op.drop_table("registration_reservation")
    op.drop_table("organizations_consortium_member")
    op.drop_table("organizations_consortium")
    op.drop_table("organizations_region")
